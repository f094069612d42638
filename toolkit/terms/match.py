"""Find a termbase's terms in running text: the longest match wins, offsets count in the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise

from toolkit.languages.arabic import has_arabic
from toolkit.languages.arabic_forms import is_adverb_after, readings, term_reading
from toolkit.languages.english_forms import singular
from toolkit.languages.english_verbs import NOUN_VERBS, stands_as_verb
from toolkit.languages.tags import base
from toolkit.terms.contexts import Context, Form, by_weight, parse_context
from toolkit.terms.homographs import Place, Word, allowed, clause_before
from toolkit.terms.termbase import Concept, Status, Term, Termbase

_WORD_RE = re.compile(r"[^\W\d_][^\W_]*(?:[\u064b-\u0652\u0640\u0670][^\W_]*)*(?:['’]\w+)?")
_ASIDE_RE = re.compile(r"\s*\([^)]*\)")
#: What may not stand between two words of one term, and what may where the term itself has it.
_STOP_RE = re.compile(r"[.!?؟;؛:()\[\]{}«»“”\"/\n]")
_COMMA_RE = re.compile("[,،]")
_NEXT_RE = re.compile(r" ([\w'’]+)")
#: The nominative plural of a term's word; a text has «ين» in the other cases.
_NOMINATIVE_RE = re.compile(r"(?<=\w{3})ون\b")

_Contexts = tuple[tuple[Context, ...], tuple[Context, ...]]  # where a term does not count, and where alone it does


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text; ``start`` and ``end`` are offsets in it.

    ``term`` is the termbase's wording; ``ambiguous`` says that its form is also another word's.
    """

    concept: str
    term: str
    status: Status
    start: int
    end: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept: Concept
    term: Term
    forms: tuple[Form, ...]
    commas: tuple[bool, ...]
    contexts: Callable[[], _Contexts]
    noun_verb: bool


class Matcher:
    """The terms of one language, indexed by the first word of each form."""

    def __init__(self, termbase: Termbase, lang: str) -> None:
        self.lang = base(lang)
        self._by_first: dict[str, list[_Pattern]] = {}
        preferred = {concept.preferred(self.lang) for concept in termbase.concepts}
        for concept in termbase.concepts:
            for term in concept.terms:
                bare = _ASIDE_RE.sub("", term.text)
                # «trafficking in persons (with في)» marks another wording in the other language only
                if base(term.lang) == self.lang and (bare == term.text or bare not in preferred):
                    # read when the term is first met: most are not, and a large termbase has thousands
                    contexts = cache(partial(self._contexts, term))
                    for text in dict.fromkeys((bare, *term.forms)):
                        self._add(concept, term, text, contexts)
                        if self.lang == "ar" and _NOMINATIVE_RE.search(text):
                            self._add(concept, term, _NOMINATIVE_RE.sub("ين", text), contexts)
        for patterns in self._by_first.values():
            patterns.sort(key=lambda pattern: -len(pattern.forms))

    def _add(self, concept: Concept, term: Term, text: str, contexts: Callable[[], _Contexts]) -> None:
        found = [match for match in _WORD_RE.finditer(text) if not self._is_article(match[0])]
        forms = tuple(self._term_form(match[0]) for match in found)
        if not forms:
            return
        commas = tuple(
            bool(_COMMA_RE.search(text, one.end(), other.start())) or self._joins(other[0])
            for one, other in pairwise(found)
        )
        noun_verb = self.lang == "en" and len(forms) == 1 and forms[0][1] in NOUN_VERBS and not _is_verb(term)
        pattern = _Pattern(concept, term, forms, commas, contexts, noun_verb)
        self._by_first.setdefault(forms[0][1], []).append(pattern)

    def _contexts(self, term: Term) -> _Contexts:
        not_in, only_in = (
            by_weight(parse_context(text, self._context_forms) for text in texts)
            for texts in (term.not_in, term.only_in)
        )
        return not_in, only_in

    def _context_forms(self, text: str) -> list[Form]:
        return [self._term_form(word) for word in _WORD_RE.findall(text) if not self._is_mere_joint(word)]

    def _term_form(self, word: str) -> Form:
        return term_reading(word) if self.lang == "ar" else ("", singular(word))

    def _is_article(self, word: str) -> bool:
        """English articles come and go within a term: «address the demand»."""
        return self.lang == "en" and word.lower() in ("the", "a", "an")

    def _joins(self, word: str) -> bool:
        """An English conjunction, before which a comma comes and goes: «men, women, and children»."""
        return self.lang == "en" and word.lower() in ("and", "or")

    def _is_mere_joint(self, word: str) -> bool:
        """An English article, or an Arabic letter that is written to the next word: the و of «العرض و*»."""
        return self._is_article(word) or (self.lang == "ar" and len(word) == 1)

    def find(self, text: str, *, inside: bool = False, anywhere: bool = False) -> tuple[Hit, ...]:
        """Every term of a text in order; where terms overlap, the longest, or with ``inside`` all of them.

        With ``anywhere`` neither contexts are asked for nor whether a word is a verb («may demand») or an adverb: for
        a side of which one knows what to seek.

        >>> from toolkit.terms import load_termbase
        >>> [hit.concept for hit in Matcher(load_termbase(), "ar").find("لمكافحة الاتجار بالأشخاص")]
        ['TIP-001']
        """
        words = self._words(text)
        hits: list[Hit] = []
        place = 0
        while place < len(words):
            fitting = self._fitting(text, words, place, anywhere) if self._may_begin(words[place]) else []
            length = max((len(pattern.forms) for pattern in fitting), default=1)
            for pattern in fitting if inside else [p for p in fitting if len(p.forms) == length]:
                last = place + len(pattern.forms) - 1
                hits.append(
                    Hit(
                        pattern.concept.id,
                        pattern.term.text,
                        pattern.term.status,
                        words[place].start,
                        words[last].end,
                        pattern.term.ambiguous,
                    )
                )
            place += 1 if inside else length
        return tuple(hits)

    def _words(self, text: str) -> list[Word]:
        return [
            Word(match.start(), match.end(), _read(match[0], self.lang))
            for match in _WORD_RE.finditer(text)
            if not self._is_article(match[0])
        ]

    def _may_begin(self, word: Word) -> bool:
        return any(form in self._by_first for _, form in word.forms)

    def _fitting(self, text: str, words: Sequence[Word], place: int, anywhere: bool) -> list[_Pattern]:
        """The patterns that begin at a word, one a concept and length; several where concepts share a term."""
        found: dict[tuple[str, int], _Pattern] = {}
        for form in sorted({form for _, form in words[place].forms}):
            for pattern in self._by_first.get(form, ()):
                key = (pattern.concept.id, len(pattern.forms))
                if key not in found and _fits(pattern, text, words, place, anywhere):
                    found[key] = pattern
        return [found[key] for key in sorted(found)]


