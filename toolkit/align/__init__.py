"""From two lists of segments to an alignment: blocks first, then the segments within them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from toolkit.align.blocks import blocks_of, is_numbered, is_within
from toolkit.align.cost import Evidence
from toolkit.align.encoders import load_encoder
from toolkit.align.features import features_of, shared_weights
from toolkit.align.search import best_beads
from toolkit.align.settings import AlignSettings
from toolkit.model import Alignment, Bead, BitextError, Segment

__all__ = ["AlignSettings", "align"]

#: What the same number adds to a pair of blocks, and two different numbers take away.
_SAME_KEY, _OTHER_KEY = 30.0, -30.0


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    *,
    settings: AlignSettings | None = None,
    source_concepts: Sequence[frozenset[str]] | None = None,
    target_concepts: Sequence[frozenset[str]] | None = None,
) -> Alignment:
    """Align two lists of segments; every one stands in exactly one bead, omissions with an empty side.

    Where segments carry block keys, blocks are aligned first (the same number is strong evidence, and a side may
    lack blocks or be divided otherwise), then the segments inside each group.  ``source_concepts`` and
    ``target_concepts`` are, for each segment, the termbase concepts that it names.  A bead's confidence is its
    probability among all paths, lowered where the two texts share no more than chance would.  Raises BitextError
    when both sides are empty.
    """
    settings = settings or AlignSettings()
    if not source and not target:
        raise BitextError("both sides are empty", remedy="give two texts")
    lengths = [np.array([float(len(s.text.strip())) for s in side]) for side in (source, target)]
    ratio = float(lengths[1].sum() / lengths[0].sum()) if len(source) and lengths[0].sum() else 1.0
    ratio = min(max(ratio, 0.2), 5.0)
    features = [
        [
            features_of(s.text, lang, concepts[place] if concepts else frozenset(), settings.signals)
            for place, s in enumerate(side)
        ]
        for side, lang, concepts in (
            (source, settings.source_lang, source_concepts),
            (target, settings.target_lang, target_concepts),
        )
    ]
    vectors = _vectors(source, target, settings)
    beads: list[Bead] = []
    for rows, columns, sureness in _groups(source, target, lengths, features, ratio, settings.max_bead):
        evidence = _evidence(rows, columns, lengths, features, ratio, vectors)
        for left, right, probability in best_beads(evidence, settings.max_bead):
            confidence = round(sureness * probability, 4)
            beads.append(Bead(tuple(rows[i] for i in left), tuple(columns[j] for j in right), confidence))
    related = _relatedness(beads, lengths, features)
    beads = [Bead(b.source, b.target, round(b.confidence * related, 4), b.moved) for b in beads]
    return Alignment(tuple(source), tuple(target), tuple(beads))


#: Pairs of segments up to which all of them are compared by meaning.
_MOST_PAIRS = 25_000_000
#: Weight of shared features below which their agreement proves nothing.
_ENOUGH_SHARED = 10.0

_Floats = npt.NDArray[np.float64]
_Lengths = list[_Floats]
_Features = list[list[Counter[str]]]


def _vectors(
    source: Sequence[Segment], target: Sequence[Segment], settings: AlignSettings
) -> tuple[_Floats, _Floats] | None:
    """Embeddings of both sides where the signal is on and an encoder is there."""
    encoder = load_encoder(settings.encoder) if "embeddings" in settings.signals else None
    if encoder is None or not source or not target or len(source) * len(target) > _MOST_PAIRS:
        return None
    return encoder([found.text for found in source]), encoder([found.text for found in target])


def _evidence(
    rows: Sequence[int],
    columns: Sequence[int],
    lengths: _Lengths,
    features: _Features,
    ratio: float,
    vectors: tuple[_Floats, _Floats] | None = None,
) -> Evidence:
    shared, left, right = shared_weights([features[0][i] for i in rows], [features[1][j] for j in columns])
    own, other = lengths[0][list(rows)], lengths[1][list(columns)]
    chosen = (vectors[0][list(rows)], vectors[1][list(columns)]) if vectors and rows and columns else None
    return Evidence(own, other, shared, left, right, ratio, chosen)


def _groups(
    source: Sequence[Segment],
    target: Sequence[Segment],
    lengths: _Lengths,
    features: _Features,
    ratio: float,
    max_bead: int,
) -> list[tuple[list[int], list[int], float]]:
    """Groups of segments that belong to the same blocks, and how sure that is."""
    blocks = [blocks_of(side) for side in (source, target)]
    if any(len(side) <= 1 for side in blocks):
        return [(list(range(len(source))), list(range(len(target))), 1.0)]
    merged = [[sum((features[side][i] for i in rows), Counter()) for _, rows in blocks[side]] for side in (0, 1)]
    sums = [np.array([lengths[side][rows].sum() for _, rows in blocks[side]]) for side in (0, 1)]
    shared, left, right = shared_weights(*merged)
    evidence = Evidence(sums[0], sums[1], shared, left, right, ratio)
    keys = [[key for key, _ in side] for side in blocks]
    groups = []
    for rows, columns, sureness in best_beads(evidence, max_bead, _key_scores(keys[0], keys[1])):
        own = [position for block in rows for position in blocks[0][block][1]]
        other = [position for block in columns for position in blocks[1][block][1]]
        groups.append((own, other, sureness))
    return groups


def _key_scores(source: Sequence[str], target: Sequence[str]) -> _Floats:
    """What block keys say of each pair: the same number, two different numbers, or nothing."""
    known = {key for key in set(source) & set(target) if is_numbered(key)}
    scores = np.zeros((len(source), len(target)))
    for i, key in enumerate(source):
        for j, other in enumerate(target):
            if key == other and is_numbered(key):
                scores[i, j] = _SAME_KEY
            elif is_within(key, other) or is_within(other, key):
                continue  # one side may divide a paragraph into items where the other does not
            elif (is_numbered(key) and is_numbered(other)) or key in known or other in known:
                scores[i, j] = _OTHER_KEY
    return scores


def _relatedness(beads: Sequence[Bead], lengths: _Lengths, features: _Features) -> float:
    """How much more the beads' sides share than the same sides paired at random, as a factor from 0 to 1.

    Two versions of one document share .6 to .95 of what they could above chance, unrelated ones about .1
    (seen on law, declarations, reports and shuffled texts).
    """
    pairs = [bead for bead in beads if bead.source and bead.target]
    if len(pairs) < 4:
        return 1.0
    sides = [
        [sum((features[side][i] for i in positions), Counter()) for positions in chosen]
        for side, chosen in enumerate(([b.source for b in pairs], [b.target for b in pairs]))
    ]
    own = np.array([lengths[0][list(bead.source)].sum() for bead in pairs])
    other = np.array([lengths[1][list(bead.target)].sum() for bead in pairs])
    shared, left, right = shared_weights(*sides)
    count = len(pairs)
    agreement = _dice(np.diag(shared), left, right)
    chance = []
    for shift in range(1, min(count, 8)):
        rolled = (np.arange(count) + shift * max(1, count // 8)) % count
        chance.append(_dice(shared[np.arange(count), rolled], left, right[rolled]))
    margin = agreement - float(np.mean(chance))
    if left.sum() + right.sum() < _ENOUGH_SHARED:
        return 0.9 if _lengths_agree(own, other) else 0.4
    return float(1.0 / (1.0 + np.exp(-20.0 * (margin - 0.4))))


def _dice(common: _Floats, left: _Floats, right: _Floats) -> float:
    """Shared weight against the weight of both sides, 0 to 1."""
    total = float((left + right).sum())
    return 2 * float(np.minimum(common, np.minimum(left, right)).sum()) / total if total else 0.0


def _lengths_agree(own: _Floats, other: _Floats) -> bool:
    """Whether long sides meet long sides (correlation of the logarithms above .8)."""
    if not own.std() or not other.std():
        return False
    return bool(np.corrcoef(np.log1p(own), np.log1p(other))[0, 1] > 0.8)
