"""Several corpora as one backoff model: mix, choose the n-grams worth keeping, make each history sum to one.

Sources: Stolcke 1998, "Entropy-based pruning of backoff language models"; for the mixture, Jelinek & Mercer 1980
(linear interpolation), here with weights that trust a corpus more where it has seen the history often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.repair.kneser_ney import BITS, MASK, Estimate, Floats, Keys, chunks, find

_LOW2 = np.uint64((1 << 2 * BITS) - 1)
_SHIFT = np.uint64(BITS)


@dataclass(frozen=True, slots=True)
class Backoff:
    """A backoff model: natural logs of probabilities of kept n-grams, and backoff weights of their histories.

    ``word_weights`` belong to one-word histories (by id), ``pair_weights`` to two-word histories (beside ``pairs``).
    """

    words: Floats
    word_weights: Floats
    pairs: Keys
    pair_logs: Floats
    pair_weights: Floats
    triples: Keys
    triple_logs: Floats

    def pair(self, keys: Keys) -> Floats:
        """log P(word | one word before)."""
        at, seen = find(self.pairs, keys)
        shorter = self.words[(keys & np.uint64(MASK)).astype(np.int64)]
        return np.where(seen, self.pair_logs[at], self.word_weights[(keys >> _SHIFT).astype(np.int64)] + shorter)

    def triple(self, keys: Keys) -> Floats:
        """log P(word | two words before)."""
        at, seen = find(self.triples, keys)
        history, known = find(self.pairs, keys >> _SHIFT)
        weight = np.where(known, self.pair_weights[history], 0.0)
        return np.where(seen, self.triple_logs[at] if len(self.triples) else 0.0, weight + self.pair(keys & _LOW2))


def mix(estimates: Sequence[Estimate], weights: Sequence[float], keep: tuple[float, float] = (0.7, 0.7)) -> Backoff:
    """One model of several corpora.

    ``weights`` say how much of the whole each corpus is; ``keep`` are the least counts of pairs and triples,
    each count divided by how much its corpus weighs more than its size, so that what a small, heavy corpus saw
    once may stay.
    """
    share = np.array(weights, float) / sum(weights)
    triples = _chosen([e.triples.keys for e in estimates], [e.triple_counts for e in estimates], share, keep[1])
    pairs = _chosen([e.pairs.keys for e in estimates], [e.pair_counts for e in estimates], share, keep[0])
    pairs = np.union1d(pairs, triples >> _SHIFT)
    words = np.log(sum(w * e.words for w, e in zip(share, estimates, strict=True)))
    pair_logs = _mixed(estimates, share, pairs, 2)
    triple_logs = _mixed(estimates, share, triples, 3)
    return balance(Backoff(words, np.zeros(len(words)), pairs, pair_logs, np.zeros(len(pairs)), triples, triple_logs))


def _chosen(keys: list[Keys], counts: list[npt.NDArray[np.int64]], share: Floats, least: float) -> Keys:
    """The n-grams that were seen often enough, weighted by corpus."""
    size = np.array([c.sum() for c in counts], float)
    boost = share / (size / size.sum())
    kept = [k[c * b >= least] for k, c, b in zip(keys, counts, np.maximum(boost, 1e-9), strict=True)]
    return np.unique(np.concatenate(kept))


def _mixed(estimates: Sequence[Estimate], share: Floats, keys: Keys, order: int) -> Floats:
    """Log probabilities under the mixture; a corpus counts for more where it has seen the history."""
    logs = np.empty(len(keys))
    for part in chunks(keys):
        total = np.zeros(len(keys[part]))
        trust = np.zeros(len(keys[part]))
        for weight, estimate in zip(share, estimates, strict=True):
            level = estimate.pairs if order == 2 else estimate.triples
            seen = level.weight_of(keys[part] >> _SHIFT)
            own = weight * (seen + 0.5) / (seen + 5.0)
            total += own * (estimate.pair(keys[part]) if order == 2 else estimate.triple(keys[part]))
            trust += own
        logs[part] = np.log(total / trust)
    return logs


def balance(model: Backoff) -> Backoff:
    """The same n-grams with backoff weights under which every history's words sum to one."""
    word_weights = np.zeros(len(model.words))
    histories, weights = _weights(
        model.pairs, model.pair_logs, model.words[(model.pairs & np.uint64(MASK)).astype(np.int64)]
    )
    word_weights[histories.astype(np.int64)] = weights
    stage = Backoff(
        model.words, word_weights, model.pairs, model.pair_logs, model.pair_weights, model.triples, model.triple_logs
    )
    pair_weights = np.zeros(len(model.pairs))
    if len(model.triples):
        histories, weights = _weights(model.triples, model.triple_logs, stage.pair(model.triples & _LOW2))
        at, known = find(model.pairs, histories)
        pair_weights[at[known]] = weights[known]
    return Backoff(
        model.words, word_weights, model.pairs, model.pair_logs, pair_weights, model.triples, model.triple_logs
    )


