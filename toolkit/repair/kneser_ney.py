"""One corpus as interpolated Kneser-Ney estimates of words and of rows of two, three or more.

N-grams are 64-bit keys, the earliest word highest, so that sorted keys lie grouped by their history and everything
here is array work: nothing is slower than a sort, and memory is bounded by the distinct n-grams.

Source: Chen & Goodman 1998, "An empirical study of smoothing techniques for language modeling", modified
Kneser-Ney smoothing with three discounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int32]

_CHUNK = 4_000_000
_WORD_DISCOUNT, _WORD_FLOOR = 0.5, 0.05  # off the count of a word by itself; of words that a text does not have


@dataclass(frozen=True, slots=True)
class Width:
    """How n-grams of up to ``order`` words are packed into keys: so many bits a word.

    >>> Width(3).bits, Width(4).bits, int(Width(4).last(np.array([70000], np.uint64), 2)[0])
    (21, 15, 70000)
    """

    order: int

    @property
    def bits(self) -> int:
        """Bits a word; no id may have more."""
        return 63 // self.order

    def history(self, keys: Keys) -> Keys:
        """All words but the last."""
        return keys >> np.uint64(self.bits)

    def last(self, keys: Keys, words: int) -> Keys:
        """The last words, as keys of so many."""
        return keys & np.uint64((1 << words * self.bits) - 1)

    def keys(self, history: npt.NDArray[np.integer], word: npt.NDArray[np.integer]) -> Keys:
        """Keys of histories (themselves keys) with one more word."""
        return (history.astype(np.uint64) << np.uint64(self.bits)) | word.astype(np.uint64)


def merge_counts(keys: Keys, counts: Counts) -> tuple[Keys, Counts]:
    """Sorted distinct keys with the sum of their counts."""
    if not len(keys):
        return keys, counts
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.add.reduceat(counts, first)


def count_ngrams(stream: Ids, width: Width, start: int) -> tuple[Keys, Counts]:
    """How often each row of ``width.order`` neighbouring ids stands in the stream; rows that end in ``start`` are
    left out."""
    more = width.order - 1
    found: list[tuple[Keys, Counts]] = [(np.zeros(0, np.uint64), np.zeros(0, np.int32))]
    for begin in range(0, max(len(stream) - more, 0), _CHUNK):
        part = stream[begin : begin + _CHUNK + more]
        keys = part[: len(part) - more].astype(np.uint64)
        for after in range(1, width.order):
            keys = width.keys(keys, part[after : len(part) - more + after])
        own, counts = np.unique(keys[part[more:] != start], return_counts=True)
        found.append((own, counts.astype(np.int32)))
    return merge_counts(np.concatenate([k for k, _ in found]), np.concatenate([c for _, c in found]))


def find(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Where each wanted key stands in the sorted keys, and whether it is there at all."""
    places = np.searchsorted(keys, wanted)
    places[places == len(keys)] = 0
    return places, (keys[places] == wanted) if len(keys) else np.zeros(len(wanted), bool)


def _discounts(counts: Counts) -> Floats:
    """What is taken off a count of 1, 2, 3 or more (index 0 is unused)."""
    n1, n2, n3, n4 = (max(int((counts == n).sum()), 1) for n in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    raw = np.array([0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
    discounts: Floats = np.clip(raw, [0, 0.1, 0.2, 0.3], [0, 0.95, 1.9, 2.8]).round(4)
    return discounts


@dataclass(frozen=True, slots=True)
class Order:
    """The n-grams of one length: sorted keys, counts as the estimate has them and as they stand in the text; of each
    history the sum of its counts and the share that it leaves to shorter histories."""

    keys: Keys
    counts: Counts
    seen: Counts
    discounts: Floats
    histories: Keys
    totals: Counts
    shares: Floats

    @classmethod
    def of(cls, keys: Keys, counts: Counts, seen: Counts, width: Width) -> Order:
        """Discount counts and sum them by history."""
        discounts = _discounts(counts)
        history = width.history(keys)
        first = np.flatnonzero(np.diff(history, prepend=history[:1] + np.uint64(1)))
        totals = np.add.reduceat(counts, first)
        shares = np.add.reduceat(discounts[np.minimum(counts, 3)], first) / totals
        return cls(keys, counts, seen, discounts, history[first], totals, shares)

    def refine(self, keys: Keys, histories: Keys, shorter: Floats) -> Floats:
        """Probabilities of n-grams, given those of the same words after the shorter history."""
        if not len(self.keys):
            return shorter
        place, known = find(self.histories, histories)
        at, has = find(self.keys, keys)
        own = (
            np.where(has, self.counts[at] - self.discounts[np.minimum(self.counts[at], 3)], 0.0) / self.totals[place]
        )
        refined: Floats = np.where(known, own + self.shares[place] * shorter, shorter)
        return refined


@dataclass(frozen=True, slots=True)
class Estimate:
    """Kneser-Ney estimates of one corpus: counts of words by themselves, and the orders from two words on."""

    width: Width
    words: Counts
    orders: tuple[Order, ...]

    @classmethod
    def of(cls, stream: Ids, size: int, order: int, start: int = 0) -> Estimate:
        """Estimate from one long row of ids below ``size`` in which two ``start`` ids open every paragraph."""
        width = Width(order)
        assert size <= 1 << width.bits
        keys, seen = count_ngrams(stream, width, start)
        counts, found = seen, list[Order]()
        for length in range(order, 1, -1):
            found.append(_order(keys, counts, seen, width, length, start))
            shorter = width.last(keys, length - 1)
            kinds = np.unique(shorter, return_counts=True)[1].astype(np.int32)
            keys, seen = merge_counts(shorter, seen)
            opening = keys >> np.uint64(width.bits * (length - 2)) == start  # nothing stands before a paragraph:
            counts = np.where(opening, seen, kinds).astype(np.int32)  # what opens it counts as it is
        words = np.bincount(width.last(found[-1].keys, 1).astype(np.int64), minlength=size).astype(np.int32)
        return cls(width, words, tuple(reversed(found)))

    def probabilities(self, keys: Keys, words: int) -> Floats:
        """P(last word | all before it) of n-grams of so many words."""
        if words == 1:
            return word_shares(self.words)[keys.astype(np.int64)]
        shorter = self.probabilities(self.width.last(keys, words - 1), words - 1)
        return self.orders[words - 2].refine(keys, self.width.history(keys), shorter)


def _order(keys: Keys, counts: Counts, seen: Counts, width: Width, length: int, start: int) -> Order:
    """The n-grams of a length, less those in which a paragraph starts after its first word: they tell nothing that
    shorter ones don't."""
    inside = np.ones(len(keys), bool)
    for place in range(1, length - 1):
        later = width.last(keys >> np.uint64(width.bits * (length - 1 - place)), 1) == start
        earlier = width.last(keys >> np.uint64(width.bits * (length - place)), 1) != start
        inside &= ~(later & earlier)
    return Order.of(keys[inside], counts[inside], seen[inside], width)


def word_shares(counts: npt.NDArray[np.number]) -> Floats:
    """Shares of words with a little for those never seen."""
    kept = np.maximum(counts - _WORD_DISCOUNT, 0.0) + _WORD_FLOOR
    shares: Floats = kept / kept.sum()
    return shares


def chunks(keys: Keys, size: int = 2_000_000) -> Iterator[slice]:
    """Slices that cover the keys, so that work on millions of n-grams stays small in memory."""
    for begin in range(0, len(keys), size):
        yield slice(begin, begin + size)
