"""One page: its lines and table cells in reading order, with what is needed to tell paragraphs and notes later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from toolkit.languages.arabic import has_arabic
from toolkit.read.pdf.columns import Band, pieces_of, reading_order
from toolkit.read.pdf.glyphs import Glyph, PageText
from toolkit.read.pdf.lines import Row, rows_of
from toolkit.read.pdf.strokes import Cell, Grid, Stroke, grids_of, strokes_of
from toolkit.read.pdf.text import TextLine, line_of

_SLACK = 6.0  # points by which the lines of a column may differ from page to page
_MOST_STROKES = 1500  # more is a drawing


@dataclass(slots=True)
class FlowLine:
    """A line in reading order, with the edges of its column; ``whole`` where it stands in none."""

    line: TextLine
    left: float
    right: float
    whole: bool = True

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return self.line.page


@dataclass(slots=True)
class TableCell:
    """A table's cell: row and column from 1 in reading order, its lines, its left and right edge."""

    row: int
    column: int
    lines: list[TextLine]
    left: float
    right: float


@dataclass(slots=True)
class Table:
    """A ruled table; ``edges`` are its columns' left edges, by which a table that goes on is known."""

    cells: list[TableCell]
    edges: tuple[float, ...]
    y: float
    page: int = 0


@dataclass(slots=True)
class Page:
    """What a page holds, in reading order; ``rules`` are its lying strokes outside tables."""

    number: int
    height: float
    width: float
    rtl: bool
    items: list[FlowLine | Table] = field(default_factory=list)
    rules: list[Stroke] = field(default_factory=list)

    @property
    def lines(self) -> list[FlowLine]:
        """The lines outside tables."""
        return [item for item in self.items if isinstance(item, FlowLine)]


def read_page(page: Any, number: int, text: PageText, rtl: bool) -> Page:
    """Read a page; ``rtl`` is the direction of the page before, for a page without letters."""
    glyphs = text.glyphs(page)
    strokes = strokes_of(page)
    rtl = _direction(glyphs, rtl)
    width, height = page.get_size()
    made = Page(number, height, width, rtl)
    grids = grids_of(strokes) if len(strokes) <= _MOST_STROKES else []
    inside, outside = _parted(glyphs, grids)
    made.rules = [stroke for stroke in strokes if stroke.lies and not any(_within(stroke, grid) for grid in grids)]
    bands = [Band(pieces_of(row)) for row in rows_of(outside)]
    bands += [Band(grid=grid) for grid in grids if inside[id(grid)]]
    bands.sort(key=lambda band: -band.y)
    before: TextLine | None = None
    for placed in reading_order(bands, rtl):
        if placed.grid:
            made.items.append(_table(placed.grid, inside[id(placed.grid)], rtl, number))
            before = None
        elif placed.row:
            before = line_of(placed.row, rtl, _goes_on_arabic(before, placed.x0))
            before.page = number
            made.items.append(FlowLine(before, placed.x0, placed.x1, placed.whole))
    return made


def level_edges(pages: Sequence[Page]) -> None:
    """Give lines outside columns the edges of the document's text, which a page of short lines does not show."""
    _continue_columns(pages)
    regions = {(item.left, item.right) for page in pages for item in page.lines if item.whole}
    if not regions:
        return
    lefts, rights = sorted(left for left, _ in regions), sorted(right for _, right in regions)
    left, right = lefts[len(lefts) // 4], rights[-1 - len(rights) // 4]
    for page in pages:
        for item in page.lines:
            if item.whole:
                item.left, item.right = min(item.left, left), max(item.right, right)


def _continue_columns(pages: Sequence[Page]) -> None:
    """Columns that run on to a page where only one of them is filled: there they do not show as columns."""
    columns: list[tuple[float, float]] = []
    for page in pages:
        for item in page.lines:
            fitting = [edges for edges in columns if _fits(item, edges)] if item.whole else []
            if not fitting:
                break
            item.left, item.right = max(fitting, key=lambda edges: edges[1] - edges[0])
            item.whole = False
        last = takewhile(lambda item: not item.whole, reversed(page.lines))
        columns = list(dict.fromkeys((item.left, item.right) for item in last))


def _fits(item: FlowLine, edges: tuple[float, float]) -> bool:
    return edges[0] - _SLACK <= item.line.x0 and item.line.x1 <= edges[1] + _SLACK


def _direction(glyphs: Sequence[Glyph], default: bool) -> bool:
    letters = [has_arabic(glyph.text) for glyph in glyphs if glyph.text.isalpha()]
    return sum(letters) > 0.4 * len(letters) if len(letters) >= 30 else default


def _goes_on_arabic(before: TextLine | None, left: float) -> bool:
    """Whether the line before ends in Arabic, at the edge of its column, so that the paragraph goes on."""
    if before is None or before.x0 > left + 3 * before.size:
        return False
    letters = [char for char in before.text if char.isalpha()]
    return bool(letters) and has_arabic(letters[-1])


def _within(stroke: Stroke, grid: Grid) -> bool:
    x0, y0, x1, y1 = grid.box
    return x0 - 4 <= stroke.x0 and stroke.x1 <= x1 + 4 and y0 - 4 <= stroke.y0 and stroke.y1 <= y1 + 4


def _parted(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> tuple[dict[int, dict[Cell, list[Glyph]]], list[Glyph]]:
    """The glyphs in the cells of each grid, and those outside."""
    inside: dict[int, dict[Cell, list[Glyph]]] = {id(grid): {} for grid in grids}
    outside = []
    for glyph in glyphs:
        x, y = glyph.center, glyph.y + 0.2 * glyph.size
        for grid in grids:
            x0, y0, x1, y1 = grid.box
            cell = _cell_at(grid, x, y) if x0 <= x <= x1 and y0 <= y <= y1 else None
            if cell:
                inside[id(grid)].setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _cell_at(grid: Grid, x: float, y: float) -> Cell | None:
    return next((cell for cell in grid.cells if cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1), None)


def _table(grid: Grid, glyphs: dict[Cell, list[Glyph]], rtl: bool, number: int) -> Table:
    columns = max(cell.column for cell in grid.cells)
    cells = []
    for cell in grid.cells:
        lines = list(_cell_lines(rows_of(glyphs.get(cell, [])), rtl, number))
        last = max(other.column for other in grid.cells if other.row == cell.row and other.x0 <= cell.x1 - 1)
        column = columns - last + 1 if rtl else cell.column
        cells.append(TableCell(cell.row, column, lines, cell.x0, cell.x1))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    edges = tuple(sorted({round(cell.x0) for cell in grid.cells}))
    return Table(cells, edges, grid.box[3], number)


def _cell_lines(rows: Sequence[Row], rtl: bool, page: int) -> Iterator[TextLine]:
    before: TextLine | None = None
    for row in rows:
        before = line_of(row, rtl, _goes_on_arabic(before, before.x0 if before else 0.0))
        before.page = page
        yield before
