"""Drift: a concept that one document words in several ways; one finding a concept, with the places of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.languages.arabic import fold
from toolkit.languages.english_forms import singular
from toolkit.model import Cause, Finding, Severity
from toolkit.terms.match import Hit, Matcher
from toolkit.terms.termbase import Status, Termbase
from toolkit.terms.zones import EXEMPT, outside

_WEAK_RE = re.compile("[اويتءه]")
_ENGLISH_ENDING_RE = re.compile("(?<=\\w{4})(?:ing|ed)$")
_REPEAT_RE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a concept in one language: how often, and in which blocks (in order of the document).

    ``counts`` run in step with ``blocks``; ``status`` is the best that any of its uses has.
    """

    term: str
    count: int
    blocks: tuple[str, ...]
    counts: tuple[int, ...] = ()
    status: Status = Status.PREFERRED

    @property
    def shown(self) -> str:
        """The wording with its counts for people: «السخرة» 3× (9, 12 ×2)."""
        places = (f"{block} ×{n}" if n > 1 else block for block, n in zip(self.blocks, self.counts, strict=True))
        return f"«{self.term}» {self.count}× ({', '.join(places)})"


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
    texts: Sequence[str], blocks: Sequence[str], termbase: Termbase, lang: str, exempt: Sequence[str] = EXEMPT
) -> dict[str, tuple[Wording, ...]]:
    """For each concept family the wordings that a document uses for it, most frequent first.

    ``texts`` and ``blocks`` run in step: the texts of one side and the block of each.  Terms inside the ``exempt``
    zones (treaty titles) are left out; forms that only inflection parts count as one, under the form met first.
    """
    matcher = Matcher(termbase, lang)
    parts = Parts.of(termbase, matcher.lang)
    kept = [
        (outside(parts.kept(matcher.find(text, inside=True)), text, matcher.lang, exempt), block)
        for text, block in zip(texts, blocks, strict=True)
    ]
    return _grouped(kept, parts.family, matcher.lang)


def title_wordings(
    texts: Sequence[str], blocks: Sequence[str], termbase: Termbase, lang: str, exempt: Sequence[str] = EXEMPT
) -> dict[str, tuple[Wording, ...]]:
    """The same for what stands inside the ``exempt`` zones, where contexts and longer terms do not matter."""
    matcher = Matcher(termbase, lang)
    kept = []
    for text, block in zip(texts, blocks, strict=True):
        hits = matcher.find(text, inside=True, anywhere=True)
        free = set(outside(hits, text, matcher.lang, exempt))
        kept.append(([hit for hit in hits if hit not in free], block))
    return _grouped(kept, termbase.families, matcher.lang)


def _grouped(
    kept: Sequence[tuple[Sequence[Hit], str]], families: dict[str, str], lang: str
) -> dict[str, tuple[Wording, ...]]:
    found: dict[str, dict[tuple[str, ...], list[tuple[Hit, str]]]] = {}
    for hits, block in kept:
        seen: set[tuple[int, int, str]] = set()
        for hit in hits:
            place = (hit.start, hit.end, families[hit.concept])
            if place not in seen:
                seen.add(place)
                variants = found.setdefault(place[2], {})
                variants.setdefault(skeleton(hit.term, lang), []).append((hit, block))
    return {
        concept: tuple(_wording(uses) for uses in sorted(variants.values(), key=lambda uses: -len(uses)))
        for concept, variants in found.items()
    }


def _wording(uses: Sequence[tuple[Hit, str]]) -> Wording:
    counted = Counter(block for _, block in uses)
    status = min((hit.status for hit, _ in uses), key=list(Status).index)
    return Wording(uses[0][0].term, len(uses), tuple(counted), tuple(counted.values()), status)


