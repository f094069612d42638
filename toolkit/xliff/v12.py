"""XLIFF 1.2: where the segments stand, and how a filled one is written.

Source: XLIFF 1.2, OASIS Standard, 1 February 2008; sections 2.2 and 2.4 (elements), 2.5.1 (seg-source).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from toolkit.xliff.content import Code, Content, Kind, joined, read_content, text_of, write_content
from toolkit.xliff.names import TOOL, XML, State, least, qualified, state_12
from toolkit.xliff.segments import Filling, Proposal, XliffSegment

_STATES = {
    State.NEW: "needs-translation",
    State.DRAFT: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.CONFIRMED: "final",
}
_QUALIFIERS = {"context": "exact-match", "exact": "leveraged-tm", "fuzzy": "fuzzy-match"}
#: What may stand before <target> in a <trans-unit>.
_BEFORE_TARGET = ("source", "seg-source")


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit, and the ``mid`` of the segment in it (None: the unit is one segment).

    ``named`` says whether the schema lets an ``alt-trans`` name that segment: only one that no other code encloses.
    """

    unit: etree._Element
    file: etree._Element
    mid: str | None = None
    named: bool = False


def languages(root: Any, namespace: str) -> tuple[str, str]:
    """Source and target language of the first file; empty where it names none."""
    first = root.find(qualified("file", namespace))
    if first is None:
        return "", ""
    return str(first.get("source-language", "")), str(first.get("target-language", ""))


def name_target(root: Any, namespace: str, lang: str) -> None:
    """Give every file its target language."""
    for file in root.findall(qualified("file", namespace)):
        file.set("target-language", lang)


def segments(root: Any, namespace: str) -> Iterator[XliffSegment]:
    """Every segment, in the order of the file."""
    files = root.findall(qualified("file", namespace))
    for number, file in enumerate(files, 1):
        prefix = f"{number}/" if len(files) > 1 else ""
        for unit in file.iter(qualified("trans-unit", namespace)):
            yield from _of_unit(unit, file, prefix, namespace)


def _of_unit(unit: Any, file: Any, prefix: str, namespace: str) -> Iterator[XliffSegment]:
    source = unit.find(qualified("source", namespace))
    if source is None:
        return
    target = unit.find(qualified("target", namespace))
    whole = None if target is None else read_content(target, namespace)
    segmented = unit.find(qualified("seg-source", namespace))
    parts = [] if segmented is None else list(_marked(read_content(segmented, namespace)))
    shared = _shared(unit, file, namespace)
    key = f"{prefix}{unit.get('id', '')}"
    if not parts:
        state = _state(unit, target, whole)
        yield XliffSegment(key, read_content(source, namespace), whole, state, place=_Place(unit, file), **shared)
        return
    filled = {mark.get("mid"): mark.content for mark in _marked(whole or ())}
    for mark in parts:
        mid = mark.get("mid") or ""
        content = filled.get(mid)
        state = _state(unit, target, content)
        place = _Place(unit, file, mid, any(mark.get("mid") == mid for mark in segmented))
        yield XliffSegment(f"{key}/{mid}", mark.content, content, state, place=place, **shared)


def _shared(unit: Any, file: Any, namespace: str) -> dict[str, Any]:
    """What holds for every segment of a unit."""
    target = unit.find(qualified("target", namespace))
    return {
        "raw_state": "" if target is None else target.get("state", ""),
        "qualifier": "" if target is None else target.get("state-qualifier", ""),
        "locked": _locked(unit),
        "original": file.get("original", ""),
        "source_lang": file.get("source-language", ""),
        "target_lang": file.get("target-language", ""),
        "notes": tuple(note.text or "" for note in unit.findall(qualified("note", namespace))),
        "props": _props(unit, namespace),
        "line": unit.sourceline,
    }


def _locked(unit: Any) -> bool:
    return any(element.get("translate") == "no" for element in (unit, *unit.iterancestors()))


def _props(unit: Any, namespace: str) -> tuple[tuple[str, str], ...]:
    path = f"{qualified('context-group', namespace)}/{qualified('context', namespace)}"
    return tuple((str(one.get("context-type", "")), one.text or "") for one in unit.findall(path))


def _state(unit: Any, target: Any, content: Content | None) -> State:
    state = None if target is None else target.get("state")
    return state_12(state, unit.get("approved"), bool(text_of(content or ()).strip()))


def _marked(content: Content) -> Iterator[Code]:
    """The segment marks of a content, also inside other codes."""
    for part in content:
        if isinstance(part, Code) and part.name == "mrk" and part.get("mtype") == "seg":
            yield part
        elif isinstance(part, Code) and part.kind is Kind.PAIR:
            yield from _marked(part.content)


