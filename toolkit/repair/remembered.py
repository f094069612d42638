"""A language model that remembers its answers: neighbouring hypotheses of a search ask the same questions."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.repair.language_model import LanguageModel

Array = npt.NDArray[Any]
_BITS = 17
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - _BITS)


class Remembered:
    """``LanguageModel.log_prob`` with a direct-mapped cache in front; the answers are the same.

    >>> lm = LanguageModel.load()
    >>> ids = lm.ids(["الأمم", "المتحدة"])
    >>> asked = ids[1:], ids[:1], np.array([-1])
    >>> model = Remembered(lm)
    >>> [float(model.log_prob(*asked)[0]) == float(lm.log_prob(*asked)[0]) for _ in range(2)]
    [True, True]
    """

    def __init__(self, lm: LanguageModel) -> None:
        self.lm = lm
        self._keys = np.zeros(1 << _BITS, np.uint64)
        self._values = np.zeros(1 << _BITS, np.float32)

    def log_prob(self, words: Array, history1: Array, history2: Array) -> Array:
        """log P(word | the word before, the one before that): int64 arrays of one length; float32."""
        keys = (((history2 + 2) << 42) | ((history1 + 2) << 21) | words).astype(np.uint64)
        with np.errstate(over="ignore"):
            slots = (keys * _MIX) >> _SHIFT
        found: Array = self._values[slots]
        missing = np.flatnonzero(self._keys[slots] != keys)
        if len(missing):
            found[missing] = self.lm.log_prob(words[missing], history1[missing], history2[missing])
            self._keys[slots[missing]] = keys[missing]
            self._values[slots[missing]] = found[missing]
        return found
