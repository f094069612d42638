"""What a Python engineer expects of the package: files closed, mistakes told, values that can be copied."""

import copy
import gc
import io
import os
import pickle
import subprocess
import sys
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

import tmx
from tmx import tags

UNIT = tmx.Unit((tmx.Variant.of("ar", "نعم 😀"), tmx.Variant.of("en", "Yes €", tmx.Ph(x="1"))), "1", creationid="x")
MEMORY = tmx.Memory(tmx.Header(srclang="ar"), [UNIT] * 3)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("UTF-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1256", "WINDOWS-1256"),
        ("latin-1", "ISO-8859-1"),
        ("ascii", "US-ASCII"),
    ],
)
def test_every_encoding_is_declared_as_xml_knows_it_and_read_by_another_parser(encoding: str, declared: str) -> None:
    stream = io.BytesIO()
    with tmx.Writer(stream, MEMORY.header, encoding=encoding) as writer:
        for _ in range(500):  # more than one portion: a byte order mark stands at the beginning alone
            writer.write(UNIT)
    tree = etree.fromstring(stream.getvalue())
    assert tree.getroottree().docinfo.encoding.upper() == declared
    assert [seg.text for seg in tree.iter("seg")] == ["نعم 😀", "Yes €"] * 500
    assert tmx.loads(stream.getvalue(), strict=True).units == [UNIT] * 500


@pytest.mark.parametrize("encoding", ["no-such", "hex", "utf-32", "utf-7", "cp037"])
def test_an_encoding_that_others_could_not_read_is_refused(encoding: str) -> None:
    with pytest.raises(tmx.TmxError, match="utf-8"):
        tmx.dump(MEMORY, io.BytesIO(), encoding=encoding)


def test_streams_of_text_are_refused_with_the_reason() -> None:
    with pytest.raises(TypeError, match="mode 'wb'"):
        tmx.dump(MEMORY, io.StringIO())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="mode 'rb'"):
        tmx.load(io.StringIO("<tmx>"))  # type: ignore[arg-type]


def test_a_writer_outside_its_block_says_so(tmp_path: Path) -> None:
    writer = tmx.Writer(tmp_path / "a.tmx", MEMORY.header)
    with pytest.raises(RuntimeError, match="with block"):
        writer.write(UNIT)
    with writer:
        writer.write(UNIT)
    with pytest.raises(RuntimeError, match="with block"):
        writer.write(UNIT)
    assert tmx.load(tmp_path / "a.tmx").units == [UNIT]


@pytest.mark.parametrize("name", ["a.tmx", "a.tmx.gz"])
@pytest.mark.parametrize("count", [1, 1000])
def test_an_error_inside_the_block_leaves_the_old_file(tmp_path: Path, name: str, count: int) -> None:
    path = tmp_path / name
    tmx.dump(MEMORY, path)
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), tmx.Writer(path, MEMORY.header) as writer:
        for _ in range(count):
            writer.write(UNIT)
        raise ZeroDivisionError
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208


def test_files_are_closed_also_when_reading_stops_early(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    tmx.dump(tmx.Memory(MEMORY.header, [UNIT] * 5000), path)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        with tmx.Reader(path) as reader:
            assert next(iter(reader)) == UNIT
        assert list(reader) == []
        for unit in tmx.iter_units(path):
            assert unit == UNIT
            break
        tmx.Reader(path).close()
        gc.collect()
    if Path("/proc/self/fd").is_dir():
        assert str(path) not in {os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()}


def test_units_come_from_standard_input_as_they_are_read() -> None:
    code = "import tmx; print(*(unit.tuid for unit in tmx.iter_units('-')))"
    data = tmx.dumps(MEMORY).encode("utf-16")
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    assert done.stdout.split() == [b"1"] * 3


def test_values_can_be_copied_pickled_replaced_and_are_hashable() -> None:
    read = tmx.loads(tmx.dumps(MEMORY))
    for memory in (MEMORY, read):
        assert pickle.loads(pickle.dumps(memory)) == copy.deepcopy(memory) == memory
    assert replace(read[0], tuid="2").tuid == "2"
    assert len({*MEMORY, *read}) == 1


def test_contents_are_normal_however_they_were_given() -> None:
    odd = tmx.Variant("en", ["a", "", "b", tmx.Bpt(i="1", content=("<", "b>")), tmx.Ept(i="1", content=("",))])  # type: ignore[arg-type]
    assert odd.content == ("ab", tmx.Bpt(i="1", content=("<b>",)), tmx.Ept(i="1"))
    memory = tmx.Memory(tmx.Header(), [tmx.Unit([odd], props=[tmx.Property("x-a", "b")])])  # type: ignore[arg-type]
    assert tmx.loads(tmx.dumps(memory)) == memory
    for wrong in (tmx.Variant, tmx.Ph):
        with pytest.raises(TypeError, match="tuple of parts"):
            wrong(content="text", **({"lang": "en"} if wrong is tmx.Variant else {}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "make",
    [
        lambda: tmx.Property("x-a", "b", attributes=(("my attribute", "1"),)),
        lambda: tmx.Property("x-a", "b", attributes=(("type", "1"),)),
        lambda: tmx.Note("a", attributes=(("a", "1"), ("a", "2"))),
        lambda: tmx.Ph(attributes=(("x", "1"),)),
        lambda: tmx.Variant("en", (), attributes=(("xml:lang", "fr"),)),
        lambda: tmx.Unit((), attributes=(("tuid", "1"),)),
        lambda: tmx.Header(attributes=(("srclang", "ar"),)),
        lambda: tmx.Header(root=(("1x", "a"),)),
    ],
)
def test_attributes_that_would_make_a_file_nobody_reads_are_refused(make: object) -> None:
    with pytest.raises(tmx.TmxError, match="cannot have an attribute"):
        make()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("AR", "ar"),
        ("ar_sa", "ar-SA"),
        ("ARA", "ar"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("sl-IT-NEDIS", "sl-IT-nedis"),
        ("en-us-U-CA-Gregory", "en-US-u-ca-gregory"),
        ("X-AR-sa", "x-ar-sa"),
        ("iw_IL", "he-IL"),
        ("*all*", "*all*"),
    ],
)
def test_tags_in_the_form_of_bcp_47(tag: str, canonical: str) -> None:
    assert tags.canonical(tag) == canonical


@pytest.mark.parametrize(("version", "name"), [("1.1", "lang"), ("1.2", "lang"), ("1.3", "xml:lang")])
def test_old_versions_have_their_own_name_for_every_language(version: str, name: str) -> None:
    stream = io.BytesIO()
    notes, props = (tmx.Note("a", "fr"),), (tmx.Property("x-a", "b", "de"),)
    memory = tmx.Memory(tmx.Header(notes=notes, props=props), [replace(UNIT, notes=notes, props=props)])
    tmx.dump(memory, stream, version=version)
    assert stream.getvalue().count(f' {name}="'.encode()) == 6
    assert tmx.loads(stream.getvalue(), strict=True) == memory
