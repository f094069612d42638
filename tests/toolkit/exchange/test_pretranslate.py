import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.outside import require_program
from tests.xliff_contents import contents
from toolkit.cli import run
from toolkit.exchange.analyse import analyse
from toolkit.exchange.finder import finder, opened
from toolkit.exchange.pretranslate import Finder, Pretranslation, pretranslate
from toolkit.exchange.translatable import read_translatable
from toolkit.xliff import Code, State, codes_of, read_bytes, text_of
from toolkit.xliff.make import markup

DATA = Path(__file__).parents[2] / "data" / "exchange"
MEMORY = str(DATA / "memory.tmx")


@pytest.fixture(scope="module")
def find() -> Iterator[Finder]:
    with opened(MEMORY) as store:
        yield finder(store, "en", "ar", threshold=75)


def filled(name: str, find: Finder) -> Pretranslation:
    return pretranslate(read_translatable(str(DATA / name), source_lang="en"), find, target_lang="ar")


def test_xliff_1_2_gets_states_scores_and_its_own_tags(find: Finder) -> None:
    done = filled("job-1.2.xlf", find)
    root = etree.fromstring(done.data)
    units = {unit.get("id"): unit for unit in root.iter("{*}trans-unit")}
    states = {
        name: (unit.find("{*}target").get("state"), unit.get("approved"))
        for name, unit in units.items()
        if name != "new" and name != "locked"
    }
    assert states == {
        "exact": ("translated", "yes"),
        "context": ("translated", "yes"),
        "number": ("needs-review-translation", "no"),
        "tags": ("translated", "yes"),
        "lost-tag": ("needs-review-translation", "no"),
        "done": ("signed-off", None),
        "copied": ("translated", "yes"),
        "two": ("needs-review-translation", "no"),
        "parts": ("needs-translation", "no"),
    }
    assert units["number"].find("{*}target").text == "تقرير عام ٢٠١٣"
    assert "٢٠١٢ → ٢٠١٣" in units["number"].findall("{*}note")[1].text
    assert units["tags"].find("{*}target/{*}g").text == "المادة ٥"
    assert units["lost-tag"].find("{*}target/{*}g").get("id") == "3"
    assert "tags could not be placed" in units["lost-tag"].find("{*}note").text
    assert units["lost-tag"].find("{*}alt-trans").get("match-quality") == "89%"
    assert "2 translations" in units["two"].find("{*}note").text
    assert units["locked"].find("{*}target") is None
    assert [mark.text for mark in units["parts"].findall("{*}target/{*}mrk")] == ["نعم", "تقرير عام ٢٠١٢", None]


@pytest.mark.parametrize(
    ("approve", "approved"),
    [("exact", ["exact", "context", "tags", "copied"]), ("context", ["context"]), ("never", [])],
)
def test_what_is_approved_is_for_the_user_to_say(approve: str, approved: list[str], tmp_path: Path) -> None:
    argv = ["pretranslate", str(DATA / "job-1.2.xlf"), "--memory", MEMORY, "-o", str(tmp_path / "a.xlf")]
    assert run([*argv, "--approve", approve]) == 0
    units = etree.parse(str(tmp_path / "a.xlf")).iter("{*}trans-unit")
    assert [unit.get("id") for unit in units if unit.get("approved") == "yes"] == approved


def test_what_a_machine_made_is_never_approved(tmp_path: Path) -> None:
    text = Path(MEMORY).read_text(encoding="utf-8").replace("<tu>", '<tu><prop type="x-status">auto</prop>')
    (tmp_path / "auto.tmx").write_text(text, encoding="utf-8")
    argv = ["pretranslate", str(DATA / "job-1.2.xlf"), "--memory", str(tmp_path / "auto.tmx"), "--no-penalties"]
    assert run([*argv, "-o", str(tmp_path / "a.xlf")]) == 0
    units = {unit.get("id"): unit for unit in etree.parse(str(tmp_path / "a.xlf")).iter("{*}trans-unit")}
    assert units["exact"].find("{*}target").get("state") == "translated"
    assert units["exact"].get("approved") == "no"


def test_translate_toolkit_sees_what_is_fuzzy(find: Finder, tmp_path: Path) -> None:
    xliff = pytest.importorskip("translate.storage.xliff")
    (tmp_path / "a.xlf").write_bytes(filled("job-1.2.xlf", find).data)
    units = xliff.xlifffile.parsefile(str(tmp_path / "a.xlf")).units
    fuzzy = {str(unit.source) for unit in units if unit.isfuzzy()}
    assert {"Report for 2013", "Chair"} <= fuzzy
    assert not fuzzy & {"Sixth session", "See Article 5 of the Convention."}


def test_xliff_2_1_gets_states_and_the_matches_module(find: Finder) -> None:
    segments = {segment.id: segment for segment in read_bytes(filled("job-2.1.xlf", find).data).segments}
    assert {name: one.state for name, one in segments.items()} == {
        "two-segments/exact": State.TRANSLATED,
        "two-segments/s1": State.DRAFT,
        "tags": State.TRANSLATED,
        "lost-tag": State.DRAFT,
        "locked": State.NEW,
        "done": State.CONFIRMED,
        "new": State.NEW,
    }
    assert segments["two-segments/s1"].qualifier == "bitext:fuzzy-match"
    assert segments["tags"].target is not None
    assert text_of(segments["tags"].target) == "انظر المادة ٥ من الاتفاقية."
    assert segments["done"].target == ("أجل",)


