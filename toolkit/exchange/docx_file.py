"""A Word document to be translated: its paragraphs sentence by sentence, in body, notes, headers and footers."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from toolkit.exchange.docx_text import Paragraph, read_paragraph, write_paragraph
from toolkit.languages.identify import identify
from toolkit.languages.tags import is_right_to_left
from toolkit.model import BitextError
from toolkit.read.archive import Archive
from toolkit.segment.rules import UN_RULES, load_rules
from toolkit.xliff import Code, Content, Filling, State, XliffSegment, joined, text_of

_PARTS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_MOST = 1 << 30  # bytes of all parts together, pictures and all


@dataclass(frozen=True, slots=True)
class DocxFile:
    """A document and its segments; ``skipped`` paragraphs have tracked changes, which must be decided first."""

    segments: tuple[XliffSegment, ...]
    source_lang: str
    target_lang: str = ""
    path: str = ""
    data: bytes = field(default=b"", repr=False)
    roots: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    paragraphs: tuple[tuple[Paragraph, tuple[Content, ...]], ...] = field(default=(), compare=False, repr=False)

    def states(self) -> Mapping[str, State]:
        """None: this form has no states."""
        return {}

    def filled(self, fillings: Mapping[str, Filling], *, target_lang: str = "") -> bytes:
        """The document with fillings; drafts are highlighted, what has no filling stays in the source language.

        A paragraph whose sentences are all filled takes the direction of the target language.
        """
        rtl = is_right_to_left(target_lang)
        numbers = iter(range(len(self.segments)))
        for paragraph, pieces in self.paragraphs:
            parts: list[str | Code] = []
            drafts: set[int] = set()
            missing = touched = False
            for piece in pieces:
                filling = fillings.get(self.segments[next(numbers)].id) if text_of(piece).strip() else None
                target = filling.target if filling and filling.target is not None else None
                touched |= target is not None
                missing |= target is None and any(map(str.isalpha, text_of(piece)))
                if filling and filling.state is State.DRAFT:
                    drafts |= set(range(len(parts), len(parts) + len(target or ())))
                parts += piece if target is None else target
            if touched:
                write_paragraph(paragraph, tuple(parts), None if missing else rtl, frozenset(drafts))
        return self._package()

    def _package(self) -> bytes:
        """The zip again: members in their order, those that were not touched to the byte, no date of today."""
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(made, "w") as new:
            for info in old.infolist():
                fresh = zipfile.ZipInfo(info.filename, info.date_time)
                fresh.compress_type, fresh.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
                root = self.roots.get(info.filename)
                if root is not None:
                    new.writestr(fresh, etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
                    continue
                with old.open(info) as source, new.open(fresh, "w") as target:
                    shutil.copyfileobj(source, target)
        return made.getvalue()


def read_docx(path: str, data: bytes, *, lang: str = "") -> DocxFile:
    """Read a document.  Raises BitextError for what is no sound DOCX, and for one without text."""
    archive = Archive(data, path)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(info.file_size for info in package.infolist())
    if size > _MOST:
        raise BitextError(f"unpacks to {size >> 20} MB", path=path, remedy="take the pictures out")
    names = [name for name in archive.names if _PARTS.fullmatch(name)]
    if "word/document.xml" not in names:
        raise BitextError("has no word/document.xml", path=path, remedy="save it as DOCX")
    roots = {name: archive.xml(name) for name in sorted(names, key=lambda name: (name != "word/document.xml", name))}
    found = [paragraph for root in roots.values() for paragraph in _paragraphs(root)]
    text = "\n".join(text_of(paragraph.content) for paragraph in found)
    if not text.strip():
        raise BitextError("the file has no text", path=path, remedy="give a document with text")
    lang = lang or identify(text)
    cut = [(paragraph, _sentences(paragraph.content, lang)) for paragraph in found]
    sources = [
        (f"{place}.{number}", piece)
        for place, (_, pieces) in enumerate(cut, 1)
        for number, piece in enumerate(pieces, 1)
        if text_of(piece).strip()
    ]
    original = Path(path).name
    segments = tuple(XliffSegment(name, piece, source_lang=lang, original=original) for name, piece in sources)
    return DocxFile(segments, lang, "", path, data, roots, tuple(cut))


def _paragraphs(root: Any) -> Iterator[Paragraph]:
    """The paragraphs with text; one that holds others (a text box) is left to these."""
    for element in root.iter("{*}p"):
        if etree.QName(element).namespace == etree.QName(root).namespace and not _holds_others(element):
            paragraph = read_paragraph(element)
            if paragraph is not None:
                yield paragraph


def _holds_others(element: Any) -> bool:
    return any(other is not element for other in element.iter(element.tag))


def _sentences(content: Content, lang: str) -> tuple[Content, ...]:
    """The content cut into sentences, blanks between them apart; nothing is cut inside a tag."""
    text = text_of(content)
    edges = [edge for start, end in load_rules(UN_RULES).cut(text, lang) for edge in (start, end)]
    pieces: list[list[str | Code]] = [[]]
    offset = 0
    for part in content:
        if not isinstance(part, str):
            pieces[-1].append(part)
            offset += len(text_of((part,)))
            continue
        here = [edge - offset for edge in edges if 0 < edge - offset < len(part)]
        for start, end in zip([0, *here], [*here, len(part)], strict=True):
            if start:
                pieces.append([])
            pieces[-1].append(part[start:end])
        offset += len(part)
        if offset in edges and offset < len(text):
            pieces.append([])
    return tuple(joined(*piece) for piece in pieces if piece)
