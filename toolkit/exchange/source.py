"""Where an export takes its units from: a TMX file, or a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import tmx
from tmx.tags import same_language
from toolkit.exchange import edits
from toolkit.memory.records import Filters
from toolkit.memory.store import open_store
from toolkit.model import BitextError


@dataclass(frozen=True, slots=True)
class Units:
    """Units that can be gone through once, their languages in the order in which they come up, and their header."""

    units: Iterable[tmx.Unit]
    source_lang: str
    target_lang: str
    header: tmx.Header


@contextmanager
def units_of(
    path: str,
    source_lang: str = "",
    target_lang: str = "",
    *,
    document: str = "",
    status: str = "",
    named: bool = False,
) -> Iterator[Units]:
    """The units of a memory that have both languages, whether it is a TMX file (``.tmx``, ``.tmx.gz``) or a store.

    Languages that are not asked for are the header's source language, and the first other one.  ``document`` and
    ``status`` keep the units whose ``x-document`` (``NAME*``: that begin so) or ``x-status`` is so.  ``named`` gives
    each unit an id that is its own among all units of the memory, whichever are chosen.  Raises BitextError where
    there is no unit to give.
    """
    filters = Filters(document=document, status=status)
    with every(path) as (header, units):
        if named:
            units = ((name, replace(unit, tuid=name)) for name, unit in units)
        chosen = (unit for _, unit in units if _takes(filters, unit))
        yield _paired(path, chosen, header, source_lang, target_lang)


def is_tmx(path: str) -> bool:
    """Whether a memory is a TMX file and no store, by its name.

    >>> is_tmx("un.tmx.gz"), is_tmx("un.db")
    (True, False)
    """
    return path.lower().endswith((".tmx", ".tmx.gz"))


@contextmanager
def every(path: str) -> Iterator[tuple[tmx.Header, Iterator[tuple[str, tmx.Unit]]]]:
    """The header of a memory, and all its units, each with a name of its own."""
    if is_tmx(path):
        memory = tmx.load(path)
        yield memory.header, edits.named((f"unit-{number}", unit) for number, unit in enumerate(memory, 1))
        return
    with open_store(path) as store:
        yield tmx.Header(srclang="*all*"), edits.named((f"db-{s.id}", s.unit) for s in store.units())


def _takes(filters: Filters, unit: tmx.Unit) -> bool:
    document = unit.prop("x-document") or ""
    name = filters.document
    named = document.startswith(name[:-1]) if name.endswith("*") else document == name
    return (not name or named) and (not filters.status or unit.prop("x-status") == filters.status)


def _paired(path: str, units: Iterable[tmx.Unit], header: tmx.Header, source: str, target: str) -> Units:
    """The units that have both languages; the first one is looked for now, so that an empty export is refused."""
    iterator = iter(units)
    passed: list[tmx.Unit] = []
    langs: list[str] = []
    for unit in iterator:
        passed.append(unit)
        langs += [variant.lang for variant in unit.variants]
        source = source or (header.srclang if header.srclang != "*all*" else langs[0])
        target = target or next((lang for lang in langs if not same_language(lang, source)), "")
        if target and unit.variant(source) and unit.variant(target):
            break
    else:
        have = ", ".join(dict.fromkeys(langs)) or "none"
        wanted = f"no unit in {source or 'two languages'}" + (f" and {target}" if target else "")
        raise BitextError(f"{wanted}; its languages: {have}", path=path, remedy="check --source-lang and the filters")
    return Units(_both(passed, iterator, source, target), source, target, header)


def _both(passed: list[tmx.Unit], rest: Iterator[tmx.Unit], source: str, target: str) -> Iterator[tmx.Unit]:
    for units in (passed, rest):
        for unit in units:
            if unit.variant(source) and unit.variant(target):
                yield unit
