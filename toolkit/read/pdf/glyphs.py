"""The glyphs of a PDF page with their places, as pdfium gives them, in points with y upwards.

pdfium sorts the characters of a line by rules of its own; here only their places count.  What is mended on the way:
the letters of a ligature glyph, which pdfium gives last first in right-to-left text; strokes that only stretch a word
(kashida), which many producers draw without saying which character they are; shapes of letters.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.languages.arabic import MARKS, TATWEEL, has_arabic

_MARKS = frozenset(MARKS)
_ALEFS = frozenset("اأإآٱ")
_HYPHENS = frozenset("\x02\ufffe\u00ad")
_FLAT, _LONG = 0.17, 1.6  # a kashida's height in ems, and how much longer than high it is
_DASHES = frozenset("-_\u2013\u2014\u2010\u2011")


_MOST = 100_000  # characters of a page; the densest newspaper page has some 30,000


class CrowdedError(ValueError):
    """A page with more characters than any page can hold; its text is their number."""


@dataclass(slots=True)
class Glyph:
    """One drawn sign: its text in logical order, its ink box, its origin on the baseline and the end of its advance.

    ``index`` is its place in pdfium's own order, ``rank`` that of its text object in the page's content; ``parted``
    says that pdfium sees a blank behind it, in its own order, where none is drawn.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    x: float
    y: float
    end: float
    size: float
    index: int
    rank: int
    marks: str = ""
    parted: bool = False

    @property
    def center(self) -> float:
        """The middle of its ink, from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def is_mark(self) -> bool:
        """Whether it is a vowel mark (or several), to be put on a letter."""
        return all(char in _MARKS for char in self.text)

    @property
    def is_blank(self) -> bool:
        """Whether it is a blank."""
        return self.text.isspace()


@dataclass(slots=True)
class _Char:
    code: int
    box: tuple[float, float, float, float]
    x: float
    y: float
    end: float
    size: float
    rank: int
    index: int
    turn: int | None


class PageText:
    """Reads the glyphs of pages; keeps what ctypes needs from call to call."""

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._numbers = [ctypes.c_double() for _ in range(6)]
        self._matrix = raw.FS_MATRIX()
        self._loose = raw.FS_RECTF()

    def glyphs(self, page: Any) -> list[Glyph]:
        """Every glyph of a page, invisible blanks of pdfium's own left out."""
        textpage = page.get_textpage()
        try:
            if textpage.count_chars() > _MOST:
                raise CrowdedError(textpage.count_chars())
            chars = list(self._chars(page, textpage))
        finally:
            textpage.close()
        glyphs: list[Glyph] = []
        for group in _grouped(_upright(chars)):
            glyph = _glyph(group)
            if glyph:
                glyphs.append(glyph)
            elif glyphs:
                glyphs[-1].parted = True
        return glyphs

    def _ranks(self, page: Any) -> dict[int, int]:
        """The address of each text object of a page -> its place in the content."""
        raw, address = self._raw, ctypes.c_void_p
        ranks = {}
        for place in range(raw.FPDFPage_CountObjects(page)):
            ranks[ctypes.cast(raw.FPDFPage_GetObject(page, place), address).value or 0] = place
        return ranks

    def _size(self, pointer: Any) -> tuple[float, int | None]:
        """Font size of a text object in points as drawn, and its turn in quarters; None for a slanted baseline."""
        raw = self._raw
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(pointer, size)
        matrix = self._matrix
        if not raw.FPDFPageObj_GetMatrix(pointer, matrix):
            return size.value, 0
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        straight = abs(quarters - round(quarters)) < 0.1
        return size.value * math.hypot(matrix.c, matrix.d), round(quarters) % 4 if straight else None

    def _chars(self, page: Any, textpage: Any) -> Iterator[_Char]:
        raw = self._raw
        left, right, bottom, top, x, y = self._numbers
        ranks = self._ranks(page)
        sizes: dict[int, tuple[float, int | None]] = {}
        get_code, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox
        get_origin, get_object = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetTextObject
        get_loose, loose = raw.FPDFText_GetLooseCharBox, self._loose
        turn: int | None = 0
        for index in range(textpage.count_chars()):
            code = get_code(textpage, index)
            pointer = get_object(textpage, index)
            if not pointer:
                if code == 32:
                    yield _Char(code, (0.0, 0.0, 0.0, 0.0), 0.0, 0.0, 0.0, 0.0, -1, index, turn)
                continue
            address = ctypes.cast(pointer, ctypes.c_void_p).value or 0
            if address not in sizes:
                sizes[address] = self._size(pointer)
            get_box(textpage, index, left, right, bottom, top)
            get_origin(textpage, index, x, y)
            get_loose(textpage, index, loose)
            box = (left.value, bottom.value, right.value, top.value)
            size, turn = sizes[address]
            end = loose.top if turn in (1, 3) else loose.right
            yield _Char(code, box, x.value, y.value, end, size, ranks.get(address, 0), index, turn)


