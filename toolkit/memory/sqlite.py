"""The database in one SQLite file: a killed writer leaves no trace, and readers never wait.

That is SQLite's WAL mode.  The first import goes into a new file without it, with a rollback journal: what is new
need not be kept twice then, which halves what is written.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.memory.database import MIGRATIONS, steps_from
from toolkit.model import BitextError

#: In the file's header (PRAGMA application_id): "Bitx".
APPLICATION = 0x42697478
WAIT = 5.0  # seconds for another writer to finish
_WITHOUT_ROWID = ("text_key", "used", "origin")


class Sqlite:
    """A :class:`toolkit.memory.database.Database` in a file, or in memory for ``:memory:``."""

    def __init__(self, path: Path | str, *, create: bool = False) -> None:
        self.name = str(path)
        self._writings = 0
        self._file = None if path == ":memory:" else Path(path)
        fresh = self._file is None or not self._file.exists() or self._file.stat().st_size == 0
        if fresh and not create and self._file is not None:
            raise BitextError("there is no such memory", path=path, remedy="make it: bitext memory add")
        if self._file is not None and not self._file.parent.is_dir():
            raise BitextError("its folder does not exist", path=path, remedy="make the folder")
        with self._told():
            name = self.name if self._file is None or fresh or self._may_write() else self._unchangeable()
            self._connection = sqlite3.connect(
                name, timeout=WAIT, isolation_level=None, cached_statements=256, uri=name != self.name
            )
        try:
            with self._told():
                self._prepare(fresh)
        except BaseException:
            self._connection.close()
            raise

    def _may_write(self) -> bool:
        assert self._file is not None
        return os.access(self._file, os.W_OK) and os.access(self._file.parent, os.W_OK)

    def _unchangeable(self) -> str:
        """The address of a file on a medium that cannot be written, where WAL mode has no place for its own files.

        What a program left in the journal beside it cannot be taken in there: then the plain name, which is refused.
        """
        assert self._file is not None
        beside = [self._file.with_name(self._file.name + ending) for ending in ("-wal", "-journal")]
        if any(path.exists() and path.stat().st_size for path in beside):
            return self.name
        return f"{self._file.resolve().as_uri()}?mode=ro&immutable=1"

    def _prepare(self, fresh: bool) -> None:
        run = self._connection.execute
        run("PRAGMA cache_size = -16384")
        if fresh:
            run("PRAGMA page_size = 8192")
        elif self._value("PRAGMA application_id") != APPLICATION:
            raise BitextError("a database of another program", path=self.name, remedy="give a memory of bitext")
        self._in_wal = run("PRAGMA journal_mode").fetchone()[0] == "wal"
        run(f"PRAGMA synchronous = {'NORMAL' if self._in_wal else 'FULL'}")
        if steps_from(self.name, self._value("PRAGMA user_version")):
            with self.writing():
                for statement in steps_from(self.name, self._value("PRAGMA user_version")):  # somebody may be quicker
                    run(_in_sqlite(statement))
                run(f"PRAGMA application_id = {APPLICATION}")
                run(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _value(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of SQLite in the user's words."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            told, remedy = _MESSAGES.get(error.sqlite_errorcode & 0xFF, (f"SQLite says: {error}", ""))
            raise BitextError(told, path=self.name, remedy=remedy) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        with self._told():
            return iter(self._connection.execute(sql, values).fetchall())

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        with self._told():
            return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> int:
        marks = ",".join("?" * (columns.count(",") + 1))
        with self._told():
            sql = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"
            return self._connection.executemany(sql, rows).rowcount

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
        self._writings += 1
        try:
            yield
            with self._told():
                self._connection.execute("COMMIT")
            self._to_wal()
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _to_wal(self) -> None:
        """WAL from now on; where somebody reads just then, after a later change."""
        if not self._in_wal and self._has_units():
            with contextlib.suppress(sqlite3.OperationalError):
                found = self._connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
                self._in_wal = found != "delete"  # or memory
                self._connection.execute("PRAGMA synchronous = NORMAL")

    def _has_units(self) -> bool:
        return self._connection.execute("SELECT 1 FROM unit LIMIT 1").fetchone() is not None

    def version(self) -> int:
        return (self._value("PRAGMA data_version") << 32) + self._writings

    def size(self) -> int:
        return self._value("PRAGMA page_count") * self._value("PRAGMA page_size")

    def close(self) -> None:
        self._connection.close()


_MESSAGES = {
    sqlite3.SQLITE_BUSY: ("another program is writing to this memory", "try again when it is done"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to this memory", "try again when it is done"),
    sqlite3.SQLITE_FULL: ("the disk is full; nothing was changed", "make room and do it again"),
    sqlite3.SQLITE_READONLY: ("the memory cannot be written", "see to its permissions"),
    sqlite3.SQLITE_CANTOPEN: ("the memory cannot be opened", "see to its permissions and its folder"),
    sqlite3.SQLITE_NOTADB: ("this is no memory", "give the file of a memory; TMX goes in by: bitext memory add"),
    sqlite3.SQLITE_CORRUPT: ("the memory is damaged", "restore a copy, or build it again from the TMX files"),
    sqlite3.SQLITE_IOERR: ("the disk cannot be read or written; nothing was changed", "see to the disk"),
}


def _in_sqlite(statement: str) -> str:
    """A statement of the schema as SQLite has it; tables of pairs need no row number of their own."""
    plain = statement.startswith("CREATE TABLE") and statement.split()[2] in _WITHOUT_ROWID
    return statement.replace("BIGINT", "INTEGER") + (" WITHOUT ROWID" if plain else "")
