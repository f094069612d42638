"""Which n-grams of several texts a model keeps, and what each text says of them.

Source: Seymore & Rosenfeld 1996, "Scalable backoff language models": an n-gram is worth how often it was seen times
how much likelier it is than its shorter history would make it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.repair.kneser_ney import BITS, MASK, Counts, Estimate, Floats, Keys, Order, chunks, find
from toolkit.repair.mixture import Ngrams, pair_logs, shorter_logs
from toolkit.repair.model_file import Float, Level, Part, rounded

_SHIFT = np.uint64(BITS)
_LEAST = 0.3  # the least count of an n-gram, times how much its text weighs more than its size


def level_of(
    streams: Sequence[npt.NDArray[np.int32]], shares: Sequence[float], size: int, pairs: int, triples: int
) -> Level:
    """The level of texts given as rows of ``size`` ids: about so many pairs and triples, and each text's part."""
    estimates = [Estimate.of(stream, size) for stream in streams]
    weights = np.array(shares, float) / sum(shares)
    by_triples = [_Counted(e.triples.keys, e.triple_counts, _worth_of_triples(e)) for e in estimates]
    kept = _best(by_triples, weights, triples)
    histories = np.unique(kept >> _SHIFT)
    by_pairs = [_Counted(e.pairs.keys, e.pair_counts, _worth_of_pairs(e)) for e in estimates]
    kept_pairs = _best(by_pairs, weights, max(pairs - len(histories), 0), histories)
    level = _rows(np.union1d(kept_pairs, histories), kept, size)
    ngrams = Ngrams(level)
    parts = tuple(_part(estimate, ngrams, size) for estimate in estimates)
    return Level(level.pair_start, level.pair_word, level.triple_start, level.triple_word, parts)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The n-grams of one text: sorted keys, counts, and what each is worth to the text."""

    keys: Keys
    counts: Counts
    worth: Floats


def _worth_of_triples(estimate: Estimate) -> Floats:
    return _worth(estimate.triples, estimate.triple_counts, estimate.pair, estimate.triple)


def _worth_of_pairs(estimate: Estimate) -> Floats:
    return _worth(estimate.pairs, estimate.pair_counts, estimate.word, estimate.pair)


def _worth(order: Order, counts: Counts, shorter: Callable[[Keys], Floats], own: Callable[[Keys], Floats]) -> Floats:
    """What each n-gram of one text is worth to it, as a share of the text."""
    found = np.empty(len(order.keys))
    for part in chunks(order.keys):
        keys = order.keys[part]
        place, _ = find(order.histories, keys >> _SHIFT)
        found[part] = counts[part] * np.log(own(keys) / (order.reserved[place] * shorter(keys)))
    return found / max(int(counts.sum()), 1)


def _best(texts: Sequence[_Counted], weights: Floats, most: int, left_out: Keys | None = None) -> Keys:
    """The n-grams that are worth most to the mixture."""
    sizes = np.array([max(int(text.counts.sum()), 1) for text in texts], float)
    boost = weights / (sizes / sizes.sum())
    chosen = [text.keys[text.counts * much >= _LEAST] for text, much in zip(texts, boost, strict=True)]
    everything = np.unique(np.concatenate(chosen))
    total = np.zeros(len(everything))
    for text, weight in zip(texts, weights, strict=True):
        at, seen = find(text.keys, everything)
        total += weight * np.where(seen, text.worth[at], 0.0)
    if left_out is not None and len(left_out):
        total[find(left_out, everything)[1]] = -np.inf
    best = np.argsort(-total, kind="stable")[:most]
    return np.sort(everything[best[total[best] > 0]])


def _rows(pairs: Keys, triples: Keys, size: int) -> Level:
    """Sorted keys as rows: where each history begins, and its words."""
    mask = np.uint64(MASK)
    pair_start = np.searchsorted((pairs >> _SHIFT).astype(np.int64), np.arange(size + 1)).astype(np.int32)
    place, _ = find(pairs, triples >> _SHIFT)
    triple_start = np.searchsorted(place, np.arange(len(pairs) + 1)).astype(np.int32)
    return Level(pair_start, (pairs & mask).astype(np.int32), triple_start, (triples & mask).astype(np.int32))


def _part(estimate: Estimate, ngrams: Ngrams, size: int) -> Part:
    """One text's logs beside the n-grams of the level; longer n-grams make up for the rounding of shorter ones."""
    level = ngrams.level
    history, word = ngrams.pair_history.astype(np.uint64), level.pair_word.astype(np.uint64)
    pairs = (history << _SHIFT) | word
    triples = (pairs[ngrams.triple_history] << _SHIFT) | level.triple_word.astype(np.uint64)
    part = Part(
        rounded(np.log(estimate.words)),
        _shares(estimate.pairs, np.arange(size, dtype=np.uint64)),
        np.zeros(len(pairs), np.float32),
        _shares(estimate.triples, pairs),
        np.zeros(len(triples), np.float32),
    )
    part.pair_gain[:] = _gains(estimate.pairs, pairs, estimate.pair(pairs), pair_logs(part, ngrams))
    shorter = shorter_logs(part, ngrams, pair_logs(part, ngrams)) + part.pair_backoff[ngrams.triple_history]
    part.triple_gain[:] = _gains(estimate.triples, triples, estimate.triple(triples), shorter)
    return part


def _shares(order: Order, histories: Keys) -> Float:
    """Log of what each history leaves to shorter ones; 0 where the text does not have it."""
    place, known = find(order.histories, histories)
    return rounded(np.log(np.where(known, order.reserved[place], 1.0)))


def _gains(order: Order, keys: Keys, own: Floats, shorter: Float) -> Float:
    """By how much n-grams are likelier than their shorter histories make them; 0 where a text does not have them."""
    _, seen = find(order.keys, keys)
    return rounded(np.where(seen, np.maximum(np.log(own) - shorter, 0), 0))
