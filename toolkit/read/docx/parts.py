"""The parts of a DOCX package (ECMA-376 part 2): which member is the document, and where its other parts are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.model import BitextError
from toolkit.read.archive import Archive, resolve
from toolkit.safe_xml import local_name

#: Both spellings of the main namespace (transitional and strict) have these local names; only they are looked at.
_MAIN_TYPES = ("wordprocessingml.document", "wordprocessingml.template", "ms-word.document", "ms-word.template")


@dataclass(frozen=True, slots=True)
class Package:
    """A DOCX: the member that holds the text, and its related parts by the last word of their type."""

    archive: Archive
    main: str
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def part(self, kind: str) -> Any | None:
        """The root of the part of a kind (``numbering``, ``styles``, ``footnotes`` ...), or None."""
        for name in self.related.get(kind, ()):
            if name in self.archive.names:
                return self.archive.xml(name)
        return None

    def parts(self, kind: str) -> list[Any]:
        """The roots of all parts of a kind, such as ``header``."""
        return [self.archive.xml(name) for name in self.related.get(kind, ()) if name in self.archive.names]


def open_package(archive: Archive) -> Package:
    """Find the document in a package.  Relationships that lead out of the file are never followed.

    Raises BitextError where there is no document part.
    """
    targets = _relationships(archive, "")
    mains = [name for kind, name in targets if kind == "officeDocument"] or ["word/document.xml"]
    main = next((name for name in mains if name in archive.names), None)
    if main is None:
        raise BitextError(
            "has no word/document.xml: not a Word document, or a damaged one",
            path=archive.path,
            remedy="open it in a word processor and save it again as DOCX",
        )
    related: dict[str, tuple[str, ...]] = {}
    for kind, name in _relationships(archive, main):
        related[kind] = (*related.get(kind, ()), name)
    return Package(archive, main, related)


def is_word(archive: Archive) -> bool:
    """Whether a zip means to be a Word document, by its content types or its members."""
    if any(name.startswith("word/") for name in archive.names):
        return True
    types = archive.optional_xml("[Content_Types].xml")
    return types is not None and any(
        main in (override.get("ContentType") or "") for override in types for main in _MAIN_TYPES
    )


def _relationships(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """Kind and member of each relationship of a part that stays inside the package."""
    folder, _, name = part.rpartition("/")
    root = archive.optional_xml(f"{folder}/_rels/{name}.rels" if part else "_rels/.rels")
    for relationship in root if root is not None else ():
        if relationship.get("TargetMode") == "External" or local_name(relationship) != "Relationship":
            continue
        target = relationship.get("Target") or ""
        if target and "://" not in target:
            yield (relationship.get("Type") or "").rpartition("/")[2], resolve(part, target)


def value(element: Any | None, name: str = "val") -> str | None:
    """An attribute by its local name, whichever of the two namespaces it is in; None where there is none.

    >>> from toolkit.safe_xml import parse_xml
    >>> value(parse_xml(b"<w:ilvl xmlns:w='urn:w' w:val='2'/>"))
    '2'
    """
    if element is None:
        return None
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(found)
    return None


def child(element: Any | None, *path: str) -> Any | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local_name(found) == name), None)
    return element


def is_on(element: Any | None) -> bool:
    """Whether a property that is switched by its presence (``<w:vanish/>``) is there and not switched off."""
    return element is not None and (value(element) or "1") not in ("0", "false", "off")


def whole(text: str | None, default: int = 0) -> int:
    """A whole number from an attribute, or a default where it is none."""
    try:
        return int(text or "")
    except ValueError:
        return default
