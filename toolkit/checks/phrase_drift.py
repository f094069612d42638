"""Recurring phrases whose counterpart wavers: their renderings, and which of these are rivals of the main one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.checks.lookalikes import lookalikes
from toolkit.checks.wavering import Drift, Wording, entropy_bits
from toolkit.languages.arabic import fold
from toolkit.languages.tags import base
from toolkit.terms.phrase_counts import PhraseCounts
from toolkit.terms.phrases import Bitext, Side, Span, Stems, Use, phrase_pairs, surface

#: How often a phrase must recur, and its main rendering.
_LEAST_USES, _LEAST_MAIN = 3, 2
#: The share of a rendering's uses that stand for the phrase, below which it is rather a rendering of something else.
_LEAST_SHARE = 0.6
#: Bits below which a drift is not worth a look.
_LEAST_BITS = 3.0
#: A word this many powers of ten more frequent than in everyday language is special.
_SPECIAL = 2.0
_WEAK_RE = re.compile("[اويتءه]")
_REPEAT_RE = re.compile(r"(.)\1+")
_ENGLISH_ENDING_RE = re.compile(r"(?<=\w{4})(?:ing|ed|s)$")
#: Of two words of one family the first letters are the same: so many, and this share of the longer one's.
_LEAST_AKIN, _AKIN = 4, 0.6
_ARTICLES = {"the", "a", "an"}


@dataclass(frozen=True, slots=True)
class _Rendering:
    """The uses of one wording of a phrase; ``bones`` are its words without what inflection changes."""

    bones: Stems
    stems: Stems
    uses: tuple[Use, ...]
    share: float


def wavering_phrases(bitext: Bitext, langs: tuple[str, str], side: int, told: set[int]) -> Iterator[Drift]:
    """Phrases of the bitext's source whose target wavers; ``side`` says which side of the memory that target is."""
    by_phrase: dict[Stems, list[tuple[Stems, list[Use]]]] = {}
    places: dict[Stems, set[tuple[int, Span]]] = {}
    pairs = phrase_pairs(bitext)
    alike = lookalikes(bitext, pairs)
    for stable, wavering in dict.fromkeys((*pairs, *alike)):
        uses = [*pairs.get((stable, wavering), ()), *alike.get((stable, wavering), ())]
        by_phrase.setdefault(stable, []).append((wavering, uses))
        places.setdefault(wavering, set()).update((use.unit, use.target) for use in uses)
    whole = {wavering: len(found) for wavering, found in places.items()}
    lang, counts = base(langs[side]), PhraseCounts(bitext.sides[0], langs[1 - side])
    for stable, found in by_phrase.items():
        if (sum(len(uses) for _, uses in found) >= _LEAST_USES and len(found) > 1) or _may_differ_within(stable):
            made = _renderings(found, whole, bitext.sides[1], lang, told)
            kept = _kept(_of_one_form(made, bitext.sides[0]))
            if len(kept) > 1:
                special = min(max(counts.speciality(stable) / _SPECIAL, 0.1), 1.5)
                drift = _drift(stable, kept, bitext, side, special)
                if drift.bits >= _LEAST_BITS:
                    yield drift


def _may_differ_within(stable: Stems) -> bool:
    """Whether one key of content words may hide several wordings, by a preposition."""
    return len(stable) > 1


def _renderings(
    found: Sequence[tuple[Stems, list[Use]]],
    whole: dict[Stems, int],
    texts: Sequence[Side],
    lang: str,
    told: set[int],
) -> list[_Rendering]:
    """The renderings of a phrase, inflections of one wording together, the commonest first."""
    groups: dict[Stems, list[tuple[Stems, Use, float]]] = {}
    for stems, uses in found:
        share = len(uses) / whole[stems]
        for use in uses:
            if use.unit not in told:
                groups.setdefault(_bones(texts[use.unit], use.target, lang), []).append((stems, use, share))
    made = [
        _Rendering(bones, own[0][0], tuple(use for _, use, _ in own), sum(share for _, _, share in own) / len(own))
        for bones, own in groups.items()
    ]
    return sorted(made, key=lambda one: (-len(one.uses), one.bones))


def _of_one_form(renderings: Sequence[_Rendering], texts: Sequence[Side]) -> list[_Rendering]:
    """The renderings less the uses whose phrase has another form than under the main one: «goods» is not "good"."""
    forms = {_form(texts[use.unit], use.source) for use in renderings[0].uses} if renderings else set()
    kept = []
    for one in renderings:
        uses = tuple(use for use in one.uses if _form(texts[use.unit], use.source) in forms)
        kept += [replace(one, uses=uses)] if uses else []
    return sorted(kept, key=lambda one: (-len(one.uses), one.bones))


def _form(side: Side, span: Span) -> str:
    """How a phrase is written, but for case, what is attached before a word, and the Arabic article."""
    words = (fold(token.bare).casefold() for token in side.tokens if span[0] <= token.start < span[1])
    return " ".join(word.removeprefix("ال") for word in words)


