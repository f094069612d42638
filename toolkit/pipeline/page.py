"""The review page of a build: what toolkit.review shows, taken from what the build produced."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.memory.units import DOUBTFUL_WORD, unit_id
from toolkit.model import Bead, Block, Finding, Word
from toolkit.pipeline import Build, words_by_segment
from toolkit.pipeline.summary import summary
from toolkit.review.page import Page, Row, Span


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
    )


def _title(build: Build) -> str:
    """The longest cover line or the first heading of the target: what the document is about."""
    covers = [block.text for block in build.target.blocks if block.kind.value == "cover"]
    return max(covers, key=len) if covers else build.target.blocks[0].text[:160]


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
