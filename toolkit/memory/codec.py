"""Segments and the further fields of units as JSON text, as the stores keep them: nothing of a TMX unit is lost."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import tmx
from tmx.inline import CODES

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_quoted = json.encoder.encode_basestring


def segment_json(content: tmx.Segment) -> str | None:
    """A segment with inline codes as JSON; None for plain text, which is kept as it is.

    >>> segment_json(("a", tmx.Ph(x="1")))
    '["a",["ph",{"x":"1"},[],[]]]'
    """
    if all(isinstance(part, str) for part in content):
        return None
    return _dumps([_part(part) for part in content])


def _part(part: str | tmx.Inline) -> Any:
    if isinstance(part, str):
        return part
    fields = {name: value for name in part.FIELDS if (value := getattr(part, name)) is not None}
    return [part.tag, fields, [_part(inner) for inner in part.content], part.attributes]


def segment_of(text: str, content: str | None) -> tmx.Segment:
    """The segment of a stored text.

    >>> segment_of("a", segment_json(("a", tmx.Ph(x="1")))) == ("a", tmx.Ph(x="1"))
    True
    """
    if content is None:
        return (text,) if text else ()
    return tuple(map(_unpart, json.loads(content)))


def _unpart(value: Any) -> str | tmx.Inline:
    if isinstance(value, str):
        return value
    tag, fields, content, attributes = value
    inner = tuple(map(_unpart, content))
    others = tuple((name, text) for name, text in attributes)
    if tag not in CODES:
        return tmx.Foreign(name=tag, content=inner, attributes=others)
    return CODES[tag](content=inner, attributes=others, **fields)


def extra_json(unit: tmx.Unit, order: Sequence[int]) -> str:
    """Everything of a unit but its texts and languages, as JSON; ``order`` is how its variants are kept
    (a range: as they stand).

    Written piece by piece, since an import spends its time here.
    """
    parts = []
    if not isinstance(order, range):
        parts.append(f'"o":{_dumps(order)}')
    if unit.tuid is not None:
        parts.append(f'"u":{{"tuid":{_quoted(unit.tuid)}}}')
    parts += _own(unit)
    for place, variant in enumerate(unit.variants):
        if variant.props or variant.notes or variant.attributes:
            parts.append(f'"{place}":{{{",".join(_own(variant))}}}')
    return f"{{{','.join(parts)}}}" if parts else ""


def _own(holder: tmx.Unit | tmx.Variant) -> list[str]:
    """The members of the JSON object of a unit or a variant."""
    parts = []
    if holder.attributes:
        pairs = [f"[{_quoted(name)},{_quoted(value)}]" for name, value in holder.attributes]
        parts.append(f'"a":[{",".join(pairs)}]')
    if holder.props:
        parts.append(f'"p":[{",".join([_item(prop.type, prop) for prop in holder.props])}]')
    if holder.notes:
        parts.append(f'"n":[{",".join([_item("", note) for note in holder.notes])}]')
    return parts


def _item(kind: str, item: tmx.Property | tmx.Note) -> str:
    if item.lang is None and not item.attributes:
        return f"[{_quoted(kind)},{_quoted(item.text)}]"
    return _dumps([kind, item.text, item.lang, item.attributes])


def unit_of(variants: Sequence[tuple[str, str, str | None]], extra: str) -> tmx.Unit:
    """A unit from its (language, text, content) triples as kept, and what :func:`extra_json` made."""
    values = json.loads(extra) if extra else {}
    if "o" in values:
        variants = [kept for _, kept in sorted(zip(values["o"], variants, strict=True), key=lambda pair: pair[0])]
    made = tuple(
        tmx.Variant(lang, segment_of(text, content), **_fields(values.get(str(place), {})))
        for place, (lang, text, content) in enumerate(variants)
    )
    return tmx.Unit(made, **_fields(values))


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    fields = dict(values.get("u", {}))
    fields["attributes"] = _pairs(values.get("a", ()))
    fields["props"] = tuple(tmx.Property(item[0], *_rest(item)) for item in values.get("p", ()))
    fields["notes"] = tuple(tmx.Note(*_rest(item)) for item in values.get("n", ()))
    return fields


def _rest(item: list[Any]) -> tuple[Any, ...]:
    return (item[1],) if len(item) == 2 else (item[1], item[2], _pairs(item[3]))


def _pairs(values: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in values)


def joined(units: list[tmx.Unit]) -> tmx.Unit:
    """One unit of several that say the same: the first, with the properties and notes of all."""
    first = units[0]
    if len(units) == 1:
        return first
    props = tuple(dict.fromkeys(prop for unit in units for prop in unit.props))
    return dataclasses.replace(first, props=props, notes=tuple(dict.fromkeys(n for u in units for n in u.notes)))
