"""Term candidates as a termbase to be reviewed: rows for a spreadsheet, or concepts for TBX.

Each is marked unconfirmed, so that a check with it can only warn until a person has looked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.languages.tags import base
from toolkit.terms.extract import Candidate
from toolkit.terms.match import Matcher
from toolkit.terms.phrases import Span
from toolkit.terms.termbase import Concept, Status, Term, Termbase

#: Characters of context on either side of a phrase in an example.
_CONTEXT = 60


def candidate_rows(
    candidates: Sequence[Candidate], pairs: Sequence[tuple[str, str]], langs: tuple[str, str], places: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """A heading and a row for each candidate; ``places`` name the pairs, such as paragraph numbers.

    The columns ``id``, ``status``, the two languages, ``variants_…`` (parted by ``;``), ``source`` and ``note`` are
    those of a termbase, so that the reviewed file is one; those after them are for the reviewer.
    """
    source, target = (base(lang) for lang in langs)
    yield (
        *("id", "status", source, target, f"variants_{source}", f"variants_{target}", "source", "note"),
        *("count", f"count_{source}", f"count_{target}", "dice", "score", f"example_{source}", f"example_{target}"),
    )
    for place, one in enumerate(candidates, 1):
        use = one.examples[0]
        found = ", ".join(dict.fromkeys(places[example.unit] for example in one.examples if places[example.unit]))
        variants = ("; ".join(one.source_variants), "; ".join(one.target_variants))
        examples = (_example(pairs[use.unit][0], use.source), _example(pairs[use.unit][1], use.target))
        counts = (str(one.count), str(one.source_count), str(one.target_count), f"{one.dice:.2f}", f"{one.score:.1f}")
        head = (f"CAND-{place:04d}", Status.PREFERRED.value, one.source, one.target, *variants, found, _note(one))
        yield (*head, *counts, *examples)


def candidate_termbase(candidates: Sequence[Candidate], langs: tuple[str, str], name: str = "") -> Termbase:
    """The candidates as unconfirmed concepts.

    >>> one = Candidate("السخرة", "forced labour", 3, 3, 4, 0.86, 5.1, ())
    >>> candidate_termbase([one], ("ar", "en")).concepts[0].preferred("en")
    'forced labour'
    """
    concepts = []
    for place, one in enumerate(candidates, 1):
        wordings = ((one.source, one.source_variants, langs[0]), (one.target, one.target_variants, langs[1]))
        terms = tuple(
            Term(text, base(lang), Status.ADMITTED if further else Status.PREFERRED)
            for first, others, lang in wordings
            for further, text in enumerate((first, *others))
        )
        key = f"CAND-{place:04d}"
        concepts.append(Concept(key, terms, note=_note(one), confirmed=False, family=key))
    return Termbase(tuple(concepts), name)


def unknown_to(termbase: Termbase, candidates: Sequence[Candidate], langs: tuple[str, str]) -> tuple[Candidate, ...]:
    """The candidates that a termbase does not have: no concept holds the whole phrase on both sides."""
    families = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    matchers = [Matcher(termbase, lang) for lang in langs]

    def known(text: str, matcher: Matcher) -> set[str]:
        hits = matcher.find(text, inside=True)
        return {
            families[hit.concept] for hit in hits if not text[: hit.start].strip() and not text[hit.end :].strip()
        }

    return tuple(one for one in candidates if not known(one.source, matchers[0]) & known(one.target, matchers[1]))


def _note(one: Candidate) -> str:
    each = f"{one.source_count} and {one.target_count} times each"
    return f"UNCONFIRMED candidate: {one.count} times together, {each}"


def _example(text: str, span: Span) -> str:
    """A phrase in its context, marked by ⟦ ⟧, cut at words."""
    start, end = span
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "… " + before.partition(" ")[2]
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())
