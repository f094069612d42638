"""What every reader of a format with structure hands over: passages, and how they become the blocks of an outline.

A passage is a paragraph, a table cell, a footnote or a translation unit.  Labels («ثانياً», 12, (b)) are then looked
for in the same way as in plain text, so that one document gives the same blocks whatever it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Block, BlockKind, Line
from toolkit.read.footnotes import place_footnotes
from toolkit.read.labels import note_label
from toolkit.read.layout import Layout, Row, view_of
from toolkit.read.outline import blocks_of, unique

_BLANKS_RE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_NO_LAYOUT = Layout(0, wrapped=False, blank_breaks=True)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage in reading order.

    ``lines`` are its lines as text: one, where the format has no lines.  ``kind`` and ``key`` are set where the
    format itself knows them.  ``calls`` are the ids of the notes that are called in it; ``note`` is the id of the
    note that it is.  ``pages`` are the lines' pages, from 1; ``unsettled`` the places of lines whose order could not
    be settled.
    """

    lines: tuple[str, ...]
    kind: BlockKind | None = None
    key: str = ""
    calls: tuple[str, ...] = ()
    note: str = ""
    pages: tuple[int, ...] = ()
    unsettled: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The lines joined by one blank."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file: passages in reading order, and what it knows besides.

    ``lang`` is the language that the file says, ``heads`` are texts outside the flow in which a symbol may stand
    (page headers), ``notes`` are for the user.
    """

    passages: tuple[Passage, ...]
    lang: str = ""
    encoding: str = "utf-8"
    heads: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """One blank for any run of blanks, tabs and line ends; none at the ends.  No-break spaces stay.

    >>> clean(" a\\tb  c\\n")
    'a b c'
    """
    return _BLANKS_RE.sub(" ", text).strip(" ")


@dataclass(slots=True)
class _Numbered:
    """The rows and notes of a reading, with their lines numbered through the document."""

    rows: list[Row] = field(default_factory=list)
    notes: list[tuple[str, Block]] = field(default_factory=list)
    callers: dict[str, int] = field(default_factory=dict)
    unsettled: list[int] = field(default_factory=list)
    number: int = 0

    def add(self, passage: Passage) -> None:
        lines = []
        for place, text in enumerate(passage.lines):
            self.number += 1
            lines.append(Line(self.number, text, text, passage.pages[place] if passage.pages else None))
            if place in passage.unsettled:
                self.unsettled.append(self.number)
        for call in passage.calls:
            self.callers.setdefault(call, lines[0].number)
        if passage.kind is BlockKind.FOOTNOTE:
            self.notes.append((passage.note, _note(lines)))
            return
        fixed = passage.kind if passage.kind in (BlockKind.CELL, BlockKind.UNIT) else None
        for place, line in enumerate(lines):
            self.rows.append(
                Row(
                    line,
                    view_of(line.text),
                    flow=place > 0,
                    fixed=(fixed, passage.key) if fixed else None,
                    heading=passage.kind is BlockKind.HEADING,
                )
            )


def _note(lines: Sequence[Line]) -> Block:
    mark = note_label(view_of(lines[0].text))
    number = mark.number if mark else ""
    return Block(BlockKind.FOOTNOTE, f"fn-{number}", tuple(lines), number)


def outline_passages(passages: Iterable[Passage]) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """The blocks of some passages, footnotes behind the blocks that call them, and the lines left unsettled.

    >>> blocks, _ = outline_passages([Passage(("I. Introduction",)), Passage(("1. First.",))])
    >>> [block.key for block in blocks]
    ['h-I', '1']
    """
    numbered = _Numbered()
    for passage in passages:
        if any(passage.lines):
            numbered.add(passage)
    blocks = blocks_of(numbered.rows, _NO_LAYOUT)
    home = {line.number: block.key for block in blocks for line in block.lines}
    notes = unique([note for _, note in numbered.notes])
    known = [
        replace(note, anchor=home.get(numbered.callers.get(name, 0), ""))
        for (name, _), note in zip(numbered.notes, notes, strict=True)
    ]
    return place_footnotes(blocks, known), tuple(numbered.unsettled)
