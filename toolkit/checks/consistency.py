"""Consistency without a termbase: the same segment or recurring phrase worded in several ways, in either direction.

Each drift is one finding for the whole memory, the most surprising first.  Surprise is counted in bits: what the
renderings cost beyond those of a translator who always says the same (their entropy), times how sure it is that the
renderings stand for the phrase, times weights that grow with its length and with how special its words are: everyday
words are rendered in many ways, and nobody minds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import tmx
from toolkit.languages.arabic import fold
from toolkit.languages.digits import to_ascii_digits
from toolkit.languages.tags import base
from toolkit.model import Finding, Severity
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
_SHOWN = 90
_WEAK_RE = re.compile("[اويتءه]")
_REPEAT_RE = re.compile(r"(.)\1+")
_ENGLISH_ENDING_RE = re.compile(r"(?<=\w{4})(?:ing|ed|s)$")
#: Of two words of one family the first letters are the same: so many, and this share of the longer one's.
_LEAST_AKIN, _AKIN = 4, 0.6
_ARTICLES = {"the", "a", "an"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording among several: its text, and the units that have it (with the place in their texts, if known)."""

    text: str
    units: tuple[int, ...]
    spans: tuple[Span, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Drift:
    """A segment or phrase (``stable``) that the other side words in several ways, the commonest first.

    ``side`` (0 source, 1 target) is the side that wavers; ``bits`` is how surprising that is.
    """

    code: str
    stable: str
    side: int
    wordings: tuple[Wording, ...]
    bits: float
    words: int


def drifts_without_termbase(pairs: Sequence[tuple[str, str]], langs: tuple[str, str]) -> tuple[Drift, ...]:
    """The drifts of the pairs of texts (source, target) of a memory, the most surprising first.

    >>> pairs = [("نهاية", "The end"), ("نهاية", "Finis"), ("بداية", "Start")]
    >>> drift = drifts_without_termbase(pairs, ("ar", "en"))[0]
    >>> drift.stable, [used.text for used in drift.wordings]
    ('نهاية', ['The end', 'Finis'])
    """
    found = [drift for side in (0, 1) for drift in _segments(pairs, langs, side)]
    bitext = Bitext.of(pairs, langs)
    told = {unit for drift in found for used in drift.wordings for unit in used.units}
    phrases = [drift for side in (0, 1) for drift in _phrases(bitext if side else bitext.turned(), langs, side, told)]
    return tuple(sorted((*found, *_once(phrases)), key=lambda drift: (-drift.bits, drift.code, drift.stable)))


def check_consistency(memory: tmx.Memory, langs: tuple[str, str]) -> tuple[Finding, ...]:
    """``segment-drift`` and ``phrase-drift`` of a memory, the most surprising first; for the table of checks."""
    pairs, blocks = [], []
    for position, unit in enumerate(memory):
        source, target = unit.variant(langs[0]), unit.variant(langs[1])
        if source is not None and target is not None:
            pairs.append((source.text, target.text))
            blocks.append(unit.prop("x-block") or f"unit-{position + 1}")
    return tuple(findings(drifts_without_termbase(pairs, langs), langs, blocks))


def findings(drifts: Sequence[Drift], langs: tuple[str, str], blocks: Sequence[str]) -> Iterator[Finding]:
    """A finding for each drift; ``blocks`` name the place of each pair.

    Segments and phrases of several words are warnings, single words notes.
    """
    for drift in drifts:
        parts = []
        for used in drift.wordings:
            places = ", ".join(dict.fromkeys(blocks[unit] for unit in used.units))
            parts.append(f"«{_short(used.text)}» {len(used.units)}× ({places})")
        what = "segment" if drift.code == "segment-drift" else "phrase"
        message = (
            f"one {what} ({langs[1 - drift.side]}) «{_short(drift.stable)}», several wordings ({langs[drift.side]}): "
        )
        severity = Severity.WARNING if what == "segment" or drift.words > 1 else Severity.NOTE
        evidence = (
            ("side", "target" if drift.side else "source"),
            ("bits", f"{drift.bits:.1f}"),
            ("blocks", " ".join(dict.fromkeys(blocks[unit] for used in drift.wordings for unit in used.units))),
            *(("wording", used.text) for used in drift.wordings),
        )
        yield Finding(drift.code, severity, message + "; ".join(parts), evidence=evidence)


def _short(text: str) -> str:
    text = " ".join(text.replace("«", "“").replace("»", "”").split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rpartition(" ")[0] + " …"


def entropy_bits(counts: Sequence[int]) -> float:
    """How many bits the choices cost together; none where the choice is always the same.

    >>> entropy_bits([2, 2]), entropy_bits([5])
    (4.0, 0.0)
    """
    total = sum(counts)
    return sum(count * math.log2(total / count) for count in counts)


def same_text(text: str) -> str:
    """The key under which two segments are the same: letters and digits alone, in any case and spelling of Arabic.

    >>> same_text("Article ٥.") == same_text("article 5"), same_text("إيواء،") == same_text("ايواء")
    (True, True)
    """
    return " ".join(re.findall(r"\w+", to_ascii_digits(fold(text)).casefold()))


def _segments(pairs: Sequence[tuple[str, str]], langs: tuple[str, str], side: int) -> Iterator[Drift]:
    """Segments whose other side wavers."""
    groups: dict[str, dict[str, list[int]]] = {}
    for unit, pair in enumerate(pairs):
        stable, wavering = same_text(pair[1 - side]), same_text(pair[side])
        if any(map(str.isalpha, stable)) and wavering:
            groups.setdefault(stable, {}).setdefault(wavering, []).append(unit)
    for stable, used in groups.items():
        if len(used) > 1:
            ordered = sorted(used.values(), key=lambda units: (-len(units), units))
            words = len(stable.split())
            bits = entropy_bits([len(units) for units in ordered]) * math.log2(1 + words)
            wordings = tuple(Wording(pairs[units[0]][side], tuple(units)) for units in ordered)
            yield Drift("segment-drift", pairs[ordered[0][0]][1 - side], side, wordings, bits, words)


@dataclass(frozen=True, slots=True)
class _Rendering:
    """The uses of one wording of a phrase; ``bones`` are its words without what inflection changes."""

    bones: Stems
    stems: Stems
    uses: tuple[Use, ...]
    share: float


def _phrases(bitext: Bitext, langs: tuple[str, str], side: int, told: set[int]) -> Iterator[Drift]:
    """Phrases of the bitext's source whose target wavers; ``side`` says which side of the memory that target is."""
    by_phrase: dict[Stems, list[tuple[Stems, list[Use]]]] = {}
    whole: dict[Stems, int] = {}
    for (stable, wavering), uses in phrase_pairs(bitext).items():
        by_phrase.setdefault(stable, []).append((wavering, uses))
        whole[wavering] = whole.get(wavering, 0) + len(uses)
    lang, counts = base(langs[side]), PhraseCounts(bitext.sides[0], langs[1 - side])
    for stable, found in by_phrase.items():
        if (sum(len(uses) for _, uses in found) >= _LEAST_USES and len(found) > 1) or _may_differ_within(stable):
            kept = _kept(_of_one_form(_renderings(found, whole, bitext.sides[1], lang, told), bitext.sides[0]))
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


def _once(drifts: Sequence[Drift]) -> list[Drift]:
    """Each drift once: of phrases that show the same words wavering, the one that shows it best."""
    claimed: dict[tuple[int, int], list[Span]] = {}
    kept = []
    for drift in sorted(drifts, key=lambda drift: (-drift.bits, -drift.words, drift.stable)):
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
