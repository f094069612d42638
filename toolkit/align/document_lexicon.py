"""The lexicon of the document at hand: what is known beforehand, and what its own beads teach."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from toolkit.align.ibm1 import Bag, PairCounts, pair_counts
from toolkit.align.lexicon import Lexicon
from toolkit.align.translations import Table
from toolkit.align.vocabulary import Words

Floats = npt.NDArray[np.float64]

#: How many occurrences in this document one occurrence in the lexicon is worth.
_PRIOR = 1.0
#: What is taken off every count learnt from this document: a pair seen once is no evidence.
_DISCOUNT = 0.3
#: Most segments from whose beads the document's own lexicon is learnt.
MOST_BEADS = 20_000


def known_pairs(source: Words, target: Words, lexicon: Lexicon | None) -> tuple[PairCounts, Floats, Floats]:
    """What a lexicon knows of these words: pairs, and how often it saw each source and each target word."""
    totals = np.zeros(len(source.names)), np.zeros(len(target.names))
    if lexicon is None:
        return PairCounts(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)), *totals
    places = []
    for words, known, total in zip(
        (source, target), (lexicon.source_words, lexicon.target_words), totals, strict=True
    ):
        here = {word: number for number, word in enumerate(words.names)}
        places.append(np.array([here.get(word, -1) for word in known], dtype=np.int64))
        total[:] = [known.get(word, 0.0) for word in words.names]
    rows, columns = places[0][lexicon.pairs.source], places[1][lexicon.pairs.target]
    there = (rows >= 0) & (columns >= 0)
    return PairCounts(rows[there], columns[there], lexicon.pairs.counts[there]), *totals


class DocumentLexicon:
    """Counts of word pairs for two documents, from a lexicon and from beads."""

    def __init__(self, source: Words, target: Words, lexicon: Lexicon | None, same: PairCounts) -> None:
        self.source, self.target = source, target
        known, *totals = known_pairs(source, target, lexicon)
        self._prior = PairCounts(
            np.concatenate((known.source, same.source)),
            np.concatenate((known.target, same.target)),
            np.concatenate((known.counts * _PRIOR, same.counts)),
        )
        widths = len(source.names), len(target.names)
        self._totals = (
            totals[0] * _PRIOR + np.bincount(same.source, same.counts, widths[0]),
            totals[1] * _PRIOR + np.bincount(same.target, same.counts, widths[1]),
        )

    def table(self, beads: tuple[Bag, Bag, Floats] | None = None) -> Table:
        """The table of what is known, and of what beads teach: their words on both sides and their probabilities."""
        pairs, totals = self._prior, self._totals
        if beads is not None:
            widths = len(self.source.names), len(self.target.names)
            learnt = pair_counts(beads[0], beads[1], widths, weights=beads[2], prior=self._prior)
            own = PairCounts(learnt.source, learnt.target, learnt.counts - _on(learnt, self._prior, widths[1]))
            counts = np.maximum(own.counts - _DISCOUNT, 0.0)
            kept = counts > 0
            pairs = PairCounts(
                np.concatenate((self._prior.source, own.source[kept])),
                np.concatenate((self._prior.target, own.target[kept])),
                np.concatenate((self._prior.counts, counts[kept])),
            )
            seen = [
                np.bincount(bag.words, np.repeat(beads[2], bag.counts), width)
                for bag, width in zip(beads[:2], widths, strict=True)
            ]
            totals = totals[0] + seen[0], totals[1] + seen[1]
        chance = _chance(self.source.frequency), _chance(self.target.frequency)
        return Table.of(_summed(pairs, len(self.target.names)), totals, chance)


def _chance(frequency: Floats) -> Floats:
    return np.asarray((frequency + 0.5) / (frequency.sum() + 0.5 * len(frequency) + 1e-9))


def _summed(pairs: PairCounts, width: int) -> PairCounts:
    keys, place = np.unique(pairs.source * width + pairs.target, return_inverse=True)
    return PairCounts(keys // width, keys % width, np.bincount(place, pairs.counts, len(keys)).astype(np.float64))


def _on(pairs: PairCounts, prior: PairCounts, width: int) -> Floats:
    """The prior's counts on the pairs of another table, whose keys are sorted and hold all of the prior's."""
    keys = pairs.source * width + pairs.target
    place = np.searchsorted(keys, prior.source * width + prior.target)
    return np.bincount(place, prior.counts, len(keys)).astype(np.float64)


def same_words(source: Sequence[str], target: Sequence[str], worth: Callable[[str], float]) -> PairCounts:
    """Words that are written the same in both documents, as pairs; ``worth`` is the count that one is worth."""
    there = {word: number for number, word in enumerate(target)}
    rows = [(number, there[word]) for number, word in enumerate(source) if word in there]
    found = np.array(rows, dtype=np.int64).reshape(-1, 2)
    counts = np.array([worth(source[number]) for number, _ in rows], dtype=np.float64)
    return PairCounts(found[:, 0], found[:, 1], counts)