def _weights(keys: Keys, logs: Floats, shorter: Floats) -> tuple[Keys, Floats]:
    """Log backoff weight of each history: what its words leave over, shared out by the shorter history."""
    history = keys >> _SHIFT
    first = np.flatnonzero(np.concatenate(([True], history[1:] != history[:-1])))
    left = np.maximum(1 - np.add.reduceat(np.exp(logs), first), 1e-4)
    open_mass = np.maximum(1 - np.add.reduceat(np.exp(shorter), first), 1e-4)
    return history[first], np.log(left) - np.log(open_mass)


def prune(model: Backoff, frequency: Floats, pairs: int, triples: int) -> Backoff:
    """Keep about ``pairs`` and ``triples`` n-grams: those whose loss would cost the model most.

    ``frequency`` is how often each of ``model.pairs`` stands in the training text, as a share: the chance of a
    two-word history (a one-word history's is the sum over its pairs).
    """
    worth = _worth(model.triples, model.triple_logs, model.pair(model.triples & _LOW2),
                   model.pair_weights[find(model.pairs, model.triples >> _SHIFT)[0]],
                   frequency[find(model.pairs, model.triples >> _SHIFT)[0]])  # fmt: skip
    best = np.sort(np.argsort(-worth, kind="stable")[:triples])
    kept_triples, kept_logs = model.triples[best], model.triple_logs[best]
    history = (model.pairs >> _SHIFT).astype(np.int64)
    word_frequency = np.bincount(history, weights=frequency, minlength=len(model.words)).astype(np.float64)
    worth = _worth(model.pairs, model.pair_logs, model.words[(model.pairs & np.uint64(MASK)).astype(np.int64)],
                   model.word_weights[history], word_frequency[history])  # fmt: skip
    worth[find(model.pairs, np.unique(kept_triples >> _SHIFT))[0]] = np.inf
    best = np.sort(np.argsort(-worth, kind="stable")[:pairs])
    kept = Backoff(model.words, model.word_weights, model.pairs[best], model.pair_logs[best],
                   model.pair_weights[best], kept_triples, kept_logs)  # fmt: skip
    return balance(kept)


def _worth(keys: Keys, logs: Floats, shorter: Floats, weight: Floats, frequency: Floats) -> Floats:
    """The entropy that the model would lose with each n-gram (Stolcke's formula, one n-gram at a time)."""
    history = keys >> _SHIFT
    first = np.flatnonzero(np.concatenate(([True], history[1:] != history[:-1])))
    group = np.cumsum(np.concatenate(([False], history[1:] != history[:-1])))
    own, low = np.exp(logs), np.exp(shorter)
    left = np.maximum(1 - np.add.reduceat(own, first), 1e-4)[group]
    open_mass = np.maximum(1 - np.add.reduceat(low, first), 1e-4)[group]
    after = np.log(left + own) - np.log(open_mass + low)
    worth: Floats = -frequency * (own * (shorter + after - logs) + left * (after - weight))
    return worth
