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
        self._frequencies: tuple[dict[int, frequencies.Counts], ...] = ({}, {})
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
        for kind in (0, 1):
            wanted = {postings.bucket_of(term) for term in terms if term & 1 == kind}
            missing = sorted(wanted - self._frequencies[kind].keys())
            nothing = np.zeros(frequencies.per_bucket(kind), np.uint32)
            self._frequencies[kind].update(dict.fromkeys(missing, nothing))
            self._frequencies[kind].update(frequencies.read(self._database, self.language, kind, missing))
        return [self._frequency(term) for term in terms]

    def _frequency(self, term: int) -> int:
        kind = term & 1
        slot = term >> (32 - frequencies.SLOT_BITS[kind])
        return int(self._frequencies[kind][postings.bucket_of(term)][slot % frequencies.per_bucket(kind)])

    def places(
        self, terms: Iterable[int], first: int | None = None, last: int | None = None
    ) -> Iterator[tuple[int, list[tuple[int, postings.Places]]]]:
        """Block by block: (block, [(term, its places in the block)]); blocks without any are left out.

        ``first`` and ``last`` are blocks, both included; without them all are read.
        """
        by_bucket: dict[int, list[int]] = {}
        terms = list(terms)
        for term, count in zip(terms, self.frequencies(terms), strict=True):
            by_bucket.setdefault(postings.bucket_of(term), []).append(term)
            if count > postings.COMMON:  # else no block has a row of its own for it
                by_bucket.setdefault(postings.own_bucket(term), []).append(term)
        lowest = self.language << _LANGUAGE_BITS
        limits = (lowest if first is None else first, lowest + (1 << _LANGUAGE_BITS) - 1 if last is None else last)
        sql = "SELECT block, bucket, places FROM posting WHERE block >= ? AND block <= ? AND bucket IN ({})"
        found: dict[int, list[tuple[int, postings.Places]]] = {}
        for block, bucket, row in rows_in(self._database, sql, sorted(by_bucket), limits):
            for term in by_bucket[bucket]:
                places = postings.places_of(term, bucket, row)
                if len(places):
                    found.setdefault(block, []).append((term, places))
        for block in sorted(found):
            yield block, found[block]
