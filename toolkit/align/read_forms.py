"""Alignments read back from every form that we write, and that vecalign, hunalign and OPUS write."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.align.order import ordered
from toolkit.model import Alignment, Bead, BitextError, Segment
from toolkit.safe_xml import parse_xml

_BEAD_RE = re.compile(r"^\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(\S+))?\s*$")
_LADDER_RE = re.compile(r"^(\d+)\t(\d+)(?:\t(-?[\d.eE+-]+))?$")
_KIND_RE = re.compile(r"^(\d+)-(\d+)$")
_ID_RE = re.compile(r"^[^\d\s]*(\d+)$")


class _Row(NamedTuple):
    number: int
    text: str


def read_beads(
    path: str | Path, segments: tuple[Sequence[Segment], Sequence[Segment]] | None = None
) -> tuple[Bead, ...]:
    """The beads of a file in any of the forms; which one is told by its content.

    ``segments`` are both sides, needed for a memory whose segments are not plain lines.  Raises BitextError with the
    line that is no bead.
    """
    if str(path).lower().endswith(".tmx"):
        return _tmx(path, segments)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BitextError("not UTF-8 text", path=path, remedy="give an alignment") from error
    if text.lstrip().startswith("<"):
        return _xces(text.encode("utf-8"), path)
    rows = [_Row(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not rows:
        raise BitextError("no beads in this file", path=path, remedy="give an alignment")
    first = rows[0].text
    reader = (
        _jsonl
        if first.lstrip().startswith("{")
        else _ladder
        if _LADDER_RE.match(first)
        else _tsv
        if "\t" in first
        else _vecalign
    )
    return reader(rows, path)


def alignment_of(path: str | Path, source: Sequence[Segment], target: Sequence[Segment]) -> Alignment:
    """Beads from a file with the segments they are about; segments in no bead become omissions.

    Raises BitextError for positions that the texts do not have or that stand in two beads.
    """
    beads = [bead for bead in read_beads(path, (source, target)) if bead.source or bead.target]
    for side, count in ((0, len(source)), (1, len(target))):
        places = sorted(place for bead in beads for place in (bead.source, bead.target)[side])
        name = ("source", "target")[side]
        if places and places[-1] >= count:
            message = f"{name} segment {places[-1] + 1} of {count}"
            raise BitextError(message, path=path, remedy="give the texts that were aligned")
        if len(set(places)) < len(places):
            raise BitextError(f"a {name} segment stands in two beads", path=path, remedy="mend the alignment")
    return Alignment(tuple(source), tuple(target), tuple(ordered(completed(beads, len(source), len(target)))))


def completed(beads: Sequence[Bead], n: int, m: int) -> list[Bead]:
    """Beads and an omission for every segment that is in none of them."""
    rows = {i for bead in beads for i in bead.source}
    columns = {j for bead in beads for j in bead.target}
    return [
        *beads,
        *(Bead((i,), ()) for i in range(n) if i not in rows),
        *(Bead((), (j,)) for j in range(m) if j not in columns),
    ]


_Reader = Callable[[Sequence[_Row], object], tuple[Bead, ...]]


def _vecalign(rows: Sequence[_Row], path: object) -> tuple[Bead, ...]:
    beads = []
    for number, line in rows:
        match = _BEAD_RE.match(line)
        if not match:
            raise BitextError("no bead such as [0]:[0,1]:0.2", path=path, line=number, remedy="give a vecalign file")
        beads.append(Bead(_positions(match[1]), _positions(match[2]), _confidence(match[3])))
    return tuple(beads)


def _positions(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip())


def _confidence(cost: str | None) -> float:
    try:
        value = float(cost) if cost else 0.0
    except ValueError:
        return 1.0
    return math.exp(-abs(value)) if math.isfinite(value) else 0.0


def _ladder(rows: Sequence[_Row], path: object) -> tuple[Bead, ...]:
    """Rungs are where beads begin; a bead reaches to the next rung."""
    beads: list[Bead] = []
    last, certainty = (0, 0), 1.0
    for number, line in rows:
        match = _LADDER_RE.match(line)
        if not match:
            remedy = "two numbers and a score, TAB between"
            raise BitextError("no rung of a ladder", path=path, line=number, remedy=remedy)
        here = int(match[1]), int(match[2])
        if here[0] < last[0] or here[1] < last[1]:
            raise BitextError("a rung below the one before", path=path, line=number, remedy="sort the ladder")
        beads.append(Bead(tuple(range(last[0], here[0])), tuple(range(last[1], here[1])), certainty))
        last, certainty = here, _number(match[3] or "1")
    return tuple(bead for bead in beads if bead.source or bead.target)


def _tsv(rows: Sequence[_Row], path: object) -> tuple[Bead, ...]:
    """Positions follow from the types of the beads, which stand in order."""
    beads, end = [], (0, 0)
    for number, line in rows:
        fields = line.split("\t")
        match = _KIND_RE.match(fields[2]) if len(fields) > 2 else None
        if not match:
            raise BitextError(
                "no bead type such as 1-2", path=path, line=number, remedy="source, target, type, confidence"
            )
        if "moved" in fields[4:]:
            raise BitextError(
                "a moved bead has no place in tsv", path=path, line=number, remedy="use jsonl or vecalign"
            )
        here = end[0] + int(match[1]), end[1] + int(match[2])
        confidence = _number(fields[3]) if len(fields) > 3 else 1.0
        beads.append(Bead(tuple(range(end[0], here[0])), tuple(range(end[1], here[1])), confidence))
        end = here
    return tuple(beads)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else 0.0


def _jsonl(rows: Sequence[_Row], path: object) -> tuple[Bead, ...]:
    beads = []
    for number, line in rows:
        try:
            record = json.loads(line)
            sides = [tuple(int(place) for place in record[side]) for side in ("source", "target")]
            confidence = _number(str(record.get("confidence", 1.0)))
            beads.append(Bead(sides[0], sides[1], confidence, bool(record.get("moved"))))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BitextError(
                "no bead", path=path, line=number, remedy='give {"source": [0], "target": [0, 1]}'
            ) from error
    return tuple(beads)


def _xces(data: bytes, path: object) -> tuple[Bead, ...]:
    beads = []
    for link in parse_xml(data, path).iter("{*}link"):
        sides = (link.get("xtargets") or "").split(";")
        numbers = [[_ID_RE.match(name) for name in side.split()] for side in sides]
        if len(sides) != 2 or any(match is None for side in numbers for match in side):
            raise BitextError(
                "a link without sentence numbers", path=path, line=link.sourceline, remedy='give xtargets="1 2;1"'
            )
        places = [tuple(int(match[1]) - 1 for match in side if match) for side in numbers]
        beads.append(Bead(places[0], places[1], _number(link.get("certainty") or "1")))
    if not beads:
        raise BitextError("no links in this file", path=path, remedy="give an OPUS alignment (cesAlign)")
    return tuple(beads)


def _tmx(path: str | Path, segments: tuple[Sequence[Segment], Sequence[Segment]] | None) -> tuple[Bead, ...]:
    """The beads of a memory that we wrote: its units name their segments; omissions are not in it."""
    import tmx

    known = [{segment.id: place for place, segment in enumerate(side)} for side in segments or ((), ())]
    beads = []
    for unit in tmx.Reader(path):
        sides: tuple[list[int], list[int]] = ([], [])
        first = ""
        for name in (unit.prop("x-segments") or "").split():
            lang = name.split(":")[0]
            first = first or lang
            side = 0 if lang == first else 1
            match = re.fullmatch(r"[^:]+:(\d+)", name)
            place = known[side].get(name, int(match[1]) - 1 if match and segments is None else -1)
            sides[side].append(place)
        if not sides[0] or min((*sides[0], *sides[1]), default=-1) < 0:
            raise BitextError(
                "a unit that does not name its segments",
                path=path,
                line=unit.line,
                remedy="give a memory of bitext align",
            )
        beads.append(Bead(tuple(sides[0]), tuple(sides[1]), _number(unit.prop("x-confidence") or "1")))
    return tuple(beads)
