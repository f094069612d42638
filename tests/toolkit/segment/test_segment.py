"""Segmentation: tests/data/segment holds one case a line, language TAB segments parted by `` ||| ``."""

from pathlib import Path

import pytest

from toolkit.model import BitextError
from toolkit.read import read, read_bytes
from toolkit.segment import segment
from toolkit.segment.rules import Rules

DATA = Path(__file__).parents[2] / "data" / "segment"
EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4"
CASES = [
    line.split("\t")
    for path in sorted(DATA.glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SRX = """<srx version="2.0" xmlns="http://www.lisa.org/srx20"><header segmentsubflows="yes" cascade="no">
<formathandle type="start" include="no"/><formathandle type="end" include="yes"/>
<formathandle type="isolated" include="no"/></header><body><languagerules>
<languagerule languagerulename="all"><rule break="yes"><beforebreak>{before}</beforebreak>
<afterbreak>\\s</afterbreak></rule></languagerule></languagerules>
<maprules><languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>"""


def test_there_are_cases() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize(("lang", "text"), CASES, ids=[case[1][:40] for case in CASES])
def test_case(lang: str, text: str) -> None:
    segments = text.split(" ||| ")
    joined = " ".join(segments)
    assert [joined[start:end] for start, end in Rules().cut(joined, lang)] == segments


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_segments_are_slices_of_their_blocks_and_know_their_lines(lang: str) -> None:
    document = read(EXAMPLE / f"ctoc-cop-2012-4.{lang}.txt")
    blocks = {block.key: block for block in document.blocks}
    segments = segment(document)
    for found in segments:
        block = blocks[found.block]
        assert block.text[found.start : found.start + len(found.text)] == found.text
        assert block.lines[0].number <= found.lines[0] <= found.lines[1] <= block.lines[-1].number
    assert len({found.id for found in segments}) == len(segments)
    kept = "".join("".join(found.text for found in segments).split())
    assert kept == "".join("".join(block.text for block in document.blocks).split())


def test_segment_ids_name_language_paragraph_and_sentence() -> None:
    document = read_bytes("١- طلب المؤتمر تقريراً. ودعا الدول.\n\n٢- وتنص المادة.".encode())
    assert [found.id for found in segment(document)] == ["ar:1.1", "ar:1.2", "ar:2.1"]


def test_a_users_rules_take_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "semicolon.srx"
    path.write_text(SRX.format(before=";"), encoding="utf-8")
    document = read_bytes(b"One thing; another. A third.")
    assert [found.text for found in segment(document, srx=path)] == ["One thing;", "another. A third."]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("no xml", "not XML"),
        ("<srx version='2.0'/>", "not SRX 2.0"),
        (SRX.format(before="(unclosed"), "cannot be used"),
        ('<!DOCTYPE srx [<!ENTITY e "x">]>' + SRX.format(before="&amp;"), "entities"),
    ],
)
def test_bad_rules_are_one_clear_error(tmp_path: Path, content: str, word: str) -> None:
    path = tmp_path / "bad.srx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BitextError, match=word) as caught:
        segment(read_bytes(b"Some text. More."), srx=path)
    assert str(caught.value).startswith(str(path))


def test_a_runaway_pattern_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.segment.rules._PATIENCE", 0.05)
    path = tmp_path / "runaway.srx"
    path.write_text(SRX.format(before="(a|aa)+(a|b|ab)+c{2}"), encoding="utf-8")
    with pytest.raises(BitextError, match="too long"):
        segment(read_bytes(b"a" * 4000 + b" end"), srx=path)
