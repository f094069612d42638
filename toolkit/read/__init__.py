"""From a file to a Document: encoding, lines, outline."""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.languages.identify import identify
from toolkit.model import BitextError, Document
from toolkit.read.cover import symbol_in, symbol_of_file
from toolkit.read.encoding import decode
from toolkit.read.outline import outline

__all__ = ["read", "read_bytes"]


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
