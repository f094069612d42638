"""The passages of a PDF: paragraphs over columns and pages, table cells, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.model import BlockKind
from toolkit.read.passages import Passage
from toolkit.read.pdf.hyphens import joined_words, parts_words
from toolkit.read.pdf.notes import Note, settle_calls
from toolkit.read.pdf.page import FlowLine, Page, Table
from toolkit.read.pdf.paragraphs import paragraphs_of
from toolkit.read.pdf.tables import goes_on, join_table
from toolkit.read.pdf.text import TextLine

_BLANKS_RE = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the whole document: the ids of its notes, and whether it is set with hyphenation."""

    notes: frozenset[str]
    hyphenated: bool


def passages_of(pages: Sequence[Page], notes: Sequence[Note]) -> tuple[list[Passage], int]:
    """Every passage in reading order, footnotes last, and the number of lines left unsettled."""
    every = [item.line for page in pages for item in page.lines]
    known = _Known(frozenset(note.id for note in notes), parts_words(every))
    passages: list[Passage] = []
    flow: list[FlowLine] = []  # the lines since the last table
    table: Table | None = None  # a table that the next page may go on
    count = 0
    for page in pages:
        for item in page.items:
            if isinstance(item, FlowLine):
                flow.append(item)
            elif table is not None and not flow and goes_on(table, item):
                join_table(table, item)
            else:
                passages += [*_cells(table, count, known), *_paragraphs(flow, known)]
                flow, table, count = [], item, count + 1
    passages += [*_cells(table, count, known), *_paragraphs(flow, known)]
    passages += [_note(note, known) for note in notes]
    return passages, sum(len(passage.unsettled) for passage in passages)


def _passage(lines: Sequence[TextLine], known: _Known, kind: BlockKind | None = None, key: str = "") -> Passage:
    texts: list[str] = []
    calls: list[str] = []
    for line in joined_words(lines, known.hyphenated):
        text, called = settle_calls(line.text, line.page, known.notes)
        texts.append(_BLANKS_RE.sub(" ", text))
        calls += called
    unsettled = tuple(place for place, line in enumerate(lines) if not line.settled)
    kept = [place for place, text in enumerate(texts) if text]
    return Passage(
        tuple(texts[place] for place in kept),
        kind,
        key,
        tuple(calls),
        pages=tuple(lines[place].page for place in kept),
        unsettled=tuple(kept.index(place) for place in unsettled if place in kept),
    )


def _paragraphs(flow: Sequence[FlowLine], known: _Known) -> Iterator[Passage]:
    for paragraph in paragraphs_of(flow):
        yield _passage([item.line for item in paragraph.lines], known)


def _cells(table: Table | None, number: int, known: _Known) -> Iterator[Passage]:
    for cell in table.cells if table else ():
        if cell.lines:
            yield _passage(cell.lines, known, BlockKind.CELL, f"t-{number}-{cell.row}-{cell.column}")


def _note(note: Note, known: _Known) -> Passage:
    made = _passage([item.line for item in note.lines], known, BlockKind.FOOTNOTE)
    return replace(made, note=note.id)
