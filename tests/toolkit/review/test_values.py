"""What needs a look, and in which order."""

from dataclasses import replace

import pytest

from tests.toolkit.review.sample import sample
from toolkit.model import BlockKind, Finding, Severity
from toolkit.review.page import Band, Concept, Matrix, Page, Presence, Row, Span

SOUND = Row("u1", "1", "1", BlockKind.PARAGRAPH, "1-1", 0.97, (Span("نص"),), "text")


def finding(severity: Severity) -> Finding:
    return Finding("numbers", severity, "a number is missing")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, False),
        ({"confidence": 0.9}, False),
        ({"confidence": 0.89}, True),
        ({"target": " "}, True),
        ({"source": ()}, True),
        ({"moved": True}, True),
        ({"source": (Span("كلمة", 0.8),)}, True),
        ({"findings": (finding(Severity.NOTE),)}, False),
        ({"findings": (finding(Severity.WARNING),)}, True),
        ({"findings": (finding(Severity.NOTE), finding(Severity.ERROR))}, True),
    ],
)
def test_what_needs_a_look(change: dict[str, object], expected: bool) -> None:
    assert replace(SOUND, **change).needs_look is expected


def test_a_unit_is_as_sure_as_its_weakest_link() -> None:
    assert SOUND.certainty == 0.97
    assert replace(SOUND, source=(Span("ن", 0.3), Span(" و "), Span("م", 0.6))).certainty == 0.3


def test_least_sure_first_then_the_graver_finding_then_reading_order() -> None:
    rows = (
        replace(SOUND, unit="plain"),
        replace(SOUND, unit="warned", findings=(finding(Severity.WARNING),)),
        replace(SOUND, unit="unsure", confidence=0.5),
        replace(SOUND, unit="plain too"),
    )
    page = Page("t", "", "ar", "en", "", (), rows)
    assert [row.unit for row in page.by_certainty()] == ["unsure", "warned", "plain", "plain too"]


@pytest.mark.parametrize("probability", [1.0, 0.9, 0.6, 0.0])
def test_every_probability_has_a_band_with_its_own_sign(probability: float) -> None:
    assert Band.of(probability) in Band
    assert len({band.sign for band in Band}) == len(Band)


def test_a_matrix_with_a_short_row_is_refused() -> None:
    with pytest.raises(ValueError, match="TIP-001"):
        Matrix((("1", "1"), ("2", "2")), (Concept("TIP-001", "ا", "a", (Presence.BOTH,)),))


def test_the_sample_has_every_kind_of_row() -> None:
    rows = sample().rows
    assert {Band.of(row.confidence) for row in rows} == set(Band)
    assert {row.bead for row in rows} >= {"1-1", "1-2", "1-0", "0-1"}
    assert any(row.moved for row in rows)
    assert any(row.doubts for row in rows)
    assert {found.severity for row in rows for found in row.findings} == set(Severity)
