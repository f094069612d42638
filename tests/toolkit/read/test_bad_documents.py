"""Documents that are broken or hostile: each ends soon, in little memory, with a clear line or the right text."""

import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.documents import docx, p, part, pdf, shown, zipped
from toolkit.model import BitextError
from toolkit.read import read_bytes


def refused(data: bytes, word: str) -> str:
    with pytest.raises(BitextError, match=word) as caught:
        read_bytes(data, "file.docx")
    message = str(caught.value)
    assert message.startswith("file.docx")
    assert "\n" not in message
    assert "; " in message, "an error says what to do"
    return message


def locked_zip() -> bytes:
    """A zip whose members say that they are encrypted."""
    data = bytearray(docx(p("secret")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


def test_a_zip_bomb() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as out:
        for _ in range(300):
            out.write(b" " * (1024 * 1024))
    refused(stream.getvalue(), "zip bomb")


def test_a_zip_that_lies_about_its_sizes() -> None:
    data = bytearray(zipped({"word/document.xml": b"<a/>" + b" " * 60_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(signature)
        data[place + offset : place + offset + 4] = (1000).to_bytes(4, "little")
    refused(bytes(data), "word/document.xml")


def test_a_zip_of_zips() -> None:
    inner = zipped({"a.txt": b"x"})
    refused(zipped({f"lib{n}.zip": inner for n in range(20)}), "ZIP file of archives")


def test_an_embedded_zip_is_never_opened() -> None:
    members = {"word/embeddings/bomb.zip": zipped({"x": b"0" * 10_000_000})}
    with zipfile.ZipFile(io.BytesIO(docx(p("1. Sound text.")))) as sound:
        members |= {name: sound.read(name) for name in sound.namelist()}
    assert read_bytes(zipped(members)).blocks[0].text == "1. Sound text."


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "word/..\\..\\x"])
def test_a_member_outside(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("text")))) as sound:
        members: dict[str, str | bytes] = {inner: sound.read(inner) for inner in sound.namelist()}
    refused(zipped({**members, name: b"x"}), "outside its own folder")


def test_a_member_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped([("word/document.xml", part("document", "")), ("word/document.xml", part("document", ""))])
    refused(data, "twice")


def test_no_document() -> None:
    refused(zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<s/>"}), "no word/document.xml")


@pytest.mark.parametrize(
    ("name", "kind"), [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"), ("a.txt", "ZIP file")]
)
def test_other_zips_are_named(name: str, kind: str) -> None:
    refused(zipped({name: "<x/>"}), kind)


def test_a_locked_document() -> None:
    refused(locked_zip(), "password")


def test_a_cut_off_zip() -> None:
    refused(docx(p("text " * 500))[:-300], "not a readable zip")


def test_a_part_with_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    theft = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    with zipfile.ZipFile(io.BytesIO(docx(p("&s;")))) as sound:
        members = {name: sound.read(name) for name in sound.namelist()}
    document = members["word/document.xml"].decode().replace("<w:document", f"{theft}<w:document", 1)
    message = refused(zipped({**members, "word/document.xml": document}), "entities")
    assert "secret" not in message.replace("secret.txt", "")


def test_nothing_outside_is_followed() -> None:
    external = (
        '<Relationship Id="x" Type="http://x/footnotes" Target="http://127.0.0.1:9/notes.xml" TargetMode="External"/>'
        '<Relationship Id="y" Type="http://x/styles" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="z" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/t.dotm"/>'
    )
    assert read_bytes(docx(p("1. Text."), external)).blocks[0].text == "1. Text."


def test_depth_is_bounded() -> None:
    nested = p("1. Inside.")
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    with pytest.raises(BitextError):
        read_bytes(docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "d")
    with pytest.raises(BitextError, match="no text"):
        read_bytes(docx(nested), "d")


@pytest.mark.parametrize(
    ("streams", "word"),
    [
        (("WordDocument",), "LibreOffice"),
        (("EncryptedPackage",), "password"),
        (("Workbook",), "Excel"),
        (("Else",), "no Word document"),
    ],
)
def test_old_office_files(streams: tuple[str, ...], word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.read.office.program", lambda: None)
    names = b"".join(name.encode("utf-16-le") for name in streams)
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + names + b"\0" * 600, word)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "root <svg>"),
        (b"<xliff version='9'><file/></xliff>", "version '9' does not go"),
        (b"<xliff version='1.2'><file source-language='en'></xliff>", "not well-formed"),
        (b"<tmx version='1.4'><header srclang='en'/><body/></tmx>", "no unit"),
        (b"<html><body><script>x()</script></body></html>", "no text"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a\nmsgstr "b"\n', "does not end"),
        (b'msgid ""\nmsgstr "charset=UTF-8\\n"\nmsgid "\xff"\nmsgstr "b"\n', "not in it"),
    ],
)
def test_broken_sources_of_segments(data: bytes, word: str) -> None:
    refused(data, word)


# PDF ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def _pdfium() -> None:
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")


def test_a_cut_off_pdf() -> None:
    refused(pdf([shown("Some text")])[:-120], "cut off")


def test_a_pdf_that_is_nothing_else() -> None:
    refused(b"%PDF-1.7\n" + b"\0garbage" * 200 + b"\n%%EOF", "damaged|no pages")


def test_a_locked_pdf() -> None:
    data = (Path(__file__).parents[2] / "data" / "read" / "documents" / "locked.pdf").read_bytes()
    refused(data, "password")


def test_a_pdf_whose_cross_references_run_in_a_ring() -> None:
    sound = pdf([shown("1. First paragraph of a text that is sound.")])
    start = int(sound.rsplit(b"startxref\n", 1)[1].split()[0])
    ring = sound.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % start)
    assert "First paragraph" in read_bytes(ring, "ring.pdf").blocks[0].text


