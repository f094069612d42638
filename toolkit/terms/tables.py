"""Termbases as tables: a row a term (holds everything), a row a concept, and OmegaT's glossary of three columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.languages.tags import base
from toolkit.model import BitextError
from toolkit.sheets import read_rows, write_rows
from toolkit.terms.termbase import Concept, Status, Term, Termbase, check_references, parse_status

#: The columns of the table that holds everything, one row a term; lists are parted by ``|``.
COLUMNS = (
    *("id", "lang", "term", "status", "part_of_speech", "forms", "not_in", "only_in", "term_source", "term_note"),
    *("family", "confirmed", "subject", "definition", "source", "note"),
)
_LANGUAGE_RE = re.compile(r"[a-z]{2}(?:[-_][a-z0-9]{2,8})*")
_ASIDE_RE = re.compile(r"\s*\([^)]*\)\s*$")
_HEADING = "name the columns in the first line: id, lang, term, status, or id, status and a language (en, ar ...)"

Row = tuple[int, dict[str, str]]


def to_rows(termbase: Termbase) -> Iterator[tuple[str, ...]]:
    """A heading and one row a term; what belongs to the concept stands in the first of its rows."""
    yield COLUMNS
    for concept in termbase.concepts:
        family = concept.family if concept.family != concept.id else ""
        confirmed = "yes" if concept.confirmed else "no"
        own = (family, confirmed, concept.subject, concept.definition, concept.source, concept.note)
        for term in concept.terms:
            lists = tuple(_join(values) for values in (term.forms, term.not_in, term.only_in))
            head = (concept.id, term.lang, term.text, term.status.value, term.part_of_speech)
            yield (*head, *lists, term.source, term.note, *own)
            own = ("",) * 6


def to_table(termbase: Termbase, form: str) -> bytes:
    """A termbase as the bytes of a ``tsv``, ``csv`` or ``xlsx`` file; nothing is lost.

    >>> from toolkit.terms import load_termbase
    >>> parse_table(to_table(load_termbase(), "csv"), "csv").concepts == load_termbase().concepts
    True
    """
    return write_rows(to_rows(termbase), form)


def _join(values: Sequence[str]) -> str:
    return " | ".join(value.replace("\\", r"\\").replace("|", r"\|") for value in values)


def _split(cell: str) -> tuple[str, ...]:
    parts = re.findall(r"(?:[^\\|]|\\.)+", cell)
    return tuple(text for part in parts if (text := re.sub(r"\\(.)", r"\1", part).strip()))


def parse_table(data: bytes, form: str, path: object = None, name: str = "") -> Termbase:
    """The termbase of a table in either layout: a row a term (``COLUMNS``), or a row a concept.

    A row a concept has ``id``, ``status``, a column for each language, and, if there are, ``variants_en``,
    ``variants_ar`` ... (parted by ``;``), ``source`` (or ``source_article``) and ``note``.  Raises BitextError
    with the line of a fault.
    """
    numbered = read_rows(data, form, path)
    line, heading = next(numbered, (1, ()))
    names = [" ".join(cell.split()).lower() for cell in heading]
    if "id" not in names:
        raise BitextError(
            f"no column 'id' in the first line: {_shown(heading)}", path=path, line=line, remedy=_HEADING
        )
    doubled = next((column for column in names if column and names.count(column) > 1), "")
    if doubled:
        raise BitextError(f"two columns {doubled!r}", path=path, line=line, remedy="rename or drop one")
    rows: list[Row] = [
        (number, dict(zip(names, ([" ".join(cell.split()) for cell in cells] + [""] * len(names)), strict=False)))
        for number, cells in numbered
    ]
    found = _by_term(rows, path) if {"lang", "term"} <= set(names) else _by_concept(rows, names, path, line)
    if not found:
        raise BitextError("the termbase has no concepts", path=path, remedy="add rows below the first line")
    check_references(found, path)
    return Termbase(tuple(concept for concept, _ in found.values()), name)


def _shown(cells: Sequence[str]) -> str:
    text = ", ".join(cells)
    return f"{text[:60]}…" if len(text) > 60 else text or "it is empty"


def _by_term(rows: Sequence[Row], path: object) -> dict[str, tuple[Concept, int]]:
    found: dict[str, tuple[Concept, int]] = {}
    for line, row in rows:
        for column in ("id", "lang", "term"):
            if not row[column]:
                raise BitextError(f"no {column}", path=path, line=line, remedy="fill the cell or drop the row")
        forms, not_in, only_in = (_split(row.get(column, "")) for column in ("forms", "not_in", "only_in"))
        term = Term(
            row["term"],
            row["lang"].lower(),
            parse_status(row.get("status") or "admitted", path, line),
            row.get("part_of_speech", ""),
            forms,
            not_in,
            only_in,
            row.get("term_source", ""),
            row.get("term_note", ""),
        )
        known, first = found.get(row["id"], (Concept(row["id"], (), family=row["id"], line=line), line))
        found[row["id"]] = (_with_row(replace(known, terms=(*known.terms, term)), row), first)
    return found


def _with_row(concept: Concept, row: dict[str, str]) -> Concept:
    """A concept with what a row says of it where nothing was said before."""
    return replace(
        concept,
        family=row.get("family") or concept.family,
        confirmed=concept.confirmed and row.get("confirmed", "").lower() not in ("no", "false", "0"),
        subject=concept.subject or row.get("subject", ""),
        definition=concept.definition or row.get("definition", ""),
        source=concept.source or row.get("source", ""),
        note=concept.note or row.get("note", ""),
    )


def _by_concept(rows: Sequence[Row], names: Sequence[str], path: object, line: int) -> dict[str, tuple[Concept, int]]:
    langs = [name for name in names if _LANGUAGE_RE.fullmatch(name) and name != "id"]
    if "status" not in names or not langs:
        missing = "no column 'status'" if "status" not in names else "no column for a language"
        raise BitextError(missing, path=path, line=line, remedy=_HEADING)
    found: dict[str, tuple[Concept, int]] = {}
    for number, row in rows:
        concept = _concept(row, langs, path, number)
        if concept.id in found:
            raise BitextError(f"id {concept.id!r} stands twice", path=path, line=number, remedy="change one")
        found[concept.id] = (concept, number)
    tied = _with_families([concept for concept, _ in found.values()])
    return {concept.id: (concept, found[concept.id][1]) for concept in tied}


def _concept(row: dict[str, str], langs: Sequence[str], path: object, line: int) -> Concept:
    status = parse_status(row["status"], path, line)
    if not row["id"]:
        raise BitextError("no id", path=path, line=line, remedy="give every row an id of its own")
    terms = []
    for lang in langs:
        own = [row[lang], *row.get(f"variants_{lang}", "").split(";")]
        for place, text in enumerate(text.strip() for text in own):
            kind = status if not place or status is Status.DEPRECATED else Status.ADMITTED
            if text:
                terms.append(Term(text, lang, kind))
    if not terms:
        raise BitextError(f"concept {row['id']!r} has no term", path=path, line=line, remedy="add a term or drop it")
    note = row.get("note", "")
    source = row.get("source") or row.get("source_article", "")
    return Concept(row["id"], tuple(terms), source, note, "UNCONFIRMED" not in note.upper(), line=line)


def _with_families(concepts: Sequence[Concept]) -> list[Concept]:
    """Tie each variant to the concept it varies: the same words in the first language but for an aside, or its
    note says so («variant of …»)."""
    heads = {
        concept.terms[0].text.lower(): concept.id
        for concept in reversed(concepts)
        if concept.terms[0].status is Status.PREFERRED
    }
    by_term = {term.text: concept.id for concept in reversed(concepts) for term in concept.terms}
    tied = []
    for concept in concepts:
        first = concept.terms[0]
        bare = _ASIDE_RE.sub("", first.text).lower()
        family = heads.get(bare, concept.id) if first.status is not Status.PREFERRED else concept.id
        said = re.match(r"variant of ([^.;:]+?)(?: found|;|:|\.|$)", concept.note)
        if said:
            wanted = said[1].strip()
            family = heads.get(wanted.lower()) or by_term.get(wanted) or family
        tied.append(replace(concept, family=family))
    return tied


def to_glossary(termbase: Termbase, langs: tuple[str, str]) -> bytes:
    """A termbase as an OmegaT glossary: source TAB target TAB comment, UTF-8, a row for each source wording.

    Deprecated terms are left out, since OmegaT would offer them.  Source: OmegaT manual, "Glossaries".
    """
    lines = []
    for concept in termbase.concepts:
        target = concept.preferred(langs[1])
        for term in concept.terms:
            if target and base(term.lang) == base(langs[0]) and term.status is not Status.DEPRECATED:
                comment = "; ".join(part for part in (concept.id, concept.source, concept.note) if part)
                lines.append("\t".join(_one_cell(text) for text in (term.text, target, comment)) + "\n")
    return "".join(lines).encode("utf-8")


def _one_cell(text: str) -> str:
    return " ".join(text.split())


def parse_glossary(data: bytes, langs: tuple[str, str], path: object = None, name: str = "") -> Termbase:
    """The termbase of an OmegaT glossary; rows with one target are one concept, and the first source is preferred.

    Ids are made of the row's place (``G1`` ...), since a glossary has none.
    """
    found: dict[str, Concept] = {}
    for line, cells in read_rows(data, "tsv", path):
        if cells[0].startswith("#"):
            continue
        if len(cells) < 2 or not cells[0].strip() or not cells[1].strip():
            raise BitextError("no source TAB target", path=path, line=line, remedy="part the columns by tabs")
        source, target, note = (_one_cell(cell) for cell in (*cells, "")[:3])
        known = found.get(target)
        own = Term(source, langs[0], Status.ADMITTED if known else Status.PREFERRED)
        if known:
            found[target] = replace(known, terms=(*known.terms[:-1], own, known.terms[-1]))
            continue
        other = Term(target, langs[1], Status.PREFERRED)
        key = f"G{len(found) + 1}"
        found[target] = Concept(key, (own, other), note=note, family=key)
    if not found:
        raise BitextError("the glossary has no rows", path=path, remedy="add rows: source TAB target TAB comment")
    return Termbase(tuple(found.values()), name)
