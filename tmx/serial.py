"""Units and the header as the text of a TMX file."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TypeVar

from tmx.attributes import Attributes
from tmx.errors import TmxError
from tmx.header import HEADER_ATTRIBUTES, Header, Note, Property, Ude
from tmx.inline import Inline, Segment
from tmx.markup import attributes_markup, named_markup, segment_markup, text_markup, value_markup
from tmx.model import Unit, Variant

_header_values = attrgetter(*(name.replace("-", "_") for name in HEADER_ATTRIBUTES))
_MAP = ("unicode", "code", "ent", "subst")
#: Version -> what the attribute for a language is called in it.
VERSIONS = {"1.1": "lang", "1.2": "lang", "1.3": "xml:lang", "1.4": "xml:lang"}
#: Start tags and attributes come again and again; so many of them are remembered.
_CACHE = 4096
#: Up to so many attributes of a unit are looked for among those written before.
_FEW = 3
#: The text of a property that is longer than this does not come again.
_SHORT = 24
K = TypeVar("K")
T = TypeVar("T")


class Serializer:
    """Makes the text of units; remembers the properties, codes and start tags of variants that come again.

    Properties and codes are known by their identity (each is kept with its markup, so that no other takes its
    place): a reader gives the same value for the same markup, and to compare one costs more than to write it.
    """

    def __init__(self, version: str = "1.4") -> None:
        if version not in VERSIONS:
            raise TmxError(f"no TMX version {version!r}", remedy=f"one of {', '.join(VERSIONS)}")
        self._version = version
        self._lang = VERSIONS[version]
        self._props: dict[int, tuple[Property, str]] = {}
        self._attributes: dict[Attributes, str] = {}
        self._types: dict[str, str] = {}
        self._codes: dict[int, tuple[Inline, str]] = {}
        self._variants: dict[str, str] = {}

    def head(self, header: Header, encoding: str) -> str:
        """Everything before the first unit."""
        inner = (
            self._notes(header.notes) + "".join(map(self._whole_prop, header.props)) + "".join(map(_ude, header.udes))
        )
        attributes = named_markup(HEADER_ATTRIBUTES, _header_values(header)) + attributes_markup(header.attributes)
        close = f">\n{inner}</header>" if inner else "/>"
        number = self._version.replace(".", "")
        return (
            f'<?xml version="1.0" encoding="{encoding.upper()}"?>\n<!DOCTYPE tmx SYSTEM "tmx{number}.dtd">\n'
            f'<tmx version="{self._version}"{attributes_markup(header.root)}>\n<header{attributes}{close}\n<body>\n'
        )

    def units(self, units: Iterable[Unit]) -> list[str]:
        """The units as ``<tu>`` elements, in pieces; one long way with few calls.

        Raises TmxError for a unit without variants.
        """
        pieces: list[str] = []
        add = pieces.append
        known, props, variants = self._attributes.get, self._props.get, self._variants.get
        for unit in units:
            attributes, tuid, extras = unit.attributes, unit.tuid, ""
            # Many attributes differ from unit to unit: to look for them costs more than to write them.
            written = known(attributes) if len(attributes) <= _FEW else attributes_markup(attributes)
            if written is None:
                written = _kept(self._attributes, attributes, attributes_markup(attributes))
            if unit.notes:
                extras = self._notes(unit.notes)
            for prop in unit.props:
                found = props(id(prop))
                extras += found[1] if found is not None else self._prop(prop)
            if tuid is None:
                add(f"<tu{written}>\n{extras}")
            else:
                add(f'<tu tuid="{tuid if tuid.isalnum() else value_markup(tuid)}"{written}>\n{extras}')
            if not unit.variants:
                raise TmxError("a unit without variants cannot be written", remedy="give it at least one Variant")
            for variant in unit.variants:
                if variant.attributes or variant.props or variant.notes:
                    add(self._variant(variant))
                    continue
                content = variant.content
                text = content[0] if len(content) == 1 else None
                if not isinstance(text, str):
                    text = self._content(content)
                elif "&" in text or "<" in text or ">" in text or "\r" in text:
                    text = text_markup(text)
                add(f"{variants(variant.lang) or self._variant_start(variant.lang)}{text}</seg></tuv>\n")
            add("</tu>\n")
        return pieces

    def _content(self, content: Segment) -> str:
        """What stands in a segment with inline codes."""
        codes = self._codes.get
        pieces = []
        for part in content:
            if isinstance(part, str):
                special = "&" in part or "<" in part or ">" in part or "\r" in part
                pieces.append(text_markup(part) if special else part)
            else:
                known = codes(id(part))
                pieces.append(known[1] if known is not None else self._code(part))
        return "".join(pieces)

    def _variant(self, variant: Variant) -> str:
        attributes = f' {self._lang}="{value_markup(variant.lang)}"{attributes_markup(variant.attributes)}'
        extras = self._notes(variant.notes) + "".join(map(self._prop, variant.props))
        return f"<tuv{attributes}>{extras}<seg>{self._content(variant.content)}</seg></tuv>\n"

    def _prop(self, prop: Property) -> str:
        text = prop.text
        if prop.lang is not None or prop.attributes:
            markup = self._whole_prop(prop)
        else:
            if "&" in text or "<" in text or ">" in text or "\r" in text:
                text = text_markup(text)
            markup = f"{self._types.get(prop.type) or self._type_start(prop.type)}{text}</prop>\n"
        if len(prop.text) <= _SHORT:
            _kept(self._props, id(prop), (prop, markup))
        return markup

    def _type_start(self, type_: str) -> str:
        return _kept(self._types, type_, f'<prop type="{value_markup(type_)}">')

    def _whole_prop(self, prop: Property) -> str:
        return self._extra("prop", f' type="{value_markup(prop.type)}"', prop)

    def _notes(self, notes: Iterable[Note]) -> str:
        return "".join([self._extra("note", "", note) for note in notes])

    def _extra(self, tag: str, attributes: str, item: Property | Note) -> str:
        if item.lang is not None:
            attributes += f' {self._lang}="{value_markup(item.lang)}"'
        return f"<{tag}{attributes}{attributes_markup(item.attributes)}>{text_markup(item.text)}</{tag}>\n"

    def _code(self, code: Inline) -> str:
        return _kept(self._codes, id(code), (code, segment_markup((code,))))[1]

    def _variant_start(self, lang: str) -> str:
        return _kept(self._variants, lang, f'<tuv {self._lang}="{value_markup(lang)}"><seg>')


def _kept(cache: dict[K, T], key: K, value: T) -> T:
    """Remember a value, forgetting all others when there are too many."""
    if len(cache) >= _CACHE:
        cache.clear()
    cache[key] = value
    return value


def _ude(ude: Ude) -> str:
    maps = (f"<map{named_markup(_MAP, [getattr(item, name) for name in _MAP])}/>" for item in ude.maps)
    return f"<ude{named_markup(('name', 'base'), (ude.name, ude.base))}>{''.join(maps)}</ude>\n"