def _upright(chars: list[_Char]) -> list[_Char]:
    """The text in the direction of most of the page, turned upright; what runs across it is left out."""
    turns = Counter(char.turn for char in chars if char.turn is not None)
    if not turns:
        return []
    turn = turns.most_common(1)[0][0]
    kept = [char for char in chars if char.turn == turn]
    for char in kept if turn else ():
        x0, y0, x1, y1 = char.box
        corners = (_turned(x0, y0, turn), _turned(x1, y1, turn))
        xs, ys = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
        char.box = (xs[0], ys[0], xs[1], ys[1])
        char.end = max(xs) if turn == 2 else _turned(char.x, char.end, turn)[0]
        char.x, char.y = _turned(char.x, char.y, turn)
    return kept


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """A point turned back, clockwise, by some quarters about the origin."""
    return {1: (y, -x), 2: (-x, -y), 3: (-y, x)}.get(quarters, (x, y))


def _grouped(chars: list[_Char]) -> list[list[_Char]]:
    """The characters with one origin in one run: they are one glyph, though pdfium may give them apart."""
    groups: dict[tuple[int, float, float], list[_Char]] = {}
    ordered: list[list[_Char]] = []
    for char in chars:
        place = (char.rank, round(char.x, 2), round(char.y, 2))
        group = None if _is_space(char.code) else groups.get(place)
        if group is None:
            group = []
            ordered.append(group)
            if not _is_space(char.code):
                groups[place] = group
        group.append(char)
    return ordered


def _is_space(code: int) -> bool:
    return code in (32, 0xA0)


def _glyph(group: list[_Char]) -> Glyph | None:
    first = group[0]
    size = first.size or 1.0
    if len(group) == 1:
        x0, y0, x1, y1 = first.box
        text = _plain(first.code)
    else:
        x0, y0, x1, y1 = _around(group)
        text = _logical([(_plain(char.code), char.box) for char in group])
    if not text.strip():
        if max(x1 - x0, first.end - first.x) < 0.03 * size:
            return None  # a blank that pdfium put in; the places tell better
        text = TATWEEL if _is_stroke(x0, y0, x1, y1, first.y, size) else " "
    elif not has_arabic(text) and text[0] not in _MARKS and _is_stroke(x0, y0, x1, y1, first.y, size):
        low = text == "-" and y1 < first.y + 0.15 * size
        text = TATWEEL if text not in _DASHES or low else text
    end = max(first.end, first.x)
    return Glyph(text, x0, y0, x1, y1, first.x, first.y, end, size, first.index, first.rank)


def _around(group: list[_Char]) -> tuple[float, float, float, float]:
    boxes = [char.box for char in group]
    x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return x0, y0, max(box[2] for box in boxes), max(box[3] for box in boxes)


@cache
def _plain(code: int) -> str:
    """A code as text: letters for the shapes of letters, a hyphen for pdfium's sign of one."""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    char = chr(code)
    if char in _HYPHENS:
        return "\u00ad"
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC or 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char).strip(" ") or char
    if code < 32 or unicodedata.category(char) in ("Cf", "Cc"):
        return " "
    return char


def _is_stroke(x0: float, y0: float, x1: float, y1: float, baseline: float, size: float) -> bool:
    """Whether a box is that of a stroke on the baseline, whatever character the font gives for it."""
    height, width = y1 - y0, x1 - x0
    on_line = y0 > baseline - 0.15 * size and y1 < baseline + 0.22 * size
    return 0.02 * size < height < _FLAT * size and width > _LONG * height and on_line


def _logical(chars: list[tuple[str, tuple[float, float, float, float]]]) -> str:
    """The letters of a glyph in the order in which they are read, marks behind them.

    Where pdfium divides the glyph's box among its letters, their places tell; else it gives the last letter first.
    """
    text = "".join(char for char, _ in chars)
    if len(text) < 2 or not has_arabic(text):
        return text
    letters = [(char, box) for char, box in chars if not all(one in _MARKS for one in char)]
    marks = "".join(char for char, _ in chars if all(one in _MARKS for one in char))
    if len(letters) > 1 and len({box[0] for _, box in letters}) == len(letters):
        return "".join(char for char, _ in sorted(chars, key=lambda one: -one[1][0]))
    if len(letters) == 2 and {"ل"} < {char for char, _ in letters} <= {"ل", *_ALEFS}:
        letters.sort(key=lambda letter: letter[0] in _ALEFS)
    else:
        letters.reverse()
    return "".join(char for char, _ in letters) + marks
