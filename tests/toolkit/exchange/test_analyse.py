import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cli import run
from toolkit.exchange.words import Size, count_words, size_of

DATA = Path(__file__).parents[2] / "data" / "exchange"
MEMORY = str(DATA / "memory.tmx")


@pytest.mark.parametrize(
    "case", json.loads((DATA / "words.json").read_text(encoding="utf-8")), ids=lambda c: c["text"]
)
def test_words_are_counted_by_the_rule(case: dict[str, object]) -> None:
    assert count_words(str(case["text"])) == case["words"]


@settings(deadline=None, max_examples=60)
@given(st.text(), st.text())
def test_words_add_up_over_a_blank(one: str, other: str) -> None:
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)
    assert size_of(one) + Size() == size_of(one)


def analysed(*names: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    argv = ["analyse", *(str(DATA / name) for name in names), "--memory", MEMORY, "--format", "json"]
    assert run([*argv, "--source-lang", "en", "--target-lang", "ar"]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_each_segment_is_in_one_band(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["band"]: row for row in analysed("job-1.2.xlf", capsys=capsys)}
    assert {band: (row["segments"], row["words"]) for band, row in rows.items() if row["segments"]} == {
        "101-102": (1, 2),
        "repetitions": (2, 2),
        "100": (4, 11),
        "95-99": (1, 3),
        "85-94": (1, 8),
        "new": (2, 8),
        "translated": (1, 1),
        "locked": (1, 1),
        "total": (11, 34),
    }


def test_what_an_earlier_file_has_is_a_repetition_across_files(capsys: pytest.CaptureFixture[str]) -> None:
    rows = analysed("job-1.2.xlf", "job-2.1.xlf", "job.po", capsys=capsys)
    second = {row["band"]: row["segments"] for row in rows if row["file"].endswith("job-2.1.xlf")}
    assert (second["cross-file repetitions"], second["repetitions"]) == (4, 0)
    total = {row["band"]: row for row in rows if row["file"] == "total"}
    for measure in ("segments", "words", "characters"):
        parts = [
            row for row in rows if row["file"] != "total" and row["band"] not in ("total", "translated", "locked")
        ]
        assert total["total"][measure] == sum(int(row[measure]) for row in parts)


def test_the_table_and_the_csv_say_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    argv = ["analyse", str(DATA / "job-1.2.xlf"), "--memory", MEMORY]
    assert run([*argv, "--format", "csv", "-o", str(tmp_path / "a.csv")]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8"))))
    assert run(argv) == 0
    table = capsys.readouterr().out
    for row in rows:
        if row["segments"] != "0":
            assert f"{row['band']:<24}{row['segments']:>10}{row['words']:>10}" in table


def test_files_of_different_languages_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "b.xlf"
    text = (DATA / "job-2.1.xlf").read_text(encoding="utf-8").replace('trgLang="ar"', 'trgLang="fr"')
    other.write_text(text, encoding="utf-8")
    assert run(["analyse", str(DATA / "job-1.2.xlf"), str(other), "--memory", MEMORY]) == 2
    assert "different languages" in capsys.readouterr().err
