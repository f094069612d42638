"""XLIFF 1.2, 2.0 and 2.1 as a source: each unit or segment by its id, the source or the target side.

Source: OASIS XLIFF 1.2, 2.2 (trans-unit) and XLIFF 2.1, 4.2 (unit, segment).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.languages.tags import base
from toolkit.model import BitextError, BlockKind
from toolkit.read.passages import Passage, Reading, clean
from toolkit.safe_xml import local_name, parse_xml

#: Inline elements whose content is code, not text (1.2), and that stand for nothing but a code (2.x).
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "sub", "x", "bx", "ex", "sc", "ec", "cp", "note", "em", "sm"})


def read_xliff(data: bytes, path: str = "", lang: str | None = None) -> Reading:
    """Read XLIFF; ``lang`` chooses the side, else the source is read.

    Raises BitextError for another version, or where the file does not hold ``lang``.
    """
    root = parse_xml(data, path)
    version = root.get("version") or ""
    if version.startswith("2."):
        languages = (root.get("srcLang") or "", root.get("trgLang") or "")
        units = _units_of_2(root)
    elif version in ("1.0", "1.1", "1.2"):
        first = next((found for found in root.iter() if local_name(found) == "file"), None)
        languages = tuple((first.get(f"{side}-language") or "") if first is not None else "" for side in _SIDES)  # type: ignore[assignment]
        units = _units_of_1(root)
    else:
        raise BitextError(f"XLIFF version {version or 'unknown'}", path=path, remedy="give XLIFF 1.2, 2.0 or 2.1")
    side = _side(languages, lang, path)
    passages = []
    for key, unit in units:
        found = next((child for child in unit if local_name(child) == _SIDES[side]), None)
        text = clean(_text(found)) if found is not None else ""
        if text:
            passages.append(Passage((text,), BlockKind.UNIT, key))
    if not passages:
        raise BitextError(
            f"no {_SIDES[side]} text in this file", path=path, remedy="translate it first, or name the other language"
        )
    return Reading(tuple(passages), lang=languages[side])


_SIDES = ("source", "target")


def _side(languages: tuple[str, str], lang: str | None, path: str) -> int:
    """0 for the source, 1 for the target."""
    if not lang or not languages[0] or base(lang) == base(languages[0]):
        return 0
    if languages[1] and base(lang) == base(languages[1]):
        return 1
    held = " and ".join(filter(None, languages))
    raise BitextError(f"holds {held}, not {lang}", path=path, remedy="name one of its languages")


def _units_of_1(root: Any) -> Iterator[tuple[str, Any]]:
    files = [found for found in root.iter() if local_name(found) == "file"]
    for number, file in enumerate(files, 1):
        prefix = f"{number}." if len(files) > 1 else ""
        for unit in file.iter():
            if local_name(unit) == "trans-unit":
                yield f"x-{prefix}{unit.get('id') or ''}", unit


def _units_of_2(root: Any) -> Iterator[tuple[str, Any]]:
    files = [found for found in root.iter() if local_name(found) == "file"]
    for number, file in enumerate(files, 1):
        prefix = f"{number}." if len(files) > 1 else ""
        for unit in file.iter():
            if local_name(unit) != "unit":
                continue
            segments = [child for child in unit if local_name(child) in ("segment", "ignorable")]
            for place, segment in enumerate(segments, 1):
                name = f"{unit.get('id') or ''}" + (f".{segment.get('id') or place}" if len(segments) > 1 else "")
                yield f"x-{prefix}{name}", segment


def _text(element: Any) -> str:
    """The text of a source or target, without inline codes."""
    parts = [element.text or ""]
    for child in element:
        if local_name(child) == "cp":
            parts.append(_character(child.get("hex") or ""))
        elif local_name(child) not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _character(code: str) -> str:
    """A character that XML cannot hold is left out; one that it can is written."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if 0x20 <= value < 0xD800 else ""
