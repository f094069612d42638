"""From the glyphs of a page, or of a table's cell, to its lines: by baseline, with marks on their letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.languages.arabic import TATWEEL, has_arabic
from toolkit.read.pdf.glyphs import Glyph

_SAME_LINE = 0.3  # of the font size: how far apart baselines of one line may be
_SMALL = 0.8  # of its line's font size: a superscript
_BLANK = 0.17  # of the font size: a gap behind a sign's advance that is a blank
_SLIT = 0.16  # the same, where pdfium sees a blank
_WIDE = 0.6  # the same between Arabic letters of a line with blanks: a narrower gap may be a stroke without a text


_TWIN = 0.12  # of the font size: how far apart the two drawings of one sign may begin
_ALWAYS_ONE = 3.0
_TANWEEN = frozenset("\u064b\u064c\u064d")


@dataclass(slots=True)
class Row:
    """Glyphs on one baseline, left to right; ``size`` is the font size that most of them have."""

    glyphs: list[Glyph]
    y: float
    size: float
    raised: frozenset[int] = field(default_factory=frozenset)

    @property
    def x0(self) -> float:
        """Its left edge."""
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(glyph.x1 for glyph in self.glyphs)


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of some glyphs, top to bottom."""
    bases = [glyph for glyph in glyphs if not glyph.is_mark]
    rows = _merge_raised(_by_baseline(bases))
    _set_marks([glyph for glyph in glyphs if glyph.is_mark], rows)
    for row in rows:
        row.glyphs = _once(sorted(row.glyphs, key=lambda glyph: (glyph.x, glyph.index)))
    return [row for row in rows if any(not glyph.is_blank for glyph in row.glyphs)]


