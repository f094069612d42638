"""Memories as tables for a spreadsheet program: CSV, TSV, XLSX; out, and back after somebody worked on them.

One row a unit.  The heading names each column: a language tag (``ar``, ``en-US``) holds the text in that language;
``tuid``, ``creationdate``, ``creationid``, ``changedate``, ``changeid`` are attributes of the unit; ``note`` is a
note; ``x-document`` and the like are properties, and a property whose type does not begin with ``x-`` is called
``prop:TYPE``.  A column may stand twice when units have two values.  Inline codes do not fit and are left out
(:func:`toolkit.exchange.pairs.left_out` says so).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tmx import Header, Memory, Note, Property, Unit, Variant
from tmx.tags import canonical
from toolkit.exchange.pairs import in_both
from toolkit.languages.tags import is_right_to_left
from toolkit.model import BitextError
from toolkit.sheets import read_rows, write_rows

_ATTRIBUTES = ("creationdate", "creationid", "changedate", "changeid")


def write_table(units: Iterable[Unit], form: str, source: str, target: str) -> bytes:
    """The units that have both languages as the bytes of a ``csv``, ``tsv`` or ``xlsx`` table.

    >>> memory = [Unit((Variant.of("ar", "نعم"), Variant.of("en", "Yes")), "1")]
    >>> write_table(memory, "csv", "ar", "en").decode("utf-8-sig").splitlines()
    ['tuid,ar,en', '1,نعم,Yes']
    """
    kept = in_both(units, source, target)
    extras = [_extras(unit) for unit in kept]
    columns = _columns(extras)
    rows = [("tuid", source, target, *columns)]
    for unit, extra in zip(kept, extras, strict=True):
        texts = [variant.text for lang in (source, target) if (variant := unit.variant(lang))]
        rows.append((unit.tuid or "", *texts, *_in_columns(extra, columns)))
    return write_rows(rows, form, right_to_left=is_right_to_left(source))


def _extras(unit: Unit) -> list[tuple[str, str]]:
    """What a unit has beside its texts: (column, value), in the order of the columns."""
    found = [(name, value) for name in _ATTRIBUTES if (value := getattr(unit, name)) is not None]
    found += [("note", note.text) for note in unit.notes]
    return found + [(_column(prop.type), prop.text) for prop in unit.props]


def _column(type_: str) -> str:
    return type_ if type_.startswith("x-") else f"prop:{type_}"


def _columns(extras: Iterable[list[tuple[str, str]]]) -> list[str]:
    """Every column as often as some unit needs it, in the order in which they come up."""
    most: dict[str, int] = {}
    for extra in extras:
        for name, count in Counter(name for name, _ in extra).items():
            most[name] = max(count, most.get(name, 0))
    return [name for name, count in most.items() for _ in range(count)]


def _in_columns(extra: list[tuple[str, str]], columns: Iterable[str]) -> list[str]:
    waiting: dict[str, list[str]] = {}
    for name, value in extra:
        waiting.setdefault(name, []).append(value)
    return [waiting[name].pop(0) if waiting.get(name) else "" for name in columns]


def read_table(data: bytes, form: str, path: object = None) -> Memory:
    """The memory in a table; the first column that names a language is the source.

    A row with fewer than two texts is no unit and becomes no unit.  Raises BitextError when fewer than two columns
    are named by a language, and for what is no such table.
    """
    rows = read_rows(data, form, path)
    line, heading = next(rows, (1, ()))
    languages = [cell.strip() for cell in heading if _is_language(cell.strip())]
    if len(languages) < 2:
        raise BitextError(
            "fewer than two columns are named by a language",
            path=path,
            line=line,
            remedy="name the columns in the first row by their tags, such as ar and en",
        )
    units = [_unit(heading, row) for _, row in rows]
    return Memory(Header(srclang=languages[0]), [unit for unit in units if len(unit.variants) > 1])


def _is_language(cell: str) -> bool:
    from babel import Locale

    tag = canonical(cell)
    return len(tag) > 1 and tag.split("-")[0] in Locale("en").languages and all(map(str.isalnum, tag.split("-")))


def _unit(heading: Sequence[str], row: Sequence[str]) -> Unit:
    variants, props, notes = [], [], []
    attributes: dict[str, str] = {}
    for name, value in zip(map(str.strip, heading), row, strict=False):
        if not value:
            continue
        if name == "note":
            notes.append(Note(value))
        elif name.startswith(("x-", "prop:")):
            props.append(Property(name.removeprefix("prop:"), value))
        elif name in ("tuid", *_ATTRIBUTES):
            attributes[name] = value
        elif _is_language(name):
            variants.append(Variant.of(name, value))
    tuid = attributes.pop("tuid", None)
    return Unit(tuple(variants), tuid, tuple(props), tuple(notes), tuple(attributes.items()))
