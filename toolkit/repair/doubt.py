"""How sure each word of a restored line is: a calibrated probability, its alternatives, where it came from.

A word is right where it belongs to what the best reading has in common with the sound line.  The sound line is not
known, but each of the other readings may be it: the word's evidence is which of them have it elsewhere or otherwise,
how far behind they lie and how much they move; beside that, what the language model thinks of the word and of its
line, how finely the line was cut, and how long the block is in which the word stands.  The weights are those of a
logistic regression on texts that were broken on purpose (``data/ranking.json``, ``tests/benchmarks/fit_doubt.py``).

Where two stretches of a line changed places, the shorter is the one that is out of place; of two as long as each
other, the first: so each exchange is counted, and marked, once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.model import Word
from toolkit.repair.agreement import missing
from toolkit.repair.alternatives import alternatives
from toolkit.repair.decode import LineResult
from toolkit.repair.ranking import table
from toolkit.repair.tokens import tokens
from toolkit.repair.traits import ill_placed

Array = npt.NDArray[np.float64]

#: Names of the numbers that a word's probability is made of, in their order.
WORD_TRAITS = (
    "margin", "readings against", "odds against", "words expected wrong", "words moved", "runner-up",
    "price", "dearest three", "blocks", "words a block", "letters of its block", "no letter", "ill-placed marks",
    "astray", "justified", "in pieces",
)  # fmt: skip

#: Pairs of traits that say more together: a near rival counts for more in a line whose readings all differ, a price
#: in one of many blocks.
PAIRS = (
    ("odds against", "odds against"), ("margin", "words expected wrong"), ("margin", "runner-up"),
    ("margin", "words a block"), ("odds against", "words a block"), ("letters of its block", "words a block"),
    ("price", "blocks"), ("margin", "astray"), ("odds against", "justified"), ("words expected wrong", "astray"),
)  # fmt: skip

_CLOSEST = 0.05  # log P: nearer readings are as good as each other
_WIDEST = 4.0  # log P behind the best: what lies farther behind is as good as none
_FAR = 4.0  # standard deviations: traits farther from the mean count as if they were so far
_WORD_RE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word of the best reading: its place in the text, the stretches of the damaged line that it was made of, its
    traits, and what other readings have instead."""

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    traits: tuple[float, ...]
    alternatives: tuple[str, ...]


def words_of(result: LineResult, raw: str) -> tuple[Word, ...]:
    """The words of the best candidate of a line, each with the probability that it is right and in its place.

    ``raw`` is the damaged line.
    """
    evidence = evidence_of(result)
    if not evidence:
        return ()
    best = result.candidates[0].text
    sure = probabilities(np.array([found.traits for found in evidence]), table()["doubt"])
    return tuple(
        Word(
            result.line,
            found.start,
            found.end,
            best[found.start : found.end],
            round(chance, 4),
            " … ".join(raw[a:b] for a, b in found.spans),
            found.alternatives,
            found.spans,
        )
        for found, chance in zip(evidence, sure.tolist(), strict=True)
    )


def probabilities(traits: Array, weights: dict[str, Any]) -> Array:
    """The probability that each word (rows of ``WORD_TRAITS``) is right, by a table of mean, scale and weights."""
    terms = terms_of(traits, np.array(weights["mean"]), np.array(weights["scale"]))
    found: Array = 1 / (1 + np.exp(-(terms @ np.array(weights["weights"]))))
    return found


def terms_of(traits: Array, mean: Array, scale: Array) -> Array:
    """What the weights count: one, each trait in standard deviations from its mean, the products of ``PAIRS``."""
    scaled = np.clip((traits - mean) / scale, -_FAR, _FAR)
    column = dict(zip(WORD_TRAITS, scaled.T, strict=True))
    return np.column_stack([np.ones(len(scaled)), scaled, *(column[a] * column[b] for a, b in PAIRS)])


