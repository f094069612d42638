import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tmx
from tests.toolkit.memory.conftest import Places
from tests.toolkit.memory.samples import many, unit
from toolkit.memory.lookup import lookup
from toolkit.memory.match import Kind
from toolkit.memory.penalties import Penalties
from toolkit.memory.scoring import score, subjects
from toolkit.memory.store import open_store
from toolkit.model import BitextError


def test_both_neighbours_make_102_and_one_makes_101() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("الدورة السادسة", "Sixth session", context_pre="المؤتمر", context_post="فيينا")])
        scores = [
            lookup(store, "الدورة السادسة", "ar", "en", before=before, after=after)[0].score
            for before, after in (("المؤتمر", "فيينا"), ("المؤتمر", "غيره"), (None, None), ("غيره", "غيره"))
        ]
    assert scores == [102, 101, 100, 100]


def test_context_counts_in_the_other_direction_too() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("المؤتمر", "The Conference"), unit("نعم", "Yes", context_pre="المؤتمر", context_post="لا")])
        assert lookup(store, "Yes", "en", "ar", before="The Conference")[0].score == 101
        assert lookup(store, "Yes", "en", "ar", before="Another")[0].score == 100


def test_of_many_translations_the_one_in_context_is_found(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add(unit("نعم", f"Yes {number}", context_pre=f"قبل {number}") for number in range(300))
        match = lookup(store, "نعم", "ar", "en", before="قبل 250")[0]
        assert (match.score, match.target) == (101, "Yes 250")
        assert lookup(store, "نعم", "ar", "en")[0].score == 100


def test_of_many_places_the_one_in_context_is_found(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add(unit("نعم", "Yes", context_pre=f"قبل {number}", document=f"D/{number}") for number in range(300))
        match = lookup(store, "نعم", "ar", "en", before="قبل 250")[0]
    assert match.score == 101
    assert "D/250" in [origin.document for origin in match.unit.origins]


def test_the_variant_of_a_region_that_fits_is_the_one_shown() -> None:
    both = tmx.Unit((tmx.Variant.of("ar-EG", "آب"), tmx.Variant.of("ar-MA", "غشت"), tmx.Variant.of("en", "August")))
    with open_store(":memory:", create=True) as store:
        store.add([both])
        assert lookup(store, "غشت", "ar", "en")[0].source == "غشت"
        assert lookup(store, "August", "en", "ar-MA")[0].target == "غشت"


def test_both_directions_come_from_one_store() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("نعم", "Yes")])
        assert lookup(store, "Yes", "en", "ar")[0].target == "نعم"
        assert lookup(store, "نعم", "ar", "en")[0].kind is Kind.EXACT


#: text in the memory, text looked up, score, what it was deducted for
NEAR = [
    ("عقد في ١٢ مايو ٢٠١٢", "عقد في ١٢ مايو ٢٠١٣", 99, "numbers"),
    ("The Conference met.", "The Conference met", 99, "punctuation"),
    ("المدرّسة الجديدة", "المدرسة الجديدة", 99, "spelling"),
    ("إلى الأطراف", "الى الاطراف", 99, "spelling"),
    ("The Conference", "the conference", 99, "spelling"),
    ("في الم درسة", "في المدرسة", 99, "spacing"),
    ("Article 5, paragraph 2", "Article 6 paragraph 2", 98, "numbers punctuation"),
]


@pytest.mark.parametrize(("stored", "asked", "expected", "kinds"), NEAR)
def test_the_same_words_score_95_to_99(stored: str, asked: str, expected: int, kinds: str) -> None:
    with open_store(":memory:", create=True) as store:
        store.add([tmx.Unit((tmx.Variant.of("ar", stored), tmx.Variant.of("en", "target")))])
        match = lookup(store, asked, "ar", "en")[0]
    assert (match.score, match.kind) == (expected, Kind.NEAR)
    assert [name for name, _ in match.parts.deductions] == kinds.split()


