"""Units longer than a CAT tool takes, divided where their languages divide alike.

All sides are cut into clauses, the clauses are aligned, and the unit is divided where a clause ends on every side and
the alignment is sure.  What cannot be divided so stays whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import tmx
from tmx import tags
from tmx.profiles import Profile, context_of, measured_variants, with_context
from toolkit.align import AlignSettings, make_pair
from toolkit.exchange.clauses import End, Side
from toolkit.model import Segment

#: How sure a place must be: the probability that one of the two beads that meet there is exactly right.
SURE = 0.9
#: What a weight of 1 (see ``End``) adds to the cost of a place, which is minus the logarithm of its probability.
_WEIGHT_COST = 0.04
#: A text longer than this, or of more clauses, is no segment but a document.
_LONGEST_TEXT, _MOST_CLAUSES = 100_000, 2_000
#: Says that no person looked at a unit; a confirmed one is confirmed as a whole, not in its parts.
_AUTO = tmx.Property("x-status", "auto")


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to divide a unit at: the end of a clause in each variant, and how sure it is that they correspond."""

    ends: tuple[End, ...]
    confidence: float

    @property
    def cost(self) -> float:
        """What dividing here costs; where sentences end it costs less."""
        return -math.log(self.confidence) + _WEIGHT_COST * sum(end.weight for end in self.ends)


def divided_for(unit: tmx.Unit, profile: Profile, source: str) -> tuple[tmx.Unit, ...]:
    """The unit, divided if it is too long for the client; ``source`` is the language that the client looks up."""
    return divided(unit, source, profile.longest, measured_variants(unit, profile, source))


def divided(
    unit: tmx.Unit, source: str, longest: int | None, measured: Sequence[int] | None = None
) -> tuple[tmx.Unit, ...]:
    """The parts of a unit, each of at most ``longest`` characters.

    ``measured`` are the numbers of the variants that the limit is for (None: all).  A unit that is short enough,
    or that cannot be divided surely, comes back as it is.  The parts are as few as can be, at the surest places;
    their texts in a row are the unit's text but for the blanks between them.  Each has the properties
    ``x-divided-from`` (the unit's tuid, if any) and ``x-part`` (``1/2``), and its neighbours as context.

    >>> unit = tmx.Unit((
    ...     tmx.Variant.of("ar", "تعتمد الدول الأطراف القرار ٥/٢. وتقدم الأمانة تقريرا عن الاتجار بالأشخاص."),
    ...     tmx.Variant.of("en", "States Parties adopt resolution 5/2. The Secretariat reports on trafficking."),
    ... ), "7")
    >>> [(part.tuid, part.variants[1].text) for part in divided(unit, "ar", 60)]
    [('7.1', 'States Parties adopt resolution 5/2.'), ('7.2', 'The Secretariat reports on trafficking.')]
    """
    first = tags.find(source, [variant.lang for variant in unit.variants])
    lengths = [len(unit.variants[number].text) for number in _numbers(unit, measured)]
    if longest is None or first is None or len(unit.variants) < 2 or max(lengths, default=0) <= longest:
        return (unit,)
    if max(len(variant.text) for variant in unit.variants) > _LONGEST_TEXT:
        return (unit,)
    sides = [Side(variant.content, variant.lang) for variant in unit.variants]
    if max(len(side.ends) for side in sides) > _MOST_CLAUSES:
        return (unit,)
    limited = [(number, sides[number]) for number in _numbers(unit, measured)]
    chosen = _fewest(cuts_of(sides, first), limited, longest)
    return _parts(unit, sides, first, chosen) if chosen else (unit,)


def _numbers(unit: tmx.Unit, measured: Sequence[int] | None) -> Sequence[int]:
    return range(len(unit.variants)) if measured is None else measured


def cuts_of(sides: Sequence[Side], first: int = 0) -> list[Cut]:
    """The places where texts of one meaning can be divided, in order: those that side ``first`` shares with all."""
    own = sides[first]
    met = [{} if side is own else _meeting(own, side) for side in sides]
    cuts = []
    for place, end in enumerate(own.ends):
        found = [(end, 1.0) if side is own else there.get(place) for side, there in zip(sides, met, strict=True)]
        both = [item for item in found if item]
        if len(both) == len(sides):
            cuts.append(Cut(tuple(other for other, _ in both), min(sure for _, sure in both)))
    return cuts


