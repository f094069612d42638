"""The store over a database: distinct texts, the units made of them, where each unit came from, and the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from types import TracebackType

import tmx
from tmx.tags import canonical, find
from toolkit.memory.analysis import Grams, analyse
from toolkit.memory.candidates import likely
from toolkit.memory.database import MANY, SHIFT, Database, rows_in
from toolkit.memory.importing import Import
from toolkit.memory.index import Index
from toolkit.memory.keys import context_key
from toolkit.memory.phrases import holding
from toolkit.memory.reading import few_origins, places_of, stored_units
from toolkit.memory.records import Added, Filters, Stats, StoredUnit
from toolkit.memory.reindexing import index_missing, reindex
from toolkit.memory.removal import named, remove
from toolkit.memory.replacing import replace_units

_PAGE = 500
_FIRST_TEXTS, _TEXTS = 25, 400  # texts read at once for a concordance: some to begin with, at most so many
MOST_OF_DOCUMENT = 30_000  # units of a document, or of a family of them, whose texts are listed for a concordance
MOST_UNITS = 2000  # units of one text that are looked through for a language
MOST_ALIKE = 200  # texts of the same letters that are looked at, the same text first


class SqlStore:
    """A :class:`toolkit.memory.store.Store` over any :class:`toolkit.memory.database.Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._indexes: dict[str, Index] = {}
        self._version = -1
        if index_missing(database):
            reindex(database)

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def add(self, units: Iterable[tmx.Unit], *, document: str = "") -> Added:
        with self._database.writing():
            return Import(self._database, document=document).run(units)

    def units(self, filters: Filters | None = None) -> Iterator[StoredUnit]:
        wanted = filters or Filters()
        for idents in self._pages():
            for found in stored_units(self._database, idents):
                origins = tuple(filter(wanted.takes, found.origins))
                if origins and all(found.unit.variant(lang) for lang in wanted.languages):
                    yield StoredUnit(found.id, found.unit, origins)

    def every_place(self, filters: Filters | None = None) -> Iterator[tmx.Unit]:
        wanted = filters or Filters()
        for idents in self._pages():
            for origin, unit in places_of(self._database, idents):
                if wanted.takes(origin) and all(unit.variant(lang) for lang in wanted.languages):
                    yield unit

    def _pages(self) -> Iterator[list[int]]:
        """The ids of all units, some hundred at a time."""
        last = -1
        sql = "SELECT id FROM unit WHERE id > ? ORDER BY id LIMIT ?"
        while idents := [row[0] for row in self._database.rows(sql, (last, _PAGE))]:
            last = idents[-1]
            yield idents

    def remove(self, document: str) -> int:
        with self._database.writing():
            return remove(self._database, document)

    def replace(self, units: Iterable[tuple[int, tmx.Unit]]) -> int:
        with self._database.writing():
            return replace_units(self._database, units)

    def stats(self) -> Stats:
        texts = {
            base: self._count("text WHERE id >= ? AND id < ?", (ident << SHIFT, (ident + 1) << SHIFT))
            for ident, base in list(self._database.rows("SELECT id, base FROM language ORDER BY id"))
        }
        counts = self._count("unit"), self._count("origin"), self._count("document")
        return Stats(*counts, texts=texts, size=self._database.size())

    def _count(self, what: str, values: Sequence[int] = ()) -> int:
        return int(next(self._database.rows(f"SELECT count(*) FROM {what}", values))[0])

    def documents(self) -> tuple[tuple[str, int], ...]:
        sql = "SELECT name, count(DISTINCT unit) FROM document d JOIN origin o ON o.document = d.id GROUP BY name"
        return tuple(sorted((str(name), int(count)) for name, count in self._database.rows(sql)))

    def languages(self) -> tuple[str, ...]:
        return tuple(str(row[0]) for row in self._database.rows("SELECT base FROM language ORDER BY base"))

    def candidates(self, text: str, lang: str, limit: int = 200, *, fuzzy: bool = True) -> Sequence[tuple[int, str]]:
        index = self._index(lang)
        if index is None:
            return ()
        query = analyse([text], grams=Grams.ALL)
        key = query.keys()[0]
        low = key >> 32 << 32
        alike = "SELECT text FROM text_key WHERE key = ? ORDER BY text LIMIT ?"
        near = "SELECT text FROM text_key WHERE key >= ? AND key < ? ORDER BY key, text LIMIT ?"
        idents = [row[0] for row in self._database.rows(alike, (key, MOST_ALIKE))]
        idents += [row[0] for row in self._database.rows(near, (low, low + (1 << 32), MOST_ALIKE))]
        idents = [ident for ident in idents if ident >> SHIFT == index.language]
        if fuzzy:
            idents += likely(index, query, limit)
        idents = list(dict.fromkeys(idents))
        texts = dict(rows_in(self._database, "SELECT id, text FROM text WHERE id IN ({})", idents))
        return [(ident, texts[ident]) for ident in idents if ident in texts]

    def _index(self, lang: str) -> Index | None:
        """The index of a language, read anew where somebody has written since."""
        version = self._database.version()
        if version != self._version:
            self._indexes, self._version = {}, version
        base = canonical(lang).split("-")[0]
        if base not in self._indexes:
            row = next(self._database.rows("SELECT id FROM language WHERE base = ?", (base,)), None)
            if row is None:
                return None
            self._indexes[base] = Index(self._database, int(row[0]))
        return self._indexes[base]

    def units_with(
        self, text: int, lang: str, limit: int = 50, *, before: str | None = None, after: str | None = None
    ) -> tuple[StoredUnit, ...]:
        found = self._units_of(text, lang, limit)
        if len(found) >= limit:
            found = self._between(text, before, after, limit) + found
        units = few_origins(self._database, list(dict.fromkeys(found))[:limit], before, after)
        return tuple(unit for unit in units if unit.unit.variant(lang) is not None)

    def units_with_any(self, texts: Sequence[int], lang: str, limit: int = 50) -> dict[int, tuple[StoredUnit, ...]]:
        sql = (
            "SELECT text, unit.id, variants FROM used JOIN unit ON unit.id = used.unit"
            f" WHERE text IN ({{}}) ORDER BY text, unit.id LIMIT {MOST_UNITS}"
        )
        rows = list(rows_in(self._database, sql, texts)) if len(texts) <= MANY else []
        if not rows or len(rows) >= MOST_UNITS:  # a text of very many units: each is asked for its own
            found = {text: self._units_of(text, lang, limit) for text in texts}
        else:
            found = {text: [] for text in texts}
            for text, ident, variants in rows:
                if len(found[text]) < limit and _has(lang, variants):
                    found[text].append(ident)
        idents = list(dict.fromkeys(ident for some in found.values() for ident in some))
        units = {unit.id: unit for unit in few_origins(self._database, idents, None, None)}
        return {text: tuple(units[ident] for ident in some) for text, some in found.items()}

    def _units_of(self, text: int, lang: str, limit: int) -> list[int]:
        """The first units that have a text and a variant in a language."""
        sql = "SELECT unit.id, variants FROM used JOIN unit ON unit.id = used.unit WHERE text = ?"
        sql += " ORDER BY unit.id LIMIT ?"
        found: list[int] = []
        for ident, variants in self._database.rows(sql, (text, MOST_UNITS)):
            if _has(lang, variants):
                found.append(ident)
                if len(found) >= limit:
                    break
        return found

    def _between(self, text: int, before: str | None, after: str | None, limit: int) -> list[int]:
        """The units with a text that stood between these neighbours, both first."""
        keys = [context_key(neighbour) for neighbour in (before, after) if neighbour]
        if not keys:
            return []
        sql = "SELECT o.unit, o.before, o.after FROM used u JOIN origin o ON o.unit = u.unit WHERE u.text = ? AND "
        either = "(o.before IN ({0}) OR o.after IN ({0})) LIMIT ?".format(",".join("?" * len(keys)))
        rows = list(self._database.rows(sql + either, (text, *keys, *keys, MOST_UNITS)))
        rows.sort(key=lambda row: -(row[1] in keys) - (row[2] in keys))
        return [int(row[0]) for row in rows][:limit]

    def containing(
        self, groups: Sequence[Sequence[int]], lang: str, among: Collection[int] | None = None
    ) -> Iterator[list[tuple[int, str]]]:
        index = self._index(lang)
        if index is None or not groups:
            return
        sql = "SELECT id, text FROM text WHERE id IN ({}) ORDER BY id"
        size = _FIRST_TEXTS
        for idents in holding(index, groups, among):
            start = 0
            while start < len(idents):
                yield list(rows_in(self._database, sql, idents[start : start + size]))
                start, size = start + size, min(2 * size, _TEXTS)

    def texts_of(self, document: str) -> frozenset[int] | None:
        sql = "SELECT DISTINCT variants FROM origin JOIN unit ON unit.id = origin.unit WHERE document = ? LIMIT ?"
        found: list[str] = []
        for number, _ in named(self._database, document):
            found += [variants for (variants,) in self._database.rows(sql, (number, MOST_OF_DOCUMENT))]
            if len(found) >= MOST_OF_DOCUMENT:
                return None
        return frozenset(int(part.partition(":")[0]) for variants in found for part in variants.split())

    def together(self, one: str, other: str) -> bool:
        keys = analyse([one, other], grams=Grams.NONE).keys()
        sql = (
            "SELECT 1 FROM text_key k JOIN used u ON u.text = k.text JOIN used v ON v.unit = u.unit"
            " JOIN text_key l ON l.text = v.text WHERE k.key = ? AND l.key = ? LIMIT 1"
        )
        return next(self._database.rows(sql, keys), None) is not None


def _has(lang: str, variants: str) -> bool:
    """Whether the variants of a unit, as its row has them, have one in a language."""
    return find(lang, [part.partition(":")[2] for part in variants.split()]) is not None
