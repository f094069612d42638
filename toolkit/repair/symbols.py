"""Rows of small numbers as few bytes: each is coded by how often it came in its context, which both sides know.

A table of frequencies per context is stored with the data; the coder is a range variant of asymmetric numeral systems
with many states side by side, so that thousands of numbers are read in one step of array work.

Sources: Duda 2013, "Asymmetric numeral systems"; Giesen 2014, "Interleaved entropy coders".
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

_STATES = 16_384  # numbers that are read in one step
_BITS = 12  # frequencies of a context sum to 1 << _BITS
_TOTAL = 1 << _BITS
_LOW = 1 << 16  # states stay at or above this

Int = npt.NDArray[np.int32]
Array = npt.NDArray[Any]


class Coder(Protocol):
    """A writer or a reader: a format is described once, for both.

    ``symbols`` and ``numbers`` take as many values as there are contexts (small non-negative integers) and give them
    back; a reader is given None and finds them.
    """

    def symbols(self, values: Array | None, contexts: Array) -> npt.NDArray[np.uint8]:
        """Values below 256."""

    def numbers(self, values: Array | None, contexts: Array) -> Int:
        """Values below 2 ** 24."""


class _Numbers:
    """Larger numbers as symbols: their length and leading bits, then the rest of the bits."""

    def symbols(self, values: Array | None, contexts: Array) -> npt.NDArray[np.uint8]:
        raise NotImplementedError

    def numbers(self, values: Array | None, contexts: Array) -> Int:
        """Values below 2 ** 24."""
        if values is None:
            heads = self.symbols(None, contexts)
        else:
            more = np.maximum(bit_lengths(values) - 3, 0)
            heads = self.symbols((values >> more) + 4 * more, contexts)
        spare, found = _SPARE[heads], _LEADING[heads]
        for done in (0, 8, 16):  # bits of a byte each
            open_ = np.flatnonzero(spare > done)
            left = spare[open_] - done
            part = None if values is None else (values[open_] & ((1 << left) - 1 << done)) >> done & 255
            found[open_] |= self.symbols(part, np.minimum(left, 8)).astype(np.int32) << done
        return found


def bit_lengths(values: Array) -> Int:
    """How many binary digits each value below 2 ** 24 has: what a float32 says of its exponent.

    >>> bit_lengths(np.array([0, 1, 2, 3, 4, 255, 256])).tolist()
    [0, 1, 2, 2, 3, 8, 9]
    """
    exponents = np.asarray(values).astype(np.float32).view(np.int32) >> 23
    found: Int = np.maximum(exponents - 126, 0)
    return found


#: Of each head of a larger number: how many bits follow, and the number if they are all 0.
_SPARE = np.maximum((np.arange(256, dtype=np.int32) >> 2) - 1, 0)
_LEADING = np.where(_SPARE < 22, (np.arange(256) - 4 * _SPARE) << np.minimum(_SPARE, 22), 0).astype(np.int32)


class Writer(_Numbers):
    """Takes rows of values; ``data`` gives the bytes of all of them."""

    def __init__(self) -> None:
        self._rows: list[tuple[Array, Array, Array]] = []
        self._tables: list[bytes] = []

    def symbols(self, values: Array | None, contexts: Array) -> npt.NDArray[np.uint8]:
        """Keep a row of values below 256 for ``data``."""
        assert values is not None
        found = np.asarray(values).astype(np.uint8)
        table = _table(found, contexts)
        self._tables.append(_packed(table))
        begins = np.cumsum(table, axis=1) - table
        row = contexts.astype(np.int64) * table.shape[1] + found
        self._rows.append((found, table.ravel()[row].astype(np.uint32), begins.ravel()[row].astype(np.uint32)))
        return found

    def data(self) -> tuple[bytes, bytes]:
        """The tables of frequencies, and the rows."""
        states = np.full(_STATES, _LOW, np.uint64)
        given: list[Array] = []
        for _, often, begins in reversed(self._rows):
            for at in reversed(range(0, len(often), _STATES)):
                much, begin = (a[at : at + _STATES].astype(np.uint64) for a in (often, begins))
                own = states[: len(much)]
                full = own >= much << np.uint64(32 - _BITS)
                given.append(own[full].astype("<u2"))
                own[full] >>= np.uint64(16)
                own[:] = ((own // much) << np.uint64(_BITS)) + own % much + begin
        words = np.concatenate([np.zeros(0, "<u2"), *reversed(given)])
        return b"".join(self._tables), states.astype("<u4").tobytes() + words.astype("<u2").tobytes()


class Reader(_Numbers):
    """Gives the rows that a ``Writer`` took, asked for in the same order.

    Raises ValueError or IndexError where they were damaged, at the latest in ``close``.
    """

    def __init__(self, tables: bytes, data: bytes) -> None:
        self._tables, self._at = tables, 0
        self._states = np.frombuffer(data[: 4 * _STATES], "<u4").astype(np.uint32)
        self._words = np.frombuffer(data[4 * _STATES :], "<u2").astype(np.uint32)
        self._word = 0
        if len(self._states) < _STATES:
            raise ValueError("cut short")

    def symbols(self, values: Array | None, contexts: Array) -> npt.NDArray[np.uint8]:
        """The next row of as many values as there are contexts."""
        table, self._at = _unpacked(self._tables, self._at)
        slots = _slots(table)
        found = np.empty(len(contexts), np.uint8)
        for at in range(0, len(found), _STATES):
            own = self._states[: len(found) - at]
            first = contexts[at : at + _STATES].astype(np.uint32) << np.uint32(_BITS)
            entry = slots[first | own & np.uint32(_TOTAL - 1)]
            found[at : at + _STATES] = entry & np.uint32(255)
            own >>= np.uint32(_BITS)
            own *= (entry >> np.uint32(8) & np.uint32(_TOTAL - 1)) + np.uint32(1)
            own += entry >> np.uint32(8 + _BITS)
            short = np.flatnonzero(own < _LOW)
            words = self._words[self._word : self._word + len(short)]
            own[short] = (own[short] << np.uint32(16)) | words  # ValueError where the words are too few
            self._word += len(short)
        return found

    def close(self) -> None:
        """After the last row: the states are those that the writer began with, or something was damaged."""
        if self._word != len(self._words) or not (self._states == _LOW).all():
            raise ValueError("damaged")


def _table(values: npt.NDArray[np.uint8], contexts: Array) -> npt.NDArray[np.int64]:
    """Frequencies of each value in each context, scaled to sum to ``_TOTAL``; nothing that occurs gets none."""
    if not len(values):
        return np.zeros((0, 1), np.int64)
    shape = int(contexts.max()) + 1, int(values.max()) + 1
    counts = np.bincount(contexts.astype(np.int64) * shape[1] + values, minlength=shape[0] * shape[1]).reshape(shape)
    often = np.where(counts, np.maximum(counts * _TOTAL // np.maximum(counts.sum(axis=1, keepdims=True), 1), 1), 0)
    for row in np.flatnonzero(counts.any(axis=1)):
        while (over := int(often[row].sum()) - _TOTAL) != 0:  # at the cost of the most frequent
            most = int(np.argmax(often[row]))
            often[row, most] -= min(over, (int(often[row, most]) + 1) // 2)
    return often


def _packed(table: npt.NDArray[np.int64]) -> bytes:
    return np.array(table.shape, "<u2").tobytes() + table.astype("<u2").tobytes()


def _unpacked(data: bytes, at: int) -> tuple[npt.NDArray[np.int64], int]:
    rows, width = np.frombuffer(data[at : at + 4], "<u2").tolist()
    end = at + 4 + 2 * rows * width
    return np.frombuffer(data[at + 4 : end], "<u2").astype(np.int64).reshape(rows, width), end


def _slots(table: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """For each context and each of ``_TOTAL`` places: the value there, its frequency less one, how far into it."""
    rows, width = table.shape
    used = table.any(axis=1)
    if not (table.sum(axis=1)[used] == _TOTAL).all():
        raise ValueError("frequencies that do not sum up")
    often = table.ravel()
    before = np.cumsum(table, axis=1).ravel() - often
    entries = (np.tile(np.arange(width), rows) | (often - 1) << 8) - (before << (8 + _BITS))
    found = np.zeros((rows, _TOTAL), np.uint32)
    places = np.arange(_TOTAL, dtype=np.uint32) << np.uint32(8 + _BITS)
    found[used] = np.repeat(entries.astype(np.uint32), often).reshape(-1, _TOTAL) + places
    return found.ravel()
