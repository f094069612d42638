"""New texts on their way into the index: collected block by block, then merged with what a block holds already."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from toolkit.memory import postings
from toolkit.memory.analysis import Analysis, Places
from toolkit.memory.database import Database, rows_in, run_in
from toolkit.memory.frequencies import Frequencies
from toolkit.memory.postings import BLOCK_BITS

SHARE_BITS = 3
SHARES = 1 << SHARE_BITS
_CAPACITY = 1 << 21  # entries of a block; memory that is not filled is not used


class _Pending:
    """The words or the sequences of a block that are not written yet, in one array that serves block after block.

    Many small ones, or one that grows, would tear memory to pieces.
    """

    def __init__(self) -> None:
        self._entries = np.empty(_CAPACITY, np.uint64)
        self._count = 0

    def add(self, some: postings.Entries) -> None:
        """Take in some entries."""
        end = self._count + len(some)
        if end > len(self._entries):  # texts of very many words
            grown = np.empty(2 * end, np.uint64)
            grown[: self._count] = self._entries[: self._count]
            self._entries = grown
        self._entries[self._count : end] = some
        self._count = end

    def shares(self) -> Iterator[postings.Entries]:
        """The entries in order, each once, a share at a time; then there are none."""
        every = self._entries[: self._count]
        every.sort()
        limits = np.arange(1, SHARES, dtype=np.uint64) << np.uint64(64 - SHARE_BITS)
        cuts = [0, *np.searchsorted(every, limits).tolist(), self._count]
        for start, end in itertools.pairwise(cuts):
            yield postings.unique(every[start:end])
        self._count = 0


class Indexing:
    """The index side of one import; everything is in the database when :meth:`finish` returns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pending: dict[int, tuple[_Pending, _Pending]] = {}
        self._idle: list[tuple[_Pending, _Pending]] = []
        self._sizes: dict[int, list[tuple[Places, Places]]] = {}
        self._frequencies: dict[int, Frequencies] = {}

    def add(self, found: Analysis, idents: Places) -> None:
        """Index texts under their ids (one for each text of the analysis; a negative one is left out)."""
        blocks = np.where(idents < 0, -1, idents >> BLOCK_BITS)
        places = idents & ((1 << BLOCK_BITS) - 1)  # in their blocks
        firsts = np.searchsorted(found.word_text, np.arange(len(idents)))
        positions = np.arange(len(found.words)) - firsts[found.word_text]
        kinds = (
            (postings.entries(found.words, found.word_text, places, positions), found.word_text),
            (postings.entries(found.grams, found.gram_text, places, None), found.gram_text),
        )
        for block in [block for block in np.unique(blocks).tolist() if block >= 0]:
            taken = blocks == block
            whole = bool(taken.all())
            if block not in self._pending:
                self._begin(block)
            for pending, (some, texts) in zip(self._pending[block], kinds, strict=True):
                pending.add(some if whole else some[taken[texts]])
            self._sizes[block].append((places[taken], found.sizes[taken]))

    def _begin(self, block: int) -> None:
        """Make room for a block; the one before it is full."""
        if block - 1 in self._pending:
            self._flush(block - 1)
        self._pending[block] = self._idle.pop() if self._idle else (_Pending(), _Pending())
        self._sizes[block] = []

    def finish(self) -> None:
        """Write what is still here, and the frequencies."""
        for block in list(self._pending):
            self._flush(block)
        self._idle.clear()
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
        for kind, some in enumerate(pending):
            for share in some.shares():
                self._frequencies[language].add(*postings.counts_of(share), block, kind)
                self._write(block, share, kind, known)
        self._idle.append(pending)

    def _write(self, block: int, share: postings.Entries, kind: int, known: bool) -> None:
        """Write terms of a block; ``known`` blocks have rows that they may have to be merged with."""
        old = self._old_rows(block, postings.counts_of(share)[0], kind) if known else []
        if old:
            parts = [postings.decode(postings.bucket_in(number)[1], row) for number, row in old]
            share = postings.merged([share, *parts])
            run_in(self._database, "DELETE FROM posting WHERE id IN ({})", [number for number, _ in old])
        made = [(postings.row_number(block, bucket), row) for bucket, row in postings.encode(share, kind)]
        self._database.insert("posting", "id,places", made)

    def _old_rows(self, block: int, terms: postings.Terms, kind: int) -> list[tuple[int, bytes]]:
        """The rows of a block that new terms go into, by number."""
        buckets = np.unique(terms >> np.uint32(postings.BUCKET_SHIFT)).tolist()
        numbers = [postings.row_number(block, kind * postings.BUCKETS + bucket) for bucket in buckets]
        own = {postings.row_number(block, postings.own_bucket(term)) for term in terms.tolist()}
        single = "SELECT id FROM posting WHERE id >= ? AND id < ?"
        numbers += [row[0] for row in self._database.rows(single, postings.own_rows(block)) if row[0] in own]
        sql = "SELECT id, places FROM posting WHERE id IN ({})"
        return [(int(number), bytes(row)) for number, row in rows_in(self._database, sql, numbers)]

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
