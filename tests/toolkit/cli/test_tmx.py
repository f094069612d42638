"""The ``bitext tmx`` commands over small files."""

import json
from pathlib import Path

import pytest

import tmx
from toolkit.cli import run


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    units = [
        tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en", en)))
        for ar, en in [("نعم", "Yes"), ("لا", "No"), ("نعم", "Yes")]
    ]
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), units), tmp_path / "a.tmx")
    return tmp_path / "a.tmx"


def test_info_tells_what_is_in_it(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tmx", "info", str(memory), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["languages"] == {"ar": 3, "en": 3}


def test_info_on_an_image_says_that_it_is_no_tmx(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["tmx", "info", str(tmp_path / "a.png")]) == 2
    assert "no TMX file but a PNG image" in capsys.readouterr().err


def test_merge_split_and_filter(memory: Path, tmp_path: Path) -> None:
    assert run(["tmx", "merge", str(memory), str(memory), "-o", str(tmp_path / "m.tmx")]) == 0
    assert len(tmx.load(tmp_path / "m.tmx")) == 2
    assert run(["tmx", "split", str(memory), "--size", "2", "-o", str(tmp_path / "p.tmx")]) == 0
    assert [len(tmx.load(tmp_path / f"p-00{n}.tmx")) for n in (1, 2)] == [2, 1]
    assert run(["tmx", "filter", str(memory), "--lang", "fr", "-o", str(tmp_path / "f.tmx")]) == 0
    assert len(tmx.load(tmp_path / "f.tmx")) == 0


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "po"])
def test_convert_writes_the_texts(memory: Path, tmp_path: Path, form: str) -> None:
    assert run(["tmx", "convert", str(memory), "--to", form, "-o", str(tmp_path / "out")]) == 0
    assert "نعم" in (tmp_path / "out").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "jsonl", "po"])
def test_convert_there_and_back_by_the_endings(memory: Path, tmp_path: Path, form: str) -> None:
    table, back = tmp_path / f"t.{form}", tmp_path / "back.tmx"
    assert run(["tmx", "convert", str(memory), "-o", str(table)]) == 0
    assert run(["tmx", "convert", str(table), "-o", str(back)]) == 0
    texts = [[variant.text for variant in unit.variants] for unit in tmx.load(back)]
    assert texts == [["نعم", "Yes"], ["لا", "No"], ["نعم", "Yes"]][: 2 if form == "po" else 3]


