"""A memory in another form and back again: what the form can hold is the same."""

import contextlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tmx
from tests.tmx.memories import MEMORIES
from toolkit.exchange.forms import FORMS, form_of
from toolkit.exchange.json_lines import read_lines, write_lines
from toolkit.exchange.pairs import left_out
from toolkit.exchange.po import read_po, write_po
from toolkit.exchange.tables import read_table, write_table
from toolkit.model import BitextError


def unit(ar: str, en: str, tuid: str | None = None, **props: str) -> tmx.Unit:
    found = tuple(tmx.Property(f"x-{name}", text) for name, text in props.items())
    return tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en", en)), tuid, found)


UNITS = [
    unit("نعم", "Yes", "1", document="A/1", context="answers"),
    unit("=1+1", '+"quoted",\nsecond line', "2"),
    tmx.Unit(unit("لا", "No").variants, notes=(tmx.Note("ask Mona"),), changedate="20120801T000000Z"),
]


def test_the_command_line_knows_the_same_forms() -> None:
    from toolkit.cli import tmx as command

    assert ["tmx", *FORMS] == command.FORMS


@pytest.mark.parametrize("form", list(FORMS))
def test_there_and_back(form: str) -> None:
    memory = FORMS[form].read(FORMS[form].write(UNITS, "ar", "en"), "ar", "en", "a")
    if form == "po":  # a catalogue has no ids, dates or properties other than the context
        assert [[v.text for v in u.variants] for u in memory] == [[v.text for v in u.variants] for u in UNITS]
        assert memory[0].prop("x-context") == "answers"
        assert memory[2].notes == (tmx.Note("ask Mona"),)
    else:
        assert memory.units == UNITS
    assert memory.header.srclang == "ar"
    assert FORMS[form].write(UNITS, "ar", "en") == FORMS[form].write(UNITS, "ar", "en")


@settings(deadline=None, max_examples=60)
@given(MEMORIES)
def test_json_lines_keep_every_unit_whole(memory: tmx.Memory) -> None:
    assert read_lines("".join(write_lines(memory)).encode()).units == memory.units


def test_line_separators_inside_a_text_end_no_line_and_bytes_that_are_no_utf8_are_told() -> None:
    units = [unit("ا\u2028ب\u2029\x85", "a")]
    data = "".join(write_lines(units)).encode()
    assert read_lines(data.replace(b"\n", b"\r\n")).units == units
    with pytest.raises(BitextError, match=r"a.jsonl:2: no unit in JSON"):
        read_lines(data + data.replace("ا".encode(), b"\xc7"), "a.jsonl")


@pytest.mark.parametrize("value", ["=2+2", "@SUM(A1)", "-1", "'quoted", "\tx"])
def test_a_cell_is_never_a_formula_and_comes_back(value: str) -> None:
    data = write_table([unit("ا", value)], "csv", "ar", "en")
    assert f",'{value}" in data.decode("utf-8-sig") or f",\"'{value}" in data.decode("utf-8-sig")
    assert read_table(data, "csv")[0].variants[1].text == value


def test_a_property_with_two_values_has_two_columns() -> None:
    twice = tmx.Unit(unit("ا", "a").variants, props=(tmx.Property("x-d", "1"), tmx.Property("x-d", "2")))
    named = tmx.Unit(unit("ب", "b").variants, props=(tmx.Property("domain", "law"),))
    assert read_table(write_table([twice, named], "tsv", "ar", "en"), "tsv").units == [twice, named]


def test_a_table_without_languages_says_what_to_do() -> None:
    with pytest.raises(BitextError, match=r"rows.csv:1: .*name the columns"):
        read_table(b"source,target\na,b\n", "csv", "rows.csv")


@pytest.mark.parametrize(
    "line", ["[1]", "{", '{"variants": []}', '{"ar": 1}', '{"variants": [{"lang": "ar", "text": "a", "seg": "<b"}]}']
)
def test_a_line_that_is_no_unit_is_named(line: str) -> None:
    with pytest.raises(BitextError, match=r"a\.jsonl:2:"):
        read_lines(f'{{"ar": "ا", "en": "a"}}\n{line}\n'.encode(), "a.jsonl")


def test_what_does_not_fit_is_said() -> None:
    coded = tmx.Unit((tmx.Variant.of("ar", "ا", tmx.Ph(x="1")), tmx.Variant.of("en", "a"), tmx.Variant.of("fr", "b")))
    assert left_out([coded, tmx.Unit((tmx.Variant.of("ar", "ا"),))], "ar", "en") == [
        "1 of 2 units have no ar or no en and are left out",
        "1 segments have inline codes, of which only the text is written",
        "1 variants in other languages are left out",
    ]


def test_a_catalogue_holds_a_source_once_and_tells_the_other_translation() -> None:
    text = write_po([unit("نعم", "Yes"), unit("نعم", "Yeah")], "ar", "en")
    assert text.count("msgid") == 2  # the header and one entry
    assert "# also translated: Yeah" in text


def test_plural_forms_fuzzy_obsolete_and_untranslated_entries() -> None:
    data = (
        'msgid ""\nmsgstr "Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "file"\nmsgid_plural "files"\nmsgstr[0] "ملف"\nmsgstr[1] "ملفات"\n\n'
        '#, fuzzy\nmsgid "open"\nmsgstr "فتح"\n\nmsgid "new"\nmsgstr ""\n\n#~ msgid "old"\n#~ msgstr "قديم"\n'
    )
    memory = read_po(data.encode(), "en")
    assert [tuple(v.text for v in u.variants) for u in memory] == [
        ("file", "ملف"),
        ("files", "ملفات"),
        ("open", "فتح"),
    ]
    assert memory[2].prop("x-status") == "fuzzy"
    assert memory[0].variants[1].lang == "ar"


@pytest.mark.parametrize(
    "data", [b'msgid "a\nmsgstr', b"\x00\x01\xff", b"just text", b'msgid "a"\nmsgstr "b"\n'], ids=range(4)
)
def test_what_is_no_catalogue_or_names_no_language_is_an_error(data: bytes) -> None:
    with pytest.raises(BitextError, match=r"a\.po"):
        read_po(data, "en", path="a.po")


@pytest.mark.client
@pytest.mark.skipif(not shutil.which("msgfmt"), reason="msgfmt (gettext) is not installed")
def test_msgfmt_accepts_our_catalogue(tmp_path: Path) -> None:
    units = [*UNITS, unit("سطر\n", "line"), unit("\nا", "a\n")]
    (tmp_path / "a.po").write_text(write_po(units, "ar", "en"), encoding="utf-8")
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(tmp_path / "a.po")], check=True)


def test_an_ending_that_names_no_form() -> None:
    with pytest.raises(BitextError, match=r"\.docx: .*use \.tmx"):
        form_of("a.docx")


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=60), st.sampled_from(["csv", "tsv", "jsonl", "po"]))
def test_any_bytes_give_a_memory_or_an_error(data: bytes, form: str) -> None:
    with contextlib.suppress(BitextError):
        assert isinstance(FORMS[form].read(data, "ar", "en", "a"), tmx.Memory)