def _bones(side: Side, span: Span, lang: str) -> Stems:
    """The words of a stretch without what inflection changes; function words and attached particles stay."""
    found: list[str] = []
    for token in side.tokens:
        if span[0] <= token.start < span[1] and token.stem not in _ARTICLES:
            particle = side.text[token.start] if token.start > span[0] and lang == "ar" else ""
            if particle in ("ب", "ل", "ك") and not fold(token.bare).startswith(particle):
                found.append(particle)
            found.append(bone(token.stem, lang) if token.content else token.stem)
    return tuple(found)


def bone(stem: str, lang: str) -> str:
    """A stem without what inflection changes: broken plurals mostly differ in weak letters.

    >>> bone("اطراف", "ar") == bone("طرف", "ar"), bone("organized", "en")
    (True, 'organiz')
    """
    if lang == "ar":
        return _REPEAT_RE.sub(r"\1", _WEAK_RE.sub("", stem)) or stem
    return _ENGLISH_ENDING_RE.sub("", stem) if lang == "en" else stem


def akin(one: str, other: str) -> bool:
    """Whether two words look like one family: «implement» and «implementation» are no two wordings.

    >>> akin("implement", "implementation"), akin("promote", "protect")
    (True, False)
    """
    least = min(len(one), len(other))
    same = next((place for place in range(least) if one[place] != other[place]), least)
    return same >= _LEAST_AKIN and (same == least or same >= _AKIN * max(len(one), len(other)))


def _kept(renderings: Sequence[_Rendering]) -> list[_Rendering]:
    """The main rendering and those that are certainly rivals of it."""
    if not renderings or len(renderings[0].uses) < _LEAST_MAIN or renderings[0].share < _LEAST_SHARE:
        return []
    main = renderings[0]
    kept = [main]
    for other in renderings[1:]:
        if other.share >= _LEAST_SHARE and _rivals(main, other) and not any(_part(one, other) for one in kept):
            kept.append(other)
    return kept


def _rivals(main: _Rendering, other: _Rendering) -> bool:
    """Whether two renderings are two wordings of one thing: twice at least, or once with a word in common."""
    pairs = list(zip(main.bones, other.bones, strict=False))
    if len(main.bones) == len(other.bones) and all(one == two or akin(one, two) for one, two in pairs):
        return False
    if main.stems != other.stems and sorted(main.stems) == sorted(other.stems):  # another order of the same words
        return False
    common = set(main.bones) & set(other.bones)
    if len(main.bones) == len(other.bones) and len(common) * 2 >= len(main.bones) > 1:
        return True
    return len(other.uses) > 1 and (len(main.stems) > 1 or len(other.uses) * 3 >= len(main.uses))


def _part(one: _Rendering, other: _Rendering) -> bool:
    """Whether one is only a longer or shorter form of the other."""
    short, long = sorted((one.bones, other.bones), key=len)
    return set(short) <= set(long) and len(short) < len(long) and _in_order(short, long)


def _in_order(short: Stems, long: Stems) -> bool:
    rest = iter(long)
    return all(bone_of in rest for bone_of in short)


def _drift(stable: Stems, kept: Sequence[_Rendering], bitext: Bitext, side: int, special: float) -> Drift:
    wordings = tuple(
        Wording(
            surface(bitext.sides[1], [(use.unit, use.target) for use in one.uses]),
            tuple(use.unit for use in one.uses),
            tuple(use.target for use in one.uses),
            one.share,
        )
        for one in kept
    )
    sure = min(one.share for one in kept)
    bits = entropy_bits([len(one.uses) for one in kept]) * sure * special * math.log2(1 + len(stable))
    shown = surface(bitext.sides[0], [(use.unit, use.source) for one in kept for use in one.uses])
    return Drift("phrase-drift", shown, side, wordings, bits, len(stable))


def once(drifts: Sequence[Drift]) -> list[Drift]:
    """Each drift once: of phrases that show the same words wavering, the one that shows it best."""
    claimed: dict[tuple[int, int], list[Span]] = {}
    kept = []
    wider = [drift for drift in drifts if not any(_shows_more(other, drift) for other in drifts)]
    for drift in sorted(wider, key=lambda drift: (-drift.bits, -drift.words, drift.stable)):
        rare = [
            (unit, span) for used in drift.wordings[1:] for unit, span in zip(used.units, used.spans, strict=True)
        ]
        known = sum(
            any(start < span[1] and span[0] < end for start, end in claimed.get((drift.side, unit), ()))
            for unit, span in rare
        )
        if known * 2 >= len(rare):
            continue
        for used in drift.wordings:
            for unit, span in zip(used.units, used.spans, strict=True):
                claimed.setdefault((drift.side, unit), []).append(span)
        kept.append(drift)
    return kept


def _shows_more(other: Drift, drift: Drift) -> bool:
    """Whether another phrase of several words shows the rival of a drift wherever this does, and elsewhere too."""
    rival, more = drift.wordings[1], other.wordings[1]
    if other.side != drift.side or other.words < 2 or len(more.units) <= len(rival.units):
        return False
    spans: dict[int, list[Span]] = {}
    for unit, span in zip(more.units, more.spans, strict=True):
        spans.setdefault(unit, []).append(span)
    return all(
        any(start <= inner[0] and inner[1] <= end for inner in spans.get(unit, ()))
        for unit, (start, end) in zip(rival.units, rival.spans, strict=True)
    )
