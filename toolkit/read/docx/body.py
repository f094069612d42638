"""The body of a DOCX in reading order: paragraphs, tables cell by cell, text boxes, and the notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.languages.arabic import has_arabic
from toolkit.model import BlockKind
from toolkit.read.docx.notes import Notes
from toolkit.read.docx.numbering import Numbering
from toolkit.read.docx.paragraph import ParagraphReader, Text, View
from toolkit.read.docx.parts import child, value, whole
from toolkit.read.docx.styles import Styles
from toolkit.read.passages import Passage, clean
from toolkit.safe_xml import local_name

_OWN_MARK_RE = re.compile(r"^([*†‡]{1,4})(?=[^\s*†‡])")
_DEEPEST = 40  # tables in cells, boxes in boxes
#: Containers of paragraphs: content controls, custom XML, tracked insertions of whole paragraphs.
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag"})


@dataclass(slots=True)
class BodyReader:
    """Reads the block-level content of a document."""

    styles: Styles
    numbering: Numbering
    view: View
    notes: Notes
    tables: int = 0
    _carried: Text = field(default_factory=Text)
    _paragraphs: ParagraphReader = field(init=False)

    def __post_init__(self) -> None:
        self._paragraphs = ParagraphReader(self.styles, self.view, self.notes.mark)

    def read(self, body: Any) -> list[Passage]:
        """Every passage of the body, then the notes that it calls, in the order of their calls."""
        passages = list(self._flow(body, None, "", 0))
        called = list(dict.fromkeys(call for passage in passages for call in passage.calls))
        for call in called:
            if call in self.notes.texts:
                passages += self._note(call)
        return passages

    def _note(self, call: str) -> Iterator[Passage]:
        """A note as one passage, with its mark before it; a mark of the author's own stands in its text already."""
        inside = [passage.text for passage in self._flow(self.notes.texts[call], None, "", 0)]
        text = _OWN_MARK_RE.sub(r"\1 ", clean(f"{self.notes.marks.get(call, '')} {' '.join(inside)}"))
        if inside:
            yield Passage((text,), BlockKind.FOOTNOTE, note=call)

    def _flow(self, parent: Any, kind: BlockKind | None, key: str, depth: int) -> Iterator[Passage]:
        if depth > _DEEPEST:
            return
        for element in self._elements(parent, 0):
            if local_name(element) == "p":
                yield from self._paragraph(element, kind, key, depth)
            else:
                yield from self._table(element, kind, key, depth + 1)
        if self._carried.parts:  # the last paragraph's end was deleted, and nothing follows to take its text
            last, self._carried = self._carried, Text()
            yield Passage((clean("".join(last.parts)),), kind, key, tuple(last.calls))

    def _elements(self, parent: Any, depth: int) -> Iterator[Any]:
        """The paragraphs and tables of a container, through those that only wrap."""
        for element in parent:
            name = local_name(element)
            if name in ("p", "tbl"):
                yield element
            elif (name in _TRANSPARENT or name in self.view.kept) and depth < _DEEPEST:
                yield from self._elements(element, depth + 1)
            elif name == "AlternateContent" and len(element):
                yield from self._elements(element[0], depth + 1)

    def _paragraph(self, element: Any, kind: BlockKind | None, key: str, depth: int) -> Iterator[Passage]:
        """A paragraph and its text boxes.  Where its end was deleted, its text goes on in the next paragraph."""
        properties = child(element, "pPr")
        text = self._paragraphs.read(element)
        carried, self._carried = self._carried, Text()
        joined = Text(carried.parts + text.parts, carried.calls + text.calls, carried.boxes + text.boxes)
        if self.view.drops(child(properties, "rPr")):
            self._carried = joined
            return
        content = clean("".join(joined.parts))
        label = self._label(properties, content)
        if content:
            heading = kind is None and self.styles.is_heading(properties)
            found = BlockKind.HEADING if heading else kind
            yield Passage((clean(label + content),), found, key, tuple(joined.calls))
        for box in joined.boxes:
            yield from self._flow(box, kind, key, depth + 1)

    def _label(self, properties: Any | None, content: str) -> str:
        number, depth, style = self.styles.list_of(properties)
        if not number:
            return ""
        if depth is None:
            depth = self.numbering.level_of_style(number, style) or 0
        return self.numbering.next(number, depth, arabic=has_arabic(content))

    def _table(self, table: Any, kind: BlockKind | None, key: str, depth: int) -> Iterator[Passage]:
        """A table's cells row by row.  One column alone sets running text apart and is no table."""
        rows = [row for row in _inside(table, "tr") if not self.view.drops(child(row, "trPr"))]
        widest = max((len(list(_inside(row, "tc"))) for row in rows), default=0)
        if widest < 2 or kind is BlockKind.CELL:
            for row in rows:
                for cell in _inside(row, "tc"):
                    yield from self._flow(cell, kind, key, depth)
            return
        self.tables += 1
        table_number = self.tables
        for row_number, row in enumerate(rows, 1):
            column = 1 + whole(value(child(row, "trPr", "gridBefore")))
            for cell in _inside(row, "tc"):
                properties = child(cell, "tcPr")
                if child(properties, self.view.dropped_cell) is None:
                    place = f"t-{table_number}-{row_number}-{column}"
                    yield from self._flow(cell, BlockKind.CELL, place, depth)
                column += max(whole(value(child(properties, "gridSpan")), 1), 1)


def _inside(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through content controls."""
    for found in element:
        if local_name(found) == name:
            yield found
        elif local_name(found) in _TRANSPARENT:
            yield from _inside(found, name)
