"""Brackets of a paragraph: one that opens on a line and closes on another tells which way round they stand.

A damaged line may have all its brackets mirrored.  Within a line they are turned where more of them find a partner
then (``toolkit.repair.layout``); a bracket whose partner stands on another line is settled here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.repair.choice import Reading
from toolkit.repair.layout import mirrored, without_partner

#: The bracket of a label such as «١)» or «أ)» has no partner.
_LABEL_RE = re.compile(r"(?:^|[\s؛;،.])[\u0621-\u064a\d٠-٩]{1,2}[)\]](?=\s|$)")
_DEEPEST = 3  # brackets inside brackets


@dataclass(frozen=True, slots=True)
class _Way:
    """How lines may be turned so far: brackets without a partner, lines turned, which."""

    alone: int = 0
    turned: int = 0
    lines: tuple[bool, ...] = ()


def turned_lines(texts: Sequence[str]) -> tuple[bool, ...]:
    """Which lines of a paragraph have mirrored brackets: the fewest turns that leave the fewest without a partner.

    >>> turned_lines(["في المواد )١", "و٢( من القانون"]), turned_lines(["(أ) أولا", "(ب) ثانيا"])
    ((True, True), (False, False))
    """
    ways = {0: _Way()}
    for text in texts:
        reached: dict[int, _Way] = {}
        for turn in (False, True) if _has_brackets(text) else (False,):
            line = mirrored(text) if turn else text
            for depth, way in ways.items():
                # a label has no partner, but what was open before the line may close in it
                alone, after = without_partner(line if depth else _LABEL_RE.sub(" ", line), depth)
                if after > _DEEPEST:
                    alone, after = alone + after - _DEEPEST, _DEEPEST
                found = _Way(way.alone + alone, way.turned + turn, (*way.lines, turn))
                if after not in reached or _rank(found) < _rank(reached[after]):
                    reached[after] = found
        ways = reached
    best = min(ways.items(), key=lambda item: (item[1].alone + item[0], *_rank(item[1])[1:]))
    return best[1].lines


def turned(rows: Sequence[tuple[Reading, ...]]) -> list[tuple[Reading, ...]]:
    """The readings of the lines of a paragraph, likeliest first, brackets turned as the likeliest ask for."""
    flags = turned_lines([found[0].text if found else "" for found in rows])
    return [
        tuple(replace(reading, text=mirrored(reading.text)) for reading in found) if turn else found
        for found, turn in zip(rows, flags, strict=True)
    ]


def _rank(way: _Way) -> tuple[int, int, tuple[bool, ...]]:
    return way.alone, way.turned, way.lines


def _has_brackets(text: str) -> bool:
    return any(char in "()[]" for char in text)
