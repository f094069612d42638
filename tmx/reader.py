"""Reading TMX: streaming, and never all-or-nothing.

The fast way parses a run of whole units at once.  Where that fails, the run is cut into its units and each is
parsed alone; one that is ill-formed is mended where the intent is sure, and dropped with a Problem where not.
"""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from tmx.build import XML, BrokenError, Builder
from tmx.errors import Problem, TmxError, TmxWarning
from tmx.inline import Attributes
from tmx.mend import mend
from tmx.model import Header, Memory, Unit
from tmx.source import CHUNK, Source, name_of, opened, utf8_chunks

MAX_UNIT = 1 << 28  # bytes; a longer stretch without </tu> is no memory
MAX_PROLOG = 1 << 24
_BODY = re.compile(rb"<body\s*/?>")
_MARK = re.compile(rb"<!--|<!\[CDATA\[|<\?|<tu(?=[\s>/])|</tu\s*>")
_CLOSERS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_START = re.compile(rb"<tu[\s>/]")
_COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.S)
_ROOT = re.compile(rb"<tmx(?=[\s>])[^>]*>")
_HEADER = re.compile(rb"<header(?=[\s>/]).*?(?:</header\s*>|/>)", re.S)
_ENDS = re.compile(rb"</body\s*>|</tmx\s*>|<body\s*/?>")


