"""The text of one Word paragraph: its runs, without what is hidden, deleted or a field's code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.read.docx.parts import child, value
from toolkit.read.docx.styles import Styles
from toolkit.safe_xml import local_name

#: What some elements of a run stand for.
_CHARACTERS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}
_SYMBOL_FONTS = {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"}
#: Containers whose children are runs of the paragraph; anything not named here or below holds no running text.
_TRANSPARENT = frozenset(
    {"hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
    | {"oMath", "oMathPara"}
)


@dataclass(frozen=True, slots=True)
class View:
    """Which text of tracked changes is read: as accepted, or as the original stood."""

    original: bool = False

    @property
    def dropped(self) -> frozenset[str]:
        """The elements whose content is not in this view."""
        return frozenset({"ins", "moveTo"}) if self.original else frozenset({"del", "moveFrom"})

    @property
    def kept(self) -> frozenset[str]:
        """The elements of tracked changes whose content is in this view."""
        return frozenset({"del", "moveFrom"}) if self.original else frozenset({"ins", "moveTo"})

    @property
    def dropped_cell(self) -> str:
        """The property of a table cell that is not in this view."""
        return "cellIns" if self.original else "cellDel"

    def drops(self, properties: Any | None) -> bool:
        """Whether a paragraph mark or a row with these properties is not in this view."""
        return any(child(properties, name) is not None for name in self.dropped)


@dataclass(slots=True)
class Fields:
    """Where the fields stand that are open: a field may run over several paragraphs."""

    in_code: list[bool] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        """Take in a ``w:fldChar``."""
        if kind == "begin":
            self.in_code.append(True)
        elif kind == "separate" and self.in_code:
            self.in_code[-1] = False
        elif kind == "end" and self.in_code:
            self.in_code.pop()

    @property
    def shown(self) -> bool:
        """Whether text at this place is shown: it is in no field's code."""
        return not any(self.in_code)


@dataclass(slots=True)
class Text:
    """What a paragraph holds: its text, the notes called in it, the text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class ParagraphReader:
    """Reads paragraphs; ``mark`` gives the text of a note's mark for the kind and id of the note."""

    styles: Styles
    view: View
    mark: Callable[[str, str], str]
    fields: Fields = field(default_factory=Fields)

    def read(self, paragraph: Any) -> Text:
        """The text of a ``w:p``."""
        text = Text()
        style = self.styles.paragraph_style(child(paragraph, "pPr"))
        for element in self._runs(paragraph, 0):
            self._run(element, style, text)
        return text

    def _runs(self, element: Any, depth: int) -> Iterator[Any]:
        """The runs of a paragraph in order, through links, fields and kept changes."""
        for found in element:
            name = local_name(found)
            if name == "r":
                yield found
            elif (name in _TRANSPARENT or name in self.view.kept) and depth < 50:
                yield from self._runs(found, depth + 1)

    def _run(self, run: Any, style: str, text: Text) -> None:
        hidden = self.styles.is_hidden(child(run, "rPr"), style)
        for element in run:
            name = local_name(element)
            if name == "fldChar":
                self.fields.mark(value(element, "fldCharType") or "")
            elif name == "AlternateContent":
                self._alternatives(element, text)
            elif name in ("drawing", "pict", "object"):
                text.boxes += _boxes(element)
            elif not hidden and self.fields.shown:
                self._content(element, name, text)

    def _content(self, element: Any, name: str, text: Text) -> None:
        if name in ("t", "delText"):
            text.parts.append(element.text or "")
        elif name in _CHARACTERS:
            text.parts.append(_CHARACTERS[name])
        elif name == "sym":
            text.parts.append(_symbol(element))
        elif name in ("footnoteReference", "endnoteReference"):
            kind, note = name.removesuffix("Reference"), value(element, "id") or ""
            text.calls.append(f"{kind} {note}")
            own = (value(element, "customMarkFollows") or "0") in ("1", "true", "on")
            text.parts.append("" if own else self.mark(kind, note))

    def _alternatives(self, element: Any, text: Text) -> None:
        """The first choice of ``mc:AlternateContent``: its other branches hold the same again for older programs."""
        branch = next((found for found in element if local_name(found) in ("Choice", "Fallback")), None)
        if branch is not None:
            text.boxes += _boxes(branch)


def _boxes(element: Any) -> list[Any]:
    """The contents of the outermost text boxes in a drawing; of alternatives only the first branch."""
    found: list[Any] = []
    for inner in element:
        name = local_name(inner)
        if name == "txbxContent":
            found.append(inner)
        elif name == "AlternateContent":
            branch = next((one for one in inner if local_name(one) in ("Choice", "Fallback")), None)
            found += _boxes(branch) if branch is not None else []
        elif name:
            found += _boxes(inner)
    return found


def _symbol(element: Any) -> str:
    """The sign of a symbol font: its private-use code, which the repair knows; of another font its character."""
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if (value(element, "font") or "").lower() not in _SYMBOL_FONTS and code >= 0xF000:
        code -= 0xF000
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
