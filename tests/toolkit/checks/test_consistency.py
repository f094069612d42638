from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tmx
from tmx.model import Header, Memory, Property, Unit, Variant
from toolkit.checks import check
from toolkit.checks.consistency import check_consistency, drifts_without_termbase, entropy_bits, same_text
from toolkit.checks.lookalikes import lookalikes
from toolkit.model import Severity
from toolkit.terms.phrases import Bitext, phrase_pairs

EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"
LANGS = ("ar", "en")

#: Sentences that say «اتفاق إطاري» and «السلع المستوردة» each time in another place.
FRAMES = [
    ("يحدد {t} حقوق المشتري", "the {t} defines the rights of the buyer"),
    ("وقعت الحكومة {t} أمس", "the government signed the {t} yesterday"),
    ("لا يجوز تعديل {t} دون موافقة", "no amendment of the {t} without consent"),
    ("تسري أحكام {t} على الشحن", "the provisions of the {t} apply to shipping"),
    ("نشرت الوزارة {t} في الجريدة", "the ministry published the {t} in the gazette"),
    ("يلغى {t} القديم", "the old {t} is repealed"),
]


def sentences(renderings: list[str]) -> list[tuple[str, str]]:
    return [
        (ar.format(t="الاتفاق الإطاري"), en.format(t=rendering))
        for (ar, en), rendering in zip(FRAMES, renderings, strict=True)
    ]


def test_a_phrase_that_wavers_is_one_drift_with_its_places() -> None:
    pairs = sentences(["framework agreement"] * 4 + ["framework accord"] * 2)
    (drift,) = drifts_without_termbase(pairs, LANGS)
    assert (drift.side, drift.code) == (1, "phrase-drift")
    assert [(used.text, used.units) for used in drift.wordings] == [
        ("framework agreement", (0, 1, 2, 3)),
        ("framework accord", (4, 5)),
    ]
    assert drift.stable == "الاتفاق الإطاري"


def test_the_reverse_is_found_too() -> None:
    pairs = [(en, ar) for ar, en in sentences(["framework agreement"] * 4 + ["framework accord"] * 2)]
    (drift,) = drifts_without_termbase(pairs, ("en", "ar"))
    assert drift.side == 0 and {used.text for used in drift.wordings} == {"framework agreement", "framework accord"}


@pytest.mark.parametrize(
    "renderings",
    [
        ["framework agreement"] * 6,
        ["framework agreement"] * 3 + ["framework agreements"] * 3,
        ["framework agreement"] * 3 + ["Framework Agreement"] * 3,
        ["framework agreement"] * 3 + ["new framework agreement"] * 3,
    ],
)
def test_inflection_case_and_longer_forms_are_no_drift(renderings: list[str]) -> None:
    assert not drifts_without_termbase(sentences(renderings), LANGS)


def test_broken_plurals_are_no_drift() -> None:
    pairs = [(en, ar) for ar, en in sentences(["framework agreement"] * 6)]
    turned = [
        (en, ar.replace("الاتفاق الإطاري", word)) for (en, ar), word in zip(pairs, ["طرف", "أطراف"] * 3, strict=True)
    ]
    assert not drifts_without_termbase(turned, ("en", "ar"))


def test_the_same_segment_in_two_wordings_is_one_warning_with_counts() -> None:
    texts = [
        ("المادة ٥.", "Article 5."),
        ("المادة ٥", "article ٥"),
        ("المادّة ٥", "Section 5"),
        ("المادة ٦", "Rule 6"),
    ]
    units = [
        Unit((Variant.of("ar", ar), Variant.of("en", en)), None, (Property("x-block", str(place)),))
        for place, (ar, en) in enumerate(texts, 1)
    ]
    (found,) = check(Memory(Header(srclang="ar"), units), source_lang="ar", target_lang="en", checks=["consistency"])
    assert (found.code, found.severity, found.position) == ("segment-drift", Severity.WARNING, -1)
    assert "«Article 5.» 2× (1, 2); «Section 5» 1× (3)" in found.message
    assert found.said("blocks") == "1 2 3"


def test_the_drift_of_the_report_is_found_once() -> None:
    found = check_consistency(tmx.load(EXAMPLE), LANGS)
    named = [one for one in found if "«الاتجار في الأشخاص»" in one.message]
    assert len(named) == 1
    assert "«الاتجار في الأشخاص» 2× (12, 17)" in named[0].message
    assert named[0] is found[0], "the most surprising comes first"


