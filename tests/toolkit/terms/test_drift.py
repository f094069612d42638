"""Drift across a document: one finding a concept, inflection and treaty titles apart."""

from pathlib import Path

from tmx import load
from toolkit.model import Severity
from toolkit.terms import drifts, load_termbase

KEYS = ("concept", "class", "why", "lang", "blocks")
CASES = {
    "TIP-001": ["مكافحة الاتجار بالأشخاص", "ضحايا الاتجار بالبشر", "جريمة الاتجار في الأشخاص"],
    "TIP-034": ["أشكال السخرة", "حالات العمل الجبري"],
    "TIP-105": ["وأرباب العمل", "على أصحاب العمل"],
}


EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"


def found(texts: list[str], lang: str = "ar") -> dict[str, str]:
    places = [str(number) for number in range(1, len(texts) + 1)]
    every = drifts(texts, places, load_termbase(), lang)
    return {dict(f.evidence)["concept"]: f.message for f in every if f.code == "term-drift"}


def test_each_known_drift_is_found_once_with_its_paragraphs() -> None:
    for concept, texts in CASES.items():
        messages = found(texts)
        assert concept in messages
        assert all(f"({number})" in messages[concept] for number in range(1, len(texts) + 1))


def test_a_treaty_title_is_no_drift() -> None:
    texts = ["السخرة", "اتفاقية العمل الجبري لعام ١٩٣٠"]
    (note,) = drifts(texts, ["1", "2"], load_termbase(), "ar")
    assert (note.code, note.severity) == ("term-title", Severity.NOTE)
    assert note.message == "«السخرة» 1× (1); in titles alone (ar): «العمل الجبري» 1× (2)"
    assert found(texts) == {}
    assert found(["السخرة", "العمل الجبري", texts[1]])["TIP-034"].startswith("several wordings (ar)")
    assert found(["الاتجار بالأشخاص", "اتفاقية مجلس أوروبا لمكافحة الاتجار بالبشر"]) == {}


def test_an_english_title_is_no_drift_and_a_protocol_s_short_title_is_one() -> None:
    title = "Council of Europe Convention on Action against Trafficking in Human Beings"
    assert found(["trafficking in persons", title], "en") == {}
    assert "TIP-001" in found(["الاتجار بالأشخاص", "وبروتوكول الاتجار في الأشخاص"])


def test_inflection_is_no_drift() -> None:
    assert found(["الدول الأطراف", "دولة طرف", "طفل", "الأطفال", "أرباب العمل", "رب العمل"]) == {}
    assert found(["States Parties", "a State Party", "address the demand", "addressing demand"], "en") == {}


def test_the_three_drifts_of_the_report_are_each_found_once_with_their_paragraphs() -> None:
    """«العمل الجبري» stands in the report in the title of an ILO convention alone: a note says so, no drift."""
    units = [(unit.variant("ar"), unit.prop("x-block") or "") for unit in load(EXAMPLE)]
    texts, blocks = [variant.text if variant else "" for variant, _ in units], [block for _, block in units]
    told = [
        (finding.code, dict(finding.evidence)["concept"], {k: v for k, v in finding.evidence if k not in KEYS})
        for finding in drifts(texts, blocks, load_termbase(), "ar")
    ]
    first = next(uses for _, concept, uses in told if concept == "TIP-001")
    assert {term: places for term, places in first.items() if term != "الاتجار بالأشخاص"} == {
        "الاتجار بالبشر": "13 24 34",
        "الاتجار في الأشخاص": "12 17",
    }
    assert sorted(told, key=lambda one: one[1])[1:] == [
        ("term-title", "TIP-034", {"السخرة": "9 27", "العمل الجبري": "12"}),
        ("term-drift", "TIP-105", {"أرباب العمل": "16 17 25 28", "أصحاب العمل": "10"}),
    ]
