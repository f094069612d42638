"""What is wrong with a TMX file: reading faults, and what the DTD cannot say; streaming."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Iterator

from tmx import tags
from tmx.content_rules import check_content, walk
from tmx.errors import Problem
from tmx.header import UNIT_ORDER, VARIANT_ORDER, Header, Note, Property
from tmx.model import Unit, Variant
from tmx.profiles import check_header, check_unit, profile_of
from tmx.reader import Reader
from tmx.source import Source

_TAG = re.compile(r"(?:[A-Za-z]{2,3}|[A-Za-z]{4,8})(?:-[A-Za-z0-9]{1,8})*|[xi](?:-[A-Za-z0-9]{1,8})+")
_DATE = "%Y%m%dT%H%M%SZ"
_DATES = ("creationdate", "changedate", "lastusagedate")
_SEGTYPES = ("block", "paragraph", "sentence", "phrase")
_ONE_SEGTYPE = f"one of {', '.join(_SEGTYPES)}"


def validate(source: Source, profile: str | None = None) -> Iterator[Problem]:
    """Every problem of a file, in file order; with ``profile`` also what that client would not take.

    Raises TmxError for what is no TMX at all, and for an unknown profile.
    """
    client = profile_of(profile) if profile else None
    waiting: list[Problem] = []
    reader = Reader(source, pedantic=True, on_problem=waiting.append)
    yield from _header(reader.header)
    lang = None if reader.header.srclang == "*all*" else reader.header.srclang
    if client:
        yield from check_header(reader.header, client)
    for number, unit in enumerate(reader, 1):
        yield from waiting
        waiting.clear()
        yield from validate_unit(unit, reader.header, number)
        if client:
            yield from check_unit(unit, client, number, lang)
    yield from waiting


def _header(header: Header) -> Iterator[Problem]:
    if header.version not in ("1.1", "1.2", "1.3", "1.4"):
        yield Problem("version", f"version={header.version!r}", remedy='write version="1.4"')
    if header.segtype not in _SEGTYPES:
        yield Problem("segtype", f"segtype={header.segtype!r}", remedy=_ONE_SEGTYPE)
    for name in ("srclang", "adminlang"):
        tag = getattr(header, name)
        if tag != "*all*" and not _TAG.fullmatch(tag):
            yield Problem("language-tag", f"{name}={tag!r} is no BCP 47 tag", remedy=f"{tags.canonical(tag)!r}?")
    yield from _dates(header, ("creationdate", "changedate"), None, None)
    yield from _extras(header, None, None)
    for tag, attributes in (("tmx", header.root), ("header", header.attributes)):
        for name, _ in attributes:
            yield Problem("unknown-attribute", f"<{tag} {name}>", remedy="remove it")
    for ude in header.udes:
        if not ude.maps or not ude.name or any(not item.unicode for item in ude.maps):
            yield Problem("ude", f"<ude name={ude.name!r}>", remedy="a name, and maps each with unicode")


def validate_unit(unit: Unit, header: Header, number: int | None = None) -> Iterator[Problem]:
    """The problems of one unit.

    >>> unit = Unit((Variant.of("ar_SA", "نعم"),), creationdate="yesterday")
    >>> [problem.code for problem in validate_unit(unit, Header(srclang="en"))]
    ['date', 'no-source', 'language-tag']
    """
    yield from _dates(unit, _DATES, unit.line, number)
    source = unit.srclang or header.srclang
    if source != "*all*" and not any(tags.same_language(source, variant.lang) for variant in unit.variants):
        yield Problem("no-source", f"no variant in the source language {source}", unit.line, number, remedy="add it")
    if unit.segtype is not None and unit.segtype not in _SEGTYPES:
        yield Problem("segtype", f"segtype={unit.segtype!r}", unit.line, number, remedy=_ONE_SEGTYPE)
    yield from _unknown("tu", unit, UNIT_ORDER, unit.line, number)
    yield from _extras(unit, unit.line, number)
    for variant in unit.variants:
        yield from _variant(variant, unit.line, number)
    sets = {
        frozenset(x for code, _ in walk(variant.content) if (x := getattr(code, "x", None)))
        for variant in unit.variants
    }
    if len(sets) > 1:
        message = "the x of inline codes differ between variants"
        yield Problem("x-mismatch", message, unit.line, number, remedy="match them", severity="warning")


def _variant(variant: Variant, line: int | None, number: int | None) -> Iterator[Problem]:
    if not _TAG.fullmatch(variant.lang):
        right = tags.canonical(variant.lang)
        message = f"xml:lang={variant.lang!r} is no BCP 47 tag"
        yield Problem("language-tag", message, line, number, remedy=f"{right!r}?")
    yield from _dates(variant, _DATES, line, number)
    yield from _unknown("tuv", variant, VARIANT_ORDER, line, number)
    yield from _extras(variant, line, number)
    yield from check_content(variant.content, line, number)


def _unknown(
    tag: str, holder: Unit | Variant | Property | Note, known: Container[str], line: int | None, number: int | None
) -> Iterator[Problem]:
    for name, _ in holder.attributes:
        if name not in known:
            yield Problem("unknown-attribute", f"<{tag} {name}>", line, number, remedy="make it a <prop>")


def _extras(holder: Unit | Variant | Header, line: int | None, number: int | None) -> Iterator[Problem]:
    items: list[tuple[str, Property | Note]] = [("prop", prop) for prop in holder.props]
    items += [("note", note) for note in holder.notes]
    for tag, item in items:
        yield from _unknown(tag, item, ("o-encoding",), line, number)
        if item.lang is not None and not _TAG.fullmatch(item.lang):
            yield Problem("language-tag", f"<{tag} xml:lang={item.lang!r}>", line, number, remedy="a BCP 47 tag")


def _dates(holder: object, names: Iterable[str], line: int | None, number: int | None) -> Iterator[Problem]:
    for name in names:
        value = getattr(holder, name)
        try:
            if value is not None:
                datetime.datetime.strptime(value, _DATE)
        except ValueError:
            yield Problem("date", f"{name}={value!r}", line, number, remedy="write YYYYMMDDThhmmssZ")
