"""The numbers that Word computes: they are not in the text, yet a translator sees and cites them.

Source: ECMA-376, part 1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.read.counting import written
from toolkit.read.docx.parts import child, is_on, value, whole
from toolkit.safe_xml import local_name

#: Bullets of the Symbol and Wingdings fonts.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf0a8": "☐", "\uf0be": "—"}
_PLACE_RE = re.compile(r"%([1-9])")
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its numbers are written, after which level it starts again."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""
    hidden: bool = False


@dataclass(slots=True)
class _List:
    """A ``w:num``: its abstract list, its own levels, and the levels at which it begins again."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, and where each stands while its paragraphs are read in order."""

    def __init__(self, root: Any | None, style_lists: Mapping[str, str]) -> None:
        """``style_lists`` maps a list style to the ``w:numId`` that its definition names."""
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._links: dict[str, str] = {}
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                self._add_abstract(element)
            elif local_name(element) == "num":
                self._add_list(element)
        for abstract, style in self._links.items():
            target = self._lists.get(style_lists.get(style, ""))
            if target is not None:
                self._abstract[abstract] = self._abstract.get(target.abstract, {})

    def _add_abstract(self, element: Any) -> None:
        name = value(element, "abstractNumId") or ""
        link = value(child(element, "numStyleLink"))
        if link:
            self._links[name] = link
        self._abstract[name] = {
            whole(value(level, "ilvl")): _level(level) for level in element if local_name(level) == "lvl"
        }

    def _add_list(self, element: Any) -> None:
        made = _List(value(child(element, "abstractNumId")) or "")
        for override in element:
            if local_name(override) != "lvlOverride":
                continue
            depth = whole(value(override, "ilvl"))
            start, level = value(child(override, "startOverride")), child(override, "lvl")
            if start is not None:
                made.starts[depth] = whole(start, 1)
            if level is not None:
                made.levels[depth] = _level(level)
        self._lists[value(element, "numId") or ""] = made

    def level_of_style(self, number_id: str, style: str) -> int | None:
        """The level of a list that is tied to a paragraph style, or None."""
        made = self._lists.get(number_id)
        levels = self._abstract.get(made.abstract, {}) if made else {}
        return next((depth for depth, level in levels.items() if level.style == style and style), None)

    def next(self, number_id: str, depth: int, *, arabic: bool) -> str:
        """The label of the next paragraph in a list at a level, with the blank that follows it; counts on.

        Empty where there is no such list, or the level writes nothing.
        """
        made = self._lists.get(number_id)
        if made is None or not 0 <= depth < _DEEPEST:
            return ""
        levels = {**self._abstract.get(made.abstract, {}), **made.levels}
        level = levels.get(depth)
        if level is None:
            return ""
        self._count(number_id, made, levels, depth)
        if level.hidden:
            return ""
        if level.number_format == "bullet":
            label = "".join(_BULLETS.get(char, "•" if "\ue000" <= char <= "\uf8ff" else char) for char in level.text)
        else:
            label = self._label(made, levels, level, arabic)
        return label + (" " if label and level.suffix != "nothing" else "")

    def _count(self, number_id: str, made: _List, levels: Mapping[int, Level], depth: int) -> None:
        counts = self._counts.setdefault(made.abstract, {})
        if depth in made.starts and (number_id, depth) not in self._begun:
            counts[depth] = made.starts[depth] - 1
        elif depth not in counts:
            counts[depth] = made.starts.get(depth, levels[depth].start) - 1
        self._begun.add((number_id, depth))
        counts[depth] += 1
        for below in [other for other in counts if other > depth]:
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart > 0 and depth < restart):
                del counts[below]

    def _label(self, made: _List, levels: Mapping[int, Level], level: Level, arabic: bool) -> str:
        counts = self._counts[made.abstract]

        def place(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            own = levels.get(depth, Level())
            count = counts.get(depth, own.start)  # a level that was leapt over stands at its start
            return written(count, "decimal" if level.legal else own.number_format, arabic=arabic)

        return _PLACE_RE.sub(place, level.text)


def _level(element: Any) -> Level:
    restart = value(child(element, "lvlRestart"))
    return Level(
        start=whole(value(child(element, "start")), 0),
        number_format=value(child(element, "numFmt")) or _alternate_format(element),
        text=value(child(element, "lvlText")) or "",
        suffix=value(child(element, "suff")) or "tab",
        restart=None if restart is None else whole(restart),
        legal=is_on(child(element, "isLgl")),
        style=value(child(element, "pStyle")) or "",
        hidden=is_on(child(element, "rPr", "vanish")),
    )


def _alternate_format(element: Any) -> str:
    """The format where Word wraps a newer one in an alternative: its fallback."""
    return value(child(element, "AlternateContent", "Fallback", "numFmt")) or "decimal"
