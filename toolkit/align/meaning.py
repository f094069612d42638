"""The signal of meaning: cosines of sentence embeddings over windows, and how far each stands above its neighbours.

Source of the margin: Liu & Zhu 2023, "Bertalign: Improved word embedding-based sentence alignment for Chinese-English
parallel corpora of literary texts"; of margins in general: Artetxe & Schwenk 2019, "Margin-based parallel corpus
mining with multilingual sentence embeddings".
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from toolkit.align.lattice import Ints
from toolkit.align.tile import Tile, Values

#: Windows are made for this many ends at a time, and the last few lots are kept for the next tile.
_LOT, _KEPT = 64, 12
#: In a text of more segments than ``_LONG``, windows above this size are sums of two that the encoder made: a little
#: less exact (strict F1 .900 instead of .903 on Text+Berg) and half the work.
_SHORT, _LONG = 4, 20_000
#: Places on either side that a pair must stand above, and pairs that are looked at (``standing``).
_NEAR, _MOST_PAIRS = 6, 400
_AROUND = np.array([step for step in range(-_NEAR, _NEAR + 1) if step])


class Pools(Protocol):
    """What an encoder keeps of each segment, from which the vector of any window can be made."""

    count: int

    def windows(self, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Values:
        """Rows of unit length for segments ``starts`` to ``ends`` - 1."""


class Windows:
    """The vectors of all windows of one side that end in some places, made once."""

    def __init__(self, pools: Pools, most: int) -> None:
        self._pools, self._most = pools, most
        self._lots: dict[int, Values] = {}

    def ending(self, first: int, last: int) -> Values:
        """Vectors of windows of 1 to ``most`` segments that end after ``first`` to ``last`` - 1 segments.

        (sizes, ends, dimensions); windows that would begin before the text begin with it.
        """
        lots = range(first // _LOT, (last - 1) // _LOT + 1)
        found = np.concatenate([self._lot(lot) for lot in lots], axis=1)
        offset = lots[0] * _LOT
        return found[:, first - offset : last - offset]

    def _lot(self, lot: int) -> Values:
        found = self._lots.pop(lot, None)
        if found is None:
            found = self._made(lot)
        while len(self._lots) >= _KEPT:
            del self._lots[next(iter(self._lots))]  # the one that was asked for longest ago
        self._lots[lot] = found
        return found

    def _made(self, lot: int) -> Values:
        """The windows of one lot: short ones by the encoder, long ones from the two that they are made of."""
        first, last = lot * _LOT, min((lot + 1) * _LOT, self._pools.count + 1)
        short = min(self._most, _SHORT) if self._pools.count > _LONG else self._most
        early = max(first - short, 0) if self._most > short else first
        ends = np.arange(early, last)
        starts = np.maximum(ends[None, :] - np.arange(1, short + 1)[:, None], 0)
        rows = self._pools.windows(starts.ravel(), np.broadcast_to(ends, starts.shape).ravel())
        rows = rows.reshape(*starts.shape, -1)
        here = np.arange(first, last) - early
        before = np.maximum(here - short, 0)
        long = [
            short * rows[short - 1][here] + (size - short) * rows[size - short - 1][before]
            for size in range(short + 1, self._most + 1)
        ]
        return np.stack([*rows[:, here], *(_unit(window) for window in long)])


class Meaning:
    """Two values a bead: the cosine above chance, and the cosine above those of the neighbouring windows."""

    def __init__(self, source: Pools, target: Pools, shapes: npt.NDArray[np.int64]) -> None:
        self._counts = source.count, target.count
        most = shapes.max(axis=0)
        self._windows = Windows(source, int(most[0])), Windows(target, int(most[1]))
        self._pools = source, target
        self.chance = _chance(source, target)

    def standing(self, pairs: npt.NDArray[np.int64], imagined: float = 0.0) -> float:
        """How far the vectors tell these (source, target) pairs from pairs with a segment nearby, 0 to 1.

        The share whose cosine is above that of every other pair of either segment with one up to ``_NEAR`` places
        off; ``imagined`` pairs that are told apart are added, so that two or three others prove little; 0 for none at
        all.  A rank, since cosines of different encoders and languages have different sizes.
        """
        pairs = pairs[np.unique(np.linspace(0, len(pairs) - 1, _MOST_PAIRS).astype(int))] if len(pairs) else pairs
        above = 0.0
        for first in range(0, len(pairs), _LOT):
            lot = pairs[first : first + _LOT]
            near = [np.clip(lot[:, side, None] + _AROUND, 0, self._counts[side] - 1) for side in (0, 1)]
            own = [self._pools[side].windows(lot[:, side], lot[:, side] + 1) for side in (0, 1)]
            rivals = [
                self._pools[side].windows(near[side].ravel(), near[side].ravel() + 1).reshape(*near[side].shape, -1)
                for side in (0, 1)
            ]
            cosines = np.einsum("ij,ij->i", *own) - np.float32(1e-5)
            best = np.maximum(
                np.einsum("ij,ikj->ik", own[0], rivals[1]).max(axis=1),
                np.einsum("ij,ikj->ik", own[1], rivals[0]).max(axis=1),
            )
            above += float((cosines > best).sum())
        return (above + imagined) / max(len(pairs) + imagined, 1.0)

    def tile(self, tile: Tile) -> Values:
        """(2, shapes, rows, columns); 0 for omissions."""
        reach = tile.shapes.max(axis=0)
        spans = []
        for side, (first, last) in enumerate(((tile.top, tile.bottom), (tile.left, tile.right))):
            low = max(first - int(reach[side]), 0)
            high = min(last + int(reach[side]), self._counts[side] + 1)
            spans.append((low, self._windows[side].ending(low, high)))
        result = np.zeros((2, *tile.size), dtype=np.float32)
        for shape, (a, b) in enumerate(tile.shapes):
            if a and b:
                cosines = spans[0][1][a - 1] @ spans[1][1][b - 1].T
                rows, columns = tile.ends(0) - spans[0][0], tile.ends(1) - spans[1][0]
                here = cosines[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
                result[0, shape] = here - np.float32(self.chance)
                result[1, shape] = here - _around(cosines, rows, columns, (int(a), int(b)))
        return result


def _around(cosines: Values, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Values:
    """The mean cosine of each window with the windows of the same shape before and after, on either side."""
    top, left = int(rows[0]), int(columns[0])
    height, width = len(rows), len(columns)
    total = np.zeros((height, width), dtype=np.float32)
    count = np.zeros((height, width), dtype=np.float32)
    for down, along in ((shape[0], 0), (-shape[0], 0), (0, shape[1]), (0, -shape[1])):
        # the part of the tile whose neighbours in this direction are there; elsewhere fewer are averaged
        low, high = max(0, -(top + down)), min(height, cosines.shape[0] - top - down)
        first, last = max(0, -(left + along)), min(width, cosines.shape[1] - left - along)
        if low < high and first < last:
            i, j = top + down, left + along
            total[low:high, first:last] += cosines[i + low : i + high, j + first : j + last]
            count[low:high, first:last] += 1.0
    return np.asarray(total / np.maximum(count, 1.0), dtype=np.float32)


def _unit(rows: Values) -> Values:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _chance(source: Pools, target: Pools) -> float:
    """The cosine of segments that have nothing to do with each other: of a few from all over both texts."""
    rows = []
    for pools in (source, target):
        starts = np.unique(np.linspace(0, pools.count - 1, 200).astype(np.int64))
        rows.append(pools.windows(starts, starts + 1))
    cosines = rows[0] @ rows[1].T
    return float(np.median(cosines)) if cosines.size > 3 else 0.3
