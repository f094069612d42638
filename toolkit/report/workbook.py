"""Reports as an Excel workbook for terminologists: findings, wordings, concept × paragraph, concordance.

No cell is a formula, whatever the memory says (``toolkit.sheets``).
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model import Severity
from toolkit.report.items import Report
from toolkit.report.lines import counts
from toolkit.report.rules import describe
from toolkit.report.usage import Context, Usage
from toolkit.review.text import language
from toolkit.xlsx import MAX_COLUMNS, Sheet, write_book

#: Characters of a cell that a person may still read; XLSX holds twice as many.
_LONGEST = 16_000

Row = tuple[str | int | float, ...]


def to_xlsx(report: Report) -> bytes:
    """The report as a workbook.  Raises BitextError where openpyxl is missing."""
    langs = (report.source_lang, report.target_lang)
    right = frozenset(place for place, lang in enumerate(langs) if language(lang).direction == "rtl")
    sheets = [
        Sheet("Summary", _summary(report), (24, 60, 10, 10, 10, 10)),
        Sheet(
            "Findings",
            _findings(report),
            (8, 10, 10, 18, 12, 60, 50, 50, 50, 40, 30),
            frozenset(6 + place for place in right),
        ),
    ]
    if report.usage:
        turned = frozenset(1 + place for place in right)
        sheets += [
            Sheet("Wordings", _wordings(report.usage), (12, 8, 40, 12, 8, 8, 8, 50)),
            Sheet("Concepts by paragraph", _matrix(report.usage, langs), (12, 40, 40), turned),
            Sheet(
                "Concordance",
                _concordance(report.usage, langs),
                (12, 10, 8, 40, 30, 40, 40, 30, 40),
                frozenset(3 + 3 * place + part for place in right for part in range(3)),
            ),
        ]
    return write_book(sheets)


def _summary(report: Report) -> Iterator[Row]:
    yield ("rule", "what it says", *(f"{severity.value}s" for severity in Severity), "accepted")
    for rule, values in counts(report):
        yield (rule, describe(rule), *values)
    yield ("file", report.path)
    yield ("languages", f"{report.source_lang} → {report.target_lang}")
    yield ("made by", report.signature)
    for note in report.notes:
        yield ("note", note)


def _findings(report: Report) -> Iterator[Row]:
    yield (
        *("unit", "paragraph", "severity", "rule", "concept", "message"),
        *(report.source_lang, report.target_lang, "evidence", "accepted because", "unit id"),
    )
    for item in report.items:
        finding = item.finding
        said = "; ".join(f"{name}: {value}" for name, value in finding.evidence if value and name != "concept")
        yield (
            finding.position + 1 if finding.position >= 0 else "",
            item.block,
            finding.severity.value,
            finding.code,
            finding.said("concept"),
            _clipped(finding.message),
            _clipped(item.source),
            _clipped(item.target),
            _clipped(said),
            item.accepted.reason if item.accepted else "",
            finding.unit,
        )


def _clipped(text: str) -> str:
    """A text that a cell can hold."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _wordings(usage: Usage) -> Iterator[Row]:
    yield ("concept", "language", "wording", "status", "uses", "share", "spread", "paragraphs")
    for use in usage.concepts:
        for used in use.wordings:
            numbers = (used.count, round(used.share, 3), round(used.spread, 3))
            yield (use.concept.id, used.lang, used.text, used.status.value, *numbers, ", ".join(used.blocks))


def _matrix(usage: Usage, langs: tuple[str, str]) -> Iterator[Row]:
    """Uses in source / target for each concept and paragraph; paragraphs beyond what a sheet holds are left out."""
    named = {block for use in usage.concepts for block, *_ in use.blocks}
    blocks = [block for block in usage.blocks if block in named][: MAX_COLUMNS - 3]
    yield ("concept", *langs, *(block or "–" for block in blocks))
    for use in usage.concepts:
        cells = {
            block: f"{source} / {target}{' ◆' if varied else ''}" for block, source, target, varied in use.blocks
        }
        yield (use.concept.id, use.source, use.target, *(cells.get(block, "") for block in blocks))


def _concordance(usage: Usage, langs: tuple[str, str]) -> Iterator[Row]:
    heads = (f"{lang} {part}" for lang in langs for part in ("before", "term", "after"))
    yield ("concept", "paragraph", "unit", *heads)
    for use in usage.concepts:
        for line in use.lines:
            sides = (*_parts(line.source, line.other), *_parts(line.target, line.other))
            yield (use.concept.id, line.block, line.position + 1, *sides)


def _parts(context: Context | None, other: str) -> tuple[str, str, str]:
    """Before, term, after; a side without the term shows its text before an empty term."""
    return (context.before, context.term, context.after) if context else (other, "", "")
