"""What every store does, whatever database it is in."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

import tmx
from tests.toolkit.memory.conftest import Places
from tests.toolkit.memory.samples import many, unit
from toolkit.memory import database
from toolkit.memory.concordance import concordance
from toolkit.memory.lookup import lookup
from toolkit.memory.records import Filters
from toolkit.memory.store import open_store
from toolkit.model import BitextError

EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"


def test_what_goes_in_comes_out(places: Places) -> None:
    memory = tmx.load(EXAMPLE)
    with open_store(places(), create=True) as store:
        assert store.add(memory).new == len(memory)
        assert [found.unit for found in store.units()] == list(memory)
        assert list(store.every_place()) == list(memory)


def test_everything_that_tmx_knows_of_a_unit_is_kept(places: Places) -> None:
    inline = tmx.segment("a", tmx.Ph(x="1", content=("{0}",)), "b\t\\N\n", tmx.Foreign(name="g", content=("c",)))
    odd = tmx.Unit(
        (
            tmx.Variant("fr-FR", inline, notes=(tmx.Note("n", "en"),), creationid="me"),
            tmx.Variant.of("ar-SA", "نعم\\", props=(tmx.Property("x-a", "b", "fr"),)),
            tmx.Variant.of("en", "Yes"),
        ),
        tuid="7",
        props=(tmx.Property("x-document", "D"), tmx.Property("x-document", "E")),
        notes=(tmx.Note("أهلا"),),
        usagecount="3",
        attributes=(("x:y", "z"),),
    )
    with open_store(places(), create=True) as store:
        store.add([odd])
        assert [found.unit for found in store.units()] == [odd]


def test_duplicates_are_merged_and_every_place_is_kept(places: Places) -> None:
    with open_store(places(), create=True) as store:
        first = store.add([unit("نعم", "Yes", document="A"), unit("نعم", "Yes", document="B")])
        again = store.add([unit("نعم", "Yes", document="B"), unit("نعم", "Yes", document="C"), unit("نعم", "Yeah")])
        stored = next(iter(store.units()))
        assert (first.new, first.merged, first.repeated) == (1, 1, 0)
        assert (again.new, again.merged, again.repeated) == (1, 1, 1)
        assert [origin.document for origin in stored.origins] == ["A", "B", "C"]
        assert [prop.text for prop in stored.unit.props] == ["A", "B", "C"]
        assert store.documents() == (("", 1), ("A", 1), ("B", 1), ("C", 1))


def test_the_order_of_variants_does_not_make_a_new_unit(places: Places) -> None:
    one = unit("نعم", "Yes")
    with open_store(places(), create=True) as store:
        store.add([dataclasses.replace(one, variants=one.variants[::-1])])
        assert store.add([one]).new == 0
        assert next(iter(store.units())).unit.variants[0].lang == "en"


def test_an_import_that_breaks_off_leaves_the_store_as_it_was(places: Places) -> None:
    def broken() -> Iterator[tmx.Unit]:
        yield from many(3000)
        raise RuntimeError("killed")

    with open_store(places(), create=True) as store:
        store.add([unit("نعم", "Yes")])
        before = store.stats().units
        with pytest.raises(RuntimeError):
            store.add(broken())
        assert (store.stats().units, [f.id for f in store.units()]) == (before, [1])
        assert store.add(many(10)).new == 10


def test_adding_in_pieces_is_the_same_as_adding_at_once(places: Places) -> None:
    units = list(many(200))
    with open_store(places(), create=True) as pieces, open_store(places(), create=True) as whole:
        whole.add(units)
        for start in range(0, len(units), 80):
            pieces.add(units[start : start + 80])
        for text in (units[5].variants[0].text, units[133].variants[0].text.replace("تقرير", "غيره")):
            assert lookup(pieces, text, "ar", "en") == lookup(whole, text, "ar", "en")


def test_what_one_connection_adds_another_finds(places: Places) -> None:
    place = places()
    with open_store(place, create=True) as one, open_store(place) as other:
        one.add([unit("نعم", "Yes")])
        assert lookup(other, "نعم", "ar", "en")
        one.add(many(5))
        text = next(iter(many(1))).variants[0].text
        assert lookup(other, text, "ar", "en")[0].score == 100


def test_removing_a_document_takes_what_no_other_has(places: Places) -> None:
    with open_store(places(), create=True) as store:
        store.add([*many(30, "D/1"), unit("نعم", "Yes", document="D/1"), unit("نعم", "Yes", document="E")])
        text = next(iter(many(1))).variants[0].text
        assert lookup(store, text, "ar", "en")
        assert store.remove("D/*") == 30
        assert [found.unit.variants[0].text for found in store.units()] == ["نعم"]
        assert lookup(store, text, "ar", "en") == ()
        assert concordance(store, "مؤتمر", "ar", "en").hits == ()
        assert store.stats().texts == {"ar": 1, "en": 1}
        assert store.add(many(1)).new == 1
        assert [found.id for found in store.units()] == [31, 32]


FILTERS = [
    (Filters(document="A/*"), ["one", "two"]),
    (Filters(document="A/1"), ["one"]),
    (Filters(status="confirmed"), ["two"]),
    (Filters(since="20120801"), ["two", "three"]),
    (Filters(until="20120731"), ["one"]),
    (Filters(min_confidence=0.5), ["one"]),
    (Filters(languages=("fr",)), []),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_filters(filters: Filters, expected: list[str]) -> None:
    units = [
        unit("واحد", "one", "20120101T000000Z", document="A/1", confidence="0.90"),
        unit("اثنان", "two", "20120801T000000Z", document="A/2", status="confirmed", confidence="0.10"),
        unit("ثلاثة", "three", "20130101T000000Z", document="B/1"),
    ]
    with open_store(":memory:", create=True) as store:
        store.add(units)
        assert [found.unit.variants[1].text for found in store.units(filters)] == expected


def test_a_newer_store_is_refused_and_an_older_one_brought_up(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = places()
    with open_store(place, create=True) as store:
        store.add([unit("نعم", "Yes")])
    step = ("CREATE TABLE later (id BIGINT PRIMARY KEY)",)
    with monkeypatch.context() as patched:
        for module in ("database", "sqlite", "postgres"):
            patched.setattr(f"toolkit.memory.{module}.MIGRATIONS", (*database.MIGRATIONS, step))
        with open_store(place) as store:
            assert store.stats().units == 1
    with pytest.raises(BitextError, match=r"newer version.*upgrade"):
        open_store(place)


def test_a_second_writer_waits_and_is_told(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.memory.sqlite.WAIT", 0.1)
    monkeypatch.setattr("toolkit.memory.postgres.WAIT", 0.1)
    place = places()
    with open_store(place, create=True) as one, open_store(place) as other:

        def while_writing() -> Iterator[tmx.Unit]:
            yield unit("نعم", "Yes")
            with pytest.raises(BitextError, match="another program is writing"):
                other.add([unit("لا", "No")])

        one.add(while_writing())
        assert other.stats().units == 1


def test_no_server_is_told_in_a_line() -> None:
    pytest.importorskip("pg8000")
    with pytest.raises(BitextError, match="server does not answer"):
        open_store("postgresql://nobody:secret@127.0.0.1:1/none")
