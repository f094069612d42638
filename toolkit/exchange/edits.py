"""Edits that somebody made in an exported file, back into the memory that it was exported from, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import tmx
from tmx.tags import same_language

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
    not changed, and keeps its inline codes.  A form without ids (PO) is matched by source text.  Units that the file
    left out stay as they are.  ``units`` are those of the memory with their names (:func:`named`).
    """
    back = {unit.tuid or _text(unit, source): unit for unit in edited}
    made: list[tmx.Unit] = []
    changed = confirmed = missing = flattened = 0
    for name, given in units:
        came = back.pop(name, None) or back.pop(_text(given, source), None)
        if came is None:
            missing += 1
            made.append(given)
            continue
        variants = tuple(_edited(variant, came, (source, target)) for variant in given.variants)
        new = variants != given.variants
        flattened += sum(_coded(old) and not _coded(now) for old, now in zip(given.variants, variants, strict=True))
        status = "confirmed" if new else came.prop("x-status") or given.prop("x-status")
        changed += new
        confirmed += not new and status == "confirmed" != given.prop("x-status")
        notes = came.notes or given.notes
        made.append(replace(given, variants=variants, props=_with_status(given.props, status), notes=notes))
    return made, Edits(changed, confirmed, tuple(sorted(back)), missing, flattened)


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
