"""Which block of a memory names which concept, and in which words: the table of the report page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import tmx
from toolkit.terms.match import Matcher
from toolkit.terms.termbase import Termbase


@dataclass(frozen=True, slots=True)
class Cell:
    """A concept in one block: each term found and how often, on either side."""

    block: str
    source: tuple[tuple[str, int], ...]
    target: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A concept family with its preferred terms and the blocks that name it, in the order of the memory."""

    concept: str
    source: str
    target: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TermMatrix:
    """Blocks in the order of the memory, and a row for every concept that is named in any of them."""

    blocks: tuple[str, ...]
    rows: tuple[Row, ...]


def term_matrix(memory: tmx.Memory, termbase: Termbase, *, source_lang: str, target_lang: str) -> TermMatrix:
    """Count a termbase's concepts by block (the units' ``x-block``) and side; concepts keep the termbase's order."""
    sides = (
        ("source", source_lang, Matcher(termbase, source_lang)),
        ("target", target_lang, Matcher(termbase, target_lang)),
    )
    family = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    blocks: dict[str, None] = {}
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for unit in memory:
        block = unit.prop("x-block") or ""
        blocks.setdefault(block)
        for side, lang, matcher in sides:
            variant = unit.variant(lang)
            hits = matcher.find(variant.text) if variant else ()
            for name, term, _ in dict.fromkeys((family[hit.concept], hit.term, hit.start) for hit in hits):
                counts.setdefault((name, block, side), Counter())[term] += 1
    rows = []
    for concept in termbase.concepts:
        cells = tuple(
            Cell(block, *(tuple(counts.get((concept.id, block, side), Counter()).items()) for side, _, _ in sides))
            for block in blocks
            if any((concept.id, block, side) in counts for side, _, _ in sides)
        )
        if cells:
            rows.append(Row(concept.id, concept.preferred(source_lang), concept.preferred(target_lang), cells))
    return TermMatrix(tuple(blocks), tuple(rows))
