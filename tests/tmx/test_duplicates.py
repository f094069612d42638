"""Merging: what is the same once, and nothing forgotten."""

from collections import Counter

import pytest
from hypothesis import given, settings

import tmx
from tests.tmx.memories import MEMORIES
from tmx.duplicates import merge


def unit(ar: str, en: str, date: str | None = None, **props: str) -> tmx.Unit:
    found = tuple(tmx.Property(f"x-{name}", text) for name, text in props.items())
    return tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en-US", en)), props=found, changedate=date)


def test_exact_duplicates_keep_the_provenance_of_all_and_other_targets_stay() -> None:
    counts: Counter[str] = Counter()
    merged = list(
        merge([[unit("ا", "a", document="1")], [unit("ا", "a", document="2"), unit("ا", "b")]], counts=counts)
    )
    assert [prop.text for prop in merged[0].props] == ["1", "2"]
    assert [found.variants[1].text for found in merged] == ["a", "b"]
    assert counts == {"exact": 1}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("مؤتمر الأطراف", "The Conference"), ("مُؤتمـر  الأطراف.", "the conference,"), True),
        (("المادة 5", "Article 5"), ("المادة 6", "Article 6"), False),
        (("...", "..."), ("؟", "?"), False),
        (("نعم", "Yes"), ("نعم", "No"), False),
    ],
)
def test_near_duplicates_differ_in_no_letter_or_digit(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    merged = list(merge([[unit(*one), unit(*other)]], near=True))
    assert len(merged) == (1 if same else 2)
    if same:
        assert {note.text for note in merged[0].notes} == {f"also: ar: {other[0]}", f"also: en-US: {other[1]}"}


@pytest.mark.parametrize(("policy", "kept"), [("first", "old"), ("newest", "new")])
def test_one_unit_a_source_with_the_other_wordings_as_notes(policy: str, kept: str) -> None:
    units = [unit("ا", "old", "20110101T000000Z"), unit("ب", "b"), unit("ا", "new", "20120101T000000Z")]
    merged = list(merge([units], same_source=policy, source="ar"))  # type: ignore[arg-type]
    assert [found.variants[1].text for found in merged] == [kept, "b"]
    assert merged[0].notes == (tmx.Note(f"also: en-US: {'new' if kept == 'old' else 'old'}"),)


@settings(deadline=None, max_examples=50)
@given(MEMORIES)
def test_merging_twice_changes_nothing_and_no_property_or_wording_is_lost(memory: tmx.Memory) -> None:
    merged = list(merge([memory], near=True, same_source="first"))
    assert list(merge([merged], near=True, same_source="first")) == merged
    said = {note.text for found in merged for note in found.notes}
    said |= {f"also: {v.lang}: {v.text}" for found in merged for v in found.variants}
    assert {prop for found in memory for prop in found.props} == {prop for found in merged for prop in found.props}
    assert {f"also: {v.lang}: {v.text}" for found in memory for v in found.variants} <= said
