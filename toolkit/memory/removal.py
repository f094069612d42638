"""Taking a document out of a database: its origins, then the units and texts that nothing else needs."""

from __future__ import annotations

from toolkit.memory.database import Database


def remove(database: Database, document: str) -> int:
    """Remove a document, or with ``*`` at the end all whose names begin so; the number of units that are gone."""
    names = [
        ident
        for ident, name in database.rows("SELECT id, name FROM document ORDER BY id")
        if (name.startswith(document[:-1]) if document.endswith("*") else name == document)
    ]
    gone = 0
    for name in names:
        units = [row[0] for row in database.rows("SELECT DISTINCT unit FROM origin WHERE document = ?", (name,))]
        database.run("DELETE FROM origin WHERE document = ?", (name,))
        database.run("DELETE FROM document WHERE id = ?", (name,))
        gone += sum(_remove_unit(database, unit) for unit in units)
    return gone


def _remove_unit(database: Database, unit: int) -> bool:
    """Remove a unit that has no origin left; whether it was so."""
    if next(database.rows("SELECT 1 FROM origin WHERE unit = ? LIMIT 1", (unit,)), None):
        return False
    variants = next(database.rows("SELECT variants FROM unit WHERE id = ?", (unit,)))[0]
    database.run("DELETE FROM unit WHERE id = ?", (unit,))
    for text in {int(part.partition(":")[0]) for part in variants.split()}:
        database.run("DELETE FROM used WHERE text = ? AND unit = ?", (text, unit))
        if next(database.rows("SELECT 1 FROM used WHERE text = ? LIMIT 1", (text,)), None) is None:
            database.run("DELETE FROM text WHERE id = ?", (text,))
            database.run("DELETE FROM text_key WHERE text = ?", (text,))
    return True
