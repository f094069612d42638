"""Texts by their keys during an import: is a text there already?

Keys come in no order, and each new one would touch another page of their table.  So the new ones wait in memory and
are written very many at a time, in order; and where a store was empty, a bit for each key that came (a Bloom filter
of one hash) spares nearly all questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.memory.database import Database, rows_in

MOST_WAITING = 1 << 15
_BIT_BITS = 26  # 8 MB: of a new key among two million it says in 97 of 100 cases that it is new


class TextKeys:
    """The keys of a store's texts, those of an import that is under way among them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[int, int] = {}
        self._alike: list[tuple[int, int]] = []  # further ones with a key that waits
        empty = next(database.rows("SELECT 1 FROM text_key LIMIT 1"), None) is None
        self._bits = np.zeros(1 << _BIT_BITS - 3, np.uint8) if empty else None

    def texts(self, keys: Sequence[int]) -> Iterator[int]:
        """The ids of texts that have one of these keys."""
        asked: list[int] = keys if self._bits is None else self._maybe(np.array(keys, np.int64))  # type: ignore[assignment]
        yield from [self._waiting[key] for key in asked if key in self._waiting]
        yield from [ident for key, ident in self._alike if key in asked]
        for (ident,) in rows_in(self._database, "SELECT text FROM text_key WHERE key IN ({})", sorted(asked)):
            yield ident

    def _maybe(self, keys: NDArray[np.int64]) -> list[int]:
        """Those keys that may have come before."""
        assert self._bits is not None
        places, bits = _bit(keys)
        return keys[(self._bits[places] & bits) != 0].tolist()  # type: ignore[no-any-return]

    def add(self, rows: Sequence[tuple[int, int]]) -> None:
        """Take in keys with the ids of their texts."""
        for key, ident in rows:
            if self._waiting.setdefault(key, ident) != ident:
                self._alike.append((key, ident))
        if self._bits is not None and rows:
            places, bits = _bit(np.array([key for key, _ in rows], np.int64))
            np.bitwise_or.at(self._bits, places, bits)
        if len(self._waiting) > MOST_WAITING:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        self._database.insert("text_key", "key,text", sorted([*self._waiting.items(), *self._alike]))
        self._waiting.clear()
        self._alike.clear()


def _bit(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The byte of each key, and its bit in that; both halves of a key are well mixed already."""
    mixed = (keys ^ (keys >> 32)) & ((1 << _BIT_BITS) - 1)
    return mixed >> 3, (1 << (mixed & 7)).astype(np.uint8)