def _meeting(own: Side, other: Side) -> dict[int, tuple[End, float]]:
    """For the numbers of those ends that have their like on the other side: that end, and how sure it is."""
    if own.lang > other.lang:  # one direction only, so that both ways are divided alike
        found = ((right, left, sure) for left, right, sure in _pairs(other, own))
    else:
        found = ((left, right, sure) for left, right, sure in _pairs(own, other))
    return {left: (other.ends[right], sure) for left, right, sure in found}


def _pairs(own: Side, other: Side) -> Iterator[tuple[int, int, float]]:
    """The numbers of the ends that mean the same place, and how sure that is."""
    settings = AlignSettings(source_lang=own.lang, target_lang=other.lang, encoder="none")
    pair = make_pair(_segments(own), _segments(other), settings=settings)
    (beads,) = pair.align(settings.max_bead)
    for (left, right, sure), (after, beyond, surer) in pairwise(beads):
        if left and right and after and beyond and max(sure, surer) >= SURE:
            one, two = left[-1], right[-1]
            if own.divides_like(one, other, two):
                yield one, two, max(sure, surer)


def _segments(side: Side) -> list[Segment]:
    return [Segment(str(number), tmx.text_of(clause)) for number, clause in enumerate(side.clauses)]


def _fewest(cuts: Sequence[Cut], measured: Sequence[tuple[int, Side]], longest: int) -> tuple[Cut, ...]:
    """The fewest and then the cheapest cuts that leave no part longer than ``longest``; none where that cannot be.

    The best way to each cut is the best of the ways to those before it from which the part is short enough.
    """

    def fits(before: Cut | None, after: Cut | None) -> bool:
        return all(
            side.length(before.ends[number].stop if before else 0, after.ends[number].start if after else None)
            <= longest
            for number, side in measured
        )

    ways: list[_Way | None] = []
    for place, cut in enumerate([*cuts, None]):
        best: _Way | None = _Way(0, 0.0, ()) if fits(None, cut) else None
        for before, way in zip(reversed(cuts[:place]), reversed(ways), strict=True):
            if not fits(before, cut):
                break
            if way is not None:
                longer = _Way(way.parts + 1, way.cost + before.cost, (*way.cuts, before))
                best = longer if best is None or longer[:2] < best[:2] else best
        ways.append(best)
    return ways[-1].cuts if ways[-1] else ()


class _Way(NamedTuple):
    """A way to a place: the parts before it, what the cuts cost, and the cuts."""

    parts: int
    cost: float
    cuts: tuple[Cut, ...]


def _parts(unit: tmx.Unit, sides: Sequence[Side], first: int, cuts: Sequence[Cut]) -> tuple[tmx.Unit, ...]:
    """The unit divided at the cuts."""
    starts = [[0] * len(sides), *([end.stop for end in cut.ends] for cut in cuts)]
    stops = [*([end.start for end in cut.ends] for cut in cuts), [len(side.view) for side in sides]]
    contents = [
        [side.between(start, stop) for side, start, stop in zip(sides, *edges, strict=True)]
        for edges in zip(starts, stops, strict=True)
    ]
    before, after = context_of(unit)
    texts = [before, *(tmx.text_of(part[first]) for part in contents), after]
    divided_from = (tmx.Property("x-divided-from", unit.tuid),) if unit.tuid else ()
    props = tuple(_AUTO if prop.type == _AUTO.type else prop for prop in unit.props)
    parts = []
    for number, part in enumerate(contents, 1):
        variants = (replace(variant, content=own) for variant, own in zip(unit.variants, part, strict=True))
        place = tmx.Property("x-part", f"{number}/{len(contents)}")
        tuid = f"{unit.tuid}.{number}" if unit.tuid else None
        divided = replace(unit, variants=tuple(variants), tuid=tuid, props=(*props, *divided_from, place))
        parts.append(with_context(divided, texts[number - 1], texts[number + 1]))
    return tuple(parts)
