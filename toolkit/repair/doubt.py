"""How sure each word of a restored line is: a calibrated probability, its alternatives, where it came from.

A word's evidence is how much of the readings' probability agrees on it and its neighbours, what the language model
thinks of it, and whether blocks met in it or beside it.  The weights are those of a logistic regression on texts
that were broken on purpose (``data/ranking.json``, ``tests/benchmarks/fit_ranking.py``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from toolkit.model import Word
from toolkit.repair.decode import LineResult
from toolkit.repair.ranking import table
from toolkit.repair.tokens import tokens

_LONGEST_ALTERNATIVE = 3  # words: a longer stretch is another order of the line, not another word
_CLOSEST = 0.05  # log P: nearer readings are as good as each other
_WIDEST = 4.0  # log P behind the best: what lies farther behind is as good as none
_WORD_RE = re.compile(r"\S+")

#: Names of the numbers that a word's probability is made of, in their order.
WORD_TRAITS = (
    "margin", "neighbours", "least", "agreed", "line", "price", "dearest", "blocks", "cut", "beside a cut", "pieces",
    "no letter",
)  # fmt: skip


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
    weights = table()["doubt"]
    best = result.candidates[0].text if result.candidates else ""
    return tuple(
        Word(
            result.line,
            found.start,
            found.end,
            best[found.start : found.end],
            round(_logistic(sum(w * x for w, x in zip(weights, (1.0, *found.traits), strict=True))), 4),
            " … ".join(raw[a:b] for a, b in found.spans),
            found.alternatives,
            found.spans,
        )
        for found in evidence_of(result)
    )


def evidence_of(result: LineResult) -> list[Evidence]:
    """The evidence for each word of the best candidate."""
    if not result.candidates:
        return []
    best = result.candidates[0]
    spans = [(match.start(), match.end()) for match in _WORD_RE.finditer(best.text)]
    words = [best.text[start:end] for start, end in spans]
    agreed, margins, others = _agreement(words, result)
    line = _log_odds(best.probability)
    padded = [_WIDEST, *margins, _WIDEST]
    prices = _prices_by_word(words, result.prices)
    edges = _edges_by_word(spans, best.text, result)
    found = []
    for k, ((start, end), cut) in enumerate(zip(spans, edges, strict=True)):
        beside = max((cut_ for cut_ in edges[max(k - 1, 0) : k + 2]), key=lambda cut_: cut_[0])
        traits = (
            math.log(margins[k] + _CLOSEST),
            math.log(min(padded[k], padded[k + 2]) + _CLOSEST),
            math.log(min(padded[k : k + 3]) + _CLOSEST),
            _log_odds(agreed[k]),
            line,
            min(prices[k], 0.0) / 10,
            min([*prices[max(k - 1, 0) : k + 2]]) / 10,
            len(result.edges) / 10,
            cut[0],
            float(cut[1] or beside[0] > 0),
            float(result.pieces),
            float(not any(char.isalpha() for char in words[k])),
        )
        ranked = sorted(others[k], key=lambda text: (-others[k][text], text))
        found.append(Evidence(start, end, _spans(start, end, best.text, result), traits, tuple(ranked[:3])))
    return found


def _agreement(words: list[str], result: LineResult) -> tuple[list[float], list[float], list[dict[str, float]]]:
    """For each word the probability of the readings that have it between the same neighbours, how far the best of
    those that have not lies behind (log P), and what these have there."""
    agreed, margins = [1.0] * len(words), [_WIDEST] * len(words)
    others: list[dict[str, float]] = [{} for _ in words]
    for candidate in result.candidates:
        own = candidate.text.split()
        behind = min(math.log(result.candidates[0].probability / max(candidate.probability, 1e-12)), _WIDEST)
        for i1, i2, j1, j2 in _differences(words, own):
            for place in range(i1, i2):
                agreed[place] -= candidate.probability
                margins[place] = min(margins[place], behind)
                if 0 < j2 - j1 <= _LONGEST_ALTERNATIVE:
                    text = " ".join(own[j1:j2])
                    others[place][text] = others[place].get(text, 0.0) + candidate.probability
    return agreed, margins, others


def _differences(left: list[str], right: list[str]) -> list[tuple[int, int, int, int]]:
    """Stretches of two rows that differ.  Where two words changed places, either may be the one that moved: the
    rows are compared from both ends."""
    found = [
        (i1, i2, j1, j2)
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    m, n = len(left), len(right)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left[::-1], right[::-1], autojunk=False).get_opcodes():
        stretch = (m - i2, m - i1, n - j2, n - j1)
        if tag != "equal" and not any(a < stretch[1] and stretch[0] < b for a, b, _, _ in found):
            found.append(stretch)
    return found


def _prices_by_word(words: list[str], prices: Sequence[float]) -> list[float]:
    """The least log P among the tokens of each word."""
    found, at = [], 0
    for word in words:
        size = len(tokens(word))
        found.append(min([*prices[at : at + size], 0.0]))
        at += size
    return found


def _edges_by_word(spans: list[tuple[int, int]], text: str, result: LineResult) -> list[tuple[float, bool]]:
    """For each word whether blocks met inside it, and whether they did at either end of it.

    ``result.edges`` counts characters that are no blanks, from the line's start.
    """
    found = []
    edges = set(result.edges)
    for start, end in spans:
        first = start - text.count(" ", 0, start)
        past = first + end - start
        inside = any(edge in edges for edge in range(first + 1, past))
        found.append((float(inside), first in edges or past in edges))
    return found


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


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(min(x, 30.0), -30.0)))
