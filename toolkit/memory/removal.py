"""Taking a document out of a database: its origins, then the units and texts that nothing else needs."""

from __future__ import annotations

import numpy as np

from toolkit.memory.analysis import Grams, analyse
from toolkit.memory.database import Database, rows_in, run_in
from toolkit.memory.postings import BLOCK_BITS


def named(database: Database, document: str) -> list[tuple[int, str]]:
    """The documents of that name, or with ``*`` at the end all whose names begin so: (number, name)."""
    return [
        (int(ident), str(name))
        for ident, name in database.rows("SELECT id, name FROM document ORDER BY id")
        if (name.startswith(document[:-1]) if document.endswith("*") else name == document)
    ]


def remove(database: Database, document: str) -> int:
    """Remove documents; the number of units that are gone."""
    gone = []
    for number, _ in named(database, document):
        units = [row[0] for row in database.rows("SELECT DISTINCT unit FROM origin WHERE document = ?", (number,))]
        database.run("DELETE FROM origin WHERE document = ?", (number,))
        database.run("DELETE FROM document WHERE id = ?", (number,))
        still = {row[0] for row in rows_in(database, "SELECT DISTINCT unit FROM origin WHERE unit IN ({})", units)}
        gone += [unit for unit in units if unit not in still]
    remove_unused(database, detach(database, gone))
    return len(gone)


def detach(database: Database, units: list[int]) -> set[int]:
    """Remove units; the texts that they had, which are still there."""
    texts: set[int] = set()
    for _, variants in list(rows_in(database, "SELECT id, variants FROM unit WHERE id IN ({})", units)):
        texts |= {int(part.partition(":")[0]) for part in variants.split()}
    run_in(database, "DELETE FROM unit WHERE id IN ({})", units)
    gone = set(units)
    for text, unit in list(rows_in(database, "SELECT text, unit FROM used WHERE text IN ({})", sorted(texts))):
        if unit in gone:
            database.run("DELETE FROM used WHERE text = ? AND unit = ?", (text, unit))
    return texts


def remove_unused(database: Database, texts: set[int]) -> None:
    """Remove those of some texts that no unit has any more."""
    still = {row[0] for row in rows_in(database, "SELECT text FROM used WHERE text IN ({})", sorted(texts))}
    _remove_texts(database, sorted(texts - still))


def _remove_texts(database: Database, idents: list[int]) -> None:
    """Remove texts; in the index their size becomes 0, which takes them out of every answer."""
    rows = list(rows_in(database, "SELECT id, text FROM text WHERE id IN ({})", idents))
    if not rows:
        return
    for (ident, _), key in zip(rows, analyse([text for _, text in rows], grams=Grams.NONE).keys(), strict=True):
        database.run("DELETE FROM text_key WHERE key = ? AND text = ?", (key, ident))
    run_in(database, "DELETE FROM text WHERE id IN ({})", [ident for ident, _ in rows])
    for block in sorted({ident >> BLOCK_BITS for ident in idents}):
        sizes = np.frombuffer(bytes(next(database.rows("SELECT sizes FROM block WHERE id = ?", (block,)))[0]), "<u2")
        sizes = sizes.copy()
        sizes[[ident & ((1 << BLOCK_BITS) - 1) for ident in idents if ident >> BLOCK_BITS == block]] = 0
        database.run("UPDATE block SET sizes = ? WHERE id = ?", (sizes.tobytes(), block))
