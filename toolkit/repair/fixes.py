"""The named fixes of single lines: each with its reason, and a test that says whether a line needs it.

``FIXES`` holds them in the order in which they are applied.  For each line: where ``fix.evidence(line)`` is not
zero, ``fix.apply(line)`` is the mended line; evidence is what to count over a document before touching it
(``toolkit.repair.evidence``).  No fix loses a letter or a digit, and none changes its own result.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.languages.arabic import TATWEEL
from toolkit.repair.backwards import logical_order, plain_letters, shapes, turned_with_the_text, visual_order
from toolkit.repair.displaced import displaced_marks, return_displaced_marks
from toolkit.repair.glyphs import name_glyphs, private_signs
from toolkit.repair.ligated_words import misread_noon_zay, read_noon_zay, turn_ends, turned_ends
from toolkit.repair.ligatures import turn_lam_alef, turned_ligatures
from toolkit.repair.mojibake import decode_again, decode_with_the_text, mojibake

_LETTER = "\u0620-\u063f\u0641-\u064a"
_BIDI_RE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
#: A stroke at the end of a word, which is no «بالـ», «للـ» before a number or a quotation.
_LAST_STROKE = rf"(?<=[{_LETTER}{TATWEEL}]{{2}}[{_LETTER}])(?<!\b[وفبك]ال)(?<!\bلل){TATWEEL}+(?![{_LETTER}{TATWEEL}])"
_TATWEEL_RE = re.compile(rf"(?<=[{_LETTER}\u064b-\u0652]){TATWEEL}+(?=[{_LETTER}\u064b-\u0652])|{_LAST_STROKE}")
#: Tatweel that stretches: twice in a row, or between two letters of a word, but not behind the article or a
#: preposition («بـقيمة», «الـ75»), which is how a careful hand sets it off, nor in «نـز», which keeps a font from
#: drawing a ligature, nor under a vowel mark.
_STRETCH_RE = re.compile(
    rf"(?<!\S){TATWEEL}{{2}}|(?<=[{_LETTER}]){TATWEEL}{{2,}}(?=[{_LETTER}])"
    rf"|(?<![{_LETTER}])(?!(?:ال|[وف]?[بلك]|[وف]|[وفبك]ال|لل){TATWEEL})[{_LETTER}]++(?<!ن){TATWEEL}(?=[{_LETTER}])"
    rf"|(?<=[{_LETTER}]ن)(?!{TATWEEL}ز){TATWEEL}(?=[{_LETTER}])|{_LAST_STROKE}"
)
_MIRRORED_RE = re.compile(r"(?<!\S)\)([^()]{1,12})\((?=[\s،.؛:]|$)")
_MONTHS = "يناير|فبراير|مارس|أبريل|مايو|يونيه|يونيو|يوليه|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
_YEAR_RE = re.compile(rf"(?:{_MONTHS})\s+(\d{{4}})(?!\d)")


def _count(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda line: len(pattern.findall(line))


def remove_tatweel(line: str) -> str:
    """Take out the strokes that only stretch a word to the margin; «هـ» after a year keeps its own.

    >>> remove_tatweel("المنظمـــة في ١٤٢٠هـ")
    'المنظمة في ١٤٢٠هـ'
    """
    return _TATWEEL_RE.sub("", line)


def turn_brackets(line: str) -> str:
    """Brackets that were drawn mirrored and never turned back.

    >>> turn_brackets("في هذا التقرير )١(")
    'في هذا التقرير (١)'
    """
    return _MIRRORED_RE.sub(r"(\1)", line)


def remove_bidi_controls(line: str) -> str:
    """Invisible direction marks: they split words for every search and comparison.

    >>> remove_bidi_controls("\u202bالدورة\u202c السادسة")
    'الدورة السادسة'
    """
    return _BIDI_RE.sub("", line)


def turn_years(line: str) -> str:
    """A year after a month's name that is a year only when read backwards.

    >>> turn_years("في أكتوبر ١١٠٢")
    'في أكتوبر ٢٠١١'
    """
    return _YEAR_RE.sub(lambda found: found[0][:-4] + found[1][::-1] if _is_turned(found[1]) else found[0], line)


def _is_turned(digits: str) -> bool:
    return not 1300 <= int(digits) <= 2199 and 1300 <= int(digits[::-1]) <= 2199


def turned_years(line: str) -> int:
    """How many years of a line are written backwards."""
    return sum(map(_is_turned, _YEAR_RE.findall(line)))


def stretched(line: str) -> int:
    """How many places of a line are stretched with tatweel.

    >>> stretched("المنظمـــة وتطبيـق"), stretched("النـزاع في عام ١٩٩٠هـ وقيمة الـدولار")
    (2, 0)
    """
    return len(_STRETCH_RE.findall(line))


@dataclass(frozen=True, slots=True)
class Fix:
    """One named fix: what it does to a line, why, and how many places of a line need it.

    ``share`` is the least share of a text's lines that must show the damage before it counts (extraction damages a
    text throughout; a single place in a long text is a slip of the typist, and not ours to touch).  ``everywhere``
    is what to do to the other lines of a text that shows it as a whole; None leaves them.
    """

    apply: Callable[[str], str]
    reason: str
    evidence: Callable[[str], int]
    share: float = 0.0
    everywhere: Callable[[str], str] | None = None

    def apply_everywhere(self, line: str) -> str:
        """Mend a line of a text that, as a whole, shows the damage."""
        return (self.everywhere or self.apply)(line)


#: Before the order of runs is restored: what makes letters of what the file holds.
LETTER_FIXES: dict[str, Fix] = {
    "mojibake": Fix(
        decode_again, "Arabic was read in a Western code page", mojibake, share=0.02, everywhere=decode_with_the_text
    ),
    "bidi-controls": Fix(remove_bidi_controls, "invisible direction marks inside the text", _count(_BIDI_RE)),
    "private-use": Fix(name_glyphs, "signs of a symbol font without a meaning", private_signs),
    "visual-order": Fix(
        logical_order, "the line is stored backwards", visual_order, share=0.05, everywhere=turned_with_the_text
    ),
    "presentation-forms": Fix(plain_letters, "shapes of letters instead of letters", shapes),
    "noon-zay": Fix(read_noon_zay, "the glyph of noon and zay was read as teh and reh", misread_noon_zay),
}
#: After it, on the lines whose order was sound.
LINE_FIXES: dict[str, Fix] = {
    "turned-ends": Fix(turn_ends, "a final yeh stands before its letter", turned_ends, share=0.02),
    "lam-alef": Fix(
        turn_lam_alef,
        "the letters of lam-alef are turned",
        turned_ligatures,
        share=0.05,
        everywhere=lambda line: turn_lam_alef(line, damaged=True),
    ),
    "displaced-marks": Fix(
        return_displaced_marks,
        "marks and numbers on the wrong side of their blank",
        displaced_marks,
        share=0.02,
        everywhere=lambda line: return_displaced_marks(line, damaged=True),
    ),
    "mirrored-brackets": Fix(turn_brackets, "brackets are mirrored", _count(_MIRRORED_RE), share=0.01),
    "digit-order": Fix(turn_years, "a year is written backwards", turned_years, share=0.02),
    "tatweel": Fix(remove_tatweel, "words are stretched with tatweel", stretched, share=0.01),
}
#: Every named fix, in the order in which they are applied.
FIXES: dict[str, Fix] = LETTER_FIXES | LINE_FIXES