def evidence_of(result: LineResult) -> list[Evidence]:
    """The evidence for each word of the best candidate."""
    if not result.candidates or not result.candidates[0].text.strip():
        return []
    best = result.candidates[0].text
    spans = [(match.start(), match.end()) for match in _WORD_RE.finditer(best)]
    words = [best[start:end] for start, end in spans]
    others = alternatives(words, [(candidate.text, candidate.probability) for candidate in result.candidates[1:]])
    traits = np.column_stack([*_of_readings(words, result), *_of_the_line(spans, words, result)])
    return [
        Evidence(start, end, _spans(start, end, best, result), tuple(row), instead)
        for (start, end), row, instead in zip(spans, traits.tolist(), others, strict=True)
    ]


def _of_readings(words: Sequence[str], result: LineResult) -> tuple[Array, ...]:
    """What the other readings say of each word, the first six of ``WORD_TRAITS``."""
    own = [tokens(word) for word in words]
    gone = missing([[token for row in own for token in row], *(tokens(c.text) for c in result.candidates[1:])])
    of_word = np.repeat(np.eye(len(words)), [len(row) for row in own], axis=0)
    against = (gone @ of_word > 0).astype(float)  # readings by words
    chances = np.array([candidate.probability for candidate in result.candidates])
    chances = chances / chances.sum()
    behind = np.minimum(np.log(chances[0]) - np.log(np.maximum(chances, 1e-12)), _WIDEST)
    distances = np.where(against > 0, behind[:, None], _WIDEST)
    nearest, moved = distances.argmin(axis=0), against.sum(axis=1)
    everywhere = np.ones(len(words))
    return (
        np.log(distances.min(axis=0) + _CLOSEST),
        against.mean(axis=0),
        _log_odds(chances @ against),
        everywhere * (chances @ moved),
        np.log1p(np.where(against[nearest, np.arange(len(words))] > 0, moved[nearest], 0.0)),
        everywhere * math.log((behind[1] if len(behind) > 1 else _WIDEST) + _CLOSEST),
    )


def _of_the_line(spans: Sequence[tuple[int, int]], words: Sequence[str], result: LineResult) -> tuple[Array, ...]:
    """What the line as it was read says of each word, the last ten of ``WORD_TRAITS``.

    ``result.edges`` counts characters that are no blanks, from the line's start.
    """
    sizes = np.array([end - start for start, end in spans])
    ends = np.cumsum(sizes)
    bounds = np.array([0, *result.edges, ends[-1]])
    block = np.searchsorted(bounds, ends - sizes, side="right")
    letters = np.diff([*bounds, ends[-1]])[block - 1]
    everywhere = np.ones(len(words))
    return (
        _prices_by_word(words, result.prices),
        everywhere * (float(np.mean(sorted(result.prices)[:3])) if result.prices else 0.0),
        everywhere * len(result.edges),
        everywhere * len(words) / (len(result.edges) + 1),
        letters.astype(float),
        np.array([float(not any(char.isalpha() for char in word)) for word in words]),
        everywhere * ill_placed(tokens(result.candidates[0].text)),
        everywhere * result.astray,
        everywhere * result.justified,
        everywhere * result.pieces,
    )


def _prices_by_word(words: Sequence[str], prices: Sequence[float]) -> Array:
    """The least log P among the tokens of each word."""
    found, at = [], 0
    for word in words:
        size = len(tokens(word))
        found.append(min([*prices[at : at + size], 0.0]))
        at += size
    return np.array(found)


def _spans(start: int, end: int, text: str, result: LineResult) -> tuple[tuple[int, int], ...]:
    """Where a word's characters stand in the damaged line, neighbours as one stretch, in the order of the word."""
    first = start - text.count(" ", 0, start)
    spans: list[tuple[int, int]] = []
    for offset in result.origin[first : first + end - start]:
        if spans and spans[-1][0] <= offset <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], offset + 1))
        elif offset >= 0:
            spans.append((offset, offset + 1))
    return tuple(spans)


def _log_odds(chance: Array) -> Array:
    kept = np.clip(chance, 1e-4, 1 - 1e-4)
    found: Array = np.log(kept / (1 - kept))
    return found
