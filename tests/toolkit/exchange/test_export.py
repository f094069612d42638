import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import tmx
from tests import omegat
from tests.outside import require_program, require_schemas
from tests.xliff_contents import segments_of_tmx
from tmx.profiles import context_of, with_context
from toolkit.cli import run
from toolkit.exchange.html_page import html_page
from toolkit.exchange.moses import moses_text
from toolkit.exchange.omegat import joins, segmentation_conf, write_project
from toolkit.exchange.xliff_memory import units_from_xliff, write_memory
from toolkit.memory.store import open_store
from toolkit.model import BitextError
from toolkit.segment.rules import UN_RULES
from toolkit.sheets import read_rows, write_rows

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "exchange"
EXAMPLE = ROOT / "examples" / "ctoc-cop-2012-4" / "memory.tmx"


def unit(arabic: str, english: str, tuid: str | None = None, **props: str) -> tmx.Unit:
    kept = tuple(tmx.Property(f"x-{name}", text) for name, text in props.items())
    return tmx.Unit((tmx.Variant.of("ar", arabic), tmx.Variant.of("en", english)), tuid, kept)


def xliff(units: list[tmx.Unit], version: str) -> bytes:
    return "".join(write_memory(units, version, "ar", "en")).encode("utf-8")


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_the_example_comes_back_from_xliff_unit_by_unit(version: str) -> None:
    memory = tmx.load(EXAMPLE)
    data = xliff(memory.units, version)
    assert list(units_from_xliff("a.xlf", data)) == memory.units
    assert data == xliff(memory.units, version)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(segments_of_tmx(), max_size=4),
    st.sampled_from(["1.2", "2.1"]),
    st.sampled_from([None, "auto", "confirmed"]),
)
def test_any_memory_comes_back_from_xliff(texts: list[tmx.Segment], version: str, status: str | None) -> None:
    props = (tmx.Property("x-document", "A/1"), tmx.Property("client", "UN & <Co>"))
    props += (tmx.Property("x-status", status),) if status else ()
    units = [
        tmx.Unit(
            (tmx.Variant("ar", tmx.segment("أ", *text, "ب")), tmx.Variant("en", tmx.segment("a", *text, "b"))),
            f"unit {number}" if number % 2 else f"n{number}",
            props,
            (tmx.Note("see page 4"),),
            changedate="20261124T000000Z",
        )
        for number, text in enumerate(texts)
    ]
    if units:
        assert list(units_from_xliff("a.xlf", xliff(units, version))) == units


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_an_edit_in_a_cat_tool_comes_back_as_confirmed(version: str) -> None:
    data = xliff([unit("نعم", "Yes", "a1", status="auto"), unit("لا", "No", "a2", status="auto")], version)
    text = data.decode("utf-8").replace(">Yes<", ">Yes!<")
    for draft, final in (("needs-review-translation", "final"), ('state="initial"', 'state="final"')):
        text = text.replace(draft, final, 1)
    one, other = units_from_xliff("a.xlf", text.encode("utf-8"))
    assert (one.tuid, one.variants[1].text, one.prop("x-status")) == ("a1", "Yes!", "confirmed")
    assert (other.tuid, other.prop("x-status")) == ("a2", "auto")


def test_the_xliff_of_others_comes_with_where_it_was() -> None:
    units = list(units_from_xliff(DATA / "job-1.2.xlf"))
    assert [(one.variants[0].text, one.variants[1].text) for one in units] == [("Yes", "أجل")]
    assert (units[0].prop("x-document"), units[0].prop("x-segment")) == ("a.docx", "done")
    assert units[0].prop("x-status") == "confirmed"


def test_drafts_that_only_a_machine_has_seen_stay_out(tmp_path: Path) -> None:
    argv = ["pretranslate", str(DATA / "job-1.2.xlf"), "--memory", str(DATA / "memory.tmx")]
    assert run([*argv, "-o", str(tmp_path / "a.xlf")]) == 0
    sources = [one.variants[0].text for one in units_from_xliff(tmp_path / "a.xlf")]
    assert "See Article 5 of the Convention." in sources
    assert "Report for 2013" not in sources


@pytest.mark.client
@pytest.mark.parametrize("name", ["job-1.2.xlf", "job-2.1.xlf"])
def test_filled_files_are_valid_by_the_schema_of_oasis(name: str, tmp_path: Path) -> None:
    schema = require_schemas("1.2" if "1.2" in name else "2")
    argv = ["pretranslate", str(DATA / name), "--memory", str(DATA / "memory.tmx"), "-o", str(tmp_path / name)]
    assert run(argv) == 0
    schema.assertValid(etree.parse(str(DATA / name)))
    schema.assertValid(etree.parse(str(tmp_path / name)))


