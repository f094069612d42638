"""ODT and flat ODF: paragraphs with computed numbers, tables cell by cell, notes, text boxes, tracked changes.

Source: OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from typing import Any

from toolkit.model import BitextError
from toolkit.read.archive import Archive
from toolkit.read.odt.body import BodyReader
from toolkit.read.odt.styles import Styles
from toolkit.read.passages import Reading, clean
from toolkit.safe_xml import local_name, parse_xml

__all__ = ["read_flat_odt", "read_odt"]


def read_odt(archive: Archive, *, original: bool = False) -> Reading:
    """Read an OpenDocument text; ``original`` as it stood before tracked changes.

    Raises BitextError where it has no content or is encrypted.
    """
    manifest = archive.optional_xml("META-INF/manifest.xml")
    if manifest is not None and any(local_name(found) == "encryption-data" for found in manifest.iter()):
        raise BitextError("is locked with a password", path=archive.path, remedy="save it without one")
    content = archive.xml("content.xml")
    return _read([content, archive.optional_xml("styles.xml")], content, original, archive.path)


def read_flat_odt(data: bytes, path: str = "", *, original: bool = False) -> Reading:
    """Read a flat OpenDocument file (.fodt)."""
    root = parse_xml(data, path)
    return _read([root], root, original, path)


def _read(sheets: list[Any | None], content: Any, original: bool, path: str) -> Reading:
    roots = [root for root in sheets if root is not None]
    body = next((found for found in content.iter() if local_name(found) == "text" and _is_body(found)), None)
    if body is None:
        raise BitextError("is no OpenDocument text", path=path, remedy="give an ODT, DOCX, PDF or text file")
    reader = BodyReader(Styles(roots), original)
    heads = tuple(
        clean("".join(found.itertext()))
        for root in roots
        for found in root.iter()
        if local_name(found).startswith("header")
        and local_name(found) not in ("header-style", "header-footer-properties")
    )
    return Reading(tuple(reader.read(body)), heads=heads)


def _is_body(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "body"
