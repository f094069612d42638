"""What the styles of a DOCX say of a paragraph: its list, whether it is a heading, whether its text is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from toolkit.read.docx.parts import child, is_on, value, whole
from toolkit.safe_xml import local_name

_HEADING_RE = re.compile(r"(?:heading|title|subtitle|عنوان)\b", re.IGNORECASE)
_BODY_LEVEL = 9  # w:outlineLvl of body text
_DEEPEST = 30  # styles based on styles: a ring ends here


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its own properties and the one that it is based on."""

    name: str
    base: str
    paragraph: Any | None
    run: Any | None
    kind: str


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = ""
        for element in root if root is not None else ():
            if local_name(element) != "style":
                continue
            name = value(element, "styleId") or ""
            kind = value(element, "type") or "paragraph"
            self._styles[name] = Style(
                value(child(element, "name")) or name,
                value(child(element, "basedOn")) or "",
                child(element, "pPr"),
                child(element, "rPr"),
                kind,
            )
            if kind == "paragraph" and (value(element, "default") or "0") in ("1", "true", "on"):
                self._default = name

    def chain(self, style: str) -> list[Style]:
        """A style and those it is based on, nearest first."""
        found: list[Style] = []
        while style in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style])
            style = found[-1].base
        return found

    def paragraph_style(self, properties: Any | None) -> str:
        """The id of the style of a paragraph with these properties."""
        return value(child(properties, "pStyle")) or self._default

    def list_of(self, properties: Any | None) -> tuple[str, int | None, str]:
        """List id, level and the style that named them; empty where the paragraph is in no list.

        The level is None where a style names the list: the list then says which of its levels the style has.
        """
        own = child(properties, "numPr")
        style = self.paragraph_style(properties)
        depth = value(child(own, "ilvl"))
        number = value(child(own, "numId"))
        if number is not None:
            return ("", None, "") if number == "0" else (number, whole(depth), "")
        seen = style
        for step in self.chain(style):
            named = child(step.paragraph, "numPr")
            number = value(child(named, "numId"))
            if number is not None:
                level = depth if depth is not None else value(child(named, "ilvl"))
                return ("", None, "") if number == "0" else (number, None if level is None else whole(level), seen)
            seen = step.base or seen
        return "", None, ""

    def is_heading(self, properties: Any | None) -> bool:
        """Whether a paragraph is a heading, by its outline level or the name of its style."""
        level = value(child(properties, "outlineLvl"))
        if level is not None:
            return whole(level, _BODY_LEVEL) < _BODY_LEVEL
        for style in self.chain(self.paragraph_style(properties)):
            level = value(child(style.paragraph, "outlineLvl"))
            if level is not None:
                return whole(level, _BODY_LEVEL) < _BODY_LEVEL
            if _HEADING_RE.match(style.name):
                return True
        return False

    def is_hidden(self, run: Any | None, paragraph_style: str) -> bool:
        """Whether a run's text is hidden: by itself, by its character style or by its paragraph's style."""
        own = child(run, "vanish")
        if own is not None:
            return is_on(own)
        for style in (*self.chain(value(child(run, "rStyle")) or ""), *self.chain(paragraph_style)):
            found = child(style.run, "vanish")
            if found is not None:
                return is_on(found)
        return False

    def list_styles(self) -> dict[str, str]:
        """List style -> the list that its definition names, for ``w:numStyleLink``."""
        return {
            name: value(child(style.paragraph, "numPr", "numId")) or ""
            for name, style in self._styles.items()
            if style.kind == "numbering"
        }
