"""What is written is read back the same; what is broken is mended or reported, never lost in silence."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tmx
from tests.tmx.memories import MEMORIES

HEAD = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" '
    'srclang="ar" datatype="plaintext"/>'
)


def unit(ar: str = "مرحبا", en: str = "Hello") -> str:
    return f'<tu><tuv xml:lang="ar"><seg>{ar}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>'


def file(body: str, encoding: str = "UTF-8", doctype: str = "", header: str = HEAD) -> str:
    start = f'<?xml version="1.0" encoding="{encoding}"?>\n{doctype}'
    return f'{start}<tmx version="1.4">{header}<body>{body}</body></tmx>'


def texts(memory: tmx.Memory) -> list[tuple[str, ...]]:
    return [tuple(v.text for v in u.variants) for u in memory]


@settings(deadline=None, max_examples=150)
@given(MEMORIES)
def test_what_is_written_is_read_back_and_the_second_time_byte_for_byte(memory: tmx.Memory) -> None:
    written = tmx.dumps(memory)
    again = tmx.loads(written, strict=True)
    assert again == memory
    assert tmx.dumps(again) == written


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_mutated_bytes_give_a_result_or_a_tmx_error(data: st.DataObject) -> None:
    whole = bytearray(file(unit('a<bpt i="1">x</bpt>ب') + unit("c", "<hi>d</hi>")).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        with_what = data.draw(st.sampled_from([b"", b"<", b">", b"&", b"\0", b"\xff", b"</tu>", b"<tu>", b"<!--"]))
        whole[at : at + data.draw(st.integers(0, 3))] = with_what
    for strict in (False, True):
        try:
            memory = tmx.loads(bytes(whole), strict=strict)
        except tmx.TmxError:
            continue
        assert tmx.loads(tmx.dumps(memory)) == memory


@pytest.mark.parametrize(
    ("body", "codes", "kept"),
    [
        (unit("أ & ب"), ["bare-ampersand"], [("أ & ب", "Hello")]),
        (unit("أ&nbsp;ب"), ["undeclared-entity"], [("أ\xa0ب", "Hello")]),
        (unit("أ&#x1;ب\x0b"), ["control-character"], [("أب", "Hello")]),
        (unit("1 < 2"), ["bare-less-than"], [("1 < 2", "Hello")]),
        (unit() + "<tu><tuv>" + unit("c", "d"), ["unclosed-unit"], [("مرحبا", "Hello"), ("c", "d")]),
        (unit() + unit("<b>x", "y") + unit("c", "d"), ["ill-formed"], [("مرحبا", "Hello"), ("c", "d")]),
        (unit("<!-- </tu> -->x", "<![CDATA[</tu>]]>"), [], [("x", "</tu>")]),
    ],
)
def test_one_bad_unit_costs_at_most_itself(body: str, codes: list[str], kept: list[tuple[str, ...]]) -> None:
    memory = tmx.loads(file(body))
    assert [problem.code for problem in memory.problems] == codes
    assert texts(memory) == kept
    if codes:
        with pytest.raises(tmx.TmxError):
            tmx.loads(file(body), strict=True)


def test_bytes_of_another_codepage_in_one_unit_are_read_as_arabic() -> None:
    data = file(unit() + unit("XX")).encode().replace(b"XX", "مرحبا بكم".encode("cp1256"))
    memory = tmx.loads(data)
    assert texts(memory)[1][0] == "مرحبا بكم"
    assert memory.problems[0].code == "wrong-encoding"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "gzip"])
def test_every_encoding_gives_the_same_units(codec: str) -> None:
    if codec == "gzip":
        data = gzip.compress(file(unit()).encode())
    else:
        data = file(unit(), {"cp1256": "windows-1256"}.get(codec, "utf-16")).encode(codec)
    memory = tmx.loads(data)
    assert texts(memory) == [("مرحبا", "Hello")]


def test_units_longer_than_a_chunk_lose_nothing() -> None:
    long = "كلمة " * 400_000
    memory = tmx.loads(file(unit() + unit(long) + unit("c", "d")), strict=True)
    assert [len(u.variants[0].text) for u in memory] == [5, 2_000_000, 1]


@pytest.mark.parametrize("entity", ['<!ENTITY e SYSTEM "file:///etc/hostname">', '<!ENTITY a "b">'])
def test_entity_declarations_are_refused(entity: str) -> None:
    with pytest.raises(tmx.TmxError, match="refused"):
        tmx.loads(file(unit("&e;"), doctype=f"<!DOCTYPE tmx [{entity}]>"))


def test_deep_nesting_ends_quickly_with_a_problem() -> None:
    deep = "<hi>" * 100_000 + "x" + "</hi>" * 100_000
    memory = tmx.loads(file(unit(deep) + unit()))
    assert texts(memory) == [("مرحبا", "Hello")]
    assert memory.problems[0].outcome == "dropped"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"", b"hello", b"<xliff/>", b"PK\x03\x04"])
def test_what_is_no_tmx_is_told_so(data: bytes) -> None:
    with pytest.raises(tmx.TmxError):
        tmx.loads(data)


def test_a_character_xml_cannot_hold_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "a.tmx"
    with pytest.raises(tmx.TmxError, match=r"U\+0001"):
        tmx.dump(tmx.Memory(tmx.Header(), [tmx.Unit((tmx.Variant.of("en", "a\x01"),))]), target)
    assert not list(tmp_path.iterdir())


def test_faults_nobody_listens_to_are_warnings() -> None:
    with pytest.warns(tmx.TmxWarning):
        list(tmx.iter_units(io.BytesIO(file(unit("a & b")).encode())))


def test_compressed_files_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    memory = tmx.loads(file(unit()))
    for name in ("a.tmx.gz", "b.tmx.gz"):
        tmx.dump(memory, tmp_path / name)
    assert (tmp_path / "a.tmx.gz").read_bytes() == (tmp_path / "b.tmx.gz").read_bytes()
    assert tmx.load(tmp_path / "a.tmx.gz") == memory


def test_attributes_of_any_namespace_are_kept() -> None:
    start = '<tu xmlns:p="urn:p" xmlns:q="urn:q" p:id="1" q:id="2" xtm:id="3" xml:space="preserve">'
    root = '<tmx version="1.4" xmlns:xtm="urn:xtm" x="a>b">'
    memory = tmx.loads(file(unit()).replace("<tu>", start).replace('<tmx version="1.4">', root), strict=True)
    assert dict(memory[0].attributes) == {
        "xmlns:ns0": "urn:p",  # the parser keeps no prefixes, but those that <tmx> declares
        "xmlns:ns1": "urn:q",
        "ns0:id": "1",
        "ns1:id": "2",
        "xtm:id": "3",
        "xml:space": "preserve",
    }
    assert memory.header.root == (("xmlns:xtm", "urn:xtm"), ("x", "a>b"))
    assert tmx.loads(tmx.dumps(memory), strict=True) == memory


def test_a_header_of_any_length_is_read_in_time_that_grows_with_it() -> None:
    for size in (70_000, 5_000_000):
        header = HEAD.replace("/>", f"><note>{'n' * size}</note></header>")
        memory = tmx.loads(file(unit(), header=header), strict=True)
        assert len(memory.header.notes[0].text) == size
        assert texts(memory) == [("مرحبا", "Hello")]
