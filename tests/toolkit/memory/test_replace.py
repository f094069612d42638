"""Units of a store in another wording: what is kept, what is gone, and that it is all or nothing."""

import dataclasses
import os
import signal
import time
from pathlib import Path

import pytest

import tmx
from tests.toolkit.memory.conftest import Places
from tests.toolkit.memory.samples import many, unit
from toolkit.memory.concordance import concordance
from toolkit.memory.lookup import lookup
from toolkit.memory.store import Store, open_store
from toolkit.model import BitextError


def reworded(given: tmx.Unit, *texts: str, **props: str) -> tmx.Unit:
    """A unit with other texts, and with a property replaced."""
    variants = tuple(
        dataclasses.replace(old, content=(text,)) for old, text in zip(given.variants, texts, strict=True)
    )
    kept = tuple(
        dataclasses.replace(prop, text=props.get(prop.type.removeprefix("x-"), prop.text)) for prop in given.props
    )
    return dataclasses.replace(given, variants=variants, props=kept)


def by_id(store: Store) -> dict[int, tmx.Unit]:
    return {found.id: found.unit for found in store.units()}


def test_the_new_text_is_found_and_the_old_one_is_gone(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add(many(30))
        old = by_id(store)[7]
        arabic, english = (variant.text for variant in old.variants)
        assert lookup(store, arabic, "ar", "en")[0].score == 100  # the index is in use before the edit
        assert store.replace([(7, reworded(old, "القطار السريع يصل مساء", "The express arrives tonight"))]) == 1
        assert list(by_id(store)) == list(range(1, 31))
        assert by_id(store)[7].variants[1].text == "The express arrives tonight"
        assert lookup(store, "القطار السريع يصل مساء", "ar", "en")[0].score == 100
        assert lookup(store, "The express arrives tonight", "en", "ar")[0].score == 100
        assert lookup(store, "القطار السريع يصل صباحا", "ar", "en")[0].score >= 50
        assert [hit.unit.id for hit in concordance(store, "القطار", "ar", "en").hits] == [7]
        assert not any(
            old.variants[0].text == found.unit.unit.variants[0].text for found in lookup(store, arabic, "ar", "en")
        )
        assert concordance(store, f'"{english}"', "en", "ar").hits == ()
        assert not store.together(arabic, english)
        assert store.stats().texts == {"ar": 30, "en": 30}


def test_a_text_that_other_units_have_stays_theirs(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add([unit("نعم", "Yes"), unit("نعم", "Yeah")])
        store.replace([(2, reworded(by_id(store)[2], "أجل", "Yeah"))])
        assert [found.unit.unit.variants[1].text for found in lookup(store, "نعم", "ar", "en")] == ["Yes"]
        assert [found.unit.unit.variants[1].text for found in lookup(store, "أجل", "ar", "en")] == ["Yeah"]
        assert store.stats().texts == {"ar": 2, "en": 2}


def test_every_place_keeps_what_is_its_own(places: Places) -> None:
    turned = unit("نعم", "Yes", document="C", status="auto")
    came = [
        dataclasses.replace(unit("نعم", "Yes", "20120101T000000Z", document="A", context_pre="هل"), tuid="a1"),
        unit("نعم", "Yes", "20130101T000000Z", document="B", status="auto", confidence="0.70"),
        dataclasses.replace(turned, variants=turned.variants[::-1]),
    ]
    with open_store(places(), create=True) as store:
        store.add(came)
        before = next(iter(store.units()))
        store.replace([(1, reworded(before.unit, "نعم", "Indeed", status="confirmed"))])
        after = next(iter(store.units()))
        assert (after.id, store.stats().origins) == (1, 3)
        assert [dataclasses.replace(old, status="") for old in before.origins] == [
            dataclasses.replace(new, status="") for new in after.origins
        ]
        kept = list(store.every_place())
        assert [[one.text for one in found.variants] for found in kept] == [
            ["نعم", "Indeed"],
            ["نعم", "Indeed"],
            ["Indeed", "نعم"],
        ]
        assert [found.prop("x-confidence") for found in kept] == [None, "0.70", None]
        assert "auto" not in [found.prop("x-status") for found in kept]
        assert store.remove("B") == 0
        assert store.documents() == (("A", 1), ("C", 1))


def test_a_unit_that_says_what_another_says_becomes_part_of_it(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add([unit("نعم", "Yes", document="A"), unit("نعم", "Yeah", document="B")])
        store.replace([(2, reworded(by_id(store)[2], "نعم", "Yes"))])
        found = list(store.units())
        assert [(one.id, [origin.document for origin in one.origins]) for one in found] == [(1, ["A", "B"])]
        assert store.stats().texts == {"ar": 1, "en": 1}
        assert store.add([unit("لا", "No")]).new == 1
        assert list(by_id(store)) == [1, 3]


def chain(document: str, *texts: str, tail: str = "") -> list[tmx.Unit]:
    """Units that follow each other, each naming its neighbours' source texts."""
    return [
        unit(
            text,
            f"{number} {tail}",
            document=document,
            **({"context_pre": texts[number - 1]} if number else {}),
            **({"context_post": texts[number + 1]} if number + 1 < len(texts) else {}),
        )
        for number, text in enumerate(texts)
    ]


def contexts(store: Store) -> list[tuple[str, str, str]]:
    return [
        (place.prop("x-document") or "", place.prop("x-context-pre") or "", place.prop("x-context-post") or "")
        for place in store.every_place()
    ]


def test_the_neighbours_of_an_edited_text_follow_it(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add([*chain("A", "واحد", "اثنان", "ثلاثة"), *chain("B", "واحد", "اثنان", "ثلاثة", tail="b")])
        store.replace([(2, reworded(by_id(store)[2], "ثانيا", "1 "))])
        assert [found for found in contexts(store) if found[0] == "A"] == [
            ("A", "", "ثانيا"),
            ("A", "واحد", "ثلاثة"),
            ("A", "ثانيا", ""),
        ]
        assert [found for found in contexts(store) if found[0] == "B"] == [
            ("B", "", "اثنان"),
            ("B", "واحد", "ثلاثة"),
            ("B", "اثنان", ""),
        ]
        assert lookup(store, "ثلاثة", "ar", "en", "ثانيا", "")[0].score == 102
        assert lookup(store, "ثانيا", "ar", "en", "واحد", "ثلاثة")[0].score == 102
        assert store.stats().origins == 6


def test_neighbours_that_are_all_edited_know_each_other(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add(chain("A", "واحد", "اثنان", "ثلاثة"))
        edits = zip(by_id(store).items(), ("أولا", "ثانيا", "ثالثا"), strict=True)
        store.replace([(ident, reworded(old, text, old.variants[1].text)) for (ident, old), text in edits])
        assert contexts(store) == [("A", "", "ثانيا"), ("A", "أولا", "ثالثا"), ("A", "ثانيا", "")]


def test_a_unit_that_stands_beside_the_same_text_elsewhere_keeps_it(places: Places) -> None:
    """«نعم» stands twice in the document; only one of the two is edited."""
    with open_store(places(), create=True) as store:
        store.add(chain("A", "هل", "نعم", "إذن", "متى", "نعم", "كلا"))
        store.replace([(5, reworded(by_id(store)[5], "أجل", "4 "))])
        assert [(pre, post) for _, pre, post in contexts(store)] == [
            ("", "نعم"),
            ("هل", "إذن"),
            ("نعم", "متى"),
            ("إذن", "أجل"),
            ("متى", "كلا"),
            ("أجل", ""),
        ]


def test_two_units_may_swap_their_texts(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add([unit("نعم", "No", document="A"), unit("نعم", "Yes", document="B")])
        one, two = by_id(store).values()
        store.replace([(1, reworded(one, "نعم", "Yes")), (2, reworded(two, "نعم", "No"))])
        found = {one.origins[0].document: one.unit.variants[1].text for one in store.units()}
        assert found == {"A": "Yes", "B": "No"}


def test_inline_codes_and_further_languages_go_in(places: Places) -> None:
    coded = ("a ", tmx.Ph(x="1", content=("{0}",)))
    wanted = tmx.Unit((tmx.Variant("ar", ("ب",)), tmx.Variant("en", coded), tmx.Variant.of("fr", "oui")), tuid="7")
    with open_store(places(), create=True) as store:
        store.add([unit("نعم", "Yes")])
        store.replace([(1, wanted)])
        assert by_id(store) == {1: wanted}


@pytest.mark.parametrize(
    ("ident", "texts", "told"),
    [(99, ("أ", "b"), "has no unit 99"), (2, ("أ", " "), "unit 2 would have no text in two languages")],
)
def test_one_edit_that_cannot_be_made_leaves_everything_as_it_was(
    ident: int, texts: tuple[str, str], told: str, places: Places
) -> None:
    with open_store(places(), create=True) as store:
        store.add(many(40))
        before, stats = list(store.units()), store.stats()
        edits = [(one.id, reworded(one.unit, f"نص {one.id}", f"text {one.id}")) for one in before if one.id != ident]
        with pytest.raises(BitextError, match=told):
            store.replace([*edits, (ident, unit(*texts))])
        assert list(store.units()) == before
        assert store.stats().texts == stats.texts
        assert store.replace([]) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_an_edit_that_is_killed_leaves_all_or_nothing(tmp_path: Path) -> None:
    memory = str(tmp_path / "m.db")
    with open_store(memory, create=True) as store:
        store.add(many(300))
    for place in range(10):
        with open_store(memory) as store:
            before = [one.unit.variants[1].text for one in store.units()]
            edits = [
                (one.id, reworded(one.unit, one.unit.variants[0].text, f"{place} {one.id}")) for one in store.units()
            ]
        child = os.fork()
        if not child:
            with open_store(memory) as store:
                store.replace(edits)
            os._exit(0)
        time.sleep(place * 0.006)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open_store(memory) as store:
            now = [one.unit.variants[1].text for one in store.units()]
            assert now in (before, [f"{place} {ident}" for ident, _ in edits])
            assert store.stats().texts == {"ar": 300, "en": 300}
            assert lookup(store, now[-1], "en", "ar")[0].score == 100
