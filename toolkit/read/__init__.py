"""From a file to a Document: encoding, lines, outline."""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.languages.identify import identify
from toolkit.model import BitextError, Document, Segment
from toolkit.read.cover import symbol_in, symbol_of_file
from toolkit.read.encoding import decode
from toolkit.read.outline import outline

__all__ = ["read", "read_bytes", "read_lines"]


def read(path: str | Path, lang: str | None = None) -> Document:
    """Read a document; ``-`` is standard input.

    ``lang`` is a BCP 47 tag; without it the language is told from the text.  Raises BitextError for an empty,
    binary or undecodable file, OSError for one that cannot be opened.
    """
    name = str(path)
    data = sys.stdin.buffer.read() if name == "-" else Path(path).read_bytes()
    return read_bytes(data, "standard input" if name == "-" else name, lang)


def read_bytes(data: bytes, path: str = "", lang: str | None = None) -> Document:
    """Read a document from the bytes of its file.

    >>> read_bytes("١- طلب المؤتمر إلى الأمانة.".encode()).blocks[0].key
    '1'
    """
    decoded = decode(data, path)
    blocks = outline(decoded.text)
    if not blocks:
        raise BitextError("the file has no text", path=path, remedy="give a file with text")
    symbol = symbol_of_file(Path(path).stem) or symbol_in([block.text for block in blocks[:3]])
    notes = (decoded.note,) if decoded.note else ()
    return Document(lang or identify(decoded.text), blocks, path, symbol, decoded.encoding, notes)


def read_lines(path: str | Path, lang: str) -> tuple[Segment, ...]:
    """Segments that someone else made: line N of the file (0-based) is segment N, blank lines included.

    Their ids are ``ar:1`` and so on, by line; they carry no block.
    """
    name = str(path)
    data = sys.stdin.buffer.read() if name == "-" else Path(path).read_bytes()
    lines = decode(data, name).text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(Segment(f"{lang}:{n}", line.strip(), "", 0, (n, n)) for n, line in enumerate(lines, 1))
