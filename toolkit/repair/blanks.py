"""What the blanks of a damaged line say of its blocks.

A blank of the sound line belongs to one of the two blocks that meet there, and stays with it: behind the block that
it ends, or before the one that it opens.  So every blank is there once, and the blanks between two neighbours of the
damaged line are the one at the end of the left block and the one at the front of the right block.

A line that was justified has more.  Its blanks and the letters drawn long (with one tatweel) were widened, and for
each of them one blank more stands behind its block: the blanks behind a block count those inside it.  In some lines
only the blanks were widened; lines with two tatweels in a row were widened otherwise and have none of these.

Counted on the report's lines as they were read before this was known: 21 blanks astray at the 209 edges of lines
without tatweel, 35 at 214 of lines with two in a row; at 694 edges of lines with single ones 274, where 859 would be
if nothing were counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from toolkit.repair.cells import Cells

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: Signs before which no blank stands, after which none does, and of which neither can be said.
_NONE_BEFORE, _NONE_AFTER, _EITHER = frozenset("،.؛:؟!)]/*"), frozenset("([/"), frozenset('"-–')

#: A number of blanks, 0 or 1, that cannot be said.
UNKNOWN = 2

#: What so many blanks astray at one edge cost in the search, in nats.
_COSTS = np.array([0.0, 1.6, 2.6, 3.4])
_MOST = len(_COSTS) - 1
_IN_PIECES = 0.25  # of that in lines drawn in pieces, where three times as many are astray

#: Blanks between two words, by those that may stand behind the first and before the second.
_BETWEEN = ((0, 0, 0), (0, 1, UNKNOWN), (0, UNKNOWN, UNKNOWN))

#: Where the blank between two blocks may be: (behind the first, before the second).
_SHARED: dict[int, tuple[tuple[int, int], ...]] = {
    0: ((0, 0),),
    1: ((1, 0), (0, 1)),
    UNKNOWN: ((0, 0), (1, 0), (0, 1)),
}


@dataclass(frozen=True, slots=True)
class Widened:
    """What adds a blank behind a block: each blank of it, each long letter; 1 or 0."""

    blanks: int
    letters: int


BY_BOTH, BY_BLANKS, AS_SET = Widened(1, 1), Widened(1, 0), Widened(0, 0)


def ways_of(line: Cells) -> tuple[Widened, ...]:
    """How a line may have been justified, likeliest first.

    >>> [len(ways_of(Cells.of(text))) for text in ("من أجل", "مـن أجل", "مــن أجل")]
    [1, 3, 1]
    """
    single = line.stretched and not line.doubled and not line.seams
    return (BY_BOTH, BY_BLANKS, AS_SET) if single else (AS_SET,)


def between(left: str, right: str) -> int:
    """Blanks between two words of a sound line that end and open so: 0, 1, or ``UNKNOWN``.

    >>> between("ة", "و"), between("ة", "،"), between("،", "و"), between('"', "و")
    (1, 0, 1, 2)
    """
    return _BETWEEN[blanks_behind(left)][blanks_before(right)]


def blanks_behind(cell: str) -> int:
    """Blanks between a word that ends so and one that may have a blank before it."""
    return UNKNOWN if cell[0] in _EITHER else int(cell[0] not in _NONE_AFTER)


def blanks_before(cell: str) -> int:
    """Blanks between a word that may have a blank behind it and one that opens so."""
    return UNKNOWN if cell[0] in _EITHER else int(cell[0] not in _NONE_BEFORE)


def astray(line: Cells, blocks: Sequence[tuple[int, int, bool]], way: Widened) -> int:
    """How many blanks are missing or too many at the edges of a reading, at most three at each: fewest over all ways
    to share out the blanks of the sound line.

    ``blocks`` are (first cell, past the last, whether the word before goes on), in restored order.

    >>> line = Cells.of("إلى الأمانـة أمثلـة    أن تقدم   ")
    >>> astray(line, [(15, 21, False), (0, 15, False)], BY_BOTH)
    0
    >>> astray(line, [(15, 21, False), (10, 15, False), (0, 10, False)], BY_BOTH)
    2
    """
    states = {(0, 0): 0}  # (blank at the front of this block, of the one before) -> blanks astray so far
    held = _held(line, way)
    for place, (first, past, _) in enumerate(blocks):
        if past == len(line):
            left = line.after - held.inside(first, past) if line.after else None  # most programs cut them off
        else:
            left = line.blanks[past] - held.inside(first, past)
        states = _next_states(states, left, way.blanks, _shared(line, blocks, place), not first)
    return min(states.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """Sums over the cells of a line up to each place: what its blanks and its long letters add behind a block."""

    blanks: tuple[int, ...]
    letters: tuple[int, ...]

    def inside(self, first: int, past: int) -> int:
        """What a block of cells ``first`` to ``past`` - 1 adds; a long letter is told by the place after it."""
        return self.blanks[past - 1] - self.blanks[first] + self.letters[past] - self.letters[first]


@lru_cache(maxsize=64)
def _held(line: Cells, way: Widened) -> _Held:
    blanks = accumulate(way.blanks * (blanks > 0) for blanks in line.blanks)
    return _Held(tuple(blanks), tuple(accumulate(way.letters * (k in line.stretched) for k in range(len(line) + 1))))


def _shared(line: Cells, blocks: Sequence[tuple[int, int, bool]], place: int) -> tuple[tuple[int, int], ...]:
    """Where the blank behind a block of a reading may be."""
    if place + 1 == len(blocks):
        return _SHARED[0]
    after, _, joined = blocks[place + 1]
    return _SHARED[0 if joined else between(line.cells[blocks[place][1] - 1], line.cells[after])]


def _next_states(
    states: dict[tuple[int, int], int],
    left: int | None,
    widened: int,
    shared: tuple[tuple[int, int], ...],
    ends: bool,
) -> dict[tuple[int, int], int]:
    """States behind a block with so many blanks left that nothing inside it explains (None: they are not to be seen);
    ``ends``: it is the line's last, and may hold a blank that is not drawn, but counts where the line was widened."""
    found = dict[tuple[int, int], int]()
    for (front, front_before), so_far in states.items():
        for behind, front_after in shared:
            lost = so_far
            if left is not None:
                apart = left - behind - front_before - widened * (behind + front)
                lost += min(*(abs(apart - more) for more in range(2 + widened if ends else 1)), _MOST)
            key = (front_after, front)
            found[key] = min(found.get(key, lost), lost)
    return found