def fill(segments: Sequence[XliffSegment], fillings: Sequence[Filling | None], namespace: str) -> None:
    """Put fillings into the segments of one unit, all of which are given; None leaves a segment as it is."""
    first: _Place = segments[0].place
    written = [filling for filling in fillings if filling and filling.target is not None]
    if written:
        target = _target(first, namespace)
        if first.mid is None:
            _replace(target, written[0].target or (), namespace)
        else:
            _fill_marks(first, target, segments, fillings, namespace)
        states = [f.state if f and f.target is not None else s.state for s, f in zip(segments, fillings, strict=True)]
        _mark_state(first.unit, target, least(states), written)
    for segment, filling in zip(segments, fillings, strict=True):
        for proposal in filling.proposals if filling else ():
            _propose(segment.place, proposal, namespace)
        if filling and filling.note:
            _add(first.unit, "note", namespace, {"from": TOOL}).text = filling.note


def _target(place: _Place, namespace: str) -> Any:
    found = place.unit.find(qualified("target", namespace))
    if found is not None:
        return found
    target = etree.Element(qualified("target", namespace))
    before = [child for child in place.unit if child.tag in {qualified(n, namespace) for n in _BEFORE_TARGET}]
    _insert_after(before[-1], target)
    return target


def _fill_marks(
    place: _Place, target: Any, segments: Sequence[XliffSegment], fillings: Sequence[Filling | None], namespace: str
) -> None:
    """Fill marked segments of a target; a target without the marks takes them from ``seg-source`` first."""
    whole = read_content(target, namespace)
    if not any(True for _ in _marked(whole)):
        segmented = place.unit.find(qualified("seg-source", namespace))
        whole = _emptied(read_content(segmented, namespace))
    for segment, filling in zip(segments, fillings, strict=True):
        if filling and filling.target is not None:
            whole = _with_mark(whole, segment.place.mid, filling.target)
    _replace(target, whole, namespace)


def _replace(target: Any, content: Content, namespace: str) -> None:
    for child in list(target):
        target.remove(child)
    target.text = None
    write_content(target, content, namespace)


def _emptied(content: Content) -> Content:
    """The same marks and codes without the text of the segments."""
    return joined(*(_emptied_part(part) for part in content))


def _emptied_part(part: str | Code) -> str | Code:
    if isinstance(part, str):
        return part
    if part.name == "mrk" and part.get("mtype") == "seg":
        return Code(part.name, part.attributes)
    return Code(part.name, part.attributes, _emptied(part.content)) if part.kind is Kind.PAIR else part


def _with_mark(content: Content, mid: str, filling: Content) -> Content:
    parts: list[str | Code] = []
    for part in content:
        if isinstance(part, Code) and part.name == "mrk" and part.get("mtype") == "seg":
            parts.append(Code(part.name, part.attributes, filling) if part.get("mid") == mid else part)
        elif isinstance(part, Code) and part.kind is Kind.PAIR:
            parts.append(Code(part.name, part.attributes, _with_mark(part.content, mid, filling)))
        else:
            parts.append(part)
    return tuple(parts)


def _mark_state(unit: Any, target: Any, state: State, fillings: Sequence[Filling]) -> None:
    """State and qualifier; the least sure segment of a unit decides for the unit."""
    target.set("state", _STATES[state])
    target.set("state-qualifier", _QUALIFIERS[max((f.origin for f in fillings), key=list(_QUALIFIERS).index)])
    approved = state is not State.NEW and all(filling.approved for filling in fillings)
    unit.set("approved", "yes" if approved else "no")


def _propose(place: _Place, proposal: Proposal, namespace: str) -> None:
    attributes = {"match-quality": f"{min(proposal.quality, 100):.0f}%", "origin": proposal.origin or TOOL}
    if place.mid and place.named:
        attributes["mid"] = place.mid
    alternative = _add(place.unit, "alt-trans", namespace, attributes)
    for name, content in (("source", proposal.source), ("target", proposal.target)):
        element = etree.SubElement(alternative, qualified(name, namespace))
        lang = place.file.get(f"{name}-language")
        if lang:
            element.set(qualified("lang", XML), lang)
        write_content(element, content, namespace)


def _add(unit: Any, name: str, namespace: str, attributes: dict[str, str]) -> Any:
    """A new child after the unit's last one of XLIFF itself: elements of other tools stay at the end."""
    own = [child for child in unit if isinstance(child.tag, str) and child.tag.startswith(qualified("", namespace))]
    element = etree.Element(qualified(name, namespace), attributes)
    _insert_after(own[-1], element)
    return element


def _insert_after(element: Any, new: Any) -> None:
    """Put ``new`` behind an element, with the same line break and indent between them."""
    previous = element.getprevious()
    between = previous.tail if previous is not None else element.getparent().text
    new.tail = element.tail
    element.tail = between if between and not between.strip() else None
    element.getparent().insert(element.getparent().index(element) + 1, new)
