"""DOCX: paragraphs with the numbers that Word computes, tables cell by cell, notes tied to their marks.

Left out: page headers and footers, hidden text, comments, fields' codes; of tracked changes the view not asked for.
Nothing outside the file is ever opened.  Source: ECMA-376, part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

from toolkit.read.archive import Archive
from toolkit.read.docx.body import BodyReader
from toolkit.read.docx.notes import Notes
from toolkit.read.docx.numbering import Numbering
from toolkit.read.docx.paragraph import View
from toolkit.read.docx.parts import child, open_package
from toolkit.read.docx.styles import Styles
from toolkit.read.passages import Reading, clean

__all__ = ["read_docx"]


def read_docx(archive: Archive, *, original: bool = False) -> Reading:
    """Read a Word document: as if all tracked changes were accepted, or as the ``original`` stood before them.

    Raises BitextError for a package without a document, or with parts that are no sound XML.
    """
    package = open_package(archive)
    document = package.archive.xml(package.main)
    styles = Styles(package.part("styles"))
    notes = Notes.of(package)
    reader = BodyReader(styles, Numbering(package.part("numbering"), styles.list_styles()), View(original), notes)
    body = child(document, "body")
    passages = reader.read(body) if body is not None else []
    heads = tuple(clean("".join(part.itertext("{*}t"))) for part in package.parts("header"))
    return Reading(tuple(passages), heads=heads)
