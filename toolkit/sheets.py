"""Tables of text in and out: CSV, TSV and XLSX, for people who work in a spreadsheet program.

A cell that a spreadsheet program would take for a formula is written as text, so that a memory made from
somebody else's document can never run anything when it is opened (CWE-1236).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from toolkit.model import BitextError
from toolkit.xlsx import MAX_COLUMNS, MAX_ROWS, xlsx_bytes, xlsx_rows

#: Form -> what it is called for people; also the endings that name them.
FORMS = {"csv": "comma-separated values", "tsv": "tab-separated values", "xlsx": "an Excel workbook"}

#: A cell that begins so is a formula, a command or a link to some spreadsheet programs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def form_of(path: str | Path) -> str:
    """The form that a file name asks for: ``csv``, ``tsv`` or ``xlsx``.  Raises BitextError for another ending.

    >>> form_of("terms.XLSX")
    'xlsx'
    """
    ending = Path(path).suffix.lower().lstrip(".")
    if ending not in FORMS:
        raise BitextError("this ending names no table", path=path, remedy=f"use {', '.join('.' + f for f in FORMS)}")
    return ending


def write_rows(rows: Iterable[Sequence[str]], form: str, *, right_to_left: bool = False) -> bytes:
    """A table as the bytes of a file; the first row is the heading.

    CSV and TSV are UTF-8 with a byte order mark (Excel needs it for Arabic) and one line per row; a cell that
    begins like a formula gets a leading apostrophe, which ``read_rows`` takes off again.  In XLSX such a cell is
    simply stored as text.  The same rows give the same bytes.

    >>> write_rows([("term", "note"), ("=1+1", "")], "csv").decode("utf-8-sig")
    "term,note\\r\\n'=1+1,\\r\\n"
    """
    if form == "xlsx":
        return xlsx_bytes(rows, right_to_left)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t" if form == "tsv" else ",")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA_STARTS, "'")) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*_FORMULA_STARTS, "'")) else cell


def read_rows(data: bytes, form: str, path: object = None) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a table with the 1-based line (or row) that each begins at; blank rows are passed over.

    Formulas are read as their text and never worked out.  Raises BitextError for bytes that are no such table,
    for two encodings in one file, and for tables wider or longer than ``MAX_COLUMNS`` and ``MAX_ROWS``.

    >>> list(read_rows(b"term\\tnote\\n\\nforced labour\\t-\\n", "tsv"))
    [(1, ('term', 'note')), (3, ('forced labour', '-'))]
    """
    rows = xlsx_rows(data, path) if form == "xlsx" else _text_rows(data, form, path)
    for line, row in rows:
        if len(row) > MAX_COLUMNS:
            raise BitextError(f"{len(row)} columns", path=path, line=line, remedy=f"give at most {MAX_COLUMNS}")
        if line > MAX_ROWS:
            raise BitextError(f"more than {MAX_ROWS} rows", path=path, line=line, remedy="split the table")
        if any(row):
            yield line, row


def _text_rows(data: bytes, form: str, path: object) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _decoded(data, path)
    first = text.partition("\n")[0]
    # Excel writes CSV with semicolons where the comma is the decimal sign
    comma = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if form == "tsv" else comma, strict=False)
    line = 1
    try:
        for row in reader:
            yield line, tuple(_unguarded(cell) for cell in row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BitextError(f"no {form.upper()} table: {error}", path=path, line=line, remedy="mend the row") from error


def _decoded(data: bytes, path: object) -> str:
    """The text of a table: UTF-16 by its mark, else UTF-8; a byte that is neither is told with its line."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BitextError("not UTF-8", path=path, line=line, remedy="save the table as UTF-8") from error
