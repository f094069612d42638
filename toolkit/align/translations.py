"""The signal of words: what the words of one side say of those of the other, by a table of translations.

A bead's score is the logarithm of how much likelier its words are beside each other than anywhere in the document,
summed over the words of both sides.  Every word of a document stands in exactly one bead of a path, so the scores of
paths can be compared.  A word of which the table knows nothing, or no translation that this document uses, says
nothing.
Source: Moore 2002, "Fast and accurate sentence alignment of bilingual corpora" (model 1 within beads), both ways.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.ibm1 import Bag, PairCounts
from toolkit.align.tile import Tile, Values
from toolkit.align.vocabulary import Words

#: The share of a word's occurrences that have nothing to do with the other side.
SMOOTHING = 0.07
#: How many times a word must have been seen for its translations to be half trusted.
DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """For each known pair of a source and a target word, how much likelier either is beside the other.

    Sorted by source word; ``starts`` says where each begins.  ``forward`` is p(target | source) / p(target),
    ``backward`` p(source | target) / p(source).  ``known`` says for each word of both sides how far its translations
    are known and occur in the other document, 0 to 1.
    """

    starts: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    forward: Values
    backward: Values
    known: tuple[Values, Values]

    @classmethod
    def of(
        cls,
        pairs: PairCounts,
        totals: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
        chance: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    ) -> Table:
        """A table from counts of pairs, how often each word was seen with them, and each word's own frequency."""
        order = np.lexsort((pairs.target, pairs.source))
        rows, columns, counts = pairs.source[order], pairs.target[order], pairs.counts[order]
        forward = np.minimum(counts / np.maximum(totals[0][rows], 1e-9), 1.0)
        backward = np.minimum(counts / np.maximum(totals[1][columns], 1e-9), 1.0)
        known = _known(rows, forward, totals[0]), _known(columns, backward, totals[1])
        starts = np.searchsorted(rows, np.arange(len(totals[0]) + 1))
        forward, backward = forward / chance[1][columns], backward / chance[0][rows]
        return cls(starts, columns, forward.astype(np.float32), backward.astype(np.float32), known)

    def part(self, source: npt.NDArray[np.int64], target: npt.NDArray[np.int64], width: int) -> tuple[Values, Values]:
        """The table of some words as two dense arrays (source, target)."""
        local = np.full(width, -1, dtype=np.int64)
        local[target] = np.arange(len(target))
        counts = self.starts[source + 1] - self.starts[source]
        rows = np.repeat(np.arange(len(source)), counts)
        places = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        places += np.repeat(self.starts[source], counts)
        columns = local[self.target[places]]
        there = columns >= 0
        dense = np.zeros((2, len(source), len(target)), dtype=np.float32)
        dense[0, rows[there], columns[there]] = self.forward[places[there]]
        dense[1, rows[there], columns[there]] = self.backward[places[there]]
        return dense[0], dense[1]


def _known(place: npt.NDArray[np.int64], share: npt.NDArray[np.float64], total: npt.NDArray[np.float64]) -> Values:
    """How far each word's translations are known and occur here."""
    here = np.minimum(np.bincount(place, share, len(total)), 1.0)
    return np.asarray(here * total / (total + DOUBT), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Translations:
    """The words of two documents and the table that ties them."""

    source: Words
    target: Words
    table: Table
    smoothing: float = SMOOTHING

    def tile(self, tile: Tile) -> Values:
        """Half the sum of both directions' logarithms, (shapes, rows, columns); 0 for omissions."""
        reach = tile.shapes.max(axis=0)
        rows = _Span(self.source, max(tile.top - int(reach[0]), 0), tile.bottom - 1)
        columns = _Span(self.target, max(tile.left - int(reach[1]), 0), tile.right - 1)
        result = np.zeros(tile.size, dtype=np.float32)
        if not rows.count or not columns.count:
            return result
        forward, backward = self.table.part(rows.types, columns.types, len(self.target.names))
        given_source = self._direction(rows, columns, forward.T, self.table.known[1], int(reach[0]))
        given_target = self._direction(columns, rows, backward, self.table.known[0], int(reach[1]))
        ends, others = tile.ends(0), tile.ends(1)
        for shape, (a, b) in enumerate(tile.shapes):
            if a and b:
                left = np.maximum(others - b, columns.first) - columns.first
                low = np.maximum(ends - a, rows.first) - rows.first
                sums = given_source[a - 1][:, ends - rows.first]  # (target prefixes, source ends)
                result[shape] += (sums[others - columns.first] - sums[left]).T
                sums = given_target[b - 1][:, others - columns.first]
                result[shape] += sums[ends - rows.first] - sums[low]
        return result * np.float32(0.5)

    def _direction(self, given: _Span, told: _Span, table: Values, known: Values, reach: int) -> list[Values]:
        """For each window size of the given side: sums over the told side's prefixes of its words' logarithms.

        Each array is (told segments + 1, given ends + 1).
        """
        weight = table @ given.counts  # (told types, given segments): how far each segment explains each word
        behind = np.zeros((len(told.types), given.segments + 1), dtype=np.float32)
        np.cumsum(weight, axis=1, out=behind[:, 1:])
        words = np.concatenate(([0.0], given.counts.sum(axis=0).cumsum())).astype(np.float32)
        share = (np.float32(1 - self.smoothing) * known[told.types]).astype(np.float32)[:, None]
        sums = []
        for size in range(1, reach + 1):
            low = np.maximum(np.arange(given.segments + 1) - size, 0)
            within = words - words[low]
            ratio = behind - behind[:, low]
            np.maximum(ratio, 0.0, out=ratio)  # rounding in the cumulative sums
            ratio /= np.maximum(within, 1.0)
            ratio -= 1.0
            ratio *= share
            np.log1p(ratio, out=ratio)
            ratio[:, within == 0] = 0.0
            total = np.zeros((told.segments + 1, given.segments + 1), dtype=np.float32)
            np.cumsum(told.counts.T @ ratio, axis=0, out=total[1:])
            sums.append(total)
        return sums


class _Span:
    """Segments ``first`` to ``last`` - 1 of one side: their distinct words, and which stand in which."""

    def __init__(self, words: Words, first: int, last: int) -> None:
        bag: Bag = words.bag
        self.first, self.segments = first, max(last - first, 0)
        ids = bag.words[bag.starts[first] : bag.starts[first + self.segments]]
        self.types, place = np.unique(ids, return_inverse=True)
        self.count = len(ids)
        self.counts = np.zeros((len(self.types), self.segments), dtype=np.float32)
        segment = np.repeat(np.arange(self.segments), bag.counts[first : first + self.segments])
        self.counts[place, segment] = 1.0
