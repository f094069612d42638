"""The bilingual term check of one unit: what one side names, the other must name too, in the wording to use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.languages.tags import base
from toolkit.model import Cause, Finding, Severity
from toolkit.terms.doubt import lowered
from toolkit.terms.drift import Parts, short_form
from toolkit.terms.match import Hit, Matcher
from toolkit.terms.misses import Miss, Side, against, missing, several
from toolkit.terms.nearest import Nearest, nearest
from toolkit.terms.termbase import Concept, Status, Termbase
from toolkit.terms.zones import EXEMPT, outside


@dataclass(frozen=True, slots=True)
class TermChecker:
    """A termbase made ready for a language pair; ``exempt`` are the zones whose terms keep their own wording."""

    termbase: Termbase
    source: Matcher
    target: Matcher
    concepts: dict[str, Concept]
    families: dict[str, str]
    parts: tuple[Parts, Parts]
    exempt: tuple[str, ...] = EXEMPT

    @classmethod
    def of(
        cls, termbase: Termbase, source_lang: str, target_lang: str, exempt: Sequence[str] = EXEMPT
    ) -> TermChecker:
        """Index a termbase for a pair of languages."""
        concepts = {concept.id: concept for concept in termbase.concepts}
        matchers = (Matcher(termbase, source_lang), Matcher(termbase, target_lang))
        parts = (Parts.of(termbase, source_lang), Parts.of(termbase, target_lang))
        return cls(termbase, *matchers, concepts, termbase.families, parts, tuple(exempt))

    def check(
        self, source: str, target: str, *, confidence: float = 1.0, doubts: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        """The findings of one unit.

        ``term-missing`` and ``term-dropped`` (something, or nothing, like the term stands on the other side),
        ``term-other`` (another concept's term stands there), ``term-fewer`` (named, but less often),
        ``term-deprecated``, ``term-variant``.  A missing
        term is an error where it has several words, was confirmed and nothing speaks for it; unconfirmed concepts
        warn; one word alone, or one that is also another word, is a note.  ``doubts`` are words that the repair
        was not sure of: a finding about one of them is a degree lower, and a finding of a doubtful bead
        (``confidence`` below 0.5) is a note; both say so under ``lowered``.
        """
        sides = (self._side("source", source, self.source), self._side("target", target, self.target))
        missed = [self._missed(*sides), self._missed(*reversed(sides))]
        found = [*self._others(missed, sides)]
        for misses, other in zip(missed, reversed(sides), strict=True):
            found += [missing(miss, self._near(miss, other), other.matcher.lang) for miss in misses]
        for side, other in (sides, sides[::-1]):
            found += self._fewer(side, other)
            found += self._wording(side)
        found.sort(key=lambda finding: -finding.severity.rank)
        return tuple(lowered(finding, confidence, doubts) for finding in found)

    def _side(self, name: str, text: str, matcher: Matcher) -> Side:
        spans = {
            (self.families[hit.concept], hit.start, hit.end) for hit in matcher.find(text, inside=True, anywhere=True)
        }
        named = _counted(spans)
        if not named:
            return Side(name, text, matcher, (), (), named)
        hits = outside(matcher.find(text), text, matcher.lang, self.exempt)
        parts = self.parts[matcher is self.target]
        choices = outside(parts.kept(matcher.find(text, inside=True)), text, matcher.lang, self.exempt)
        return Side(name, text, matcher, tuple(hits), tuple(choices), named)

    def _missed(self, side: Side, other: Side) -> list[Miss]:
        """The concepts that one side names and the other does not; of terms at one place any will do."""
        said: set[str] = set()
        by_place: dict[int, list[Hit]] = {}
        for hit in side.hits:
            by_place.setdefault(hit.start, []).append(hit)
        found = []
        for group in by_place.values():
            families = {self.families[hit.concept] for hit in group}
            if families & other.named.keys() or families & said:
                continue
            said |= families
            concept = self.concepts[self.families[group[0].concept]]
            wanted = concept.preferred(other.matcher.lang)
            if wanted:
                found.append(Miss(side, group[0], concept, wanted))
        return found

    def _others(self, missed: list[list[Miss]], sides: Sequence[Side]) -> Iterator[Finding]:
        """Pair a concept that only one side names with one that only the other names: one error, not two."""
        plain = [
            [miss for miss in misses if self._near(miss, other).cause is Cause.ABSENT]
            for misses, other in zip(missed, reversed(sides), strict=True)
        ]
        for miss, wrong in zip(*plain, strict=False):
            if not several(miss.hit.term) and not several(wrong.hit.term):
                continue
            missed[0].remove(miss)
            missed[1].remove(wrong)
            yield against(miss, wrong)

    def _near(self, miss: Miss, other: Side) -> Nearest:
        lang = other.matcher.lang
        family = [self.concepts[key] for key, head in self.families.items() if head == miss.concept.id]
        wordings = [term.text for concept in family for term in concept.terms if base(term.lang) == lang]
        return nearest(wordings, other.text, lang)

    def _fewer(self, side: Side, other: Side) -> Iterator[Finding]:
        """Concepts of several words that the other side names, but less often: one mention may be a pronoun there."""
        for concept_id, count in side.named.items():
            there = other.named[concept_id]
            concept = self.concepts[concept_id]
            preferred = concept.preferred(side.matcher.lang)
            if not 0 < there < count or not several(preferred):
                continue
            message = f"«{preferred}» ({side.matcher.lang}) {count}× against {there}× ({other.matcher.lang})"
            evidence = (
                ("concept", concept_id),
                ("class", Cause.ELLIPSIS),
                ("why", "it is named less often there, as where a pronoun stands for it"),
                ("sought", concept.preferred(other.matcher.lang)),
                ("side", side.name),
            )
            yield Finding("term-fewer", Severity.NOTE, message, evidence=evidence)

    def _wording(self, side: Side) -> Iterator[Finding]:
        said: set[str] = set()
        for hit in side.choices:
            if hit.status is Status.PREFERRED or hit.term in said:
                continue
            said.add(hit.term)
            concept = self.concepts[self.families[hit.concept]]
            lang = side.matcher.lang
            preferred = concept.preferred(lang)
            deprecated = hit.status is Status.DEPRECATED
            if not deprecated and _inflected(hit.term, preferred, lang):
                continue
            severity = Severity.NOTE if not deprecated else Severity.ERROR if concept.confirmed else Severity.WARNING
            yield Finding(
                "term-deprecated" if deprecated else "term-variant",
                severity,
                f"«{hit.term}» ({lang}) is {'deprecated' if deprecated else 'a variant'}; preferred: «{preferred}»",
                evidence=(
                    ("concept", concept.id),
                    ("class", Cause.VARIANT),
                    ("why", f"the termbase has it as {hit.status.value}"),
                    ("sought", preferred),
                    ("nearest", side.text[hit.start : hit.end]),
                    ("side", side.name),
                    ("span", f"{hit.start}-{hit.end}"),
                    ("reference", concept.source),
                ),
            )


def _counted(spans: set[tuple[str, int, int]]) -> Counter[str]:
    """How often each family is named; a long form that holds a short one of the same family is one mention."""
    found = Counter[str]()
    last: dict[str, int] = {}
    for family, start, end in sorted(spans, key=lambda span: (span[1], -span[2])):
        if end > last.get(family, -1):
            found[family] += start >= last.get(family, -1)
            last[family] = end
    return found


def _inflected(term: str, preferred: str, lang: str) -> bool:
    """Whether two wordings are one in two forms, or one a short form of the other: «إحدى الممارسات الجيدة»."""
    return short_form(term, preferred, lang) or short_form(preferred, term, lang)
