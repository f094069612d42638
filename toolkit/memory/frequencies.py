"""The table of document frequencies: in how many texts of a language each term stands, about, and in which blocks.

There are two tables for a language: words (even terms) and letter sequences (odd ones).  A term counts in one of
8,388,608 *slots* (sequences: 1,048,576), the first bits of its number; terms that share a slot are taken for one, so
that a frequency is never too low (a count-min sketch of one row: Cormode & Muthukrishnan 2005).  With each count go
16 bits for the blocks (:mod:`toolkit.memory.postings`) in which it was counted: bit b for block b, modulo 16.  Most
words stand in few blocks, and the others need not be asked for them.

A row holds the slots of one bucket that are not 0: their places in it, two bytes each, their counts, four bytes each,
and their blocks, two bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.memory.database import Database, rows_in, run_in
from toolkit.memory.postings import Terms

BUCKET_BITS = 12
BUCKETS = 1 << BUCKET_BITS
SLOT_BITS = (23, 20)  # of a word's number, of a letter sequence's
MASK_BITS = 16
_FEW = 1 << 15  # counts of one share that are kept before those of one slot are added up
_SHARE = 20  # bits of a slot behind those that tell its share: adding up a share at a time spares memory


@dataclass(frozen=True, slots=True)
class Counted:
    """Slots of a table, in order, each with its count and its blocks."""

    slots: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    blocks: NDArray[np.uint16]


def added(parts: Sequence[Counted]) -> Counted:
    """The counts of all, each slot once.

    >>> one = Counted(np.array([3, 9], "u4"), np.array([1, 2], "u4"), np.array([1, 1], "u2"))
    >>> both = added([one, Counted(np.array([9], "u4"), np.array([5], "u4"), np.array([4], "u2"))])
    >>> both.slots.tolist(), both.counts.tolist(), both.blocks.tolist()
    ([3, 9], [1, 7], [1, 5])
    """
    slots = np.concatenate([part.slots for part in parts])
    order = np.argsort(slots, kind="stable")
    slots = slots[order]
    firsts = np.flatnonzero(np.diff(slots.astype(np.int64), prepend=-1))
    if not len(firsts):
        return Counted(slots, np.empty(0, np.uint32), np.empty(0, np.uint16))
    counts = np.concatenate([part.counts for part in parts])[order]
    blocks = np.concatenate([part.blocks for part in parts])[order]
    return Counted(
        slots[firsts], np.add.reduceat(counts, firsts, dtype=np.uint32), np.bitwise_or.reduceat(blocks, firsts)
    )


def slots_of(terms: NDArray[np.uint64] | Terms, kind: int) -> NDArray[np.int64]:
    """The slot of each term; ``kind`` is 0 for words, 1 for letter sequences."""
    return (terms >> terms.dtype.type(32 - SLOT_BITS[kind])).astype(np.int64)


def block_bit(block: int) -> int:
    """The bit of a block.

    >>> block_bit(0), block_bit(17)
    (1, 2)
    """
    return 1 << block % MASK_BITS


class Frequencies:
    """The frequencies of one language that an import adds.

    Words are very many and most of them rare: they are kept as they come and added up now and then.  The slots of
    letter sequences are few enough to be there all the time.
    """

    def __init__(self) -> None:
        self._words: dict[int, list[Counted]] = {}
        self._counts = np.zeros(1 << SLOT_BITS[1], np.uint32)
        self._blocks = np.zeros(1 << SLOT_BITS[1], np.uint16)

    def add(self, terms: Terms, counts: NDArray[np.int64], block: int, kind: int) -> None:
        """Count the words or the sequences of a block: terms, sorted, each with the number of texts it stands in."""
        slots = slots_of(terms, kind)
        firsts = np.flatnonzero(np.diff(slots, prepend=-1))
        if not len(firsts):
            return
        slots, sums = slots[firsts], np.add.reduceat(counts, firsts).astype(np.uint32)
        bit = np.uint16(block_bit(block))
        if kind == 1:
            self._counts[slots] += sums
            self._blocks[slots] |= bit
            return
        parts = self._words.setdefault(int(slots[0]) >> _SHARE, [])
        parts.append(Counted(slots.astype(np.uint32), sums, np.full(len(slots), bit, np.uint16)))
        if sum(len(part.slots) for part in parts[1:]) > max(_FEW, len(parts[0].slots)):
            parts[:] = [added(parts)]

    def write(self, database: Database, language: int) -> None:
        """Add the counts to those of the database."""
        slots = np.flatnonzero(self._counts).astype(np.uint32)
        sequences = Counted(slots, self._counts[slots], self._blocks[slots])
        words = [part for parts in self._words.values() for part in parts]
        for kind, parts in ((0, words), (1, [sequences])):
            if parts:
                _write(database, language, kind, parts)


def table_of(language: int, kind: int) -> int:
    """The number of a table: ``kind`` 0 has a language's words, 1 its letter sequences."""
    return 2 * language + kind


def _write(database: Database, language: int, kind: int, parts: Sequence[Counted]) -> None:
    new = added(parts)
    shift = np.uint32(SLOT_BITS[kind] - BUCKET_BITS)
    buckets = np.unique(new.slots >> shift).tolist()
    table = table_of(language, kind)
    old = [one for _, one in read(database, language, kind, buckets)]
    run_in(database, "DELETE FROM frequency WHERE part = ? AND bucket IN ({})", buckets if old else [], (table,))
    new = added([*old, new])
    places = (new.slots & np.uint32((1 << int(shift)) - 1)).astype("<u2")
    counts, blocks = new.counts.astype("<u4"), new.blocks.astype("<u2")
    limits = np.searchsorted(new.slots >> shift, buckets, side="right").tolist()
    rows = []
    start = 0
    for bucket, end in zip(buckets, limits, strict=True):
        row = places[start:end].tobytes() + counts[start:end].tobytes() + blocks[start:end].tobytes()
        rows.append((table, bucket, row))
        start = end
    database.insert("frequency", "part,bucket,counts", rows)


def read(database: Database, language: int, kind: int, buckets: Sequence[int]) -> Iterator[tuple[int, Counted]]:
    """(bucket, its slots) for each of some buckets of a language that has any."""
    sql = "SELECT bucket, counts FROM frequency WHERE part = ? AND bucket IN ({})"
    for bucket, row in rows_in(database, sql, buckets, (table_of(language, kind),)):
        size = len(row) // 8
        slots = np.frombuffer(row, "<u2", size).astype(np.uint32)
        slots += np.uint32(bucket << SLOT_BITS[kind] - BUCKET_BITS)
        yield int(bucket), Counted(slots, np.frombuffer(row, "<u4", size, 2 * size),
                                   np.frombuffer(row, "<u2", size, 6 * size))  # fmt: skip
