"""Units on their way into a database: texts and units that are there already are found, the rest is added."""

from __future__ import annotations

import contextlib
import gc
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

import tmx
from tmx.tags import canonical
from toolkit.memory.analysis import analyse
from toolkit.memory.codec import extra_json, segment_json
from toolkit.memory.database import SHIFT, Database, rows_in
from toolkit.memory.indexing import Indexing
from toolkit.memory.keys import context_key, number
from toolkit.memory.records import Added
from toolkit.model import BitextError

BATCH = 4096
_CHUNK = 1024  # texts analysed at once: their arrays fit a processor's cache


@dataclass(frozen=True, slots=True)
class _Row:
    """A unit on its way in: its variants as (language tag, text, content), and what else it has."""

    variants: tuple[tuple[str, str, str | None], ...]
    document: str
    changed: str
    before: str
    after: str
    extra: str
    unit: int = 0  # the ids that it had, where it was there before
    number: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a unit came from, taken out to be put in again: the unit's id, the place's own, its document."""

    id: int
    number: int
    document: str
    unit: tmx.Unit


def _row(unit: tmx.Unit, document: str) -> _Row | None:
    """A unit as it goes in; None where fewer than two languages have text."""
    variants = [_variant(variant) for variant in unit.variants]
    if len({tag.partition("-")[0] for tag, text, content in variants if content or text.strip()}) < 2:
        return None
    order: Sequence[int] = range(len(variants))
    if len(variants) != 2 or variants[0][:2] >= variants[1][:2]:
        order = sorted(order, key=lambda place: (*variants[place][:2], variants[place][2] or ""))
        kept = tuple(variants[place] for place in order)
    else:
        kept = tuple(variants)
    named = {prop.type: prop.text for prop in unit.props[::-1]}
    return _Row(
        kept,
        named.get("x-document") or document,
        unit.changedate or unit.creationdate or "",
        named.get("x-context-pre", ""),
        named.get("x-context-post", ""),
        extra_json(unit, order),
    )


def _variant(variant: tmx.Variant) -> tuple[str, str, str | None]:
    content = variant.content
    if len(content) == 1 and isinstance(content[0], str):
        return canonical(variant.lang), content[0], None
    return canonical(variant.lang), variant.text, segment_json(content)


class Import:
    """One import, inside a transaction."""

    def __init__(self, database: Database, *, document: str = "") -> None:
        self._database = database
        self._document = document
        self._documents: dict[str, int] = {
            name: ident for ident, name in database.rows("SELECT id, name FROM document")
        }
        self._bases: dict[str, int] = {}
        self._next: dict[int, int] = {}
        for ident, base, following in database.rows("SELECT id, base, next FROM language"):
            self._bases[base], self._next[ident] = ident, following
        self._indexing = Indexing(database)
        self._unit = self._following("next unit")
        self._number = self._following("next origin")

    def _following(self, what: str) -> int:
        """The next number of a kind; none is given twice, whatever is removed."""
        return int(next(self._database.rows("SELECT value FROM setting WHERE name = ?", (what,)), ("1",))[0])

    def run(self, units: Iterable[tmx.Unit]) -> Added:
        """Add the units; what was done."""
        with _without_collector():
            return self._run(units)

    def _run(self, units: Iterable[tmx.Unit]) -> Added:
        read = new = merged = repeated = skipped = 0
        iterator = iter(units)
        while batch := list(itertools.islice(iterator, BATCH)):
            rows = [row for unit in batch if (row := _row(unit, self._document)) is not None]
            read += len(batch)
            skipped += len(batch) - len(rows)
            made, placed = self._batch(rows)
            new += made
            merged += placed - made
            repeated += len(rows) - placed
        self._finish()
        return Added(read, new, merged, repeated, skipped)

    def put_back(self, places: Sequence[Place]) -> None:
        """Add units under the ids that they had; one whose variants another unit has becomes part of that one.

        Raises BitextError for a unit without text in two languages.
        """
        rows = []
        for place in places:
            row = _row(place.unit, place.document)
            if row is None:
                raise BitextError(
                    f"unit {place.id} would have no text in two languages",
                    path=self._database.name,
                    remedy="give it both; nothing was changed",
                )
            rows.append(replace(row, unit=place.id, number=place.number))
        for start in range(0, len(rows), BATCH):
            self._batch(rows[start : start + BATCH])
        self._finish()

    def _finish(self) -> None:
        """Write the index, and how far the numbers have come."""
        self._indexing.finish()
        for what, following in (("next unit", self._unit), ("next origin", self._number)):
            self._database.run("DELETE FROM setting WHERE name = ?", (what,))
            self._database.insert("setting", "name,value", [(what, str(following))])
        for base, ident in self._bases.items():
            self._database.run("UPDATE language SET next = ? WHERE base = ?", (self._next[ident], base))

    def _batch(self, rows: Sequence[_Row]) -> tuple[int, int]:
        """Add some units; how many are new, and how many origins."""
        old = dict(self._next)
        texts = self._texts(list(dict.fromkeys(_text(variant) for row in rows for variant in row.variants)))
        names = [" ".join([f"{texts[_text(v)]}:{v[0]}" for v in row.variants]) for row in rows]
        known = self._known_units(names, old)
        fresh: dict[str, int] = {}
        for name, row in zip(names, rows, strict=True):
            if name not in known and name not in fresh:
                fresh[name] = row.unit or self._unit
                self._unit += not row.unit
        self._database.insert("unit", "id,variants", [(ident, name) for name, ident in fresh.items()])
        used = {(int(part.partition(":")[0]), ident) for name, ident in fresh.items() for part in name.split()}
        self._database.insert("used", "text,unit", sorted(used))
        return len(fresh), self._origins(rows, [fresh.get(name) or known[name] for name in names])

    def _origins(self, rows: Sequence[_Row], units: Sequence[int]) -> int:
        values = []
        for row, unit in zip(rows, units, strict=True):
            mark = number(f"{row.document}\x1f{row.extra}")
            values.append((unit, mark, row.number or self._number, self._named(row.document), row.changed,
                           context_key(row.before), context_key(row.after), row.extra))  # fmt: skip
            self._number += not row.number
        return self._database.insert("origin", "unit,mark,number,document,changed,before,after,extra", values)

    def _named(self, document: str) -> int:
        """The number of a document, made where it is new."""
        if document not in self._documents:
            ident = max(self._documents.values(), default=0) + 1
            self._database.insert("document", "id,name", [(ident, document)])
            self._documents[document] = ident
        return self._documents[document]

    def _known_units(self, names: Sequence[str], old: dict[int, int]) -> dict[str, int]:
        """The units that are there already; only those whose texts all are can be."""
        asked = []
        for name in set(names):
            ids = [int(part.partition(":")[0]) for part in name.split()]
            if all(ident & (1 << SHIFT) - 1 < old.get(ident >> SHIFT, 0) for ident in ids):
                asked.append(name)
        return {
            name: ident
            for ident, name in rows_in(self._database, "SELECT id, variants FROM unit WHERE variants IN ({})", asked)
        }

    def _texts(self, wanted: Sequence[tuple[str, str, str | None]]) -> dict[tuple[str, str, str | None], int]:
        """The ids of texts, (language, text, content); new ones are added."""
        chunks = [wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK)]
        analyses = [analyse([text for _, text, _ in chunk]) for chunk in chunks]
        keys = [analysis.keys() for analysis in analyses]
        found = self._known_texts(sorted({key for some in keys for key in some}))
        rows, key_rows = [], []
        for chunk, analysis, some in zip(chunks, analyses, keys, strict=True):
            idents = np.full(len(chunk), -1, np.int64)
            for place, (item, key) in enumerate(zip(chunk, some, strict=True)):
                if item not in found:
                    found[item] = idents[place] = ident = self._next_id(item[0])
                    rows.append((ident, item[1], item[2]))
                    key_rows.append((key, ident))
            self._indexing.add(analysis, idents)
        self._database.insert("text", "id,text,content", rows)
        self._database.insert("text_key", "key,text", sorted(key_rows))
        return found

    def _known_texts(self, keys: Sequence[int]) -> dict[tuple[str, str, str | None], int]:
        """The texts with these keys that are there already."""
        names = {ident: base for base, ident in self._bases.items()}
        sql = "SELECT t.id, t.text, t.content FROM text_key k JOIN text t ON t.id = k.text WHERE k.key IN ({})"
        return {
            (names[ident >> SHIFT], text, content): ident
            for ident, text, content in rows_in(self._database, sql, keys)
        }

    def _next_id(self, base: str) -> int:
        if base not in self._bases:
            ident = max(self._next, default=0) + 1
            self._bases[base], self._next[ident] = ident, 0
            self._database.insert("language", "id,base,next", [(ident, base, 0)])
        ident = self._bases[base]
        self._next[ident] += 1
        return (ident << SHIFT) + self._next[ident] - 1


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """No search for cycles meanwhile: units have none, and looking for them costs a seventh of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _text(variant: tuple[str, str, str | None]) -> tuple[str, str, str | None]:
    """(language without region, text, content)."""
    return variant[0].partition("-")[0], variant[1], variant[2]
