"""What stands in a ``<source>`` or ``<target>``: text and inline codes, as plain values.

A content is a tuple of ``str`` and :class:`Code`.  The code keeps its element's name and attributes as they stood,
so that writing gives back what was read; :func:`text_of` is the view without codes.
Source: XLIFF 1.2 section 2.3 "Inline Elements", XLIFF 2.1 section 4.2.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from lxml import etree

from toolkit.xliff.names import qualified

#: Name and value; a name in a namespace is written ``{uri}name``.
Attributes: TypeAlias = tuple[tuple[str, str], ...]
Content: TypeAlias = "tuple[str | Code, ...]"

#: Characters that no XML 1.0 document can hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DEPTH = 200  # deeper nesting of codes is an attack, not a text


class Kind(StrEnum):
    """What an inline code does to the text around it."""

    PAIR = "pair"  # one element around a stretch of text: g, pc, mrk
    OPEN = "open"  # the first of two elements: bx, bpt, sc, sm
    CLOSE = "close"  # the second of two: ex, ept, ec, em
    ALONE = "alone"  # a footnote mark, a picture: x, ph


_KINDS = {
    **dict.fromkeys(("bx", "bpt", "sc", "sm"), Kind.OPEN),
    **dict.fromkeys(("ex", "ept", "ec", "em"), Kind.CLOSE),
    **dict.fromkeys(("x", "ph", "cp", "sub"), Kind.ALONE),
}
#: Marks of people and tools on the text, which are no codes of the document: losing one harms nothing.
ANNOTATIONS = frozenset({"mrk", "sm", "em"})


@dataclass(frozen=True, slots=True)
class Code:
    """An inline element: ``name`` is ``g``, ``x``, ``pc`` and so on, ``{uri}name`` for one of another tool."""

    name: str
    attributes: Attributes = ()
    content: Content = ()

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        return next((value for known, value in self.attributes if known == name), None)

    @property
    def kind(self) -> Kind:
        """What it does to the text.

        >>> Code("it", (("id", "1"), ("pos", "close"))).kind
        <Kind.CLOSE: 'close'>
        """
        if self.name == "it":
            return Kind.CLOSE if self.get("pos") == "close" else Kind.OPEN
        return _KINDS.get(self.name, Kind.PAIR)

    @property
    def pair(self) -> str | None:
        """What ties the first of two codes to the second, and the same code in source and target."""
        names = ("startRef", "id") if self.name in ("ec", "em") else ("rid", "id")
        return next((value for value in map(self.get, names) if value is not None), None)


def text_of(content: Content) -> str:
    """The text without codes; what stands in a ``g``, ``pc`` or ``mrk`` is text, native codes are not.

    >>> text_of(("see ", Code("g", (("id", "1"),), ("article 5",)), Code("x", (("id", "2"),))))
    'see article 5'
    """
    return "".join(
        part if isinstance(part, str) else text_of(part.content)
        for part in content
        if isinstance(part, str) or part.kind is Kind.PAIR
    )


def codes_of(content: Content) -> Iterator[Code]:
    """Every code, in the order of the text, what stands inside native codes left out."""
    for part in content:
        if isinstance(part, Code):
            yield part
            if part.kind is Kind.PAIR:
                yield from codes_of(part.content)


def joined(*parts: str | Code) -> Content:
    """A content from parts: neighbouring strings joined, empty ones left out, as reading gives it.

    >>> joined("a", "", "b")
    ('ab',)
    """
    found: list[str | Code] = []
    for part in parts:
        if not isinstance(part, str):
            found.append(part)
        elif part and found and isinstance(found[-1], str):
            found[-1] += part
        elif part:
            found.append(part)
    return tuple(found)


def read_content(element: etree._Element, namespace: str, depth: int = 0) -> Content:
    """What stands in an element; comments and processing instructions are no part of it.

    Raises RecursionError for codes nested more than 200 deep.
    """
    if depth > DEPTH:
        raise RecursionError(f"inline codes nested more than {DEPTH} deep")
    parts: list[str | Code] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_code(child, namespace, depth))
        parts.append(child.tail or "")
    return joined(*parts)


def _code(element: etree._Element, namespace: str, depth: int) -> Code:
    name = str(element.tag).removeprefix(qualified("", namespace))
    attributes = tuple((str(key), str(value)) for key, value in element.attrib.items())
    return Code(name, attributes, read_content(element, namespace, depth + 1))


def write_content(parent: etree._Element, content: Content, namespace: str) -> None:
    """Put a content into an empty element; characters that XML cannot hold are left out."""
    last: etree._Element | None = None
    for part in content:
        if not isinstance(part, str):
            last = etree.SubElement(parent, qualified(part.name, namespace), dict(part.attributes))
            write_content(last, part.content, namespace)
        elif last is None:
            parent.text = (parent.text or "") + ILLEGAL.sub("", part)
        else:
            last.tail = (last.tail or "") + ILLEGAL.sub("", part)
