"""The texts of a model mixed for one document: each counts by its weight, and more where it has seen the history.

Sources: Jelinek & Mercer 1980, "Interpolated estimation of Markov source parameters from sparse data" (linear
interpolation); Kneser & Steinbiss 1993, "On the dynamic adaptation of stochastic language models" (weights by the
document at hand).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from toolkit.repair.model_file import Float, Level, Part

_ID_BITS = 21
_UNSEEN = 0.1  # how much a text counts where it has never seen the history, against one that knows it well
_LEAST = 1e-4  # the probability that a history leaves to shorter ones, at least

Rows = npt.NDArray[np.int64]


class Ngrams:
    """The rows of a level's n-grams by history and word, found by binary search over sorted arrays of both."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.pair_history = np.repeat(np.arange(len(level.pair_start) - 1), np.diff(level.pair_start))
        self.triple_history = np.repeat(np.arange(len(level.pair_word)), np.diff(level.triple_start))
        self._pairs = (self.pair_history << _ID_BITS) | level.pair_word
        self._triples = (self.triple_history << _ID_BITS) | level.triple_word

    def pairs(self, history: Rows, word: Rows) -> Rows:
        """The row of each pair, or -1."""
        return _find(self._pairs, history, word)

    def triples(self, pair: Rows, word: Rows) -> Rows:
        """The row of each triple by the row of its first two words, or -1."""
        return _find(self._triples, pair, word)

    def pair(self, history: int, word: int) -> int:
        """``pairs`` of one."""
        return _find_one(self._pairs, history, word)

    def triple(self, pair: int, word: int) -> int:
        """``triples`` of one."""
        return _find_one(self._triples, pair, word)

    @cached_property
    def shorter(self) -> Rows:
        """For each triple the row of the pair of its last two words, or -1."""
        middle = self.level.pair_word[self.triple_history].astype(np.int64)
        return self.pairs(middle, self.level.triple_word.astype(np.int64))

    def of_last_two(self, pairs: Float, alone: Float) -> Float:
        """For each triple the value of the pair of its last two words, or that of ``alone`` where no row has it."""
        return np.where(self.shorter >= 0, pairs[self.shorter], alone) if len(pairs) else alone


def _find(keys: Rows, history: Rows, word: Rows) -> Rows:
    if not len(keys):
        return np.full(len(word), -1)
    wanted = (history << _ID_BITS) | word
    rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where((keys[rows] == wanted) & (history >= 0), rows, -1)


def _find_one(keys: Rows, history: int, word: int) -> int:
    key = (history << _ID_BITS) | word
    row = int(np.searchsorted(keys, key)) if history >= 0 else len(keys)
    return row if row < len(keys) and keys[row] == key else -1


def pair_logs(part: Part, ngrams: Ngrams) -> Float:
    """log P of each pair of a level in one text."""
    history, word = ngrams.pair_history, ngrams.level.pair_word
    found: Float = part.word_log[word] + part.word_backoff[history] + part.pair_gain
    return found


def shorter_logs(part: Part, ngrams: Ngrams, pairs: Float) -> Float:
    """For each triple, log P of its last word after the one before it, in one text; ``pairs`` are its pair logs."""
    level = ngrams.level
    middle = level.pair_word[ngrams.triple_history]
    return ngrams.of_last_two(pairs, part.word_backoff[middle] + part.word_log[level.triple_word])


def triple_logs(part: Part, ngrams: Ngrams, pairs: Float) -> Float:
    """log P of each triple of a level in one text; ``pairs`` are its pair logs."""
    share = part.pair_backoff[ngrams.triple_history]
    found: Float = shorter_logs(part, ngrams, pairs) + share + part.triple_gain
    return found


@dataclass(frozen=True, slots=True)
class Logs:
    """One backoff model of a level: natural logs beside its words, pairs and triples."""

    word_log: Float
    word_backoff: Float
    pair_log: Float
    pair_backoff: Float
    triple_log: Float


def mix(ngrams: Ngrams, weights: Sequence[float]) -> Logs:
    """One model of the parts of a level, whose words sum to one after every history."""
    level = ngrams.level
    share = np.array(weights, np.float32) / np.float32(sum(weights))
    words = np.zeros(len(level.pair_start) - 1, np.float32)
    pairs, pair_trust = (np.zeros(len(level.pair_word), np.float32) for _ in range(2))
    triples, triple_trust = (np.zeros(len(level.triple_word), np.float32) for _ in range(2))
    for weight, part in zip(share, level.parts, strict=True):
        if weight < 0.001:  # it would be work for nothing
            continue
        logs = pair_logs(part, ngrams)
        words += weight * np.exp(part.word_log)
        trust = weight * _trust(part.word_backoff)[ngrams.pair_history]
        pairs, pair_trust = pairs + trust * np.exp(logs), pair_trust + trust
        trust = weight * _trust(part.pair_backoff)[ngrams.triple_history]
        triples, triple_trust = triples + trust * np.exp(triple_logs(part, ngrams, logs)), triple_trust + trust
    return _balanced(ngrams, words, pairs / pair_trust, triples / triple_trust)


def _trust(backoff: Float) -> Float:
    """How much a text counts after each history: the less it leaves to shorter ones, the more it has seen of it."""
    found: Float = 1 - np.float32(1 - _UNSEEN) * np.exp(backoff)
    return found


def _balanced(ngrams: Ngrams, words: Float, pairs: Float, triples: Float) -> Logs:
    """Probabilities as logs, with the backoff weights under which every history's words sum to one."""
    level = ngrams.level
    word_log = np.log(words)
    word_backoff = _left_over(level.pair_start, pairs, words[level.pair_word])
    pair_log = np.log(pairs)
    middle = level.pair_word[ngrams.triple_history]
    shorter = ngrams.of_last_two(pairs, np.exp(word_backoff[middle]) * words[level.triple_word])
    return Logs(word_log, word_backoff, pair_log, _left_over(level.triple_start, triples, shorter), np.log(triples))


def _left_over(starts: npt.NDArray[np.int32], own: Float, shorter: Float) -> Float:
    """Log backoff weight of each history: what its words leave over, shared out by the shorter history."""
    found = np.zeros(len(starts) - 1, np.float32)
    first = np.flatnonzero(np.diff(starts))
    if len(first):
        left = np.maximum(1 - np.add.reduceat(own, starts[first]), _LEAST)
        open_mass = np.maximum(1 - np.add.reduceat(shorter, starts[first]), _LEAST)
        found[first] = np.log(left) - np.log(open_mass)
    return found
