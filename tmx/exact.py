"""The exact way through a run of units, by expat.

A run is parsed at once.  Where that fails it is cut into its units and each is parsed alone; one that is ill-formed
is mended where the intent is sure, and dropped with a Problem where not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring
from xml.sax.saxutils import quoteattr

from tmx.build import Builder
from tmx.elements import BrokenError
from tmx.header import Header
from tmx.mend import mend
from tmx.model import Unit
from tmx.prolog import UNIT, Prolog
from tmx.reports import Reporter
from tmx.runs import units_in, without_asides

_ENDS = re.compile(rb"</body\s*>|</tmx\s*>|<body\s*/?>")


class Exact:
    """Reads runs of one file.  ``count`` is the number of units so far, kept or not."""

    def __init__(self, prolog: Prolog, report: Reporter, pedantic: bool = False) -> None:
        self.report = report
        self.count = 0
        self._prolog = prolog
        self._open = b"<r>"
        report.at(prolog.line)
        self._root = tuple(self._root_attributes())
        prefixes = {value: name[6:] for name, value in self._root if name.startswith("xmlns:")}
        self._open = b"<r%s>" % "".join(f" xmlns:{p}={quoteattr(uri)}" for uri, p in prefixes.items()).encode()
        self._builder = Builder(prefixes, report, pedantic)

    def _root_attributes(self) -> Iterator[tuple[str, str]]:
        for name, quoted in self._prolog.root.items():
            parsed = self._parsed(b"<v a=%s/>" % quoted)
            if parsed is None:
                self.report("root-attribute", f"<tmx> has an unreadable {name}; it is left out", raw=quoted)
            else:
                yield name, parsed[0].attrib["a"]

    def header(self) -> Header:
        """The header, with defaults for what is missing or cannot be read."""
        prolog = self._prolog
        self.report.at(prolog.rest_line)
        if not prolog.has_body:
            self.report("no-body", "there is no <body>")
        self.report.at(prolog.line)
        element = self._parsed(prolog.header) if prolog.header else None
        root = tuple((name, value) for name, value in self._root if name != "version")
        version = dict(self._root).get("version", "1.4")
        if element is None or not len(element):
            self.report("no-header", "there is no readable <header>; defaults are assumed")
            return Header(root=root, version=version)
        return self._builder.header(element[0], root, version)

    def units(self, data: bytes, line: int, last: bool = False) -> Iterator[Unit]:
        """The units of a run that begins at ``line``; ``last`` when the file ends with it."""
        starts = [found.start() for found in UNIT.finditer(data)]
        try:
            root = None if last else fromstring(self._open + data + b"</r>")
        except (ParseError, ValueError):
            root = None
        if root is None or len(root) != len(starts) or _stray_text(root):
            yield from self._one_by_one(data, line, last)
            return
        at = 0
        for element, start in zip(root, starts, strict=True):
            line += data.count(b"\n", at, start)
            at = start
            unit = self._unit(element, line)
            if unit is not None:
                yield unit

    def _unit(self, element: Element, line: int, raw: bytes = b"") -> Unit | None:
        self.count += 1
        self.report.at(line, self.count)
        try:
            if element.tag.endswith("}tu"):  # the unit declares a namespace for all that stands in it
                _leave_namespace(element)
            if element.tag != "tu":
                raise BrokenError("unknown-element", f"<{element.tag}> stands among the units")
            return self._builder.unit(element, line)
        except BrokenError as error:
            if not raw and not self.report.strict:
                raw = b"" if error.code == "nested-too-deep" else tostring(element, "utf-8").strip()
            self.report(error.code, str(error), outcome="dropped", raw=raw)
            return None

    def _one_by_one(self, data: bytes, line: int, last: bool) -> Iterator[Unit]:
        at = 0
        for start, end, closed in units_in(data):
            self._gap(data[at:start], line)
            line += data.count(b"\n", at, start)
            unit = self._closed(data[start:end], line) if closed else self._unclosed(data[start:end], line)
            if unit is not None:
                yield unit
            line += data.count(b"\n", start, end)
            at = end
        self._gap(data[at:], line)
        if last and b"</tmx" not in data[at:] and b"</body" not in data[at:]:
            self.report.at(line)
            self.report("truncated", "the file breaks off before </body></tmx>")

    def _closed(self, raw: bytes, line: int) -> Unit | None:
        self.report.at(line, self.count + 1)
        element = self._parsed(raw)
        if element is not None and len(element):
            return self._unit(element[0], line, raw)
        self.count += 1
        self.report("ill-formed", "the unit is not well-formed XML", outcome="dropped", raw=raw)
        return None

    def _unclosed(self, raw: bytes, line: int) -> Unit | None:
        """A unit without </tu>: kept when two whole variants stand in it."""
        cut = raw.rfind(b"</tuv>") + 6
        self.report.at(line, self.count + 1)
        element = self._parsed(raw[:cut] + b"</tu>") if raw.count(b"</tuv>") >= 2 else None
        if element is None or not len(element):
            self.count += 1
            message = "the unit has no </tu> and no two whole variants"
            self.report("unclosed-unit", message, outcome="dropped", raw=raw)
            return None
        self.report("unclosed-unit", "</tu> is missing; the whole variants are kept")
        return self._unit(element[0], line, raw)

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

    def _gap(self, data: bytes, line: int) -> None:
        rest = _ENDS.sub(b"", without_asides(data)).strip()
        if rest:
            self.report.at(line)
            shown = rest[:40].decode("utf-8", "replace")
            self.report("stray-text", f"between units: {shown!r}", outcome="dropped", raw=rest)


def _stray_text(root: Element) -> bool:
    """Whether text stands between the units."""
    return any(text and not text.isspace() for text in (root.text, *(element.tail for element in root)))


def _leave_namespace(element: Element) -> None:
    """Name the elements of the element's own namespace as if they had none."""
    own = element.tag.partition("}")[0] + "}"
    for inner in element.iter():
        inner.tag = inner.tag.removeprefix(own)