def test_surprise_falls_along_the_findings_and_consistency_costs_nothing() -> None:
    bits = [float(one.said("bits")) for one in check_consistency(tmx.load(EXAMPLE), LANGS)]
    assert bits == sorted(bits, reverse=True)
    assert entropy_bits([7]) == 0 < entropy_bits([9, 1]) < entropy_bits([5, 5])


def test_a_memory_in_any_languages_and_an_empty_one_are_checked() -> None:
    assert not check_consistency(Memory(Header()), LANGS)
    pairs = [("bonjour", "guten Tag"), ("bonjour", "hallo"), ("", "x"), ("y", "")]
    assert [drift.stable for drift in drifts_without_termbase(pairs, ("fr", "de"))] == ["bonjour"]


def test_a_long_memory_is_compared_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = sentences(["framework agreement"] * 4 + ["framework accord"] * 2)
    monkeypatch.setattr("toolkit.checks.consistency.AT_ONCE", len(pairs))
    found = drifts_without_termbase([("بداية", "start")] * len(pairs) + pairs, LANGS)
    assert [used.units for used in found[0].wordings] == [(6, 7, 8, 9), (10, 11)]


TEXTS = st.lists(st.sampled_from(["سلع", "طلب", "عمل", "على", "،", "١"]), max_size=5).map(" ".join)


@given(pairs=st.lists(st.tuples(TEXTS, TEXTS), max_size=8), seed=st.integers(0, 9))
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_memory_does_not_change_what_is_found(pairs: list[tuple[str, str]], seed: int) -> None:
    shuffled = pairs[:]
    random.Random(seed).shuffle(shuffled)

    def segments(given_pairs: list[tuple[str, str]]) -> list[tuple[str, list[int]]]:
        found = drifts_without_termbase(given_pairs, LANGS)
        return sorted((same_text(d.stable), [len(u.units) for u in d.wordings]) for d in found if d.code[0] == "s")

    assert segments(pairs) == segments(shuffled)


def test_a_tatweel_by_itself_is_no_word() -> None:
    pairs = [("نهاية ـ الفصل", "The end"), ("نهاية ـ الفصل", "The end"), ("ـ", "-")]
    assert drifts_without_termbase(pairs, LANGS) == ()


def test_a_word_that_another_source_word_explains_is_no_rival() -> None:
    """Beside «أطراف», "parties" is its counterpart, and no other wording of «اتفاق إطاري»."""
    pairs = sentences(["framework agreement"] * 6)
    pairs += [("أطراف النزاع", "parties to the dispute"), ("يلتزم أطراف البيع", "parties of the sale are bound")]
    pairs += [("وقع أطراف", "parties signed"), ("نشر الأطراف الاتفاق الإطاري", "framework parties published it")]
    assert not [one for one in drifts_without_termbase(pairs, LANGS) if "framework parties" in str(one.wordings)]


def test_a_new_word_beside_a_frequent_one_is_found() -> None:
    once = sentences(["framework agreement"] * 6)
    pairs = once + [(f"{ar} في العام التالي", f"{en} in the following year") for ar, en in once]
    spoilt = [
        (ar, en.replace("agreement", "tnemeerga") if place in (1, 9) else en) for place, (ar, en) in enumerate(pairs)
    ]
    found = [one for one in drifts_without_termbase(spoilt, LANGS) if one.code == "phrase-drift"]
    assert "framework tnemeerga" in [used.text for used in found[0].wordings]


def test_a_lookalike_counts_with_the_uses_of_it_that_are_linked() -> None:
    """Of two uses of a rival one is linked and one is not: both are its uses, and both are told."""
    texts = [("mining licence", "رخصة تعدين")] * 4 + [("mining licence", "رخصة تنجيم")] * 2
    bitext = Bitext.of(texts, ("en", "ar"))
    linked = ((0, 1), (1, 0))
    bitext = replace(bitext, links=[linked] * 5 + [((1, 0),)])
    pairs = phrase_pairs(bitext)
    (pair, uses), *others = lookalikes(bitext, pairs).items()
    assert [use.unit for use in uses] == [5] and not others
    assert [use.unit for use in pairs[pair]] == [4]
