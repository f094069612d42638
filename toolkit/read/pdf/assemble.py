"""The passages of a PDF: paragraphs over columns and pages, table cells, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.model import BlockKind
from toolkit.read.passages import Passage
from toolkit.read.pdf.hyphens import joined_words
from toolkit.read.pdf.notes import Note, settle_calls
from toolkit.read.pdf.page import FlowLine, Page, Table, TableCell
from toolkit.read.pdf.paragraphs import paragraphs_of
from toolkit.read.pdf.text import TextLine

_BLANKS_RE = re.compile(" {2,}")


def passages_of(pages: Sequence[Page], notes: Sequence[Note]) -> tuple[list[Passage], int]:
    """Every passage in reading order, footnotes last, and the number of lines left unsettled."""
    known = frozenset(note.id for note in notes)
    passages: list[Passage] = []
    flow: list[FlowLine] = []
    tables: list[Table] = []
    for page in pages:
        for item in page.items:
            if isinstance(item, FlowLine):
                flow.append(item)
                continue
            passages += _paragraphs(flow, known)
            flow = []
            goes_on = bool(tables) and passages and passages[-1].kind is BlockKind.CELL and _goes_on(tables[-1], item)
            if goes_on:
                _continue(tables[-1], item)
            else:
                tables.append(item)
            passages += _cells(item, len(tables), known)
    passages += _paragraphs(flow, known)
    passages += [_note(note) for note in notes]
    return passages, sum(len(passage.unsettled) for passage in passages)


def _passage(lines: Sequence[TextLine], page: int, known: frozenset[str], kind: BlockKind | None, key: str) -> Passage:
    texts, calls = [], []
    for line in joined_words(lines):
        text, called = settle_calls(line.text, page, known)
        texts.append(_BLANKS_RE.sub(" ", text))
        calls += called
    unsettled = tuple(place for place, line in enumerate(lines) if not line.settled)
    raws = tuple(line.raw if not line.settled else text for line, text in zip(lines, texts, strict=True))
    kept = [place for place, text in enumerate(texts) if text]
    return Passage(
        tuple(texts[place] for place in kept),
        kind,
        key,
        tuple(calls),
        page=page,
        raws=tuple(raws[place] for place in kept),
        unsettled=tuple(kept.index(place) for place in unsettled if place in kept),
    )


def _paragraphs(flow: Sequence[FlowLine], known: frozenset[str]) -> Iterator[Passage]:
    for paragraph in paragraphs_of(flow):
        yield _passage([item.line for item in paragraph.lines], paragraph.lines[0].page, known, None, "")


def _goes_on(table: Table, item: Table) -> bool:
    """Whether a table on the next page goes on the one before: it has the same columns."""
    return item.page == table.page + 1 and item.edges == table.edges


def _continue(table: Table, item: Table) -> None:
    """Number the rows of a table's second part on; a heading row that the page repeats is dropped."""
    first = [_texts(cell) for cell in table.cells if cell.row == 1]
    again = [_texts(cell) for cell in item.cells if cell.row == 1]
    if first == again:
        item.cells = [cell for cell in item.cells if cell.row > 1]
    shift = max(cell.row for cell in table.cells) - (1 if first == again else 0)
    for cell in item.cells:
        cell.row += shift
    table.cells += item.cells
    table.page = item.page


def _texts(cell: TableCell) -> list[str]:
    return [line.text for line in cell.lines]


def _cells(table: Table, number: int, known: frozenset[str]) -> Iterator[Passage]:
    for cell in table.cells:
        if cell.lines:
            yield _passage(cell.lines, table.page, known, BlockKind.CELL, f"t-{number}-{cell.row}-{cell.column}")


def _note(note: Note) -> Passage:
    made = _passage([item.line for item in note.lines], note.page, frozenset(), BlockKind.FOOTNOTE, "")
    return Passage(made.lines, made.kind, "", (), note.id, made.page, made.raws, made.unsettled)
