"""The table of document frequencies: in how many texts of a language each term stands, about.

There are two tables for a language: words (even terms) and letter sequences (odd ones).  A term counts in one of
4,194,304 *slots*, the first 22 bits of its number; terms that share a slot are taken for one, so a frequency is never
too low (a count-min sketch of one row: Cormode & Muthukrishnan 2005).  That bounds a table at 25 MB, however many
texts there are.  A row holds the slots of one bucket that are not 0: their places
in it, two bytes each, then their counts, four bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.memory.database import Database, rows_in
from toolkit.memory.postings import BUCKETS, Terms

SLOTS = 1 << 22
_TERM_SHIFT = 10  # 32 bits of a term less the 22 of its slot
PER_BUCKET = SLOTS // BUCKETS
Counts = NDArray[np.uint32]


def slots_of(terms: NDArray[np.uint64] | Terms) -> NDArray[np.int64]:
    """The slot of each term."""
    return (terms >> terms.dtype.type(_TERM_SHIFT)).astype(np.int64)


class Frequencies:
    """The frequencies of one language that an import adds."""

    def __init__(self) -> None:
        self._counts = np.zeros((2, SLOTS), np.uint32)

    def add(self, terms: Terms, counts: NDArray[np.int64]) -> None:
        """Count terms, each with the number of texts it stands in."""
        np.add.at(self._counts, (terms & np.uint32(1), slots_of(terms)), counts.astype(np.uint32))

    def write(self, database: Database, language: int) -> None:
        """Add the counts to those of the database."""
        for kind in (0, 1):
            _write(database, table_of(language, kind), self._counts[kind].reshape(BUCKETS, PER_BUCKET))


def table_of(language: int, kind: int) -> int:
    """The number of a table: ``kind`` 0 has a language's words, 1 its letter sequences."""
    return 2 * language + kind


def _write(database: Database, table: int, by_bucket: Counts) -> None:
    rows, old = [], []
    for bucket in np.flatnonzero(by_bucket.any(axis=1)).tolist():
        counts = by_bucket[bucket]
        sql = "SELECT counts FROM frequency WHERE part = ? AND bucket = ?"
        for (row,) in list(database.rows(sql, (table, bucket))):
            counts = counts + decode(bytes(row))
            old.append(bucket)
        rows.append((table, bucket, encode(counts)))
    for bucket in old:
        database.run("DELETE FROM frequency WHERE part = ? AND bucket = ?", (table, bucket))
    database.insert("frequency", "part,bucket,counts", rows)


def encode(counts: Counts) -> bytes:
    """A row of the table from all the counts of a bucket.

    >>> counts = np.zeros(PER_BUCKET, np.uint32)
    >>> counts[7] = 3
    >>> len(encode(counts)), int(decode(encode(counts))[7])
    (6, 3)
    """
    places = np.flatnonzero(counts)
    return places.astype("<u2").tobytes() + counts[places].astype("<u4").tobytes()


def decode(row: bytes) -> Counts:
    """All the counts of a bucket from its row."""
    counts = np.zeros(PER_BUCKET, np.uint32)
    number = len(row) // 6
    counts[np.frombuffer(row, "<u2", number)] = np.frombuffer(row, "<u4", number, 2 * number)
    return counts


def read(database: Database, table: int, buckets: Sequence[int]) -> Iterator[tuple[int, Counts]]:
    """(bucket, its counts) for each of some buckets that has any."""
    sql = "SELECT bucket, counts FROM frequency WHERE part = ? AND bucket IN ({})"
    for bucket, row in rows_in(database, sql, buckets, (table,)):
        yield int(bucket), decode(bytes(row))
