"""Units read out of a database, whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tmx
from toolkit.memory.codec import joined, unit_of
from toolkit.memory.database import MANY, Database, rows_in
from toolkit.memory.keys import context_key
from toolkit.memory.records import Origin, StoredUnit

MOST_ORIGINS = 50  # of one unit, where a lookup asks
_MOST_ROWS = 2000  # of several units in one query; where they have more, each is asked for its own

_ORIGINS = "SELECT unit, name, changed, extra FROM origin JOIN document ON document.id = origin.document WHERE"


def stored_units(database: Database, idents: Sequence[int]) -> list[StoredUnit]:
    """The units with these ids, with all their origins, in the order of the ids."""
    rows = rows_in(database, f"{_ORIGINS} unit IN ({{}}) ORDER BY unit, number", sorted(idents))
    return _made(database, idents, rows)


def few_origins(database: Database, idents: Sequence[int], before: str | None, after: str | None) -> list[StoredUnit]:
    """The units with these ids, with some of their origins: those between the neighbours asked for are among them."""
    keys = (context_key(before or "") or 1, context_key(after or "") or 1)  # 1: no text has that number
    rows: list[tuple[Any, ...]] = []
    if not (before or after) and len(idents) <= MANY:
        together = f"{_ORIGINS} unit IN ({{}}) ORDER BY unit, number LIMIT {_MOST_ROWS}"
        rows = list(rows_in(database, together, sorted(idents)))
        if len(rows) < _MOST_ROWS:
            return _made(database, idents, rows)
        rows = []
    for ident in idents:
        some = list(database.rows(f"{_ORIGINS} unit = ? LIMIT ?", (ident, MOST_ORIGINS + 1)))
        if len(some) > MOST_ORIGINS and (before or after):
            near = f"{_ORIGINS} unit = ? AND (before = ? OR after = ?) LIMIT ?"
            both = f"{_ORIGINS} unit = ? AND before = ? AND after = ? LIMIT ?"
            values = (ident, *keys, MOST_ORIGINS)
            some = list(dict.fromkeys([*database.rows(both, values), *database.rows(near, values), *some]))
        rows += some
    return _made(database, idents, rows)


def places_of(database: Database, idents: Sequence[int]) -> Iterator[tuple[Origin, tmx.Unit]]:
    """Every place of some units, each with the unit as it was read there, unit by unit."""
    variants = kept_variants(database, idents)
    for unit, name, changed, extra in rows_in(database, f"{_ORIGINS} unit IN ({{}}) ORDER BY unit, number", idents):
        yield origin_of(name, changed, extra), unit_of(variants[unit], extra)


def _made(database: Database, idents: Sequence[int], rows: Iterable[tuple[Any, ...]]) -> list[StoredUnit]:
    origins = dict[int, list[tuple[Origin, str]]]()
    for unit, name, changed, extra in rows:
        origins.setdefault(unit, []).append((origin_of(name, changed, extra), extra))
    variants = kept_variants(database, idents)
    found = []
    for ident in idents:
        places = origins.get(ident, [])
        unit = joined([unit_of(variants[ident], extra) for _, extra in places] or [unit_of(variants[ident], "")])
        found.append(StoredUnit(ident, unit, tuple(origin for origin, _ in places)))
    return found


def kept_variants(database: Database, idents: Sequence[int]) -> dict[int, list[tuple[str, str, str | None]]]:
    """Unit -> its variants as kept: (language, text, content)."""
    kept = {
        int(ident): [part.split(":") for part in variants.split()]
        for ident, variants in rows_in(database, "SELECT id, variants FROM unit WHERE id IN ({})", idents)
    }
    wanted = sorted({int(text) for parts in kept.values() for text, _ in parts})
    texts = {
        int(ident): (text, content)
        for ident, text, content in rows_in(database, "SELECT id, text, content FROM text WHERE id IN ({})", wanted)
    }
    return {ident: [(tag, *texts[int(text)]) for text, tag in parts] for ident, parts in kept.items()}


def origin_of(document: str, changed: str, extra: str) -> Origin:
    """An origin from its row."""
    values = json.loads(extra) if extra else {}
    props = {item[0]: item[1] for item in reversed(values.get("p", ()))}
    return Origin(
        document=document,
        tuid=values.get("u", {}).get("tuid", ""),
        status=props.get("x-status", ""),
        confidence=_number(props.get("x-confidence")),
        changed=changed,
        before=props.get("x-context-pre", ""),
        after=props.get("x-context-post", ""),
    )


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
