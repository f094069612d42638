"""From a file to a Document: its format, its encoding, its passages or lines, its outline."""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.languages.identify import identify
from toolkit.model import BitextError, Block, Document, Segment
from toolkit.read.cover import symbol_in, symbol_of_file
from toolkit.read.encoding import decode
from toolkit.read.formats import MAX_FILE, Source, reader_of
from toolkit.read.outline import outline
from toolkit.read.passages import outline_passages

__all__ = ["read", "read_bytes", "read_lines"]


def read(path: str | Path, lang: str | None = None, *, original: bool = False) -> Document:
    """Read a document; ``-`` is standard input.

    Its format is told by its content: plain text, DOCX, PDF, HTML, ODT, RTF, XLIFF, PO, TMX or subtitles.  ``lang``
    is a BCP 47 tag; without it the language is told from the text.  A file that holds several languages (XLIFF, PO,
    TMX) gives the side in ``lang``.  ``original`` reads a document with tracked changes as it stood before them.
    Raises BitextError for an empty, broken or unknown file, OSError for one that cannot be opened.
    """
    name = str(path)
    data = _bytes_of(name)
    return read_bytes(data, "standard input" if name == "-" else name, lang, original=original)


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    if Path(name).is_file() and Path(name).stat().st_size > MAX_FILE:
        raise BitextError(f"larger than {MAX_FILE >> 20} MB", path=name, remedy="split it")
    return Path(name).read_bytes()


def read_bytes(data: bytes, path: str = "", lang: str | None = None, *, original: bool = False) -> Document:
    """Read a document from the bytes of its file.

    >>> read_bytes("١- طلب المؤتمر إلى الأمانة.".encode()).blocks[0].key
    '1'
    """
    source = Source(data, path, lang, original)
    reader = reader_of(source)
    if reader is None:
        decoded = decode(data, path)
        notes = (decoded.note,) if decoded.note else ()
        return _document(path, lang, outline(decoded.text), decoded.encoding, notes)
    reading = reader(source)
    blocks, unsettled = outline_passages(reading.passages)
    said = lang or reading.lang or None
    return _document(path, said, blocks, reading.encoding, reading.notes, unsettled, reading.heads)


def _document(
    path: str,
    lang: str | None,
    blocks: tuple[Block, ...],
    encoding: str,
    notes: tuple[str, ...],
    unsettled: tuple[int, ...] = (),
    heads: tuple[str, ...] = (),
) -> Document:
    if not blocks:
        raise BitextError("the file has no text", path=path, remedy="give a file with text")
    text = "\n".join(block.text for block in blocks)
    symbol = symbol_of_file(Path(path).stem) or symbol_in([*heads, *(block.text for block in blocks[:3])])
    return Document(lang or identify(text), blocks, path, symbol, encoding, notes, unsettled)


def read_lines(path: str | Path, lang: str) -> tuple[Segment, ...]:
    """Segments that someone else made: line N of the file (0-based) is segment N, blank lines included.

    Their ids are ``ar:1`` and so on, by line; they carry no block.
    """
    name = str(path)
    data = _bytes_of(name)
    lines = decode(data, name).text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(Segment(f"{lang}:{n}", line.strip(), "", 0, (n, n)) for n, line in enumerate(lines, 1))
