"""What stands before the units: the root, the header, and what must not be there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from tmx.errors import TmxError
from tmx.runs import asides
from tmx.source import CHUNK

MAX_PROLOG = 1 << 26
UNIT = re.compile(rb"<tu[\s>/]")
_OPENERS = re.compile(rb"<!--|<\?")
_NO_LINE_END = re.compile(rb"[^\n]")
_BODY = re.compile(rb"<body\s*/?>")
#: What stands in a start tag after the name; a quoted value may hold ``>``.
_ATTRIBUTES = rb"""(?=[\s/>])(?:[^<>"']|"[^"<]*"|'[^'<]*')*"""
_ROOT = re.compile(rb"<tmx" + _ATTRIBUTES + rb">|<tmx(?=[\s>])[^>]*>")
_HEADER = re.compile(rb"<header" + _ATTRIBUTES + rb">|<header(?=[\s/>])[^>]*>")
_HEADER_END = re.compile(rb"</header\s*>")
_PAIR = re.compile(rb"""\s([A-Za-z_][\w:.-]*)\s*=\s*("[^"<]*"|'[^'<]*')""")


class Prolog(NamedTuple):
    """The pieces found: ``rest`` is what comes after ``<body>``; ``line`` and ``rest_line`` count from 1.

    ``root`` holds the attributes of ``<tmx>``, their values as they stand in the file, quotes and all.
    """

    root: dict[str, bytes]
    header: bytes | None
    line: int
    has_body: bool
    rest: bytes
    rest_line: int


def read_prolog(chunks: Iterator[bytes], name: str | None) -> Prolog:
    """Read as far as ``<body>`` or the first unit.

    Raises TmxError for entity declarations and for what has no ``<tmx>``.
    """
    buffer = plain = b""
    for chunk in chunks:  # each time twice as much, so that a long header is not looked through again and again
        buffer += chunk + b"".join(itertools.islice(chunks, len(buffer) // CHUNK))
        plain = _blanked(buffer[:MAX_PROLOG], to_the_end=True)
        if _BODY.search(plain) or UNIT.search(plain) or len(buffer) > MAX_PROLOG:
            break
    if not _ROOT.search(plain):  # a comment that never ends is none
        plain = _blanked(buffer[:MAX_PROLOG])
    body, unit = _BODY.search(plain), UNIT.search(plain)
    if body and unit and unit.start() < body.start():
        body = None
    head = plain[: unit.start() if unit else len(plain)]
    _refuse(head, name)
    end = body.end() if body else len(head)
    root, header = _ROOT.search(head), _header(plain, end)
    return Prolog(
        root={name.decode(): value for name, value in _PAIR.findall(root[0])} if root else {},
        header=plain[slice(*header)] if header else None,
        line=1 + plain.count(b"\n", 0, header[0] if header else 0),
        has_body=bool(body) or (unit is None and b"</tmx" in plain),
        rest=buffer[end:],
        rest_line=1 + buffer.count(b"\n", 0, end),
    )


def _header(plain: bytes, end: int) -> tuple[int, int] | None:
    """Where the header begins and ends."""
    start = _HEADER.search(plain, 0, end)
    if start is None:
        return None
    closed = None if start[0].endswith(b"/>") else _HEADER_END.search(plain, start.end(), end)
    return start.start(), closed.end() if closed else start.end()


def _blanked(data: bytes, to_the_end: bool = False) -> bytes:
    """The bytes with blanks for comments and processing instructions, ``to_the_end`` also for one that is open."""
    pieces, at = [], 0
    for start, end in asides(data):
        pieces += [data[at:start], _NO_LINE_END.sub(b" ", data[start:end])]
        at = end
    rest = data[at:]
    opener = _OPENERS.search(rest) if to_the_end else None
    if opener:
        pieces += [rest[: opener.start()], _NO_LINE_END.sub(b" ", rest[opener.start() :])]
    else:
        pieces.append(rest)
    return b"".join(pieces)


def _refuse(head: bytes, name: str | None) -> None:
    if b"<!ENTITY" in head:
        line = head.count(b"\n", 0, head.index(b"<!ENTITY")) + 1
        raise TmxError("entity declarations are refused", path=name, line=line, remedy="remove them")
    if not _ROOT.search(head):
        raise TmxError("this is no TMX file: there is no <tmx>", path=name, remedy="give a TMX file")
