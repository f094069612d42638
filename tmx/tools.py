"""Work on whole memories: count, filter, compare; :mod:`tmx.duplicates` merges them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tmx.model import Unit


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


def pair(unit: Unit, source: str, target: str) -> tuple[str, str] | None:
    """The texts of a unit in two languages, or None when one is missing."""
    one, other = unit.variant(source), unit.variant(target)
    return None if one is None or other is None else (one.text, other.text)


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


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of two memories: ``kind`` is added, gone or changed; None for the side that has no such."""

    kind: str
    source: str
    old: str | None
    new: str | None


def diff(old: Iterable[Unit], new: Iterable[Unit], source: str, target: str) -> Iterator[Change]:
    """What changed between two memories; units are the same when their source text is, in its order of coming."""
    before, after = _by_source(old, source, target), _by_source(new, source, target)
    for text, targets in before.items():
        others = after.get(text, [])
        lost = list((Counter(targets) - Counter(others)).elements())
        found = list((Counter(others) - Counter(targets)).elements())
        for number in range(max(len(lost), len(found))):
            was = lost[number] if number < len(lost) else None
            now = found[number] if number < len(found) else None
            kind = "added" if was is None else "gone" if now is None else "changed"
            yield Change(kind, text, was, now)
    for text, targets in after.items():
        if text not in before:
            yield from (Change("added", text, None, target_text) for target_text in targets)


def _by_source(units: Iterable[Unit], source: str, target: str) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for found in filter(None, (pair(unit, source, target) for unit in units)):
        texts.setdefault(found[0], []).append(found[1])
    return texts
