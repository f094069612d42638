"""The signal of lengths: translations are about as long as their originals, in the ratio of the two documents.

Source: Gale & Church 1993, with a heavy tail instead of the normal distribution, so that one odd length does not
outweigh everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from toolkit.align.tile import Tile, Values

#: Characters over which a bead ceases to be short (``Lengths.shortness``).
SHORT = 60.0
#: Variance of the target's characters per character of the source, before a document has told its own.
VARIANCE = 6.8


@dataclass(frozen=True)
class Lengths:
    """Characters of every segment of both sides, target characters per source character, and their variance."""

    source: npt.NDArray[np.float64]
    target: npt.NDArray[np.float64]
    ratio: float
    variance: float = VARIANCE

    @classmethod
    def of(cls, source: npt.NDArray[np.float64], target: npt.NDArray[np.float64]) -> Lengths:
        """Lengths with the ratio that the two documents have as wholes, within reason."""
        ratio = float(target.sum() / source.sum()) if source.sum() and target.sum() else 1.0
        return cls(source, target, min(max(ratio, 0.2), 5.0))

    @cached_property
    def _sums(self) -> tuple[npt.NDArray[np.float64], ...]:
        """Characters of both sides up to each place."""
        return tuple(np.concatenate(([0.0], np.cumsum(side))) for side in (self.source, self.target))

    def _windows(self, tile: Tile) -> tuple[list[Values], list[Values]]:
        """Characters of the windows of each shape along both sides."""
        return tile.windows(0, self._sums[0]), tile.windows(1, self._sums[1])

    def shortness(self, tile: Tile) -> Values:
        """How short each bead's shorter side is: 1 for nothing, .37 at 60 characters of the target; 0 for omissions.

        The fewer words, the less a cosine says: one word more or less moves the vector of a short segment far.
        """
        rows, columns = self._windows(tile)
        result = np.zeros(tile.size, dtype=np.float32)
        for shape, (a, b) in enumerate(tile.shapes):
            if a and b:
                own = np.exp(rows[shape] * np.float32(-self.ratio / SHORT))
                result[shape] = np.maximum(own[:, None], np.exp(columns[shape] / np.float32(-SHORT))[None, :])
        return result

    def tile(self, tile: Tile) -> Values:
        """The logarithm of how well the lengths agree, 0 at best; 0 for omissions."""
        rows, columns = self._windows(tile)
        result = np.zeros(tile.size, dtype=np.float32)
        for shape, (a, b) in enumerate(tile.shapes):
            if a and b:
                own, other = rows[shape][:, None] * np.float32(self.ratio), columns[shape][None, :]
                spread = np.float32(self.variance * 0.5) * (own + other) + np.float32(4.0)
                result[shape] = -np.log1p((other - own) ** 2 / (spread * 3.0))
        return result
