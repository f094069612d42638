"""The table of document frequencies: in how many texts of a language each term stands, about.

There are two tables for a language: words (even terms) and letter sequences (odd ones).  A term counts in one of
8,388,608 *slots* (sequences: 1,048,576), the first bits of its number; terms that share a slot are taken for one, so
that a frequency is never too low (a count-min sketch of one row: Cormode & Muthukrishnan 2005).  That bounds a table
at 50 MB, however many texts there are.  A row holds the slots of one bucket that are not 0: their places in it, two
bytes each, then their counts, four bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.memory.database import Database, rows_in, run_in
from toolkit.memory.postings import BUCKETS, Terms

SLOT_BITS = (23, 20)  # of a word's number, of a letter sequence's
Counts = NDArray[np.uint32]
_LARGE = 0xFFFF


def slots_of(terms: NDArray[np.uint64] | Terms, kind: int) -> NDArray[np.int64]:
    """The slot of each term; ``kind`` is 0 for words, 1 for letter sequences."""
    return (terms >> terms.dtype.type(32 - SLOT_BITS[kind])).astype(np.int64)


def per_bucket(kind: int) -> int:
    """How many slots a bucket has."""
    return (1 << SLOT_BITS[kind]) // BUCKETS


class Frequencies:
    """The frequencies of one language that an import adds."""

    def __init__(self) -> None:
        self._counts = [np.zeros(1 << bits, np.uint16) for bits in SLOT_BITS]
        self._large: list[dict[int, int]] = [{} for _ in SLOT_BITS]  # what has outgrown two bytes

    def add(self, terms: Terms, counts: NDArray[np.int64]) -> None:
        """Count terms, sorted, each with the number of texts it stands in."""
        odd = (terms & np.uint32(1)).astype(np.bool_)
        for kind, mine in ((0, ~odd), (1, odd)):
            if mine.any():
                self._add(kind, slots_of(terms[mine], kind), counts[mine])

    def _add(self, kind: int, slots: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
        firsts = np.flatnonzero(np.diff(slots, prepend=-1))
        slots = slots[firsts]
        sums = self._counts[kind][slots] + np.add.reduceat(counts, firsts)
        large = sums > _LARGE
        for slot, count in zip(slots[large].tolist(), sums[large].tolist(), strict=True):
            self._large[kind][slot] = self._large[kind].get(slot, 0) + count
        sums[large] = 0
        self._counts[kind][slots] = sums

    def write(self, database: Database, language: int) -> None:
        """Add the counts to those of the database."""
        for kind, large in enumerate(self._large):
            large_slots = np.array(sorted(large), np.int64)
            by_bucket = self._counts[kind].reshape(BUCKETS, per_bucket(kind))
            _write(database, table_of(language, kind), by_bucket, large_slots, large)


def table_of(language: int, kind: int) -> int:
    """The number of a table: ``kind`` 0 has a language's words, 1 its letter sequences."""
    return 2 * language + kind


def _write(
    database: Database,
    table: int,
    by_bucket: NDArray[np.uint16],
    large_slots: NDArray[np.int64],
    large: dict[int, int],
) -> None:
    slots = by_bucket.shape[1]
    buckets = np.union1d(np.flatnonzero(by_bucket.any(axis=1)), large_slots // slots).tolist()
    sql = "SELECT bucket, counts FROM frequency WHERE part = ? AND bucket IN ({})"
    old = {int(bucket): bytes(row) for bucket, row in rows_in(database, sql, buckets, (table,))}
    run_in(database, "DELETE FROM frequency WHERE part = ? AND bucket IN ({})", list(old), (table,))
    rows = []
    for bucket in buckets:
        counts = by_bucket[bucket].astype(np.uint32)
        first, last = np.searchsorted(large_slots, (bucket * slots, (bucket + 1) * slots)).tolist()
        for slot in large_slots[first:last].tolist():
            counts[slot % slots] += large[slot]
        if bucket in old:
            counts += decode(old[bucket], slots)
        rows.append((table, bucket, encode(counts)))
    database.insert("frequency", "part,bucket,counts", rows)


def encode(counts: Counts) -> bytes:
    """A row of the table from all the counts of a bucket.

    >>> counts = np.zeros(1024, np.uint32)
    >>> counts[7] = 3
    >>> len(encode(counts)), int(decode(encode(counts), 1024)[7])
    (6, 3)
    """
    places = np.flatnonzero(counts)
    return places.astype("<u2").tobytes() + counts[places].astype("<u4").tobytes()


def decode(row: bytes, slots: int) -> Counts:
    """All the counts of a bucket from its row."""
    counts = np.zeros(slots, np.uint32)
    number = len(row) // 6
    counts[np.frombuffer(row, "<u2", number)] = np.frombuffer(row, "<u4", number, 2 * number)
    return counts


def read(database: Database, language: int, kind: int, buckets: Sequence[int]) -> Iterator[tuple[int, Counts]]:
    """(bucket, its counts) for each of some buckets of a language that has any."""
    sql = "SELECT bucket, counts FROM frequency WHERE part = ? AND bucket IN ({})"
    for bucket, row in rows_in(database, sql, buckets, (table_of(language, kind),)):
        yield int(bucket), decode(bytes(row), per_bucket(kind))
