"""From parsed elements to the values of the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from tmx.inline import CODES, Attributes, Foreign, Inline, Segment
from tmx.model import (
    HEADER_ATTRIBUTES,
    UNIT_ATTRIBUTES,
    VARIANT_ATTRIBUTES,
    Header,
    Map,
    Note,
    Property,
    Ude,
    Unit,
    Variant,
)

XML = "{http://www.w3.org/XML/1998/namespace}"
LANG = XML + "lang"
DEPTH = 200  # deeper nesting of codes is an attack, not a text
#: Called with (code, message) for a fault inside a unit.
Report: TypeAlias = Callable[[str, str], None]
_UNIT = {name: name.replace("-", "_") for name in UNIT_ATTRIBUTES}
_VARIANT = {name: name.replace("-", "_") for name in VARIANT_ATTRIBUTES}
_HEADER = {name: name.replace("-", "_") for name in HEADER_ATTRIBUTES}


class BrokenError(ValueError):
    """A unit that cannot be kept: ``code`` and the message say why."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class Builder:
    """Makes units of ``<tu>`` elements.  ``prefixes`` maps namespace URIs to the prefixes of ``<tmx>``."""

    def __init__(self, prefixes: dict[str, str], report: Report) -> None:
        self.prefixes = prefixes
        self.report = report

    def unit(self, element: Element, line: int | None) -> Unit:
        """The unit of a ``<tu>``; raises BrokenError when it has no variant that can be kept."""
        variants, props, notes = [], [], []
        for child in element:
            tag = child.tag
            if tag == "tuv":
                variants.append(self.variant(child))
            elif tag == "prop":
                props.append(self._property(child))
            elif tag == "note":
                notes.append(self._note(child))
            else:
                raise BrokenError("unknown-element", f"<{tag}> stands inside <tu>")
            if child.tail and not child.tail.isspace():
                raise BrokenError("stray-text", f"text between elements: {child.tail.strip()[:40]!r}")
        if element.text and not element.text.isspace():
            raise BrokenError("stray-text", f"text between elements: {element.text.strip()[:40]!r}")
        if not variants:
            raise BrokenError("no-variant", "a unit without <tuv>")
        named, others = self._attributes(element, _UNIT)
        return Unit(tuple(variants), props=tuple(props), notes=tuple(notes), attributes=others, line=line, **named)

    def variant(self, element: Element) -> Variant:
        """The variant of a ``<tuv>``."""
        lang = element.get(LANG) or element.get("lang")
        if not lang:
            raise BrokenError("no-language", "a <tuv> without xml:lang")
        props, notes, content = [], [], None
        for child in element:
            tag = child.tag
            if tag == "seg":
                if content is not None:
                    raise BrokenError("two-segments", "a <tuv> with two <seg>")
                content = self.segment(child)
            elif tag == "prop":
                props.append(self._property(child))
            elif tag == "note":
                notes.append(self._note(child))
            else:
                raise BrokenError("unknown-element", f"<{tag}> stands inside <tuv>")
            if child.tail and not child.tail.isspace():
                raise BrokenError("stray-text", f"text outside <seg>: {child.tail.strip()[:40]!r}")
        if element.text and not element.text.isspace():
            raise BrokenError("stray-text", f"text outside <seg>: {element.text.strip()[:40]!r}")
        if content is None:
            raise BrokenError("no-segment", "a <tuv> without <seg>")
        if len(element.attrib) == 1:
            return Variant(lang, content, tuple(props), tuple(notes))
        named, others = self._attributes(element, _VARIANT)
        return Variant(lang, content, tuple(props), tuple(notes), attributes=others, **named)

    def segment(self, element: Element, depth: int = 0) -> Segment:
        """What stands in an element: text and typed codes."""
        text = element.text
        if not len(element):
            return (text,) if text else ()
        if depth > DEPTH:
            raise BrokenError("nested-too-deep", f"inline codes nested more than {DEPTH} deep")
        parts: list[str | Inline] = [text] if text else []
        for child in element:
            parts.append(self._code(child, depth))
            if child.tail:
                parts.append(child.tail)
        return tuple(parts)

    def _code(self, element: Element, depth: int) -> Inline:
        content = self.segment(element, depth + 1)
        cls = CODES.get(element.tag)
        if cls is None:
            _, others = self._attributes(element, {})
            return Foreign(name=self._name(element.tag), content=content, attributes=others)
        named, others = self._attributes(element, {name: name for name in cls.FIELDS})
        return cls(content=content, attributes=others, **named)

    def header(self, element: Element, root: Attributes, version: str) -> Header:
        """The header; what the DTD demands and the file lacks keeps the default and is reported."""
        named, others = self._attributes(element, _HEADER)
        for name in HEADER_ATTRIBUTES[:7]:
            if not named.get(_HEADER[name]):
                named.pop(_HEADER[name], None)
                default = getattr(Header(), _HEADER[name])
                self.report("header-attribute", f"<header> has no {name}; {default!r} is assumed")
        return Header(
            props=tuple(self._property(child) for child in element.findall("prop")),
            notes=tuple(self._note(child) for child in element.findall("note")),
            udes=tuple(_ude(child) for child in element.findall("ude")),
            attributes=others,
            root=root,
            version=version,
            **named,
        )

    def _property(self, element: Element) -> Property:
        type_ = element.get("type")
        if type_ is not None and len(element.attrib) == 1 and not len(element):  # nearly all of them
            return Property(type_, element.text or "")
        if type_ is None:
            self.report("property-type", "a <prop> without type; 'x-unknown' is assumed")
        others = self._attributes(element, {"type": "type"})[1] if len(element.attrib) > 1 else ()
        return Property("x-unknown" if type_ is None else type_, self._flat(element), self._lang(element), others)

    def _note(self, element: Element) -> Note:
        others = self._attributes(element, {})[1] if element.attrib else ()
        return Note(self._flat(element), self._lang(element), others)

    @staticmethod
    def _lang(element: Element) -> str | None:
        return (element.get(LANG) or element.get("lang")) if element.attrib else None

    def _flat(self, element: Element) -> str:
        """Text only, as the DTD wants it; elements inside (XTM writes <seg> in <prop>) become their markup."""
        if not len(element):
            return element.text or ""
        self.report("element-in-text", f"an element inside <{element.tag}>; kept as text")
        return (element.text or "") + "".join(_markup(child) for child in element)

    def _attributes(self, element: Element, names: dict[str, str]) -> tuple[dict[str, Any], Attributes]:
        named, others = {}, []
        for name, value in element.attrib.items():
            field = names.get(name)
            if field:
                named[field] = value
            elif name not in (LANG, "lang", "type" if "type" in names else LANG):
                others += self._qualified(name, value)
        return named, tuple(others)

    def _qualified(self, name: str, value: str) -> list[tuple[str, str]]:
        uri = name[1:].partition("}")[0] if name[0] == "{" else ""
        known = not uri or name.startswith(XML) or uri in self.prefixes
        return [(self._name(name), value)] if known else [("xmlns:ns0", uri), (self._name(name), value)]

    def _name(self, name: str) -> str:
        if name[0] != "{":
            return name
        uri, _, local = name[1:].partition("}")
        return f"xml:{local}" if name.startswith(XML) else f"{self.prefixes.get(uri, 'ns0')}:{local}"


def _ude(element: Element) -> Ude:
    maps = (Map(*(child.get(name) for name in ("unicode", "code", "ent", "subst"))) for child in element)  # type: ignore[arg-type]
    return Ude(element.get("name") or "", element.get("base"), tuple(maps))


def _markup(element: Element, depth: int = 0) -> str:
    if depth > DEPTH:
        raise BrokenError("nested-too-deep", f"elements nested more than {DEPTH} deep")
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attrib.items())
    inner = escape(element.text or "") + "".join(_markup(child, depth + 1) for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>{escape(element.tail or '')}"
