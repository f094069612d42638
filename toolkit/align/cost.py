"""The score of a bead: what each signal says of it, times the signal's weight.  The search never asks how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.keys import Keys
from toolkit.align.lattice import Band, Ints, Scores
from toolkit.align.lengths import Lengths
from toolkit.align.meaning import Meaning
from toolkit.align.punctuation import Punctuation
from toolkit.align.shapes import KINDS, kind_numbers
from toolkit.align.tile import Tile, Values
from toolkit.align.translations import Translations
from toolkit.align.weights import weights_of

#: Rows of a tile: the whole width of the lattice is looked at for so many source segments at a time.
_ROWS = 32
#: Logarithms of characters are divided by this, so that the weights are of one size.
_LOG_UNIT = 5.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of two lists of segments (or blocks); a signal that is None is switched off.

    ``rates`` are the document's own odds of the kinds of beads, as logarithms (``shapes.own_rates``); ``trust`` says
    how far the embeddings are believed, 0 to 1 (``weights.trusted``).
    """

    lengths: Lengths
    words: Translations | None = None
    facts: Translations | None = None
    meaning: Meaning | None = None
    keys: Keys | None = None
    punctuation: Punctuation | None = None
    rates: npt.NDArray[np.float64] | None = None
    trust: float = 0.0
    taught: bool = False

    @property
    def weights(self) -> Mapping[str, float]:
        """The learnt weights for the signals at hand, as far as each is believed."""
        return weights_of(self.taught, self.trust if self.meaning else 0.0)


def shape_signals(shapes: Ints, rates: npt.NDArray[np.float64] | None) -> dict[str, Values]:
    """What a shape by itself says, for each shape: one-to-one is the rule and has 0 everywhere."""
    small, large = shapes.min(axis=1), shapes.max(axis=1)
    signals = {
        "omission": small == 0,
        "one-two": (small == 1) & (large == 2),
        "one-many": (small == 1) & (large > 2),
        "each more": np.where(small == 1, np.maximum(large - 3, 0), 0),
        "many-many": small > 1,
        "each larger": np.where(small > 1, small + large - 4, 0),
        "own rates": np.zeros(len(KINDS))[kind_numbers(shapes)] if rates is None else rates[kind_numbers(shapes)],
    }
    return {name: np.asarray(values, dtype=np.float32) for name, values in signals.items()}


def tile_signals(evidence: Evidence, tile: Tile) -> Iterator[tuple[str, Values]]:
    """What each signal says of the beads of a tile: names and arrays (shapes, rows, columns)."""
    yield "length", evidence.lengths.tile(tile)
    yield "omitted length", _omitted(evidence.lengths, tile)
    if evidence.words:
        yield "words", evidence.words.tile(tile)
    if evidence.facts:
        yield "facts", evidence.facts.tile(tile)
    if evidence.keys:
        yield "keys", evidence.keys.tile(tile)
    if evidence.punctuation:
        yield "unfinished", evidence.punctuation.inside(tile)
        yield "omitted without words", evidence.punctuation.omitted(tile)
    if evidence.meaning and evidence.trust:
        more = (tile.shapes.sum(axis=1) - 2).astype(np.float32)[:, None, None]
        short = evidence.lengths.shortness(tile)
        for name, values in zip(("cosine", "margin"), evidence.meaning.tile(tile), strict=True):
            yield name, values
            yield f"{name}, each more", values * more
            yield f"{name}, short", values * short


def _omitted(lengths: Lengths, tile: Tile) -> Values:
    """The logarithm of an omitted segment's characters."""
    result = np.zeros(tile.size, dtype=np.float32)
    for shape, (a, b) in enumerate(tile.shapes):
        if not a:
            result[shape] = (np.log1p(lengths.target[np.maximum(tile.ends(1) - 1, 0)]) / _LOG_UNIT)[None, :]
        elif not b:
            result[shape] = (np.log1p(lengths.source[np.maximum(tile.ends(0) - 1, 0)]) / _LOG_UNIT)[:, None]
    return result


def tiles(band: Band, shapes: Ints, origin: tuple[int, int] = (0, 0)) -> Iterator[tuple[Tile, tuple[Ints, ...]]]:
    """The tiles that cover a band, and where in a lattice's scores and in the tile each node stands.

    The places are (diagonals, columns of the band, rows of the tile, columns of the tile).  ``origin`` is where the
    band's first node lies in the whole document.
    """
    diagonals = np.arange(len(band.low))
    for top in range(0, band.n + 1, _ROWS):
        bottom = min(top + _ROWS, band.n + 1)
        near = diagonals[(band.low < bottom) & (band.low + band.width > top)]
        i = band.low[near, None] + np.arange(band.width)
        j = near[:, None] - i
        there = (i >= top) & (i < bottom) & (j >= 0) & (j <= band.m)
        if not there.any():
            continue
        row, column = np.nonzero(there)
        i, j = i[there], j[there]
        left, right = int(j.min()), int(j.max()) + 1
        tile = Tile(top + origin[0], bottom + origin[0], left + origin[1], right + origin[1], shapes)
        yield tile, (near[row], column, i - top, j - left)


def bead_scores(evidence: Evidence, band: Band, shapes: Ints, origin: tuple[int, int] = (0, 0)) -> Scores:
    """Scores of every bead in a band, (n + m + 1, shapes, width), natural logarithms."""
    weights = evidence.weights
    prior = sum(weights.get(name, 0.0) * values for name, values in shape_signals(shapes, evidence.rates).items())
    scores = np.zeros((band.n + band.m + 1, len(shapes), band.width), dtype=np.float32)
    for tile, (diagonal, column, row, across) in tiles(band, shapes, origin):
        total = np.zeros(tile.size, dtype=np.float32)
        for name, values in tile_signals(evidence, tile):
            if weights.get(name):
                total += np.float32(weights[name]) * values
        total += np.asarray(prior, dtype=np.float32)[:, None, None]
        scores[diagonal, :, column] = total[:, row, across].T
    return scores
