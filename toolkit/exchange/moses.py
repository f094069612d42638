"""Parallel text as Moses and OPUS have it: two files, line N of one is the translation of line N of the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import tmx


@dataclass(frozen=True, slots=True)
class MosesText:
    """The lines of both sides, equally many; and how many segments had line breaks inside, or lacked a side."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    folded: int = 0
    skipped: int = 0


def moses_text(units: Iterable[tmx.Unit], source: str, target: str) -> MosesText:
    """The texts of units without inline codes, one a line.

    A line break inside a segment would shift every line after it: each run of blanks and breaks (``U+2028`` and the
    like too) becomes one blank, and the units it was done to are counted.

    >>> unit = tmx.Unit((tmx.Variant.of("ar", "نعم\\nنعم"), tmx.Variant.of("en", "Yes, yes")))
    >>> moses_text([unit], "ar", "en")
    MosesText(source=('نعم نعم',), target=('Yes, yes',), folded=1, skipped=0)
    """
    ours, theirs, folded, skipped = [], [], 0, 0
    for unit in units:
        sides = [variant.text if (variant := unit.variant(lang)) else "" for lang in (source, target)]
        lines = [" ".join(side.split()) for side in sides]
        if not all(lines):
            skipped += 1
            continue
        folded += any(len(side.strip().splitlines()) > 1 for side in sides)
        ours.append(lines[0])
        theirs.append(lines[1])
    return MosesText(tuple(ours), tuple(theirs), folded, skipped)
