import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import BitextError
from toolkit.sheets import read_rows, write_rows
from toolkit.xlsx import MAX_COLUMNS, Sheet, write_book

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
@given(table=TABLES)
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_back(form: str, table: list[list[str]]) -> None:
    def trimmed(row: list[str]) -> tuple[str, ...]:
        return tuple(row[: max((i + 1 for i, cell in enumerate(row) if cell), default=0)])

    back = [trimmed(list(row)) for _, row in read_rows(write_rows(table, form), form)]
    assert back == [trimmed(row) for row in table if any(row)]


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "'=1"])
def test_no_cell_is_ever_a_formula(cell: str) -> None:
    for form in ("csv", "tsv"):
        assert b"'" in write_rows([[cell]], form)
    with ZipFile(io.BytesIO(write_rows([[cell]], "xlsx"))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    for form in ("csv", "tsv", "xlsx"):
        assert next(read_rows(write_rows([[cell]], form), form))[1] == (cell,)


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [("العربية", "English"), ("الاتجار", "trafficking")]
    assert write_rows(rows, "xlsx") == write_rows(rows, "xlsx")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_of_too_many_columns_is_one_clear_error(form: str) -> None:
    wide = write_rows([["x"] * (MAX_COLUMNS + 5)], form)
    with pytest.raises(BitextError, match="columns"):
        list(read_rows(wide, form, "wide"))


@pytest.mark.parametrize("named", [True, False])
def test_a_workbook_of_a_million_columns_is_refused_before_it_is_built(named: bool) -> None:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(write_rows([("id", "en")], "xlsx"))) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = '<c r="A1" t="n"><v>1</v></c>' if named else "<c><v>1</v></c>"
                part = part.partition(b"<sheetData>")[0] + b"<sheetData><row/><row>" + cell.encode() * 1_000_000
                part += b"</row></sheetData></worksheet>"
            target.writestr(name, part)
    with pytest.raises(BitextError, match=r"wide\.xlsx:2: more than 1024 columns; give at most 1024"):
        list(read_rows(out.getvalue(), "xlsx", "wide.xlsx"))


def test_a_book_keeps_numbers_as_numbers_and_text_as_text() -> None:
    import openpyxl

    made = write_book([Sheet("One", [("term", "uses"), ("=1+1", 3)], (20,), frozenset({0})), Sheet("Two", [])])
    loaded = openpyxl.load_workbook(io.BytesIO(made))
    assert loaded.sheetnames == ["One", "Two"]
    cell, number = loaded["One"]["A2"], loaded["One"]["B2"]
    assert (cell.value, cell.data_type, number.value) == ("=1+1", "s", 3)
    assert cell.alignment.readingOrder == 2 and loaded["One"].auto_filter.ref == "A1:B2"
    assert made == write_book(
        [Sheet("One", [("term", "uses"), ("=1+1", 3)], (20,), frozenset({0})), Sheet("Two", [])]
    )


def test_two_encodings_in_one_file_are_told_with_the_line() -> None:
    data = "مصطلح\tterm\n".encode() + "مصطلح\tterm\n".encode("cp1256")
    with pytest.raises(BitextError, match=r"f\.tsv:2: not UTF-8"):
        list(read_rows(data, "tsv", "f.tsv"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x89PNG\r\n"])
def test_what_is_no_workbook_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(BitextError, match="no readable XLSX"):
        list(read_rows(data, "xlsx", "f.xlsx"))
