"""Contexts of ambiguous terms: words beside a term, literal wordings that hold it, words of the same text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.terms import Concept, Matcher, Status, Term, Termbase, load_termbase, validate


def counts(lang: str, term: str, text: str, *, not_in: tuple[str, ...] = (), only_in: tuple[str, ...] = ()) -> bool:
    own = Term(term, lang, Status.PREFERRED, not_in=not_in, only_in=only_in)
    return bool(Matcher(Termbase((Concept("A", (own,)),)), lang).find(text))


@pytest.mark.parametrize(
    ("lang", "term", "context", "text", "held"),
    [
        ("en", "demand", "on *", "video on demand", True),
        ("en", "demand", "on *", "on the demand", False),
        ("en", "fraud", "like a fraud", "I feel Like a Fraud", True),
        ("en", "fraud", "like a fraud", "crimes like fraud", False),
        ("en", "fraud", "like a fraud", "unlike a fraud", False),
        ("en", "property", "properties of", "properties of a virus", True),
        ("en", "property", "properties of", "property of a State", False),
        ("en", "seizure", "~epilepsy", "Epilepsy came first, a seizure after", True),
        ("en", "seizure", "~seizure", "one seizure", False),
        ("ar", "الأمانة", "صدق وأمانة", "بصِدْقٍ وأمـانة", True),
        ("ar", "الأمانة", "صدق وأمانة", "الأمانة بصدق", False),
        ("ar", "نقل", "~ندب", "يجوز ندب الموظف ونقله", True),
        ("en", "seizure", "~epilepsy", "Epilepsy came first. A seizure of goods followed", False),
        ("en", "seizure", "~epilepsy/coma", "in a coma after a seizure", True),
        ("en", "demand", "meet/satisfy *", "to satisfy demand", True),
        ("en", "demand", "meet … *", "to meet the fast growing demand", True),
        ("en", "demand", "meet … *", "to meet demand", True),
        ("en", "demand", "meet … *", "they meet. No one has any demand", False),
        ("en", "demand", "meet … *", "to meet every wish of theirs and demand", False),
        ("en", "demand", "* … reform", "the demand for immediate reform", True),
        ("en", "demand", "<plural>", "their demands", True),
        ("en", "demand", "<bare>", "a fall in demand", True),
        ("en", "demand", "<bare>", "an unexpected fall, an unexpected demand", False),
        ("en", "demand", "<a>", "such a demand", True),
        ("en", "demand", "<the>", "of the wholly unjust demand", True),
        ("en", "demand", "<his>", "the company’s demand", True),
        ("en", "corruption", "* of … name <a>", "a corruption of the name", True),
        ("en", "corruption", "* of … name <a>", "corruption of the name", False),
        ("ar", "الطلب", "* على", "زيادة الطلب على السلع", True),
        ("ar", "الطلب", "* على", "عند الطلب وعلى الشركة", False),
        ("ar", "الطلب", "* على", "عند الطلب، على الشركة", False),
        ("ar", "الضبط", "* والمصادرة", "الضبط والمصادرة", True),
    ],
)
def test_contexts(lang: str, term: str, context: str, text: str, held: bool) -> None:
    assert counts(lang, term, text, not_in=(context,)) is not held
    assert counts(lang, term, text, only_in=(context,)) is (held or (context == "on *" and "the" in text))


@pytest.mark.parametrize("context", ["*", "~", "* of *", "nothing like it", "<noun>", "* <a> <the>", "… *"])
def test_a_context_that_can_never_stand_is_a_fault(context: str) -> None:
    term = Term("demand", "en", Status.PREFERRED, not_in=(context,))
    found = validate(Termbase((Concept("A", (term,), source="here"),)))
    assert [finding.code for finding in found] == ["termbase-context"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("the transfer of funds", True),
        ("banks transfer the funds", False),
        ("it transfers them", False),
        ("in addition to transfer fees", True),
        ("to transfer funds", False),
        ("monthly transfer limits", True),
    ],
)
def test_a_noun_is_told_from_a_verb(text: str, held: bool) -> None:
    assert counts("en", "transfer", text) is held


def test_a_term_that_is_a_verb_counts_as_one() -> None:
    own = Term("transfer", "en", Status.PREFERRED, part_of_speech="verb")
    assert Matcher(Termbase((Concept("A", (own,)),)), "en").find("to transfer funds")


def test_the_longest_context_decides() -> None:
    rules = {"not_in": ("of *", "properties ~virus"), "only_in": ("*", "rights of *")}
    assert counts("en", "property", "the property", **rules)
    assert not counts("en", "property", "a right of property in land, one of property", not_in=("of *",))
    assert counts("en", "property", "rights of property", **rules)
    assert not counts("en", "property", "properties of this virus", **rules)
    assert counts("en", "property", "properties near a river", **rules)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("women and children", "men, women, and children", True),
        ("search, seizure and sale", "search, seizure, and sale", True),
        ("search, seizure, and sale", "search, seizure and sale", True),
        ("women and children", "women. And children", False),
        ("women and children", "women and, children", False),
        ("women and children", "children and women", False),
        ("child labour", "child, labour", False),
    ],
)
def test_a_comma_before_a_conjunction_comes_and_goes(term: str, text: str, found: bool) -> None:
    assert counts("en", term, text) is found


@pytest.mark.parametrize(
    ("concept", "text", "found"),
    [
        ("TIP-044", "they would not accede to their demand", False),
        ("TIP-044", "demands that must be made on the treasury", False),
        ("TIP-044", "they study prices and demand reforms", False),
        ("TIP-044", "a fall in supply and demand changes prices", True),
        ("TIP-044", "to meet this demand for cheap labour", True),
        ("TIP-076", "the seizure and imprisonment of two envoys", False),
        ("TIP-076", "the seizure of several sailors", False),
        ("TIP-076", "the seizure and confiscation of property", True),
        ("TIP-085", "the corruption of public taste", False),
        ("TIP-085", "the corruption of public officials", True),
        ("TIP-098", "weapons of offence", False),
        ("TIP-098", "elements of offences", True),
        ("TIP-044", "Chinese demand for steel fell", True),
        ("TIP-044", "prosecution of her was a key demand of the crowd", False),
        ("TIP-044", "an unreasonable price and a growing demand for housing", True),
        ("TIP-044", "resisting their demands for an inquiry", False),
        ("TIP-044", "future energy demands", True),
        ("TIP-076", "she had a seizure at school", False),
        ("TIP-076", "customs officers reported record cocaine seizures", True),
        ("TIP-076", "after the seizure of the airport", False),
        ("TIP-023", "your whole story is a fraud", False),
        ("TIP-023", "it is a fraud on the taxpayer", True),
        ("TIP-073", "herbs with healing properties", False),
        ("TIP-073", "police searched two properties", True),
    ],
)
def test_contexts_of_the_built_in_termbase(concept: str, text: str, found: bool) -> None:
    assert (concept in {hit.concept for hit in Matcher(load_termbase(), "en").find(text)}) is found


@settings(max_examples=150, deadline=None)
@given(
    context=st.text("ab *~/…<>plurhis ونقل", max_size=14),
    text=st.text("demand ab.,وطلب\n'’", max_size=40),
    lang=st.sampled_from(("en", "ar")),
)
def test_no_context_and_no_text_is_too_odd(context: str, text: str, lang: str) -> None:
    term = {"en": "demand", "ar": "الطلب"}[lang]
    for place in ("not_in", "only_in"):
        assert counts(lang, term, f"{text} {term} {text}", **{place: (context,)}) in (True, False)
