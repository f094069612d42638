"""The n-grams of a language model as rows of arrays, and how they are found.

Every n-gram stands with the one without its last word (its history) and the one without its first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.repair.codes import Codes

Int = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]

_ID_BITS = 21


@dataclass(frozen=True, slots=True)
class Part:
    """What one text says of the n-grams of a level, as codes of ``toolkit.repair.codes``.

    ``counts``: of words, pairs, and so on; ``totals`` and ``shares``: of words, pairs, and so on up to the last
    histories, the sum of the counts of all that follow and the share that is left to shorter histories;
    ``discounts``: of pairs, triples, and so on, what is taken off a count of one, two, and three or more.
    """

    counts: tuple[Codes, ...]
    totals: tuple[Codes, ...]
    shares: tuple[Codes, ...]
    discounts: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The n-grams of one length N, sorted by history, then word.

    ``starts``: those of history ``h`` (a row of length N - 1) are rows ``starts[h]:starts[h + 1]``; ``words``: their
    last words; ``shorter``: for each the row of its last N - 1 words.
    """

    starts: Int
    words: Int
    shorter: Int

    @property
    def sizes(self) -> Int:
        """How many n-grams each history has."""
        found: Int = np.diff(self.starts)
        return found


@dataclass(frozen=True, slots=True)
class Level:
    """The n-grams of ``size`` words, or of classes of words: ``rows`` of pairs, triples and so on."""

    size: int
    rows: tuple[Rows, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How many words a level has, n-grams of each length from pairs on, and the discounts of its texts."""

    size: int
    lengths: tuple[int, ...]
    discounts: tuple[tuple[tuple[float, ...], ...], ...]

    @classmethod
    def of(cls, level: Level) -> Shape:
        """That of a level."""
        lengths = tuple(len(rows.words) for rows in level.rows)
        return cls(level.size, lengths, tuple(part.discounts for part in level.parts))

    @classmethod
    def read(cls, size: int, lengths: Sequence[int], discounts: Sequence[Sequence[Sequence[float]]]) -> Shape:
        """From lists."""
        texts = tuple(tuple(tuple(map(float, order)) for order in text) for text in discounts)
        return cls(int(size), tuple(map(int, lengths)), texts)


class Ngrams:
    """Finds the rows of n-grams, by binary search over sorted arrays of histories and words."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self._keys = [_keys(rows) for rows in level.rows]

    def find(self, length: int, history: Places, word: Places) -> Places:
        """The row of each n-gram of so many words by the row of its history, or -1 (also where either is -1)."""
        keys = self._keys[length - 2]
        wanted = (history << _ID_BITS) | word
        rows = np.searchsorted(keys, wanted)
        return np.where(keys[rows] == wanted, rows, -1)

    def find_one(self, length: int, history: int, word: int) -> int:
        """``find`` of one: quicker than an array of one."""
        keys = self._keys[length - 2]
        key = (history << _ID_BITS) | word
        row = int(np.searchsorted(keys, key))
        return row if keys[row] == key else -1


def _keys(rows: Rows) -> Places:
    """History and word of each row as one number, and a last one that is none of them; they ascend."""
    history = np.repeat(np.arange(len(rows.sizes)), rows.sizes)
    return np.append((history << _ID_BITS) | rows.words, np.iinfo(np.int64).max)
