"""A way through two long documents, from blocks of segments down to single ones, in time linear in their length.

Source of the scheme: Thompson & Koehn 2019, "Vecalign: Improved sentence alignment in linear time and space" (whole
documents halved until they are short, then a band around the path of the level above); the vectors are ours.
"""

from __future__ import annotations

import numpy as np

from toolkit.align.lattice import Band, Ints, Lattice, band_around, full_band
from toolkit.align.tile import Values

_SHAPES = np.array([[0, 1], [1, 0], [1, 1]], dtype=np.int64)
#: Blocks up to which the whole lattice is searched, and half the band below.
_SHORT, _HALF = 400, 24
#: What a left-out block costs, in similarity above chance.
_GAP = -0.02
#: How much a pair far from the diagonal of lengths is held back: it decides only where nothing else speaks.
_DIAGONAL = 0.01


def way_through(source: Values, target: Values) -> Ints:
    """Rising (source, target) positions from (0, 0) to (n, m), given sums of vectors for each segment."""
    levels = [(source, target)]
    while max(len(levels[-1][0]), len(levels[-1][1])) > _SHORT:
        levels.append((_halved(levels[-1][0]), _halved(levels[-1][1])))
    path: Ints | None = None
    for rows, columns in reversed(levels):
        n, m = len(rows), len(columns)
        if path is None:
            band = full_band(n, m)
        else:
            finer = np.minimum(path * 2, [n, m])
            finer[-1] = n, m
            band = band_around(n, m, np.unique(finer, axis=0), _HALF)
        path = _best(rows, columns, band)
    assert path is not None
    return path


def _halved(rows: Values) -> Values:
    if len(rows) % 2:
        rows = np.vstack([rows, np.zeros((1, rows.shape[1]), dtype=rows.dtype)])
    return np.asarray(rows[0::2] + rows[1::2])


def _best(source: Values, target: Values, band: Band) -> Ints:
    """The best path of single pairs and omissions within a band."""
    left, right = _unit(source), _unit(target)
    scores = np.full((band.n + band.m + 1, len(_SHAPES), band.width), _GAP, dtype=np.float32)
    for first in range(0, len(scores), 2048):
        last = min(first + 2048, len(scores))
        i, j = band.nodes(first, last)
        rows, columns = np.clip(i - 1, 0, band.n - 1), np.clip(j - 1, 0, band.m - 1)
        low, high = columns.min(), columns.max() + 1
        top, bottom = rows.min(), rows.max() + 1
        products = left[top:bottom] @ right[low:high].T if band.width > 4 else None
        assert products is not None
        off = np.abs((rows + 0.5) / band.n - (columns + 0.5) / band.m)
        scores[first:last, 2] = products[rows - top, columns - low] - _DIAGONAL * np.minimum(off * 10.0, 1.0)
    lattice = Lattice(band, _SHAPES, scores)
    return np.array([(0, 0), *((i, j) for i, j, _ in lattice.best_path())], dtype=np.int64)


def _unit(rows: Values) -> Values:
    """Rows of unit length, without what all of them share."""
    rows = rows - rows.mean(axis=0)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), dtype=np.float32)
