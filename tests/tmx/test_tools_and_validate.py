"""Merging, filtering, comparing and validating memories."""

from pathlib import Path

import pytest

import tmx
from tmx import tags, tools
from tmx.validate import validate_unit


def unit(ar: str, en: str, **props: str) -> tmx.Unit:
    found = tuple(tmx.Property(f"x-{name}", text) for name, text in props.items())
    return tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en-US", en)), props=found)


def test_select_by_property_language_and_score() -> None:
    units = [
        unit("ا", "a", document="1"),
        tmx.Unit(unit("ب", "b").variants, props=(tmx.Property("x-align-score", "0.9"),)),
    ]
    assert list(tools.select(units, props=[("x-document", "1")])) == units[:1]
    assert list(tools.select(units, min_score=0.5)) == units[1:]
    assert list(tools.select(units, languages=["fr"])) == []
    assert list(tools.select(units, since="2012")) == []


def test_diff_tells_added_gone_and_changed() -> None:
    changes = tools.diff([unit("ا", "a"), unit("ب", "b")], [unit("ا", "x"), unit("ج", "c")], "ar", "en")
    assert [(c.kind, c.source, c.old, c.new) for c in changes] == [
        ("changed", "ا", "a", "x"),
        ("gone", "ب", "b", None),
        ("added", "ج", None, "c"),
    ]


def test_diff_shows_inline_codes_of_both_sides() -> None:
    bold = (tmx.Bpt(i="1"), "a", tmx.Ept(i="1"))
    old = [unit("ا", "a"), tmx.Unit((tmx.Variant.of("ar", "ب"), tmx.Variant.of("en", "b & c")))]
    new = [
        tmx.Unit((tmx.Variant.of("ar", "ا"), tmx.Variant("en", bold))),
        tmx.Unit((tmx.Variant.of("ar", "ب", tmx.Ph(x="1")), tmx.Variant.of("en", "b & c"))),
    ]
    assert list(tools.diff(old, new, "ar", "en")) == [
        tools.Change("changed", "ا", "a", '<bpt i="1"/>a<ept i="1"/>'),
        tools.Change("changed", 'ب<ph x="1"/>', "b & c", "b & c", "ب"),
    ]
    assert list(tools.diff(new, new, "ar", "en")) == []


def test_split_writes_all_files_or_none(tmp_path: Path) -> None:
    units = [unit("ا", str(number)) for number in range(5)]
    header = tmx.Header(srclang="ar")
    names = tools.split(units, header, tmp_path / "p.tmx", 2)
    assert [path.name for path in names] == ["p-001.tmx", "p-002.tmx", "p-003.tmx"]
    assert [one for path in names for one in tmx.load(path)] == units
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(tmx.TmxError):
        tools.split([*units, unit("\x01", "")], header, tmp_path / "p.tmx", 1)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "part"), [("a.tmx.gz", "a-001.tmx.gz"), ("a", "a-001.tmx"), ("a.b.xml", "a.b-001.xml")]
)
def test_split_names_its_files_and_writes_one_for_no_units(name: str, part: str, tmp_path: Path) -> None:
    (path,) = tools.split([], tmx.Header(), tmp_path / name, 1)
    assert path.name == part
    assert len(tmx.load(path)) == 0


def test_split_over_a_folder_moves_nothing(tmp_path: Path) -> None:
    (tmp_path / "p-002.tmx").mkdir()
    with pytest.raises(IsADirectoryError):
        tools.split([unit("ا", "a"), unit("ب", "b")], tmx.Header(), tmp_path / "p.tmx", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["p-002.tmx"]


def test_info_counts() -> None:
    found = tools.info([unit("ا", "abc", document="1")])
    assert (found.units, found.characters, found.properties) == (1, {"ar": 1, "en-US": 3}, {"x-document": 1})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ((tmx.Bpt(i="1"),), "unpaired"),
        ((tmx.Bpt(i="1"), tmx.Bpt(i="1"), tmx.Ept(i="1"), tmx.Ept(i="1")), "repeated-i"),
        ((tmx.It(pos="open"),), "it-pos"),
        ((tmx.Sub(),), "sub-place"),
        ((tmx.Foreign(name="g"),), "foreign-element"),
    ],
)
def test_inline_codes_are_checked(content: tmx.Segment, code: str) -> None:
    assert code in [p.code for p in validate_unit(tmx.Unit((tmx.Variant("ar", content),)), tmx.Header())]


@pytest.mark.parametrize(
    ("wanted", "offered", "index"),
    [("ar", ["ar-SA", "ar"], 1), ("ar-EG", ["ar-SA", "AR"], 1), ("ara", ["en", "ar_SA"], 1), ("fr", ["ar"], None)],
)
def test_languages_are_found_in_omegats_order(wanted: str, offered: list[str], index: int | None) -> None:
    assert tags.find(wanted, offered) == index
