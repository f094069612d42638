"""What is wrong with a TMX file: reading faults, and what the DTD cannot say; streaming."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from tmx import tags
from tmx.errors import Problem
from tmx.inline import Bpt, Ept, Foreign, Inline, It, Segment, Sub
from tmx.model import Header, Unit, Variant
from tmx.profiles import check_header, check_unit, profile_of
from tmx.reader import Reader
from tmx.source import Source

_TAG = re.compile(r"(?:[A-Za-z]{2,3}|[A-Za-z]{4,8})(?:-[A-Za-z0-9]{1,8})*|[xi](?:-[A-Za-z0-9]{1,8})+")
_DATE = "%Y%m%dT%H%M%SZ"
_DATES = ("creationdate", "changedate", "lastusagedate")
_SEGTYPES = ("block", "paragraph", "sentence", "phrase")


def validate(source: Source, profile: str | None = None) -> Iterator[Problem]:
    """Every problem of a file, in file order; with ``profile`` also what that client would not take.

    Raises TmxError for what is no TMX at all, and for an unknown profile.
    """
    client = profile_of(profile) if profile else None
    waiting: list[Problem] = []
    reader = Reader(source, on_problem=waiting.append)
    yield from _header(reader.header)
    if client:
        yield from check_header(reader.header, client)
    for number, unit in enumerate(reader, 1):
        yield from waiting
        waiting.clear()
        yield from validate_unit(unit, reader.header, number)
        if client:
            yield from check_unit(unit, client, number)
    yield from waiting


def _header(header: Header) -> Iterator[Problem]:
    if header.version not in ("1.1", "1.2", "1.3", "1.4"):
        yield Problem("version", f"version={header.version!r}", remedy='write version="1.4"')
    if header.segtype not in _SEGTYPES:
        yield Problem("segtype", f"segtype={header.segtype!r}", remedy=f"one of {', '.join(_SEGTYPES)}")
    for name in ("srclang", "adminlang"):
        tag = getattr(header, name)
        if tag != "*all*" and not _TAG.fullmatch(tag):
            yield Problem("language-tag", f"{name}={tag!r} is no BCP 47 tag", remedy=f"{tags.canonical(tag)!r}?")
    yield from _dates(header, ("creationdate", "changedate"), None, None)


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
    for variant in unit.variants:
        yield from _variant(variant, unit.line, number)
    sets = {frozenset(x for x in _codes_x(variant.content) if x) for variant in unit.variants}
    if len(sets) > 1:
        message = "the x of inline codes differ between variants"
        yield Problem("x-mismatch", message, unit.line, number, remedy="match them", severity="warning")


def _variant(variant: Variant, line: int | None, number: int | None) -> Iterator[Problem]:
    if not _TAG.fullmatch(variant.lang):
        right = tags.canonical(variant.lang)
        yield Problem(
            "language-tag", f"xml:lang={variant.lang!r} is no BCP 47 tag", line, number, remedy=f"{right!r}?"
        )
    yield from _dates(variant, _DATES, line, number)
    begun: list[str | None] = []
    ended: list[str | None] = []
    for code, inside in _walk(variant.content):
        if isinstance(code, Bpt | Ept):
            (begun if isinstance(code, Bpt) else ended).append(code.i)
        if isinstance(code, It) and code.pos not in ("begin", "end"):
            yield Problem("it-pos", f"<it pos={code.pos!r}>", line, number, remedy='pos is "begin" or "end"')
        if isinstance(code, Foreign):
            yield Problem("foreign-element", f"<{code.name}> in <seg>", line, number, remedy="use <ph> or <bpt>")
        if isinstance(code, Sub) != inside:
            yield Problem("sub-place", f"<{code.tag}> in the wrong place", line, number, remedy="see TMX 1.4b")
    if sorted(map(str, begun)) != sorted(map(str, ended)):
        yield Problem("unpaired", "bpt and ept do not pair", line, number, remedy="one ept for every bpt, same i")
    if len(set(begun)) < len(begun):
        yield Problem("repeated-i", "two bpt with one i in a segment", line, number, remedy="give each its own i")


def _walk(content: Segment, inside: bool = False) -> Iterator[tuple[Inline, bool]]:
    """Every code, and whether it stands directly inside a native code (where only <sub> may)."""
    for part in content:
        if not isinstance(part, str):
            yield part, inside
            yield from _walk(part.content, part.tag not in ("hi", "sub") and not isinstance(part, Foreign))


def _codes_x(content: Segment) -> Iterator[str | None]:
    return (getattr(code, "x", None) for code, _ in _walk(content))


def _dates(holder: object, names: Iterable[str], line: int | None, number: int | None) -> Iterator[Problem]:
    for name in names:
        value = getattr(holder, name)
        try:
            if value is not None:
                datetime.datetime.strptime(value, _DATE)
        except ValueError:
            yield Problem("date", f"{name}={value!r}", line, number, remedy="write YYYYMMDDThhmmssZ")
