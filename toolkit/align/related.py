"""Whether two texts are versions of one document at all: how much more they share than chance would."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from toolkit.align.pair import Texts
from toolkit.align.vocabulary import Words, merged
from toolkit.model import Bead

_Floats = npt.NDArray[np.float64]
#: Beads that are looked at, and the weight of shared facts below which their agreement proves nothing.
_MOST, _ENOUGH_SHARED = 400, 10.0


def relatedness(beads: Sequence[Bead], texts: tuple[Texts, Texts]) -> float:
    """How much more the beads' sides share than the same sides paired at random, as a factor from 0 to 1.

    Two versions of one document share .6 to .95 of the facts (numbers, names, concepts) that they could above
    chance, unrelated ones about .1 (seen on law, declarations, reports and shuffled texts).
    """
    pairs = [bead for bead in beads if bead.source and bead.target]
    if len(pairs) < 4:
        return 1.0
    pairs = [pairs[place] for place in np.unique(np.linspace(0, len(pairs) - 1, _MOST).astype(int))]
    groups = [bead.source for bead in pairs], [bead.target for bead in pairs]
    shared, left, right = _shared(texts, groups)
    count = len(pairs)
    if left.sum() + right.sum() < _ENOUGH_SHARED:
        own, other = (side.merged(chosen).lengths for side, chosen in zip(texts, groups, strict=True))
        return 0.9 if _agree(own, other) else 0.4
    agreement = _dice(np.diag(shared), left, right)
    chance = []
    for shift in range(1, min(count, 8)):
        rolled = (np.arange(count) + shift * max(1, count // 8)) % count
        chance.append(_dice(shared[np.arange(count), rolled], left, right[rolled]))
    margin = agreement - float(np.mean(chance))
    return float(1.0 / (1.0 + np.exp(-20.0 * (margin - 0.4))))


def _shared(
    texts: tuple[Texts, Texts], groups: tuple[Sequence[Sequence[int]], Sequence[Sequence[int]]]
) -> tuple[_Floats, _Floats, _Floats]:
    """The weight of the facts that each pair of groups shares, (n, m), and that each could share, (n,), (m,).

    Only facts that occur on both sides count; a rare one weighs more (inverse document frequency).
    """
    names = [own.facts.names for own in texts]
    both = sorted(set(names[0]) & set(names[1]))
    sides = [_presence(own.facts, side, both) for own, side in zip(texts, groups, strict=True)]
    occurrences = sides[0].sum(axis=0) + sides[1].sum(axis=0)
    there = (sides[0].sum(axis=0) > 0) & (sides[1].sum(axis=0) > 0)
    weight = np.where(there, np.log(1 + (len(sides[0]) + len(sides[1])) / np.maximum(occurrences, 1)), 0.0)
    return (sides[0] * weight) @ sides[1].T, sides[0] @ weight, sides[1] @ weight


def _presence(words: Words, groups: Sequence[Sequence[int]], names: Sequence[str]) -> _Floats:
    places = {name: number for number, name in enumerate(names)}
    column = np.array([places.get(name, -1) for name in words.names], dtype=np.int64)
    bag = merged(words.bag, groups)
    rows = np.repeat(np.arange(len(groups)), bag.counts)
    columns = column[bag.words]
    result = np.zeros((len(groups), len(names)))
    result[rows[columns >= 0], columns[columns >= 0]] = 1.0
    return result


def _dice(common: _Floats, left: _Floats, right: _Floats) -> float:
    """Shared weight against the weight of both sides, 0 to 1."""
    total = float((left + right).sum())
    return 2 * float(np.minimum(common, np.minimum(left, right)).sum()) / total if total else 0.0


def _agree(own: _Floats, other: _Floats) -> bool:
    """Whether long sides meet long sides (correlation of the logarithms above .8)."""
    if not own.std() or not other.std():
        return False
    return bool(np.corrcoef(np.log1p(own), np.log1p(other))[0, 1] > 0.8)
