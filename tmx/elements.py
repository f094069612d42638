"""Parsed elements that cannot be kept as they are: as markup, as bytes, as an error."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import escape, quoteattr

DEPTH = 200  # deeper nesting of codes is an attack, not a text


class BrokenError(ValueError):
    """What cannot be kept: ``code`` and the message say why."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def source_of(element: Element) -> bytes:
    """The element as it would stand in a file; nothing where it is nested too deep to be written."""
    try:
        return bytes(tostring(element, "utf-8")).strip()
    except RecursionError:  # nested too deep to be written
        return b""


def markup_of(element: Element, depth: int = 0) -> str:
    """The element as text, for places that hold text only.  Raises BrokenError for an attack."""
    if depth > DEPTH:
        raise BrokenError("nested-too-deep", f"elements nested more than {DEPTH} deep")
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attrib.items())
    inner = escape(element.text or "") + "".join(markup_of(child, depth + 1) for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>{escape(element.tail or '')}"
