"""Which texts of a memory may resemble a text: those that share its rarest words and letter sequences.

Rare words find texts whose words were changed here and there; letter sequences, blanks left out, find texts whose
words are damaged or cut in two.  Each shared term weighs ``log(texts / frequency)``; the sum is held against all that
the query could have had, and against the difference in length.  The likeliest few hundred are scored for good.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from toolkit.memory.analysis import SHORT, Analysis, sampled
from toolkit.memory.index import Index

WORDS, WORD_PLACES = 10, 40_000  # at most so many of the rarest words, standing in so many places together
GRAMS, GRAM_PLACES = 8, 20_000
FEWEST = 3  # so many are taken however frequent
LONGEST = 20_000  # letters of a text that is worth comparing
LONGEST_QUERY = 256  # terms of a longer text are sampled: its first 256 rare ones say enough


def rarest(terms: list[int], counts: list[int], most: int, places: int) -> list[tuple[int, int]]:
    """The rarest terms that stand somewhere, as (frequency, term), within a budget of places.

    >>> rarest([1, 2, 3, 4, 5], [50, 0, 10, 90, 60], most=9, places=70)
    [(10, 3), (50, 1), (60, 5)]
    """
    taken: list[tuple[int, int]] = []
    total = 0
    for count, term in sorted((count, term) for count, term in zip(counts, terms, strict=True) if count):
        total += count
        if len(taken) >= most or (total > places and len(taken) >= FEWEST):
            break
        taken.append((count, term))
    return taken


def likely(index: Index, query: Analysis, limit: int) -> list[int]:
    """The ids of the texts that are likeliest to resemble a query, the likeliest first.

    ``query`` is the analysis of one text with all its letter sequences.
    """
    chosen = _chosen(index, query)
    if not chosen:
        return []
    size = max(1, int(query.sizes[0]))
    best = _Best(limit)
    sums = np.zeros(1 << 16, np.float32)
    for block, found in itertools.groupby(index.places(chosen), key=lambda posting: posting[0]):
        for _, term, places, _ in found:
            sums[places] += chosen[term]
        touched = np.flatnonzero(sums > best.least)
        values = sums[touched]
        sums.fill(0)
        known = index.sizes[block][touched].astype(np.float32)
        values *= np.minimum(known, size) / np.maximum(known, size)
        values[known > LONGEST] = 0
        best.add(touched + (block << 16), values)
    return best.idents()


class _Best:
    """The texts with the highest values so far, and the least value that still counts."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._idents = np.empty(0, np.int64)
        self._values = np.empty(0, np.float32)
        self.least = 0.0

    def add(self, idents: NDArray[np.int64], values: NDArray[np.float32]) -> None:
        """Take in texts; only the best are kept."""
        idents, values = np.concatenate((self._idents, idents)), np.concatenate((self._values, values))
        if len(values) > self._limit:
            top = np.argpartition(values, -self._limit)[-self._limit :]
            idents, values = idents[top], values[top]
            self.least = float(values.min())
        self._idents, self._values = idents, values

    def idents(self) -> list[int]:
        """Their ids, the highest value first."""
        order = np.lexsort((self._idents, -self._values))
        return self._idents[order][self._values[order] > 0].tolist()  # type: ignore[no-any-return]


def _chosen(index: Index, query: Analysis) -> dict[int, float]:
    """The terms to look for and what each weighs."""
    texts = sum(len(sizes) for sizes in index.sizes.values())
    words = list(dict.fromkeys(query.words.tolist()))
    every = query.grams
    if query.sizes[0] > 2 * SHORT:  # no short text resembles it, and of the long ones the index has a sample
        every = every[sampled(every)]
    grams = list(dict.fromkeys(every.tolist()))
    weights: dict[int, float] = {}
    for terms, most, places in ((words, WORDS, WORD_PLACES), (grams, GRAMS, GRAM_PLACES)):
        terms = _spread(terms)
        for count, term in rarest(terms, index.frequencies(terms), most, places):
            weights[term] = math.log(1 + texts / count)
    return weights


def _spread(terms: list[int]) -> list[int]:
    """At most ``LONGEST_QUERY`` terms, from all parts of the text."""
    step = -(-len(terms) // LONGEST_QUERY)
    return terms[::step] if step > 1 else terms