def test_inline_codes_are_kept_and_cost_a_point() -> None:
    bold = tmx.segment(tmx.Bpt(i="1", type="bold"), "مهم", tmx.Ept(i="1"))
    english = tmx.segment(tmx.Bpt(i="1", type="bold"), "Important", tmx.Ept(i="1"))
    with open_store(":memory:", create=True) as store:
        store.add([tmx.Unit((tmx.Variant("ar", bold), tmx.Variant("en", english)))])
        plain, tagged = lookup(store, "مهم", "ar", "en")[0], lookup(store, bold, "ar", "en")[0]
    assert (plain.score, tagged.score) == (99, 100)
    assert tagged.suggestion_content == english


def test_penalties_are_taken_off_and_say_why() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("نعم", "Yes", document="A/RES/64/293", status="auto", confidence="0.40")])
        match = lookup(store, "نعم", "ar", "en", document="CTOC/COP/2012/4")[0]
        free = lookup(store, "نعم", "ar", "en", document="A/RES/65/1", penalties=Penalties(0, 0, 0.0, 0))[0]
    assert (match.base, match.score, free.score) == (100, 93, 100)
    assert [penalty.name for penalty in match.penalties] == ["unconfirmed", "low confidence", "other document family"]
    assert "0.40" in match.penalties[1].reason


def test_the_unit_of_a_confirmed_place_is_taken_without_penalty() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("نعم", "Yes", status="auto"), unit("نعم", "Yes", status="confirmed")])
        assert lookup(store, "نعم", "ar", "en")[0].score == 100


def test_differing_words_are_marked() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("عقد المؤتمر دورته السادسة في فيينا", "x")])
        match = lookup(store, "عقد المؤتمر دورته الخامسة في فيينا", "ar", "en")[0]
    assert [(d.kind, d.query, d.source) for d in match.differences][1] == ("replace", "الخامسة", "السادسة")
    assert match.kind is Kind.FUZZY
    assert match.score == int(50 * (match.parts.words + match.parts.characters) + 1e-9)


def test_a_text_with_broken_words_is_found_by_its_letters() -> None:
    with open_store(":memory:", create=True) as store:
        store.add(many(300))
        store.add([unit("استعراض تنفيذ الاتفاقية المذكورة أعلاه", "Review")])
        match = lookup(store, "است عراض تنف يذ الاتفا قية المذكو رة أعلاه", "ar", "en")[0]
    assert match.target == "Review"


def test_the_best_of_many_is_what_brute_force_finds() -> None:
    units = list(many(400))
    texts = [found.variants[0].text for found in units]
    with open_store(":memory:", create=True) as store:
        store.add(units)
        for number in range(0, 400, 29):
            words = texts[number].split()
            words[2] = "غيرها"
            (query,) = subjects([" ".join(words)])
            best = max(score(query, other)[0] for other in subjects(texts))
            assert lookup(store, query.text, "ar", "en")[0].score == best


@pytest.mark.parametrize("text", ["", "؟!…", '" OR * NEAR(', "%_\\'", "\x00", "ا" * 1_000_000, "كلمة " * 200_000])
def test_odd_queries_have_an_answer(text: str) -> None:
    with open_store(":memory:", create=True) as store:
        store.add(many(50))
        assert isinstance(lookup(store, text, "ar", "en"), tuple)


def test_marks_alone_do_not_match_other_marks() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("***", "stars"), unit("…", "dots")])
        assert [match.target for match in lookup(store, "…", "ar", "en")] == ["dots"]


def test_a_language_that_is_not_there_is_said() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("نعم", "Yes")])
        with pytest.raises(BitextError, match=r"no text in 'fr'.*ar, en"):
            lookup(store, "Oui", "fr", "en")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), max_size=8))
def test_every_text_put_in_is_found_again(texts: list[str]) -> None:
    kept = [text for text in texts if text.strip()]
    with open_store(":memory:", create=True) as store:
        store.add([unit(text, f"t{number}") for number, text in enumerate(kept)])
        for text in kept:
            assert lookup(store, text, "ar", "en")[0].base >= 100
