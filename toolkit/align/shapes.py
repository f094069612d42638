"""The shapes a bead may have: how many segments on either side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: More than one segment on both sides; one-sided shapes (1-1, 1-2 .. 1-8) are made by ``bead_shapes``.
_MANY_TO_MANY = ((2, 2), (2, 3), (3, 3), (2, 4), (3, 4), (4, 4), (2, 5))


def bead_shapes(max_bead: int) -> npt.NDArray[np.int64]:
    """Every allowed (source, target) count as rows; mirrored shapes stand beside each other.

    >>> bead_shapes(2).tolist()
    [[0, 1], [1, 0], [1, 1], [1, 2], [2, 1], [2, 2]]
    """
    shapes = [(0, 1), (1, 0), (1, 1)]
    for count in range(2, max_bead + 1):
        shapes += [(1, count), (count, 1)]
    for few, many in _MANY_TO_MANY:
        if many <= max_bead:
            shapes += [(few, many)] if few == many else [(few, many), (many, few)]
    return np.array(shapes, dtype=np.int64)
