"""A stream of bytes cut into runs of whole units."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tmx.errors import TmxError
from tmx.source import CHUNK

MAX_UNIT = 1 << 28  # bytes; a longer stretch without </tu> is no memory
MAX_ASIDE = 1 << 26  # bytes; a comment that is open for longer was never meant to be one
_MARK = re.compile(rb"<!--|<!\[CDATA\[|<\?|<tu(?=[\s>/])|</tu\s*>")
_OPENERS = re.compile(rb"<!--|<!\[CDATA\[|<\?")
_COMMENTS = re.compile(rb"<!--|<\?")
_CLOSERS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}


def runs(rest: bytes, chunks: Iterator[bytes], name: str | None) -> Iterator[tuple[bytes, bool]]:
    """Runs that end with ``</tu>``, the last with the file; (bytes, whether it is the last).

    A run never ends inside a comment or CDATA section.  Raises TmxError for a unit that never ends.
    """
    buffer = rest
    for chunk in chunks:
        buffer += chunk
        cut = _end_of_units(buffer)
        while cut < 0 and len(buffer) < MAX_UNIT:
            more = b"".join(itertools.islice(chunks, 1 + len(buffer) // CHUNK))
            if not more:
                break
            buffer += more
            cut = _end_of_units(buffer)
        if cut >= 0:
            yield buffer[:cut], False
            buffer = buffer[cut:]
        elif len(buffer) >= MAX_UNIT:
            raise TmxError("a unit without end", path=name, remedy="check the file")
    cut = max(_end_of_units(buffer), 0)
    if cut:
        yield buffer[:cut], False
    yield buffer[cut:], True


def _end_of_units(buffer: bytes) -> int:
    """Where the last whole unit ends, or -1."""
    end = len(buffer)
    if (b"!" in buffer and b"<!" in buffer) or (b"?" in buffer and b"<?" in buffer):  # one byte is found sooner
        open_at = _open_aside(buffer)
        if open_at >= 0 and len(buffer) - open_at < MAX_ASIDE:
            end = open_at
    cut = buffer.rfind(b"</tu>", 0, end)
    return cut + 5 if cut >= 0 else -1


def _open_aside(buffer: bytes) -> int:
    """Where a comment, CDATA section or processing instruction begins that does not end, or -1."""
    at = 0
    while found := _OPENERS.search(buffer, at):
        closer = _CLOSERS[found[0]]
        end = buffer.find(closer, found.end())
        if end < 0:
            return found.start()
        at = end + len(closer)
    return -1


def asides(data: bytes) -> Iterator[tuple[int, int]]:
    """(start, end) of the comments and processing instructions; one that does not end is none.

    A closer that does not come again is looked for once, so that a million openers cost no more than one.
    """
    at = 0
    missing: set[bytes] = set()
    while found := _COMMENTS.search(data, at):
        closer = _CLOSERS[found[0]]
        end = -1 if closer in missing else data.find(closer, found.end())
        if end < 0:
            missing.add(closer)
            at = found.end()
            if len(missing) == 2:
                return
        else:
            at = end + len(closer)
            yield found.start(), at


def without_asides(data: bytes) -> bytes:
    """The bytes without comments and processing instructions."""
    kept, at = [], 0
    for start, end in asides(data):
        kept.append(data[at:start])
        at = end
    return b"".join([*kept, data[at:]])


def units_in(data: bytes) -> Iterator[tuple[int, int, bool]]:
    """(start, end, closed) of the units in a run; comments and CDATA sections are stepped over."""
    at, opened_at = 0, -1
    missing: set[bytes] = set()  # closers that do not come again: looked for once, not for every opener
    while found := _MARK.search(data, at):
        mark, at = found[0], found.end()
        closer = _CLOSERS.get(mark)
        if closer:
            end = -1 if closer in missing else data.find(closer, at)
            if end < 0:
                missing.add(closer)
            else:
                at = end + len(closer)
        elif mark == b"<tu":
            if opened_at >= 0:
                yield opened_at, found.start(), False
            opened_at = found.start()
            tag_end = data.find(b">", at)
            if tag_end > 0 and data[tag_end - 1 : tag_end] == b"/":
                yield opened_at, tag_end + 1, True
                at, opened_at = tag_end + 1, -1
        elif opened_at >= 0:
            yield opened_at, at, True
            opened_at = -1
    if opened_at >= 0:
        yield opened_at, len(data), False
