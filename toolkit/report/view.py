"""What the template of the findings page needs beyond the report's own values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.model import Finding, Severity
from toolkit.report.items import Item, Report
from toolkit.report.usage import ConceptUse, Line, Usage, Wording
from toolkit.review.text import Language, rich
from toolkit.review.values import Concept, Presence
from toolkit.review.view import MATRIX_COLUMNS, Cell, MatrixPart

#: Lines of the concordance that are shown of one concept.
MOST_LINES = 60
_QUOTED_RE = re.compile(r"«([^»]+)»")
_SPAN_RE = re.compile(r"(\d+)-(\d+)")
#: Evidence that the page shows in its own way, or that only programs read.
_SHOWN_ELSEWHERE = {"concept", "span", "side", "blocks", "units", "wordings", "lang", "bits"}
#: From which spread on a wording is called so.
_SPREADS = ((0.9, "in one place"), (0.6, "clustered"), (0.3, "uneven"), (0.0, "even"))
_LABELS = {"class": "cause", "why": "why", "nearest": "nearest there", "lowered": "less grave because"}


@dataclass(frozen=True, slots=True)
class ItemView:
    """A finding as the page shows it: anchor, the words it is filtered by, both texts with marks, evidence.

    ``concept`` is the id of its concept and the anchor of that concept's concordance, empty where there is none;
    ``examples`` are place and both texts of units that show a finding about the whole memory.
    """

    item: Item
    anchor: str
    flags: str
    source: Markup
    target: Markup
    evidence: tuple[tuple[str, str], ...]
    concept: tuple[str, str]
    examples: tuple[tuple[str, Markup, Markup], ...]

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.item.finding


def item_views(report: Report, source: Language, target: Language) -> Iterator[ItemView]:
    """The findings, gravest first, accepted ones last; otherwise in the order of the report."""
    used = report.usage.concepts if report.usage else ()
    concepts = {use.concept.id: f"c{place}" for place, use in enumerate(used, 1)}
    ranked = sorted(report.items, key=lambda item: (item.accepted is not None, -item.finding.severity.rank))
    for place, item in enumerate(ranked, 1):
        kind = "accepted" if item.accepted else item.finding.severity.value
        texts = [
            marked(text, _spans(item.finding, text, side), language.direction)
            for text, side, language in ((item.source, "source", source), (item.target, "target", target))
        ]
        concept = item.finding.said("concept")
        link = (concept, concepts[concept]) if concept in concepts else ("", "")
        said = _evidence(item.finding)
        examples = tuple(
            (
                one.place,
                marked(one.source, _spans(item.finding, one.source, "source"), source.direction),
                marked(one.target, _spans(item.finding, one.target, "target"), target.direction),
            )
            for one in item.examples
        )
        yield ItemView(item, f"f{place}", f"all {kind}", texts[0], texts[1], said, link, examples)


def _evidence(finding: Finding) -> tuple[tuple[str, str], ...]:
    """What a finding's evidence says beyond its message."""
    told = {*_QUOTED_RE.findall(finding.message)}
    return tuple(
        (_LABELS.get(name, name), value)
        for name, value in finding.evidence
        if value and name not in _SHOWN_ELSEWHERE and not {name, value} & told and value not in finding.message
    )


def _spans(finding: Finding, text: str, side: str) -> list[tuple[int, int]]:
    """Where a finding points in a text: its own span, else what its message and evidence quote."""
    span = _SPAN_RE.fullmatch(finding.said("span"))
    if span and finding.said("side") == side and int(span[2]) <= len(text):
        return [(int(span[1]), int(span[2]))]
    quoted = [*_QUOTED_RE.findall(finding.message), finding.said("nearest"), finding.said("word")]
    numbers = re.split(r"\s+", finding.said(f"only-{side}")) if finding.said(f"only-{side}") else []
    places = ((text.find(piece), len(piece)) for piece in (*quoted, *numbers) if piece)
    found: list[tuple[int, int]] = []
    for start, length in sorted(places):
        if start >= 0 and (not found or start >= found[-1][1]):
            found.append((start, start + length))
    return found


