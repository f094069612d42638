"""Counts, sums of counts and shares in a byte each; 0 stands for what a text does not have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]
Float = npt.NDArray[np.float32]
Array = npt.NDArray[Any]

_EXACT = 8  # counts up to this are kept as they are, larger ones on a log scale
_STEP = 1 / 8  # nats; the error is at most half of it
_SHARE_STEP, _EVEN = 1 / 12, 128  # of log odds; the code of a half

_SLACK = 0.92  # how much short of the least a sum of counts may be: shares are rounded too

#: The count of each code.
COUNTS = np.where(np.arange(256) <= _EXACT, np.arange(256), _EXACT * np.exp((np.arange(256) - _EXACT) * _STEP))

#: The share of each code; all of it where the text does not have the history.
SHARES = np.append(1.0, 1 / (1 + np.exp((_EVEN - np.arange(1, 256)) * _SHARE_STEP)))


def count_codes(counts: Array) -> Codes:
    """Counts as codes.

    >>> count_codes(np.array([0, 1, 8, 9, 1000])).tolist(), COUNTS[[8, 9, 47]].round(1).tolist()
    ([0, 1, 8, 9, 47], [8.0, 9.1, 1047.8])
    """
    large = _EXACT + np.rint(np.log(np.maximum(counts, _EXACT) / _EXACT) / _STEP)
    return np.where(counts <= _EXACT, counts, np.minimum(large, 255)).astype(np.uint8)


def total_codes(totals: Array, least: Array) -> Codes:
    """Sums of counts as codes, none of them less than ``least`` where there is any, lest probabilities sum to more
    than one."""
    enough = np.searchsorted(COUNTS, least * _SLACK)
    return np.where(totals > 0, np.minimum(np.maximum(count_codes(totals), enough), 255), 0).astype(np.uint8)


def share_codes(shares: Array) -> Codes:
    """What histories leave to shorter ones as codes; 1 is that of no history.

    >>> SHARES[share_codes(np.array([1, .95, .5, .01]))].round(2).tolist()
    [1.0, 0.95, 0.5, 0.01]
    """
    odds = np.log(np.maximum(shares, 1e-9)) - np.log(np.maximum(1 - shares, 1e-9))
    return np.where(shares < 1, np.clip(np.rint(odds / _SHARE_STEP) + _EVEN, 1, 255), 0).astype(np.uint8)


def discounted(discounts: Sequence[float] | Array) -> Float:
    """What is left of the count of each code when 1, 2, and 3 or more give up so much."""
    off = np.array([0.0, *discounts])[np.minimum(np.arange(256), 3)]
    found: Float = (COUNTS - off).astype(np.float32)
    return found
