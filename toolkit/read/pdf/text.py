"""From a row of glyphs to its text, the marks of notes set apart, and a check of places against pdfium's order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from toolkit.languages.arabic import MARKS, TATWEEL, has_arabic, strip_marks_and_tatweel
from toolkit.read.pdf.glyphs import Glyph
from toolkit.read.pdf.lines import Row, sign_text, spaced
from toolkit.read.pdf.order import Sign, is_right_to_left, logical

#: Around a raised number or asterisk until it is known whether it calls a note: private-use characters.
MARK_START, MARK_END = "\ue0f0", "\ue0f1"

_LETTER = f"\u0620-\u063f\u0641-\u064a\u066e-\u06d3{MARKS}"
_STROKE_RE = re.compile(rf"(?<=[{_LETTER}]){TATWEEL}+(?=[{_LETTER}])")
_EDGE_STROKES_RE = re.compile(rf"{TATWEEL}{{2,}}|(?<![{_LETTER}]){TATWEEL}+(?=[{_LETTER}])")
_WORD_RE = re.compile(rf"[{_LETTER}]+")
_RAISED_RE = re.compile(r"[()\[\]]?(\d{1,3}|\*{1,4}|[a-z]|†|‡)[()\[\]]?")
_KNOWN_SHARE = 0.5  # of a line's words: below it neither order is believed


@dataclass(slots=True)
class TextLine:
    """A line of text with its place on the page.

    ``first`` is the width of its first word as read; ``settled`` is False where places and text disagree.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    rtl: bool
    settled: bool = True
    first: float = 0.0
    page: int = 0


def line_of(row: Row, rtl_document: bool, after_arabic: bool = False) -> TextLine:
    """The text of a row in reading order."""
    glyphs = spaced(row)
    signs = [Sign(sign_text(glyph), glyph.rank) for glyph in _with_marks_apart(glyphs, row)]
    rtl = is_right_to_left(signs, rtl_document)
    text = _tidy(logical(signs, rtl, after_arabic=after_arabic))
    text = without_strokes(text) if has_arabic(text) else text
    settled = True
    if has_arabic(text):
        text, settled = _checked(text, glyphs)
    first = _first_width(glyphs, rtl)
    return TextLine(text, row.x0, row.x1, row.y, row.size, rtl, settled, first)


def _first_width(glyphs: list[Glyph], rtl: bool) -> float:
    """The width of the word with which a line begins."""
    word = list(takewhile(lambda glyph: not glyph.is_blank, reversed(glyphs) if rtl else glyphs))
    return max(glyph.x1 for glyph in word) - min(glyph.x0 for glyph in word) if word else 0.0


def without_strokes(text: str) -> str:
    """Without the strokes that stretch words; «هـ» after a year keeps its own.

    >>> without_strokes("المنظمـــة في ١٤٢٠هـ")
    'المنظمة في ١٤٢٠هـ'
    """
    return _EDGE_STROKES_RE.sub("", _STROKE_RE.sub("", text)) if TATWEEL in text else text


def _tidy(text: str) -> str:
    text = re.sub("\u00ad(?!$)", "-", " ".join(text.split(" ")).strip())
    return re.sub(f" ?{MARK_START}", MARK_START, text)


def _with_marks_apart(glyphs: list[Glyph], row: Row) -> list[Glyph]:
    """Raised numbers become one sign each, between the two marks that say so."""
    out: list[Glyph] = []
    place = 0
    while place < len(glyphs):
        end = place
        while end < len(glyphs) and id(glyphs[end]) in row.raised:
            end += 1
        text = "".join(glyph.text for glyph in glyphs[place:end])
        mark = _RAISED_RE.fullmatch(text)
        if mark:
            first = glyphs[place]
            first.text = f"{MARK_START}{mark[1]}{MARK_END}"
            out.append(first)
            place = end
        else:
            out.append(glyphs[place])
            place += 1
    return out


def _checked(text: str, glyphs: list[Glyph]) -> tuple[str, bool]:
    """The text, and whether its order is settled.

    Where signs stand on top of one another, pdfium's order gives other words, and the words by places are hardly
    known, then places mean nothing: the better of the two is kept and left to the repair.
    """
    by_order = without_strokes("".join(sign_text(glyph) for glyph in sorted(glyphs, key=lambda glyph: glyph.index)))
    words, others = (_words(one) for one in (text, by_order))
    if words == others or not words:
        return text, True
    known = _share(words)
    if known >= _KNOWN_SHARE or not _overlapping(glyphs):
        return text, True
    return (_tidy(by_order) if _share(others) > known else text), False


def _words(text: str) -> Counter[str]:
    return Counter(strip_marks_and_tatweel(word) for word in _WORD_RE.findall(text))


def _share(words: Counter[str]) -> float:
    """The share of words that are known Arabic words."""
    known = _known()
    return sum(count for word, count in words.items() if word in known) / max(sum(words.values()), 1)


@cache
def _known() -> frozenset[str]:
    import wordfreq

    return frozenset(wordfreq.top_n_list("ar", 60_000, wordlist="small"))


def _overlapping(glyphs: list[Glyph]) -> bool:
    """Whether a good part of the glyphs stand on top of one another: their places mean nothing."""
    inked = [glyph for glyph in glyphs if not glyph.is_blank]
    pairs = list(pairwise(inked))
    covered = sum(
        min(one.x1, other.x1) - max(one.x0, other.x0) > 0.7 * min(one.x1 - one.x0, other.x1 - other.x0)
        for one, other in pairs
    )
    return covered > 0.3 * len(pairs)
