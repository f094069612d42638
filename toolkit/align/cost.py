"""The score of a bead: its shape's prior, the lengths of its sides, and what they share.

Scores are natural logarithms.  Source of the length model: Gale & Church 1993.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.lattice import Band, Ints, Scores

Floats = npt.NDArray[np.float64]

#: Variance of the target's characters per character of the source.
_VARIANCE = 6.8
#: What full agreement in shared features adds, and none where there was something to share takes away.
_AGREEMENT = 5.0
#: What a cosine is worth, and how far above chance it must be to speak for a bead.
_MEANING, _CLOSE = 18.0, 0.25
#: The least value of the length term: one odd length must not outweigh everything else.
_LENGTH_FLOOR = -8.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of n source and m target items.

    ``lengths`` are characters; ``shared`` (n, m) the weight of what a pair shares, ``weights`` what each item has
    to share; ``ratio`` target characters per source character; ``vectors`` sentence embeddings of both sides, rows
    of unit length, or None.
    """

    source_lengths: Floats
    target_lengths: Floats
    shared: Floats
    source_weights: Floats
    target_weights: Floats
    ratio: float
    vectors: tuple[Floats, Floats] | None = None


def priors(shapes: npt.NDArray[np.int64]) -> Floats:
    """The log prior of each shape: one-to-one is the rule, omissions and large beads are rare."""
    small, large = shapes.min(axis=1), shapes.max(axis=1)
    values = np.where(small == 0, -5.0, -2.5 - 1.2 * (large - 2) - 1.5 * (small - 1))
    return np.asarray(np.where((small == 1) & (large == 1), 0.0, values))


def bead_scores(evidence: Evidence, band: Band, shapes: npt.NDArray[np.int64]) -> Scores:
    """Scores of every bead in a band, (n + m + 1, shapes, width)."""
    lengths = _cumulative(evidence.source_lengths), _cumulative(evidence.target_lengths)
    weights = _cumulative(evidence.source_weights), _cumulative(evidence.target_weights)
    shared = PairSums(evidence.shared)
    meaning = Meaning(evidence) if evidence.vectors else None
    i, j = band.nodes(0, band.n + band.m + 1)
    scores = np.empty((len(i), len(shapes), band.width), dtype=np.float32)
    prior = priors(shapes)
    for shape, (a, b) in enumerate(shapes):
        top, right = np.clip(i, 0, band.n), np.clip(j, 0, band.m)
        low, left = np.clip(i - a, 0, band.n), np.clip(j - b, 0, band.m)
        score = np.full(i.shape, prior[shape])
        if a and b:
            source, target = lengths[0][top] - lengths[0][low], lengths[1][right] - lengths[1][left]
            score += length_score(source, target, evidence.ratio)
            common = shared.over(low, top, left, right)
            own, other = weights[0][top] - weights[0][low], weights[1][right] - weights[1][left]
            score += content_score(common, own, other)
            if meaning:
                score += meaning.score(low, top, left, right)
        scores[:, shape] = score
    return scores


class PairSums:
    """Sums of a value of every pair (n, m) over any rectangle of pairs, from one table of cumulative sums."""

    def __init__(self, values: Floats) -> None:
        self._area = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
        self._area[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)

    def over(self, low: Ints, top: Ints, left: Ints, right: Ints) -> Floats:
        """The sums over sources [low, top) and targets [left, right)."""
        area = self._area
        return np.asarray(area[top, right] - area[low, right] - area[top, left] + area[low, left])


class Meaning:
    """How close windows of segments are in meaning: the cosine of the sums of their length-weighted vectors.

    One product of cumulative sums serves every bead, so no window is ever encoded by itself.
    """

    def __init__(self, evidence: Evidence) -> None:
        assert evidence.vectors
        sides = (evidence.source_lengths, evidence.target_lengths)
        weighted = [
            rows * np.maximum(lengths, 1.0)[:, None] for rows, lengths in zip(evidence.vectors, sides, strict=True)
        ]
        self._sums = [np.vstack([np.zeros(rows.shape[1]), rows.cumsum(axis=0)]) for rows in weighted]
        self._products = self._sums[0] @ self._sums[1].T
        cosines = evidence.vectors[0] @ evidence.vectors[1].T
        #: What two segments that have nothing to do with each other look like in these documents.
        self._chance = float(np.median(cosines)) if cosines.size > 3 else 0.3

    def score(self, low: Ints, top: Ints, left: Ints, right: Ints) -> Floats:
        """The score of windows [low, top) of the source and [left, right) of the target."""
        g = self._products
        dot = g[top, right] - g[low, right] - g[top, left] + g[low, left]
        own, other = self._norms(0, low, top), self._norms(1, left, right)
        cosine = dot / np.maximum(own * other, 1e-9)
        return np.asarray(_MEANING * (cosine - self._chance - _CLOSE))

    def _norms(self, side: int, low: Ints, high: Ints) -> Floats:
        """Lengths of the window vectors, each window worked out once."""
        count = len(self._sums[side])
        keys, where = np.unique(low * count + high, return_inverse=True)
        windows = self._sums[side][keys % count] - self._sums[side][keys // count]
        return np.asarray(np.linalg.norm(windows, axis=1)[where].reshape(low.shape))


def length_score(source: Floats, target: Floats, ratio: float) -> Floats:
    """How well two lengths in characters agree: 0 at best, ``_LENGTH_FLOOR`` at worst."""
    mean = (source + target / max(ratio, 1e-6)) / 2
    delta = (target - ratio * source) / np.sqrt(_VARIANCE * np.maximum(mean, 1.0) * max(ratio, 1e-6))
    return np.asarray(np.maximum(-0.5 * delta * delta / 4.0, _LENGTH_FLOOR))


def content_score(common: Floats, source: Floats, target: Floats) -> Floats:
    """Agreement in shared features: from minus to plus ``_AGREEMENT``, 0 where neither side has any."""
    total = source + target
    # a rectangle of segments counts a feature once for each pair; more than each side has is no more agreement
    dice = np.minimum(2 * np.minimum(common, np.minimum(source, target)) / np.maximum(total, 1e-9), 1.0)
    trust = np.minimum(total / 8.0, 1.0)
    return np.asarray(np.where(total > 0, _AGREEMENT * trust * (2 * dice - 0.8), 0.0))


def _cumulative(values: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(values)))
