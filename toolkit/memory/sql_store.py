"""The store over a database: distinct texts, the units made of them, and where each unit came from."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

import tmx
from tmx.tags import canonical
from toolkit.memory import removal
from toolkit.memory.codec import joined, unit_of
from toolkit.memory.database import SHIFT, Database
from toolkit.memory.records import Added, Filters, Origin, Stats, StoredUnit


class SqlStore:
    """A :class:`toolkit.memory.store.Store` over any :class:`toolkit.memory.database.Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def add(self, units: Iterable[tmx.Unit], *, document: str = "") -> Added:
        from toolkit.memory.importing import Import

        with self._database.writing():
            return Import(self._database, document=document).run(units)

    def units(self, filters: Filters | None = None) -> Iterator[StoredUnit]:
        wanted = filters or Filters()
        last = -1
        while ids := [row[0] for row in self._database.rows(
            "SELECT id FROM unit WHERE id > ? ORDER BY id LIMIT 500", (last,)
        )]:  # fmt: skip
            last = ids[-1]
            for found in self._stored(ids):
                origins = tuple(filter(wanted.takes, found.origins))
                if origins and all(found.unit.variant(lang) for lang in wanted.languages):
                    yield StoredUnit(found.id, found.unit, origins)

    def _stored(self, ids: Sequence[int]) -> list[StoredUnit]:
        rows = self._in("SELECT id, variants FROM unit WHERE id IN ({}) ORDER BY id", ids)
        texts = dict[int, tuple[str, str | None]]()
        parsed = [(int(ident), [part.split(":") for part in variants.split()]) for ident, variants in rows]
        for ident, text, content in self._in(
            "SELECT id, text, content FROM text WHERE id IN ({})",
            sorted({int(text) for _, variants in parsed for text, _ in variants}),
        ):
            texts[ident] = (text, content)
        origins = dict[int, list[tuple[Origin, str]]]()
        for unit, name, changed, extra in self._in(
            "SELECT unit, name, changed, extra FROM origin JOIN document ON document.id = origin.document"
            " WHERE unit IN ({}) ORDER BY unit, number", ids
        ):  # fmt: skip
            origins.setdefault(unit, []).append((_origin(name, changed, extra), extra))
        found = []
        for ident, variants in parsed:
            triples = [(tag, *texts[int(text)]) for text, tag in variants]
            places = origins.get(ident, [])
            unit = joined([unit_of(triples, extra) for _, extra in places] or [unit_of(triples, "")])
            found.append(StoredUnit(ident, unit, tuple(origin for origin, _ in places)))
        return found

    def _in(self, sql: str, ids: Sequence[int]) -> Iterator[tuple]:  # type: ignore[type-arg]
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            yield from self._database.rows(sql.format(",".join("?" * len(some))), some)

    def remove(self, document: str) -> int:
        with self._database.writing():
            return removal.remove(self._database, document)

    def stats(self) -> Stats:
        texts = {
            base: next(self._database.rows(
                "SELECT count(*) FROM text WHERE id >= ? AND id < ?", (ident << SHIFT, ident + 1 << SHIFT)
            ))[0]
            for ident, base in self._database.rows("SELECT id, base FROM language ORDER BY id")
        }  # fmt: skip
        counts = [
            int(next(self._database.rows(f"SELECT count(*) FROM {table}"))[0])
            for table in ("unit", "origin", "document")
        ]
        units, origins, documents = counts
        return Stats(units, origins, documents, texts, self._database.size())

    def documents(self) -> tuple[tuple[str, int], ...]:
        return tuple(
            (str(name), int(count))
            for name, count in self._database.rows(
                "SELECT name, count(DISTINCT unit) FROM document JOIN origin ON origin.document = document.id"
                " GROUP BY name ORDER BY name"
            )
        )

    def languages(self) -> tuple[str, ...]:
        return tuple(str(row[0]) for row in self._database.rows("SELECT base FROM language ORDER BY base"))

    def candidates(self, text: str, lang: str, limit: int = 400) -> Sequence[tuple[int, str]]:
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        rows = {
            ident: other
            for base, other_base in self._database.rows("SELECT id, base FROM language")
            if other_base == canonical(lang).split("-")[0]
            for ident, other in self._database.rows(
                "SELECT id, text FROM text WHERE id >= ? AND id < ?", (base << SHIFT, base + 1 << SHIFT)
            )
        }
        found = process.extract(text, rows, scorer=Levenshtein.normalized_similarity, limit=limit)
        return [(ident, other) for other, _, ident in found]

    def units_with(self, text: int, lang: str, limit: int = 50) -> tuple[StoredUnit, ...]:
        ids = [row[0] for row in self._database.rows("SELECT unit FROM used WHERE text = ? ORDER BY unit", (text,))]
        found = (unit for unit in self._stored(ids) if unit.unit.variant(lang) is not None)
        return tuple(itertools.islice(found, limit))


def _origin(document: str, changed: str, extra: str) -> Origin:
    import json

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