def _by_baseline(glyphs: Sequence[Glyph]) -> list[Row]:
    rows: list[Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if rows and rows[-1].y - glyph.y <= _SAME_LINE * min(glyph.size, rows[-1].size):
            rows[-1].glyphs.append(glyph)
        else:
            rows.append(Row([glyph], glyph.y, glyph.size))
    return [made_row(row.glyphs) for row in rows]


def made_row(glyphs: list[Glyph], raised: frozenset[int] = frozenset()) -> Row:
    """A row of some glyphs, with the baseline and the font size that most of them have."""
    inked = [glyph for glyph in glyphs if not glyph.is_blank and id(glyph) not in raised] or glyphs
    size = Counter(round(glyph.size, 1) for glyph in inked).most_common(1)[0][0]
    return Row(glyphs, Counter(round(glyph.y, 1) for glyph in inked).most_common(1)[0][0], size, raised)


def _merge_raised(rows: list[Row]) -> list[Row]:
    """Rows of small raised signs go into the line that they hang on; those and small signs on it are ``raised``."""
    kept: list[Row] = []
    for place, row in enumerate(rows):
        around = rows[max(0, place - 2) : place + 3]
        home = next((other for other in reversed(around) if _hangs_on(row, other)), None)
        if home is None and len(row.glyphs) <= 2:
            home = _home_of_part(row, around)
        if home is not None and len(row.glyphs) <= 6:
            home.glyphs += row.glyphs
        else:
            kept.append(row)
    for row in kept:
        row.raised = frozenset(
            id(glyph)
            for glyph in row.glyphs
            if glyph.size <= _SMALL * row.size and glyph.y > row.y + 0.12 * row.size and not glyph.is_blank
        )
    return kept


def _hangs_on(row: Row, other: Row) -> bool:
    """Whether a row is small print raised beside another."""
    lifted = (row.y - other.y) / other.size
    return other is not row and row.size <= _SMALL * other.size and -0.2 < lifted < 0.75 and _beside(row, other)


def _beside(row: Row, other: Row) -> bool:
    """Whether a row stands next to a glyph of another."""
    return any(abs(one.x0 - row.x1) < other.size or abs(one.x1 - row.x0) < other.size for one in other.glyphs)


def _home_of_part(row: Row, others: Sequence[Row]) -> Row | None:
    """The longer row of a letter that is drawn a little above or below its line, as a part of a glyph."""
    if not has_arabic("".join(glyph.text for glyph in row.glyphs)):
        return None
    near = [
        other
        for other in others
        if len(other.glyphs) > len(row.glyphs) and abs(other.y - row.y) < 0.6 * other.size and _beside(row, other)
    ]
    return min(near, key=lambda other: abs(other.y - row.y), default=None)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without signs drawn twice on one place: shadows, and letters that pdfium gives for each part drawn."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        twin = next((one for one in kept[-3:] if one.text == glyph.text and not glyph.is_blank), None)
        shared = min(twin.x1, glyph.x1) - max(twin.x0, glyph.x0) if twin else 0.0
        near = twin is not None and abs(twin.x - glyph.x) < _TWIN * glyph.size
        if twin and near and twin.rank != glyph.rank and shared > 0.6 * min(twin.x1 - twin.x0, glyph.x1 - glyph.x0):
            twin.marks = twin.marks or glyph.marks
            twin.parted = twin.parted or glyph.parted
        else:
            kept.append(glyph)
    return kept


def _set_marks(marks: Sequence[Glyph], rows: list[Row]) -> None:
    """Put each vowel mark on the letter that it stands over, each once."""
    for mark in marks:
        near = [row for row in rows if abs(row.y - mark.y) < 0.8 * row.size]
        letters = [glyph for row in near for glyph in row.glyphs if has_arabic(glyph.text)]
        home = min(letters, key=lambda glyph: _distance(mark, glyph), default=None)
        if home is not None and _distance(mark, home)[0] < 0.4 * home.size:
            home.marks += "".join(char for char in mark.text if char not in home.marks)


def _distance(mark: Glyph, letter: Glyph) -> tuple[float, float]:
    """How far a mark stands from the letter's place on the line; then how far in pdfium's order."""
    beside = max(letter.x - mark.center, mark.center - letter.end, 0.0)
    behind = mark.index - letter.index
    lower = abs(letter.y - mark.y) > 0.5 * letter.size  # a letter of the next line
    slack = 0.06 * letter.size
    return (beside if beside > slack else 0.0) + lower * letter.size, behind if behind > 0 else 3 - behind


def spaced(row: Row) -> list[Glyph]:
    """The glyphs of a row with one blank wherever the words part: where one is drawn, or seen, or a gap is left."""
    told = any(glyph.is_blank or glyph.parted for glyph in row.glyphs)
    strokes = [glyph.center for glyph in row.glyphs if glyph.text == TATWEEL]
    out: list[Glyph] = []
    edge = row.glyphs[0].x
    for glyph in row.glyphs:
        if glyph.is_blank:
            if out and not out[-1].is_blank:
                out.append(glyph)
            continue
        gap = (glyph.x - edge) / row.size
        if gap > _SLIT and out and not out[-1].is_blank and gap > _least_gap(out[-1], glyph, told, strokes):
            out.append(Glyph(" ", edge, glyph.y, glyph.x, glyph.y, edge, glyph.y, glyph.x, glyph.size, -1, -1))
        out.append(glyph)
        edge = max(edge, glyph.end)
    while out and out[-1].is_blank:
        out.pop()
    return out


def _least_gap(left: Glyph, right: Glyph, told: bool, strokes: Sequence[float]) -> float:
    """From which gap on, in ems, two neighbours are two words."""
    arabic = all(has_arabic(glyph.text) or glyph.text == TATWEEL for glyph in (left, right))
    if arabic and _TANWEEN & {*right.text, *right.marks}:  # it ends a word, but for the alef that bears it
        return _ALWAYS_ONE if left.text[0] in "اى" else _SLIT
    near = any(left.x - left.size < stroke < right.end + right.size for stroke in strokes)
    if arabic and (near or len(right.text + right.marks) > 1):  # a stroke, or a mark that may be drawn on one
        return _WIDE
    if _seen(left, right):
        return _SLIT
    one_run = abs(left.rank - right.rank) <= 1  # between two runs a third may stand that drew nothing but a blank
    return _WIDE if told and arabic and one_run else _BLANK


def _seen(left: Glyph, right: Glyph) -> bool:
    """Whether pdfium sees a blank between two neighbours."""
    earlier, later = sorted((left, right), key=lambda glyph: glyph.index)
    return earlier.parted and later.index - earlier.index <= 4


def sign_text(glyph: Glyph) -> str:
    """The text of a glyph with its marks, composed (NFC); on a ligature the marks go on the last letter."""
    return unicodedata.normalize("NFC", glyph.text + glyph.marks) if glyph.marks else glyph.text
