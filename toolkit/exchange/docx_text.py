"""A Word paragraph as a content with tags, and a content as the runs of a paragraph again.

Runs of the paragraph's usual look are plain text; a stretch of another look and a hyperlink are paired tags; a
footnote mark, a picture, a field or a run without text is a tag that stands alone.  Source: ECMA-376, part 1, 17.3.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from toolkit.safe_xml import local_name
from toolkit.xliff import Code, Content, Kind, joined
from toolkit.xliff.content import ILLEGAL

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Elements of a paragraph that say nothing in it; marks of places are kept before the text, the rest is dropped.
_PLACES = frozenset({"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"})
_DROPPED = frozenset({"proofErr", "lastRenderedPageBreak"})
#: What can hold text in a run.
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOT_FORMATTING = frozenset({"lang", "noProof", "rtl", "cs", "webHidden"})
#: What follows ``rtl`` in ``w:rPr``, and ``bidi`` in ``w:pPr``: Word minds the order.
_AFTER_RTL = frozenset({"cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"})
_AFTER_BIDI = frozenset(
    {"adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"}
    | {"textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr"}
    | {"pPrChange"}
)
_SIDES = ("left", "right", "start", "end")
_AFTER_HIGHLIGHT = frozenset({"u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl"}) | _AFTER_RTL


@dataclass(slots=True)
class Paragraph:
    """A ``w:p``: its content, and the elements that its tags stand for, by id.

    ``usual`` is the look (``w:rPr``) of most of its text, or None.
    """

    element: Any
    content: Content = ()
    usual: Any = None
    behind: dict[str, Any] = field(default_factory=dict)
    places: list[Any] = field(default_factory=list)

    @property
    def namespace(self) -> str:
        """The main namespace, transitional or strict."""
        return str(etree.QName(self.element).namespace)

    def tag(self, kind: Kind, element: Any) -> Code:
        """A new tag for an element."""
        name = str(len(self.behind) + 1)
        self.behind[name] = element
        return Code("g" if kind is Kind.PAIR else "x", (("id", name),))


def read_paragraph(element: Any) -> Paragraph | None:
    """The content of a ``w:p``; None where it has no text, or changes that were tracked and are not yet decided."""
    if any(local_name(one) in ("ins", "del", "moveFrom", "moveTo") for one in element.iter()):
        return None
    looks: Counter[bytes] = Counter()
    by_look: dict[bytes, Any] = {}
    for run in element.iter("{*}r"):
        look = _look(run)
        looks[look] += len(_run_text(run))
        by_look.setdefault(look, _child(run, "rPr"))
    if not looks or not max(looks.values()):
        return None
    usual = max(looks, key=lambda look: looks[look])
    paragraph = Paragraph(element, usual=by_look[usual])
    paragraph.content = joined(*_contents(element, usual, paragraph))
    return paragraph


def _contents(element: Any, usual: bytes, paragraph: Paragraph) -> Iterator[str | Code]:
    """The parts of a paragraph or hyperlink; neighbouring runs of one look are one part."""
    field_runs: list[Any] = []
    depth = 0
    stretch: list[str] = []
    stretch_look: tuple[bytes, Any] = (usual, None)
    for child in element:
        name = local_name(child)
        if name == "pPr" or name in _DROPPED:
            continue
        if name in _PLACES:
            paragraph.places.append(child)
            continue
        marks = [str(mark.get(_attribute(mark, "fldCharType"))) for mark in child.iter("{*}fldChar")]
        if depth or "begin" in marks:
            depth += marks.count("begin") - marks.count("end")
            field_runs.append(child)
            if depth <= 0:
                yield from _stretch(stretch, stretch_look, usual, paragraph)
                yield paragraph.tag(Kind.ALONE, field_runs)
                field_runs, stretch, depth = [], [], 0
            continue
        text = _run_text(child) if name == "r" else ""
        look = _look(child) if name == "r" else b""
        if text and _only_text(child):
            if look != stretch_look[0]:
                yield from _stretch(stretch, stretch_look, usual, paragraph)
                stretch = []
            stretch_look = (look, _child(child, "rPr"))
            stretch.append(text)
            continue
        yield from _stretch(stretch, stretch_look, usual, paragraph)
        stretch = []
        if name == "hyperlink":
            code = paragraph.tag(Kind.PAIR, child)
            yield Code(code.name, code.attributes, joined(*_contents(child, _look_in(child, usual), paragraph)))
        elif name != "r" or text or len(child) > (_child(child, "rPr") is not None):
            yield paragraph.tag(Kind.ALONE, [child])
    yield from _stretch(stretch, stretch_look, usual, paragraph)
    if field_runs:
        yield paragraph.tag(Kind.ALONE, field_runs)


def _stretch(texts: list[str], look: tuple[bytes, Any], usual: bytes, paragraph: Paragraph) -> Iterator[str | Code]:
    text = "".join(texts)
    if not text:
        return
    if look[0] == usual or not text.strip():
        yield text
    else:
        code = paragraph.tag(Kind.PAIR, look[1])
        yield Code(code.name, code.attributes, (text,))


def _look(run: Any) -> bytes:
    """The formatting of a run without what is no formatting (language, spelling marks)."""
    properties = _child(run, "rPr")
    if properties is None:
        return b""
    kept = [etree.tostring(one, method="c14n") for one in properties if local_name(one) not in _NOT_FORMATTING]
    return b"".join(sorted(kept))


def _look_in(link: Any, default: bytes) -> bytes:
    return next((_look(run) for run in link.iter("{*}r")), default)


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if local_name(child) == name), None)


def _attribute(element: Any, name: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{name}"


def _run_text(run: Any) -> str:
    return "".join(
        (one.text or "") if local_name(one) == "t" else _CHARACTERS.get(local_name(one), "") for one in run
    )


def _only_text(run: Any) -> bool:
    known = {"t", "rPr", "lastRenderedPageBreak", *_CHARACTERS}
    page_break = any(local_name(one) == "br" and one.get(_attribute(one, "type")) for one in run)
    return not page_break and all(local_name(one) in known for one in run)


def write_paragraph(
    paragraph: Paragraph, content: Content, right_to_left: bool | None, drafts: frozenset[int]
) -> None:
    """Put a content into a paragraph; ``drafts`` are the places of the parts to be highlighted.

    ``right_to_left`` sets the direction of the paragraph and its text; None leaves both as they are.
    """
    element = paragraph.element
    properties = _child(element, "pPr")
    for child in list(element):
        if child is not properties:
            element.remove(child)
    if right_to_left is not None:
        _set_direction(paragraph, properties, right_to_left)
    element.extend(paragraph.places)
    for number, part in enumerate(content):
        _write(paragraph, element, part, paragraph.usual, right_to_left, number in drafts)


def _write(paragraph: Paragraph, parent: Any, part: str | Code, look: Any, rtl: bool | None, draft: bool) -> None:
    if isinstance(part, str):
        if part:
            parent.append(_run(paragraph.namespace, part, look, rtl, draft))
        return
    behind = paragraph.behind[part.get("id") or ""]
    if isinstance(behind, list):
        parent.extend(copy.deepcopy(one) for one in behind)
        return
    if behind is not None and local_name(behind) == "hyperlink":
        inner = etree.SubElement(parent, behind.tag, dict(behind.attrib))
        first = next(behind.iter("{*}r"), None)
        look = look if first is None else _child(first, "rPr")
    else:
        inner, look = parent, behind
    for one in part.content:
        _write(paragraph, inner, one, look, rtl, draft)


def _run(namespace: str, text: str, look: Any, rtl: bool | None, draft: bool) -> Any:
    run = etree.Element(f"{{{namespace}}}r")
    properties = etree.Element(f"{{{namespace}}}rPr") if look is None else copy.deepcopy(look)
    if rtl is not None:
        _switch(properties, "rtl", rtl, _AFTER_RTL, {})
    if draft:
        _switch(properties, "highlight", True, _AFTER_HIGHLIGHT, {f"{{{namespace}}}val": "yellow"})
    if len(properties):
        run.append(properties)
    piece = ""
    for character in [*ILLEGAL.sub("", text), ""]:
        if character and character not in "\t\n":
            piece += character
            continue
        if piece:
            etree.SubElement(run, f"{{{namespace}}}t", {_SPACE: "preserve"}).text = piece
        if character:
            etree.SubElement(run, f"{{{namespace}}}{'tab' if character == chr(9) else 'br'}")
        piece = ""
    return run


def _set_direction(paragraph: Paragraph, properties: Any, right_to_left: bool) -> None:
    if properties is None:
        if not right_to_left:
            return
        properties = etree.Element(f"{{{paragraph.namespace}}}pPr")
        paragraph.element.insert(0, properties)
    had = _child(properties, "bidi")
    was = had is not None and had.get(_attribute(had, "val")) not in ("0", "false", "off")
    _switch(properties, "bidi", right_to_left, _AFTER_BIDI, {})
    side = _child(properties, "jc")
    if was != right_to_left and side is not None and side.get(_attribute(side, "val")) in _SIDES:
        properties.remove(side)  # so that the text begins where its language begins


def _switch(properties: Any, name: str, on: bool, after: frozenset[str], attributes: dict[str, str]) -> None:
    """Put a property in its place, or take it out."""
    for child in [one for one in properties if local_name(one) == name]:
        properties.remove(child)
    if on:
        place = next((i for i, one in enumerate(properties) if local_name(one) in after), len(properties))
        properties.insert(place, etree.Element(f"{{{etree.QName(properties).namespace}}}{name}", attributes))
