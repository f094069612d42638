"""Footnotes: cut out of the running text that they interrupt, and tied to the mark that calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.model import Block, BlockKind, Line
from toolkit.read.labels import labels_of, note_label
from toolkit.read.layout import Layout, Row, view_of

#: A footnote's last line is seldom full; a full line that ends a sentence may go on.
_SHORT = 0.85


def cut_footnotes(rows: Sequence[Row], layout: Layout) -> tuple[list[Row], list[Block]]:
    """Part the rows into running text and footnotes.

    A footnote begins after a rule, or with a mark at the head of its line that the text before has called.
    After a rule it ends with the line that ends its sentence, with a label of the outline, or with the page.
    """
    body: list[Row] = []
    notes: list[list[Row]] = []
    inside = False
    for place, row in enumerate(rows):
        mark = note_label(row.view)
        if row.after_rule and (mark or row.final or _goes_on(rows, place)):
            notes.append([row])
            inside = True
        elif inside and mark and not _breaks_off(row):
            notes.append([row])
        elif inside and not _ends_before(row, notes[-1][-1], layout):
            notes[-1].append(row)
        elif mark and not layout.wrapped and _called(mark.number, body):
            notes.append([row])
        else:
            body.append(row)
            inside = False
    return body, [_block(note) for note in notes]


def _goes_on(rows: Sequence[Row], place: int) -> bool:
    """Whether the rule cut a sentence, so that what follows it is no part of the running text."""
    return place > 0 and not rows[place - 1].final


def _breaks_off(row: Row) -> bool:
    return any(label.kind != "item" for label in labels_of(row.view, row.pieces))


def _ends_before(row: Row, last: Row, layout: Layout) -> bool:
    """Whether the footnote that ``last`` belongs to is over when ``row`` comes."""
    if row.page_break or _breaks_off(row):
        return True
    if not layout.wrapped:
        return True
    return last.final and last.width < _SHORT * layout.width


def _called(mark: str, body: Sequence[Row]) -> bool:
    """Whether the text so far has the mark where a footnote is called: after a letter, a stop or a quote."""
    return any(_call_re(mark).search(row.view) for row in body)


def _call_re(mark: str) -> re.Pattern[str]:
    if mark.startswith("*"):
        return re.compile(rf"[^\s*]\s?{re.escape(mark)}(?!\*)|^{re.escape(mark)}\s?\S")
    superscript = mark.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    bracketed = rf"[()]\s?{mark}\s?[()]"
    return re.compile(rf"[.,;:”\"»’،؛\w]\s?{bracketed}|{bracketed}\s?[.،]|\w[.,”]?{superscript}")


def _block(rows: Sequence[Row]) -> Block:
    mark = note_label(rows[0].view)
    number = mark.number if mark else ""
    return Block(BlockKind.FOOTNOTE, f"fn-{number}", tuple(row.line for row in rows), number)


def place_footnotes(blocks: Sequence[Block], notes: Sequence[Block]) -> tuple[Block, ...]:
    """Put each footnote behind the block that calls it, a cover's behind the cover, the rest at the end.

    A note whose ``anchor`` is known already keeps it; else the block that calls it is looked for.
    """
    anchored: dict[int, list[Block]] = {}
    places = {block.key: place for place, block in enumerate(blocks)}
    for note in notes:
        place = places[note.anchor] if note.anchor else _anchor(blocks, note)
        anchor = blocks[place].key if place is not None else ""
        home = len(blocks) - 1 if place is None else place
        if place is not None and blocks[place].kind is BlockKind.COVER:
            home = max(i for i, block in enumerate(blocks) if block.kind is BlockKind.COVER)
        tied = Block(note.kind, note.key, note.lines, note.number, anchor)
        anchored.setdefault(home, []).append(tied)
    ordered = list(anchored.get(-1, []))
    for place, block in enumerate(blocks):
        ordered += [block, *anchored.get(place, [])]
    return tuple(ordered)


def _anchor(blocks: Sequence[Block], note: Block) -> int | None:
    """The first block that calls the note, among those that begin before it: a note stands below its call."""
    if not note.number:
        return None
    pattern = _call_re(note.number)
    for place, block in enumerate(blocks):
        above = block.lines[0].number < note.lines[0].number
        if above and any(_calls(pattern, line) for line in block.lines):
            return place
    return None


def _calls(pattern: re.Pattern[str], line: Line) -> bool:
    return bool(pattern.search(view_of(line.raw)))
