"""The texts of a model mixed for one document: each counts by its weight, and more where it has seen the history.

Sources: Jelinek & Mercer 1980, "Interpolated estimation of Markov source parameters from sparse data" (linear
interpolation); Kneser & Steinbiss 1993, "On the dynamic adaptation of stochastic language models" (weights by the
document at hand).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from toolkit.repair.codes import COUNTS, SHARES, Codes, Float, discounted
from toolkit.repair.kneser_ney import word_shares
from toolkit.repair.ngrams import Level, Ngrams, Part, Rows

_UNSEEN = 0.1  # how much a text counts where it has never seen the history, against one that knows it well
_LEAST = 1e-4  # the probability that a history leaves to shorter ones, at least

#: By code: what one of so many is worth, and the share that is left to shorter histories.
_OF_ONE, _SHARES = (1 / np.maximum(COUNTS, 1)).astype(np.float32), SHARES.astype(np.float32)


def word_probabilities(part: Part) -> Float:
    """P of each word by itself in one text."""
    return word_shares(COUNTS[part.counts[0]]).astype(np.float32)


def probabilities(part: Part, place: int, counts: Codes, shorter: Float, spread: Callable[[Float], Float]) -> Float:
    """P of n-grams in one text: ``place`` 0 for pairs, 1 for triples; ``counts`` their codes, ``shorter`` P of the
    same words after the shorter history; ``spread`` lays numbers of all histories beside the n-grams."""
    found = discounted(part.discounts[place])[counts]
    found *= spread(_OF_ONE[part.totals[place]])
    found += spread(_SHARES[part.shares[place]]) * shorter
    return found


def _all_probabilities(level: Level, part: Part) -> Iterator[Float]:
    """P of each word, each pair, and so on in one text."""
    found = word_probabilities(part)
    yield found
    for place, rows in enumerate(level.rows):
        beside = partial(np.repeat, repeats=rows.sizes)
        found = probabilities(part, place, part.counts[place + 1], found[rows.shorter], beside)
        yield found


@dataclass(frozen=True, slots=True)
class Logs:
    """One backoff model of a level: natural logs beside its words, pairs, and so on; ``backoff``: beside the
    histories, so up to the last length but one, with a last 0 for the history -1, which is none."""

    log: tuple[Float, ...]
    backoff: tuple[Float, ...]


def mix(ngrams: Ngrams, weights: Sequence[float]) -> Logs:
    """One model of the parts of a level, whose words sum to one after every history."""
    level = ngrams.level
    shares = np.array(weights, np.float32) / np.float32(sum(weights))
    found = [np.zeros(level.size, np.float32), *(np.zeros(len(rows.words), np.float32) for rows in level.rows)]
    trusts = [np.zeros(len(rows.starts) - 1, np.float32) for rows in level.rows]
    for weight, part in zip(shares, level.parts, strict=True):
        if weight < 0.001:  # it would be work for nothing
            continue
        for length, own in enumerate(_all_probabilities(level, part)):
            if not length:
                found[0] += weight * own
                continue
            trust = weight * _trust(part.shares[length - 1])
            trusts[length - 1] += trust
            found[length] += np.repeat(trust, level.rows[length - 1].sizes) * own
    for own, trust, rows in zip(found[1:], trusts, level.rows, strict=True):
        own /= np.repeat(trust, rows.sizes)
    backoff = [_left_over(rows, own, less) for rows, own, less in zip(level.rows, found[1:], found, strict=False)]
    return Logs(tuple(np.log(own) for own in found), tuple(backoff))


def _trust(shares: Codes) -> Float:
    """How much a text counts after each history: the less it leaves to shorter ones, the more it has seen of it."""
    return (1 - (1 - _UNSEEN) * SHARES).astype(np.float32)[shares]


def _left_over(rows: Rows, own: Float, shorter: Float) -> Float:
    """Log backoff weight of each history: what its words leave over, shared out by the shorter history."""
    found = np.zeros(len(rows.sizes) + 1, np.float32)
    first = np.flatnonzero(rows.sizes)
    if len(first):
        left = np.maximum(1 - np.add.reduceat(own, rows.starts[first]), _LEAST)
        open_mass = np.maximum(1 - np.add.reduceat(shorter[rows.shorter], rows.starts[first]), _LEAST)
        found[first] = np.log(left) - np.log(open_mass)
    return found
