from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toolkit.report.sample import memory
from toolkit.report.usage import CONTEXT, dispersion, usage
from toolkit.terms import Concept, Status, Term, Termbase

TERMBASE = Termbase(
    (
        Concept(
            "T1",
            (
                Term("trafficking in persons", "en", Status.PREFERRED),
                Term("الاتجار بالأشخاص", "ar", Status.PREFERRED),
                Term("الاتجار بالبشر", "ar", Status.ADMITTED),
            ),
            family="T1",
        ),
        Concept("T2", (Term("السخرة", "ar", Status.PREFERRED),), family="T2"),
    )
)


def test_wordings_are_counted_with_status_share_and_paragraphs() -> None:
    (first, second) = usage(memory(), TERMBASE, ("ar", "en")).concepts
    assert (first.concept.id, first.source, first.wavers) == ("T1", "الاتجار بالأشخاص", True)
    assert [(used.lang, used.text, used.status.value, used.count, used.blocks) for used in first.wordings] == [
        ("ar", "الاتجار بالأشخاص", "preferred", 1, ("1",)),
        ("ar", "الاتجار بالبشر", "admitted", 1, ("3",)),
        ("en", "trafficking in persons", "preferred", 1, ("1",)),
    ]
    assert [used.share for used in first.wordings] == [0.5, 0.5, 1.0]
    assert first.blocks == (("1", 1, 1, False), ("3", 1, 0, True))
    assert second.wordings[0].text == "السخرة" and not second.wavers


def test_a_concordance_line_has_both_sides_or_says_what_stands_in_its_place() -> None:
    lines = usage(memory(), TERMBASE, ("ar", "en")).concepts[0].lines
    assert lines[0].source and lines[0].source.term == "الاتجار بالأشخاص"
    assert lines[0].target and lines[0].target.term == "trafficking in persons"
    assert lines[1].target is None and lines[1].other.startswith("=cmd|")


def test_contexts_are_cut_at_words() -> None:
    whole = memory()
    text = "word " * 60 + "trafficking in persons" + " word" * 60
    whole.units[0] = whole.units[0].__class__((whole.units[0].variants[0], whole.units[0].variants[1].of("en", text)))
    found = next(
        line.target
        for use in usage(whole, TERMBASE, ("ar", "en")).concepts
        for line in use.lines
        if line.target and line.position == 0
    )
    assert found.before.startswith("…word") and found.after.endswith("word…")
    assert len(found.before) <= CONTEXT + 1 and len(found.after) <= CONTEXT + 1


SIZES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50), min_size=1)


@given(sizes=SIZES, data=st.data())
def test_dispersion_lies_between_even_and_one_place(sizes: dict[str, int], data: st.DataObject) -> None:
    uses = data.draw(st.dictionaries(st.sampled_from(sorted(sizes)), st.integers(1, 9), min_size=1))
    assert 0 <= dispersion(Counter(uses), Counter(sizes)) <= 1
    assert dispersion(Counter(sizes), Counter(sizes)) == pytest.approx(0)


def test_dispersion_agrees_with_a_worked_example() -> None:
    # Shares .3 .2 .2 .2 .1 of the words, .2 each of the uses: half of .1 + .1 is .1, over 1 - .1
    sizes = Counter(a=30, b=20, c=20, d=20, e=10)
    uses = Counter(a=4, b=4, c=4, d=4, e=4)
    assert dispersion(uses, sizes) == pytest.approx(0.1 / 0.9)
