"""How likely a block ends at a place of a damaged line, and whether a word goes on across the edge.

The rates were counted on the development lines of the report (tests/benchmarks/bench_repair.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from toolkit.repair.cells import Cells

#: (blanks, kinds of the cells on both sides) -> chance of a block edge; ``*`` is any kind.
_RATES = {
    (0, "LL"): 0.02, (0, "mL"): 0.35, (0, "Lm"): 0.06, (0, "LP"): 0.28, (0, "PL"): 0.93,
    (0, "DL"): 0.96, (0, "LD"): 0.9, (0, "DP"): 0.5, (0, "PD"): 0.75, (0, "DD"): 0.0005, (0, "AA"): 0.0005,
    (0, "AP"): 0.05, (0, "PA"): 0.3, (0, "PP"): 0.5, (0, "AD"): 0.05, (0, "DA"): 0.05, (0, "AL"): 0.9, (0, "LA"): 0.9,
    (1, "LL"): 0.18, (1, "mL"): 0.7, (1, "Lm"): 0.1, (1, "LP"): 0.7, (1, "PL"): 0.52, (1, "DL"): 0.9, (1, "LD"): 0.9,
    (1, "PD"): 0.85, (1, "PP"): 0.7, (1, "DP"): 0.8, (1, "AA"): 0.1, (1, "AL"): 0.8, (1, "LA"): 0.8,
    (2, "PL"): 0.72, (2, "LL"): 0.98, (2, "PA"): 0.4,
    (3, "LL"): 0.97, (3, "PL"): 0.9,
}  # fmt: skip
_DEFAULT = {0: 0.3, 1: 0.7, 2: 0.95, 3: 0.96}

#: (blanks after the left block, blanks before the right one) -> chance that both are one word.
_JOIN = {
    (0, 0): 0.8, (0, 1): 0.32, (0, 2): 0.25,
    (1, 0): 0.37, (1, 1): 0.24, (1, 2): 0.26,
    (2, 0): 0.23, (2, 1): 0.14, (2, 2): 0.11,
}  # fmt: skip


#: Beginnings of words after which most cuts inside words lie: 43 of the 53 that no vowel mark explains.
_HEADS = frozenset({
    "و", "ف", "ل", "ب", "ك", "ت", "ي", "ن", "س", "أ", "ا", "إ", "ال", "لل", "لا", "لأ", "وال", "بال", "الأ", "الم",
    "الت", "الإ", "وت", "وي", "ول", "وب", "والأ", "والم", "والت", "والإ", "للا",
})  # fmt: skip
_AFTER_HEAD, _ELSEWHERE = 0.5, -0.8

#: Signs that keep two numbers together when nothing but them is between («٥/٢»).
_TIGHT = frozenset("/.:،٫")
_WITHIN_NUMBER = 0.03

#: Names of a list are runs of their own, and so are its commas.
_IN_LIST, _LEAST_COMMAS, _LONGEST_NAME = 0.9, 4, 3


def head_score(head: str, marked: bool) -> float:
    """Log odds of a cut inside a word after ``head``, against one anywhere; ``marked``: a vowel mark stands there."""
    if marked:
        return 0.0
    return _AFTER_HEAD if head in _HEADS else _ELSEWHERE


#: How often a line is cut, against the rates above: factors of the odds, and how many lines they fit.  Lines differ
#: far more than chance would have it: the number of blocks varies 2.8 times as much (65 lines).
_OFTEN = {0.1: 0.08, 0.25: 0.14, 0.5: 0.14, 1.0: 0.24, 1.6: 0.26, 2.5: 0.12, 4.0: 0.02}


def often_score(scores: Sequence[float], edges: int) -> float:
    """Log likelihood of a line of so many edges where lines are cut more or less often, against one where all are
    cut alike; ``scores`` are its ``edge_scores``.

    >>> scores = edge_scores(Cells.of("بعد كل مرة من كل كلمة"))
    >>> often_score(scores, 5) > often_score(scores, 1)
    True
    """
    alike, differing = _no_edges(tuple(scores))
    terms = [
        math.log(share) + edges * math.log(factor) - uncut
        for (factor, share), uncut in zip(_OFTEN.items(), differing, strict=True)
    ]
    best = max(terms)
    return alike + best + math.log(sum(math.exp(term - best) for term in terms))


@lru_cache(maxsize=64)
def _no_edges(scores: tuple[float, ...]) -> tuple[float, tuple[float, ...]]:
    """Minus log P that a line has no edge: where all lines are cut alike, and for each factor of ``_OFTEN``.  All
    readings of a line share them."""
    odds = [math.exp(score) for score in scores[1:] if score > -math.inf]
    return sum(map(math.log1p, odds)), tuple(sum(math.log1p(factor * one) for one in odds) for factor in _OFTEN)


@lru_cache(maxsize=64)
def edge_scores(line: Cells) -> tuple[float, ...]:
    """For each cell the log odds that a block opens there (0 at the line's start, which always is an edge)."""
    scores, names = [0.0], is_list(line)
    for i in range(1, len(line)):
        if i in line.seams:
            scores.append(-math.inf)
            continue
        rate = _rate(min(line.blanks[i], 3), _kind(line, i - 1, i), i in line.stretched)
        if _within_number(line, i):
            rate = _WITHIN_NUMBER
        elif names and "،" in (line.cells[i - 1], line.cells[i]):
            rate = max(rate, _IN_LIST)
        scores.append(math.log(rate / (1 - rate)))
    return tuple(scores)


def _kind(line: Cells, left: int, right: int) -> str:
    kinds = line.kinds[left] + line.kinds[right]
    if kinds == "LL":
        if len(line.cells[left]) > 1:
            return "mL"
        if len(line.cells[right]) > 1:
            return "Lm"
    return kinds


def is_list(line: Cells) -> bool:
    """Whether a line is a list of names: four commas or more, three words or fewer between any two.

    >>> is_list(Cells.of("، عمان، قطر، كندا، لاتفيا")), is_list(Cells.of("وقد قدمت الدول، كما جاء، تقارير"))
    (True, False)
    """
    words, commas = 0, 0
    for place, cell in enumerate(line.cells):
        if cell == "،":
            words, commas = 0, commas + 1
        elif line.starts[place]:
            words += 1
            if words > _LONGEST_NAME:
                return False
    return commas >= _LEAST_COMMAS


def _within_number(line: Cells, i: int) -> bool:
    """Whether cells i - 1 and i belong to a row such as «٥/٢», with no blanks inside."""
    for sign in (i - 1, i):
        if 0 < sign < len(line) - 1 and line.cells[sign] in _TIGHT and not line.blanks[sign] + line.blanks[sign + 1]:
            return line.kinds[sign - 1] == line.kinds[sign + 1] == "D"
    return False


def _rate(blanks: int, kinds: str, stretched: bool) -> float:
    rate = _RATES.get((blanks, kinds), _RATES.get((blanks, kinds.replace("m", "L")), _DEFAULT[blanks]))
    return rate * 0.3 if stretched else rate


def join_score(after_left: int, before_right: int) -> tuple[float, float]:
    """Log chances that a word goes on across an edge, and that it does not."""
    chance = _JOIN[min(after_left, 2), min(before_right, 2)]
    return math.log(chance), math.log(1 - chance)
