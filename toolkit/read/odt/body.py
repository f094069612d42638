"""The body of an ODT in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.model import BlockKind
from toolkit.read.counting import written
from toolkit.read.odt.styles import Level, Styles, attribute
from toolkit.read.passages import Passage, clean
from toolkit.safe_xml import local_name

_DEEPEST = 40
_LEFT_OUT = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "hidden-text", "hidden-paragraph", "ruby-text", "forms"}
    | {"sequence-decls", "variable-decls", "user-field-decls", "desc", "title", "image", "object", "note"}
)
_BOXES = frozenset({"frame", "text-box", "custom-shape"})
_SECTIONS = frozenset(
    {"section", "index-body", "index-title", "table-of-content", "alphabetical-index", "bibliography", "user-index"}
    | {"illustration-index", "table-index", "object-index", "numbered-paragraph", "soft-page-break"}
)


@dataclass(slots=True)
class _Text:
    """What a paragraph holds."""

    parts: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _Lists:
    """Where the numbering of each list stands: by list style, or by the list that it goes on."""

    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, key: str, depth: int, level: Level, start: int | None) -> None:
        """Count one item on."""
        counts = self.counts.setdefault(key, {})
        counts[depth] = start if start is not None else counts.get(depth, level.start - 1) + 1
        for below in [other for other in counts if other > depth]:
            del counts[below]


@dataclass(slots=True)
class BodyReader:
    """Reads ``office:text``."""

    styles: Styles
    original: bool = False
    tables: int = 0
    _lists: _Lists = field(default_factory=_Lists)
    _notes: list[tuple[str, str, Any]] = field(default_factory=list)
    _deleted: dict[str, Any] = field(default_factory=dict)
    _inserted: set[str] = field(default_factory=set)
    _skipping: set[str] = field(default_factory=set)
    _last_list: str = ""

    def read(self, body: Any) -> list[Passage]:
        """Every passage of the body, then its notes."""
        self._changes(body)
        passages = list(self._flow(body, None, "", 0))
        for name, mark, element in self._notes:
            inside = [passage.text for passage in self._flow(element, None, "", 0)]
            if inside:
                passages.append(Passage((clean(f"{mark} {' '.join(inside)}"),), BlockKind.FOOTNOTE, note=name))
        return passages

    def _changes(self, body: Any) -> None:
        """Where tracked changes are: deleted text is kept apart, inserted text stands in the body."""
        for region in body.iter():
            if local_name(region) != "changed-region":
                continue
            for change in region:
                if local_name(change) == "deletion":
                    self._deleted[attribute(region, "id")] = change
                elif local_name(change) == "insertion":
                    self._inserted.add(attribute(region, "id"))

    def _flow(self, parent: Any, kind: BlockKind | None, key: str, depth: int) -> Iterator[Passage]:
        if depth > _DEEPEST:
            return
        for element in parent:
            name = local_name(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, "", kind, key, depth)
            elif name == "list":
                yield from self._list(element, "", 1, kind, key, depth + 1)
            elif name == "table":
                yield from self._table(element, kind, key, depth + 1)
            elif name in _BOXES or (name in _SECTIONS and attribute(element, "display") != "none"):
                yield from self._flow(element, kind, key, depth + 1)
            elif name in ("change", "change-start", "change-end"):
                self._change(element, name, _Text())

    def _list(
        self, element: Any, style: str, level: int, kind: BlockKind | None, key: str, depth: int
    ) -> Iterator[Passage]:
        """A list: each item's number goes before its first paragraph."""
        style = attribute(element, "style-name") or style
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        if level == 1 and not goes_on:
            self._lists.counts.pop(style, None)
        for item in element:
            if local_name(item) not in ("list-item", "list-header") or depth > _DEEPEST:
                continue
            label = self._label(item, style, level) if local_name(item) == "list-item" else ""
            for child in item:
                name = local_name(child)
                if name in ("p", "h"):
                    yield from self._paragraph(child, label, kind, key, depth)
                    label = ""
                elif name == "list":
                    yield from self._list(child, style, level + 1, kind, key, depth + 1)

    def _label(self, item: Any, style: str, depth: int) -> str:
        if not any(local_name(child) in ("p", "h") for child in item):
            return ""
        level = self.styles.level(style, depth)
        return self._number(f"list {style}", level, depth, attribute(item, "start-value"), style)

    def _number(self, key: str, level: Level | None, depth: int, start: str, style: str | None) -> str:
        if level is None:
            return ""
        if level.bullet:
            return f"{level.bullet} "
        key = style if style is not None else key
        self._lists.next(key, depth, level, int(start) if start.isdigit() else None)
        if not level.number_format:
            return ""
        counts, parts = self._lists.counts[key], []
        for above in range(max(1, depth - level.shown + 1), depth + 1):
            own = self.styles.outline.get(above) if style is None else self.styles.level(style, above)
            if own and own.number_format:
                parts.append(written(counts.get(above, own.start), own.number_format))
        return f"{level.prefix}{'.'.join(parts)}{level.suffix}{' ' if level.blank else ''}"

    def _paragraph(self, element: Any, label: str, kind: BlockKind | None, key: str, depth: int) -> Iterator[Passage]:
        style = attribute(element, "style-name")
        text = _Text()
        if not self.styles.is_hidden(style):
            self._inline(element, text)
        content = clean("".join(text.parts))
        heading = local_name(element) == "h"
        if heading and not label and attribute(element, "is-list-header") != "true":
            level = int(attribute(element, "outline-level") or 1)
            label = self._number("outline", self.styles.outline.get(level), level, "", None)
        if content:
            found = BlockKind.HEADING if heading and kind is None else kind
            yield Passage((clean(label + content),), found, key, tuple(text.calls))
        for box in text.boxes:
            yield from self._flow(box, kind, key, depth + 1)

    def _inline(self, element: Any, text: _Text) -> None:
        self._add(element.text, text)
        for child in element:
            self._child(child, local_name(child), text)
            self._add(child.tail, text)

    def _child(self, child: Any, name: str, text: _Text) -> None:
        if name == "note":
            self._call(child, text)
        elif name in ("s", "tab", "line-break"):
            self._add(" ", text)
        elif name == "frame" or name == "custom-shape":
            text.boxes.append(child)
        elif name in ("change", "change-start", "change-end"):
            self._change(child, name, text)
        elif name and name not in _LEFT_OUT and not self.styles.is_hidden(attribute(child, "style-name")):
            self._inline(child, text)

    def _add(self, words: str | None, text: _Text) -> None:
        if words and not self._skipping:
            text.parts.append(words)

    def _change(self, element: Any, name: str, text: _Text) -> None:
        """Inserted text is passed over in the original, deleted text put back where it stood."""
        change = attribute(element, "change-id")
        if not self.original:
            return
        if change in self._inserted:
            (self._skipping.add if name == "change-start" else self._skipping.discard)(change)
        elif name == "change" and change in self._deleted:
            for paragraph in self._deleted[change]:
                if local_name(paragraph) in ("p", "h"):
                    self._inline(paragraph, text)

    def _call(self, note: Any, text: _Text) -> None:
        if self._skipping:
            return
        citation = next((found for found in note if local_name(found) == "note-citation"), None)
        body = next((found for found in note if local_name(found) == "note-body"), None)
        if citation is None or body is None:
            return
        written_mark = clean("".join(citation.itertext()))
        mark = written_mark if attribute(citation, "label") else f"({written_mark})"
        name = f"note {len(self._notes) + 1}"
        self._notes.append((name, mark, body))
        text.calls.append(name)
        text.parts.append(mark)

    def _table(self, table: Any, kind: BlockKind | None, key: str, depth: int) -> Iterator[Passage]:
        rows = list(_rows(table))
        widest = max((sum(local_name(cell) in _CELLS for cell in row) for row in rows), default=0)
        if widest < 2 or kind is BlockKind.CELL:
            for row in rows:
                for cell in row:
                    yield from self._flow(cell, kind, key, depth)
            return
        self.tables += 1
        number = self.tables
        for place, row in enumerate(rows, 1):
            column = 1
            for cell in row:
                if local_name(cell) == "table-cell":
                    yield from self._flow(cell, BlockKind.CELL, f"t-{number}-{place}-{column}", depth)
                if local_name(cell) in _CELLS:
                    column += min(int(attribute(cell, "number-columns-repeated") or 1), 1000)


_CELLS = ("table-cell", "covered-table-cell")


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if local_name(element) == "table-row":
            yield element
        elif local_name(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)
