"""Find a termbase's terms in running text: the longest match wins, offsets count in the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.languages.arabic import has_arabic
from toolkit.languages.arabic_forms import readings, term_reading
from toolkit.languages.english_forms import singular
from toolkit.languages.tags import base
from toolkit.terms.termbase import Concept, Status, Term, Termbase

_WORD_RE = re.compile(r"[^\W\d_][^\W_]*(?:[\u064b-\u0652\u0640\u0670][^\W_]*)*(?:['’]\w+)?")
_ASIDE_RE = re.compile(r"\s*\([^)]*\)")

_Form = tuple[str, str]  # (particle, form); the particle is empty outside Arabic


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text; ``start`` and ``end`` are offsets in it."""

    concept: str
    term: str
    status: Status
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept: Concept
    term: Term
    forms: tuple[_Form, ...]


class Matcher:
    """The terms of one language, indexed by the first word of each."""

    def __init__(self, termbase: Termbase, lang: str) -> None:
        self.lang = base(lang)
        self._by_first: dict[str, list[_Pattern]] = {}
        preferred = {concept.preferred(self.lang) for concept in termbase.concepts}
        for concept in termbase.concepts:
            for term in concept.terms:
                bare = _ASIDE_RE.sub("", term.text)
                # «trafficking in persons (with في)» marks another wording in the other language only
                if term.lang == self.lang and (bare == term.text or bare not in preferred):
                    self._add(concept, term)
        for patterns in self._by_first.values():
            patterns.sort(key=lambda pattern: -len(pattern.forms))

    def _add(self, concept: Concept, term: Term) -> None:
        words = [word for word in _WORD_RE.findall(_ASIDE_RE.sub("", term.text)) if not self._is_article(word)]
        forms = tuple(term_reading(word) if self.lang == "ar" else ("", singular(word)) for word in words)
        if forms:
            self._by_first.setdefault(forms[0][1], []).append(_Pattern(concept, term, forms))

    def _is_article(self, word: str) -> bool:
        """English articles come and go within a term: «address the demand»."""
        return self.lang == "en" and word.lower() in ("the", "a", "an")

    def find(self, text: str, *, inside: bool = False) -> tuple[Hit, ...]:
        """Every term of a text in order; where terms overlap, the longest, or with ``inside`` all of them.

        >>> from toolkit.terms import load_termbase
        >>> [hit.concept for hit in Matcher(load_termbase(), "ar").find("لمكافحة الاتجار بالأشخاص")]
        ['TIP-001']
        """
        words = [
            (match.start(), match.end(), self._read(match[0]))
            for match in _WORD_RE.finditer(text)
            if not self._is_article(match[0])
        ]
        hits: list[Hit] = []
        place = 0
        while place < len(words):
            fitting = self._fitting(words, place)
            length = max((len(pattern.forms) for pattern in fitting), default=1)
            for pattern in fitting if inside else [p for p in fitting if len(p.forms) == length]:
                last = place + len(pattern.forms) - 1
                hits.append(
                    Hit(
                        pattern.concept.id,
                        pattern.term.text,
                        pattern.term.status,
                        words[place][0],
                        words[last][1],
                    )
                )
            place += 1 if inside else length
        return tuple(hits)

    def _read(self, word: str) -> frozenset[_Form]:
        if self.lang == "ar" and has_arabic(word):
            return readings(word)
        return frozenset({("", singular(word))})

    def _fitting(self, words: Sequence[tuple[int, int, frozenset[_Form]]], place: int) -> list[_Pattern]:
        """The patterns that begin at a word, one a concept and length; several where concepts share a term."""
        found: dict[tuple[str, int], _Pattern] = {}
        for form in sorted({form for _, form in words[place][2]}):
            for pattern in self._by_first.get(form, ()):
                if self._fits(pattern, words, place):
                    found.setdefault((pattern.concept.id, len(pattern.forms)), pattern)
        return [found[key] for key in sorted(found)]

    def _fits(self, pattern: _Pattern, words: Sequence[tuple[int, int, frozenset[_Form]]], place: int) -> bool:
        """The first word may carry any particle; the others must carry the term's own."""
        if place + len(pattern.forms) > len(words):
            return False
        return all(form in words[place + step][2] for step, form in enumerate(pattern.forms[1:], 1))


def concepts_in(texts: Sequence[str], termbase: Termbase, lang: str) -> list[frozenset[str]]:
    """For each text the concept families that it names, for an aligner or a matrix."""
    matcher = Matcher(termbase, lang)
    family = {concept.id: concept.family for concept in termbase.concepts}
    return [frozenset(family[hit.concept] for hit in matcher.find(text)) for text in texts]
