"""What the store asks of a database, so that one store serves SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from toolkit.model import BitextError

#: Text ids carry their language: ``id >> SHIFT`` is the language's number.
SHIFT = 32


class Database(Protocol):
    """A connection.  SQL is the common part of both dialects, with ``?`` for values.

    Errors of the database that a user can mend are BitextErrors.
    """

    name: str

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        ...

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; the number of rows it changed."""
        ...

    def insert(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> int:
        """Insert many rows, save those whose primary key is taken; how many went in.

        ``columns`` are names with commas between.
        """
        ...

    def writing(self) -> AbstractContextManager[None]:
        """One transaction that nobody else writes beside: kept when the block ends, undone on any error."""
        ...

    def version(self) -> int:
        """A number that changes when somebody, here or elsewhere, has written."""
        ...

    def size(self) -> int:
        """Bytes on disk."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


MANY = 500  # values in one query


def rows_in(
    database: Database, sql: str, values: Sequence[Any], before: Sequence[Any] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query with ``IN ({})``, some hundred values at a time; ``before`` are the values in front."""
    for start in range(0, len(values), MANY):
        some = values[start : start + MANY]
        yield from database.rows(sql.format(",".join("?" * len(some))), (*before, *some))


def run_in(database: Database, sql: str, values: Sequence[Any], before: Sequence[Any] = ()) -> None:
    """Run a statement with ``IN ({})`` as :func:`rows_in` asks a query."""
    for start in range(0, len(values), MANY):
        some = values[start : start + MANY]
        database.run(sql.format(",".join("?" * len(some))), (*before, *some))


#: What brings the tables from each version to the next; an empty database is of version 0.  Change nothing that has
#: been released: add a step.  ``BLOB`` and ``BIGINT`` are written as each database calls them.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE language (id BIGINT PRIMARY KEY, base TEXT NOT NULL UNIQUE, next BIGINT NOT NULL)",
        "CREATE TABLE text (id BIGINT PRIMARY KEY, text TEXT NOT NULL, content TEXT)",
        "CREATE TABLE text_key (key BIGINT NOT NULL, text BIGINT NOT NULL, PRIMARY KEY (key, text))",
        "CREATE TABLE unit (id BIGINT PRIMARY KEY, variants TEXT NOT NULL UNIQUE)",
        "CREATE TABLE used (text BIGINT NOT NULL, unit BIGINT NOT NULL, PRIMARY KEY (text, unit))",
        "CREATE TABLE document (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        "CREATE TABLE origin (unit BIGINT NOT NULL, mark BIGINT NOT NULL, number BIGINT NOT NULL,"
        " document BIGINT NOT NULL, changed TEXT NOT NULL, before BIGINT NOT NULL, after BIGINT NOT NULL,"
        " extra TEXT NOT NULL, PRIMARY KEY (unit, mark))",
        "CREATE INDEX origin_document ON origin (document, unit)",
        "CREATE TABLE posting (block BIGINT NOT NULL, bucket BIGINT NOT NULL, places BLOB NOT NULL)",
        "CREATE UNIQUE INDEX posting_bucket ON posting (bucket, block)",
        "CREATE TABLE block (id BIGINT PRIMARY KEY, sizes BLOB NOT NULL)",
        "CREATE TABLE frequency (part BIGINT NOT NULL, bucket BIGINT NOT NULL, counts BLOB NOT NULL)",
        "CREATE UNIQUE INDEX frequency_bucket ON frequency (part, bucket)",
    ),
    (  # another index: one number a row, and where in their texts words stand; see ``reindexing``
        "DROP TABLE posting",
        "CREATE TABLE posting (id BIGINT PRIMARY KEY, places BLOB NOT NULL)",
        "DELETE FROM frequency",
        "DELETE FROM block",
    ),
)


def steps_from(name: str, version: int) -> tuple[str, ...]:
    """The statements that bring the tables of a version up to date.

    Raises BitextError for a version that this program does not know yet.
    """
    if version > len(MIGRATIONS):
        raise BitextError(
            f"made by a newer version (tables {version}, known {len(MIGRATIONS)})",
            path=name,
            remedy="upgrade bitext-toolkit",
        )
    return tuple(statement for step in MIGRATIONS[version:] for statement in step)
