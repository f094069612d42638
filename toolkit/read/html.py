"""HTML: headings, paragraphs, numbered lists, tables cell by cell, notes that links lead to.

Scripts, styles, forms and what is hidden are left out; nothing that a page names is ever fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from toolkit.model import BitextError, BlockKind
from toolkit.read.counting import written
from toolkit.read.encoding import decode
from toolkit.read.passages import Passage, Reading, clean

_CHARSET_RE = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]+)", re.IGNORECASE)
_LEFT_OUT = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
    }
    | {"textarea", "button", "nav", "audio", "video", "map", "datalist", "dialog", "input"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "address", "blockquote", "pre", "figure"}
    | {"figcaption", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td"}
    | {"th", "hr", "fieldset", "details", "summary", "center", "body", "html", "form", "legend", "menu"}
)
_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN_RE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_MARK_RE = re.compile(r"[\[(]?\s*(\d{1,3}|\*{1,3})\s*[\])]?")
_NUMBER_RE = re.compile(r"-?\d{1,6}")
_DEEPEST = 250


def read_html(data: bytes, path: str = "") -> Reading:
    """Read a page.  Raises BitextError where it has no text."""
    from lxml import etree, html

    text, encoding = _decoded(data, path)
    try:
        root = html.document_fromstring(
            text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, ValueError) as error:
        raise BitextError("no text in this page", path=path, remedy="give a page with text") from error
    reader = _Page(root)
    passages = tuple(reader.read())
    return Reading(
        passages,
        lang=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        encoding=encoding,
    )


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    """The page's text: by its byte order mark, its meta element, or its bytes."""
    named = _CHARSET_RE.search(data[:2048])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = named[1].decode("ascii").lower()
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration is common; the bytes tell
    decoded = decode(data, path)
    return decoded.text.lstrip("\ufeff"), decoded.encoding


@dataclass(slots=True)
class _Open:
    """A passage in the making."""

    parts: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """Walks a page; ``notes`` maps the id of an element to the mark that links to it."""

    root: Any
    tables: int = 0
    notes: dict[str, str] = field(default_factory=dict)
    _open: _Open = field(default_factory=_Open)
    _found: list[Passage] = field(default_factory=list)

    def read(self) -> list[Passage]:
        """Every passage in order."""
        self._find_notes()
        self._walk(self.root, None, "", 0)
        self._close(None, "")
        return self._found

    def _find_notes(self) -> None:
        """Links whose text is a note's mark and that lead to an element behind them in this page."""
        places = {name: place for place, found in enumerate(self.root.iter()) if (name := _id(found))}
        for place, link in enumerate(self.root.iter()):
            if link.tag != "a" or not (link.get("href") or "").startswith("#"):
                continue
            name = (link.get("href") or "")[1:]
            mark = _NOTE_MARK_RE.fullmatch("".join(link.itertext()).strip())
            if mark and places.get(name, -1) > place:
                self.notes.setdefault(name, mark[1])

    def _walk(self, element: Any, kind: BlockKind | None, key: str, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _LEFT_OUT or depth > _DEEPEST or _is_hidden(element):
            return
        if tag == "table" and kind is None and _columns(element) > 1:
            self._close(kind, key)
            self._table(element, depth)
            return
        if tag == "br":
            self._open.parts.append(" ")
            return
        link = (element.get("href") or "")[1:] if tag == "a" else ""
        if link in self.notes and _NOTE_MARK_RE.fullmatch("".join(element.itertext()).strip()):
            mark = self.notes[link]
            self._open.parts.append(mark if mark.startswith("*") else f"({mark})")
            self._open.calls.append(link)
            return
        block = tag in _BLOCKS
        note = _id(element) if _id(element) in self.notes and tag != "a" else ""
        own = (
            BlockKind.FOOTNOTE
            if note and kind is None
            else BlockKind.HEADING
            if tag in _HEADINGS and not kind
            else kind
        )
        if block:
            self._close(kind, key)
        self._inside(element, own, note or key, depth)
        if block:
            self._close(own, note or key)

    def _inside(self, element: Any, kind: BlockKind | None, key: str, depth: int) -> None:
        counter = _counter(element)
        self._open.parts.append(element.text or "")
        for child in element:
            if child.tag == "li" and counter:
                self._close(kind, key)
                self._item(child, counter.next(child.get("value")), kind, key, depth)
            else:
                self._walk(child, kind, key, depth + 1)
            self._open.parts.append(child.tail or "")

    def _item(self, item: Any, label: str, kind: BlockKind | None, key: str, depth: int) -> None:
        """A numbered item: its number goes before its first text, not into a passage of its own."""
        before = len(self._found)
        self._walk(item, kind, key, depth + 1)
        if len(self._found) > before:
            first = self._found[before]
            self._found[before] = Passage((label + first.text,), first.kind, first.key, first.calls, first.note)

    def _table(self, table: Any, depth: int) -> None:
        self.tables += 1
        number = self.tables
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        for row_number, row in enumerate(rows, 1):
            column = 1
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                self._walk(cell, BlockKind.CELL, f"t-{number}-{row_number}-{column}", depth + 1)
                column += _span(cell)

    def _close(self, kind: BlockKind | None, key: str) -> None:
        """End the open passage."""
        text = clean("".join(self._open.parts))
        calls, self._open = tuple(self._open.calls), _Open()
        if not text:
            return
        if kind is BlockKind.FOOTNOTE:
            mark = self.notes[key]
            bare = _NOTE_MARK_RE.match(text)
            rest = text[bare.end() :].lstrip(" .^↑") if bare and bare[1] == mark else text.lstrip("^↑ ")
            shown = mark if mark.startswith("*") else f"({mark})"
            if self._found and self._found[-1].note == key:  # a note of several paragraphs
                first = self._found[-1]
                self._found[-1] = Passage((*first.lines, text), first.kind, "", first.calls, key)
            else:
                self._found.append(Passage((f"{shown} {rest}".strip(),), kind, "", calls, key))
            return
        self._found.append(Passage((text,), kind, key if kind is BlockKind.CELL else "", calls))


def _id(element: Any) -> str:
    return (element.get("id") or element.get("name") or "") if isinstance(element.tag, str) else ""


def _is_hidden(element: Any) -> bool:
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or bool(_HIDDEN_RE.search(element.get("style") or ""))


def _columns(table: Any) -> int:
    return max((sum(cell.tag in ("td", "th") for cell in row) for row in table.iter("tr")), default=0)


def _span(cell: Any) -> int:
    value = cell.get("colspan") or "1"
    return min(max(int(value), 1), 1000) if value.isdigit() else 1


@dataclass(slots=True)
class _Labels:
    """The labels of a numbered list's items, one after the other."""

    form: str
    number: int
    step: int

    def next(self, value: str | None) -> str:
        """The label of the next item; ``value`` is the number that the item itself gives."""
        if value and _NUMBER_RE.fullmatch(value):
            self.number = int(value)
        label = f"{written(self.number, self.form)}. "
        self.number += self.step
        return label


def _counter(element: Any) -> _Labels | None:
    """The labels of a numbered list; None for another element."""
    if element.tag != "ol":
        return None
    start = element.get("start") or ""
    step = -1 if element.get("reversed") is not None else 1
    first = sum(child.tag == "li" for child in element) if step < 0 else 1
    return _Labels(
        _STYLES.get(element.get("type") or "1", "decimal"), int(start) if _NUMBER_RE.fullmatch(start) else first, step
    )