class Account:
    """The blanks of a line of n cells kept account of from block to block, for many hypotheses at once."""

    def __init__(self, line: Cells) -> None:
        self.way = way = ways_of(line)[0]
        self._costs = _COSTS * (_IN_PIECES if line.seams else 1.0)
        held = _held(line, way)
        self._blanks, self._letters = np.array(held.blanks), np.array(held.letters)
        self._there = np.array([*line.blanks, line.after])
        self._before = np.array([blanks_before(cell) for cell in line.cells])
        self._between = np.array(_BETWEEN)

    def step(
        self, q: int, p: Ints, joined: npt.NDArray[np.bool_], last: Ints, behind: Ints, front: Ints
    ) -> tuple[Floats, Ints, Ints]:
        """What blocks of cells q to p - 1 cost after hypotheses whose last block has so many blanks ``behind`` it
        and at its ``front``, and whose last cell has ``last`` blanks after it; their own ``behind`` and ``front``."""
        wanted = np.where(joined | (p == len(self._before)), 0, self._between[last, self._before[q]])
        known = (wanted == 1) & (behind != UNKNOWN)
        own_front = np.where(wanted == 0, 0, np.where(known, 1 - behind, UNKNOWN))
        inside = self._blanks[p - 1] - self._blanks[q] + self._letters[p] - self._letters[q]
        widened = self.way.blanks
        left = self._there[p] - inside - (front == 1) - widened * (own_front == 1)
        room = (front == UNKNOWN) + widened * (own_front == UNKNOWN) + (widened if q == 0 else 0)
        without, with_one = (np.where(d > 0, np.maximum(d - room, 0), -d) for d in (left, left - 1 - widened))
        own_behind = np.where(without == with_one, np.where(without == 0, UNKNOWN, 0), with_one < without)
        lost = np.minimum(without, with_one) + ((wanted == 0) & (behind == 1))
        unseen = (p == len(self._before)) & (self._there[-1] == 0)
        cost = np.where(unseen, 0.0, self._costs[np.minimum(lost, _MOST)])
        return cost, np.where(unseen, UNKNOWN, own_behind), own_front
