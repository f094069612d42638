"""The best beads of two long lists: a coarse way through, then the exact search in a narrow band around it.

A long document is cut into pieces where the coarse way is surest, so that memory does not grow with its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.cost import Evidence, bead_scores
from toolkit.align.lattice import NEVER, Ints, Lattice, Scores, band_around, full_band
from toolkit.align.shapes import KINDS, bead_shapes, kind_numbers

#: Nodes up to which the whole lattice is searched; above it a band around the coarse way.
WHOLE = 20_000
#: Half the width of the band around the coarse way.
HALF_BAND = 12
#: Segments of both sides after which a piece may end, and must end.
_SHORTEST, _LONGEST = 1_600, 2_400

Positions = tuple[int, ...]
Beads = list[tuple[Positions, Positions, float]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Source and target positions from ``start`` to ``end``, and the way through it (None: look everywhere)."""

    start: tuple[int, int]
    end: tuple[int, int]
    way: Ints | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Segments of both sides."""
        return self.end[0] - self.start[0], self.end[1] - self.start[1]

    def moved_by(self, offset: tuple[int, int]) -> Piece:
        """The same piece further on in both documents."""
        ends = [(place[0] + offset[0], place[1] + offset[1]) for place in (self.start, self.end)]
        return Piece(ends[0], ends[1], self.way)


@dataclass(frozen=True, slots=True)
class Found:
    """The best beads of a piece with their probabilities, and the expected number of beads of each kind."""

    beads: Beads
    kinds: npt.NDArray[np.float64]


def pieces(way: Ints, similarity: npt.NDArray[np.float32]) -> list[Piece]:
    """A way cut where it is surest: in the middle of a run of single pairs that resemble each other.

    ``way`` are rising rows (source, target); ``similarity`` says for each step how much its two segments have in
    common, 0 for omissions.
    """
    single = (np.diff(way, axis=0) == 1).all(axis=1)
    sure = np.where(single, similarity, 0.0)
    sure = np.convolve(np.concatenate((np.zeros(2), sure, np.zeros(2))), np.ones(4), "valid")[: len(way)]
    length, found, last = way.sum(axis=1), [], 0
    while length[-1] - length[last] > _LONGEST:
        low = int(np.searchsorted(length, length[last] + _SHORTEST))
        high = int(np.searchsorted(length, length[last] + _LONGEST))
        cut = low + int(sure[low:high].argmax()) if high > low else high
        found.append((last, cut))
        last = cut
    found.append((last, len(way) - 1))
    return [
        Piece((int(way[a, 0]), int(way[a, 1])), (int(way[b, 0]), int(way[b, 1])), way[a : b + 1] - way[a])
        for a, b in found
    ]


def search(evidence: Evidence, piece: Piece, max_bead: int) -> Found:
    """The best beads of a piece."""
    (top, left), (n, m) = piece.start, piece.size
    kinds = np.zeros(len(KINDS))
    if not n or not m:
        beads: Beads = [((top + i,), (), 1.0) for i in range(n)]
        return Found(beads + [((), (left + j,), 1.0) for j in range(m)], kinds)
    shapes = bead_shapes(max_bead)
    band = full_band(n, m) if piece.way is None else band_around(n, m, piece.way, HALF_BAND)
    lattice = Lattice(band, shapes, bead_scores(evidence, band, shapes, piece.start))
    posteriors = lattice.posteriors()
    path = lattice.best_path(_gains(lattice, posteriors))
    np.add.at(kinds, kind_numbers(shapes), posteriors.sum(axis=(0, 2), dtype=np.float64))
    found: Beads = []
    for i, j, shape in path:
        a, b = (int(count) for count in shapes[shape])
        probability = float(posteriors[i + j, shape, i - band.low[i + j]])
        bead = tuple(range(top + i - a, top + i)), tuple(range(left + j - b, left + j))
        found.append((*bead, min(max(probability, 0.0), 1.0)))
    return Found(found, kinds)


def _gains(lattice: Lattice, posteriors: Scores) -> Scores:
    """What each bead brings: the segments that it is expected to place rightly.

    The path with the most of them makes fewer faults than the likeliest path (Bayes risk; Goel & Byrne 2000).
    """
    sizes = lattice.shapes.sum(axis=1).astype(np.float32)[None, :, None]
    return np.where(lattice.scores <= NEVER, np.float32(NEVER), posteriors * sizes)


def search_all(evidence: Evidence, parts: Sequence[Piece], max_bead: int) -> Found:
    """The best beads of several pieces, one after the other."""
    every = [search(evidence, part, max_bead) for part in parts]
    kinds = np.sum([found.kinds for found in every], axis=0)
    return Found([bead for found in every for bead in found.beads], kinds)
