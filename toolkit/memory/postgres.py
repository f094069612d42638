"""The database on a PostgreSQL server, for a memory that several people share: the same tables, in their own schema.

Spoken with by pg8000 (BSD), which is Python alone; many rows go in by COPY.
"""

from __future__ import annotations

import contextlib
import getpass
import io
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from toolkit.memory.database import MIGRATIONS, steps_from
from toolkit.model import BitextError

SCHEMA = "bitext"
LOCK = 0x42697478  # the advisory lock that writers hold
WAIT = 5.0  # seconds for another writer to finish
_FEW = 16  # rows that go in without COPY
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class Postgres:
    """A :class:`toolkit.memory.database.Database` at ``postgresql://USER:PASSWORD@HOST:PORT/NAME``.

    What the address leaves out comes from PGUSER and PGPASSWORD, else is the login's name, localhost, 5432.
    """

    def __init__(self, address: str, *, create: bool = False) -> None:
        try:
            import pg8000.dbapi
        except ImportError as error:
            raise BitextError(
                "PostgreSQL wants a package more", path=address, remedy="pip install 'bitext-toolkit[postgres]'"
            ) from error
        parts = urlsplit(address)
        self.name = f"postgresql://{parts.hostname or 'localhost'}{parts.path}"  # without the password
        self._errors = (pg8000.dbapi.Error, OSError)
        user = unquote(parts.username or os.environ.get("PGUSER") or getpass.getuser())
        password = unquote(parts.password) if parts.password else os.environ.get("PGPASSWORD")
        with self._told():
            self._connection = pg8000.dbapi.connect(
                user=user,
                password=password,
                host=parts.hostname or "localhost",
                port=parts.port or 5432,
                database=unquote(parts.path.lstrip("/")) or user,
            )
        self._connection.autocommit = True
        try:
            self._prepare(create)
        except BaseException:
            self.close()
            raise

    def _prepare(self, create: bool) -> None:
        there = next(self.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", (SCHEMA,)), None)
        if not there and not create:
            raise BitextError(
                "there is no memory in this database", path=self.name, remedy="make it: bitext memory add"
            )
        self.run(f"SET search_path TO {SCHEMA}")
        if not there or steps_from(self.name, self._tables()):
            with self._transaction():
                self.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
                self.run("CREATE TABLE IF NOT EXISTS version (tables BIGINT NOT NULL, written BIGINT NOT NULL)")
                for statement in steps_from(self.name, self._tables()):
                    self.run(statement.replace("BLOB", "BYTEA"))
                written = self.version()
                self.run("DELETE FROM version")
                self.run("INSERT INTO version (tables, written) VALUES (?, ?)", (len(MIGRATIONS), written + 1))

    def _tables(self) -> int:
        """The version of the tables."""
        return int(next(self.rows("SELECT tables FROM version"), (0,))[0])

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the server in the user's words."""
        try:
            yield
        except self._errors as error:
            details = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
            told = _MESSAGES.get(str(details.get("C")))
            message = str(details.get("M") or error)
            if (told is None and isinstance(error, OSError)) or "connect" in message:
                told = (f"the server does not answer ({message})", "see that it runs, and to host and port")
            what, remedy = told or (f"PostgreSQL says: {message}", "")
            raise BitextError(what, path=self.name, remedy=remedy) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        return iter([tuple(row) for row in self._execute(sql, values).fetchall()])

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        return int(self._execute(sql, values).rowcount)

    def _execute(self, sql: str, values: Sequence[Any] = (), stream: io.BytesIO | None = None) -> Any:
        cursor = self._connection.cursor()
        with self._told():
            cursor.execute(sql.replace("?", "%s"), tuple(values), stream=stream)
        return cursor

    def insert(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> int:
        every = list(rows)
        if not every:
            return 0
        if len(every) <= _FEW:
            marks = f"({','.join('?' * len(every[0]))})"
            sql = f"INSERT INTO {table} ({columns}) VALUES {','.join([marks] * len(every))} ON CONFLICT DO NOTHING"
            return self.run(sql, [value for row in every for value in row])
        lines = "".join(["\t".join(map(_field, row)) + "\n" for row in every])
        self.run(f"CREATE TEMPORARY TABLE arriving ON COMMIT DROP AS SELECT {columns} FROM {table} LIMIT 0")
        copy = f"COPY arriving ({columns}) FROM STDIN"
        self._execute(copy, stream=io.BytesIO(lines.encode("utf-8", "replace")))
        count = self.run(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM arriving ON CONFLICT DO NOTHING")
        self.run("DROP TABLE arriving")
        return count

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with self._transaction():
            yield
            self.run("UPDATE version SET written = written + 1")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self.run("BEGIN")
        try:
            self._lock()
            yield
            self.run("COMMIT")
        except BaseException:
            with contextlib.suppress(BitextError):  # the connection may be gone, and with it the transaction
                self.run("ROLLBACK")
            raise

    def _lock(self) -> None:
        """Wait for other writers, but not for ever."""
        until = time.monotonic() + WAIT
        while not next(self.rows("SELECT pg_try_advisory_xact_lock(?)", (LOCK,)))[0]:
            if time.monotonic() > until:
                raise BitextError(
                    "another program is writing to this memory", path=self.name, remedy="try again when it is done"
                )
            time.sleep(0.05)

    def version(self) -> int:
        return int(next(self.rows("SELECT written FROM version"), (0,))[0])

    def size(self) -> int:
        return int(next(self.rows("SELECT pg_database_size(current_database())"))[0])

    def close(self) -> None:
        with contextlib.suppress(*self._errors):
            self._connection.close()


def _field(value: Any) -> str:
    """A value as COPY reads it.

    >>> _field("a\\tb"), _field(None), _field(b"\\x01")
    ('a\\\\tb', '\\\\N', '\\\\\\\\x01')
    """
    if value is None:
        return r"\N"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)


_MESSAGES = {
    "53100": ("the server's disk is full; nothing was changed", "make room and do it again"),
    "28P01": ("the password is wrong", "give it in the address or in PGPASSWORD"),
    "28000": ("the server refuses this user", "give another user in the address"),
    "3D000": ("there is no such database", "make it: createdb NAME"),
    "42501": ("this user may not write here", "ask the server's keeper for the right"),
    "25006": ("this server is read-only", "give the address of the one that takes changes"),
}
