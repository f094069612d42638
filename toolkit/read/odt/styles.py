"""The styles of an ODT that matter for its text: list levels, headings, hidden text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.safe_xml import local_name

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LETTERS = {
    "أ, ب, ت": "arabicAlpha",
    "أ, ب, ج": "arabicAbjad",
    "١, ٢, ٣": "arabicIndic",
}
_DEEPEST = 30


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name; empty where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style."""

    number_format: str = ""
    prefix: str = ""
    suffix: str = ""
    bullet: str = ""
    start: int = 1
    shown: int = 1
    blank: bool = True


class Styles:
    """The styles of a document by name."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._paragraphs: dict[str, Any] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self.notes: dict[str, tuple[str, str, str]] = {}
        for root in roots:
            for element in root.iter():
                name = local_name(element)
                if name == "style":
                    self._paragraphs.setdefault(attribute(element, "name"), element)
                elif name == "list-style":
                    self._lists.setdefault(attribute(element, "name"), _levels(element))
                elif name == "outline-style":
                    self.outline = _levels(element)

    def chain(self, style: str) -> list[Any]:
        """A style and its parents, nearest first."""
        found: list[Any] = []
        while style in self._paragraphs and len(found) < _DEEPEST:
            found.append(self._paragraphs[style])
            style = attribute(found[-1], "parent-style-name")
        return found

    def level(self, list_style: str, depth: int) -> Level | None:
        """A level of a list style, from 1."""
        return self._lists.get(list_style, {}).get(depth)

    def list_of(self, style: str) -> str:
        """The list style that a paragraph style names, or an empty string."""
        return next((name for step in self.chain(style) if (name := attribute(step, "list-style-name"))), "")

    def is_hidden(self, style: str) -> bool:
        """Whether a style hides its text."""
        for step in self.chain(style):
            for properties in step:
                display = attribute(properties, "display") if local_name(properties) == "text-properties" else ""
                if display:
                    return display == "none"
        return False


def _levels(element: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for child in element:
        name = local_name(child)
        if name not in ("list-level-style-number", "list-level-style-bullet", "outline-level-style"):
            continue
        depth = _whole(attribute(child, "level"), 1)
        form = attribute(child, "num-format")
        alignment = next((found for found in child.iter() if local_name(found) == "list-level-label-alignment"), None)
        followed = attribute(alignment, "label-followed-by") if alignment is not None else "space"
        bullet = attribute(child, "bullet-char") if name.endswith("bullet") else ""
        levels[depth] = Level(
            _FORMATS.get(form) or _LETTERS.get(form[:7]) or _LETTERS.get(form) or ("decimal" if form else ""),
            attribute(child, "num-prefix"),
            attribute(child, "num-suffix"),
            "•" if bullet and "\ue000" <= bullet <= "\uf8ff" else bullet,
            _whole(attribute(child, "start-value"), 1),
            _whole(attribute(child, "display-levels"), 1),
            followed != "nothing",
        )
    return levels


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default
