"""A termbase: concepts, their terms in each language, and the status of each."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from toolkit.model import BitextError


class Status(StrEnum):
    """What a terminologist says of a term (ISO 30042, administrative status)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language."""

    text: str
    lang: str
    status: Status


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its terms, where it is defined, and whether that was confirmed.

    ``family`` is the id of the concept whose wording this one only varies (its own id where it is none).
    """

    id: str
    terms: tuple[Term, ...]
    source: str = ""
    note: str = ""
    confirmed: bool = True
    family: str = ""

    def preferred(self, lang: str) -> str:
        """The first term in a language, the preferred one where there is one; an empty string without any."""
        own = [term for term in self.terms if term.lang == lang]
        best = [term for term in own if term.status is Status.PREFERRED] or own
        return best[0].text if best else ""


@dataclass(frozen=True, slots=True)
class Termbase:
    """Concepts in the order of their file."""

    concepts: tuple[Concept, ...]
    name: str = ""

    def concept(self, concept_id: str) -> Concept:
        """The concept with an id; KeyError where there is none."""
        for concept in self.concepts:
            if concept.id == concept_id:
                return concept
        raise KeyError(concept_id)


_COLUMNS = ("id", "en", "ar", "status")
_ASIDE_RE = re.compile(r"\s*\([^)]*\)\s*$")


@cache
def load_termbase(path: str | None = None) -> Termbase:
    """Read a termbase from TSV, CSV or TBX; without a path, the built-in one for the Trafficking in Persons Protocol.

    Columns: ``id``, ``en``, ``ar``, ``status`` and, if there are, ``variants_en``, ``variants_ar`` (parted by
    ``;``), ``source_article``, ``note``.  Raises BitextError with the line of a fault.

    >>> load_termbase().concept("TIP-001").preferred("ar")
    'الاتجار بالأشخاص'
    """
    if path is None:
        text = files("toolkit.terms").joinpath("data", "protocol.tsv").read_text(encoding="utf-8")
        return _parse(text, "protocol", "the built-in termbase")
    if Path(path).suffix.lower() in (".tbx", ".xml"):
        from toolkit.terms.tbx import parse_tbx

        return parse_tbx(Path(path).read_bytes(), path, Path(path).name)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BitextError("not UTF-8", path=path, remedy="save the termbase as UTF-8") from error
    return _parse(text, Path(path).name, path)


def _parse(text: str, name: str, path: str) -> Termbase:
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    lines = io.StringIO(text)
    if delimiter == "\t":
        rows = csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        rows = csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        remedy = f"name the columns in the first line: {', '.join(_COLUMNS)}"
        raise BitextError(f"no column {missing[0]!r}", path=path, line=1, remedy=remedy)
    concepts: dict[str, Concept] = {}
    for row in rows:
        concept = _concept(row, path, rows.line_num)
        if concept.id in concepts:
            raise BitextError(f"id {concept.id!r} stands twice", path=path, line=rows.line_num, remedy="change one")
        concepts[concept.id] = concept
    if not concepts:
        raise BitextError("the termbase has no concepts", path=path, remedy="add rows below the first line")
    return Termbase(_with_families(tuple(concepts.values())), name)


def _concept(row: dict[str, str | None], path: str, line: int) -> Concept:
    status = (row["status"] or "").strip()
    if status not in set(Status):
        raise BitextError(f"status {status!r}", path=path, line=line, remedy=f"use one of {', '.join(Status)}")
    terms = []
    for lang in ("en", "ar"):
        own = [(row[lang] or "").strip(), *(row.get(f"variants_{lang}") or "").split(";")]
        for place, text in enumerate(text.strip() for text in own):
            kind = Status(status) if not place or status == "deprecated" else Status.ADMITTED
            if text:
                terms.append(Term(text, lang, kind))
    note = (row.get("note") or "").strip()
    confirmed = "UNCONFIRMED" not in note.upper()
    return Concept(
        (row["id"] or "").strip(), tuple(terms), (row.get("source_article") or "").strip(), note, confirmed
    )


def _with_families(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Tie each variant to the concept it varies: the same English but for its aside, or its note says so."""
    heads = {
        concept.preferred("en").lower(): concept.id
        for concept in reversed(concepts)
        if concept.terms[0].status is Status.PREFERRED
    }
    tied = []
    for concept in concepts:
        bare = _ASIDE_RE.sub("", concept.preferred("en")).lower()
        family = heads.get(bare, concept.id) if concept.terms[0].status is not Status.PREFERRED else concept.id
        said = re.match(r"variant of ([^.;:]+?)(?: found|;|:|\.|$)", concept.note)
        if said:
            wanted = said[1].strip()
            by_arabic = {other.preferred("ar"): other.id for other in reversed(concepts)}
            family = heads.get(wanted.lower()) or by_arabic.get(wanted) or family
        tied.append(Concept(concept.id, concept.terms, concept.source, concept.note, concept.confirmed, family))
    return tuple(tied)
