"""Memories as PO catalogues (GNU gettext), by polib.

``msgctxt`` is the property ``x-context``, the one property that Weblate keeps of a TMX file; translators' comments
are notes; a fuzzy entry is a unit with ``x-status`` ``fuzzy``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tmx import Header, Memory, Note, Property, Unit, Variant
from toolkit.exchange.pairs import in_both
from toolkit.model import BitextError

_CHARSET = re.compile(rb"Content-Type:[^\n]*?charset=([A-Za-z0-9._-]+)", re.I)


def write_po(units: Iterable[Unit], source: str, target: str) -> str:
    """The units that have both languages as a catalogue that ``msgfmt --check`` accepts.

    A catalogue holds a source text once in a context: of several translations the first is taken and the others
    are told in a comment.

    >>> unit = Unit((Variant.of("en", "Yes"), Variant.of("ar", "نعم")))
    >>> write_po([unit], "en", "ar").splitlines()[-3:-1]
    ['msgid "Yes"', 'msgstr "نعم"']
    """
    import polib

    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = _metadata(target)
    entries: dict[tuple[str | None, str], Any] = {}
    for unit in in_both(units, source, target):
        text, translation = (variant.text for lang in (source, target) if (variant := unit.variant(lang)))
        key = (unit.prop("x-context"), text)
        if not text or not translation:
            continue
        if key not in entries:
            entries[key] = _entry(polib, unit, text, _same_ends(translation, text))
        elif (other := _same_ends(translation, text)) != entries[key].msgstr:
            remark = f"also translated: {other}"
            entries[key].tcomment = "\n".join(filter(None, (entries[key].tcomment, remark)))
    catalogue.extend(entries.values())
    return f"{catalogue}\n"


def _metadata(target: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "bitext-toolkit",
        "PO-Revision-Date": "2000-01-01 00:00+0000",
        "Last-Translator": "none",
        "Language-Team": "none",
        "Language": target.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def _entry(polib: Any, unit: Unit, text: str, translation: str) -> Any:
    entry = polib.POEntry(msgid=text, msgstr=translation, msgctxt=unit.prop("x-context"))
    entry.tcomment = "\n".join(note.text for note in unit.notes)
    if unit.prop("x-status") == "fuzzy":
        entry.flags.append("fuzzy")
    return entry


def _same_ends(translation: str, text: str) -> str:
    """A translation that begins and ends with a line break where the source does, as gettext demands."""
    inner = translation.strip("\n")
    return "\n" * text.startswith("\n") + inner + "\n" * text.endswith("\n")


def read_po(data: bytes, source: str, target: str | None = None, path: object = None) -> Memory:
    """The translated entries of a catalogue; obsolete and untranslated ones are left out.

    ``source`` is the language of the ``msgid``, which the format does not say; ``target`` is the catalogue's
    ``Language`` unless given.  Of plural forms, the first goes with ``msgid`` and each other one with
    ``msgid_plural``.  Raises BitextError for what is no catalogue and where no target language is known.
    """
    import polib

    try:
        catalogue = polib.pofile(_decoded(data, path) + "\n", wrapwidth=0)
    except (OSError, ValueError, UnicodeError, IndexError) as error:
        found = re.search(r"\(line (\d+)\)", str(error))
        line = int(found[1]) if found else None
        raise BitextError("no readable PO catalogue", path=path, line=line, remedy="check it: msgfmt -c") from error
    lang = target or catalogue.metadata.get("Language", "").replace("_", "-")
    if not lang:
        raise BitextError("the catalogue does not name its language", path=path, remedy="say --target-lang")
    units = [unit for entry in catalogue if not entry.obsolete for unit in _units(entry, source, lang)]
    if not units and data.strip() and not len(catalogue) and not catalogue.metadata:
        raise BitextError("no readable PO catalogue", path=path, remedy="give a .po file")
    return Memory(Header(srclang=source), units)


def _decoded(data: bytes, path: object) -> str:
    declared = _CHARSET.search(data)
    charset = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return data.decode("utf-8-sig" if charset.upper() in ("UTF-8", "CHARSET") else charset)
    except LookupError:
        raise BitextError(f"the charset {charset!r} is unknown", path=path, remedy="save it as UTF-8") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BitextError(f"not {charset}", path=path, line=line, remedy="save it as UTF-8") from error


def _units(entry: Any, source: str, target: str) -> Iterator[Unit]:
    named = {"x-context": entry.msgctxt, "x-status": "fuzzy" if "fuzzy" in entry.flags else None}
    props = tuple(Property(name, text) for name, text in named.items() if text)
    notes = tuple(Note(text) for text in (entry.tcomment,) if text)
    forms = sorted(entry.msgstr_plural.items())
    pairs = [(entry.msgid if not number else entry.msgid_plural, text) for number, text in forms]
    for text, translation in dict.fromkeys(pairs or [(entry.msgid, entry.msgstr)]):
        if text and translation:
            yield Unit((Variant.of(source, text), Variant.of(target, translation)), props=props, notes=notes)
