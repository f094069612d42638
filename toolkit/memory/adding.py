"""Files into a store and out of it, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import tmx
import toolkit
from tmx.tags import canonical
from toolkit.memory.records import Added, Filters
from toolkit.memory.store import Store, is_address, open_store
from toolkit.model import BitextError


def add_file(
    db: str, path: str, units: Iterable[tmx.Unit], *, document: str = "", new_languages: bool = False
) -> Added:
    """Add the units of one file to the store ``db``, which is made where there is none.

    Raises BitextError, and leaves the store as it was (or none), for a file without a unit that has text in two
    languages, and for one that has no language in common with the store unless ``new_languages``.
    """
    iterator = iter(units)
    first = next(iterator, None)  # a file that cannot be read says so before anything is made
    if first is None:
        raise BitextError("there are no units in it", path=path, remedy="give a file with translation units")
    made = not is_address(db) and not Path(db).exists()
    try:
        with open_store(db, create=True) as store:
            known = frozenset(store.languages())
            stream = _checked(path, first, iterator, frozenset() if new_languages else known)
            done = store.add(stream, document=document)
    except BaseException:
        if made:
            for name in (db, f"{db}-wal", f"{db}-shm"):
                with suppress(OSError):
                    Path(name).unlink()
        raise
    return done


def _checked(path: str, first: tmx.Unit, rest: Iterator[tmx.Unit], known: frozenset[str]) -> Iterator[tmx.Unit]:
    """The units; at their end an error where none was of use, which undoes the import."""
    useful = False
    languages: set[str] = set()
    for units in (iter((first,)), rest):
        for unit in units:
            if not useful or not languages & known:
                own = {canonical(variant.lang).partition("-")[0] for variant in unit.variants if variant.content}
                useful = useful or len(own) > 1
                languages |= own
            yield unit
    if not useful:
        raise BitextError("no unit has text in two languages", path=path, remedy="give a bilingual file")
    if known and not languages & known:
        raise BitextError(
            f"its languages ({', '.join(sorted(languages))}) are not the memory's ({', '.join(sorted(known))})",
            path=path,
            remedy="give another file, or add --new-languages",
        )


def export_file(
    store: Store, output: str, filters: Filters, *, source_lang: str = "", every_place: bool = False
) -> int:
    """Write the units that pass as TMX (``-``: standard output); how many.

    A unit has the properties and notes of all its places; with ``every_place`` it is written once for each, as it
    was read, so that adding the file to an empty store gives the same store.  Raises BitextError where nothing
    passes, and then nothing is written.
    """
    units = _exported(store, filters, every_place)
    first = next(units, None)
    if first is None:
        raise BitextError("no unit passes", remedy="see what there is: bitext memory stats --documents")
    header = tmx.Header(srclang=source_lang or "*all*", creationtoolversion=toolkit.__version__)
    count = 1
    with tmx.Writer(output, header) as writer:
        writer.write(first)
        for unit in units:
            writer.write(unit)
            count += 1
    return count


def _exported(store: Store, filters: Filters, every_place: bool) -> Iterator[tmx.Unit]:
    if every_place:
        yield from store.every_place(filters)
        return
    for stored in store.units(filters):
        yield stored.unit
