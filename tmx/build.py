"""From parsed elements to the values of the model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from tmx.attributes import Attributes, arranged
from tmx.elements import DEPTH, BrokenError, markup_of, source_of
from tmx.errors import TmxError
from tmx.header import HEADER_ATTRIBUTES, UNIT_ORDER, VARIANT_ORDER, Header, Map, Note, Property, Ude
from tmx.inline import CODES, Foreign, Inline, Segment
from tmx.model import Unit, Variant
from tmx.reports import Reporter

XML = "{http://www.w3.org/XML/1998/namespace}"
LANG = XML + "lang"
_HEADER = {name: name.replace("-", "_") for name in HEADER_ATTRIBUTES}


class Builder:
    """Makes units of ``<tu>`` elements.  ``prefixes`` maps namespace URIs to the prefixes of ``<tmx>``.

    ``pedantic`` reports what the model evens out, too: the order of elements, ``lang`` for ``xml:lang``.
    """

    def __init__(self, prefixes: dict[str, str], report: Reporter, pedantic: bool = False) -> None:
        self.prefixes = prefixes
        self.report = report
        self.pedantic = pedantic

    def unit(self, element: Element, line: int | None) -> Unit:
        """The unit of a ``<tu>``; raises BrokenError when it has no variant that can be kept."""
        variants, props, notes = [], [], []
        lost: BrokenError | None = None
        if self.pedantic:
            self._check_order(element, "tuv")
        for child in self._children(element):
            if child.tag == "tuv":
                try:
                    variants.append(self.variant(child))
                except BrokenError as error:
                    lost = error
            elif child.tag == "prop":
                props.append(self._property(child))
            elif child.tag == "note":
                notes.append(self._note(child))
            else:
                self._leave_out(child, element)
        if lost and len(variants) < 2:
            raise lost
        if lost:
            self.report(lost.code, f"{lost}; the unit's other variants are kept", raw=source_of(element))
        if not variants:
            raise BrokenError("no-variant", "a unit without <tuv>")
        attributes = self._pairs(element, ("tuid",)) if element.attrib else ()
        others = arranged(attributes, UNIT_ORDER) if attributes else ()
        return Unit(tuple(variants), element.get("tuid"), tuple(props), tuple(notes), others, line)

    def variant(self, element: Element) -> Variant:
        """The variant of a ``<tuv>``; raises BrokenError without a language or without one segment."""
        lang = element.get(LANG) or element.get("lang")
        if not lang:
            raise BrokenError("no-language", "a <tuv> without xml:lang")
        if self.pedantic:
            self._check_order(element, "seg")
            if not element.get(LANG):
                self.report("lang-attribute", "lang for xml:lang", outcome="found", remedy="write xml:lang")
        props, notes, content = [], [], None
        for child in self._children(element):
            if child.tag == "seg":
                if content is not None:
                    raise BrokenError("two-segments", "a <tuv> with two <seg>")
                content = self.segment(child)
                self._check_segment(child)
            elif child.tag == "prop":
                props.append(self._property(child))
            elif child.tag == "note":
                notes.append(self._note(child))
            else:
                self._leave_out(child, element)
        if content is None:
            raise BrokenError("no-segment", "a <tuv> without <seg>")
        if len(element.attrib) == 1:
            return Variant(lang, content, tuple(props), tuple(notes))
        others = arranged(self._pairs(element, (LANG, "lang")), VARIANT_ORDER)
        return Variant(lang, content, tuple(props), tuple(notes), others)

    def _check_segment(self, element: Element) -> None:
        """TMX knows no attributes of ``<seg>``; ``xml:space`` says nothing, since blanks are always kept."""
        names = [name for name, _ in self._pairs(element) if not name.startswith("xmlns:")]
        if names and (self.pedantic or names != ["xml:space"]):
            self.report("seg-attribute", f"<seg> has attributes, which TMX does not know: {', '.join(names)}")

    def _check_order(self, element: Element, last: str) -> None:
        """Properties and notes come before the variants of a unit and the segment of a variant."""
        names = [child.tag for child in element]
        if last in names and any(name in ("prop", "note") for name in names[names.index(last) :]):
            remedy = f"put <prop> and <note> before <{last}>"
            self.report(
                "order", f"<prop> or <note> after <{last}> in <{element.tag}>", outcome="found", remedy=remedy
            )

    def _children(self, element: Element) -> Iterable[Element]:
        """The children; text between them, which belongs nowhere, is reported."""
        for text in (element.text, *(child.tail for child in element)):
            if text and not text.isspace():
                shown = repr(text.strip()[:40])
                self.report(
                    "stray-text", f"text beside the elements of <{element.tag}>: {shown}", raw=text.encode("utf-8")
                )
        return element

    def _leave_out(self, child: Element, element: Element) -> None:
        message = f"<{child.tag}> stands in <{element.tag}>; it is left out"
        self.report("unknown-element", message, raw=source_of(child))

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
        if element.tag in CODES:
            return code_of(element.tag, self._pairs(element), content)
        declared: dict[str, str] = {}
        name = self._name(element.tag, declared)
        return Foreign(name=name, content=content, attributes=tuple(self._pairs(element, declared=declared)))

    def header(self, element: Element, root: Attributes, version: str) -> Header:
        """The header; what the DTD demands and the file lacks keeps the default and is reported."""
        for child in self._children(element):
            if child.tag not in ("prop", "note", "ude"):
                self._leave_out(child, element)
        pairs = self._pairs(element)
        named = {_HEADER[name]: value for name, value in pairs if name in _HEADER}
        for name in HEADER_ATTRIBUTES[:7]:
            if not named.get(_HEADER[name]):
                named.pop(_HEADER[name], None)
                default = getattr(Header(), _HEADER[name])
                self.report("header-attribute", f"<header> has no {name}; {default!r} is assumed")
        return Header(
            props=tuple(self._property(child) for child in element.findall("prop")),
            notes=tuple(self._note(child) for child in element.findall("note")),
            udes=tuple(_ude(child) for child in element.findall("ude")),
            attributes=tuple((name, value) for name, value in pairs if name not in _HEADER),
            root=root,
            version=version,
            **named,
        )

    def _property(self, element: Element) -> Property:
        type_ = element.get("type")
        if type_ is None:
            self.report("property-type", "a <prop> without type; 'x-unknown' is assumed")
            type_ = "x-unknown"
        others = self._pairs(element, ("type", LANG, "lang")) if len(element.attrib) > 1 else ()
        return Property(type_, self._flat(element), _lang(element), tuple(others))

    def _note(self, element: Element) -> Note:
        others = self._pairs(element, (LANG, "lang")) if element.attrib else ()
        return Note(self._flat(element), _lang(element), tuple(others))

    def _flat(self, element: Element) -> str:
        """Text only, as the DTD wants it; elements inside (XTM writes <seg> in <prop>) become their markup."""
        if not len(element):
            return element.text or ""
        self.report("element-in-text", f"an element inside <{element.tag}>; kept as text")
        return (element.text or "") + "".join(markup_of(child) for child in element)

    def _pairs(
        self, element: Element, without: tuple[str, ...] = (), declared: dict[str, str] | None = None
    ) -> list[tuple[str, str]]:
        """The attributes but some, named as in the file.

        A namespace that ``<tmx>`` does not declare is declared again: the parser keeps no prefixes, so that it is
        called ``ns0`` and so on.  ``declared`` are the names of those that the element's own name needs.
        """
        prefixes = {} if declared is None else declared
        named = [(self._name(name, prefixes), value) for name, value in element.attrib.items() if name not in without]
        return [(f"xmlns:{prefix}", uri) for uri, prefix in prefixes.items()] + named

    def _name(self, name: str, declared: dict[str, str]) -> str:
        if name[0] != "{":
            return name
        uri, _, local = name[1:].partition("}")
        if name.startswith(XML):
            return f"xml:{local}"
        prefix = self.prefixes.get(uri) or declared.setdefault(uri, f"ns{len(declared)}")
        return f"{prefix}:{local}"


def code_of(tag: str, pairs: Iterable[tuple[str, str]], content: Segment) -> Inline:
    """The typed value of an inline code that TMX knows."""
    cls = CODES[tag]
    named: dict[str, Any] = {}
    others = []
    for name, value in pairs:
        if name in cls.FIELDS:
            named[name] = value
        else:
            others.append((name, value))
    return cls(content=content, attributes=tuple(others), **named)


def read_segment(markup: str) -> Segment:
    """The content that :func:`tmx.segment_markup` writes.  Raises TmxError for what is not well-formed.

    >>> read_segment('a &amp; b<ph x="1">[1]</ph>')
    ('a & b', Ph(content=('[1]',), attributes=(), assoc=None, x='1', type=None))
    """
    try:
        element = fromstring(f"<seg>{markup}</seg>".encode("utf-8", "surrogatepass"))
        return Builder({}, Reporter(None, True, None)).segment(element)
    except (ParseError, BrokenError) as error:
        raise TmxError(f"no segment: {error}", remedy="write the content of a <seg>") from error


def _lang(element: Element) -> str | None:
    return (element.get(LANG) or element.get("lang") or None) if element.attrib else None


def _ude(element: Element) -> Ude:
    maps = (Map(*(child.get(name) for name in ("unicode", "code", "ent", "subst"))) for child in element)  # type: ignore[arg-type]
    return Ude(element.get("name") or "", element.get("base"), tuple(maps))
