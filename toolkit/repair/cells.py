"""A damaged line as the search sees it: cells (a letter with its marks), the blanks before them, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from toolkit.languages.arabic import MARKS, TATWEEL
from toolkit.repair.tokens import normalise

_MARKS = frozenset(MARKS)

#: A document symbol, an address, a Latin word: one cell, since its own order survives.
_LATIN_RE = re.compile(r"[A-Za-z][!-~]*[A-Za-z0-9]|[0-9]+[A-Za-z/.][!-~]*[A-Za-z0-9]")


@dataclass(frozen=True)
class Cells:
    """``cells[i]`` is a character with its marks, ``blanks[i]`` the number of blanks before it, ``after`` that of
    those behind the last; ``seams`` are the cells before which no block can end, ``stretched`` those before which
    a tatweel stands, ``doubled`` whether two stand in a row; ``offsets[i]`` is a cell's place in the text."""

    cells: tuple[str, ...]
    blanks: tuple[int, ...]
    offsets: tuple[int, ...]
    seams: frozenset[int] = frozenset()
    stretched: frozenset[int] = frozenset()
    doubled: bool = False
    after: int = 0

    @classmethod
    def of(cls, text: str, seams: tuple[int, ...] = ()) -> Cells:
        """Cut a text into cells; tatweel is dropped, a mark goes with the last letter before it."""
        found: list[str] = []
        blanks: list[int] = []
        offsets: list[int] = []
        stretched: set[int] = set()
        gap, closed = 0, set()
        whole = {offset for match in _LATIN_RE.finditer(text) for offset in range(match.start() + 1, match.end())}
        for offset, char in enumerate(text):
            if offset in seams:
                closed.add(len(found))
            if char.isspace():
                gap += 1
            elif char == TATWEEL:
                if not gap:
                    stretched.add(len(found))
            elif (char in _MARKS and found) or offset in whole:
                found[-1] += char
            else:
                found.append(char)
                blanks.append(gap)
                offsets.append(offset)
                gap = 0
        doubled = 2 * TATWEEL in text
        return cls(tuple(found), tuple(blanks), tuple(offsets), frozenset(closed), frozenset(stretched), doubled, gap)

    def __len__(self) -> int:
        return len(self.cells)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The cells as the language model spells them."""
        return tuple(
            "ltn" if kind == "A" else normalise(cell) or cell
            for cell, kind in zip(self.cells, self.kinds, strict=True)
        )

    @cached_property
    def kinds(self) -> str:
        """One letter a cell: L letter, D digit, A Latin, P anything else."""
        return "".join(map(kind_of, self.cells))

    @cached_property
    def starts(self) -> tuple[bool, ...]:
        """Whether a word opens at each cell, as the line stands."""
        return tuple(
            i == 0 or self.blanks[i] > 0 or not joins(self.kinds[i - 1], self.kinds[i]) for i in range(len(self))
        )


def kind_of(cell: str) -> str:
    """The kind of one cell.

    >>> "".join(map(kind_of, "ب٢a،"))
    'LDAP'
    """
    first = cell[0]
    if first.isdecimal():
        return "D"
    if "\u0620" <= first <= "\u06d5" and first.isalpha():
        return "L"
    return "A" if first.isalpha() else "P"


def joins(left: str, right: str) -> bool:
    """Whether two neighbouring cells without a blank are one word."""
    return left == right and left in "LDA"
