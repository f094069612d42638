"""A termbase: concepts, their terms in each language, and what a terminologist says of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from toolkit.languages.tags import base
from toolkit.model import BitextError


class Status(StrEnum):
    """What a terminologist says of a term (ISO 30042, administrative status)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language.

    ``forms`` are further forms that inflection by rule does not give (broken plurals, another order of words).
    ``not_in`` and ``only_in`` are contexts (see ``toolkit.terms.contexts``): a form counts in none of the first,
    and, where there are any of the second, in one of these alone.  ``source`` and ``note`` are the term's own,
    beside the concept's.
    """

    text: str
    lang: str
    status: Status
    part_of_speech: str = ""
    forms: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether its form is also another word's, so that contexts must tell."""
        return bool(self.not_in or self.only_in)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its terms, where it is defined, and whether that was confirmed.

    ``family`` is the id of the concept whose wording this one only varies (its own id where it is none).  ``line``
    is where it begins in its file, 0 if it has none; two concepts that differ in it alone are equal.
    """

    id: str
    terms: tuple[Term, ...]
    source: str = ""
    note: str = ""
    confirmed: bool = True
    family: str = ""
    subject: str = ""
    definition: str = ""
    line: int = field(default=0, compare=False)

    def preferred(self, lang: str) -> str:
        """The first term in a language, the preferred one where there is one; an empty string without any."""
        wanted = base(lang)
        own = [term for term in self.terms if base(term.lang) == wanted]
        best = [term for term in own if term.status is Status.PREFERRED] or own
        return best[0].text if best else ""


@dataclass(frozen=True, slots=True)
class Termbase:
    """Concepts in the order of their file; ``notes`` say what of the file was passed over."""

    concepts: tuple[Concept, ...]
    name: str = ""
    notes: tuple[str, ...] = ()

    def concept(self, concept_id: str) -> Concept:
        """The concept with an id; KeyError where there is none."""
        for concept in self.concepts:
            if concept.id == concept_id:
                return concept
        raise KeyError(concept_id)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that has a term, in the order met."""
        return tuple(dict.fromkeys(term.lang for concept in self.concepts for term in concept.terms))

    @property
    def families(self) -> dict[str, str]:
        """Concept id -> id of the concept whose wording it varies, or its own."""
        return {concept.id: concept.family or concept.id for concept in self.concepts}


@cache
def load_termbase(path: str | None = None, glossary: tuple[str, str] | None = None) -> Termbase:
    """Read a termbase from TBX, TSV, CSV or XLSX; without a path, the built-in one for the Trafficking Protocol.

    ``glossary`` is a pair of languages: the file is then an OmegaT glossary (source TAB target TAB comment, no
    heading).  Raises BitextError with the line of a fault.

    >>> load_termbase().concept("TIP-001").preferred("ar")
    'الاتجار بالأشخاص'
    """
    from toolkit.terms.tables import parse_glossary, parse_table
    from toolkit.terms.tbx import parse_tbx

    if path is None:
        data = files("toolkit.terms").joinpath("data", "protocol.tbx").read_bytes()
        return parse_tbx(data, "the built-in termbase", "protocol")
    data, name, ending = Path(path).read_bytes(), Path(path).name, Path(path).suffix.lower()
    if glossary:
        return parse_glossary(data, glossary, path, name)
    if ending in (".tbx", ".xml", ".tbxm", ".mtf"):
        return parse_tbx(data, path, name)
    if ending in (".tsv", ".csv", ".xlsx", ".txt", ".tab"):
        return parse_table(data, "tsv" if ending in (".txt", ".tab") else ending[1:], path, name)
    raise BitextError("this ending names no termbase", path=path, remedy="give .tbx, .tsv, .csv or .xlsx")


def parse_status(text: str, path: object, line: int) -> Status:
    """A status by name, with a remedy where it is none."""
    try:
        return Status(text.strip())
    except ValueError:
        raise BitextError(
            f"status {text!r}", path=path, line=line, remedy=f"use one of {', '.join(Status)}"
        ) from None


def check_references(concepts: dict[str, tuple[Concept, int]], path: object) -> None:
    """Raise BitextError for a family that is no concept, and for families that refer to each other in a circle."""
    for concept, line in concepts.values():
        seen = {concept.id}
        while concept.family not in ("", concept.id):
            if concept.family not in concepts:
                fault = f"reference to {concept.family!r}, which is no concept here"
                raise BitextError(fault, path=path, line=line, remedy="mend or drop the reference")
            concept = concepts[concept.family][0]
            if concept.id in seen:
                fault = f"references lead in a circle through {concept.id!r}"
                raise BitextError(fault, path=path, line=line, remedy="let one of them refer to none")
            seen.add(concept.id)
