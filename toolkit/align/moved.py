"""Paragraphs that stand elsewhere in one version: omissions on both sides that are each other's translation.

The order of the two versions is the same along the alignment's path; what was moved is left over on both sides.  Each
run of left-out source segments is held against the run of left-out target segments that resembles it most, with the
same signals and the same search; it counts as moved where this is far likelier than two omissions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.align.cost import bead_scores
from toolkit.align.lattice import Lattice, full_band
from toolkit.align.order import ordered
from toolkit.align.pair import Pair
from toolkit.align.search import Piece, search
from toolkit.align.shapes import bead_shapes
from toolkit.model import Bead

#: How much likelier than two omissions a moved run must be (natural logarithm), since documents seldom move anything.
_PROOF = 9.0
#: A moved bead is never surer than this: its place speaks against it.
_SUREST = 0.95
#: Left-out segments of one side, and segments of one run, beyond which nothing is looked for.
_MOST, _LONGEST_RUN = 4_000, 300
#: Pairs of runs that are looked at exactly, the likeliest first: each costs its windows anew.
_MOST_CANDIDATES = 60

_Run = tuple[int, int]


def with_moved(beads: Sequence[Bead], pair: Pair, max_bead: int) -> list[Bead]:
    """The beads with what was moved found: omissions that belong together become beads marked ``moved``."""
    runs = (
        _runs([bead.source[0] for bead in beads if bead.source and not bead.target]),
        _runs([bead.target[0] for bead in beads if bead.target and not bead.source]),
    )
    if not all(runs) or max(sum(end - start for start, end in side) for side in runs) > _MOST:
        return list(beads)
    found = []
    for own, other in _candidates(runs, pair):
        proof = _proof(pair, own, other, max_bead)
        if proof > _PROOF:
            found.append((proof, own, other))
    taken: list[Bead] = []
    used: set[tuple[int, _Run]] = set()
    for _, own, other in sorted(found, reverse=True):
        if (0, own) not in used and (1, other) not in used:
            used |= {(0, own), (1, other)}
            taken += _beads(pair, own, other, max_bead)
    return _replaced(beads, taken)


def _runs(places: Sequence[int]) -> list[_Run]:
    """Runs of neighbouring places, as start and end."""
    runs: list[_Run] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place and place - runs[-1][0] < _LONGEST_RUN:
            runs[-1] = runs[-1][0], place + 1
        else:
            runs.append((place, place + 1))
    return runs


def _candidates(runs: tuple[list[_Run], list[_Run]], pair: Pair) -> list[tuple[_Run, _Run]]:
    """For each run of either side the run of the other that resembles it most."""
    rows = pair.sketches()
    unit = [side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-6) for side in rows]
    places = [np.array([place for start, end in side for place in range(start, end)]) for side in runs]
    likeness = np.maximum(unit[0][places[0]] @ unit[1][places[1]].T, 0.0)
    starts = [np.cumsum([0, *(end - start for start, end in side)])[:-1] for side in runs]
    table = np.add.reduceat(np.maximum.reduceat(likeness, starts[1], axis=1), starts[0], axis=0)
    back = np.add.reduceat(np.maximum.reduceat(likeness, starts[0], axis=0), starts[1], axis=1)
    table = np.minimum(table, back)
    best = {(row, int(table[row].argmax())) for row in range(len(runs[0]))}
    best |= {(int(table[:, column].argmax()), column) for column in range(len(runs[1]))}
    likely = sorted(best, key=lambda place: (-float(table[place]), place))[:_MOST_CANDIDATES]
    return [(runs[0][row], runs[1][column]) for row, column in sorted(likely)]


def _proof(pair: Pair, own: _Run, other: _Run, max_bead: int) -> float:
    """How much likelier the best beads between two runs are than leaving both out."""
    n, m = own[1] - own[0], other[1] - other[0]
    shapes, band = bead_shapes(max_bead), full_band(n, m)
    lattice = Lattice(band, shapes, bead_scores(pair.evidence, band, shapes, (own[0], other[0])))
    best = sum(float(lattice.scores[i + j, shape, i - band.low[i + j]]) for i, j, shape in lattice.best_path())
    out = [int(np.flatnonzero((shapes == one).all(axis=1))[0]) for one in ((1, 0), (0, 1))]
    left = sum(float(lattice.scores[i, out[0], i - band.low[i]]) for i in range(1, n + 1))
    left += sum(float(lattice.scores[n + j, out[1], n - band.low[n + j]]) for j in range(1, m + 1))
    return best - left


def _beads(pair: Pair, own: _Run, other: _Run, max_bead: int) -> list[Bead]:
    piece = Piece((own[0], other[0]), (own[1], other[1]))
    found = search(pair.evidence, piece, max_bead).beads
    return [Bead(rows, columns, min(chance, _SUREST), True) for rows, columns, chance in found if rows and columns]


def _replaced(beads: Sequence[Bead], moved: Sequence[Bead]) -> list[Bead]:
    """The beads with moved ones in place of the omissions that they are made of."""
    if not moved:
        return list(beads)
    rows = {i for bead in moved for i in bead.source}
    columns = {j for bead in moved for j in bead.target}
    kept = [
        bead
        for bead in beads
        if (bead.source and bead.target) or not (rows & set(bead.source) or columns & set(bead.target))
    ]
    return ordered([*kept, *moved])
