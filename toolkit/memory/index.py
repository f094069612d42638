"""Reading the index: how frequent terms are, and which texts hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.memory import frequencies, postings
from toolkit.memory.database import SHIFT, Database, rows_in
from toolkit.memory.postings import BLOCK_BITS

_LANGUAGE_BITS = SHIFT - BLOCK_BITS  # a block's number less these bits is its language


class Index:
    """The index of one language.  Frequencies and sizes are kept in memory until the database changes."""

    def __init__(self, database: Database, language: int) -> None:
        self._database = database
        self.language = language
        self._counts = tuple(np.zeros(1 << bits, np.uint32) for bits in frequencies.SLOT_BITS)  # filled as asked for
        self._read = tuple(np.zeros(postings.BUCKETS, np.bool_) for _ in frequencies.SLOT_BITS)
        self._sizes: dict[int, NDArray[np.uint16]] | None = None

    @property
    def sizes(self) -> Mapping[int, NDArray[np.uint16]]:
        """Block -> letters and digits of each of its texts (0 where a text is gone)."""
        if self._sizes is None:
            first = self.language << _LANGUAGE_BITS
            sql = "SELECT id, sizes FROM block WHERE id >= ? AND id < ? ORDER BY id"
            rows = self._database.rows(sql, (first, first + (1 << _LANGUAGE_BITS)))
            self._sizes = {int(block): np.frombuffer(bytes(sizes), "<u2") for block, sizes in rows}
        return self._sizes

    def frequencies(self, terms: Sequence[int]) -> list[int]:
        """In how many texts each term stands, at least: texts taken out still count (see ``frequencies``)."""
        numbers = np.array(terms, np.uint64)
        counts = np.zeros(len(numbers), np.uint32)
        for kind in (0, 1):
            mine = np.flatnonzero((numbers & np.uint64(1)) == kind)
            self._know(kind, np.unique(numbers[mine] >> np.uint64(postings.BUCKET_SHIFT)).astype(np.int64))
            counts[mine] = self._counts[kind][frequencies.slots_of(numbers[mine], kind)]
        return counts.tolist()

    def _know(self, kind: int, buckets: NDArray[np.int64]) -> None:
        """Read the counts of buckets that were not read before."""
        missing = buckets[~self._read[kind][buckets]]
        if len(missing):
            by_bucket = self._counts[kind].reshape(postings.BUCKETS, -1)
            for bucket, counts in frequencies.read(self._database, self.language, kind, missing.tolist()):
                by_bucket[bucket] = counts
            self._read[kind][missing] = True

    def places(
        self, terms: Iterable[int], blocks: Sequence[int] | None = None
    ) -> Iterator[tuple[int, list[tuple[int, postings.Places]]]]:
        """Block by block: (block, [(term, its places in the block)]); blocks without any are left out.

        Only these ``blocks`` are read; without them all are.
        """
        by_bucket: dict[int, list[int]] = {}
        terms = list(terms)
        for term, count in zip(terms, self.frequencies(terms), strict=True):
            by_bucket.setdefault(postings.bucket_of(term), []).append(term)
            if count > postings.COMMON:  # else no block has a row of its own for it
                by_bucket.setdefault(postings.own_bucket(term), []).append(term)
        sql, values = self._among(blocks)
        found: dict[int, list[tuple[int, postings.Places]]] = {}
        for block, bucket, row in rows_in(self._database, sql, sorted(by_bucket), values):
            for term in by_bucket[bucket]:
                places = postings.places_of(term, bucket, row)
                if len(places):
                    found.setdefault(block, []).append((term, places))
        for block in sorted(found):
            yield block, found[block]

    def _among(self, blocks: Sequence[int] | None) -> tuple[str, Sequence[int]]:
        """The query for rows of the index in some blocks, or in all, and its values."""
        first = self.language << _LANGUAGE_BITS
        low, high = (min(blocks), max(blocks)) if blocks else (first, first + (1 << _LANGUAGE_BITS) - 1)
        some = "block >= ? AND block <= ?"
        values: tuple[int, ...] = (low, high)
        if blocks and high - low >= len(blocks):
            some, values = f"block IN ({','.join('?' * len(blocks))})", tuple(blocks)
        return f"SELECT block, bucket, places FROM posting WHERE {some} AND bucket IN ({{}})", values
