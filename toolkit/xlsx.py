"""XLSX in and out: no cell is ever a formula, the same rows give the same bytes, and no workbook can swamp memory.

Needs openpyxl (the extra ``xlsx``), which is imported when it is used.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from toolkit.model import BitextError

#: The limits of XLSX itself (ECMA-376, part 1, 18.3.1): a wider table is no table of ours.
MAX_COLUMNS = 1024
MAX_ROWS = 1_048_576
_MAX_CELL = 32_767
_ROW_OR_CELL_RE = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its first row is the heading.

    ``widths`` are those of the columns in characters, 0 for the program's own; ``right_to_left`` are the columns
    (0-based) whose text runs so.  A cell that is a number is stored as one.
    """

    name: str
    rows: Iterable[Sequence[str | int | float]]
    widths: tuple[int, ...] = ()
    right_to_left: frozenset[int] = frozenset()


def write_book(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a bold heading that stays in sight and filters; no cell is a formula, same rows, same bytes.

    Raises BitextError where openpyxl is missing or a cell is longer than XLSX holds.

    >>> write_book([Sheet("Terms", [("term", "uses"), ("=1+1", 3)])])[:2]
    b'PK'
    """
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    openpyxl = _openpyxl()
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = _epoch()
    for plan in sheets:
        sheet = book.create_sheet(plan.name[:31])
        sheet.freeze_panes = "A2"
        for place, width in enumerate(plan.widths, 1):
            if width:
                sheet.column_dimensions[get_column_letter(place)].width = width
        rows = columns = 0
        for row in plan.rows:
            cells = [_cell(openpyxl, sheet, value) for value in row]
            for place, cell in enumerate(cells):
                turned = place in plan.right_to_left and rows
                side = {"horizontal": "right", "readingOrder": 2} if turned else {}
                cell.alignment = Alignment(vertical="top", wrap_text=isinstance(cell.value, str), **side)
                if not rows:
                    cell.font = Font(bold=True)
            sheet.append(cells)
            rows, columns = rows + 1, max(columns, len(cells))
        if rows > 1:
            sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{rows}"
    return _finished(book)


def _cell(openpyxl: Any, sheet: Any, value: str | int | float) -> Any:
    return _text_cell(openpyxl, sheet, value) if isinstance(value, str) else openpyxl.cell.WriteOnlyCell(sheet, value)


def xlsx_bytes(rows: Iterable[Sequence[str]], right_to_left: bool) -> bytes:
    """A table as a workbook of one sheet; raises BitextError as :func:`write_book`."""
    openpyxl = _openpyxl()
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = _epoch()
    sheet = book.create_sheet("Sheet1")
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_text_cell(openpyxl, sheet, cell) for cell in row])
    return _finished(book)


def _finished(book: Any) -> bytes:
    from zipfile import ZIP_DEFLATED, ZipFile

    made = io.BytesIO()
    book.save(made)
    return _repacked(made, ZipFile, ZIP_DEFLATED)


def _text_cell(openpyxl: Any, sheet: Any, text: str) -> Any:
    if len(text) > _MAX_CELL:
        raise BitextError(f"a cell of {len(text)} characters; XLSX holds {_MAX_CELL}", remedy="use csv or tsv")
    clean = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    cell = openpyxl.cell.WriteOnlyCell(sheet, value=None)
    cell.value = clean
    if text:
        cell.data_type = "s"  # never "f": a leading = stays a character
    return cell


def _epoch() -> Any:
    from datetime import datetime

    return datetime(2000, 1, 1)


def _repacked(made: io.BytesIO, zip_file: Any, deflated: int) -> bytes:
    """The same parts with a fixed date, so that the same table gives the same bytes."""
    from zipfile import ZipInfo

    out = io.BytesIO()
    with zip_file(made) as source, zip_file(out, "w", deflated) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", part)
            info = ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = deflated
            target.writestr(info, part)
    return out.getvalue()


def xlsx_rows(data: bytes, path: object) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of the first sheet with their numbers; raises BitextError for what is no workbook, or is a bomb."""
    openpyxl = _openpyxl()
    remedy = "give a workbook that Excel or LibreOffice saved as .xlsx"
    try:
        _refuse_bomb(data, path)
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False).worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), start=1):
            row = tuple("" if value is None else str(value) for value in cells)
            yield number, row[: max((i + 1 for i, cell in enumerate(row) if cell), default=0)]
    except BitextError:
        raise
    except Exception as error:
        raise BitextError(f"no readable XLSX: {type(error).__name__}", path=path, remedy=remedy) from error


def _refuse_bomb(data: bytes, path: object) -> None:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > 1 << 30 or size > 200 * max(len(data), 1 << 20):
            raise BitextError(f"unpacks to {size >> 20} MB", path=path, remedy="split the workbook")
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    _refuse_wide(part, path)


def _refuse_wide(part: IO[bytes], path: object) -> None:
    """Raise for a row of too many cells before openpyxl makes an object of each."""
    row = cells = 0
    rest = b""
    while chunk := part.read(1 << 20):
        text = rest + chunk
        end = text.rfind(b"<")  # a tag that the chunk cuts waits for the next
        for match in _ROW_OR_CELL_RE.finditer(text, 0, end):
            if match[1] == b"c":
                cells += 1
                if cells > MAX_COLUMNS:
                    remedy = f"give at most {MAX_COLUMNS}"
                    raise BitextError(f"more than {MAX_COLUMNS} columns", path=path, line=max(row, 1), remedy=remedy)
            else:
                row, cells = row + 1, 0
        rest = text[max(end, 0) :]


def _openpyxl() -> Any:
    try:
        import openpyxl
        import openpyxl.cell.cell
    except ImportError as error:
        raise BitextError("XLSX needs openpyxl", remedy='pip install "bitext-toolkit[xlsx]"') from error
    return openpyxl