def marked(text: str, spans: Sequence[tuple[int, int]], direction: str) -> Markup:
    """A text with stretches marked; everything is escaped.

    >>> print(marked("a <b> c", [(2, 5)], "ltr"))
    a <mark>&lt;b&gt;</mark> c
    """
    parts, end = [], 0
    for start, stop in spans:
        mark = Markup("<mark>{}</mark>").format(rich(text[start:stop], direction))
        parts += [rich(text[end:start], direction), mark]
        end = stop
    return Markup("").join([*parts, rich(text[end:], direction)])


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter above the findings: its word in the markup, its label, how many it shows."""

    key: str
    label: str
    count: int


def choices(report: Report) -> tuple[Choice, ...]:
    """The filters that show anything."""
    counts = {severity.value: 0 for severity in Severity} | {"accepted": 0}
    for item in report.items:
        counts["accepted" if item.accepted else item.finding.severity.value] += 1
    labels = {"error": "Errors", "warning": "Warnings", "note": "Notes", "accepted": "Accepted"}
    found = [Choice(key, labels[key], count) for key, count in counts.items() if count]
    return (Choice("all", "All", len(report.items)), *found)


@dataclass(frozen=True, slots=True)
class ConceptView:
    """A concept with its anchor, its wordings by language, and the lines that are shown of its concordance."""

    use: ConceptUse
    anchor: str
    lines: tuple[tuple[str, Line], ...]
    left_out: int
    open: bool

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Every wording, the source's first."""
        return self.use.wordings


def concept_views(usage: Usage, grave: Sequence[Item]) -> Iterator[ConceptView]:
    """The concepts; those that a finding of at least a warning names stand open."""
    named = {item.finding.said("concept") for item in grave}
    for place, use in enumerate(usage.concepts, 1):
        lines = tuple((_line_anchor(place, line, use.lines), line) for line in use.lines[:MOST_LINES])
        yield ConceptView(use, f"c{place}", lines, max(len(use.lines) - MOST_LINES, 0), use.concept.id in named)


def _line_anchor(place: int, line: Line, lines: Sequence[Line]) -> str:
    """An anchor for the first line of each block, which the matrix links to."""
    first = next(other for other in lines if other.block == line.block)
    return f"c{place}-{line.position}" if first is line else ""


def matrix_parts(usage: Usage, width: int = MATRIX_COLUMNS) -> tuple[MatrixPart, ...]:
    """Concept × paragraph, cut into parts that fit a page; cells lead to the concordance."""
    parts = []
    named = {block for use in usage.concepts for block, *_ in use.blocks}
    used = [block for block in usage.blocks if block in named]
    for start in range(0, len(used), width):
        columns = used[start : start + width]
        rows = []
        for place, use in enumerate(usage.concepts, 1):
            cells = tuple(_cell(place, use, block) for block in columns)
            if any(cell.presence is not Presence.ABSENT for cell in cells):
                rows.append((_concept(use, cells), cells))
        if rows:
            parts.append(MatrixPart(tuple((block or "–", "") for block in columns), tuple(rows)))
    return tuple(parts)


def _concept(use: ConceptUse, cells: Sequence[Cell]) -> Concept:
    status = "" if use.concept.confirmed else "unconfirmed"
    return Concept(use.concept.id, use.source, use.target, tuple(cell.presence for cell in cells), status)


def _cell(place: int, use: ConceptUse, block: str) -> Cell:
    counts = next((counts for counts in use.blocks if counts[0] == block), None)
    if counts is None:
        return Cell(Presence.ABSENT, "", block, "")
    _, source, target, varied = counts
    presence = (
        Presence.TARGET_ONLY if not source
        else Presence.SOURCE_ONLY if not target
        else Presence.VARIANT if varied
        else Presence.BOTH
    )  # fmt: skip
    first = next(line for line in use.lines if line.block == block)
    shown = use.lines.index(first) < MOST_LINES
    return Cell(presence, f"c{place}-{first.position}" if shown else f"c{place}", block, f"{source} × / {target} ×")


def evenness(spread: float) -> str:
    """The spread of a wording in a word.

    >>> evenness(0.1), evenness(0.95)
    ('even', 'in one place')
    """
    return next(word for least, word in _SPREADS if spread >= least)
