"""A term of one side whose concept the other does not name, and what is told of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from toolkit.model import Cause, Finding, Severity
from toolkit.terms.match import Hit, Matcher
from toolkit.terms.nearest import Nearest
from toolkit.terms.termbase import Concept

#: What a cause says in one sentence.
_WHY = {
    Cause.ABSENT: "nothing like it stands on the other side",
    Cause.VARIANT: "another wording stands there, which the termbase does not list",
    Cause.ELLIPSIS: "its head alone stands there, as after a first mention",
    Cause.DAMAGE: "its letters stand there, but with blanks or letters out of place",
    Cause.ALIGNMENT: "the two texts may not belong together",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a unit as the check sees it."""

    name: str
    text: str
    matcher: Matcher
    hits: tuple[Hit, ...]
    choices: tuple[Hit, ...]
    named: Counter[str]


@dataclass(frozen=True, slots=True)
class Miss:
    """A term of one side whose concept the other side does not name."""

    side: Side
    hit: Hit
    concept: Concept
    wanted: str


def several(term: str) -> bool:
    """Whether a term has several words, an aside in brackets left out."""
    return " " in term.partition(" (")[0]


def missing(miss: Miss, near: Nearest, lang: str) -> Finding:
    """``term-missing``, or ``term-dropped`` where nothing like it stands on the other side, which is in ``lang``."""
    severity = _grade(miss)
    if near.cause in (Cause.ELLIPSIS, Cause.DAMAGE):
        severity = Severity.NOTE
    elif near.cause is Cause.VARIANT and severity is Severity.ERROR:
        severity = Severity.WARNING
    evidence = (
        ("concept", miss.concept.id),
        ("class", near.cause),
        ("why", _WHY[near.cause]),
        ("sought", miss.wanted),
        ("nearest", near.text),
        *_place(miss),
        ("reference", miss.concept.source),
    )
    code = "term-dropped" if near.cause is Cause.ABSENT else "term-missing"
    return Finding(code, severity, _message(miss, near, lang), evidence=evidence)


def against(miss: Miss, wrong: Miss) -> Finding:
    """``term-other``: each side names a concept that the other does not, so that one stands for the other."""
    message = (
        f"«{miss.hit.term}» ({miss.side.matcher.lang}) against «{wrong.hit.term}» "
        f"({wrong.side.matcher.lang}), the term of {wrong.concept.id}; expected «{miss.wanted}»"
    )
    evidence = (
        ("concept", miss.concept.id),
        ("class", Cause.VARIANT),
        ("why", f"the other side names {wrong.concept.id} and not {miss.concept.id}"),
        ("sought", miss.wanted),
        ("nearest", wrong.side.text[wrong.hit.start : wrong.hit.end]),
        *_place(miss),
    )
    return Finding("term-other", _grade(miss), message, evidence=evidence)


def _grade(miss: Miss) -> Severity:
    if miss.hit.ambiguous or not several(miss.hit.term):
        return Severity.NOTE
    return Severity.ERROR if miss.concept.confirmed else Severity.WARNING


def _place(miss: Miss) -> tuple[tuple[str, str], ...]:
    return ("side", miss.side.name), ("span", f"{miss.hit.start}-{miss.hit.end}")


def _message(miss: Miss, near: Nearest, lang: str) -> str:
    start = f"«{miss.hit.term}» ({miss.side.matcher.lang}) has no counterpart; expected «{miss.wanted}» ({lang})"
    return f"{start}; nearest: «{near.text}» ({near.cause.value})" if near.text else f"{start}; {_WHY[near.cause]}"
