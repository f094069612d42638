"""The label of a line: paragraph 12, part II, section A, article 5, item (b), footnote 1.

Damaged extractions put the label at the other end of the line («طلب مؤتمر الأطراف  -١»), so both ends are
looked at.  A label alone proves nothing: the outline accepts it when it fits the sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from toolkit.languages.arabic import has_arabic
from toolkit.languages.labels import ITEM_LETTERS, part_number, roman_value, section_letter


class LabelKind(StrEnum):
    """What a label counts."""

    PART = "part"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Label:
    """A label in canonical form; ``alone`` when nothing else stands on its line.

    ``weak`` is a number in the middle of a line: only the very next in the sequence is believed.
    """

    kind: LabelKind
    number: str
    alone: bool = False
    weak: bool = False


_HEADING_MAX = 160
_PARAGRAPH_START_RE = re.compile(r"^(?:[-–.]\s?(\d{1,3})\.?|(\d{1,3})\s?[.\-–)])\s?(?=[^\d\s.,/\-–])")
_PARAGRAPH_END_RE = re.compile(r"(?:^|[^\d\s]\s*\s|^)[-–]\s?(\d{1,3})$")
_PARAGRAPH_INSIDE_RE = re.compile(r"(?:^|\s)[-–]\s?(\d{1,3})(?=\s|$)")
_ARTICLE_RE = re.compile(
    r"^(?:article|المادة|مادة)\s?\(?\s?(\d{1,3}|[IVXL]{1,7})\s?\)?(?:\s?[.:\-–]\s?(.*))?$", re.IGNORECASE
)
_LATIN_HEADING_RE = re.compile(r"^([IVX]{1,6}|[A-Z])(?:\s?[.:\-–)]\s?(?=\S)(.*)|)$")
_ARABIC_HEADING_START_RE = re.compile(r"^(\w[\w\u064b-\u0652]*(?: عشر)?)\s?[-–:.]\s?(.*)$")
_ARABIC_HEADING_END_RE = re.compile(r"^(.*?)\s?[-–:.]\s?(\w[\w\u064b-\u0652]*(?: عشر)?)$")
_ITEM_START_RE = re.compile(r"^\(?\s?([a-z]{1,4}|[\u0621-\u064a]ه?)\s?\)")
_ITEM_END_RE = re.compile(r"[()]\s?([\u0621-\u064a])\s?[()]$")
_NOTE_START_RE = re.compile(r"^(?:[(\[)]\s?(\d{1,2})\s?[)\](]|(\*{1,4}|[¹²³⁴-⁹]{1,2}|\d{1,2}(?=\s?/\s?\D)))\s?")
_NOTE_END_RE = re.compile(r"(?:[(\[)]\s?(\d{1,2})\s?[)\](]|(\*{1,4}))$")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def labels_of(view: str, pieces: tuple[str, ...] = ()) -> list[Label]:
    """Every label that a line may carry, most telling first; ``view`` as ``layout.view_of`` makes it.

    ``pieces`` are the parts of a line that kashida pieces cut: a paragraph's number may stand inside one.

    >>> [str(label.kind) + " " + label.number for label in labels_of("مقدّمة -أولاً")]
    ['part I']
    >>> labels_of("II. Summary of responses")[0].number
    'II'
    """
    cut = [
        Label(LabelKind.PARAGRAPH, number, weak=True)
        for piece in pieces
        for number in _PARAGRAPH_INSIDE_RE.findall(piece)
    ]
    return [*_article(view), *_heading(view), *_paragraph(view), *cut, *_item(view)]


def note_label(view: str) -> Label | None:
    """The mark that opens a footnote, at either end of its line.

    >>> note_label("(2) For more information").number, note_label("المزيد من المعلومات )2(").number
    ('2', '2')
    """
    match = _NOTE_START_RE.match(view) or (_NOTE_END_RE.search(view) if has_arabic(view) else None)
    if not match:
        return None
    mark = (match[1] or match[2]).translate(_SUPERSCRIPTS)
    return Label(LabelKind.FOOTNOTE, mark)


def _article(view: str) -> list[Label]:
    match = _ARTICLE_RE.match(view)
    if not match:
        return []
    number = match[1] if match[1].isdigit() else str(roman_value(match[1].upper()) or "")
    title = match[2] or ""
    if not number or len(title) > _HEADING_MAX:
        return []
    return [Label(LabelKind.ARTICLE, number, alone=not title)]


def _heading(view: str) -> list[Label]:
    if len(view) > _HEADING_MAX or view.endswith((".", "؛", ";", "،")):
        return []
    if has_arabic(view):
        return _arabic_heading(view)
    match = _LATIN_HEADING_RE.match(view)
    if not match:
        return []
    found, alone = [], not match[2]
    if roman_value(match[1]):
        found.append(Label(LabelKind.PART, match[1], alone))
    if len(match[1]) == 1:
        found.append(Label(LabelKind.SECTION, match[1], alone))
    return found


def _arabic_heading(view: str) -> list[Label]:
    """«أولاً- مقدّمة» and, with the label at the other end, «مقدّمة -أولاً»."""
    start, end = _ARABIC_HEADING_START_RE.match(view), _ARABIC_HEADING_END_RE.match(view)
    readings = [(start[1], start[2])] if start else []
    readings += [(end[2], end[1])] if end else []
    for word, rest in readings:
        if part := part_number(word):
            return [Label(LabelKind.PART, part, alone=not rest)]
        if section := section_letter(word):
            return [Label(LabelKind.SECTION, section, alone=not rest)]
    return []


def _paragraph(view: str) -> list[Label]:
    match = _PARAGRAPH_START_RE.match(view)
    if match:
        return [Label(LabelKind.PARAGRAPH, str(int(match[1] or match[2])))]
    match = _PARAGRAPH_END_RE.search(view) if has_arabic(view) else None
    return [Label(LabelKind.PARAGRAPH, str(int(match[1])))] if match else []


def _item(view: str) -> list[Label]:
    match = _ITEM_START_RE.match(view) or (_ITEM_END_RE.search(view) if has_arabic(view) else None)
    if not match:
        return []
    mark = match[1]
    letter = mark if mark.isascii() else ITEM_LETTERS.get(mark[0].replace("أ", "ا").replace("إ", "ا"), "")
    return [Label(LabelKind.ITEM, letter)] if letter else []