@pytest.mark.client
@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_exported_files_are_valid_by_the_schema_of_oasis(version: str, tmp_path: Path) -> None:
    schema = require_schemas("1.2" if version == "1.2" else "2")
    for memory, source in ((EXAMPLE, "ar"), (DATA / "memory.tmx", "en")):
        path = tmp_path / f"{memory.stem}-{source}.xlf"
        assert (
            run(["export", "xliff", str(memory), "-o", str(path), "--version", version, "--source-lang", source]) == 0
        )
        schema.assertValid(etree.parse(str(path)))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=5))
def test_both_sides_of_moses_text_have_the_same_lines(pairs: list[tuple[str, str]]) -> None:
    units = [unit(one, other) for one, other in pairs]
    found = moses_text(units, "ar", "en")
    assert len(found.source) == len(found.target) == len(pairs) - found.skipped
    for line in (*found.source, *found.target):
        assert len(line.splitlines()) == 1
        assert line == " ".join(line.split())


def test_moses_files_are_written_and_losses_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = tmp_path / "m.tmx"
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), [unit("نعم\nنعم", "Yes\u2028yes"), unit("لا", "No")]), memory)
    assert run(["export", "moses", str(memory), "-o", str(tmp_path / "corpus")]) == 0
    assert (tmp_path / "corpus.ar").read_text(encoding="utf-8") == "نعم نعم\nلا\n"
    assert (tmp_path / "corpus.en").read_text(encoding="utf-8") == "Yes yes\nNo\n"
    assert "inside 1 segments" in capsys.readouterr().err


def test_the_page_shows_each_side_in_its_direction_and_runs_nothing() -> None:
    units = [unit("نعم", "<script>alert(1)</script>", 'a"b', status="auto"), unit("لا", "No")]
    page = "".join(html_page(units, "ar", "en"))
    assert '<td lang="ar" dir="rtl">نعم</td><td lang="en" dir="ltr">&lt;script&gt;' in page
    assert "<script" not in page
    assert 'id="a&quot;b"' in page
    assert page.count("not confirmed") == 1
    assert page == "".join(html_page(units, "ar", "en"))


