"""Evidence before remedy: which kinds of damage a document shows, and the lines that prove it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.languages.arabic import MARKS, TATWEEL, has_arabic
from toolkit.model import Line
from toolkit.repair.fixes import FIXES
from toolkit.repair.pieces import has_pieces

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
_ENOUGH, _SHARE = 3.0, 0.15
_ORNAMENTAL_RE = re.compile(f"[{MARKS}]{TATWEEL}|{TATWEEL}[{MARKS}]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of damage: its fix, the reason, and the numbers of the lines that show it."""

    kind: str
    reason: str
    lines: tuple[int, ...]


def find_evidence(lines: Sequence[Line]) -> tuple[Evidence, ...]:
    """The kinds of damage that some lines show, in the order in which they are mended; empty for a sound text."""
    arabic = [line for line in lines if has_arabic(line.text)]
    found: list[Evidence] = []
    pieces = tuple(line.number for line in arabic if has_pieces(line.text))
    if pieces:
        found.append(Evidence(KASHIDA_PIECES, "stretched runs were drawn in pieces, in reverse", pieces))
    points = {line.number: _points(line.raw) + 2.0 * (line.number in pieces) for line in arabic}
    signs = tuple(number for number, value in points.items() if value >= 1.0)
    if arabic and sum(points.values()) >= max(_ENOUGH, _SHARE * len(arabic)):
        found.append(Evidence(REVERSED_BLOCKS, "runs of a line stand in reverse order", signs))
    for kind, fix in FIXES.items():
        shown = tuple(line.number for line in arabic if _shows(kind, fix.evidence, line.text))
        if shown and (not fix.whole_text or len(shown) >= max(2, 0.05 * len(arabic))):
            found.append(Evidence(kind, fix.reason, shown))
    return tuple(found)


def _points(text: str) -> float:
    return sum(weight for pattern, weight in _SIGNS if pattern.search(text))


def _shows(kind: str, evidence: object, text: str) -> bool:
    """Whether a line shows a fix's damage; a tatweel that carries a vowel mark is how a careful hand writes."""
    assert callable(evidence)
    if kind == "tatweel":
        return TATWEEL in text and not _ORNAMENTAL_RE.search(text) and _stretches(text)
    return bool(evidence(text))


def _stretches(text: str) -> bool:
    """Whether tatweel stretches a word: it stands between two letters, or twice in a row.

    «هـ» and «١٩٩٠ هـ» are abbreviations, not stretched words.
    """
    return re.search(rf"[\u0621-\u064a]{TATWEEL}+[\u0621-\u064a]|{TATWEEL}{{2}}", text) is not None
