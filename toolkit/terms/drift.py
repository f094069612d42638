"""Drift: a concept that one document words in several ways; one finding a concept, with the places of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.languages.arabic import fold
from toolkit.languages.english_forms import singular
from toolkit.languages.tags import base
from toolkit.model import Finding, Severity
from toolkit.terms.match import Hit, Matcher
from toolkit.terms.termbase import Termbase

#: A treaty's title keeps its own wording: «اتفاقية مجلس أوروبا لمكافحة الاتجار بالبشر», "Forced Labour Convention".
_TITLES = {
    "ar": re.compile(
        r"(?<!\w)(?:[وفبلك]{0,2}(?:اتفاقي(?:ة|تي|تا|ات))|الاتفاقية (?:المتعلقة|الخاصة|الدولية|رقم|بشأن)"
        r"|مبادئ|مؤتمر العمل|منظمة)(?: [^\s.،؛:()«»]+){1,12}"
    ),
    "en": re.compile(
        r"(?:(?:[A-Z][\w’-]+|of|the) ){0,8}(?:Convention|Guidelines|Principles|Organization)"
        r"(?: (?:on|against|concerning|for|relating)(?: [^\s.,;:()]+){1,12})?"
    ),
}
_WEAK_RE = re.compile("[اويتءه]")
_ENGLISH_ENDING_RE = re.compile("(?<=\\w{4})(?:ing|ed)$")
_REPEAT_RE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a concept in one language: how often, and in which blocks (in order of the document)."""

    term: str
    count: int
    blocks: tuple[str, ...]


def title_zones(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """Where treaty titles stand in a text; terms inside keep the title's wording.

    >>> title_zones("the Forced Labour Convention, 1930", "en")
    ((0, 28),)
    """
    pattern = _TITLES.get(base(lang))
    return tuple(match.span() for match in pattern.finditer(text)) if pattern else ()


def outside_titles(hits: Sequence[Hit], text: str, lang: str) -> list[Hit]:
    """The hits that do not stand wholly inside a treaty's title."""
    zones = title_zones(text, lang)
    return [hit for hit in hits if not any(start <= hit.start and hit.end <= end for start, end in zones)]


def skeleton(term: str, lang: str) -> tuple[str, ...]:
    """What stays of a term under inflection: «ضحايا الاتجار» and «ضحية الاتجار» are one wording.

    >>> skeleton("أرباب العمل", "ar") == skeleton("رب عمل", "ar"), skeleton("أصحاب العمل", "ar")
    (True, ('صحب', 'عمل'))
    """
    if lang != "ar":
        words = [word for word in re.findall(r"\w+", term) if word.lower() not in ("the", "a", "an")]
        return tuple(_ENGLISH_ENDING_RE.sub("", singular(word)) for word in words)
    words = [re.sub("^(?:و?(?:ال))", "", fold(word)) for word in re.findall(r"\w+", term)]
    return tuple(_REPEAT_RE.sub(r"\1", _WEAK_RE.sub("", word)) for word in words)


def wordings(
    texts: Sequence[str], blocks: Sequence[str], termbase: Termbase, lang: str
) -> dict[str, tuple[Wording, ...]]:
    """For each concept family the wordings that a document uses for it, most frequent first.

    ``texts`` and ``blocks`` run in step: the texts of one side and the block of each.  Terms inside treaty titles
    are left out; forms that only inflection parts count as one, under the form met first.
    """
    matcher = Matcher(termbase, lang)
    family = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    found: dict[str, dict[tuple[str, ...], list[tuple[str, str]]]] = {}
    for text, block in zip(texts, blocks, strict=True):
        seen: set[tuple[int, int, str]] = set()
        for hit in outside_titles(_maximal(matcher.find(text, inside=True)), text, matcher.lang):
            place = (hit.start, hit.end, family[hit.concept])
            if place not in seen:
                seen.add(place)
                variants = found.setdefault(family[hit.concept], {})
                variants.setdefault(skeleton(hit.term, matcher.lang), []).append((hit.term, block))
    return {
        concept: tuple(
            Wording(uses[0][0], len(uses), tuple(dict.fromkeys(block for _, block in uses)))
            for uses in sorted(variants.values(), key=lambda uses: -len(uses))
        )
        for concept, variants in found.items()
    }


def drifts(texts: Sequence[str], blocks: Sequence[str], termbase: Termbase, lang: str) -> tuple[Finding, ...]:
    """One ``term-drift`` finding for each concept that has several wordings in one language of a document.

    A wording that contains another (a long and a short form) is no drift.
    """
    found = []
    for concept, used in wordings(texts, blocks, termbase, lang).items():
        rivals = [one for one in used if not any(_within(other, one, lang) for other in used if other != one)]
        if len(rivals) < 2:
            continue
        shown = "; ".join(f"«{use.term}» {use.count}× ({', '.join(use.blocks)})" for use in rivals)
        evidence = (("concept", concept), ("lang", lang), *((use.term, " ".join(use.blocks)) for use in rivals))
        found.append(
            Finding("term-drift", Severity.WARNING, f"several wordings ({lang}): {shown}", evidence=evidence)
        )
    return tuple(found)


def _maximal(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that stand in no longer one; those that overlap in part stay: «ضحايا [الاتجار» بالبشر]."""
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]


def _within(inner: Wording, outer: Wording, lang: str) -> bool:
    """Whether a wording's words stand in a row in another's."""
    short, long = skeleton(inner.term, lang), skeleton(outer.term, lang)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
