from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import BitextError
from toolkit.sheets import MAX_COLUMNS, read_rows, write_rows

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
    import io

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


def test_two_encodings_in_one_file_are_told_with_the_line() -> None:
    data = "مصطلح\tterm\n".encode() + "مصطلح\tterm\n".encode("cp1256")
    with pytest.raises(BitextError, match=r"f\.tsv:2: not UTF-8"):
        list(read_rows(data, "tsv", "f.tsv"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x89PNG\r\n"])
def test_what_is_no_workbook_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(BitextError, match="no readable XLSX"):
        list(read_rows(data, "xlsx", "f.xlsx"))
