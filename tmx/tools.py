"""Work on whole memories: count, filter, split, compare; :mod:`tmx.duplicates` merges them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TypeAlias

from tmx.files import atomic_files
from tmx.inline import Segment
from tmx.markup import segment_markup
from tmx.model import Header, Unit
from tmx.writer import Writer


@dataclass(frozen=True, slots=True)
class Info:
    """What a memory holds: units, variants and characters by language, property types, dates from and to."""

    units: int
    languages: dict[str, int]
    characters: dict[str, int]
    properties: dict[str, int]
    first_date: str | None
    last_date: str | None


def info(units: Iterable[Unit]) -> Info:
    """Count what stands in a memory."""
    count = 0
    languages: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    first = last = None
    for unit in units:
        count += 1
        properties.update(prop.type for prop in unit.props)
        for variant in unit.variants:
            languages[variant.lang] += 1
            characters[variant.lang] += len(variant.text)
        for date in filter(None, (unit.creationdate, unit.changedate)):
            first, last = min(first or date, date), max(last or date, date)
    return Info(count, dict(languages), dict(characters), dict(properties), first, last)


def select(
    units: Iterable[Unit],
    *,
    languages: Iterable[str] = (),
    props: Iterable[tuple[str, str | None]] = (),
    since: str | None = None,
    min_score: float | None = None,
    score_prop: str = "x-align-score",
) -> Iterator[Unit]:
    """The units that have all the languages and properties, are as new and as sure as asked."""
    languages, props = tuple(languages), tuple(props)
    for unit in units:
        if any(unit.variant(lang) is None for lang in languages):
            continue
        if any(not _has(unit, type_, text) for type_, text in props):
            continue
        if since and max(unit.creationdate or "", unit.changedate or "") < since:
            continue
        if min_score is None or _score(unit, score_prop) >= min_score:
            yield unit


def _has(unit: Unit, type_: str, text: str | None) -> bool:
    return any(prop.type == type_ and text in (None, prop.text) for prop in unit.props)


def _score(unit: Unit, score_prop: str) -> float:
    try:
        return float(unit.prop(score_prop) or "-inf")
    except ValueError:
        return float("-inf")


def split(units: Iterable[Unit], header: Header, path: str | os.PathLike[str], size: int) -> list[Path]:
    """Write units into files of at most ``size`` units, ``OUT-001.tmx`` and so on for ``OUT.tmx``; returns them.

    All files are written or none; no unit gives one file without units.  Raises TmxError, OSError.
    """
    target = Path(path)
    names: list[str] = []
    ending = ".tmx.gz" if target.name.lower().endswith(".tmx.gz") else target.suffix
    stem = target.name[: len(target.name) - len(ending)]
    waiting = iter(units)
    unit = next(waiting, None)
    with atomic_files(target.parent) as folder:
        while unit is not None or not names:
            names.append(f"{stem}-{len(names) + 1:03}{ending or '.tmx'}")
            with Writer(folder / names[-1], header) as writer:
                for _ in range(size):
                    if unit is None:
                        break
                    writer.write(unit)
                    unit = next(waiting, None)
    return [target.with_name(name) for name in names]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of two memories: ``kind`` is added, gone or changed; None for the side that has no such.

    Texts show their inline codes.  ``was`` is the source as it was, where only its codes changed.
    """

    kind: str
    source: str
    old: str | None
    new: str | None
    was: str | None = None


def diff(old: Iterable[Unit], new: Iterable[Unit], source: str, target: str) -> Iterator[Change]:
    """What changed between two memories; units are the same when their source text is, in its order of coming.

    >>> from tmx import Ph, Variant
    >>> one, two = (Unit((Variant.of("ar", "نعم"), Variant.of("en", "Yes", *more))) for more in ([], [Ph(x="1")]))
    >>> [(change.kind, change.old, change.new) for change in diff([one], [two], "ar", "en")]
    [('changed', 'Yes', 'Yes<ph x="1"/>')]
    """
    before, after = _by_source(old, source, target), _by_source(new, source, target)
    for text, pairs in before.items():
        others = after.get(text, [])
        lost = list((Counter(pairs) - Counter(others)).elements())
        found = list((Counter(others) - Counter(pairs)).elements())
        for was, now in zip_longest(lost, found):
            yield _change(was, now)
    for text, pairs in after.items():
        if text not in before:
            yield from (_change(None, pair) for pair in pairs)


_Pair: TypeAlias = tuple[Segment, Segment]


def _change(was: _Pair | None, now: _Pair | None) -> Change:
    if now is None:
        assert was is not None  # zip_longest fills one side only
        return Change("gone", shown(was[0]), shown(was[1]), None)
    if was is None:
        return Change("added", shown(now[0]), None, shown(now[1]))
    before = None if was[0] == now[0] else shown(was[0])
    return Change("changed", shown(now[0]), shown(was[1]), shown(now[1]), before)


def shown(content: Segment) -> str:
    """A content for people: the text as it is, inline codes as they stand in the file.

    >>> from tmx import Ph
    >>> shown(("R & D", Ph(x="1")))
    'R & D<ph x="1"/>'
    """
    return "".join(part if isinstance(part, str) else segment_markup((part,)) for part in content)


def _by_source(units: Iterable[Unit], source: str, target: str) -> dict[str, list[_Pair]]:
    """The contents of the units that have both languages, by their source text."""
    pairs: dict[str, list[_Pair]] = {}
    for unit in units:
        one, other = unit.variant(source), unit.variant(target)
        if one is not None and other is not None:
            pairs.setdefault(one.text, []).append((one.content, other.content))
    return pairs
