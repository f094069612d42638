"""PO files (GNU gettext): each entry is a unit; the source strings, or the translations in the language asked for."""

from __future__ import annotations

import re
from typing import Any

from toolkit.languages.tags import base
from toolkit.model import BitextError, BlockKind
from toolkit.read.encoding import decode
from toolkit.read.passages import Passage, Reading, clean

_CHARSET_RE = re.compile(rb"charset=([A-Za-z0-9_.:-]+)")
_LANGUAGE_RE = re.compile(r'"Language:\s*([A-Za-z_@-]+)')
_STRING_RE = re.compile(r'^\s*(?:msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)\s+)?"')
_SOUND_RE = re.compile(r'^\s*(?:msg\w+(?:\[\d+\])?\s+)?"(?:[^"\\]|\\.)*"\s*$')


def read_po(data: bytes, path: str = "", lang: str | None = None) -> Reading:
    """Read a PO file: its translations where ``lang`` is the language of its header, else its source strings.

    Obsolete and fuzzy translations, and the header, are left out.  Raises BitextError for a string that does not end,
    a character set that does not fit, or an entry that is no PO.
    """
    text, encoding = _text(data, path)
    _check_strings(text, path)
    entries = _entries(text, path)
    found = _LANGUAGE_RE.search(text)
    target = found[1].replace("_", "-") if found else ""
    translated = bool(lang and target and base(lang) == base(target))
    passages = []
    for number, entry in enumerate(entries, 1):
        if entry.obsolete or (translated and entry.fuzzy):
            continue
        plural = [entry.msgstr_plural[place] for place in sorted(entry.msgstr_plural)]
        texts = (plural or [entry.msgstr]) if translated else [entry.msgid, entry.msgid_plural]
        for place, string in enumerate(texts):
            if clean(string):
                key = f"m-{number}" if len(texts) == 1 or not place else f"m-{number}-{place + 1}"
                passages.append(Passage((clean(string),), BlockKind.UNIT, key))
    return Reading(tuple(passages), lang=target if translated else "", encoding=encoding)


def _text(data: bytes, path: str) -> tuple[str, str]:
    """The text in the character set that the header names; without one, by its bytes."""
    named = _CHARSET_RE.search(data[:4096])
    if not named or named[1].upper() == b"CHARSET":
        decoded = decode(data, path)
        return decoded.text, decoded.encoding
    encoding = named[1].decode("ascii")
    try:
        return data.decode(encoding).lstrip("\ufeff"), encoding.lower()
    except LookupError as error:
        raise BitextError(f"the header names a character set {encoding!r} that does not exist", path=path) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BitextError(
            f"the header says {encoding}, but the text is not in it", path=path, line=line, remedy="save it as UTF-8"
        ) from error


def _check_strings(text: str, path: str) -> None:
    """polib reads past a string that does not end; we do not."""
    for number, line in enumerate(text.splitlines(), 1):
        if _STRING_RE.match(line) and not _SOUND_RE.match(line):
            raise BitextError("a string does not end", path=path, line=number, remedy='close it with a "')


def _entries(text: str, path: str) -> list[Any]:
    import polib

    try:
        return list(polib.pofile(text + "\n"))
    except (OSError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise BitextError(
            "not a sound PO file", path=path, line=int(found[1]) if found else None, remedy="run msgfmt --check on it"
        ) from error
