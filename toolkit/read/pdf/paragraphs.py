"""From lines to paragraphs: by gaps, indents, and whether the next word would have fitted on the line before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.read.pdf.page import FlowLine

_LEADING = 1.13  # of the usual distance of two lines: a larger one parts paragraphs
_INDENT = 0.45  # of the font size: a smaller shift of the line's start means nothing
_OTHER_SIZE = 0.08
_FREE = 0.35  # of the font size: the blank before a word, and a little room
_CENTERED = 4.0  # points by which the middle of a centred line may be off
_INSET = 1.5  # of the font size: lines set in by more are centred or a block


@dataclass(slots=True)
class Paragraph:
    """Consecutive lines that belong together."""

    lines: list[FlowLine]


def usual_leading(lines: Sequence[FlowLine]) -> dict[float, float]:
    """Font size -> the distance that most of its lines have from the line before."""
    gaps: dict[float, Counter[float]] = {}
    for before, item in zip(lines, lines[1:], strict=False):
        size = round(item.line.size)
        drop = round(before.line.y - item.line.y, 1)
        if item.page == before.page and item.left == before.left and 0 < drop < 4 * item.line.size:
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
    leading = usual_leading(lines)
    reversed_edges = _flush_at_end(lines)
    paragraphs: list[Paragraph] = []
    for item in lines:
        usual = leading.get(round(item.line.size), 0.0)
        if paragraphs and _goes_on(paragraphs[-1], item, usual, reversed_edges):
            paragraphs[-1].lines.append(item)
        else:
            paragraphs.append(Paragraph([item]))
    return paragraphs


def _flush_at_end(lines: Sequence[FlowLine]) -> bool:
    """Whether the text is set flush at the edge where its lines end: Arabic set as if it were English."""
    starts = Counter(round(_start(item, item.line.rtl) / 2) for item in lines)
    ends = sum(_end(item, item.line.rtl) < _INDENT * item.line.size for item in lines)
    return bool(lines) and ends > 0.6 * len(lines) and starts.most_common(1)[0][1] < 0.4 * len(lines)


def _goes_on(paragraph: Paragraph, item: FlowLine, leading: float, reversed_edges: bool) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last = paragraph.lines[-1]
    if abs(last.line.size - item.line.size) > _OTHER_SIZE * max(last.line.size, item.line.size):
        return False
    together = last.page == item.page and last.left == item.left
    drop = last.line.y - item.line.y
    if together and leading and drop > _LEADING * leading + 0.5:
        return False
    if together and _block(last, item):
        return True
    room = (_start if reversed_edges else _end)(last, last.line.rtl)
    if room >= item.line.first + _FREE * item.line.size:
        return False  # the first word would have fitted on the line before: a paragraph ends there
    return reversed_edges or not (together and _new_start(paragraph, last, item))


def _start(item: FlowLine, rtl: bool) -> float:
    """How far a line is set in from the edge of its column where its text begins."""
    return item.right - item.line.x1 if rtl else item.line.x0 - item.left


def _end(item: FlowLine, rtl: bool) -> float:
    """How much room a line leaves at the edge of its column where its text ends."""
    return item.line.x0 - item.left if rtl else item.right - item.line.x1


def _new_start(paragraph: Paragraph, last: FlowLine, item: FlowLine) -> bool:
    """Whether a line's indent is that of a first line: set in against the lines before, or out to where labels stand."""
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