class Reader:
    """One pass over a TMX file: ``header``, then the units by iteration; ``problems`` fills as it goes.

    ``strict`` raises TmxError at the first fault.  Entity declarations are refused in either way, and nothing is
    ever fetched.  Raises TmxError for what is no TMX, OSError for what cannot be opened.
    """

    def __init__(
        self, source: Source, *, strict: bool = False, on_problem: Callable[[Problem], None] | None = None
    ) -> None:
        self.name = name_of(source)
        self.strict = strict
        self.problems: list[Problem] = []
        self.line = 1
        self.count = 0
        self.header = Header()
        self._on_problem = on_problem
        self._pending: tuple[int | None, int | None] = (None, None)
        self._units = self._read(source)
        self._first = next(self._units, None)  # reads as far as the header and the first unit

    def __iter__(self) -> Iterator[Unit]:
        if self._first is not None:
            first, self._first = self._first, None
            yield first
        yield from self._units

    def report(self, code: str, message: str, *, outcome: str = "repaired", raw: bytes = b"") -> None:
        """Take note of a fault; in strict reading it is an error."""
        line, unit = self._pending
        if self.strict:
            where = f"unit {unit}: " if unit else ""
            raise TmxError(
                f"{where}{message} ({code})", path=self.name, line=line, remedy="mend it: bitext tmx repair"
            )
        problem = Problem(code, message, line, unit, outcome, raw=raw)
        self.problems.append(problem)
        if self._on_problem:
            self._on_problem(problem)

    def _read(self, source: Source) -> Iterator[Unit]:
        with opened(source) as stream:
            chunks = utf8_chunks(stream, self.name, self.report)
            buffer = self._prolog(chunks)
            for chunk in chunks:
                buffer += chunk
                while len(buffer) < MAX_UNIT and b"</tu>" not in buffer[-len(chunk) - 5 :]:
                    more = b"".join(itertools.islice(chunks, 1 + len(buffer) // CHUNK))
                    if not more:
                        break
                    buffer, chunk = buffer + more, more
                cut = buffer.rfind(b"</tu>") + 5
                if cut >= 5:
                    yield from self._batch(buffer[:cut])
                    buffer = buffer[cut:]
                elif len(buffer) >= MAX_UNIT:
                    raise TmxError("a unit without end", path=self.name, line=self.line, remedy="check the file")
            yield from self._batch(buffer, last=True)

    def _prolog(self, chunks: Iterator[bytes]) -> bytes:
        buffer = b""
        for chunk in chunks:
            buffer += chunk
            if _BODY.search(buffer) or _START.search(buffer) or len(buffer) > MAX_PROLOG:
                break
        plain = _COMMENT.sub(lambda m: b" " * len(m[0]), buffer[:MAX_PROLOG])
        self._refuse(plain)
        body = _BODY.search(plain)
        unit = _START.search(plain)
        end = body.end() if body else unit.start() if unit else len(plain)
        if not body and not (unit is None and b"</tmx" in plain):
            self.report("no-body", "there is no <body>")
        self._header(plain[:end])
        self.line += buffer.count(b"\n", 0, end)
        return buffer[end:]

    def _refuse(self, plain: bytes) -> None:
        head = plain[: (_START.search(plain) or re.search(rb"\Z", plain)).start()]  # type: ignore[union-attr]
        if b"<!ENTITY" in head:
            line = head.count(b"\n", 0, head.index(b"<!ENTITY")) + 1
            raise TmxError("entity declarations are refused", path=self.name, line=line, remedy="remove them")
        if not _ROOT.search(head):
            raise TmxError("this is no TMX file: there is no <tmx>", path=self.name, remedy="give a TMX file")

    def _header(self, plain: bytes) -> None:
        root_tag = _ROOT.search(plain)
        root, prefixes = b"", {}
        attributes: Attributes = ()
        version = "1.4"
        if root_tag:
            pairs = [
                (name.decode(), value.decode("utf-8", "replace"))
                for name, _, value in re.findall(rb"""([\w:.-]+)\s*=\s*(["'])(.*?)\2""", root_tag[0], re.S)
            ]
            prefixes = {value: name[6:] for name, value in pairs if name.startswith("xmlns:")}
            root = b"".join(b' xmlns:%s="%s"' % (p.encode(), uri.encode()) for uri, p in prefixes.items())
            version = dict(pairs).get("version", version)
            attributes = tuple((n, v) for n, v in pairs if n != "version")
        self._open = b"<r" + root + b">"
        self._builder = Builder(prefixes, self.report)
        found = _HEADER.search(plain)
        self._pending = (self.line + plain.count(b"\n", 0, found.start() if found else 0), None)
        element = self._parsed(found[0]) if found else None
        if element is None:
            self.report("no-header", "there is no readable <header>; defaults are assumed")
        else:
            self.header = self._builder.header(element[0], attributes, version)
        self._pending = (None, None)

    def _parsed(self, data: bytes) -> Element | None:
        try:
            return fromstring(self._open + data + b"</r>")
        except (ParseError, ValueError):
            pass
        text, done = mend(data)
        try:
            element = fromstring((self._open.decode() + text + "</r>").encode("utf-8"))
        except (ParseError, ValueError):
            return None
        for code, message in done:
            self.report(code, message)
        return element

    def _batch(self, data: bytes, last: bool = False) -> Iterator[Unit]:
        start_line, lines = self.line, []
        at = 0
        for found in _START.finditer(data):
            self.line += data.count(b"\n", at, found.start())
            at = found.start()
            lines.append(self.line)
        self.line += data.count(b"\n", at)
        try:
            root = fromstring(self._open + data + b"</r>")
        except (ParseError, ValueError):
            root = None
        if last or root is None or len(root) != len(lines) or (root.text or "").strip():
            yield from self._one_by_one(data, start_line, last)
            return
        for element, line in zip(root, lines, strict=True):
            unit = self._unit(element, line)
            if unit is not None:
                yield unit
            if element.tail and not element.tail.isspace():
                self.report("stray-text", f"text between units: {element.tail.strip()[:40]!r}", outcome="dropped")

    def _unit(self, element: Element, line: int, raw: bytes = b"") -> Unit | None:
        self.count += 1
        self._pending = (line, self.count)
        try:
            if element.tag != "tu":
                raise BrokenError("unknown-element", f"<{element.tag}> stands among the units")
            return self._builder.unit(element, line)
        except BrokenError as error:
            if not raw and not self.strict:
                from xml.etree.ElementTree import tostring

                raw = b"" if error.code == "nested-too-deep" else tostring(element, "utf-8").strip()
            self.report(error.code, str(error), outcome="dropped", raw=raw)
            return None

    def _one_by_one(self, data: bytes, line: int, last: bool) -> Iterator[Unit]:
        at = 0
        for start, end, closed in _cut(data):
            self._gap(data[at:start], line)
            line += data.count(b"\n", at, start)
            raw = data[start:end]
            if closed:
                self._pending = (line, self.count + 1)
                element = self._parsed(raw)
                unit = self._unit(element[0], line, raw) if element is not None and len(element) else None
                if element is None:
                    self.count += 1
                    self.report("ill-formed", "the unit is not well-formed XML", outcome="dropped", raw=raw)
            else:
                unit = self._unclosed(raw, line)
            if unit is not None:
                yield unit
            line += data.count(b"\n", start, end)
            at = end
        self._gap(data[at:], line)
        if last and b"</tmx" not in data[at:] and b"</body" not in data[at:]:
            self._pending = (line, None)
            self.report("truncated", "the file breaks off before </body></tmx>")

    def _unclosed(self, raw: bytes, line: int) -> Unit | None:
        """A unit without </tu>: kept when two whole variants stand in it."""
        cut = raw.rfind(b"</tuv>") + 6
        self._pending = (line, self.count + 1)
        element = self._parsed(raw[:cut] + b"</tu>") if raw.count(b"</tuv>") >= 2 else None
        if element is None or not len(element):
            self.count += 1
            self.report(
                "unclosed-unit", "the unit has no </tu> and no two whole variants", outcome="dropped", raw=raw
            )
            return None
        self.report("unclosed-unit", "</tu> is missing; the whole variants are kept")
        return self._unit(element[0], line, raw)

    def _gap(self, data: bytes, line: int) -> None:
        rest = _ENDS.sub(b"", _COMMENT.sub(b"", data)).strip()
        if rest:
            self._pending = (line, None)
            shown = rest[:40].decode("utf-8", "replace")
            self.report("stray-text", f"between units: {shown!r}", outcome="dropped", raw=rest)


def _cut(data: bytes) -> Iterator[tuple[int, int, bool]]:
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


def load(source: Source, *, strict: bool = False) -> Memory:
    """Read a whole TMX file; ``memory.problems`` tells what was repaired or dropped.

    ``source`` is a path, a binary stream, or ``-``.  Raises TmxError (with ``strict`` at the first fault), OSError.
    """
    reader = Reader(source, strict=strict)
    units = list(reader)
    return Memory(reader.header, units, tuple(reader.problems))


def loads(data: str | bytes, *, strict: bool = False) -> Memory:
    """Read a memory from text or bytes.

    >>> loads('<tmx version="1.4"><header srclang="ar"/><body/></tmx>').header.srclang
    'ar'
    """
    if isinstance(data, str):  # text is decoded already, whatever its declaration says
        declaration = re.match(r"\s*<\?xml[^>]*\?>", data)
        data = data[declaration.end() :] if declaration else data
        data = data.lstrip("\ufeff").encode("utf-8", "surrogatepass")
    return load(io.BytesIO(data), strict=strict)


def iter_units(
    source: Source, *, strict: bool = False, on_problem: Callable[[Problem], None] | None = None
) -> Iterator[Unit]:
    """The units of a file one by one, with flat memory; without ``on_problem`` each fault is a TmxWarning."""

    def warn(problem: Problem) -> None:
        warnings.warn(f"{name_of(source) or 'TMX'}: {problem}", TmxWarning, stacklevel=3)

    return iter(Reader(source, strict=strict, on_problem=on_problem or warn))


__all__ = ["XML", "Reader", "iter_units", "load", "loads"]
