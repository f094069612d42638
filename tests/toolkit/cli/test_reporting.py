"""The checking commands with a baseline, and their formats."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import tmx
from tmx.model import Header, Memory, Property, Unit, Variant
from toolkit.cli import run

PAIRS = [
    ("لمكافحة الاتجار بالأشخاص", "to combat trafficking in persons"),
    ("الاتجار في الأشخاص جريمة", "trafficking in persons is a crime"),
    ("في عام ٢٠١٢", "in 2013"),
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    units = [
        Unit((Variant.of("ar", ar), Variant.of("en", en)), f"u{place}", (Property("x-block", str(place)),))
        for place, (ar, en) in enumerate(PAIRS, 1)
    ]
    tmx.dump(Memory(Header(srclang="ar"), units), tmp_path / "m.tmx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [["check"], ["terms", "check"]])
def test_what_a_baseline_accepts_does_not_fail(
    command: list[str], desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "m.tmx", "-o", "before.txt"]) == 1
    assert run([*command, "m.tmx", "--write-baseline", "b.tsv", "--reason", "as the treaty has it", "-o", "now"]) == 0
    assert run([*command, "m.tmx", "--baseline", "b.tsv", "--fail-on", "note", "-o", "after.txt"]) == 0
    assert capsys.readouterr() == ("", "")
    assert "accepted by the baseline" in (desk / "after.txt").read_text()
    assert "as the treaty has it" in (desk / "b.tsv").read_text()


def test_only_what_is_new_fails(desk: Path) -> None:
    assert run(["check", "m.tmx", "--write-baseline", "b.tsv", "-o", "now"]) == 0
    memory = tmx.load("m.tmx")
    memory.append(Unit((Variant.of("ar", "١٠ أشخاص"), Variant.of("en", "11 persons")), "new"))
    tmx.dump(memory, "m.tmx")
    assert run(["check", "m.tmx", "--baseline", "b.tsv", "--format", "jsonl", "-o", "found.jsonl"]) == 1
    found = [json.loads(line) for line in (desk / "found.jsonl").read_text().splitlines()]
    assert [one["unit"] for one in found if "accepted" not in one] == ["new"]


def test_an_entry_that_ran_out_fails_again_and_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "m.tmx", "--write-baseline", "b.tsv", "--expires", "2020-01-31", "-o", "now"]) == 1
    capsys.readouterr()
    assert run(["check", "m.tmx", "--baseline", "b.tsv", "-o", "again.txt"]) == 1
    assert capsys.readouterr().err.startswith("b.tsv:2: number-mismatch (unit 3 (para. 3)")


def test_an_entry_that_fits_nothing_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "rule\tconcept\tsource\ttarget\treason\texpires\n"
    Path("b.tsv").write_text(header + f"empty\t-\t-\t{'0' * 16}\tgone\t\n")
    assert run(["check", "m.tmx", "--baseline", "b.tsv"]) == 1
    assert "b.tsv:2: empty: no finding fits this entry any more; drop it" in capsys.readouterr().err


def test_writing_again_keeps_what_people_wrote(desk: Path) -> None:
    assert run(["check", "m.tmx", "--write-baseline", "b.tsv", "--reason", "mine", "-o", "now"]) == 0
    assert run(["check", "m.tmx", "--write-baseline", "b.tsv", "--reason", "other", "-o", "now"]) == 0
    assert "mine" in Path("b.tsv").read_text() and "other" not in Path("b.tsv").read_text()


def test_consistency_of_a_long_memory_is_left_out_and_told_or_asked_for(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    units = [Unit((Variant.of("ar", "بند"), Variant.of("en", text))) for text in ("item", "clause")]
    tmx.dump(Memory(Header(srclang="ar"), units), "m.tmx")
    monkeypatch.setattr("toolkit.checks.consistency.AT_ONCE", 1)
    assert run(["check", "m.tmx", "--fail-on", "warning"]) == 0
    assert "consistency is left out of 2 units; ask for it with --checks consistency" in capsys.readouterr().err
    assert run(["check", "m.tmx", "--checks", "consistency", "--fail-on", "warning"]) == 1
    assert "segment-drift" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--baseline", "m.tmx"], "m.tmx:1: not a baseline"),
        (["--baseline", "none.tsv"], "none.tsv: No such file"),
        (["--reason", "why"], "--reason and --expires go with --write-baseline"),
        (["--write-baseline", "-"], "--write-baseline wants a file of its own"),
        (["--write-baseline", "m.tmx"], "m.tmx: is one of the inputs"),
        (["--write-baseline", "b.tsv", "--expires", "soon"], "soon"),
        (["--write-baseline", "b.tsv", "--reason", " "], "an empty reason"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_written(
    options: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(desk.iterdir()), Path("m.tmx").read_bytes()
    assert run(["check", "m.tmx", *options]) == 2
    shown = capsys.readouterr()
    assert said in shown.err and shown.err.count("\n") == 1
    assert (sorted(desk.iterdir()), Path("m.tmx").read_bytes()) == before


def test_ci_formats_from_the_command_line(desk: Path) -> None:
    assert run(["check", "m.tmx", "--format", "sarif", "-o", "r.sarif"]) == 1
    result = json.loads(Path("r.sarif").read_text())["runs"][0]["results"][0]
    line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert "<tu " in Path("m.tmx").read_text().splitlines()[line - 1]
    assert run(["check", "m.tmx", "--format", "junit", "--fail-on", "never", "-o", "r.xml"]) == 0
    assert ET.parse("r.xml").getroot().get("failures") == "0"
