"""Term candidates of a memory: phrase pairs that recur, belong together and are more than everyday words.

Nothing here is a term until a person has said so; the candidates are ordered so that the likeliest come first.
Sources: Frantzi, Ananiadou & Mima 2000, "Automatic recognition of multi-word terms: the C-value/NC-value method";
Ahmad et al. 1994 for the comparison with everyday language.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.terms.phrase_counts import PhraseCounts
from toolkit.terms.phrases import Bitext, Stems, Use, phrase_pairs, surface

#: How exclusively two phrases must go together (Dice) to be a candidate, and to be a further wording of one.
_LEAST_DICE, _LEAST_VARIANT = 0.4, 0.15
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of phrases that may be a term, and why it ranks where it does.

    ``count`` is how often the two stand for each other, ``source_count`` and ``target_count`` how often each occurs;
    ``dice`` (0 to 1) says how exclusively they go together, ``score`` orders the candidates.  ``source_variants`` and
    ``target_variants`` are further wordings of the same in this memory.  ``examples`` are units with the offsets of
    both phrases in their texts.
    """

    source: str
    target: str
    count: int
    source_count: int
    target_count: int
    dice: float
    score: float
    examples: tuple[Use, ...]
    source_variants: tuple[str, ...] = ()
    target_variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scored:
    stems: tuple[Stems, Stems]
    uses: list[Use]
    dice: float
    score: float


def extract(
    pairs: Sequence[tuple[str, str]], langs: tuple[str, str], *, min_count: int = 2, most: int = 0
) -> tuple[Candidate, ...]:
    """The term candidates of the pairs of texts (source, target) of a memory, the likeliest first.

    ``min_count`` is how often a pair must occur; ``most`` how many to return (0: all).

    >>> texts = [("السخرة جريمة", "forced labour is a crime"), ("منع السخرة", "prevent forced labour")]
    >>> [(found.source, found.target, found.count) for found in extract(texts, ("ar", "en"))]
    [('السخرة', 'forced labour', 2)]
    """
    bitext = Bitext.of(pairs, langs)
    counts = tuple(PhraseCounts(side, lang) for side, lang in zip(bitext.sides, langs, strict=True))
    scored = []
    for stems, uses in phrase_pairs(bitext).items():
        dice = 2 * len(uses) / (counts[0].total[stems[0]] + counts[1].total[stems[1]])
        if len(uses) >= min_count and dice >= _LEAST_VARIANT:
            scored.append(_Scored(stems, uses, dice, dice * _termhood(stems, counts)))
    scored.sort(key=lambda one: (-one.score, one.stems))
    chosen = _chosen(scored)
    others = _by_phrase(scored)
    return tuple(_candidate(one, others, bitext, counts) for one in (chosen[:most] if most else chosen))


def _termhood(stems: tuple[Stems, Stems], counts: tuple[PhraseCounts, ...]) -> float:
    """How much a pair looks like a term: it stands by itself, is no everyday word, and is headed by a noun."""
    alone = min(count.c_value(own) for count, own in zip(counts, stems, strict=True))
    special = sum(count.speciality(own) for count, own in zip(counts, stems, strict=True)) / 2
    noun = math.sqrt(math.prod(count.nounness(own) for count, own in zip(counts, stems, strict=True)))
    return math.log2(1 + max(alone, 0.0)) * max(special, 0.05) * (0.1 + 0.9 * noun)


def _chosen(scored: Sequence[_Scored]) -> list[_Scored]:
    """Each phrase once, with its best counterpart (competitive linking, Melamed 2000)."""
    taken: tuple[set[Stems], set[Stems]] = (set(), set())
    chosen = []
    for one in scored:
        if one.dice < _LEAST_DICE or one.score <= 0 or one.stems[0] in taken[0] or one.stems[1] in taken[1]:
            continue
        for side in (0, 1):
            taken[side].add(one.stems[side])
        chosen.append(one)
    return chosen


def _by_phrase(scored: Sequence[_Scored]) -> tuple[dict[Stems, list[_Scored]], dict[Stems, list[_Scored]]]:
    found: tuple[dict[Stems, list[_Scored]], dict[Stems, list[_Scored]]] = ({}, {})
    for one in scored:
        for side in (0, 1):
            found[side].setdefault(one.stems[side], []).append(one)
    return found


def _candidate(
    one: _Scored,
    others: tuple[dict[Stems, list[_Scored]], dict[Stems, list[_Scored]]],
    bitext: Bitext,
    counts: tuple[PhraseCounts, ...],
) -> Candidate:
    units: dict[int, Use] = {}
    for use in one.uses:
        units.setdefault(use.unit, use)
    totals = [count.total[own] for count, own in zip(counts, one.stems, strict=True)]
    variants = [_variants(one, others[1 - side][one.stems[1 - side]], side, bitext) for side in (0, 1)]
    return Candidate(
        _shown(one, 0, bitext),
        _shown(one, 1, bitext),
        len(one.uses),
        totals[0],
        totals[1],
        one.dice,
        one.score,
        tuple(units.values())[:_EXAMPLES],
        variants[0],
        variants[1],
    )


def _variants(one: _Scored, others: Sequence[_Scored], side: int, bitext: Bitext) -> tuple[str, ...]:
    """The further wordings of one side among the pairs that share the other; a longer or shorter one is none."""
    texts = (_shown(other, side, bitext) for other in others if not _nested(other.stems[side], one.stems[side]))
    return tuple(dict.fromkeys(text for text in texts if text != _shown(one, side, bitext)))


def _shown(one: _Scored, side: int, bitext: Bitext) -> str:
    return surface(bitext.sides[side], [(use.unit, use.span(side)) for use in one.uses])


def _nested(one: Stems, other: Stems) -> bool:
    """Whether one phrase is a part of the other: not another wording, only a longer or shorter one."""
    short, long = sorted((one, other), key=len)
    return any(long[place : place + len(short)] == short for place in range(len(long) - len(short) + 1))
