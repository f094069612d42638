"""Any TMX file as a stream of UTF-8 bytes: path, stream or ``-``; plain or gzip; UTF-8, UTF-16, or as declared."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from tmx.errors import TmxError

Source: TypeAlias = "str | os.PathLike[str] | IO[bytes]"
#: Called with (code, message) for a fault of the byte stream.
Report: TypeAlias = Callable[[str, str], None]

CHUNK = 1 << 16
#: First bytes -> what the file is; each is something people have really given as a TMX file.
NOT_TMX = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (or a DOCX, XLSX or SDLPPX file)",
    b"\xd0\xcf\x11\xe0": "an old Microsoft Office document",
    b"SQLite format 3": "an SQLite database (a Trados .sdltm?)",
    b"\x7fELF": "a program",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")


def name_of(source: Source) -> str | None:
    """How to name a source in messages."""
    if isinstance(source, str | os.PathLike):
        return "<stdin>" if source == "-" else str(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else None


@contextlib.contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The bytes of a source; only what we opened ourselves is closed."""
    if source == "-":
        yield sys.stdin.buffer
    elif isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as stream:
            yield stream
    else:
        yield binary(source, "rb")


def binary(stream: Any, mode: str) -> IO[bytes]:
    """The stream; raises TypeError for one of text, which is opened in the wrong mode."""
    if isinstance(stream, io.TextIOBase):
        raise TypeError(f"TMX is bytes, since a file says its encoding itself: open it in mode {mode!r}")
    return cast("IO[bytes]", stream)


def utf8_chunks(stream: IO[bytes], name: str | None, report: Report) -> Iterator[bytes]:
    """The stream's text as UTF-8 bytes, chunk by chunk; bytes that cannot be decoded become invalid UTF-8.

    Raises TmxError for what is plainly no TMX file (an image, an archive, nothing at all).
    """
    raw = _unzipped(stream, report)
    first = next(raw, b"")
    while 0 < len(first) < 512 and (more := next(raw, b"")):
        first += more
    _refuse_other_formats(first, name)
    encoding, skip = _encoding(first, report)
    if encoding == "utf-8":
        yield first[skip:]
        yield from raw
        return
    decoder = codecs.getincrementaldecoder(encoding)(
        "surrogatepass" if encoding.startswith("utf-") else "surrogateescape"
    )
    try:
        yield decoder.decode(first[skip:]).encode("utf-8", "surrogatepass")
        for chunk in raw:
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        report("undecodable", f"the {encoding} text breaks off: {error.reason}")


def _unzipped(stream: IO[bytes], report: Report) -> Iterator[bytes]:
    start = stream.read(CHUNK)
    if start[:2] != b"\x1f\x8b":
        while start:
            yield start
            start = stream.read(CHUNK)
        return
    unzip = gzip.GzipFile(fileobj=cast("IO[bytes]", _Rejoined(start, stream)))
    try:
        while chunk := unzip.read(CHUNK):
            yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        report("gzip-broken", f"the gzip data breaks off ({error}); read up to there")


class _Rejoined:
    """A stream whose first bytes were taken, and are put back."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self.start, self.rest = start, rest

    def read(self, size: int = -1) -> bytes:
        if not self.start:
            return self.rest.read(size)
        taken = self.start if size < 0 else self.start[:size]
        self.start = self.start[len(taken) :]
        return taken


def _refuse_other_formats(first: bytes, name: str | None) -> None:
    if not first.strip():
        raise TmxError("the file is empty", path=name, remedy="give a TMX file")
    for magic, what in NOT_TMX.items():
        if first.startswith(magic):
            raise TmxError(f"this is no TMX file but {what}", path=name, remedy="give a TMX file")


def _encoding(first: bytes, report: Report) -> tuple[str, int]:
    for bom, encoding in _BOMS:
        if first.startswith(bom):
            return encoding, len(bom)
    if first[:2] in (b"<\0", b"\0<"):
        return ("utf-16-le" if first[0] else "utf-16-be"), 0
    found = _DECLARED.match(first)
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        known = codecs.lookup(declared).name
        "a".encode(known)
        if not known.startswith(("utf-8", "utf-16", "utf-32")):
            codecs.getincrementaldecoder(known)("surrogateescape").decode(b"\xffa", True)
    except (LookupError, TypeError, UnicodeError, ValueError):  # no such codec, or none for text
        report("unknown-encoding", f"the declared encoding {declared!r} is unknown; read as UTF-8")
        return "utf-8", 0
    if known.startswith(("utf-16", "utf-32", "utf-7")):  # the bytes are plain ASCII so far: the declaration is wrong
        report("wrong-encoding", f"declared as {declared}, but the bytes are UTF-8")
        return "utf-8", 0
    return ("utf-8" if known in ("utf-8", "ascii", "utf-8-sig") else known), 0