def test_a_project_has_everything_in_its_place(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("نعم\n", encoding="utf-8")
    units = [
        unit("نعم", "Yes", "t1", document="A/1"),
        unit("لا", "No", status="auto"),
        tmx.Unit((tmx.Variant.of("ar", "x"),)),
    ]
    folder = tmp_path / "project"
    count = write_project(
        folder,
        units,
        "ar",
        "en",
        sources=[text],
        glossary=[("سخرة", "forced labour", "art. 3\n")],
        suggest_unconfirmed=True,
    )
    assert count == 2
    assert (folder / "source/text.txt").read_text(encoding="utf-8") == "نعم\n"
    assert (folder / "glossary/glossary.utf8").read_text(encoding="utf-8") == "سخرة\tforced labour\tart. 3\n"
    assert [one.variants[1].text for one in tmx.load(folder / "tm/auto/memory.tmx")] == ["Yes"]
    assert [one.variants[1].text for one in tmx.load(folder / "tm/unconfirmed.tmx")] == ["No"]
    assert "<source_lang>ar</source_lang>" in (folder / "omegat.project").read_text(encoding="utf-8")
    with pytest.raises(BitextError, match="not empty"):
        write_project(folder, units, "ar", "en")
    with pytest.raises(BitextError, match="no unit has both"):
        write_project(tmp_path / "other", units, "ar", "fr")
    assert not (tmp_path / "other").exists()


def test_the_rules_of_a_project_are_ours_and_keep_the_memorys_units_whole() -> None:
    kept = joins(["One. Two.", "No stop here"], "en")
    assert kept == [("One.", "Two.")]
    vowels = "مر\u0651\u064fه هنا"  # OmegaT puts marks into the order of NFC
    assert joins([f"انتهى. {vowels}"], "ar") == [("انتهى.", unicodedata.normalize("NFC", vowels))]
    assert vowels != unicodedata.normalize("NFC", vowels)
    conf = etree.fromstring(segmentation_conf(UN_RULES.read_bytes(), kept).encode("utf-8"))
    patterns = [one.findtext("string") for one in conf.iter("void") if one.get("property") == "beforebreak"]
    assert patterns[0] == r"One\."
    ours = etree.parse(str(UN_RULES)).iter("{*}beforebreak")
    assert {one.text for one in ours} <= set(patterns)


@pytest.mark.client
@pytest.mark.parametrize(("source", "target"), [("ar", "en"), ("en", "ar")])
def test_omegat_opens_the_project_and_fills_every_source(source: str, target: str, tmp_path: Path) -> None:
    memory = tmx.load(EXAMPLE)
    wanted: dict[str, set[str]] = {}
    for one in memory:
        ours, theirs = one.variant(source), one.variant(target)
        assert ours and theirs
        wanted.setdefault(ours.text, set()).add(theirs.text)
    omegat.write_lines(tmp_path / "all.utf8", list(wanted))
    argv = [
        "export",
        "omegat-project",
        str(EXAMPLE),
        "-o",
        str(tmp_path / "project"),
        "--source",
        str(tmp_path / "all.utf8"),
    ]
    assert run([*argv, "--source-lang", source, "--target-lang", target]) == 0
    assert omegat.run_project(tmp_path / "project") == []
    got = omegat.read_lines(tmp_path / "project/target/all.utf8")
    assert len(got) == len(wanted)
    assert [text for text, line in zip(wanted, got, strict=True) if line not in wanted[text]] == []


def test_a_store_is_exported_like_a_file(tmp_path: Path) -> None:
    with open_store(tmp_path / "m.db", create=True) as store:
        store.add([unit("نعم", "Yes", document="A/1"), unit("لا", "No", document="B/2")])
    argv = [
        "export",
        "moses",
        str(tmp_path / "m.db"),
        "-o",
        str(tmp_path / "c"),
        "--source-lang",
        "ar",
        "--document",
        "B*",
    ]
    assert run(argv) == 0
    assert (tmp_path / "c.en").read_text(encoding="utf-8") == "No\n"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["xliff", "{data}/memory.tmx", "-o", "{tmp}/a.xlf", "--target-lang", "fr"], "no unit in en and fr"),
        (["xliff", "{data}/memory.tmx", "-o", "{tmp}/a.xlf", "--status", "unheard"], "no unit"),
        (["html", "{tmp}/nothing.db", "-o", "{tmp}/a.html"], "no such memory"),
        (["omegat-project", "{data}/memory.tmx", "-o", "{tmp}/p", "--source", "{tmp}/none.docx"], "no such file"),
        (["omegat-project", "{data}/memory.tmx", "-o", "{data}"], "not empty"),
        (["omegat-project", "{data}/memory.tmx"], "name the folder"),
        (["moses", "{data}/memory.tmx", "-o", "{tmp}/none/x"], "folder does not exist"),
    ],
)
def test_exports_that_cannot_be_are_refused(
    argv: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [word.replace("{data}", str(DATA)).replace("{tmp}", str(tmp_path)) for word in argv]
    assert run(["export", *filled]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_translate_toolkit_reads_what_we_export(tmp_path: Path) -> None:
    xliff_module = pytest.importorskip("translate.storage.xliff")
    assert run(["export", "xliff", str(EXAMPLE), "-o", str(tmp_path / "a.xlf")]) == 0
    store = xliff_module.xlifffile.parsefile(str(tmp_path / "a.xlf"))
    assert [(str(one.source), str(one.target)) for one in store.units] == [
        (u.variants[0].text, u.variants[1].text) for u in tmx.load(EXAMPLE)
    ]


def memory_with_codes(folder: Path) -> Path:
    bold = (tmx.Bpt(i="1", x="1", content=("<b>",)), "نعم", tmx.Ept(i="1", content=("</b>",)))
    units = [
        unit("لا", "No", "a1", status="auto"),
        tmx.Unit((tmx.Variant("ar", bold), tmx.Variant.of("en", "Yes")), "a2"),
        unit("ربما", "=Maybe"),
        unit("أبدا", "Never", "a1"),
    ]
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), units), folder / "m.tmx")
    return folder / "m.tmx"


def taken_back(memory: Path, edited: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[tmx.Unit], str]:
    out = memory.with_name("back.tmx")
    assert run(["take-back", str(memory), str(edited), "-o", str(out)]) == 0
    return tmx.load(out).units, capsys.readouterr().err


