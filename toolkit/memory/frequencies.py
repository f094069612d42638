"""The table of document frequencies: in how many texts of a language each term stands, about.

There are two tables for a language: words (even terms) and letter sequences (odd ones).  A term counts in one of
4,194,304 *slots* (sequences: 1,048,576), the first bits of its number; terms that share a slot are taken for one, so
that a frequency is never too low (a count-min sketch of one row: Cormode & Muthukrishnan 2005).  That bounds a table
at 25 MB, however many texts there are.  A row holds the slots of one bucket that are not 0: their places in it, two
bytes each, then their counts, four bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.memory.database import Database, rows_in, run_in
from toolkit.memory.postings import BUCKETS, Terms

SLOT_BITS = (22, 20)  # of a word's number, of a letter sequence's
Counts = NDArray[np.uint32]


def slots_of(terms: NDArray[np.uint64] | Terms, kind: int) -> NDArray[np.int64]:
    """The slot of each term; ``kind`` is 0 for words, 1 for letter sequences."""
    return (terms >> terms.dtype.type(32 - SLOT_BITS[kind])).astype(np.int64)


def per_bucket(kind: int) -> int:
    """How many slots a bucket has."""
    return (1 << SLOT_BITS[kind]) // BUCKETS


class Frequencies:
    """The frequencies of one language that an import adds."""

    def __init__(self) -> None:
        self._counts = [np.zeros(1 << bits, np.uint32) for bits in SLOT_BITS]

    def add(self, terms: Terms, counts: NDArray[np.int64]) -> None:
        """Count terms, each with the number of texts it stands in."""
        odd = (terms & np.uint32(1)).astype(np.bool_)
        for kind, mine in ((0, ~odd), (1, odd)):
            np.add.at(self._counts[kind], slots_of(terms[mine], kind), counts[mine].astype(np.uint32))

    def write(self, database: Database, language: int) -> None:
        """Add the counts to those of the database."""
        for kind, counts in enumerate(self._counts):
            _write(database, table_of(language, kind), counts.reshape(BUCKETS, per_bucket(kind)))


def table_of(language: int, kind: int) -> int:
    """The number of a table: ``kind`` 0 has a language's words, 1 its letter sequences."""
    return 2 * language + kind


def _write(database: Database, table: int, by_bucket: Counts) -> None:
    buckets = np.flatnonzero(by_bucket.any(axis=1)).tolist()
    sql = "SELECT bucket, counts FROM frequency WHERE part = ? AND bucket IN ({})"
    old = {int(bucket): bytes(row) for bucket, row in rows_in(database, sql, buckets, (table,))}
    run_in(database, "DELETE FROM frequency WHERE part = ? AND bucket IN ({})", list(old), (table,))
    rows = []
    for bucket in buckets:
        counts = by_bucket[bucket]
        if bucket in old:
            counts = counts + decode(old[bucket], len(counts))
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
