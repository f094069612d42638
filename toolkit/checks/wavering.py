"""What wavers: a segment or phrase in several wordings, and how surprising that is in bits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.terms.phrases import Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording among several: its text, and the units that have it (with the place in their texts, if known)."""

    text: str
    units: tuple[int, ...]
    spans: tuple[Span, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Drift:
    """A segment or phrase (``stable``) that the other side words in several ways, the commonest first.

    ``side`` (0 source, 1 target) is the side that wavers; ``bits`` is how surprising that is.
    """

    code: str
    stable: str
    side: int
    wordings: tuple[Wording, ...]
    bits: float
    words: int


def entropy_bits(counts: Sequence[int]) -> float:
    """How many bits the choices cost together; none where the choice is always the same.

    >>> entropy_bits([2, 2]), entropy_bits([5])
    (4.0, 0.0)
    """
    total = sum(counts)
    return sum(count * math.log2(total / count) for count in counts)
