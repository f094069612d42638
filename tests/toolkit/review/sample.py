"""A review page as a data file (tests/data/review), so that a translator can add a case."""

import json
from pathlib import Path
from typing import Any

from toolkit.model import BlockKind, Finding, Severity
from toolkit.review.page import Concept, Matrix, Page, Presence, Repair, Row, Span

DATA = Path(__file__).parents[2] / "data" / "review"


def sample(name: str = "report") -> Page:
    """A page of tests/data/review; ``report`` is the first twelve paragraphs of CTOC/COP/2012/4."""
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return Page(
        title=data["title"],
        symbol=data["symbol"],
        source_lang=data["source_lang"],
        target_lang=data["target_lang"],
        signature=data["signature"],
        summary=tuple((label, value) for label, value in data["summary"]),
        rows=tuple(map(_row, data["rows"])),
        matrix=_matrix(data["matrix"]),
        repairs=tuple(Repair(**repair) for repair in data["repairs"]),
        notes=tuple(data["notes"]),
    )


def _row(row: dict[str, Any]) -> Row:
    """``source`` holds ``[text]`` for text that is not in doubt, else text, probability, raw, alternatives."""
    first, last = row["lines"]
    spans = (Span(span[0], *span[1:3], *map(tuple, span[3:])) for span in row["source"])
    findings = (
        Finding(
            code=found["code"],
            severity=Severity(found["severity"]),
            message=found["message"],
            unit=row["unit"],
            evidence=tuple((name, value) for name, value in found["evidence"]),
        )
        for found in row["findings"]
    )
    return Row(
        **(row | {"source": tuple(spans), "findings": tuple(findings), "lines": (first, last)})
        | {"kind": BlockKind(row["kind"])}
    )


def _matrix(data: dict[str, Any]) -> Matrix:
    concepts = (
        Concept(**(concept | {"presence": tuple(map(Presence, concept["presence"]))})) for concept in data["concepts"]
    )
    return Matrix(tuple((key, label) for key, label in data["columns"]), tuple(concepts))
