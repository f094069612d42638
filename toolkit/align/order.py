"""Beads in the order of an Alignment: by source; an omission of the source where its target stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.model import Alignment, Bead


def ordered(beads: Iterable[Bead]) -> list[Bead]:
    """Beads sorted by source, those without source put before the bead that holds the target after theirs.

    Beads that cross the others are marked as moved.

    >>> [bead.kind for bead in ordered([Bead((), (1,)), Bead((1,), (2,)), Bead((0,), (0,))])]
    ['1-1', '0-1', '1-1']
    """
    every = list(beads)
    with_source = sorted((bead for bead in every if bead.source), key=lambda bead: bead.source)
    left = sorted((bead for bead in every if not bead.source), key=lambda bead: bead.target)
    straight = _longest_rise([bead.target[0] if bead.target and not bead.moved else -1 for bead in with_source])
    found: list[Bead] = []
    for place, bead in enumerate(with_source):
        crossing = bool(bead.target) and place not in straight
        while left and bead.target and not crossing and left[0].target < bead.target:
            found.append(left.pop(0))
        found.append(Bead(bead.source, bead.target, bead.confidence, bead.moved or crossing))
    return found + left


def _longest_rise(values: Sequence[int]) -> set[int]:
    """The places of the longest rising run of values that are not negative (patience sorting)."""
    from bisect import bisect_left

    tops: list[int] = []
    places: list[int] = []
    before: dict[int, int] = {}
    for place, value in enumerate(values):
        if value < 0:
            continue
        pile = bisect_left(tops, value)
        if pile:
            before[place] = places[pile - 1]
        tops[pile : pile + 1] = [value]
        places[pile : pile + 1] = [place]
    chosen: set[int] = set()
    here = places[-1] if places else None
    while here is not None:
        chosen.add(here)
        here = before.get(here)
    return chosen


def without_doubtful(alignment: Alignment, least: float) -> Alignment:
    """The same alignment with every bead below a confidence taken apart: its segments become omissions."""
    beads: list[Bead] = []
    for bead in alignment.beads:
        if bead.confidence >= least:
            beads.append(bead)
        else:
            beads += [Bead((i,), (), bead.confidence) for i in bead.source]
            beads += [Bead((), (j,), bead.confidence) for j in bead.target]
    return Alignment(alignment.source, alignment.target, tuple(ordered(beads)))


def mirrored(alignment: Alignment) -> Alignment:
    """The same beads seen from the other side.

    >>> from toolkit.model import Segment
    >>> one = Alignment((Segment("a", "A"),), (), (Bead((0,), ()),))
    >>> mirrored(one).beads[0].kind
    '0-1'
    """
    beads = [Bead(bead.target, bead.source, bead.confidence, bead.moved) for bead in alignment.beads]
    return Alignment(alignment.target, alignment.source, tuple(ordered(beads)))
