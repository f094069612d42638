"""The named fixes of single lines: each with its reason, and a test that says whether a line needs it.

``FIXES`` holds them in the order in which they are applied.  For each line: where ``fix.evidence(line)`` is not
zero, ``fix.apply(line)`` is the mended line; evidence is what to count over a document before touching it.  Fixes
whose damage hits a whole text (``whole_text``) should be applied to every line once the text as a whole shows the
damage: pass such lines through ``apply_everywhere``.  No fix loses a letter or a digit, and none changes its own
result.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.languages.arabic import TATWEEL, has_arabic
from toolkit.repair.displaced import displaced_marks, return_displaced_marks
from toolkit.repair.ligatures import turn_lam_alef, turned_ligatures

_LETTER = "\u0620-\u063f\u0641-\u064a"
_BIDI_RE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_FORMS_RE = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]")
_TATWEEL_RE = re.compile(rf"(?<=[{_LETTER}\u064b-\u0652]){TATWEEL}+(?=[{_LETTER}\u064b-\u0652])")
_MIRRORED_RE = re.compile(r"(?<!\S)\)([^()]{1,12})\((?=[\s،.؛:]|$)")
_MOJIBAKE_RE = re.compile("[ØÙÚÛ][\u0080-\u00bf\u0152-\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]")
_MONTHS = "يناير|فبراير|مارس|أبريل|مايو|يونيه|يونيو|يوليه|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
_YEAR_RE = re.compile(rf"(?:{_MONTHS})\s+(\d{{4}})(?!\d)")
#: Signs of the Symbol and Wingdings fonts, which PDFs leave in the private-use area; letters there are Greek.
GLYPHS = {0xF000 + code: chr(code) for code in range(0x20, 0x7F) if not chr(code).isalpha()} | {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0A8: "☐", 0xF0FE: "☒",
}  # fmt: skip
_MIRROR = str.maketrans("()[]{}«»", ")(][}{»«")


def _count(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda line: len(pattern.findall(line))


def remove_tatweel(line: str) -> str:
    """Take out the strokes that only stretch a word to the margin; «هـ» after a year keeps its own.

    >>> remove_tatweel("المنظمـــة في ١٤٢٠هـ")
    'المنظمة في ١٤٢٠هـ'
    """
    return _TATWEEL_RE.sub("", line)


def plain_letters(line: str) -> str:
    """Letters for presentation forms: the shapes of a font are not text, and no search finds them.

    >>> plain_letters("ﺍﻟﺪﻭﻟﺔ")
    'الدولة'
    """
    return _FORMS_RE.sub(lambda form: unicodedata.normalize("NFKC", form[0]), line)


def turn_brackets(line: str) -> str:
    """Brackets that were drawn mirrored and never turned back.

    >>> turn_brackets("في هذا التقرير )١(")
    'في هذا التقرير (١)'
    """
    return _MIRRORED_RE.sub(r"(\1)", line)


def name_glyphs(line: str) -> str:
    """Signs for the private-use characters under which symbol fonts hide them.

    >>> name_glyphs("المؤقَّت\uf02a")
    'المؤقَّت*'
    """
    return line.translate(GLYPHS)


def remove_bidi_controls(line: str) -> str:
    """Invisible direction marks: they split words for every search and comparison.

    >>> remove_bidi_controls("\u202bالدورة\u202c السادسة")
    'الدورة السادسة'
    """
    return _BIDI_RE.sub("", line)


def decode_again(line: str) -> str:
    """UTF-8 that was read as a Western code page, undone by the ftfy library.

    >>> decode_again("Ø§Ù„Ø¯ÙˆÙ„")
    'الدول'
    """
    if not mojibake(line):
        return line
    import ftfy

    mended: str = ftfy.fix_encoding(line)
    return mended if has_arabic(mended) else line


def mojibake(line: str) -> int:
    """How many pairs of characters look like one Arabic letter read in the wrong code page (under 3: none)."""
    found = len(_MOJIBAKE_RE.findall(line))
    return found if found >= 3 else 0


def logical_order(line: str) -> str:
    """A line stored as it is seen, last letter first: turned, numbers and Latin words kept as they are.

    >>> logical_order("ةدحتملا ممألا ةمظنم")
    'منظمة الأمم المتحدة'
    """
    if not visual_order(line):
        return line
    return _turned(line)


def visual_order(line: str) -> int:
    """How many more words of a line are known to the language model when it is read backwards; 0 unless most are."""
    words = re.findall(rf"[{_LETTER}]{{3,}}", line)
    if len(words) < 2:
        return 0
    from toolkit.repair.language_model import LanguageModel

    model = LanguageModel.load()
    as_is = sum(map(model.knows, words))
    backwards = sum(model.knows(word[::-1]) for word in words)
    return backwards - as_is if backwards >= 0.6 * len(words) and as_is <= 0.4 * backwards else 0


def _turned(line: str) -> str:
    turned = line[::-1].translate(_MIRROR)
    return re.sub(r"[A-Za-z0-9٠-٩][A-Za-z0-9٠-٩.,/:\-]*[A-Za-z0-9٠-٩]", lambda run: run[0][::-1], turned)


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


@dataclass(frozen=True, slots=True)
class Fix:
    """One named fix: what it does to a line, why, and how many places of a line need it."""

    apply: Callable[[str], str]
    reason: str
    evidence: Callable[[str], int]
    whole_text: bool = False
    everywhere: Callable[[str], str] | None = None

    def apply_everywhere(self, line: str) -> str:
        """Mend a line of a text that, as a whole, shows the damage."""
        return (self.everywhere or self.apply)(line)


FIXES: dict[str, Fix] = {
    "mojibake": Fix(decode_again, "UTF-8 was read in a Western code page", mojibake),
    "bidi-controls": Fix(remove_bidi_controls, "invisible direction marks inside the text", _count(_BIDI_RE)),
    "private-use": Fix(
        name_glyphs, "signs of a symbol font without a meaning", lambda line: sum(ord(c) in GLYPHS for c in line)
    ),
    "presentation-forms": Fix(plain_letters, "shapes of letters instead of letters", _count(_FORMS_RE)),
    "visual-order": Fix(logical_order, "the line is stored backwards", visual_order),
    "lam-alef": Fix(
        turn_lam_alef,
        "the letters of lam-alef are turned",
        turned_ligatures,
        whole_text=True,
        everywhere=lambda line: turn_lam_alef(line, damaged=True),
    ),
    "displaced-marks": Fix(
        return_displaced_marks, "marks and numbers on the wrong side of their blank", displaced_marks
    ),
    "mirrored-brackets": Fix(turn_brackets, "brackets are mirrored", _count(_MIRRORED_RE)),
    "digit-order": Fix(turn_years, "a year is written backwards", turned_years),
    "tatweel": Fix(remove_tatweel, "words are stretched with tatweel", _count(_TATWEEL_RE)),
}
