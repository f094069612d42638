"""New texts on their way into the index: collected block by block, then merged with what a block holds already."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from toolkit.memory import postings
from toolkit.memory.analysis import Analysis, Places
from toolkit.memory.database import Database, rows_in, run_in
from toolkit.memory.frequencies import Frequencies
from toolkit.memory.postings import BLOCK_BITS, BUCKETS

SHARE_BITS = 4
SHARES = 1 << SHARE_BITS
_CAPACITY = 1 << 22  # pairs of a block; memory that is not filled is not used


class _Pending:
    """The pairs of a block that are not written yet, in one array that serves block after block: many small ones, or
    one that grows, would tear memory to pieces.
    """

    def __init__(self) -> None:
        self._pairs = np.empty(_CAPACITY, np.uint64)
        self._count = 0

    def add(self, pairs: postings.Pairs) -> None:
        """Take in some pairs."""
        end = self._count + len(pairs)
        if end > len(self._pairs):  # texts of very many words
            grown = np.empty(2 * end, np.uint64)
            grown[: self._count] = self._pairs[: self._count]
            self._pairs = grown
        self._pairs[self._count : end] = pairs
        self._count = end

    def shares(self) -> Iterator[postings.Pairs]:
        """The pairs in order, each once, a share at a time; then there are none."""
        pairs = self._pairs[: self._count]
        pairs.sort()
        limits = np.arange(SHARES + 1, dtype=np.uint64) << np.uint64(32 + BLOCK_BITS - SHARE_BITS)
        cuts = np.searchsorted(pairs, limits).tolist()
        for start, end in itertools.pairwise(cuts):
            yield postings.unique(pairs[start:end])
        self._count = 0


class Indexing:
    """The index side of one import; everything is in the database when :meth:`finish` returns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pending: dict[int, _Pending] = {}
        self._idle: list[_Pending] = []
        self._sizes: dict[int, list[tuple[Places, Places]]] = {}
        self._frequencies: dict[int, Frequencies] = {}

    def add(self, found: Analysis, idents: Places) -> None:
        """Index texts under their ids (one for each text of the analysis; a negative one is left out)."""
        blocks = np.where(idents < 0, -1, idents >> BLOCK_BITS)
        places = idents & ((1 << BLOCK_BITS) - 1)
        pairs = np.concatenate((postings.pair(found.words, places[found.word_text]),
                                postings.pair(found.grams, places[found.gram_text])))  # fmt: skip
        owners = np.concatenate((blocks[found.word_text], blocks[found.gram_text]))
        present = [block for block in np.unique(blocks).tolist() if block >= 0]
        for block in present:
            taken = blocks == block
            if block not in self._pending:
                if block - 1 in self._pending:  # the block before is full
                    self._flush(block - 1)
                self._pending[block], self._sizes[block] = self._idle.pop() if self._idle else _Pending(), []
            self._pending[block].add(pairs[owners == block])
            self._sizes[block].append((places[taken], found.sizes[taken]))

    def finish(self) -> None:
        """Write what is still here, and the frequencies."""
        for block in list(self._pending):
            self._flush(block)
        for language, frequencies in self._frequencies.items():
            frequencies.write(self._database, language)
        self._frequencies.clear()

    def _flush(self, block: int) -> None:
        """Write a block, a share of its terms at a time to spare memory."""
        known = next(self._database.rows("SELECT 1 FROM block WHERE id = ?", (block,)), None) is not None
        self._write_sizes(block)
        language = block >> BLOCK_BITS
        if language not in self._frequencies:
            self._frequencies[language] = Frequencies()
        pending = self._pending.pop(block)
        for pairs in pending.shares():
            self._frequencies[language].add(*postings.counts_of(pairs))
            self._write(block, pairs, known)
        self._idle.append(pending)

    def _write(self, block: int, pairs: postings.Pairs, known: bool) -> None:
        """Write terms of a block; ``known`` blocks have rows that they may have to be merged with."""
        rows = self._old_rows(block, postings.counts_of(pairs)[0]) if known else []
        if rows:
            pairs = postings.merged([pairs, *(postings.decode(bucket, row) for bucket, row in rows)])
            sql = "DELETE FROM posting WHERE block = ? AND bucket IN ({})"
            run_in(self._database, sql, [bucket for bucket, _ in rows], (block,))
        made = [(bucket, block, row) for bucket, row in postings.encode(pairs)]
        self._database.insert("posting", "bucket,block,places", made)

    def _old_rows(self, block: int, terms: postings.Terms) -> list[tuple[int, bytes]]:
        """The rows of a block that new terms go into."""
        buckets = np.unique(terms >> np.uint32(20)).tolist()
        sql = "SELECT bucket, places FROM posting WHERE block = ? AND bucket IN ({})"
        found = [(int(bucket), bytes(row)) for bucket, row in rows_in(self._database, sql, buckets, (block,))]
        own = {postings.own_bucket(term) for term in terms.tolist()}
        common = "SELECT bucket FROM posting WHERE block = ? AND bucket >= ?"
        wanted = [row[0] for row in self._database.rows(common, (block, BUCKETS)) if row[0] in own]
        return found + [(int(bucket), bytes(row)) for bucket, row in rows_in(self._database, sql, wanted, (block,))]

    def _write_sizes(self, block: int) -> None:
        """The number of letters and digits of each text of a block, two bytes each."""
        old = next(self._database.rows("SELECT sizes FROM block WHERE id = ?", (block,)), (b"",))[0]
        parts = self._sizes.pop(block)
        last = max(int(places.max()) for places, _ in parts) + 1
        sizes = np.zeros(max(last, len(old) // 2), "<u2")
        sizes[: len(old) // 2] = np.frombuffer(old, "<u2")
        for places, found in parts:
            sizes[places] = np.minimum(found, 0xFFFF)
        self._database.run("DELETE FROM block WHERE id = ?", (block,))
        self._database.insert("block", "id,sizes", [(block, sizes.tobytes())])