@pytest.mark.parametrize("name", ["job-1.2.xlf", "job-2.1.xlf", "job.po"])
def test_what_was_filled_stays_when_it_is_filled_again(name: str, find: Finder, tmp_path: Path) -> None:
    first = filled(name, find)
    (tmp_path / name).write_bytes(first.data)
    second = pretranslate(read_translatable(str(tmp_path / name), source_lang="en"), find, target_lang="ar")
    assert second.data == first.data
    assert first.filled > 2
    assert second.filled == 0


@pytest.mark.parametrize("name", ["job-1.2.xlf", "job-2.1.xlf", "job.po", "plurals.po"])
def test_what_is_told_is_what_the_file_says_and_what_is_counted(name: str, find: Finder, tmp_path: Path) -> None:
    done = filled(name, find)
    (tmp_path / name).write_bytes(done.data)
    before = read_translatable(str(DATA / name), source_lang="en")
    after = read_translatable(str(tmp_path / name), source_lang="en")
    pairs = zip(before.segments, after.segments, strict=True)  # a segment may have got an id of its own
    now = {old.id: new.state for old, new in pairs}
    told = {one.id for one in done.outcomes if one.state is State.TRANSLATED}
    assert told == {one.id for one in done.outcomes if now[one.id] in (State.TRANSLATED, State.CONFIRMED)}
    (first,), (second,) = analyse([before], find), analyse([after], find)
    assert first.total.segments - second.total.segments == len(told)
    assert first.total.words - second.total.words == sum(one.words for one in done.outcomes if one.id in told)


def test_a_plural_form_too_many_is_left_out(tmp_path: Path, find: Finder) -> None:
    catalogue = tmp_path / "a.po"
    catalogue.write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n!=1;\\n"\n\nmsgid "Yes"\nmsgid_plural "Yes"\n'
        'msgstr[0] ""\nmsgstr[2] ""\n'
    )
    done = pretranslate(read_translatable(str(catalogue), source_lang="en"), find, target_lang="ar")
    (entry,) = polib.pofile(done.data.decode())
    assert entry.msgstr_plural == {0: "نعم", 1: "نعم"}


def test_plural_forms_of_one_entry_are_drafts_together(find: Finder) -> None:
    """Arabic has six forms, the memory two of them."""
    states = {one.id: one.state for one in filled("plurals.po", find).outcomes}
    assert states == {"1": State.DRAFT, "1/plural": State.DRAFT, "2": State.TRANSLATED, "3": State.TRANSLATED}


def test_a_po_file_is_fuzzy_where_a_translator_must_look(find: Finder) -> None:
    catalogue = polib.pofile(filled("job.po", find).data.decode("utf-8"))
    yes, report, plural, chair, unheard, _ = catalogue
    assert (yes.msgstr, yes.fuzzy) == ("نعم", False)
    assert (report.msgstr, report.fuzzy, report.previous_msgid) == ("تقرير عام ٢٠١٦\n", True, "Report for 2012")
    assert plural.fuzzy  # Arabic has six forms, the memory two texts
    assert plural.msgstr_plural == {1: "نعم", **dict.fromkeys((0, 2, 3, 4, 5), "تقرير عام ٢٠١٢")}
    assert chair.msgstr == "الرئيس"
    assert unheard.msgstr == ""
    assert catalogue.header == "Translators of the example"


@pytest.mark.client
def test_msgfmt_accepts_the_catalogue(find: Finder, tmp_path: Path) -> None:
    msgfmt = require_program("msgfmt")
    (tmp_path / "job.po").write_bytes(filled("job.po", find).data)
    done = subprocess.run(
        [msgfmt, "-c", "-o", str(tmp_path / "job.mo"), str(tmp_path / "job.po")], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_placeholders_that_differ_are_fuzzy(find: Finder, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(
        '#, c-format\nmsgid "Yes"\nmsgstr ""\n\n#, c-format\nmsgid "Report for %s"\nmsgstr ""\n'
    )
    with opened(str(_memory_with(tmp_path, "Report for %s", "تقرير %d"))) as store:
        job = read_translatable(str(tmp_path / "a.po"))
        data = pretranslate(job, finder(store, "en", "ar", threshold=75), target_lang="ar").data
    _, report = polib.pofile(data.decode("utf-8"))
    assert report.msgstr == "تقرير %d"
    assert report.fuzzy
    assert "placeholders differ" in report.tcomment


def _memory_with(folder: Path, source: str, target: str) -> Path:
    import tmx

    path = folder / "m.tmx"
    unit = tmx.Unit((tmx.Variant.of("en", source), tmx.Variant.of("ar", target)))
    tmx.dump(tmx.Memory(tmx.Header(srclang="en"), [unit]), path)
    return path


def test_text_keeps_its_lines_and_blanks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "a.txt"
    text.write_bytes(b"Yes\n\n  Yes  \r\nNothing here\nYes")
    report = tmp_path / "report.jsonl"
    argv = ["pretranslate", str(text), "--memory", MEMORY, "-o", str(tmp_path / "out.txt"), "--report", str(report)]
    assert run([*argv, "--source-lang", "en", "--target-lang", "ar"]) == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "نعم\n\n  نعم  \nNothing here\nنعم"
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["score"], row["state"]) for row in rows] == [
        ("1", 100, "translated"), ("3", 100, "translated"), ("4", 0, "new"), ("5", 100, "translated")]  # fmt: skip
    assert "4 segments: 3 translated, 0 drafts" in capsys.readouterr().err


