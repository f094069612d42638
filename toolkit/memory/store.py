"""The store of a translation memory: what every implementation offers, and how to open one."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol

import tmx
from toolkit.memory.records import Added, Filters, Stats, StoredUnit


class Store(Protocol):
    """A translation memory that can be asked.  Open one with :func:`open_store`, in a ``with`` block.

    One process writes at a time, any number read.  Every method raises BitextError for a store that is locked,
    full or damaged, and then nothing has changed.
    """

    def add(self, units: Iterable[tmx.Unit], *, document: str = "") -> Added:
        """Add units in one transaction: all of them, or none where an error is raised.

        A unit that is there already gets a further origin.  ``document`` serves units without ``x-document``.
        """
        ...

    def units(self, filters: Filters | None = None) -> Iterator[StoredUnit]:
        """The units in the order in which they came, one by one; only the origins that pass the filters."""
        ...

    def every_place(self, filters: Filters | None = None) -> Iterator[tmx.Unit]:
        """The units as they were read, once for each of their places that passes the filters."""
        ...

    def remove(self, document: str) -> int:
        """Take out a document (``NAME*``: all that begin so): its origins, and the units left without any.

        Returns the number of units that are gone.
        """
        ...

    def replace(self, units: Iterable[tuple[int, tmx.Unit]]) -> int:
        """Give units, by their ids, another wording, in one transaction: all, or none where an error is raised.

        Each keeps its id and its place in the order, and all its origins with what is their own: of properties, notes
        and attributes only what differs from the unit as the store gives it is changed, in every origin, and of
        variants whose languages stay only the texts.  Texts that no other unit has are gone, from the index too.
        A unit that comes to say what another says is joined to that one, its id is gone, and its origins are kept.
        The units before and after it in its document get the new text as their neighbour's.

        Returns how many were given.  Raises BitextError for an id that the store does not have, and for a unit
        without text in two languages.
        """
        ...

    def stats(self) -> Stats:
        """How much there is."""
        ...

    def documents(self) -> tuple[tuple[str, int], ...]:
        """Each document with the number of units that came from it, by name."""
        ...

    def languages(self) -> tuple[str, ...]:
        """The languages there are texts in, without regions."""
        ...

    def candidates(self, text: str, lang: str, limit: int = 200, *, fuzzy: bool = True) -> Sequence[tuple[int, str]]:
        """The texts of a language that may resemble ``text``: (id, text), the likeliest first.

        Those of the same letters come first; without ``fuzzy`` there are no others.
        """
        ...

    def units_with(
        self, text: int, lang: str, limit: int = 50, *, before: str | None = None, after: str | None = None
    ) -> tuple[StoredUnit, ...]:
        """The units that hold a text (an id of :meth:`candidates`) and have a variant in ``lang``.

        Of a unit with very many origins some are given, those between the neighbours ``before`` and ``after`` first.
        """
        ...

    def units_with_any(
        self, texts: Sequence[int], lang: str, limit: int = 50
    ) -> Mapping[int, tuple[StoredUnit, ...]]:
        """The same for several texts at once: text -> its units, at most ``limit`` each."""
        ...

    def containing(
        self, groups: Sequence[Sequence[int]], lang: str, among: Collection[int] | None = None
    ) -> Iterator[list[tuple[int, str]]]:
        """Texts of a language among which are all that have a word of every group, side by side in their order.

        A group is word numbers of ``analysis``.
        In order, (id, text), some at a time, read as far as the caller goes; ``among`` restricts them to some ids.
        """
        ...

    def texts_of(self, document: str) -> frozenset[int] | None:
        """The ids of the texts that came from a document (``NAME*``: from all that begin so).

        None where they are very many: then it is quicker to look at each unit that is found.
        """
        ...

    def together(self, one: str, other: str) -> bool:
        """Whether some unit holds both texts, as one's translation."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def is_address(path: str | os.PathLike[str]) -> bool:
    """Whether this is the address of a PostgreSQL database and no file.

    >>> is_address("postgresql://localhost/memory"), is_address("un.db")
    (True, False)
    """
    return str(path).startswith(("postgresql://", "postgres://"))


def open_store(path: str | os.PathLike[str], create: bool = False) -> Store:
    """Open the memory in an SQLite file, or at ``postgresql://USER:PASSWORD@HOST:PORT/NAME``.

    ``create`` makes the file (or the tables) where there is none.  Raises BitextError for what is missing, no
    database, of another program, or of a newer version of this one.

    >>> with open_store(":memory:", create=True) as store:
    ...     store.add([tmx.Unit((tmx.Variant.of("ar", "نعم"), tmx.Variant.of("en", "Yes")))]).new
    1
    """
    from toolkit.memory.sql_store import SqlStore

    if is_address(path):
        from toolkit.memory.postgres import Postgres

        return SqlStore(Postgres(str(path), create=create))
    from toolkit.memory.sqlite import Sqlite

    return SqlStore(Sqlite(path if path == ":memory:" else Path(path), create=create))
