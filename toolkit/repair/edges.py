"""How likely a sound line is cut as a reading has it: at which places runs end, and where its blanks stand.

All rates are those of the *sound* line, by what stands on both sides of a place, counted on the development lines of
the report.  A reading's blocks say where it was cut; all other places of the damaged line stand together in the sound
one too, and were not cut.  So the price of a block edge is the chance of a cut between the two neighbours that the
reading joins there, less that of no cut between the two that stand together in the damaged line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from toolkit.repair.blanks import UNKNOWN, between
from toolkit.repair.cells import Cells

#: (blanks, kinds of both sides; m is a letter with a vowel mark) -> chance that a run ends there.
_RATES = {
    (0, "LL"): 0.017, (0, "mL"): 0.65, (1, "LL"): 0.336, (0, "LP"): 0.546, (1, "LP"): 0.7, (1, "PL"): 0.634,
    (0, "PL"): 0.7, (0, "DP"): 0.78, (0, "PD"): 0.2, (1, "PD"): 0.9, (1, "DP"): 0.9, (1, "LD"): 0.97, (1, "DL"): 0.97,
    (0, "PP"): 0.66, (0, "DD"): 0.0005, (0, "AA"): 0.0005,
}  # fmt: skip
_DEFAULT = 0.8

#: How often the blanks between two neighbours in a run are not those of a sound line; a run ends in a long letter.
_OTHERWISE, _AFTER_TATWEEL = 0.01, 0.3

#: What comes before a cut inside a word, beside "and": clitics, and what is often taken for them.
_HEADS = frozenset({
    "لا", "لأ", "وال", "بال", "الأ", "الم", "الت", "الإ", "وت", "وي", "ول", "وب", "والأ", "والم", "والت", "والإ",
    "للا",
})  # fmt: skip

#: Log odds of a cut inside a word against one between any two of its letters: after "and" (9 of 65 places), other
#: clitics (7 of 124), one letter (17 of 591), the article (6 of 276), elsewhere (9 of 1,822).
_AFTER_AND, _AFTER_HEAD, _AFTER_ONE, _AFTER_ARTICLE, _ELSEWHERE = 2.1, 1.2, 0.5, 0.2, -1.2

#: Signs that keep two numbers together when nothing but them is between («٥/٢»).
_TIGHT = frozenset("/.:،٫")
_WITHIN_NUMBER = 0.02

#: Names of a list are runs of their own, and so are its commas.
_IN_LIST, _LEAST_COMMAS, _LONGEST_NAME = 0.9, 4, 3


def head_score(head: str, marked: bool) -> float:
    """Log odds of a cut inside a word after ``head``, against one anywhere; ``marked``: a vowel mark stands there.

    >>> head_score("و", marked=False) > head_score("ال", marked=False) > head_score("قرا", marked=False)
    True
    """
    if marked:
        return 0.0
    if head == "و":
        return _AFTER_AND
    if head in _HEADS:
        return _AFTER_HEAD
    return _AFTER_ONE if len(head) == 1 else _AFTER_ARTICLE if head in ("ال", "لل") else _ELSEWHERE


#: How often a line is cut, against the rates above: factors of the odds, and how many lines they fit.  A fifth of the
#: lines are hardly cut at all, the others more than at these rates (67 lines).
_OFTEN = {0.1: 0.06, 0.25: 0.15, 0.7: 0.08, 1.0: 0.14, 1.3: 0.32, 1.6: 0.2, 2.5: 0.05}


def often_score(scores: Sequence[float], edges: int) -> float:
    """Log likelihood of a line of so many edges where lines are cut more or less often, against one where all are
    cut alike; ``scores`` are its ``place_scores``.

    >>> scores = place_scores(Cells.of("بعد كل مرة من كل كلمة"))
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
def place_scores(line: Cells) -> tuple[float, ...]:
    """For each cell the log odds that a run ends before it where the sound line has both neighbours too (0 at the
    line's start); minus infinity where no run can end."""
    odds = [math.log(rate / (1 - rate)) for rate in _rates_before(line)]
    return (0.0, *(-math.inf if i in line.seams else odd for i, odd in enumerate(odds, 1)))


@lru_cache(maxsize=64)
def edge_scores(line: Cells) -> tuple[float, ...]:
    """For each cell minus log P that it follows the cell before it in a run (0 at the line's start): what an edge
    there gains, beside the cut that it takes; minus infinity where no block can open."""
    scores = [0.0]
    for i, rate in enumerate(_rates_before(line), 1):
        score = -math.log(1 - rate)
        score -= math.log(_OTHERWISE) if line.blanks[i] != _blank(line, i) else 0.0
        score += math.log(_AFTER_TATWEEL) if i in line.stretched else 0.0
        score += math.log(rate) if _holds(line, i) else 0.0
        scores.append(-math.inf if i in line.seams else score)
    return tuple(scores)


def _holds(line: Cells, i: int) -> bool:
    """Whether cells i - 1 and i belong to one number or Latin word: that is how they come to stand together."""
    return _within_number(line, i) or (not line.blanks[i] and line.kinds[i - 1 : i + 1] in ("DD", "AA"))


def cut_score(line: Cells, last: int, first: int, joined: bool) -> float:
    """log P that a run ends between two cells that are neighbours in a reading; ``joined``: one word goes on there.

    >>> line = Cells.of("لسادسة دورة المؤتمر ا")
    >>> cut_score(line, 15, 0, joined=False) > cut_score(line, 16, 0, joined=True)
    True
    """
    blank = 0 if joined else between(line.cells[last], line.cells[first])
    blank = 1 if blank == UNKNOWN else blank
    return math.log(_rate(line, last, first, blank)) - (math.log(2) if blank else 0.0)


@lru_cache(maxsize=64)
def _rates_before(line: Cells) -> tuple[float, ...]:
    """For each cell but the first the chance that a run ends before it, if it stands in the sound line as here."""
    return tuple(
        _WITHIN_NUMBER if _within_number(line, i) else _rate(line, i - 1, i, _blank(line, i))
        for i in range(1, len(line))
    )


def _rate(line: Cells, left: int, right: int, blank: int) -> float:
    """The chance that a run ends between two cells of a sound line."""
    kinds = line.kinds[left] + line.kinds[right]
    if kinds == "LL" and not blank and len(line.cells[left]) > 1:
        kinds = "mL"
    rate = _RATES.get((blank, kinds), _DEFAULT)
    return max(rate, _IN_LIST) if is_list(line) and "،" in (line.cells[left], line.cells[right]) else rate


def _blank(line: Cells, i: int) -> int:
    """The blanks that a sound line has between cells i - 1 and i; within words and numbers those of this one."""
    kinds = line.kinds[i - 1] + line.kinds[i]
    usual = UNKNOWN if kinds in ("LL", "DD", "AA") else between(line.cells[i - 1], line.cells[i])
    return min(line.blanks[i], 1) if usual == UNKNOWN else usual


@lru_cache(maxsize=64)
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