def test_sentences_of_a_line_are_filled_one_by_one(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Sixth session. Nobody knows. Yes\n", encoding="utf-8")
    argv = ["pretranslate", str(text), "--memory", MEMORY, "-o", str(tmp_path / "o.txt"), "--sentences"]
    assert run([*argv, "--source-lang", "en", "--target-lang", "ar"]) == 0
    assert (tmp_path / "o.txt").read_text(encoding="utf-8") == "الدورة السادسة Nobody knows. نعم\n"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x00\x01\x02", ""),
        ("a.po", b"", "empty"),
        ("a.po", b'msgid "a"\nmsgstr "b\n', "closing quote"),
        ("a.po", b"hello\n", "no PO file"),
        (
            "a.po",
            b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "\xff"\nmsgstr ""\n',
            "is not utf-8",
        ),
        ("a.po", b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Yes"\nmsgstr ""\n', "is fr, not ar"),
        ("a.po", b'msgid "Yes"\nmsgstr ""\n\nmsgid "Yes"\nmsgstr ""\n', "a.po:4: the same msgid as in line 1"),
        (
            "a.po",
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(\'os\');\\n"\n\nmsgid "a"\n'
            b'msgid_plural "b"\nmsgstr[0] ""\n',
            "Plural-Forms is no rule",
        ),
        (
            "a.po",
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=n!=1;\\n"\n\nmsgid "a"\nmsgid_plural "b"\n'
            b'msgstr[0] ""\n',
            "Plural-Forms is no rule",
        ),
        ("a.odt", b"PK", "ending"),
        ("a.xlf", b"", "empty"),
        ("a.xlf", b"<!DOCTYPE x [<!ENTITY a 'b'>]><xliff/>", "entities"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    name: str, data: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    argv = ["pretranslate", str(tmp_path / name), "--memory", MEMORY, "-o", str(tmp_path / "out")]
    assert run([*argv, "--source-lang", "en", "--target-lang", "ar"]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_languages_are_asked_for_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (DATA / "job-1.2.xlf").read_text(encoding="utf-8")
    (tmp_path / "a.xlf").write_text(text.replace(' target-language="ar"', ""), encoding="utf-8")
    argv = ["pretranslate", str(tmp_path / "a.xlf"), "--memory", MEMORY, "-o", str(tmp_path / "out.xlf")]
    assert run(argv) == 2
    assert "--target-lang" in capsys.readouterr().err
    assert run([*argv, "--target-lang", "fr"]) == 2
    assert "no text in 'fr'" in capsys.readouterr().err
    assert run([*argv, "--target-lang", "en"]) == 2
    assert run([*argv, "--target-lang", "ar"]) == 0
    assert 'target-language="ar"' in (tmp_path / "out.xlf").read_text(encoding="utf-8")


@settings(deadline=None, max_examples=60)
@given(contents(("g", "x", "bpt", "ept", "ph", "it", "mrk", "{urn:x}tool")), st.sampled_from(["1.2", "2.1"]))
def test_any_source_is_filled_and_keeps_its_tags(source: tuple[str | Code, ...], version: str) -> None:
    name = f"job-{version}.xlf"
    text = (DATA / name).read_text(encoding="utf-8")
    data = text.replace(">Nothing of this", f">{markup(source)}Nothing of this").replace("{urn:x}tool", "tool")
    file = read_bytes(data.encode("utf-8"))
    wanted = next(one for one in file.segments if one.id == "new")
    with opened(MEMORY) as store:
        answer = finder(store, "en", "ar", threshold=75)(("See Article 5 of the Convention.",), "", "")
    done = pretranslate(file, lambda text, before, after: answer)
    assert len(done.outcomes) == done.filled > 3
    filled_ = next(one for one in read_bytes(done.data).segments if one.id == "new")
    assert filled_.source == wanted.source
    tags = Counter(code.name for code in codes_of(wanted.source) if code.name != "mrk")
    assert Counter(code.name for code in codes_of(filled_.target or ())) == tags


def test_the_python_of_the_document_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DATA.parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job.xlf").write_bytes((DATA / "job-1.2.xlf").read_bytes())
    assert run(["memory", "add", "un.db", MEMORY]) == 0
    capsys.readouterr()
    exec(page.split("```python\n")[1].split("```")[0], {})
    assert capsys.readouterr().out == "9 of 13 segments filled\n"
