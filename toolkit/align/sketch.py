"""A short vector for each segment, such that segments which are translations of each other have similar ones.

Each word of the target has a random direction; a word of the source points where its translations do, as far as the
document's table knows them; a segment is the sum of its words, the rare ones counting more.  Inner products then
estimate shared meaning without any model, which is enough to find the way through long documents.
Sources: Kanerva, Kristofersson & Holst 2000, "Random indexing of text samples for latent semantic analysis";
Achlioptas 2003 on projections with random signs.
"""

from __future__ import annotations

import numpy as np

from toolkit.align.ibm1 import Bag
from toolkit.align.tile import Values
from toolkit.align.translations import Translations
from toolkit.align.vocabulary import Words

DIMENSIONS = 128
_LOT = 4096


def sketches(channels: list[Translations]) -> tuple[Values, Values]:
    """Rows for the segments of both sides, (n, 128) and (m, 128); sums, so that blocks can be added up."""
    sides: list[list[Values]] = [[], []]
    for number, words in enumerate(channels):
        directions = _signs(len(words.target.names), 7 + number)
        rarity = [_rarity(side) for side in (words.source, words.target)]
        sides[0].append(_sums(words.source.bag, _pointed(words, directions) * rarity[0][:, None]))
        sides[1].append(_sums(words.target.bag, directions * (rarity[1] * words.table.known[1])[:, None]))
    return sum(sides[0][1:], sides[0][0]), sum(sides[1][1:], sides[1][0])


def _signs(count: int, seed: int) -> Values:
    bits = np.random.Generator(np.random.PCG64(seed)).integers(0, 2, (count, DIMENSIONS), dtype=np.int8)
    return (bits * 2.0 - 1.0).astype(np.float32) / np.float32(np.sqrt(DIMENSIONS))


def _rarity(words: Words) -> Values:
    """Inverse document frequency, 0 for words in every other segment."""
    count = max(len(words.bag.starts) - 1, 1)
    return np.maximum(np.log(count / np.maximum(2.0 * words.frequency, 1.0)) + 0.1, 0.05).astype(np.float32)


def _pointed(words: Translations, directions: Values) -> Values:
    """Where each source word points: the mean of its translations' directions, as long as it is known."""
    table = words.table
    result = np.zeros((len(words.source.names), DIMENSIONS), dtype=np.float32)
    chance = (words.target.frequency + 0.5) / (words.target.bag.starts[-1] + 1)
    share = (table.forward * chance[table.target]).astype(np.float32)  # p(target | source)
    row = np.repeat(np.arange(len(table.starts) - 1), np.diff(table.starts))
    for first in range(0, len(result), _LOT):
        low, high = table.starts[first], table.starts[min(first + _LOT, len(result))]
        for start in range(low, high, _LOT * 16):
            part = slice(start, min(start + _LOT * 16, high))
            np.add.at(result, row[part], directions[table.target[part]] * share[part, None])
    norms = np.linalg.norm(result, axis=1, keepdims=True)
    return np.asarray(result / np.maximum(norms, 1e-6) * table.known[0][:, None], dtype=np.float32)


def _sums(bag: Bag, rows: Values) -> Values:
    """The sum of the rows of each text's words."""
    count = len(bag.starts) - 1
    result = np.zeros((count, rows.shape[1] if rows.ndim == 2 else DIMENSIONS), dtype=np.float32)
    for first in range(0, count, _LOT):
        last = min(first + _LOT, count)
        low, high = bag.starts[first], bag.starts[last]
        if low == high:
            continue
        starts = bag.starts[first:last] - low
        filled = np.flatnonzero(bag.counts[first:last])
        result[first + filled] = np.add.reduceat(rows[bag.words[low:high]], starts[filled], axis=0)
    return result
