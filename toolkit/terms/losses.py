"""What a form of file cannot hold of a termbase, told before it is written."""

from __future__ import annotations

from toolkit.languages.tags import base
from toolkit.terms.termbase import Status, Termbase


def losses(termbase: Termbase, form: str, langs: tuple[str, str] = ("en", "ar")) -> tuple[str, ...]:
    """What ``form`` (a name of ``FORMS``) loses, a line each with its count; nothing for a form that holds all.

    >>> from toolkit.terms import load_termbase
    >>> losses(load_termbase(), "tbx"), losses(load_termbase(), "omegat")[0]
    ((), 'ids of 119 concepts (they stand in the comments)')
    """
    if form != "omegat":
        return ()
    terms = [term for concept in termbase.concepts for term in concept.terms]
    kept = {base(lang) for lang in langs}
    source = base(langs[0])
    counted = {
        "ids of {} concepts (they stand in the comments)": len(termbase.concepts),
        "{} deprecated terms": sum(term.status is Status.DEPRECATED for term in terms),
        "the status of {} admitted terms": sum(
            term.status is Status.ADMITTED for term in terms if base(term.lang) == source
        ),
        "{} further target terms (only the preferred one is kept)": sum(
            _others(concept.preferred(langs[1]), [t.text for t in concept.terms if base(t.lang) == base(langs[1])])
            for concept in termbase.concepts
        ),
        "{} concepts without a term in one of the two languages": sum(
            not (concept.preferred(langs[0]) and concept.preferred(langs[1])) for concept in termbase.concepts
        ),
        "{} terms in other languages": sum(base(term.lang) not in kept for term in terms),
        "the further forms of {} terms": sum(bool(term.forms) for term in terms),
        "the contexts of {} terms": sum(term.ambiguous for term in terms),
        "part of speech, source or note of {} terms": sum(
            bool(term.part_of_speech or term.source or term.note) for term in terms
        ),
        "references between {} concepts": sum(c.family not in ("", c.id) for c in termbase.concepts),
        "the doubt about {} unconfirmed concepts": sum(not concept.confirmed for concept in termbase.concepts),
        "subject or definition of {} concepts": sum(bool(c.subject or c.definition) for c in termbase.concepts),
    }
    return tuple(text.format(count) for text, count in counted.items() if count)


def _others(preferred: str, texts: list[str]) -> int:
    return sum(text != preferred for text in texts)
