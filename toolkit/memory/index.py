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
        self._blocks = tuple(np.zeros(1 << bits, np.uint16) for bits in frequencies.SLOT_BITS)
        self._read = tuple(np.zeros(frequencies.BUCKETS, np.bool_) for _ in frequencies.SLOT_BITS)
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
        return [count for count, _ in self._known(terms)]

    def _known(self, terms: Sequence[int]) -> list[tuple[int, int]]:
        """How frequent each term is, and in which blocks."""
        numbers = np.array(terms, np.uint64)
        counts, blocks = np.zeros(len(numbers), np.uint32), np.zeros(len(numbers), np.uint16)
        for kind in (0, 1):
            mine = np.flatnonzero((numbers & np.uint64(1)) == kind)
            if len(mine):
                slots = frequencies.slots_of(numbers[mine], kind)
                self._know(kind, np.unique(slots >> (frequencies.SLOT_BITS[kind] - frequencies.BUCKET_BITS)))
                counts[mine], blocks[mine] = self._counts[kind][slots], self._blocks[kind][slots]
        return list(zip(counts.tolist(), blocks.tolist(), strict=True))

    def _know(self, kind: int, buckets: NDArray[np.int64]) -> None:
        """Read the counts of buckets that were not read before."""
        missing = buckets[~self._read[kind][buckets]]
        if len(missing):
            for _, found in frequencies.read(self._database, self.language, kind, missing.tolist()):
                self._counts[kind][found.slots] = found.counts
                self._blocks[kind][found.slots] = found.blocks
            self._read[kind][missing] = True

    def places(
        self, terms: Iterable[int], blocks: Sequence[int] | None = None
    ) -> Iterator[tuple[int, int, postings.Places, postings.Stands]]:
        """Where terms stand, block by block: (block, term, its places in the block, its stands in them).

        Only these ``blocks`` are read; without them all are.
        """
        wanted = self._wanted(list(terms), sorted(self.sizes) if blocks is None else blocks)
        sql = "SELECT id, places FROM posting WHERE id IN ({}) ORDER BY id"
        for number, row in rows_in(self._database, sql, sorted(wanted)):
            block, bucket = postings.bucket_in(number)
            for term, places, stands in postings.postings_of(wanted[number], bucket, row):
                yield block, term, places, stands

    def _wanted(self, terms: list[int], blocks: Iterable[int]) -> dict[int, list[int]]:
        """The numbers of the rows that may have some terms in some blocks, each with those terms."""
        by_bit: dict[int, list[int]] = {}
        for block in blocks:
            by_bit.setdefault(frequencies.block_bit(block), []).append(postings.row_number(block, 0))
        wanted: dict[int, list[int]] = {}
        for term, (count, bits) in zip(terms, self._known(terms), strict=True):
            bucket, own = postings.bucket_of(term), postings.own_bucket(term)
            for bit, firsts in by_bit.items():
                for first in firsts if bits & bit else ():
                    wanted.setdefault(first + bucket, []).append(term)
                    if count > postings.COMMON:  # else no block has a row of its own for it
                        wanted[first + own] = [term]
        return wanted
