"""IBM model 1 in both directions at once, on whole arrays.

Sources: Brown et al. 1993, "The mathematics of statistical machine translation" (model 1); Liang, Taskar & Klein
2006, "Alignment by agreement" (a link counts as far as both directions believe in it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: How likely a word is to come from no word of the other side.
_NULL = 0.1


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a list of texts as numbers: those of text k are ``words[starts[k] : starts[k + 1]]``."""

    words: Ints
    starts: Ints

    @classmethod
    def of(cls, texts: Sequence[Sequence[int]]) -> Bag:
        """The bag of texts given as word numbers.

        >>> Bag.of([[3, 4], [], [3]]).starts.tolist()
        [0, 2, 2, 3]
        """
        starts = np.concatenate(([0], np.cumsum([len(text) for text in texts]))).astype(np.int64)
        return cls(np.array([word for text in texts for word in text], dtype=np.int64), starts)

    @property
    def counts(self) -> Ints:
        """Words of each text."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How often source word ``source[c]`` was taken for the translation of target word ``target[c]``."""

    source: Ints
    target: Ints
    counts: Floats


def pair_counts(
    source: Bag,
    target: Bag,
    widths: tuple[int, int],
    *,
    weights: Floats | None = None,
    prior: PairCounts | None = None,
    rounds: int = 5,
) -> PairCounts:
    """Expected counts of word pairs in texts that are translations of each other, text k of text k.

    ``widths`` are the sizes of both vocabularies; ``weights`` how much each pair of texts counts; ``prior`` counts
    that are known before (of other texts).
    """
    pair, left, right = _cells(source, target)
    seen = source.words[left] * widths[1] + target.words[right]
    before = np.zeros(0, dtype=np.int64) if prior is None else prior.source * widths[1] + prior.target
    keys, cell = np.unique(np.concatenate((before, seen)), return_inverse=True)
    known = np.zeros(len(keys)) if prior is None else np.bincount(cell[: len(before)], prior.counts, len(keys))
    cell = cell[len(before) :]
    rows, columns = keys // widths[1], keys % widths[1]
    weight = np.ones(len(pair)) if weights is None else weights[pair]
    # the first guess: co-occurrence by chance, unless the prior knows better
    counts = np.bincount(cell, weights=weight / np.maximum(source.counts, 1)[pair], minlength=len(keys)) * 0.1 + known
    for _ in range(rounds):
        forward = _probabilities(counts, rows, columns, widths)
        believed = [
            _posterior(table[cell], place, size, null)
            for table, place, size, null in (
                (forward[0], right, len(target.words), _null(target.words, widths[1])[target.words]),
                (forward[1], left, len(source.words), _null(source.words, widths[0])[source.words]),
            )
        ]
        # agreement sharpens; the square root keeps what only one direction sees
        both = np.sqrt(believed[0] * believed[1])
        counts = np.bincount(cell, weights=both * weight, minlength=len(keys)) + known
    return PairCounts(rows, columns, counts)


def _cells(source: Bag, target: Bag) -> tuple[Ints, Ints, Ints]:
    """Every pair of words that stand in the same pair of texts: the pair's number, and both places."""
    across = source.counts * target.counts
    pair = np.repeat(np.arange(len(across)), across)
    within = np.arange(int(across.sum())) - np.repeat(np.cumsum(across) - across, across)
    wide = np.maximum(target.counts, 1)[pair]
    return pair, source.starts[pair] + within // wide, target.starts[pair] + within % wide


def _null(words: Ints, width: int) -> Floats:
    """The chance that no word stands behind a word: the share of NULL times the word's own frequency."""
    frequency = np.bincount(words, minlength=width) / max(len(words), 1)
    return np.asarray(_NULL * frequency)


def _probabilities(counts: Floats, rows: Ints, columns: Ints, widths: tuple[int, int]) -> tuple[Floats, Floats]:
    """p(target word | source word) and p(source word | target word) of each pair."""
    by_row = np.bincount(rows, weights=counts, minlength=widths[0])
    by_column = np.bincount(columns, weights=counts, minlength=widths[1])
    return counts / np.maximum(by_row[rows], 1e-12), counts / np.maximum(by_column[columns], 1e-12)


def _posterior(chance: Floats, place: Ints, size: int, null: Floats) -> Floats:
    """How likely each cell is the one behind the word at ``place``."""
    total = np.bincount(place, weights=chance, minlength=size) + null
    return np.asarray(chance / np.maximum(total[place], 1e-300))
