"""The signals of every bead near a text's gold beads, from which weights are learnt."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from align_data import Set

import toolkit.align as room
from toolkit.align import cost
from toolkit.align.lattice import Band, band_around
from toolkit.align.pair import Pair
from toolkit.align.settings import AlignSettings
from toolkit.align.shapes import bead_shapes
from toolkit.model import Bead

MAX_BEAD = 8
SHAPES = bead_shapes(MAX_BEAD)
#: Half the width of the band around the gold.
HALF = 14


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """A text's signals in a band, (names, diagonals, shapes, width), and where its gold beads stand in them.

    ``gold`` has a row for each bead: diagonal, shape (-1 where a bead is too large), place in the band.
    """

    name: str
    band: Band
    values: npt.NDArray[np.float32]
    gold: npt.NDArray[np.int64]


def gold_way(found: Set) -> list[tuple[int, int, Bead]]:
    """The gold beads in order with where each ends; what the gold leaves out or turns round becomes omissions."""
    n, m = len(found.source), len(found.target)
    by_source = {bead.source[0]: bead for bead in found.gold if bead.source and bead.target}
    way, i, j = [], 0, 0
    while i < n or j < m:
        bead = by_source.get(i)
        if bead is None:
            later = [b.target[0] for k, b in by_source.items() if k > i]
            bead = Bead((i,), ()) if i < n and (j >= min(later, default=m) or j >= m) else None
            bead = bead or (Bead((), (j,)) if j < min(later, default=m) else Bead((i,), ()))
        elif bead.target[0] > j:
            bead = Bead((), (j,))
        elif bead.target[0] < j:
            bead = Bead((i,), ())
        i, j = i + len(bead.source), j + len(bead.target)
        way.append((i, j, bead))
    return way


def signals(pair: Pair, band: Band, names: list[str]) -> npt.NDArray[np.float32]:
    """Every signal of every bead in a band: (names, diagonals, shapes, width)."""
    values = np.zeros((len(names), band.n + band.m + 1, len(SHAPES), band.width), dtype=np.float32)
    for name, of_shape in cost.shape_signals(SHAPES, pair.evidence.rates).items():
        values[names.index(name)] = of_shape[None, :, None]
    for tile, (diagonal, column, row, across) in cost.tiles(band, SHAPES):
        for name, said in cost.tile_signals(pair.evidence, tile):
            values[names.index(name)][diagonal, :, column] = said[:, row, across].T
    return values


def prepared(found: Set, encoder: str, names: list[str]) -> Signals | None:
    """A text's signals as they are once the text has taught the aligner; None if its embeddings are not believed."""
    settings = AlignSettings(found.source_lang, found.target_lang, encoder=encoder)
    pair = room.make_pair(*found.segments(), settings=settings)
    pair.align(MAX_BEAD)
    if encoder != "none" and pair.evidence.trust < 0.99:
        return None
    way = gold_way(found)
    band = band_around(pair.n, pair.m, np.array([(0, 0), *((i, j) for i, j, _ in way)]), HALF)
    numbers = {(int(a), int(b)): place for place, (a, b) in enumerate(SHAPES)}
    rows = [
        (i + j, numbers.get((len(bead.source), len(bead.target)), -1), int(i - band.low[i + j])) for i, j, bead in way
    ]
    return Signals(found.name, band, signals(pair, band, names), np.array(rows, dtype=np.int64))