@pytest.mark.parametrize("form", ["xlsx", "csv", "tsv", "jsonl", "xliff"])
def test_an_export_that_nobody_edited_changes_nothing(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory = memory_with_codes(tmp_path)
    edited = tmp_path / f"m.{form}"
    assert run(["export", form, str(memory), "-o", str(edited)]) == 0
    units, said = taken_back(memory, edited, capsys)
    assert "0 units changed" in said
    assert [one.variants for one in units] == [one.variants for one in tmx.load(memory)]
    first = edited.read_bytes()
    assert run(["export", form, str(memory), "-o", str(edited)]) == 0
    assert edited.read_bytes() == first


def test_edits_of_a_table_come_back_by_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = memory_with_codes(tmp_path)
    table = tmp_path / "m.csv"
    assert run(["export", "csv", str(memory), "-o", str(table)]) == 0
    heading, *rows = table.read_text(encoding="utf-8-sig").splitlines()
    edited = [heading, *reversed(rows), "zz,س,X"]
    text = "\n".join(edited).replace("Never", "Never again").replace("نعم", "بلى").replace("Maybe", "Perhaps")
    table.write_text(text, encoding="utf-8")
    units, said = taken_back(memory, table, capsys)
    assert [one.variants[1].text for one in units] == ["No", "Yes", "=Perhaps", "Never again"]
    assert units[1].variants[0].content == ("بلى",)
    assert [one.prop("x-status") for one in units] == ["auto", "confirmed", "confirmed", "confirmed"]
    assert [one.tuid for one in units] == ["a1", "a2", None, "a1"]
    assert "3 units changed" in said
    assert "1 changed texts lost their inline codes" in said
    assert "not in the memory: zz" in said


def test_edits_of_a_catalogue_come_back_by_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = memory_with_codes(tmp_path)
    assert run(["export", "po", str(memory), "-o", str(tmp_path / "m.po")]) == 0
    text = (tmp_path / "m.po").read_text(encoding="utf-8").replace('"Yes"', '"Yes!"')
    (tmp_path / "m.po").write_text(text, encoding="utf-8")
    units, _ = taken_back(memory, tmp_path / "m.po", capsys)
    assert [one.variants[1].text for one in units] == ["No", "Yes!", "=Maybe", "Never"]


@pytest.mark.client
def test_msgfmt_accepts_the_exported_catalogue(tmp_path: Path) -> None:
    msgfmt = require_program("msgfmt")
    assert run(["export", "po", str(EXAMPLE), "-o", str(tmp_path / "a.po")]) == 0
    done = subprocess.run([msgfmt, "-c", "-o", "-", str(tmp_path / "a.po")], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_tmx_of_one_direction_names_its_source(tmp_path: Path) -> None:
    assert run(["export", "tmx", str(EXAMPLE), "-o", str(tmp_path / "a.tmx"), "--source-lang", "en"]) == 0
    memory = tmx.load(tmp_path / "a.tmx")
    assert memory.header.srclang == "en"
    assert {tuple(one.lang for one in unit.variants) for unit in memory} == {("en", "ar")}
    texts = [unit.variants[0].text for unit in memory]
    before = [unit.prop("x-context-pre") for unit in memory]
    assert before == [None, *texts[:-1]]  # in the language that is now the source
    assert [unit.prop("x-context-post") for unit in memory] == [*texts[1:], None]


def test_context_that_no_neighbour_has_is_left_out_when_the_direction_turns(tmp_path: Path) -> None:
    units = [unit("نعم", "Yes"), unit("لا", "No")]
    units[1] = with_context(units[1], "نعم", "ربما")
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), units), tmp_path / "m.tmx")
    for argv in (["tmx", "convert", "--profile", "omegat"], ["export", "tmx"]):
        for source, wanted in (("ar", ("نعم", "ربما")), ("en", ("Yes", None))):
            out = tmp_path / "o.tmx"
            assert run([*argv, str(tmp_path / "m.tmx"), "-o", str(out), "--source-lang", source]) == 0
            assert [context_of(one) for one in tmx.load(out)] == [(None, None), wanted]


def test_what_a_store_exports_it_knows_when_it_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "m.db")
    assert run(["memory", "add", store, str(DATA / "memory.tmx")]) == 0
    assert run(["export", "xliff", store, "-o", str(tmp_path / "m.xlf"), "--source-lang", "en"]) == 0
    capsys.readouterr()
    assert run(["memory", "add", store, str(tmp_path / "m.xlf")]) == 0
    assert "7 units: 0 new, 0 known from elsewhere, 7 known" in capsys.readouterr().out


def test_edits_of_a_part_of_a_store_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store_path, table = tmp_path / "m.db", tmp_path / "m.xlsx"
    with open_store(store_path, create=True) as store:
        store.add(
            [
                unit("نعم", "Yes", document="A/1"),
                unit("لا", "No", document="B/2"),
                unit("أبدا", "Never", document="B/2"),
            ]
        )
    assert run(["export", "xlsx", str(store_path), "-o", str(table), "--source-lang", "ar", "--document", "B*"]) == 0
    rows = [list(row) for _, row in read_rows(table.read_bytes(), "xlsx")]
    rows[2][rows[0].index("en")] = "Not ever"
    table.write_bytes(write_rows(rows, "xlsx"))
    argv = ["take-back", str(store_path), str(table), "-o", str(tmp_path / "back.tmx"), "--source-lang", "ar"]
    assert run(argv) == 0
    assert "1 units changed, 0 more confirmed; 1 not in the file stay" in capsys.readouterr().err
    assert {one.variants[1].text for one in tmx.load(tmp_path / "back.tmx")} >= {"Yes", "No", "Not ever"}


