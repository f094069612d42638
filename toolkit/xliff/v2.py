"""XLIFF 2.0, 2.1 and 2.2: where the segments stand, and how a filled one is written.

Source: XLIFF 2.1, OASIS Standard, 13 February 2018; section 4 (core), 5.1 (translation candidates module).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from toolkit.xliff.content import Code, Content, read_content, text_of, write_content
from toolkit.xliff.names import MATCHES, METADATA, TOOL, State, qualified, state_2
from toolkit.xliff.segments import Filling, Proposal, XliffSegment

_STATES = {State.DRAFT: "initial", State.TRANSLATED: "translated", State.CONFIRMED: "final"}
#: ``subState`` is a prefix and a word of the tool's own.
_SUB_STATES = {"context": "bitext:context-match", "exact": "bitext:exact-match", "fuzzy": "bitext:fuzzy-match"}
#: The kinds of match of section 5.1.
_TYPES = {"context": "icm", "exact": "tm", "fuzzy": "tm"}
#: Attributes that point to data of the unit: in a match they would point nowhere.
_POINTERS = frozenset({"dataRef", "dataRefStart", "dataRefEnd", "subFlows", "subFlowsStart", "subFlowsEnd"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit and the segment in it."""

    unit: etree._Element
    segment: etree._Element


def languages(root: Any, namespace: str) -> tuple[str, str]:
    """Source and target language; empty where the file names none."""
    return str(root.get("srcLang", "")), str(root.get("trgLang", ""))


def name_target(root: Any, namespace: str, lang: str) -> None:
    """Give the file its target language."""
    root.set("trgLang", lang)


def segments(root: Any, namespace: str) -> Iterator[XliffSegment]:
    """Every segment, in the order of the file; ``ignorable`` parts are none."""
    files = root.findall(qualified("file", namespace))
    for number, file in enumerate(files, 1):
        prefix = f"{file.get('id') or number}/" if len(files) > 1 else ""
        for unit in file.iter(qualified("unit", namespace)):
            found = unit.findall(qualified("segment", namespace))
            for place, segment in enumerate(found, 1):
                name = f"/{segment.get('id') or place}" if len(found) > 1 else ""
                key = f"{prefix}{unit.get('id', '')}{name}"
                yield _of_segment(key, unit, segment, file, root, namespace)


def _of_segment(key: str, unit: Any, segment: Any, file: Any, root: Any, namespace: str) -> XliffSegment:
    source = segment.find(qualified("source", namespace))
    target = segment.find(qualified("target", namespace))
    content = None if target is None else read_content(target, namespace)
    has_text = bool(text_of(content or ()).strip())
    notes = unit.findall(f"{qualified('notes', namespace)}/{qualified('note', namespace)}")
    data = unit.findall(f"{qualified('originalData', namespace)}/{qualified('data', namespace)}")
    return XliffSegment(
        key,
        () if source is None else read_content(source, namespace),
        content,
        state_2(segment.get("state"), segment.get("subState"), has_text),
        segment.get("state", ""),
        segment.get("subState", ""),
        _locked(unit),
        file.get("original", ""),
        root.get("srcLang", ""),
        root.get("trgLang", ""),
        tuple(note.text or "" for note in notes),
        tuple((str(meta.get("type", "")), meta.text or "") for meta in unit.iter(qualified("meta", METADATA))),
        tuple((str(one.get("id", "")), one.text or "") for one in data),
        segment.sourceline,
        _Place(unit, segment),
    )


def _locked(unit: Any) -> bool:
    """Whether the nearest ``translate`` says no; inner ones overrule outer ones."""
    said = (element.get("translate") for element in (unit, *unit.iterancestors()))
    return next((value for value in said if value), "yes") == "no"


def fill(segments: Sequence[XliffSegment], fillings: Sequence[Filling | None], namespace: str) -> None:
    """Put fillings into the segments of one unit; None leaves a segment as it is."""
    for segment, filling in zip(segments, fillings, strict=True):
        if filling is None:
            continue
        place: _Place = segment.place
        if filling.target is not None:
            target = _target(place.segment, namespace)
            write_content(target, filling.target, namespace)
            place.segment.set("state", _STATES[filling.state])
            place.segment.set("subState", _SUB_STATES[filling.origin])
        for proposal in filling.proposals:
            _propose(place, proposal, filling.origin, namespace)
        if filling.note:
            _note(place, filling.note, namespace)


def _target(segment: Any, namespace: str) -> Any:
    """An empty ``<target>`` behind the source; one that is there keeps its attributes."""
    target = segment.find(qualified("target", namespace))
    if target is None:
        source = segment.find(qualified("source", namespace))
        target = etree.Element(qualified("target", namespace))
        space = source.get("{http://www.w3.org/XML/1998/namespace}space")
        if space:
            target.set("{http://www.w3.org/XML/1998/namespace}space", space)
        target.tail, source.tail = source.tail, segment.text
        segment.insert(segment.index(source) + 1, target)
        return target
    for child in list(target):
        target.remove(child)
    target.text = None
    return target


def _propose(place: _Place, proposal: Proposal, origin: str, namespace: str) -> None:
    unit = place.unit
    matches = unit.find(qualified("matches", MATCHES))
    if matches is None:
        matches = etree.Element(qualified("matches", MATCHES), nsmap={"mtc": MATCHES})
        matches.tail = unit.text
        unit.insert(0, matches)
    if not place.segment.get("id"):
        place.segment.set("id", _free_id(unit, "s"))
    quality = f"{min(proposal.quality, 100):.2f}"
    match = etree.SubElement(
        matches,
        qualified("match", MATCHES),
        {
            "ref": f"#{place.segment.get('id')}",
            "type": _TYPES[origin],
            "origin": proposal.origin or TOOL,
            "similarity": quality,
            "matchQuality": quality,
        },
    )
    for name, content in (("source", proposal.source), ("target", proposal.target)):
        write_content(etree.SubElement(match, qualified(name, namespace)), _standing_alone(content), namespace)


def _standing_alone(content: Content) -> Content:
    return tuple(
        part
        if isinstance(part, str)
        else Code(
            part.name,
            tuple((name, value) for name, value in part.attributes if name not in _POINTERS),
            _standing_alone(part.content),
        )
        for part in content
    )


def _free_id(unit: Any, stem: str) -> str:
    taken = {element.get("id") for element in unit.iter()}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}{number}") not in taken)


def _note(place: _Place, text: str, namespace: str) -> None:
    unit = place.unit
    notes = unit.find(qualified("notes", namespace))
    if notes is None:
        notes = etree.Element(qualified("notes", namespace))
        own = next(child for child in unit if child.tag in _after_notes(namespace))
        notes.tail = unit.text
        unit.insert(unit.index(own), notes)
    etree.SubElement(notes, qualified("note", namespace), {"category": TOOL}).text = text


def _after_notes(namespace: str) -> set[str]:
    return {qualified(name, namespace) for name in ("originalData", "segment", "ignorable")}
