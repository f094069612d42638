"""XLIFF 1.2, 2.0, 2.1 and 2.2 as a document: each segment by its id, the source or the target side."""

from __future__ import annotations

from toolkit import xliff
from toolkit.languages.tags import base
from toolkit.model import BitextError, BlockKind
from toolkit.read.passages import Passage, Reading, clean


def read_xliff(data: bytes, path: str = "", lang: str | None = None) -> Reading:
    """Read XLIFF; ``lang`` chooses the side, else the source is read.  Inline codes are left out, marked text is not.

    Raises BitextError for what :func:`toolkit.xliff.read_bytes` refuses, or where the file does not hold ``lang``.
    """
    file = xliff.read_bytes(data, path)
    languages = (file.source_lang, file.target_lang)
    side = _side(languages, lang, path)
    passages = []
    for segment in file.segments:
        text = clean(xliff.text_of((segment.target or ()) if side else segment.source))
        if text:
            passages.append(Passage((text,), BlockKind.UNIT, f"x-{segment.id}"))
    if not passages:
        name = "target" if side else "source"
        raise BitextError(
            f"no {name} text in this file", path=path, remedy="translate it first, or name the other language"
        )
    return Reading(tuple(passages), lang=languages[side])


def _side(languages: tuple[str, str], lang: str | None, path: str) -> int:
    """0 for the source, 1 for the target."""
    if not lang or base(lang) == base(languages[0]):
        return 0
    if languages[1] and base(lang) == base(languages[1]):
        return 1
    held = " and ".join(filter(None, languages))
    raise BitextError(f"holds {held}, not {lang}", path=path, remedy="name one of its languages")
