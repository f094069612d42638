"""The files that can be filled from a memory: one table, one shape for all of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from toolkit.model import BitextError
from toolkit.xliff import Filling, State, XliffSegment

#: Ending -> form.  The last four are XLIFF 1.2 as Trados, memoQ, Phrase and Wordfast call it.
ENDINGS = {
    "txt": "text",
    "docx": "docx",
    "po": "po",
    "pot": "po",
    **dict.fromkeys(("xlf", "xliff", "sdlxliff", "mqxliff", "mxliff", "txlf"), "xliff"),
}


class Translatable(Protocol):
    """A file with segments to fill; ``target_lang`` is empty where the file names none."""

    @property
    def segments(self) -> tuple[XliffSegment, ...]:
        """Every segment, in the order of the file."""
        ...

    @property
    def source_lang(self) -> str:
        """The language of the sources."""
        ...

    @property
    def target_lang(self) -> str:
        """The language of the targets, or empty."""
        ...

    @property
    def path(self) -> str:
        """The name of the file."""
        ...

    def states(self) -> Mapping[str, State]:
        """How far each segment is now, fillings included, as the form can say it: a unit of several segments has one
        state, and so have the plural forms of a PO entry.  Empty where the form has no states.
        """
        ...

    def filled(self, fillings: Mapping[str, Filling], *, target_lang: str = "") -> bytes:
        """The bytes of the file with fillings, by segment id; a file is filled once."""
        ...


def read_translatable(path: str, *, source_lang: str = "", form: str = "", sentences: bool = False) -> Translatable:
    """Read a file that can be filled; ``-`` is standard input, as text unless ``form`` says otherwise.

    ``source_lang`` serves the forms that do not name it (text, DOCX, PO); ``sentences`` cuts lines of text into
    sentences, as Word documents always are.  Raises BitextError for an ending that is none of ours and for a file
    that cannot be read as what it claims.
    """
    form = form or form_of(path)
    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    name = "standard input" if path == "-" else path
    if form == "xliff":
        from toolkit.xliff import read_bytes

        return read_bytes(data, name)
    if form == "docx":
        from toolkit.exchange.docx_file import read_docx

        return read_docx(name, data, lang=source_lang)
    if form == "po":
        from toolkit.exchange.po_file import read_po

        return read_po(name, data, source_lang=source_lang)
    from toolkit.exchange.text_file import read_text

    return read_text(name, data, lang=source_lang, sentences=sentences)


def form_of(path: str) -> str:
    """The form of a file by its ending: ``text``, ``po`` or ``xliff``.

    >>> form_of("Report.SDLXLIFF"), form_of("-")
    ('xliff', 'text')
    """
    if path == "-":
        return "text"
    ending = Path(path).suffix.lower().lstrip(".")
    if ending not in ENDINGS:
        known = ", ".join(f".{name}" for name in ENDINGS)
        raise BitextError("this ending names no file that can be filled", path=path, remedy=f"use {known}")
    return ENDINGS[ending]


def languages_of(file: Translatable, source_lang: str = "", target_lang: str = "") -> tuple[str, str]:
    """The languages to translate between: what the file says, else what was asked for.

    Raises BitextError where the file says another language than was asked for, or no target language is known.
    """
    from tmx.tags import same_language

    for said, asked, option in (
        (file.source_lang, source_lang, "--source-lang"),
        (file.target_lang, target_lang, "--target-lang"),
    ):
        if said and asked and not same_language(said, asked):
            raise BitextError(
                f"is {said}, not {asked}", path=file.path, remedy=f"leave out {option}, or give another file"
            )
    source, target = file.source_lang or source_lang, file.target_lang or target_lang
    if not target:
        raise BitextError("names no target language", path=file.path, remedy="give --target-lang")
    if same_language(source, target):
        raise BitextError(f"source and target are both {source}", path=file.path, remedy="give another --target-lang")
    return source, target
