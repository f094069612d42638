"""The numbers of a language model as rows of symbols: each step describes the format for writing and for reading.

Words after a history are numbered among those that may follow its last words alone, and a text that lacks one of the
two shorter n-grams need not say that it lacks the longer one.  What is left is coded by what is known already: a
count by that of the shorter n-gram, by the sum of its history and by the texts before.

Source: Pibiri & Venturini 2017, "Efficient data structures for massive n-gram datasets" (words numbered by context).
"""

from __future__ import annotations

import numpy as np

from toolkit.repair.codes import Codes
from toolkit.repair.ngrams import Int, Level, Part, Rows, Shape
from toolkit.repair.symbols import Coder, bit_lengths

Texts = list[Codes]  # what each text says of the n-grams of one length

#: Codes of counts in a few groups.
_GROUPS = np.searchsorted([1, 2, 3, 4, 6, 9, 14, 22, 34], np.arange(256), side="right").astype(np.uint16)
_GROUPED = int(_GROUPS[-1]) + 1
_LARGER_GROUPS = np.minimum(np.arange(256), 40).astype(np.uint16)


def code_classes(coder: Coder, class_of: Int | None, words: int) -> Int:
    """The class of each word."""
    return coder.numbers(class_of, bit_lengths(np.arange(words)))


def code_level(coder: Coder, shape: Shape, level: Level | None = None) -> Level:
    """A level: written where it is given, read where it is not."""
    return _Packing(coder, shape, level).run()


class _Packing:
    """The n-grams of each length in turn; those of the last length are the histories of the next.

    ``words``: last words of the histories; ``counts``: how often each text has them; ``first``, ``choices``: for each
    history, the first and the number of the n-grams of its length that may stand after its own first word; ``most``:
    the highest of ``counts``.
    """

    def __init__(self, coder: Coder, shape: Shape, level: Level | None) -> None:
        self.coder, self.shape, self.level = coder, shape, level
        self.words = np.arange(shape.size, dtype=np.int32)
        self.first, self.choices = np.zeros(shape.size, np.int32), np.full(shape.size, shape.size, np.int32)
        self.counts = self._word_counts()

    def run(self) -> Level:
        """All lengths."""
        counts, totals, shares, rows = [self.counts], list[Texts](), list[Texts](), list[Rows]()
        for place, length in enumerate(self.shape.lengths):
            own = self._rows(place, length)
            for known, said in zip((totals, shares), self._sums_and_shares(place, own), strict=True):
                known.append(said)
            counts.append(self._later_counts(place, own, totals[-1]))
            rows.append(own)
            self.words, self.counts = own.words, counts[-1]
            self.first, self.choices = own.starts[own.shorter], own.sizes[own.shorter]
        texts = (zip(*said, strict=True) for said in (counts, totals, shares))
        parts = (Part(c, t, s, d) for c, t, s, d in zip(*texts, self.shape.discounts, strict=True))
        return Level(self.shape.size, tuple(rows), tuple(parts))

    def _word_counts(self) -> Texts:
        often, found = bit_lengths(np.arange(self.shape.size)), Texts()
        most = np.zeros(self.shape.size, np.uint8)
        for text in range(len(self.shape.discounts)):
            given = self.level.parts[text].counts[0] if self.level else None
            found.append(self.coder.symbols(given, often * _GROUPED + _GROUPS[most]))
            most = np.maximum(most, found[-1])
        self.most = most
        return found

    def _rows(self, place: int, length: int) -> Rows:
        """Which words follow each history: gaps between their numbers among the choices."""
        given = self.level.rows[place] if self.level else None
        contexts = _GROUPS[self.most] * 22 + bit_lengths(self.choices)
        sizes = self.coder.numbers(given.sizes if given else None, contexts)
        if int(sizes.sum()) != length:
            raise ValueError(f"{sizes.sum()} rows instead of {length}")
        starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        first = starts[:-1][sizes > 0]
        few = np.minimum(bit_lengths(sizes), 4)
        contexts = bit_lengths(self.choices // np.maximum(sizes, 1)) * 10 + few * 2
        contexts = np.repeat(contexts.astype(np.uint16), sizes)
        contexts[first] += 1
        gaps = None if given is None else _gaps(given.shorter - np.repeat(self.first, sizes), first)
        shorter = _sums(self.coder.numbers(gaps, contexts), first, sizes, self.first)
        return Rows(starts, self.words[shorter], shorter)

    def _sums_and_shares(self, place: int, rows: Rows) -> tuple[Texts, Texts]:
        """Sums of the counts of each history and what it leaves to shorter ones; nothing where no words follow."""
        leads = np.flatnonzero(rows.sizes)
        few = np.minimum(bit_lengths(rows.sizes[leads]), 4)
        found: tuple[Texts, Texts] = [], []
        for text, counts in enumerate(self.counts):
            known = counts[leads]
            for name, own in zip(("totals", "shares"), found, strict=True):
                given = getattr(self.level.parts[text], name)[place][leads] if self.level else None
                known = self.coder.symbols(given, _LARGER_GROUPS[known] * 5 + few)
                own.append(np.zeros(len(counts), np.uint8))
                own[-1][leads] = known
        return found

    def _later_counts(self, place: int, rows: Rows, totals: Texts) -> Texts:
        """How often each text has the n-grams: never, and so at no cost, where it lacks one of the shorter ones."""
        most, found = np.zeros(len(rows.words), np.uint8), Texts()
        history, rest = np.repeat(np.arange(len(rows.sizes), dtype=np.int32), rows.sizes), rows.shorter
        for text, (shorter, total) in enumerate(zip(self.counts, totals, strict=True)):
            contexts = (_GROUPS * 3 * _GROUPED)[shorter].take(rest)
            contexts += (_GROUPS * 3)[total].take(history)
            contexts += np.minimum(most, 2)
            given = self.level.parts[text].counts[place + 1] if self.level else None
            found.append(self.coder.symbols(given, contexts))
            most = np.maximum(most, found[-1])
        self.most = most
        return found


def _gaps(places: Int, first: Int) -> Int:
    """Ascending places in each row as what lies between them and the one before; those of a row begin anew."""
    found = np.diff(places, prepend=-1) - 1
    found[first] = places[first]
    return found


def _sums(gaps: Int, first: Int, sizes: Int, begins: Int) -> Int:
    """The inverse of ``_gaps``, with where each row begins added."""
    if not len(gaps):
        return gaps
    sums = np.cumsum(gaps, dtype=np.int32)
    sums += np.arange(len(gaps), dtype=np.int32)
    used = sizes > 0
    sums += np.repeat(begins[used] - (sums[first] - gaps[first]), sizes[used])
    return sums
