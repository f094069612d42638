"""Tables that run over pages: rows numbered on, repeated heading rows dropped, rows that the page cut joined."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.read.pdf.page import Table, TableCell

_FREE = 0.6  # of the font size: the blank before a word, and a little room
_PADDING = 6.0  # points between a cell's rule and its text, both sides together


def goes_on(table: Table, item: Table) -> bool:
    """Whether a table on the next page goes on the one before: it has the same columns."""
    return item.page == table.page + 1 and item.edges == table.edges


def join_table(table: Table, item: Table) -> None:
    """Put the rows of a table's second part behind those of its first."""
    first = [_texts(cell) for cell in table.cells if cell.row == 1]
    skipped = 1 if first == [_texts(cell) for cell in item.cells if cell.row == 1] and any(first) else 0
    last = max((cell.row for cell in table.cells if cell.lines), default=1)  # a page may end with an empty stub
    table.cells = [cell for cell in table.cells if cell.row <= last]
    rows = [_row(item, number) for number in sorted({cell.row for cell in item.cells if cell.row > skipped})]
    if rows and _is_cut(_row(table, last), rows[0]):
        for cell in rows.pop(0):
            home = next((other for other in _row(table, last) if other.column == cell.column), None)
            if home:
                home.lines += cell.lines
    for number, row in enumerate(rows, last + 1):
        for cell in row:
            cell.row = number
            table.cells.append(cell)
    table.page = item.page


def _row(table: Table, number: int) -> list[TableCell]:
    return [cell for cell in table.cells if cell.row == number]


def _texts(cell: TableCell) -> list[str]:
    return [line.text for line in cell.lines]


def _is_cut(upper: Sequence[TableCell], lower: Sequence[TableCell]) -> bool:
    """Whether a row goes on below: nowhere would the first word below have had room on the last line above."""
    pairs = [(above, below) for below in lower for above in upper if below.column == above.column and below.lines]
    return bool(pairs) and all(above.lines and not _has_room(above, below) for above, below in pairs)


def _has_room(above: TableCell, below: TableCell) -> bool:
    line, word = above.lines[-1], below.lines[0]
    used = line.x1 - line.x0
    return above.right - above.left - _PADDING - used > word.first + _FREE * word.size
