"""A piece of the lattice: beads that end in a rectangle of nodes, and sums over the windows before them.

Every signal looks at one tile at a time, so that memory stays small, and at all shapes of it at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.lattice import Ints

Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tile:
    """Beads that end after ``top`` to ``bottom`` - 1 source and ``left`` to ``right`` - 1 target segments.

    ``shapes`` (shapes, 2) are the counts of segments on both sides.  What a signal says of a tile is an array
    (shapes, rows, columns).
    """

    top: int
    bottom: int
    left: int
    right: int
    shapes: Ints

    @property
    def size(self) -> tuple[int, int, int]:
        """Shapes, rows, columns."""
        return len(self.shapes), self.bottom - self.top, self.right - self.left

    def ends(self, side: int) -> Ints:
        """The end positions along one side: 0 source, 1 target."""
        return np.arange(self.top, self.bottom) if side == 0 else np.arange(self.left, self.right)

    def windows(self, side: int, totals: npt.NDArray[np.float64]) -> list[Values]:
        """Sums over the windows of each shape along one side, from cumulative totals (n + 1,)."""
        ends, sizes = self.ends(side), self.shapes[:, side]
        return [(totals[ends] - totals[np.maximum(ends - size, 0)]).astype(np.float32) for size in sizes]
