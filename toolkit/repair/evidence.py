"""Evidence before remedy: which kinds of damage a document shows, and the lines that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.languages.arabic import TATWEEL, has_arabic
from toolkit.model import Line, Step
from toolkit.repair.fixes import LETTER_FIXES, LINE_FIXES, Fix
from toolkit.repair.pieces import has_pieces
from toolkit.repair.promise import check_promise

REVERSED_BLOCKS = "reversed-blocks"
KASHIDA_PIECES = "kashida-pieces"

#: What a sound line does not do, and how much each proves.
_SIGNS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"^\s*[.،؛:](?!\s?[\d٠-٩])"), 2.0),  # opens with a stop or comma
    (re.compile(r"[^\d٠-٩\s]\s+[-–]\s?[\d٠-٩]{1,3}\s*$"), 2.0),  # ends with its paragraph number
    (re.compile(r"\S\s+[-–]\s?(?:أولا|ثانيا|ثالثا|رابعا|خامسا|ألف|باء|جيم|دال|هاء|واو|زاي)ً?\s*$"), 2.0),
    (re.compile(r"[،.]\S*[\u0621-\u064a]{2}\s{3,}\S"), 0.5),
    (re.compile(r"(?<!\S)[ةى](?:\s|$)|(?:\s|^)ال(?=\s)"), 0.5),  # a letter or article by itself
    (re.compile(r"\s،\s?[\u0621-\u064a]"), 0.3),
    (re.compile(rf"\S\s{{3,}}\S.*{TATWEEL}|{TATWEEL}.*\S\s{{3,}}\S"), 0.5),  # justified with blanks and tatweel
)
#: Damage that restoring the order of runs mends on its way.
_MENDED_WITH_ORDER = ("mirrored-brackets", "tatweel")
_ENOUGH, _SHARE = 2.0, 0.35  # points of a whole text, and for each of its lines
_UNLIKELY = -5.0  # log probability of a word in its place
_SAMPLE = 200  # lines
_FEW = 3  # in a text of so few lines one place that cannot be sound is enough
_LONGEST = 20_000  # characters of a line that signs are looked for in: beyond it, no line of a page
#: Characters of the longest line that is mended at all: two hundred pages without a line's end.
LONGEST_LINE = 400_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of damage: its fix, the reason, and the numbers of the lines that show it."""

    kind: str
    reason: str
    lines: tuple[int, ...]


def find_evidence(lines: Sequence[Line]) -> tuple[Evidence, ...]:
    """The kinds of damage that some lines show, in the order in which they are mended; empty for a sound text.

    What one fix mends can hide the next kind of damage, so each is looked for in the text as the fixes before it
    leave it; a text whose runs stand in reverse is not searched for the faults of single lines.
    """
    texts = {line.number: line.text for line in lines}
    letters, _ = mend_lines(LETTER_FIXES, texts, texts)
    order = order_evidence(as_they_came(lines, texts))
    if any(one.kind == REVERSED_BLOCKS for one in order):
        return (*letters, *order)
    return (*letters, *order, *mend_lines(LINE_FIXES, texts, texts)[0])


def as_they_came(lines: Sequence[Line], texts: Mapping[int, str]) -> dict[int, str]:
    """Each line with its label and padding, or ``texts`` where it was just mended or repaired before, by number."""
    own = [(line, texts[line.number]) for line in lines]
    return {line.number: line.raw if text == line.text and text in line.raw else text for line, text in own}


def order_evidence(texts: Mapping[int, str]) -> tuple[Evidence, ...]:
    """Evidence that the runs of lines stand in reverse order; ``texts`` are lines by their number.

    Two witnesses must agree, since this is the one remedy that moves words: the signs of single lines, and a
    language model that finds the text as it stands unlikely.  (In 50 lines of sound text the signs come to .01 a line
    at most, in the report to 1.39; in broken ones the model says -6.5 a word at most: docs/benchmarks/letters.md.)
    """
    arabic = {number: text[:_LONGEST] for number, text in texts.items() if has_arabic(text)}
    found: list[Evidence] = []
    pieces = tuple(number for number, text in arabic.items() if has_pieces(text))
    if pieces:
        found.append(Evidence(KASHIDA_PIECES, "stretched runs were drawn in pieces, in reverse", pieces))
    in_pieces = frozenset(pieces)
    points = {number: _points(text) + 2.0 * (number in in_pieces) for number, text in arabic.items()}
    signs = tuple(number for number, value in points.items() if value >= 1.0)
    enough = max(_ENOUGH, _SHARE * len(arabic))
    if signs and sum(points.values()) >= enough and _log_prob_a_word(arabic.values()) < _UNLIKELY:
        found.append(Evidence(REVERSED_BLOCKS, "runs of a line stand in reverse order", signs))
        found += [one for kind in _MENDED_WITH_ORDER if (one := _evidence(kind, LINE_FIXES[kind], arabic))]
    return tuple(found)


def _log_prob_a_word(texts: Iterable[str]) -> float:
    """The mean log probability (natural) of a word in its place, in at most ``_SAMPLE`` lines spread over a text."""
    from toolkit.repair.language_model import LanguageModel
    from toolkit.repair.tokens import tokens

    model = LanguageModel.load()
    every = list(texts)
    rows = [tokens(text) for text in every[:: max(1, len(every) // _SAMPLE)]]
    total = sum(model.score(row) - sum(map(model.spelling, row)) for row in rows)
    return total / max(1, sum(map(len, rows)))


def _points(text: str) -> float:
    return sum(weight for pattern, weight in _SIGNS if pattern.search(text))


def mend_lines(
    fixes: Mapping[str, Fix], texts: dict[int, str], numbers: Iterable[int]
) -> tuple[tuple[Evidence, ...], tuple[Step, ...]]:
    """Apply the fixes that the lines with these numbers need, each to what the one before left; ``texts`` change.

    Returns the evidence that each was applied on, and the steps.  A fix without enough evidence in the text as a
    whole changes nothing (``Fix.share``).  InternalError where a fix lost a letter.
    """
    own = tuple(numbers)
    found: list[Evidence] = []
    steps: list[Step] = []
    for kind, fix in fixes.items():
        evidence = _evidence(kind, fix, {number: texts[number] for number in own})
        if evidence is None:
            continue
        found.append(evidence)
        for number in own if fix.everywhere else evidence.lines:
            before = texts[number]
            after = fix.apply_everywhere(before)
            if after != before:
                if kind != "mojibake":  # its bytes are read anew: other characters are the point of it
                    check_promise(number, before, after)
                texts[number] = after
                steps.append(Step(number, kind, before, after))
    return tuple(found), tuple(steps)


def _evidence(kind: str, fix: Fix, texts: Mapping[int, str]) -> Evidence | None:
    """The lines that show one kind of damage, or None where they are too few for a text of this length."""
    places = {number: count for number, text in texts.items() if (count := fix.evidence(text))}
    arabic = sum(map(has_arabic, texts.values()))
    least = max(1 if arabic <= _FEW else 2, fix.share * arabic) if fix.share else 1
    if sum(places.values()) < least:
        return None
    return Evidence(kind, fix.reason, tuple(places))
