"""Units on their way into a database: texts and units that are there already are found, the rest is added."""

from __future__ import annotations

import contextlib
import gc
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

import tmx
from toolkit.memory.analysis import analyse
from toolkit.memory.arriving import Arriving, Text, arriving
from toolkit.memory.database import SHIFT, Database, rows_in
from toolkit.memory.indexing import Indexing
from toolkit.memory.records import Added
from toolkit.memory.text_keys import TextKeys
from toolkit.model import BitextError

BATCH = 4096
_CHUNK = 1024  # texts analysed at once: their arrays fit a processor's cache


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a unit came from, taken out to be put in again: the unit's id, the place's own, its document."""

    id: int
    number: int
    document: str
    unit: tmx.Unit


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
        self._keys = TextKeys(database)
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
            rows = [row for unit in batch if (row := arriving(unit, self._document)) is not None]
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
            row = arriving(place.unit, place.document)
            if row is None:
                raise BitextError(
                    f"unit {place.id} would have no text in two languages",
                    path=self._database.name,
                    remedy="give it both; nothing was changed",
                )
            row.unit, row.number = place.id, place.number
            rows.append(row)
        for start in range(0, len(rows), BATCH):
            self._batch(rows[start : start + BATCH])
        self._finish()

    def _finish(self) -> None:
        """Write the index, and how far the numbers have come."""
        self._keys.write()
        self._indexing.finish()
        for what, following in (("next unit", self._unit), ("next origin", self._number)):
            self._database.run("DELETE FROM setting WHERE name = ?", (what,))
            self._database.insert("setting", "name,value", [(what, str(following))])
        for base, ident in self._bases.items():
            self._database.run("UPDATE language SET next = ? WHERE base = ?", (self._next[ident], base))

    def _batch(self, rows: Sequence[Arriving]) -> tuple[int, int]:
        """Add some units; how many are new, and how many origins."""
        new_from = dict(self._next)
        texts = self._texts(rows)
        variants = [[texts[text] for text in row.texts] for row in rows]
        names = [
            " ".join([f"{ident}:{tag}" for ident, tag in zip(idents, row.tags, strict=True)])
            for idents, row in zip(variants, rows, strict=True)
        ]
        known = self._known_units(names, variants, new_from)
        units, fresh, used = [], [], []
        for name, idents, row in zip(names, variants, rows, strict=True):
            ident = known.get(name)
            if ident is None:
                known[name] = ident = row.unit or self._unit
                self._unit += not row.unit
                fresh.append((ident, name))
                used += [(text, ident) for text in (idents if len(idents) == 2 else set(idents))]
            units.append(ident)
        self._database.insert("unit", "id,variants", fresh)
        used.sort()
        self._database.insert("used", "text,unit", used)
        return len(fresh), self._origins(rows, units)

    def _origins(self, rows: Sequence[Arriving], units: Sequence[int]) -> int:
        values = []
        for row, unit in zip(rows, units, strict=True):
            values.append((unit, row.mark(), row.number or self._number, self._named(row.document), row.changed,
                           row.before, row.after, row.extra))  # fmt: skip
            self._number += not row.number
        return self._database.insert("origin", "unit,mark,number,document,changed,before,after,extra", values)

    def _named(self, document: str) -> int:
        """The number of a document, made where it is new."""
        if document not in self._documents:
            ident = max(self._documents.values(), default=0) + 1
            self._database.insert("document", "id,name", [(ident, document)])
            self._documents[document] = ident
        return self._documents[document]

    def _known_units(
        self, names: Sequence[str], variants: Sequence[Sequence[int]], new_from: dict[int, int]
    ) -> dict[str, int]:
        """The units that are there already; only those whose texts all were there can be."""
        asked = {
            name: None
            for name, idents in zip(names, variants, strict=True)
            if all(ident & (1 << SHIFT) - 1 < new_from.get(ident >> SHIFT, 0) for ident in idents)
        }
        return {
            name: ident
            for ident, name in rows_in(
                self._database, "SELECT id, variants FROM unit WHERE variants IN ({})", list(asked)
            )
        }

    def _texts(self, rows: Sequence[Arriving]) -> dict[Text, int]:
        """The ids of the texts of some units; new ones are added."""
        wanted: dict[str, list[Text]] = {}
        for text in dict.fromkeys([text for row in rows for text in row.texts]):
            wanted.setdefault(text[0], []).append(text)
        found: dict[Text, int] = {}
        for base, texts in wanted.items():
            for start in range(0, len(texts), _CHUNK):
                self._index(base, texts[start : start + _CHUNK], found)
        return found

    def _index(self, base: str, texts: Sequence[Text], found: dict[Text, int]) -> None:
        """Put the ids of some texts of one language into ``found``; new texts are added."""
        analysis = analyse([text for _, text, _ in texts])
        keys = analysis.keys()
        language = self._language(base)
        known = self._known_texts(language, keys)
        following = self._next[language]
        idents, new, new_keys = [], [], []
        for text, key in zip(texts, keys, strict=True):
            ident = known.get(text[1:]) if known else None
            if ident is None:
                ident = (language << SHIFT) + following
                following += 1
                new.append((ident, text[1], text[2]))
                new_keys.append((key, ident))
                idents.append(ident)
            else:
                idents.append(-1)  # it is in the index
            found[text] = ident
        self._next[language] = following
        self._indexing.add(analysis, np.array(idents, np.int64))
        self._database.insert("text", "id,text,content", new)
        self._keys.add(new_keys)

    def _known_texts(self, language: int, keys: Sequence[int]) -> dict[tuple[str, str | None], int]:
        """The texts of a language with these keys that are there already, as (text, content)."""
        idents = [ident for ident in self._keys.texts(keys) if ident >> SHIFT == language]
        sql = "SELECT id, text, content FROM text WHERE id IN ({})"
        return {(text, content): ident for ident, text, content in rows_in(self._database, sql, idents)}

    def _language(self, base: str) -> int:
        """The number of a language, made where it is new."""
        if base not in self._bases:
            ident = max(self._next, default=0) + 1
            self._bases[base], self._next[ident] = ident, 0
            self._database.insert("language", "id,base,next", [(ident, base, 0)])
        return self._bases[base]


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