def test_convert_for_a_client_from_a_language_that_is_not_there_is_an_error(
    memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "o.tmx"
    argv = ["tmx", "convert", str(memory), "-o", str(out), "--profile", "omegat", "--source-lang"]
    assert run([*argv, "fr"]) == 2
    assert "no unit has fr; the languages are ar, en: say --source-lang" in capsys.readouterr().err
    assert not out.exists()
    memory.write_text(memory.read_text("utf-8").replace('xml:lang="en"', 'xml:lang="fr"', 1), "utf-8")
    assert run([*argv, "fr"]) == 0
    assert "2 of 3 units have no fr" in capsys.readouterr().err


def test_convert_tells_what_does_not_fit(memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory.write_text(memory.read_text("utf-8").replace("<seg>No", '<seg><ph x="1"/>No'), "utf-8")
    assert run(["tmx", "convert", str(memory), "-o", str(tmp_path / "t.csv")]) == 0
    assert "1 segments have inline codes" in capsys.readouterr().err


def test_convert_of_other_languages_is_an_error_and_writes_nothing(
    memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tmx", "convert", str(memory), "-o", str(tmp_path / "t.csv"), "--target-lang", "fr"]) == 2
    assert "no unit has both ar and fr; the languages are ar, en" in capsys.readouterr().err
    assert not (tmp_path / "t.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["filter", "{}", "--since", "yesterday"], "YYYYMMDD"),
        (["convert", "{}", "-o", "no/such/folder/a.tmx"], "no/such/folder/a.tmx: its folder does not exist"),
        (["convert", "{}", "-o", "a.docx"], "names no form of a memory"),
        (["convert", "a.png", "--from", "xlsx"], "a.png: no readable XLSX"),
        (["merge", "{}", "a.png"], "no TMX file but a PNG image"),
        (["diff", "{}", "a.png"], "no TMX file but a PNG image"),
    ],
)
def test_bad_input_is_told_in_one_line(
    arguments: list[str],
    said: str,
    memory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["tmx", *(argument.format(memory) for argument in arguments)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_convert_tells_which_language_was_taken(
    memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory.write_text(memory.read_text("utf-8").replace('"en"><', '"en_US"><'), "utf-8")
    assert run(["tmx", "convert", str(memory), "-o", str(tmp_path / "t.csv")]) == 0
    assert "en is taken from en_US in 3 units" in capsys.readouterr().err


def test_convert_for_a_client_and_an_older_version(memory: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.tmx"
    command = ["tmx", "convert", str(memory), "-o", str(out), "--source-lang", "en", "--version", "1.1"]
    assert run([*command, "--profile", "omegat"]) == 0
    converted = tmx.load(out)
    assert (converted.header.srclang, converted.header.version) == ("en", "1.1")
    assert converted[0].variants[0].lang == "en"


def test_validate_for_a_client(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory.write_text(memory.read_text("utf-8").replace('xml:lang="ar"', 'xml:lang="ar_SA"'), "utf-8")
    assert run(["tmx", "validate", str(memory), "--profile", "omegat"]) == 1
    assert "profile-language" in capsys.readouterr().out


def test_merge_tells_what_it_joined(memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    near = tmp_path / "n.tmx"
    near.write_text(memory.read_text("utf-8").replace("Yes", "YES."), "utf-8")
    out = tmp_path / "m.tmx"
    assert run(["tmx", "merge", str(memory), str(near), "--near", "--same-source", "newest", "-o", str(out)]) == 0
    assert "2 units; duplicates joined: 3 exact, 1 near" in capsys.readouterr().err
    assert [note.text for note in tmx.load(out)[0].notes] == ["also: en: YES."]


def test_diff_marks_the_words_that_changed(memory: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.tmx"
    new.write_text(memory.read_text("utf-8").replace(">No<", ">Not so &amp; no<"), "utf-8")
    page = tmp_path / "d.html"
    assert run(["tmx", "diff", str(memory), str(new), "--format", "html", "-o", str(page)]) == 0
    html = page.read_text("utf-8")
    assert '<td lang="en" dir="ltr"><del>No</del></td>' in html
    assert '<td lang="en" dir="ltr"><ins>Not so &amp; no</ins></td>' in html
    assert "0 added, 0 gone, 1 changed" in html


def test_repair_keeps_the_dropped_bytes(memory: Path, tmp_path: Path) -> None:
    memory.write_text(memory.read_text(encoding="utf-8").replace("<seg>No", "<seg><b>No"), encoding="utf-8")
    assert run(["tmx", "validate", str(memory)]) == 1
    command = ["tmx", "repair", str(memory), "-o", str(tmp_path / "r.tmx"), "--quarantine", str(tmp_path / "q")]
    assert run(command) == 0
    assert len(tmx.load(tmp_path / "r.tmx", strict=True)) == 2
    assert "<b>No" in (tmp_path / "q").read_text(encoding="utf-8")
    assert run(["tmx", "validate", str(tmp_path / "r.tmx")]) == 0


def test_diff_shows_codes_that_came(memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "b.tmx"
    new.write_text(memory.read_text("utf-8").replace("<seg>لا", '<seg><ph x="1"/>لا'), "utf-8")
    assert run(["tmx", "diff", str(memory), str(new)]) == 0
    assert capsys.readouterr().out == 'changed: <ph x="1"/>لا\n  was: لا\n  - No\n  + No\n'
    assert run(["tmx", "diff", str(memory), str(new), "--format", "html"]) == 0
    assert "<ins>&lt;ph x=&quot;1&quot;/&gt;</ins>لا" in capsys.readouterr().out


def test_diff_as_a_page_is_right_to_left(memory: Path, tmp_path: Path) -> None:
    tmx.dump(tmx.Memory(tmx.Header()), tmp_path / "b.tmx")
    command = ["tmx", "diff", str(memory), str(tmp_path / "b.tmx"), "--format", "html", "-o", str(tmp_path / "d")]
    assert run(command) == 0
    assert '<td lang="ar" dir="rtl">نعم</td>' in (tmp_path / "d").read_text(encoding="utf-8")
