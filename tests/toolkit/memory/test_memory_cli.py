"""The ``bitext memory`` commands, in the order in which a translator meets them."""

import json
from pathlib import Path

import pytest

import tmx
from tests.toolkit.memory.samples import many, unit
from toolkit.cli import run

EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"


def test_add_look_up_count_export_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db, out = str(tmp_path / "m.db"), tmp_path / "out.tmx"
    assert run(["memory", "add", db, str(EXAMPLE)]) == 0
    count = len(tmx.load(EXAMPLE))
    assert f"{count} new" in capsys.readouterr().out
    assert run(["memory", "add", db, str(EXAMPLE)]) == 0
    assert f"0 new, 0 known from elsewhere, {count} known" in capsys.readouterr().out

    assert run(["memory", "lookup", db, "الدورة السادسة"]) == 0
    assert "100: the same text; -1 unconfirmed" in capsys.readouterr().out
    assert run(["memory", "lookup", db, "Sixth session", "--format", "jsonl", "--no-penalties"]) == 0
    record = json.loads(capsys.readouterr().out)["matches"][0]
    assert (record["score"], record["kind"], record["target"]) == (100, "exact", "الدورة السادسة")

    assert run(["memory", "stats", db, "--format", "json", "--documents"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["units"], found["documents"]) == (count, {"CTOC/COP/2012/4": count})

    assert run(["memory", "export", db, "-o", str(out), "--source-lang", "ar"]) == 0
    assert list(tmx.load(out)) == list(tmx.load(EXAMPLE))
    assert run(["memory", "remove", db, "CTOC/*"]) == 0
    assert f"{count} units are gone" in capsys.readouterr().out


def test_many_texts_from_standard_input_have_each_other_for_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    db = str(tmp_path / "m.db")
    tmx.dump(
        tmx.Memory(tmx.Header(), [unit("نعم", "Yes", context_pre="لا", context_post="ربما")]), tmp_path / "a.tmx"
    )
    assert run(["memory", "add", db, str(tmp_path / "a.tmx")]) == 0
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("لا\nنعم\nربما\n".encode())))
    assert run(["memory", "lookup", db, "-", "--source-lang", "ar", "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [len(line["matches"]) for line in lines] == [0, 1, 0]
    assert lines[1]["matches"][0]["base"] == 102


def test_a_full_copy_gives_the_same_store(tmp_path: Path) -> None:
    first, second, copy = str(tmp_path / "1.db"), str(tmp_path / "2.db"), str(tmp_path / "copy.tmx")
    units = [*many(10, "A"), *many(10, "B"), unit("نعم", "Yes", document="A"), unit("نعم", "Yes", document="B")]
    tmx.dump(tmx.Memory(tmx.Header(), units), tmp_path / "a.tmx")
    assert run(["memory", "add", first, str(tmp_path / "a.tmx")]) == 0
    assert run(["memory", "export", first, "-o", copy, "--every-place"]) == 0
    assert run(["memory", "add", second, copy]) == 0
    assert run(["memory", "export", second, "-o", str(tmp_path / "again.tmx"), "--every-place"]) == 0
    assert (tmp_path / "again.tmx").read_bytes() == Path(copy).read_bytes()


def test_xliff_goes_in_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlf"
    file.write_text(
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ar"><file id="f">'
        '<unit id="u"><segment state="final"><source>Yes</source><target>نعم</target></segment></unit>'
        "</file></xliff>",
        encoding="utf-8",
    )
    assert run(["memory", "add", str(tmp_path / "m.db"), str(file)]) == 0
    assert run(["memory", "lookup", str(tmp_path / "m.db"), "نعم"]) == 0
    assert "Yes" in capsys.readouterr().out
