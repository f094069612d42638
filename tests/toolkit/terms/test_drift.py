"""Drift across a document: one finding a concept, inflection and treaty titles apart."""

from toolkit.terms import drifts, load_termbase

CASES = {
    "TIP-001": ["مكافحة الاتجار بالأشخاص", "ضحايا الاتجار بالبشر", "جريمة الاتجار في الأشخاص"],
    "TIP-034": ["أشكال السخرة", "حالات العمل الجبري"],
    "TIP-105": ["وأرباب العمل", "على أصحاب العمل"],
}


def found(texts: list[str], lang: str = "ar") -> dict[str, str]:
    places = [str(number) for number in range(1, len(texts) + 1)]
    return {dict(f.evidence)["concept"]: f.message for f in drifts(texts, places, load_termbase(), lang)}


def test_each_known_drift_is_found_once_with_its_paragraphs() -> None:
    for concept, texts in CASES.items():
        messages = found(texts)
        assert concept in messages
        assert all(f"({number})" in messages[concept] for number in range(1, len(texts) + 1))


def test_a_treaty_title_is_no_drift() -> None:
    assert found(["السخرة", "اتفاقية العمل الجبري لعام ١٩٣٠"]) == {}
    assert found(["الاتجار بالأشخاص", "اتفاقية مجلس أوروبا لمكافحة الاتجار بالبشر"]) == {}


def test_an_english_title_is_no_drift_and_a_protocol_s_short_title_is_one() -> None:
    title = "Council of Europe Convention on Action against Trafficking in Human Beings"
    assert found(["trafficking in persons", title], "en") == {}
    assert "TIP-001" in found(["الاتجار بالأشخاص", "وبروتوكول الاتجار في الأشخاص"])


def test_inflection_is_no_drift() -> None:
    assert found(["الدول الأطراف", "دولة طرف", "طفل", "الأطفال", "أرباب العمل", "رب العمل"]) == {}
    assert found(["States Parties", "a State Party", "address the demand", "addressing demand"], "en") == {}
