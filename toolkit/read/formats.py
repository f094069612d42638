"""Which format a file is in, told by its content and never by its name, and which reader takes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.model import BitextError
from toolkit.read.passages import Reading

#: The most that is read of any file at once; the text of a library fits.
MAX_FILE = 256 * 1024 * 1024

_HEAD = 4096
_PROLOG_RE = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.S | re.I)
_ROOT_RE = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_SUBTITLE_RE = re.compile(r"\s*(?:WEBVTT\b|\d+\s*\r?\n\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->)")
_PO_RE = re.compile(r'(?:\s*(?:#[^\n]*)?\r?\n)*\s*(?:#[^\n]*\n\s*)*(?:msgctxt\s+".*"\s+)?msgid\s+"')
_HTML_ROOTS = frozenset({"html", "head", "body", "div", "p", "h1", "h2", "table", "ul", "ol", "article", "section"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its bytes, its name for messages, the language asked for, and how to read changes."""

    data: bytes
    path: str = ""
    lang: str | None = None
    original: bool = False


Reader = Callable[[Source], Reading]


def reader_of(source: Source) -> Reader | None:
    """The reader for a file's content, or None for plain text.

    Raises BitextError for content that is known and cannot be read: a picture, a spreadsheet, an archive.
    """
    data = source.data
    if b"%PDF-" in data[:1024]:
        return _pdf
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip
    if data.startswith(b"{\\rtf"):
        return _office("rtf")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(source)
    head = _head(data)
    if _SUBTITLE_RE.match(head):
        return _subtitles
    if head.lstrip().startswith("<"):
        return _markup(head, source)
    if _PO_RE.match(head) and "msgstr" in data[:200_000].decode("utf-8", "replace"):
        return _po
    return None


def _head(data: bytes) -> str:
    """The beginning as text, good enough to look for ASCII marks in it."""
    start = data[:_HEAD]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[: len(start) // 2 * 2].decode("utf-16", "replace")
    return start.decode("utf-8", "replace").lstrip("\ufeff")


def _markup(head: str, source: Source) -> Reader | None:
    """The reader for XML or HTML by its root element; None for a text that only begins with a bracket."""
    prolog = _PROLOG_RE.match(head)
    root = _ROOT_RE.match(head, prolog.end() if prolog else 0)
    if re.search(r"<!DOCTYPE\s+html", head, re.I):
        return _html
    if root is None:
        return None
    name = root[1].lower()
    readers: dict[str, Reader] = {"xliff": _xliff, "tmx": _tmx, "document": _flat_odf}
    if name in readers:
        return readers[name]
    if name in _HTML_ROOTS:
        return _html
    if head.lstrip().startswith("<?xml"):
        raise BitextError(
            f"an XML file with root <{root[1]}>, which has no reader here",
            path=source.path,
            remedy="give XLIFF, TMX, HTML, ODT, DOCX, PDF, PO, SRT or plain text",
        )
    return None


def _pdf(source: Source) -> Reading:
    from toolkit.read.pdf import read_pdf

    return read_pdf(source.data, source.path)


def _zip(source: Source) -> Reading:
    """DOCX and ODT by their members; other zips are refused by what they are."""
    from toolkit.read.archive import Archive

    archive = Archive(source.data, source.path)
    if "mimetype" in archive.names and archive.read("mimetype").startswith(
        b"application/vnd.oasis.opendocument.text"
    ):
        from toolkit.read.odt import read_odt

        return read_odt(archive, original=source.original)
    from toolkit.read.docx import read_docx
    from toolkit.read.docx.parts import is_word

    if is_word(archive) or ("[Content_Types].xml" in archive.names and not _other_zip(archive.names)):
        return read_docx(archive, original=source.original)
    kind = _other_zip(archive.names) or "a ZIP file without a document"
    raise BitextError(f"this is {kind}", path=source.path, remedy="give a DOCX, ODT, PDF or text file")


def _other_zip(names: tuple[str, ...]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "an Excel workbook"
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint file"
    if any(name.lower().endswith((".zip", ".7z", ".rar")) for name in names):
        return "a ZIP file of archives"
    return ""


def _office(kind: str) -> Reader:
    def read(source: Source) -> Reading:
        from toolkit.read.archive import Archive
        from toolkit.read.docx import read_docx
        from toolkit.read.office import to_docx

        return read_docx(Archive(to_docx(source.data, kind, source.path), source.path), original=source.original)

    return read


def _old_office(source: Source) -> Reader:
    """An OLE file: an old Word document, a locked new one, or something else."""
    names = {
        name: name.encode("utf-16-le") in source.data
        for name in ("WordDocument", "EncryptedPackage", "Workbook", "PowerPoint Document")
    }
    if names["EncryptedPackage"]:
        raise BitextError("is locked with a password", path=source.path, remedy="save it without one in Word")
    if names["WordDocument"]:
        return _office("doc")
    kind = "an old Excel workbook" if names["Workbook"] else "an old Office file that is no Word document"
    raise BitextError(f"this is {kind}", path=source.path, remedy="save it as DOCX, PDF or plain text")


def _html(source: Source) -> Reading:
    from toolkit.read.html import read_html

    return read_html(source.data, source.path)


def _flat_odf(source: Source) -> Reading:
    from toolkit.read.odt import read_flat_odt

    return read_flat_odt(source.data, source.path, original=source.original)


def _xliff(source: Source) -> Reading:
    from toolkit.read.xliff import read_xliff

    return read_xliff(source.data, source.path, source.lang)


def _tmx(source: Source) -> Reading:
    from toolkit.read.memories import read_tmx

    return read_tmx(source.data, source.path, source.lang)


def _po(source: Source) -> Reading:
    from toolkit.read.po import read_po

    return read_po(source.data, source.path, source.lang)


def _subtitles(source: Source) -> Reading:
    from toolkit.read.subtitles import read_subtitles

    return read_subtitles(source.data, source.path)
