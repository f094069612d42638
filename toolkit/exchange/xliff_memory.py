"""Memories as XLIFF, to be edited in a CAT tool, and back.

A unit's tuid, properties and notes go along, so that an edited file comes back as the same units.  Whether a person
has confirmed a unit is the segment's state: ``x-status`` ``confirmed`` is ``final``, ``auto`` is a draft
(``needs-review-translation``, ``initial``), anything else ``translated``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import tmx
from toolkit.exchange.edits import SPARE_NAME
from toolkit.model import BitextError
from toolkit.xliff import State, XliffFile, XliffSegment, read_bytes, text_of
from toolkit.xliff.make import write_xliff
from toolkit.xliff.tmx_codes import Numbers, from_tmx_2, from_tmx_12, to_tmx

_ATTRIBUTES = ("creationdate", "creationid", "changedate", "changeid", "usagecount", "lastusagedate", "datatype")
#: Names under which things that are no ``x-`` property travel.
_TUID, _ATTRIBUTE, _OTHER = "x-tuid", "x-tu.", "x-prop."
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_WORD = re.compile(r"x-[^\s]+")
#: Drafts of a machine that nobody has looked at; they are no translations.
_MACHINE = ("fuzzy-match", "bitext:fuzzy-match", "mt-suggestion", "leveraged-mt")


def write_memory(units: Iterable[tmx.Unit], version: str, source: str, target: str) -> Iterator[str]:
    """The units that have both languages as an XLIFF file of version 1.2 or 2.1, piece by piece."""
    return write_xliff(_segments(units, version, source, target), version, source, target)


def _segments(units: Iterable[tmx.Unit], version: str, source: str, target: str) -> Iterator[XliffSegment]:
    taken: set[str] = set()
    for number, unit in enumerate(units, 1):
        one, other = unit.variant(source), unit.variant(target)
        if one is None or other is None or not one.content:
            continue
        tuid = unit.tuid or ""
        fits = _ID.fullmatch(tuid) and tuid not in taken and not re.fullmatch(r"u\d+", tuid)
        name = tuid if fits else f"u{number}"
        taken.add(name)
        data: dict[str, str] = {}
        if version == "1.2":
            contents = [from_tmx_12(variant.content) for variant in (one, other)]
        else:
            contents = [from_tmx_2(variant.content, data) for variant in (one, other)]
        yield XliffSegment(
            name,
            contents[0],
            contents[1],
            _state(unit),
            notes=tuple(note.text for note in unit.notes),
            props=tuple(_props(unit)),
            data=tuple((key, text) for text, key in data.items()),
        )


def _state(unit: tmx.Unit) -> State:
    status = unit.prop("x-status")
    return {"confirmed": State.CONFIRMED, None: State.TRANSLATED}.get(status, State.DRAFT)


def _props(unit: tmx.Unit) -> Iterator[tuple[str, str]]:
    if unit.tuid:
        yield _TUID, unit.tuid
    for prop in unit.props:
        yield prop.type if _WORD.fullmatch(prop.type) else f"{_OTHER}{'-'.join(prop.type.split())}", prop.text
    for name in _ATTRIBUTES:
        if value := getattr(unit, name):
            yield f"{_ATTRIBUTE}{name}", value


def units_from_xliff(path: str | Path, data: bytes | None = None, *, named: bool = False) -> tmx.Memory:
    """The translated segments of an XLIFF file as a memory, whoever wrote it; ``data`` are its bytes if at hand.

    ``named`` keeps the names that an export gave to units without a tuid, to tell which unit of the memory each is.

    Left out are segments without a target, and drafts that only a machine has seen (fuzzy matches, machine
    translation).  What a person signed off gets ``x-status`` ``confirmed``; so does a draft of ours that is a draft
    no longer.  ``x-document`` is the file's ``original``.  Raises BitextError for what is no XLIFF, names no target
    language, or has nothing translated.
    """
    file = read_bytes(Path(path).read_bytes() if data is None else data, str(path))
    if not file.target_lang:
        raise BitextError("names no target language", path=path, remedy="export the file again")
    units = [unit if named else _unnamed(unit) for unit in _units(file)]
    if not units:
        raise BitextError("has no translated segment", path=path, remedy="translate it first")
    return tmx.Memory(tmx.Header(srclang=file.source_lang), units)


def _unnamed(unit: tmx.Unit) -> tmx.Unit:
    return replace(unit, tuid=None) if unit.tuid and re.fullmatch(SPARE_NAME, unit.tuid) else unit


def _units(file: XliffFile) -> Iterator[tmx.Unit]:
    texts = [" ".join(text_of(segment.source).split()) for segment in file.segments]
    for place, segment in enumerate(file.segments):
        if not segment.target or segment.state is State.NEW or not text_of(segment.target).strip():
            continue
        if segment.state is State.DRAFT and segment.qualifier in _MACHINE:
            continue
        before = texts[place - 1] if place else ""
        yield _unit(segment, before, texts[place + 1] if place + 1 < len(texts) else "")


def _unit(segment: XliffSegment, before: str, after: str) -> tmx.Unit:
    numbers, data = Numbers(), dict(segment.data)
    variants = (
        tmx.Variant(segment.source_lang, _trimmed(to_tmx(segment.source, numbers, data))),
        tmx.Variant(segment.target_lang, _trimmed(to_tmx(segment.target or (), numbers, data))),
    )
    known = dict(segment.props)
    ours = _TUID in known or any(name.startswith(("x-context", _ATTRIBUTE)) for name in known)
    props = [(_unprefixed(name), text) for name, text in segment.props if not name.startswith((_TUID, _ATTRIBUTE))]
    if not ours:
        around = (("x-document", segment.original), ("x-context-pre", before), ("x-context-post", after))
        props = [(name, text) for name, text in around if text] + [("x-segment", segment.id)]
    attributes: dict[str, Any] = {name: known.get(f"{_ATTRIBUTE}{name}") for name in _ATTRIBUTES}
    return tmx.Unit(
        variants,
        known.get(_TUID),
        tuple(tmx.Property(name, text) for name, text in _with_status(props, segment.state)),
        tuple(tmx.Note(text) for text in segment.notes if text),
        **attributes,
    )


def _with_status(props: list[tuple[str, str]], state: State) -> list[tuple[str, str]]:
    """The properties with what the state of the file says of ``x-status``."""
    had = dict(props).get("x-status")
    now = "auto" if state is State.DRAFT else "confirmed" if state is State.CONFIRMED or had else None
    if had is not None and had != "confirmed" and state is State.DRAFT:
        now = had
    if had is None:
        return props + ([("x-status", now)] if now else [])
    return [(name, now or text) if name == "x-status" else (name, text) for name, text in props]


def _unprefixed(name: str) -> str:
    return name.removeprefix(_OTHER) if name.startswith(_OTHER) else name


def _trimmed(content: tmx.Segment) -> tmx.Segment:
    """Without the blanks at both ends, which belong to the file."""
    parts = list(content)
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tmx.segment(*parts)
