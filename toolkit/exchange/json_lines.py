"""Memories as JSON lines, one unit a line, for programs: nothing of a unit is lost.

``{"tuid": "1", "variants": [{"lang": "ar", "text": "نعم"}, {"lang": "en", "text": "Yes"}], "props": [["x-a", "b"]]}``

A segment with inline codes has ``seg`` beside ``text``: its content as TMX writes it.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any

from tmx import Header, Memory, Note, Property, TmxError, Unit, Variant, read_segment, segment_markup
from toolkit.model import BitextError


def write_lines(units: Iterable[Unit]) -> Iterator[str]:
    """One line of JSON for each unit.

    >>> print(*write_lines([Unit((Variant.of("en", "Yes"),), "1")]), end="")
    {"tuid": "1", "variants": [{"lang": "en", "text": "Yes"}]}
    """
    for unit in units:
        record: dict[str, Any] = {"tuid": unit.tuid} if unit.tuid is not None else {}
        record["variants"] = [_variant_record(variant) for variant in unit.variants]
        yield json.dumps(record | _shared_record(unit), ensure_ascii=False) + "\n"


def _variant_record(variant: Variant) -> dict[str, Any]:
    record = {"lang": variant.lang, "text": variant.text}
    if any(not isinstance(part, str) for part in variant.content):
        record["seg"] = segment_markup(variant.content)
    return record | _shared_record(variant)


def _shared_record(item: Unit | Variant) -> dict[str, Any]:
    record = {
        "props": [[prop.type, prop.text, *_more(prop)] for prop in item.props],
        "notes": [[note.text, *_more(note)] for note in item.notes],
        "attributes": dict(item.attributes),
    }
    return {name: value for name, value in record.items() if value}


def _more(item: Property | Note) -> list[Any]:
    """The language, and after it the attributes, as far as there are any."""
    if item.attributes:
        return [item.lang, dict(item.attributes)]
    return [] if item.lang is None else [item.lang]


def read_lines(data: bytes, path: object = None) -> Memory:
    """The memory in JSON lines; the first unit's first language is the source.

    Also understood: a line that is a plain object of texts by language, ``{"ar": "نعم", "en": "Yes"}``.
    Raises BitextError with the line for what is neither.
    """
    units = []
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        if line.strip():
            units.append(_unit(line, path, number))
    return Memory(Header(srclang=units[0].variants[0].lang if units else "*all*"), units)


def _unit(line: bytes, path: object, number: int) -> Unit:
    try:
        record = json.loads(line.decode("utf-8"))
        if "variants" not in record:
            record = {"variants": [{"lang": lang, "text": text} for lang, text in record.items()]}
        variants = tuple(_variant(found) for found in record["variants"])
        if not variants:
            raise ValueError("no variants")
        return Unit(variants, record.get("tuid"), **_shared(record))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, TmxError) as error:
        remedy = 'write {"variants": [{"lang": "ar", "text": "..."}, ...]}'
        raise BitextError(f"no unit in JSON: {error}", path=path, line=number, remedy=remedy) from error


def _variant(record: dict[str, Any]) -> Variant:
    lang, text = record["lang"], record["text"]
    if not isinstance(lang, str) or not isinstance(text, str):
        raise TypeError("lang and text are strings")
    content = read_segment(record["seg"]) if "seg" in record else (text,) if text else ()
    return Variant(lang, content, **_shared(record))


def _shared(record: dict[str, Any]) -> dict[str, Any]:
    attributes = record.get("attributes", {})
    return {
        "props": tuple(_property(*prop) for prop in record.get("props", ())),
        "notes": tuple(_note(*note) for note in record.get("notes", ())),
        "attributes": _pairs(attributes),
    }


def _property(
    type_: object, text: object, lang: object = None, attributes: dict[object, object] | None = None
) -> Property:
    return Property(_string(type_), _string(text), _lang(lang), _pairs(attributes or {}))


def _note(text: object, lang: object = None, attributes: dict[object, object] | None = None) -> Note:
    return Note(_string(text), _lang(lang), _pairs(attributes or {}))


def _pairs(attributes: dict[object, object]) -> tuple[tuple[str, str], ...]:
    return tuple((_string(name), _string(value)) for name, value in attributes.items())


def _lang(value: object) -> str | None:
    return None if value is None else _string(value)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no string")
    return value
