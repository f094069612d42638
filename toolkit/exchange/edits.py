"""Edits that somebody made in an exported file, back into the memory that it was exported from, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import tmx
from tmx.tags import same_language
from toolkit.memory.neighbours import Edit, Neighbours
from toolkit.memory.store import Store

#: How exports name units that have no tuid of their own: by their place in a file, or by their number in a store.
SPARE_NAME = r"(?:unit|db)-\d+"


@dataclass(frozen=True, slots=True)
class Edits:
    """What came back: units ``changed``, units ``confirmed`` without a change, ids that the memory does not have
    (``unknown``), units that the file left out (``missing``), and changed texts that lost their inline codes, since a
    table holds none (``flattened``).
    """

    changed: int = 0
    confirmed: int = 0
    unknown: tuple[str, ...] = ()
    missing: int = 0
    flattened: int = 0


def named(units: Iterable[tuple[str, tmx.Unit]]) -> Iterator[tuple[str, tmx.Unit]]:
    """All units of a memory, each with a name of its own: its tuid, or the one given beside it.

    >>> [name for name, _ in named([("1", tmx.Unit((), "a")), ("2", tmx.Unit((), "a")), ("3", tmx.Unit(()))])]
    ['a', '2', '3']
    """
    seen: set[str] = set()
    for spare, unit in units:
        name = unit.tuid if unit.tuid and unit.tuid not in seen else spare
        seen.add(name)
        yield name, unit


def take_back(
    units: Iterable[tuple[str, tmx.Unit]], edited: Iterable[tmx.Unit], source: str, target: str
) -> tuple[list[tmx.Unit], Edits]:
    """The units of a memory with the texts, the status and the notes of an edited export.

    A unit whose text was changed is ``confirmed``: a person has worked on it.  A text that differs only in blanks is
    not changed, and keeps its inline codes.  The units before and after a changed text get it as their neighbour's
    (``x-context-pre``, ``x-context-post``).  A form without ids (PO) is matched by source text.  Units that the file
    left out stay as they are.  ``units`` are those of the memory with their names (:func:`named`).
    """
    back = _Back(edited, source, target)
    made = [(given, back.merged(name, given)) for name, given in units]
    neighbours = Neighbours(Edit(_document(old), old, new) for old, new in made if new is not old)
    return [neighbours.followed(_document(old), old, new) for old, new in made], back.edits()


def _document(unit: tmx.Unit) -> str:
    return unit.prop("x-document") or ""


def take_back_into(store: Store, edited: Iterable[tmx.Unit], source: str, target: str) -> Edits:
    """Take the edits of an export into the store that it was made from, all at once or none.

    As :func:`take_back` has it; the units that changed keep their ids and origins, and their old texts are gone
    (:meth:`toolkit.memory.store.Store.replace`).  Raises BitextError as that does.
    """
    back = _Back(edited, source, target)
    ids: list[int] = []

    def known() -> Iterator[tuple[str, tmx.Unit]]:
        for stored in store.units():
            ids.append(stored.id)
            yield f"db-{stored.id}", stored.unit

    changed = [(ids[-1], now) for name, unit in named(known()) if (now := back.merged(name, unit)) != unit]
    store.replace(changed)
    return back.edits()


class _Back:
    """What came back, and what was made of it so far."""

    def __init__(self, edited: Iterable[tmx.Unit], source: str, target: str) -> None:
        self._langs = (source, target)
        self._back = {unit.tuid or _text(unit, source): unit for unit in edited}
        self._changed = self._confirmed = self._missing = self._flattened = 0

    def merged(self, name: str, given: tmx.Unit) -> tmx.Unit:
        """A unit of the memory with what came back for it."""
        came = self._back.pop(name, None) or self._back.pop(_text(given, self._langs[0]), None)
        if came is None:
            self._missing += 1
            return given
        variants = tuple(_edited(variant, came, self._langs) for variant in given.variants)
        new = variants != given.variants
        self._flattened += sum(
            _coded(old) and not _coded(now) for old, now in zip(given.variants, variants, strict=True)
        )
        before = given.prop("x-status")
        status = "confirmed" if new else came.prop("x-status") or before
        self._changed += new
        self._confirmed += not new and status == "confirmed" != before
        props = given.props if status == before and not new else _with_status(given.props, status)
        return replace(given, variants=variants, props=props, notes=_notes(given, came))

    def edits(self) -> Edits:
        """What was done, once every unit of the memory has been asked for."""
        return Edits(self._changed, self._confirmed, tuple(sorted(self._back)), self._missing, self._flattened)


def _notes(given: tmx.Unit, came: tmx.Unit) -> tuple[tmx.Note, ...]:
    """The notes that came back; the same ones keep what the form of the export cannot hold."""
    same = [note.text for note in came.notes] == [note.text for note in given.notes]
    return given.notes if same or not came.notes else came.notes


def _text(unit: tmx.Unit, lang: str) -> str:
    """What names a unit in a form that holds no ids: its source text."""
    variant = unit.variant(lang)
    return " ".join(variant.text.split()) if variant else ""


def _edited(variant: tmx.Variant, came: tmx.Unit, langs: tuple[str, str]) -> tmx.Variant:
    """A variant with the text that came back for it; the same text leaves it as it is."""
    wanted = any(same_language(variant.lang, lang) for lang in langs)
    now = came.variant(variant.lang) if wanted else None
    if now is None:
        return variant
    same = now.text.split() == variant.text.split() and not _coded(now)
    return variant if same else replace(variant, content=now.content)


def _coded(variant: tmx.Variant) -> bool:
    return any(not isinstance(part, str) for part in variant.content)


def _with_status(props: tuple[tmx.Property, ...], status: str | None) -> tuple[tmx.Property, ...]:
    if status is None:
        return props
    if any(prop.type == "x-status" for prop in props):
        return tuple(replace(prop, text=status) if prop.type == "x-status" else prop for prop in props)
    return (*props, tmx.Property("x-status", status))