def edited_store(folder: Path) -> tuple[Path, Path]:
    """A store, and a table of it in which one text was changed."""
    store_path, table = folder / "m.db", folder / "m.csv"
    with open_store(store_path, create=True) as store:
        store.add(
            [
                unit("نعم", "Yes", document="A/1", status="auto"),
                unit("نعم", "Yes", document="B/2", status="confirmed"),
                unit("لا", "No", document="B/2", status="auto"),
                unit("أبدا", "Never", document="B/2", status="auto"),
                unit("أبدا", "Never", document="C/3", status="confirmed"),
            ]
        )
    assert run(["export", "csv", str(store_path), "-o", str(table), "--source-lang", "ar"]) == 0
    table.write_text(table.read_text(encoding="utf-8-sig").replace("Yes", "Indeed"), encoding="utf-8")
    return store_path, table


def test_edits_go_into_the_store_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store_path, table = edited_store(tmp_path)
    with open_store(store_path) as store:
        before = list(store.units())
    assert run(["take-back", str(store_path), str(table), "--source-lang", "ar"]) == 0
    assert "1 units changed, 0 more confirmed; 0 not in the file stay" in capsys.readouterr().err
    with open_store(store_path) as store:
        after = list(store.units())
        assert not store.together("نعم", "Yes")
        assert store.together("نعم", "Indeed")
    assert [one.id for one in after] == [1, 2, 3]
    assert [(origin.document, origin.status) for origin in after[0].origins] == [
        ("A/1", "confirmed"),
        ("B/2", "confirmed"),
    ]
    assert after[1:] == before[1:]
    assert run(["take-back", str(store_path), str(table), "--source-lang", "ar"]) == 0
    assert "0 units changed, 0 more confirmed" in capsys.readouterr().err


def test_with_an_output_the_store_stays_as_it_is(tmp_path: Path) -> None:
    store_path, table = edited_store(tmp_path)
    out = tmp_path / "back.tmx"
    assert run(["take-back", str(store_path), str(table), "--source-lang", "ar", "-o", str(out)]) == 0
    with open_store(store_path) as store:
        assert store.together("نعم", "Yes")
    assert "Indeed" in [one.variants[1].text for one in tmx.load(out)]


def test_a_tmx_file_is_not_changed_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = memory_with_codes(tmp_path)
    assert run(["export", "csv", str(memory), "-o", str(tmp_path / "m.csv")]) == 0
    assert run(["take-back", str(memory), str(tmp_path / "m.csv")]) == 2
    assert "name the new file: -o FILE" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["m.tmx", "m.db"])
def test_the_units_beside_an_edited_text_name_the_new_one(name: str, tmp_path: Path) -> None:
    neighbours = {"واحد": ("", "اثنان"), "اثنان": ("واحد", "ثلاثة"), "ثلاثة": ("اثنان", "")}
    units = []
    for number, (text, sides) in enumerate(neighbours.items()):
        props = {f"context-{side}": other for side, other in zip(("pre", "post"), sides, strict=True) if other}
        units.append(unit(text, f"{number}", f"u{number}", document="A", **props))
    memory, table, out = tmp_path / name, tmp_path / "m.csv", tmp_path / "out.tmx"
    if name.endswith(".tmx"):
        tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), units), memory)
    else:
        with open_store(memory, create=True) as store:
            store.add(units)
    assert run(["export", "csv", str(memory), "-o", str(table), "--source-lang", "ar"]) == 0
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    edited = [row.replace("اثنان", "ثانيا") if row.startswith("u1") else row for row in rows]
    table.write_text("\n".join(edited), encoding="utf-8")
    for extra in ([] if name.endswith(".db") else ["-o", str(out)], ["-o", str(out)]):
        assert run(["take-back", str(memory), str(table), "--source-lang", "ar", *extra]) == 0
    back = tmx.load(out).units
    assert [one.variants[0].text for one in back] == ["واحد", "ثانيا", "ثلاثة"]
    assert [(one.prop("x-context-pre"), one.prop("x-context-post")) for one in back] == [
        (None, "ثانيا"),
        ("واحد", "ثلاثة"),
        ("ثانيا", None),
    ]
