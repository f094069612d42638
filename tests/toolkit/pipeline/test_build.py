"""The whole way on small pairs, and what bad input gets: one line, exit 2, nothing half-written."""

from pathlib import Path

import pytest

import tmx
from toolkit.cli import run
from toolkit.model import Document, Line, Word
from toolkit.pipeline import BuildSettings, build, words_by_segment
from toolkit.pipeline.page import page_of
from toolkit.pipeline.summary import summary
from toolkit.read import read_bytes
from toolkit.review.page import render
from toolkit.segment import segment

ARABIC = """أولاً- مقدّمة

١- تعتمد كل دولة طرف ما قد يلزم من تدابير لمكافحة الاتجار بالأشخاص. وتحمي الدول الضحايا.

٢- عقد المؤتمر دورته في فيينا في ٢٥ أيار/مايو ٢٠١٢.

٣- تتعاون الدول الأطراف على منع الاتجار في الأشخاص.

٤- يبدأ نفاذ هذا البروتوكول بعد تسعين يوما من إيداع الصك الأربعين.
"""
ENGLISH = """I. Introduction

1. Each State Party shall adopt such measures as may be necessary to combat trafficking in persons. States shall \
protect the victims.

2. The Conference held its session in Vienna on 25 June 2012.

3. States Parties shall cooperate to prevent trafficking in persons.

5. An added paragraph, which the Arabic version does not have at all, about the costs of the session.

4. This Protocol shall enter into force ninety days after the deposit of the fortieth instrument.
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    files = tmp_path / "doc.ar.txt", tmp_path / "doc.en.txt"
    files[0].write_text(ARABIC, encoding="utf-8")
    files[1].write_text(ENGLISH, encoding="utf-8")
    return files


def test_a_pair_becomes_a_memory_with_findings(pair: tuple[Path, Path]) -> None:
    stages: list[str] = []
    result = build(*pair, BuildSettings(encoder="none"), progress=stages.append)
    assert stages == ["read", "repair", "segment", "align", "memory", "checks"]
    by_block = {unit.prop("x-block"): unit for unit in result.memory}
    assert by_block["h-I"].variant("en").text == "I. Introduction"
    assert by_block["3"].variant("en").text.startswith("3. States Parties")
    codes = {(finding.code, result.memory[finding.position].prop("x-block")) for finding in result.findings}
    assert ("date-mismatch", "2") in codes
    assert ("term-deprecated", "3") in codes
    omitted = [bead for bead in result.alignment.beads if not bead.source]
    assert [result.alignment.target[bead.target[0]].block for bead in omitted] == ["5"]
    assert result.repaired.steps == ()


def test_the_summary_counts(pair: tuple[Path, Path]) -> None:
    rows = dict(summary(build(*pair, BuildSettings(encoder="none"))))
    assert rows["Blocks"] == "5 / 6"
    assert rows["Omissions"] == "1"
    assert rows["Units in the memory"] == "6"
    assert rows["Repaired lines"].startswith("0 of")


def test_the_page_has_a_row_for_every_bead(pair: tuple[Path, Path]) -> None:
    result = build(*pair, BuildSettings(encoder="none", symbol="X/1"))
    page = page_of(result)
    assert len(page.rows) == len(result.alignment.beads)
    assert page.symbol == "X/1"
    assert page.matrix is not None
    assert any(row.findings for row in page.rows)
    assert "<script>" in render(page)


def test_a_pair_with_nothing_in_common_is_all_doubtful(tmp_path: Path) -> None:
    arabic = "\n\n".join(f"{n}- يحق لكل فرد أن يعيش في {n * 17} مدينة من مدن العالم القديم." for n in range(1, 13))
    words = "A short recipe for soup with 3 carrots. " * 2
    english = "\n\n".join(words[: 20 + 31 * (n % 4)] + f" {n * 23} grams." for n in range(12))
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    files[0].write_text(arabic, encoding="utf-8")
    files[1].write_text(english, encoding="utf-8")
    result = build(*files, BuildSettings(encoder="none"))
    assert result.alignment.beads
    assert all(bead.confidence < 0.5 for bead in result.alignment.beads)
    assert any(label == "Warning" for label, _ in summary(result))


def test_words_find_their_segments() -> None:
    document = read_bytes("١- طلب المؤتمر. ودعا الدول.".encode(), "d", "ar")
    line: Line = document.lines[0]
    start = line.text.index("ودعا")
    placed = words_by_segment(document, segment(document), (Word(1, start, start + 4, "ودعا", 0.3),))
    assert {name: [(word.start, word.text) for word in words] for name, words in placed.items()} == {
        "ar:1.2": [(0, "ودعا")]
    }
    assert isinstance(document, Document)


def test_the_command_writes_memory_and_report(pair: tuple[Path, Path], tmp_path: Path) -> None:
    memory, report = tmp_path / "m.tmx", tmp_path / "r.html"
    line = ["build", *map(str, pair), "-o", str(memory), "--report", str(report), "--encoder", "none"]
    assert run(line) == 0
    first = memory.read_bytes(), report.read_bytes()
    assert run(line) == 0
    assert (memory.read_bytes(), report.read_bytes()) == first
    assert len(tmx.load(memory)) == 6
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("source", "target", "word"),
    [
        (None, ENGLISH, "No such file"),
        ("", ENGLISH, "empty"),
        ("\x00\x01\x02\x03" * 100, ENGLISH, "binary"),
        (ENGLISH, ARABIC, "swapped"),
        (ARABIC, ARABIC, "like the other file"),
    ],
)
def test_bad_input_is_one_line_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str | None, target: str, word: str
) -> None:
    files = tmp_path / "s.txt", tmp_path / "t.txt"
    if source is not None:
        files[0].write_text(source, encoding="utf-8")
    files[1].write_text(target, encoding="utf-8")
    output = tmp_path / "out.tmx"
    assert run(["build", *map(str, files), "-o", str(output), "--report", str(tmp_path / "r.html")]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert word in err
    assert not output.exists()
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("output", ["missing/out.tmx", ".", "doc.ar.txt"])
def test_an_unwritable_output_is_refused_before_any_work(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    assert run(["build", *map(str, pair), "-o", str(tmp_path / output)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert pair[0].read_text(encoding="utf-8") == ARABIC


def test_usage_errors_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--nonsense"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "--help" in err
    assert run(["no-such-command"]) == 2


COVER = """Sixth session

Item 2 of the provisional agenda

Review of the {0}

Good practices

Report by the Secretariat

"""


def test_the_page_bears_the_title_of_the_report(pair: tuple[Path, Path]) -> None:
    result = build(*pair, BuildSettings(encoder="none"))
    assert page_of(result).title == "I. Introduction"
    pair[1].write_text(COVER.format("implementation of the Convention " * 4) + ENGLISH, encoding="utf-8")
    assert page_of(build(*pair, BuildSettings(encoder="none"))).title == "Good practices"