@lru_cache(maxsize=65536)
def _read(word: str, lang: str) -> frozenset[Form]:
    if lang == "ar" and has_arabic(word):
        return readings(word)
    return frozenset({("", singular(word))})


def _fits(pattern: _Pattern, text: str, words: Sequence[Word], place: int, anywhere: bool) -> bool:
    """The first word may carry any particle; the others must carry the term's own."""
    if place + len(pattern.forms) > len(words):
        return False
    for step, form in enumerate(pattern.forms[1:], 1):
        if form not in words[place + step].forms:
            return False
        gap = text[words[place + step - 1].end : words[place + step].start]
        if gap != " " and (_STOP_RE.search(gap) or (_COMMA_RE.search(gap) and not pattern.commas[step - 1])):
            return False
    if anywhere:
        return True
    if _has_adverb(pattern, text, words, place) or (pattern.noun_verb and _as_verb(text, words[place])):
        return False
    if not pattern.term.ambiguous:
        return True
    not_in, only_in = pattern.contexts()
    return allowed(not_in, only_in, Place(text, words, place, place + len(pattern.forms)))


def _is_verb(term: Term) -> bool:
    return term.part_of_speech.lower() in ("verb", "v")


def _as_verb(text: str, word: Word) -> bool:
    """Whether an English word stands as a verb, by the words of its clause."""
    after = _NEXT_RE.match(text, word.end)
    before = clause_before(text, word.start)
    return stands_as_verb(before, text[word.start : word.end].lower(), after[1].lower() if after else "")


def _has_adverb(pattern: _Pattern, text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a later word of an Arabic term stands there as an adverb, so that the words are no term."""
    surface = [text[word.start : word.end] for word in words[place : place + len(pattern.forms)]]
    return any(
        has_arabic(word) and is_adverb_after(before, word, form)
        for before, word, (_, form) in zip(surface, surface[1:], pattern.forms[1:], strict=False)
    )


def concepts_in(texts: Sequence[str], termbase: Termbase, lang: str) -> list[frozenset[str]]:
    """For each text the concept families that it names, for an aligner or a matrix."""
    matcher = Matcher(termbase, lang)
    family = termbase.families
    return [frozenset(family[hit.concept] for hit in matcher.find(text)) for text in texts]
