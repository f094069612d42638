"""Units of a database in another wording: every place they came from is kept, the old wording is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import tmx
from toolkit.memory.codec import joined, unit_of
from toolkit.memory.database import Database, rows_in, run_in
from toolkit.memory.importing import Import, Place
from toolkit.memory.keys import context_key
from toolkit.memory.neighbours import Edit, Neighbours
from toolkit.memory.reading import kept_variants
from toolkit.memory.removal import detach, remove_unused
from toolkit.model import BitextError

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class _Old:
    """A place as it stands: the number it was given, its document, and the unit as it was read there."""

    number: int
    document: str
    unit: tmx.Unit


def replace_units(database: Database, wanted: Iterable[tuple[int, tmx.Unit]]) -> int:
    """Give units another wording, inside a transaction; how many there were.  All change at one stroke: two units may
    swap their texts, and one that comes to say what another says becomes part of it.
    """
    units = dict(wanted)
    places = _places(database, list(units))
    missing = units.keys() - places.keys()
    if missing:
        raise BitextError(
            f"has no unit {min(missing)}", path=database.name, remedy="it was removed since; export the memory again"
        )
    made = [
        (
            old,
            Place(
                ident, old.number, old.document, _edited(old.unit, joined([one.unit for one in olds]), units[ident])
            ),
        )
        for ident, olds in places.items()
        for old in olds
    ]
    neighbours = Neighbours(Edit(old.document, old.unit, place.unit) for old, place in made)
    back = [replace(place, unit=neighbours.followed(old.document, old.unit, place.unit)) for old, place in made]
    back += _followers(database, neighbours, units.keys())
    texts = detach(database, list(units))
    run_in(database, "DELETE FROM origin WHERE unit IN ({})", list(units))
    for place in back[len(made) :]:
        database.run("DELETE FROM origin WHERE unit = ? AND number = ?", (place.id, place.number))
    Import(database).put_back(back)
    remove_unused(database, texts)
    return len(units)


def _followers(database: Database, neighbours: Neighbours, edited: Collection[int]) -> list[Place]:
    """The places beside texts that changed, with those as their neighbours; not the edited units' own."""
    found: dict[int, None] = {}
    for document in neighbours.documents():
        keys = [context_key(text) for text in neighbours.texts(document)]
        for side in ("before", "after"):
            sql = (
                "SELECT unit FROM origin JOIN document ON document.id = origin.document"
                f" WHERE name = ? AND {side} IN ({{}})"
            )
            found |= dict.fromkeys(row[0] for row in rows_in(database, sql, keys, (document,)))
    made = []
    for ident, olds in _places(database, [ident for ident in sorted(found) if ident not in edited]).items():
        for old in olds:
            unit = neighbours.followed(old.document, old.unit)
            if unit != old.unit:
                made.append(Place(ident, old.number, old.document, unit))
    return made


def _places(database: Database, idents: Sequence[int]) -> dict[int, list[_Old]]:
    """Unit -> its places, in the order in which they came."""
    variants = kept_variants(database, idents)
    sql = (
        "SELECT unit, number, name, extra FROM origin JOIN document ON document.id = origin.document"
        " WHERE unit IN ({}) ORDER BY unit, number"
    )
    found: dict[int, list[_Old]] = {}
    for unit, number, name, extra in list(rows_in(database, sql, sorted(idents))):
        found.setdefault(unit, []).append(_Old(number, name, unit_of(variants[unit], extra)))
    return found


def _edited(place: tmx.Unit, old: tmx.Unit, new: tmx.Unit) -> tmx.Unit:
    """The unit of one place after an edit that made ``new`` of ``old``; what the edit left alone stays its own."""
    if [one.lang for one in old.variants] == [one.lang for one in new.variants]:
        edits: dict[tuple[str, tmx.Segment], list[tmx.Variant]] = {}
        for before, after in zip(old.variants, new.variants, strict=True):
            edits.setdefault((before.lang, before.content), []).append(after)
        variants = tuple(replace(one, content=edits[one.lang, one.content].pop(0).content) for one in place.variants)
    else:
        variants = new.variants
    return replace(
        place,
        variants=variants,
        tuid=place.tuid if new.tuid == old.tuid else new.tuid,
        props=_carried(place.props, old.props, new.props),
        notes=_carried(place.notes, old.notes, new.notes),
        attributes=_carried(place.attributes, old.attributes, new.attributes),
    )


def _carried(place: tuple[_Item, ...], old: tuple[_Item, ...], new: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """A place's items after an edit of the unit's: without what went, with what came in its stead.

    >>> _carried(("a", "doc 1"), ("a", "doc 1", "doc 2"), ("b", "doc 1", "doc 2"))
    ('b', 'doc 1')
    """
    if len(new) < len(old):
        return (*(item for item in place if item in new), *(item for item in new if item not in old))
    instead = {before: after for before, after in zip(old, new, strict=False) if before != after}
    return (*(instead.get(item, item) for item in place), *new[len(old) :])
