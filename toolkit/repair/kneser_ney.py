"""One corpus as interpolated Kneser-Ney estimates of words, word pairs and word triples.

N-grams are 64-bit keys of 21 bits a word, the earliest word highest, so that sorted keys lie grouped by their
history and everything here is array work: nothing is slower than a sort, and memory is bounded by the distinct
n-grams.

Source: Chen & Goodman 1998, "An empirical study of smoothing techniques for language modeling", modified
Kneser-Ney smoothing with three discounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BITS = 21
MASK = (1 << BITS) - 1

Keys = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int32]

_CHUNK = 4_000_000


def pair_keys(history: npt.NDArray[np.integer], word: npt.NDArray[np.integer]) -> Keys:
    """Keys of (history, word); a history of two words is itself such a key."""
    return (history.astype(np.uint64) << np.uint64(BITS)) | word.astype(np.uint64)


def merge_counts(keys: Keys, counts: Counts) -> tuple[Keys, Counts]:
    """Sorted distinct keys with the sum of their counts."""
    if not len(keys):
        return keys, counts
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.add.reduceat(counts, first)


def count_triples(stream: Ids, start: int) -> tuple[Keys, Counts]:
    """How often each triple of neighbouring ids stands in the stream; triples that end in ``start`` are left out."""
    found: list[tuple[Keys, Counts]] = []
    for begin in range(0, max(len(stream) - 2, 0), _CHUNK):
        part = stream[begin : begin + _CHUNK + 2]
        part_keys = pair_keys(pair_keys(part[:-2], part[1:-1]), part[2:])[part[2:] != start]
        keys, counts = np.unique(part_keys, return_counts=True)
        found.append((keys, counts.astype(np.int64)))
    if not found:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
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
    discounts: Floats = np.clip(raw, [0, 0.1, 0.2, 0.3], [0, 0.95, 1.9, 2.8])
    return discounts


@dataclass(frozen=True, slots=True)
class Order:
    """The n-grams of one length: sorted keys, their discounted counts, and totals per history."""

    keys: Keys
    discounted: Floats
    histories: Keys
    totals: Counts
    reserved: Floats  # the share of a history's mass that goes to shorter histories

    @classmethod
    def of(cls, keys: Keys, counts: Counts) -> Order:
        """Discount counts and sum them by history (all bits of a key above the last word)."""
        discount = _discounts(counts)
        taken = discount[np.minimum(counts, 3)]
        history = keys >> np.uint64(BITS)
        first = np.flatnonzero(np.concatenate(([True], history[1:] != history[:-1])))
        totals = np.add.reduceat(counts, first)
        return cls(keys, counts - taken, history[first], totals, np.add.reduceat(taken, first) / totals)

    def refine(self, keys: Keys, shorter: Floats) -> Floats:
        """Probabilities of n-grams, given the probabilities of the same words after the shorter history."""
        place, known = find(self.histories, keys >> np.uint64(BITS))
        at, seen = find(self.keys, keys)
        own = np.where(seen, self.discounted[at], 0.0) / self.totals[place]
        refined: Floats = np.where(known, own + self.reserved[place] * shorter, shorter)
        return refined


@dataclass(frozen=True, slots=True)
class Estimate:
    """Kneser-Ney estimates of one corpus over a vocabulary of ``size`` ids."""

    size: int
    words: Floats
    pairs: Order
    triples: Order
    triple_counts: Counts
    pair_counts: Counts  # as they stand in the text, beside pairs.keys

    @classmethod
    def of(cls, stream: Ids, size: int, start: int = 0) -> Estimate:
        """Estimate from one long row of ids in which two ``start`` ids open every paragraph."""
        triples, counts = count_triples(stream, start)
        pairs, raw = merge_counts(triples & np.uint64((1 << 2 * BITS) - 1), counts)
        _, kinds = np.unique(triples & np.uint64((1 << 2 * BITS) - 1), return_counts=True)
        opening = (pairs >> np.uint64(BITS)) == start  # nothing stands before a paragraph: count it as it is
        continuation = np.where(opening, raw, kinds)
        last = np.bincount((pairs & np.uint64(MASK)).astype(np.int64), minlength=size)
        return cls(size, _word_shares(last), Order.of(pairs, continuation), Order.of(triples, counts), counts, raw)

    def word(self, keys: Keys) -> Floats:
        """P(word) of the last word of n-grams."""
        found: Floats = self.words[(keys & np.uint64(MASK)).astype(np.int64)]
        return found

    def pair(self, keys: Keys) -> Floats:
        """P(word | one word before)."""
        return self.pairs.refine(keys, self.word(keys))

    def triple(self, keys: Keys) -> Floats:
        """P(word | two words before)."""
        return self.triples.refine(keys, self.pair(keys & np.uint64((1 << 2 * BITS) - 1)))


def _word_shares(counts: npt.NDArray[np.integer]) -> Floats:
    """Shares of words with a little for those never seen."""
    kept = np.maximum(counts - 0.5, 0.0) + 0.05
    shares: Floats = kept / kept.sum()
    return shares


def chunks(keys: Keys, size: int = 2_000_000) -> Iterator[slice]:
    """Slices that cover the keys, so that work on millions of n-grams stays small in memory."""
    for begin in range(0, len(keys), size):
        yield slice(begin, begin + size)
