"""The bilingual term check of one unit: what one side names, the other must name too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model import Finding, Severity
from toolkit.terms.match import Hit, Matcher
from toolkit.terms.termbase import Concept, Status, Termbase

#: Below this confidence a missing term says more about the alignment than about the term.
_DOUBTFUL_BEAD = 0.5


@dataclass(frozen=True, slots=True)
class TermChecker:
    """A termbase made ready for a language pair."""

    termbase: Termbase
    source: Matcher
    target: Matcher
    concepts: dict[str, Concept]

    @classmethod
    def of(cls, termbase: Termbase, source_lang: str, target_lang: str) -> TermChecker:
        """Index a termbase for a pair of languages."""
        return cls(
            termbase,
            Matcher(termbase, source_lang),
            Matcher(termbase, target_lang),
            {concept.id: concept for concept in termbase.concepts},
        )

    def check(self, source: str, target: str, *, confidence: float = 1.0) -> tuple[Finding, ...]:
        """The findings of one unit: ``term-missing``, ``term-deprecated``, ``term-variant``.

        A missing term is a warning where it has several words and was confirmed, else a note; where the bead is
        doubtful, every finding is a note that says so.
        """
        sides = ((self.source, source, self.target, target), (self.target, target, self.source, source))
        found: list[Finding] = []
        for matcher, text, other, other_text in sides:
            hits = matcher.find(text)
            found += self._missing(hits, matcher.lang, other, other_text)
            found += self._wording(hits, matcher.lang)
        if confidence >= _DOUBTFUL_BEAD:
            return tuple(found)
        return tuple(
            Finding(f.code, Severity.NOTE, f.message, evidence=(*f.evidence, ("class", "doubtful alignment")))
            for f in found
        )

    def _missing(self, hits: Sequence[Hit], lang: str, other: Matcher, other_text: str) -> Iterator[Finding]:
        there = {self.concepts[hit.concept].family for hit in other.find(other_text, inside=True)}
        said: set[str] = set()
        by_place: dict[int, list[Hit]] = {}
        for hit in hits:
            by_place.setdefault(hit.start, []).append(hit)
        for group in by_place.values():
            families = {self.concepts[hit.concept].family for hit in group}
            if families & there or families & said:
                continue
            said |= families
            concept = self.concepts[group[0].concept]
            wanted = self.concepts[concept.family].preferred(other.lang)
            if not wanted:
                continue
            grave = concept.confirmed and " " in group[0].term.partition(" (")[0]
            yield Finding(
                "term-missing",
                Severity.WARNING if grave else Severity.NOTE,
                f"«{group[0].term}» ({lang}) has no counterpart; expected «{wanted}» ({other.lang})",
                evidence=(
                    ("concept", concept.id),
                    ("sought", wanted),
                    ("source", concept.source),
                    ("class", "absent"),
                ),
            )

    def _wording(self, hits: Sequence[Hit], lang: str) -> Iterator[Finding]:
        said: set[str] = set()
        for hit in hits:
            plain_variant = hit.status is Status.ADMITTED and " " not in hit.term  # mostly an inflected form
            if hit.status is Status.PREFERRED or hit.term in said or plain_variant:
                continue
            said.add(hit.term)
            concept = self.concepts[self.concepts[hit.concept].family]
            preferred = concept.preferred(lang)
            if preferred == hit.term:
                continue
            deprecated = hit.status is Status.DEPRECATED
            severity = Severity.NOTE if not deprecated else Severity.ERROR if concept.confirmed else Severity.WARNING
            yield Finding(
                "term-deprecated" if deprecated else "term-variant",
                severity,
                f"«{hit.term}» ({lang}) is {'deprecated' if deprecated else 'a variant'}; preferred: «{preferred}»",
                evidence=(("concept", concept.id), ("found", hit.term), ("preferred", preferred)),
            )
