"""The page behind a plain text: lines, page numbers, rules, and whether the lines were wrapped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.languages.arabic import TATWEEL
from toolkit.languages.digits import to_ascii_digits
from toolkit.model import BlockKind, Line

_LINE_END_RE = re.compile("\r\n|[\n\r\x0b\x1c-\x1e\u2028\u2029]")
_RULE_RE = re.compile(r"^\s*[─━═_‗\-–—=*]{5,}\s*$")
_BIDI_CONTROL_RE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_PIECE_START_RE = re.compile(f"(?:^|\\s)(?={TATWEEL}{{2}})")
_PRIVATE_USE_STAR = "\uf02a"  # the asterisk of the Symbol font, as PDF extraction gives it
_PRESENTATION_RE = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_FINAL_RE = re.compile(r"[.؟?!۔][\"”»’)\]}]*(?:\s*[(\[]?\s*[\d*¹²³⁴-⁹]{1,3}\s*[)\]]?)?\s*$")
_FINAL_AT_START_RE = re.compile(r"^[)(\]\[»«\"”\s]*(?:[()]\s?\d{1,2}\s?[()]\s?)?[.؟](?!\s?\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A line on its way to a block.

    ``view`` is the text as labels are looked for in it: western digits, no tatweel, no bidi controls;
    ``pieces`` are its parts where kashida pieces cut it (a label may stand at the end of any), else empty.
    ``gap`` is the number of blank lines before it; ``after_rule`` says that a rule stood before it.  Formats that
    know their paragraphs say so: ``flow`` is True for a line that goes on the one before, False for the first line
    of a paragraph, None where only the layout can tell.  ``fixed`` is the kind and key of a block that the format
    itself marks (a table cell, a translation unit); ``heading`` that its style is a heading's.
    """

    line: Line
    view: str
    gap: int = 0
    after_rule: bool = False
    page_break: bool = False
    pieces: tuple[str, ...] = ()
    flow: bool | None = None
    fixed: tuple[BlockKind, str] | None = None
    heading: bool = False

    @property
    def final(self) -> bool:
        """Whether a sentence seems to end with this line (in damaged Arabic the stop comes first)."""
        return self.final_at_end or bool(_FINAL_AT_START_RE.match(self.view))

    @property
    def width(self) -> int:
        """Characters without the padding of justified lines."""
        return len(" ".join(self.line.raw.split()))

    @property
    def final_at_end(self) -> bool:
        """Whether the stop stands where the sentence ends: surer than one that the damage moved."""
        return bool(_FINAL_RE.search(self.view))


def view_of(text: str) -> str:
    """A line as labels are looked for in it.

    >>> view_of("  مقدّمـــة   -١ ")
    'مقدّمة -1'
    """
    if _PRESENTATION_RE.search(text):
        text = unicodedata.normalize("NFKC", text)
    text = _BIDI_CONTROL_RE.sub("", text).replace(TATWEEL, "").replace(_PRIVATE_USE_STAR, "*")
    return " ".join(to_ascii_digits(text).split())


def rows_of(text: str) -> list[Row]:
    """The lines that carry text, page numbers and rules cut away, numbered as an editor does."""
    rows: list[Row] = []
    gap, after_rule, number, page = 0, False, 0, 1
    for sheet in _keep_line_numbers(text):
        for raw in sheet:
            number += 1
            if not raw.strip():
                gap += 1
            elif _RULE_RE.match(raw):
                after_rule = True
            else:
                line = Line(number, raw.strip(), raw, page)
                rows.append(Row(line, view_of(raw), gap, after_rule, pieces=_pieces(raw)))
                gap, after_rule = 0, False
        page += 1
        number -= 1  # the line that a form feed cuts is one line of the file
    return _without_page_numbers(rows)


def _pieces(raw: str) -> tuple[str, ...]:
    """The views of a line's parts where a run was drawn in pieces: each opens with two or more tatweel."""
    parts = _PIECE_START_RE.split(raw)
    return tuple(view_of(part) for part in parts if part.strip()) if len(parts) > 1 else ()


def _keep_line_numbers(text: str) -> list[list[str]]:
    """Pages of lines, cut at form feeds."""
    return [_LINE_END_RE.split(sheet) for sheet in text.removeprefix("\ufeff").split("\f")]


def _without_page_numbers(rows: list[Row]) -> list[Row]:
    """Cut the longest chain of lone numbers that rise by one: page numbers, if there are three or more."""
    lone = [(place, int(row.view)) for place, row in enumerate(rows) if re.fullmatch(r"\d{1,4}", row.view)]
    best: list[int] = []
    for start, (place, value) in enumerate(lone):
        chain, expected = [place], value + 1
        for later, number in lone[start + 1 :]:
            if number == expected:
                chain.append(later)
                expected += 1
        if len(chain) > len(best):
            best = chain
    if len(best) < 3:
        return rows
    kept: list[Row] = []
    after_break = False
    cut = set(best)
    for place, row in enumerate(rows):
        if place in cut:
            after_break = True
        else:
            kept.append(replace(row, page_break=after_break, gap=0 if after_break else row.gap))
            after_break = False
    return kept


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was set: ``width`` in characters; ``wrapped`` when paragraphs run over several lines;
    ``blank_breaks`` when a blank line ends a paragraph (in some extractions it means nothing)."""

    width: int
    wrapped: bool
    blank_breaks: bool


def layout_of(rows: list[Row]) -> Layout:
    """Tell wrapped text from one paragraph a line, and telling blank lines from meaningless ones."""
    widths = sorted(row.width for row in rows) or [0]
    width = widths[int(0.95 * (len(widths) - 1))]
    full = [row for row in rows if row.width > 0.7 * width]
    unfinished = sum(not row.final for row in full)
    even = len(rows) >= 4 and 30 <= width <= 200 and len(full) > 0.4 * len(rows)
    wrapped = even and unfinished > len(full) / 2
    before_gap = [row for row, after in pairwise(rows) if after.gap]
    in_sentence = sum(not row.final and row.width > 0.7 * width for row in before_gap)
    return Layout(width, wrapped, not wrapped or in_sentence <= 0.3 * len(before_gap))
