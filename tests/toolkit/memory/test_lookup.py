import tmx
from toolkit.memory.lookup import lookup
from toolkit.memory.match import Kind
from toolkit.memory.store import open_store


def unit(arabic: str, english: str, **props: str) -> tmx.Unit:
    kept = tuple(tmx.Property(f"x-{name.replace('_', '-')}", text) for name, text in props.items())
    return tmx.Unit((tmx.Variant.of("ar", arabic), tmx.Variant.of("en", english)), props=kept)


def test_both_neighbours_make_102_and_one_makes_101() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("الدورة السادسة", "Sixth session", context_pre="المؤتمر", context_post="فيينا")])
        scores = [
            lookup(store, "الدورة السادسة", "ar", "en", before=before, after=after)[0].score
            for before, after in (("المؤتمر", "فيينا"), ("المؤتمر", "غيره"), (None, None))
        ]
    assert scores == [102, 101, 100]


def test_both_directions_come_from_one_store() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("نعم", "Yes")])
        assert lookup(store, "Yes", "en", "ar")[0].target == "نعم"
        assert lookup(store, "نعم", "ar", "en")[0].kind is Kind.EXACT
