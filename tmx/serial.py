"""Units and the header as the text of a TMX file."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from tmx.attributes import Attributes
from tmx.errors import TmxError
from tmx.header import HEADER_ATTRIBUTES, Header, Note, Property, Ude
from tmx.markup import attributes_markup, named_markup, segment_markup, text_markup, value_markup
from tmx.model import Unit, Variant

_header_values = attrgetter(*(name.replace("-", "_") for name in HEADER_ATTRIBUTES))
_MAP = ("unicode", "code", "ent", "subst")
#: Version -> what the attribute for the language of a variant is called in it.
VERSIONS = {"1.1": "lang", "1.2": "lang", "1.3": "xml:lang", "1.4": "xml:lang"}
#: Start tags and attributes come again and again; so many of them are remembered.
_CACHE = 4096


class Serializer:
    """Makes the text of units; remembers the start tags and attributes that come again."""

    def __init__(self, version: str = "1.4") -> None:
        if version not in VERSIONS:
            raise TmxError(f"no TMX version {version!r}", remedy=f"one of {', '.join(VERSIONS)}")
        self._version = version
        self._lang = VERSIONS[version]
        self._attributes: dict[Attributes, str] = {}
        self._props: dict[str, str] = {}
        self._variants: dict[str, str] = {}

    def head(self, header: Header, encoding: str) -> str:
        """Everything before the first unit."""
        inner = _notes(header.notes) + "".join(map(_prop, header.props)) + "".join(map(_ude, header.udes))
        attributes = named_markup(HEADER_ATTRIBUTES, _header_values(header)) + attributes_markup(header.attributes)
        close = f">\n{inner}</header>" if inner else "/>"
        number = self._version.replace(".", "")
        return (
            f'<?xml version="1.0" encoding="{encoding.upper()}"?>\n<!DOCTYPE tmx SYSTEM "tmx{number}.dtd">\n'
            f'<tmx version="{self._version}"{attributes_markup(header.root)}>\n<header{attributes}{close}\n<body>\n'
        )

    def units(self, units: Iterable[Unit]) -> list[str]:
        """The units as ``<tu>`` elements, in pieces; one long way without calls.

        Raises TmxError for a unit without variants.
        """
        pieces: list[str] = []
        add = pieces.append
        known, props, variants = self._attributes.get, self._props, self._variants
        for unit in units:
            attributes = known(unit.attributes)
            if attributes is None:
                attributes = self._unit_attributes(unit.attributes)
            tuid = unit.tuid
            if tuid is None:
                add(f"<tu{attributes}>\n")
            else:
                add(f'<tu tuid="{tuid if tuid.isalnum() else value_markup(tuid)}"{attributes}>\n')
            if unit.notes:
                add(_notes(unit.notes))
            for prop in unit.props:
                text = prop.text
                if prop.lang is not None or prop.attributes or "\r" in text:
                    add(_prop(prop))
                    continue
                if "&" in text or "<" in text or ">" in text:
                    text = text_markup(text)
                add(f"{props.get(prop.type) or self._prop_start(prop.type)}{text}</prop>\n")
            if not unit.variants:
                raise TmxError("a unit without variants cannot be written", remedy="give it at least one Variant")
            for variant in unit.variants:
                content = variant.content
                if variant.attributes or variant.props or variant.notes:
                    add(self._variant(variant))
                    continue
                part = content[0] if len(content) == 1 else None
                text = part if isinstance(part, str) else segment_markup(content)
                if part is not text:
                    pass  # escaped already
                elif "&" in text or "<" in text or ">" in text or "\r" in text:
                    text = text_markup(text)
                add(f"{variants.get(variant.lang) or self._variant_start(variant.lang)}{text}</seg></tuv>\n")
            add("</tu>\n")
        return pieces

    def _variant(self, variant: Variant) -> str:
        attributes = f' {self._lang}="{value_markup(variant.lang)}"{attributes_markup(variant.attributes)}'
        props = [
            _prop(prop)
            if prop.lang is not None or prop.attributes
            else f"{self._props.get(prop.type) or self._prop_start(prop.type)}{text_markup(prop.text)}</prop>\n"
            for prop in variant.props
        ]
        extras = _notes(variant.notes) + "".join(props)
        return f"<tuv{attributes}>{extras}<seg>{segment_markup(variant.content)}</seg></tuv>\n"

    def _unit_attributes(self, attributes: Attributes) -> str:
        if len(self._attributes) > _CACHE:
            self._attributes.clear()
        markup = self._attributes[attributes] = attributes_markup(attributes)
        return markup

    def _prop_start(self, type_: str) -> str:
        if len(self._props) > _CACHE:
            self._props.clear()
        start = self._props[type_] = f'<prop type="{value_markup(type_)}">'
        return start

    def _variant_start(self, lang: str) -> str:
        if len(self._variants) > _CACHE:
            self._variants.clear()
        start = self._variants[lang] = f'<tuv {self._lang}="{value_markup(lang)}"><seg>'
        return start


def _prop(prop: Property) -> str:
    return _extra("prop", f' type="{value_markup(prop.type)}"', prop)


def _notes(notes: Iterable[Note]) -> str:
    return "".join([_extra("note", "", note) for note in notes])


def _extra(tag: str, attributes: str, item: Property | Note) -> str:
    if item.lang is not None:
        attributes += f' xml:lang="{value_markup(item.lang)}"'
    return f"<{tag}{attributes}{attributes_markup(item.attributes)}>{text_markup(item.text)}</{tag}>\n"


def _ude(ude: Ude) -> str:
    maps = (f"<map{named_markup(_MAP, [getattr(item, name) for name in _MAP])}/>" for item in ude.maps)
    return f"<ude{named_markup(('name', 'base'), (ude.name, ude.base))}>{''.join(maps)}</ude>\n"
