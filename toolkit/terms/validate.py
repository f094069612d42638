"""What a terminologist would object to in a termbase, each with its place and a remedy."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from toolkit.languages.identify import script, script_of_language
from toolkit.model import Finding, Severity
from toolkit.terms.contexts import is_literal, is_sound
from toolkit.terms.match import Matcher
from toolkit.terms.termbase import Concept, Status, Term, Termbase

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def validate(termbase: Termbase) -> tuple[Finding, ...]:
    """The faults of a termbase; ``position`` is the concept's 0-based place in it.

    Codes: ``termbase-id``, ``termbase-preferred`` (two preferred terms in a language), ``termbase-deprecated``
    (no preferred sibling in the family), ``termbase-script``, ``termbase-nfc``, ``termbase-bidi``,
    ``termbase-context`` (a context that can never stand), ``termbase-source`` (neither source nor definition),
    ``termbase-shared`` (two concept families claim one form).  Each says the line, where there is a file.

    >>> from toolkit.terms import Concept, Status, Term, Termbase
    >>> one = Concept("T1", (Term("slavery", "ar", Status.PREFERRED),), family="T1")
    >>> [finding.code for finding in validate(Termbase((one,)))]
    ['termbase-source', 'termbase-script']
    """
    faults: list[Finding] = []
    seen: set[str] = set()
    siblings = _preferred_by_family(termbase)
    for place, concept in enumerate(termbase.concepts):
        if concept.id in seen:
            faults.append(_fault("id", concept, place, "the id stands twice; change one"))
        seen.add(concept.id)
        faults += _of_concept(concept, place, siblings)
        for term in concept.terms:
            faults += _of_term(concept, term, place)
    return (*faults, *_shared(termbase))


def _fault(code: str, concept: Concept, place: int, message: str, severity: Severity = Severity.ERROR) -> Finding:
    where = f"line {concept.line}: " if concept.line else ""
    evidence = (("concept", concept.id), *((("line", str(concept.line)),) if concept.line else ()))
    return Finding(f"termbase-{code}", severity, f"{where}{concept.id}: {message}", concept.id, place, evidence)


def _preferred_by_family(termbase: Termbase) -> set[tuple[str, str]]:
    return {
        (concept.family or concept.id, term.lang)
        for concept in termbase.concepts
        for term in concept.terms
        if term.status is Status.PREFERRED
    }


def _of_concept(concept: Concept, place: int, siblings: set[tuple[str, str]]) -> Iterator[Finding]:
    if not concept.source and not concept.definition and not any(term.source for term in concept.terms):
        yield _fault("source", concept, place, "neither source nor definition; say where it is from", Severity.NOTE)
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        own = [term for term in concept.terms if term.lang == lang]
        if sum(term.status is Status.PREFERRED for term in own) > 1:
            yield _fault("preferred", concept, place, f"several preferred terms ({lang}); keep one, admit the others")
        deprecated = any(term.status is Status.DEPRECATED for term in own)
        if deprecated and (concept.family or concept.id, lang) not in siblings:
            message = f"a deprecated term ({lang}) without a preferred one; say what to use in its place"
            yield _fault("deprecated", concept, place, message, Severity.WARNING)


def _of_term(concept: Concept, term: Term, place: int) -> Iterator[Finding]:
    wanted, found = script_of_language(term.lang), script(term.text)
    if wanted and found and wanted != found:
        yield _fault("script", concept, place, f"«{term.text}» is in {found} script, not {wanted} ({term.lang})")
    if not unicodedata.is_normalized("NFC", term.text):
        yield _fault("nfc", concept, place, f"«{term.text}» is not NFC; normalise it", Severity.WARNING)
    for text in (term.text, *term.forms):
        if _BIDI_CONTROLS & set(text):
            yield _fault("bidi", concept, place, f"«{text}» holds a bidi control; remove it", Severity.WARNING)
    for context in (*term.not_in, *term.only_in):
        if not is_sound(context):
            yield _fault(
                "context",
                concept,
                place,
                f"context «{context}» needs one * at most, and a word beside it or after ~, or <bare>, <a> ...",
            )
        elif context == "*" and context in term.not_in:
            yield _fault("context", concept, place, "context «*» lets the term never count; say where it does not")
        elif is_literal(context) and not _holds(context, concept, term):
            yield _fault("context", concept, place, f"context «{context}» does not hold the term; put * for it")


def _holds(context: str, concept: Concept, term: Term) -> bool:
    """Whether a literal context holds its term in some form; one that does not can never be met."""
    alone = Matcher(Termbase((replace(concept, terms=(term,)),)), term.lang)
    return bool(alone.find(context, anywhere=True))


def _shared(termbase: Termbase) -> Iterator[Finding]:
    """Forms that a matcher cannot tell apart though they stand for different concepts."""
    places = {concept.id: place for place, concept in enumerate(termbase.concepts)}
    family = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    matchers = {lang: Matcher(termbase, lang) for lang in {t.lang for c in termbase.concepts for t in c.terms}}
    told: set[frozenset[str]] = set()
    for concept in termbase.concepts:
        for term in concept.terms:
            whole = [hit for hit in matchers[term.lang].find(term.text) if hit.end - hit.start >= len(term.text)]
            for other in sorted({family[hit.concept] for hit in whole} - {family[concept.id]}):
                if frozenset((concept.id, other)) not in told:
                    told.add(frozenset((concept.id, other)))
                    message = f"«{term.text}» is claimed by {other} too; note how they differ"
                    yield _fault("shared", concept, places[concept.id], message, Severity.NOTE)