def test_a_page_tree_in_a_ring() -> None:
    data = pdf([shown("text")]).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]")
    refused(data, "damaged|no text|no pages")


def test_ten_thousand_pages() -> None:
    refused(pdf([shown("A page.")] * 10_000), "10000 pages; at most")


def test_pages_that_are_pictures_are_named() -> None:
    inline = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    message = refused(pdf([shown("Text."), inline, inline, shown("More text."), inline]), "pages 2-3, 5 without text")
    assert "OCR" in message


def test_a_page_without_anything_is_no_error() -> None:
    blocks = read_bytes(pdf([shown("1. Text."), "", shown("2. More.")])).blocks
    assert [block.text for block in blocks] == ["1. Text.", "2. More."]


def test_a_stream_that_unpacks_to_far_too_much() -> None:
    refused(pdf([shown("Text.") + " " * 40_000_000], packed=True), "unpacks to more than . MB")


def test_a_page_with_more_characters_than_any_page() -> None:
    line = "abcdefghijklmnopqrstuvwxyz" * 10
    refused(pdf([shown(*[line] * 500)]), r"13\d{4} characters")


def test_pdf_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    refused(pdf([shown("Text.")]), r"pip install 'bitext-toolkit\[pdf\]'")


def test_in_little_memory_and_time(tmp_path: Path) -> None:
    """The worst of them in a process of its own with 512 MB and five seconds."""
    script = (
        "import io, sys, zipfile; from pathlib import Path; from toolkit.cli import run\n"
        "s = io.BytesIO()\n"
        "with zipfile.ZipFile(s, 'w', zipfile.ZIP_DEFLATED) as a, a.open('word/document.xml', 'w') as o:\n"
        "    [o.write(b'<a/>' * 262144) for _ in range(40)]\n"
        "Path(sys.argv[1]).write_bytes(s.getvalue())\n"
        "sys.exit(run(['segment', sys.argv[1]]))\n"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "bomb.docx")],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