def drifts(
    texts: Sequence[str], blocks: Sequence[str], termbase: Termbase, lang: str, exempt: Sequence[str] = EXEMPT
) -> tuple[Finding, ...]:
    """One ``term-drift`` finding for each concept that has several wordings in one language of a document.

    Where another wording stands in treaty titles alone, which keep theirs, a note says so (``term-title``).  A
    short form of another wording (its words in the same order) is no drift, nor are wordings that are all
    preferred (a treaty's full title and its short one).
    """
    found = []
    titles = title_wordings(texts, blocks, termbase, lang, exempt)
    for concept, used in wordings(texts, blocks, termbase, lang, exempt).items():
        found += _of_titles(concept, used, titles.get(concept, ()), lang)
        rivals = [
            one for one in used if not any(short_form(other.term, one.term, lang) for other in used if other != one)
        ]
        if len(rivals) < 2 or all(one.status is Status.PREFERRED for one in rivals):
            continue
        evidence = (
            ("concept", concept),
            ("class", Cause.VARIANT),
            ("lang", lang),
            ("blocks", " ".join(dict.fromkeys(block for use in rivals for block in use.blocks))),
            *((use.term, " ".join(use.blocks)) for use in rivals),
        )
        message = f"several wordings ({lang}): {'; '.join(use.shown for use in rivals)}"
        found.append(Finding("term-drift", Severity.WARNING, message, evidence=evidence))
    return tuple(found)


def _of_titles(concept: str, used: Sequence[Wording], titles: Sequence[Wording], lang: str) -> list[Finding]:
    """A note where titles word a concept as the document itself never does."""
    own = [
        title
        for title in titles
        if not any(short_form(a.term, b.term, lang) for one in used for a, b in ((one, title), (title, one)))
    ]
    if not own:
        return []
    said, kept = ("; ".join(use.shown for use in uses) for uses in (used, own))
    evidence = (
        ("concept", concept),
        ("class", Cause.VARIANT),
        ("why", "a treaty's title keeps its wording, so this is no drift"),
        ("lang", lang),
        *((use.term, " ".join(use.blocks)) for use in (*used, *own)),
    )
    return [Finding("term-title", Severity.NOTE, f"{said}; in titles alone ({lang}): {kept}", evidence=evidence)]


@dataclass(frozen=True, slots=True)
class Parts:
    """Which terms count inside longer ones: those that the longer concept's own preferred term is made of.

    ``family`` and ``preferred`` are by concept id, the latter in one language.
    """

    family: dict[str, str]
    preferred: dict[str, str]

    @classmethod
    def of(cls, termbase: Termbase, lang: str) -> Parts:
        """For the terms of one language."""
        return cls(termbase.families, {concept.id: concept.preferred(lang) for concept in termbase.concepts})

    def kept(self, hits: Sequence[Hit]) -> list[Hit]:
        """Hits that stand in no longer one, or make the same choice there: «ضحايا [الاتجار بالبشر]»."""
        return settled(
            [hit for hit in hits if all(self._is_choice(hit, other) for other in hits if _holds(other, hit))]
        )

    def _is_choice(self, hit: Hit, longer: Hit) -> bool:
        own = self.preferred[self.family[hit.concept]]
        whole = self.preferred[self.family[longer.concept]]
        return own != whole and f" {own} " in f" {whole} "


def settled(hits: Sequence[Hit]) -> list[Hit]:
    """Of concepts that claim the same words, those whose preferred term they are, where there is one."""
    preferred = {(hit.start, hit.end) for hit in hits if hit.status is Status.PREFERRED}
    return [hit for hit in hits if hit.status is Status.PREFERRED or (hit.start, hit.end) not in preferred]


def _holds(other: Hit, hit: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def short_form(short: str, long: str, lang: str) -> bool:
    """Whether a wording is a short form of another, or the same but for inflection.

    >>> short_form("خطة العمل العالمية", "خطة عمل الأمم المتحدة العالمية لمكافحة الاتجار بالأشخاص", "ar")
    True
    >>> short_form("الاتجار بالبشر", "الاتجار بالأشخاص", "ar")
    False
    """
    wanted, words = list(skeleton(short, lang)), iter(skeleton(long, lang))
    return bool(wanted) and all(word in words for word in wanted)
