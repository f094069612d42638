"""The best beads for some evidence, and the probability of each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.align.cost import Evidence, PairSums, bead_scores
from toolkit.align.lattice import Lattice, band_around, full_band
from toolkit.align.shapes import bead_shapes

#: Nodes up to which the whole lattice is searched; above it a band along the diagonal of lengths.
_WHOLE = 250_000
_HALF_BAND = 100

Beads = list[tuple[tuple[int, ...], tuple[int, ...], float]]


def best_beads(evidence: Evidence, max_bead: int, extra: npt.NDArray[np.float64] | None = None) -> Beads:
    """Source positions, target positions and probability of each bead on the best path.

    ``extra`` (n, m) is what is known of pairs beyond lengths and features: its sum over a bead, but no more than
    the most of a single pair, is added to the bead's score.
    """
    n, m = len(evidence.source_lengths), len(evidence.target_lengths)
    if not n or not m:
        return [((i,), (), 1.0) for i in range(n)] + [((), (j,), 1.0) for j in range(m)]
    shapes = bead_shapes(max_bead)
    band = full_band(n, m) if n * m <= _WHOLE else band_around(n, m, _diagonal(evidence), _HALF_BAND)
    scores = bead_scores(evidence, band, shapes)
    if extra is not None:
        _add_extra(scores, extra, band.nodes(0, n + m + 1), shapes)
    lattice = Lattice(band, shapes, scores)
    path = lattice.best_path()
    posteriors = lattice.posteriors()
    beads: Beads = []
    for i, j, shape in path:
        a, b = (int(count) for count in shapes[shape])
        probability = float(posteriors[i + j, shape, i - band.low[i + j]])
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j)), min(max(probability, 0.0), 1.0)))
    return beads


def _diagonal(evidence: Evidence) -> npt.NDArray[np.int64]:
    """The path on which both sides have the same share of their characters."""
    source = np.concatenate(([0.0], np.cumsum(evidence.source_lengths))) / max(evidence.source_lengths.sum(), 1.0)
    target = np.concatenate(([0.0], np.cumsum(evidence.target_lengths))) / max(evidence.target_lengths.sum(), 1.0)
    j = np.searchsorted(target, source, side="left").clip(0, len(target) - 1)
    j[-1] = len(target) - 1
    return np.stack([np.arange(len(source)), j], axis=1).astype(np.int64)


def _add_extra(
    scores: npt.NDArray[np.float32],
    extra: npt.NDArray[np.float64],
    nodes: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    shapes: npt.NDArray[np.int64],
) -> None:
    n, m = extra.shape
    sums = PairSums(extra)
    i, j = nodes
    most = float(np.abs(extra).max(initial=0.0))
    for shape, (a, b) in enumerate(shapes):
        if a and b:
            top, right = np.clip(i, 0, n), np.clip(j, 0, m)
            low, left = np.clip(i - a, 0, n), np.clip(j - b, 0, m)
            scores[:, shape] += np.clip(sums.over(low, top, left, right), -most, most).astype(np.float32)
