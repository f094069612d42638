"""The review page of a build: what toolkit.review shows, taken from what the build produced."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.memory.units import DOUBTFUL_WORD, unit_id
from toolkit.model import Bead, Block, BlockKind, Finding, Word
from toolkit.pipeline import Build, words_by_segment
from toolkit.pipeline.summary import summary
from toolkit.read.cover import title_in
from toolkit.review.page import Concept, Matrix, Page, Presence, Repair, Row, Span
from toolkit.terms.matrix import Cell, term_matrix
from toolkit.terms.matrix import Row as ConceptRow


def page_of(build: Build) -> Page:
    """The page for a build, one row a bead, omissions included."""
    findings: dict[str, list[Finding]] = {}
    for finding in build.findings:
        findings.setdefault(finding.unit, []).append(finding)
    blocks = {
        **{block.key: block for block in build.target.blocks},
        **{block.key: block for block in build.source.blocks},
    }
    words = words_by_segment(build.source, build.alignment.source, build.repaired.words)
    rows = tuple(_row(build, bead, blocks, words, findings) for bead in build.alignment.beads)
    return Page(
        title=_title(build),
        symbol=build.name,
        source_lang=build.settings.source_lang,
        target_lang=build.settings.target_lang,
        signature=build.signature,
        summary=tuple(summary(build)),
        rows=rows,
        matrix=_matrix(build),
        repairs=_repairs(build),
        notes=tuple(
            f"{document.path}: {note}" for document in (build.source, build.target) for note in document.notes
        ),
    )


def _matrix(build: Build) -> Matrix:
    """The concepts of the termbase by block: in both languages, a variant, or on one side only."""
    counted = term_matrix(
        build.memory,
        build.termbase,
        source_lang=build.settings.source_lang,
        target_lang=build.settings.target_lang,
    )
    numbers = {block.key: block.number or block.key for block in build.source.blocks}
    columns = tuple((key, _column_label(key, numbers)) for key in counted.blocks)
    return Matrix(columns, tuple(_concept(row, counted.blocks) for row in counted.rows))


def _column_label(key: str, numbers: dict[str, str]) -> str:
    """A paragraph's number; any other key as it is."""
    return key if not key.isdigit() else numbers.get(key, key)


def _concept(row: ConceptRow, blocks: Sequence[str]) -> Concept:
    cells = {cell.block: cell for cell in row.cells}
    presence, details = [], []
    for block in blocks:
        cell = cells.get(block)
        presence.append(_presence(cell, row) if cell else Presence.ABSENT)
        found = [f"{term} × {count}" for term, count in (*cell.source, *cell.target)] if cell else []
        details.append(", ".join(found))
    return Concept(row.concept, row.source, row.target, tuple(presence), "", tuple(details))


def _presence(cell: Cell, row: ConceptRow) -> Presence:
    if not cell.source:
        return Presence.TARGET_ONLY
    if not cell.target:
        return Presence.SOURCE_ONLY
    terms = {term for term, _ in (*cell.source, *cell.target)}
    return Presence.BOTH if terms <= {row.source, row.target} else Presence.VARIANT


def _repairs(build: Build) -> tuple[Repair, ...]:
    """Each kind of damage: why we think so, in how many lines, and the shortest telling line before and after all."""
    changed = {step.line for step in build.repaired.steps}
    lines = {line.number: line for line in build.source.lines if line.number in changed}
    repairs = []
    for evidence in build.repaired.evidence:
        telling = [lines[number] for number in evidence.lines if number in lines]
        shown = min(telling, key=lambda line: (len(line.raw) < 20, len(line.raw), line.number), default=None)
        before, after = (shown.raw.strip(), shown.text) if shown else ("", "")
        repairs.append(Repair(evidence.reason, len(evidence.lines), before, after))
    return tuple(repairs)


def _title(build: Build) -> str:
    """The title on the target's cover, else its first heading or block: what the document is about."""
    blocks = build.target.blocks
    cover = title_in([block.text for block in blocks if block.kind is BlockKind.COVER])
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), blocks[0].text)
    return cover or heading[:160]


def _row(
    build: Build,
    bead: Bead,
    blocks: dict[str, Block],
    words: dict[str, list[Word]],
    findings: dict[str, list[Finding]],
) -> Row:
    sources = [build.alignment.source[i] for i in bead.source]
    targets = [build.alignment.target[j] for j in bead.target]
    first = (sources or targets)[0]
    block = blocks[first.block]
    tuid = unit_id(build.alignment, bead, build.name)
    spans: list[Span] = []
    for place, found in enumerate(sources):
        spans += [Span(" ")] if place else []
        spans += _spans(found.text, words.get(found.id, []))
    return Row(
        unit=tuid,
        block=first.block,
        label=block.number,
        kind=block.kind,
        bead=bead.kind,
        confidence=bead.confidence,
        source=tuple(spans),
        target=" ".join(found.text for found in targets),
        findings=tuple(findings.get(tuid, ())),
        lines=(sources[0].lines[0], sources[-1].lines[1]) if sources else (0, 0),
        moved=bead.moved,
    )


def _spans(text: str, words: Sequence[Word]) -> list[Span]:
    """A segment's text cut at its doubtful words."""
    spans, position = [], 0
    for word in sorted(words, key=lambda word: word.start):
        if word.probability >= DOUBTFUL_WORD or word.start < position:
            continue
        if word.start > position:
            spans.append(Span(text[position : word.start]))
        spans.append(Span(text[word.start : word.end], word.probability, word.raw, word.alternatives))
        position = word.end
    return [*spans, Span(text[position:])] if position < len(text) else spans
