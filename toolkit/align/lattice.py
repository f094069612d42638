"""Search: the best path and every bead's probability in a banded lattice of boundaries.

A node (i, j) says that the first i source and the first j target segments are aligned.  Nodes lie on diagonals
d = i + j; the band keeps ``width`` of them on each, so time and memory grow with n + m.  A bead that ends in a
node has a score; this module never asks where scores come from.

The recursions are those of Gale & Church 1993 (best path) and of the forward-backward algorithm for segment
models (Sarawagi & Cohen 2004, "Semi-Markov conditional random fields"), a whole diagonal at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Scores = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

#: The score of what cannot be; finite, so that sums and differences stay numbers.
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Band:
    """The nodes to look at: on diagonal d the source positions ``low[d]`` to ``low[d] + width - 1``.

    ``low`` has n + m + 1 entries and rises by 0 or 1 from one to the next.
    """

    n: int
    m: int
    low: Ints
    width: int

    def nodes(self, first: int, last: int) -> tuple[Ints, Ints]:
        """Source and target positions of every node on diagonals ``first`` to ``last`` - 1, (last-first, width)."""
        i = self.low[first:last, None] + np.arange(self.width)
        return i, np.arange(first, last)[:, None] - i


def full_band(n: int, m: int) -> Band:
    """Every node of the lattice."""
    diagonals = np.arange(n + m + 1)
    return Band(n, m, np.maximum(0, diagonals - m), min(n, m) + 1)


def band_around(n: int, m: int, path: Ints, half: int) -> Band:
    """A band of 2 * half + 1 nodes around a path given as rising (i, j) rows from (0, 0) to (n, m)."""
    if 2 * half >= min(n, m):
        return full_band(n, m)
    along = path.sum(axis=1)
    middle = np.interp(np.arange(n + m + 1), along, path[:, 0])
    return Band(n, m, np.rint(middle).astype(np.int64) - half, 2 * half + 1)


class Lattice:
    """Bead scores on a band, and what follows from them.

    ``scores`` has the shape (n + m + 1, shapes, width): the score of the bead of that shape that ends in that
    node.  Scores of beads that would leave the lattice are ignored.
    """

    def __init__(self, band: Band, shapes: Ints, scores: Scores) -> None:
        self.band, self.shapes, self.scores = band, shapes, scores
        self._reach = int(shapes.sum(axis=1).max())
        self._pad = int(shapes.max())
        self._row = band.width + 2 * self._pad
        self._columns = np.arange(band.width)
        self._mask()

    def _mask(self) -> None:
        """Beads that would start before the beginning, and nodes outside the lattice, can never be."""
        band = self.band
        for first in range(0, len(self.scores), 4096):
            part = self.scores[first : first + 4096]
            i, j = band.nodes(first, first + len(part))
            outside = (i < 0) | (j < 0) | (i > band.n) | (j > band.m)
            for shape, (a, b) in enumerate(self.shapes):
                part[:, shape][outside | (i < a) | (j < b)] = NEVER

    def _empty(self) -> Floats:
        return np.full((self.band.n + self.band.m + 1 + 2 * self._reach, self._row), NEVER * 10)

    def _before(self, first: int, last: int) -> Ints:
        """Where in a flat node table each shape's predecessor of column 0 stands; (last-first, shapes)."""
        diagonals = np.arange(first, last)[:, None]
        span = self.shapes.sum(axis=1)
        low = self.band.low
        shift = low[diagonals] - low[np.maximum(diagonals - span, 0)] - self.shapes[:, 0]
        return np.asarray((diagonals - span + self._reach) * self._row + self._pad + shift)

    def _after(self, first: int, last: int) -> tuple[Ints, Ints]:
        """Where each shape's successor of column 0 stands in the node table and in the scores."""
        diagonals = np.arange(first, last)[:, None]
        span = self.shapes.sum(axis=1)
        low, top = self.band.low, len(self.band.low) - 1
        later = np.minimum(diagonals + span, top)
        shift = low[diagonals] + self.shapes[:, 0] - low[later]
        nodes = (diagonals + span + self._reach) * self._row + self._pad + shift
        scores = (later * len(self.shapes) + np.arange(len(self.shapes))) * self.band.width + shift
        return nodes, scores

    def best_path(self, scores: Scores | None = None) -> list[tuple[int, int, int]]:
        """The beads of the best path as (end in source, end in target, shape), first to last.

        Equal scores are decided for the earlier shape, so the same input gives the same path.
        """
        scores = self.scores if scores is None else scores
        table = self._empty()
        flat, band = table.reshape(-1), self.band
        choice = np.zeros((len(scores), band.width), dtype=np.int8)
        table[self._reach, self._pad - band.low[0]] = 0.0
        for first in range(1, len(scores), 4096):
            base = self._before(first, min(first + 4096, len(scores)))
            for row, starts in enumerate(base):
                d = first + row
                options = flat.take(starts[:, None] + self._columns)
                options += scores[d]
                chosen = options.argmax(axis=0)
                choice[d] = chosen
                table[d + self._reach, self._pad : self._pad + band.width] = options[chosen, self._columns]
        return self._trace(choice)

    def _trace(self, choice: npt.NDArray[np.int8]) -> list[tuple[int, int, int]]:
        i, j, path = self.band.n, self.band.m, []
        while i > 0 or j > 0:
            shape = int(choice[i + j, i - self.band.low[i + j]])
            path.append((i, j, shape))
            i -= int(self.shapes[shape, 0])
            j -= int(self.shapes[shape, 1])
        return path[::-1]

    def forward(self) -> Floats:
        """Log sum over all paths from the start to each node, as a padded node table."""
        table = self._empty()
        flat, band = table.reshape(-1), self.band
        table[self._reach, self._pad - band.low[0]] = 0.0
        for first in range(1, len(self.scores), 4096):
            base = self._before(first, min(first + 4096, len(self.scores)))
            for row, starts in enumerate(base):
                d = first + row
                options = flat.take(starts[:, None] + self._columns)
                options += self.scores[d]
                table[d + self._reach, self._pad : self._pad + band.width] = _log_sum(options)
        return table

    def backward(self) -> Floats:
        """Log sum over all paths from each node to the end, as a padded node table."""
        table = self._empty()
        flat, band, scores = table.reshape(-1), self.band, self.scores.reshape(-1)
        end = band.n + band.m
        table[end + self._reach, self._pad + band.n - band.low[end]] = 0.0
        for last in range(end, 0, -4096):
            first = max(0, last - 4096)
            nodes, beads = self._after(first, last)
            for row in range(last - first - 1, -1, -1):
                options = flat.take(nodes[row][:, None] + self._columns)
                options += scores.take(beads[row][:, None] + self._columns, mode="clip")
                table[first + row + self._reach, self._pad : self._pad + band.width] = _log_sum(options)
        return table

    def posteriors(self) -> Scores:
        """The probability of each bead, in the shape of ``scores``: exp(forward + score + backward - total)."""
        before, after = self.forward(), self.backward()
        flat, band = before.reshape(-1), self.band
        end = band.n + band.m
        total = before[end + self._reach, self._pad + band.n - band.low[end]]
        result = np.empty_like(self.scores)
        for first in range(0, len(self.scores), 1024):
            last = min(first + 1024, len(self.scores))
            log = flat.take(self._before(first, last)[:, :, None] + self._columns)
            log += self.scores[first:last]
            rows = after[first + self._reach : last + self._reach, self._pad : self._pad + band.width]
            log += rows[:, None, :] - total
            result[first:last] = np.exp(np.minimum(log, 0.0))
        return result


def _log_sum(options: Floats) -> Floats:
    top = options.max(axis=0)
    return np.asarray(top + np.log(np.exp(options - top).sum(axis=0)))
