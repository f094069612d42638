"""From lines to paragraphs: by gaps, indents, and whether the next word would have fitted on the line before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.read.pdf.page import FlowLine

_LEADING = 1.13  # of the usual distance of two lines: a larger one parts paragraphs
_INDENT = 0.45  # of the font size: a smaller shift of the line's start means nothing
_OTHER_SIZE = 0.08
_FREE = 0.6  # of the font size: the blank before a word, and a little room
_FREE_WITH_GAPS = 4.0  # the same where a text parts its paragraphs by gaps, and there is none
#: A label at the head of a line, and what may stand at the end of the line before it.
_LABEL_RE = re.compile(
    r"^(?:\(?\d{1,3}\s?[.)\-\u2013]|\(?(?:[a-z]{1,4}|[\u0621-\u064a])\s?\)|[\u2022\u25aa\u2013\-]\s)\s*\S"
)
_STOP_RE = re.compile(r"[.:;!?\u061b\u061f][\"\u201d\u2019\u00bb)\]\ue0f0\ue0f1\d]*$")
_OTHER_WIDTH = 0.15
_FAR = 0.25  # of the column's width
_CENTERED = 4.0  # points by which the middle of a centred line may be off
_INSET = 1.5  # of the font size: lines set in by more are centred or a block


@dataclass(slots=True)
class Paragraph:
    """Consecutive lines that belong together."""

    lines: list[FlowLine]


def usual_leading(lines: Sequence[FlowLine]) -> dict[float, float]:
    """Font size -> the distance that most of its lines have from the line before."""
    gaps: dict[float, Counter[float]] = {}
    for before, item in pairwise(lines):
        size = round(item.line.size)
        drop = round(before.line.y - item.line.y, 1)
        if _together(before, item) and 0 < drop < 4 * item.line.size:
            gaps.setdefault(size, Counter())[drop] += 1
    return {size: _lowest_common(counts) for size, counts in gaps.items()}


def _lowest_common(counts: Counter[float]) -> float:
    """The smallest distance that is not rare: paragraph gaps are larger, and may be as many where lines are few."""
    rounded: Counter[float] = Counter()
    for gap, number in counts.items():
        rounded[round(gap)] += number
    most = max(rounded.values())
    return min(gap for gap, number in rounded.items() if number >= 0.25 * most)


def paragraphs_of(lines: Sequence[FlowLine]) -> list[Paragraph]:
    """The paragraphs of lines in reading order; a paragraph may run over columns and pages."""
    style = _style_of(lines)
    paragraphs: list[Paragraph] = []
    for item in lines:
        if paragraphs and _goes_on(paragraphs[-1], item, style):
            paragraphs[-1].lines.append(item)
        else:
            paragraphs.append(Paragraph([item]))
    return paragraphs


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text is set: the usual distance of lines by font size, gaps between paragraphs, its ragged edge."""

    leading: dict[float, float]
    gaps: bool
    flush_at_end: bool

    def parted(self, last: FlowLine, item: FlowLine) -> bool:
        """Whether a gap stands between two lines of a column."""
        usual = self.leading.get(round(item.line.size), 0.0)
        return bool(usual) and last.line.y - item.line.y > _LEADING * usual + 0.5


def _style_of(lines: Sequence[FlowLine]) -> _Style:
    bare = _Style(usual_leading(lines), False, _flush_at_end(lines))
    pairs = [(one, two) for one, two in pairwise(lines) if _together(one, two)]
    parted = sum(bare.parted(one, two) for one, two in pairs)
    return replace(bare, gaps=parted > 0.08 * len(pairs))


def _together(last: FlowLine, item: FlowLine) -> bool:
    """Whether two lines stand under one another in one column."""
    return last.page == item.page and (last.left, last.right) == (item.left, item.right)


def _flush_at_end(lines: Sequence[FlowLine]) -> bool:
    """Whether the text is set flush at the edge where its lines end: Arabic set as if it were English."""
    starts = Counter(round(_start(item, item.line.rtl) / 2) for item in lines)
    ends = sum(_end(item, item.line.rtl) < _INDENT * item.line.size for item in lines)
    return bool(lines) and ends > 0.6 * len(lines) and starts.most_common(1)[0][1] < 0.4 * len(lines)


def _goes_on(paragraph: Paragraph, item: FlowLine, style: _Style) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last = paragraph.lines[-1]
    if abs(last.line.size - item.line.size) > _OTHER_SIZE * max(last.line.size, item.line.size):
        return False
    if _LABEL_RE.match(item.line.text) and _STOP_RE.search(last.line.text):
        return False
    together = _together(last, item)
    if (together and style.parted(last, item)) or (not together and _other_region(last, item)):
        return False
    if together and _block(last, item):
        return True
    if not style.flush_at_end and _far_apart(last, item):
        return False
    room = (_start if style.flush_at_end else _end)(last, last.line.rtl)
    free = _FREE_WITH_GAPS if together and style.gaps else _FREE
    if room >= item.line.first + free * item.line.size:
        return False  # the first word would have fitted on the line before: a paragraph ends there
    return style.flush_at_end or not (together and _new_start(paragraph, last, item))


def _far_apart(last: FlowLine, item: FlowLine) -> bool:
    """Whether one line begins far from where the other does: one is centred, or set at the other edge."""
    width = min(last.right - last.left, item.right - item.left)
    return abs(_start(last, last.line.rtl) - _start(item, item.line.rtl)) > _FAR * width


def _other_region(last: FlowLine, item: FlowLine) -> bool:
    """Whether text does not run on between two lines: from a column to none, or to another of the page's widths."""
    if last.whole != item.whole:
        column, other = (item, last) if last.whole else (last, item)
        return other.line.x1 - other.line.x0 > (1 + _OTHER_WIDTH) * (column.right - column.left)
    widths = [one.right - one.left for one in (last, item)]
    return last.page == item.page and abs(widths[0] - widths[1]) > _OTHER_WIDTH * max(widths)


def _start(item: FlowLine, rtl: bool) -> float:
    """How far a line is set in from the edge of its column where its text begins."""
    return item.right - item.line.x1 if rtl else item.line.x0 - item.left


def _end(item: FlowLine, rtl: bool) -> float:
    """How much room a line leaves at the edge of its column where its text ends."""
    return item.line.x0 - item.left if rtl else item.right - item.line.x1


def _new_start(paragraph: Paragraph, last: FlowLine, item: FlowLine) -> bool:
    """Whether a line's indent is that of a first line: in against the lines before, or out to where labels stand."""
    rtl = item.line.rtl
    shift = _start(item, rtl) - _start(last, rtl)
    if abs(shift) <= _INDENT * item.line.size:
        return False
    return len(paragraph.lines) > 1  # a second line may stand otherwise than the first of its own paragraph


def _block(last: FlowLine, item: FlowLine) -> bool:
    """Whether two lines are centred on one axis, both short of the edges: a title that runs on."""
    size = item.line.size
    inset = [min(_start(one, one.line.rtl), _end(one, one.line.rtl)) > _INSET * size for one in (last, item)]
    middle = [(one.line.x0 + one.line.x1) / 2 for one in (last, item)]
    return all(inset) and abs(middle[0] - middle[1]) < _CENTERED
