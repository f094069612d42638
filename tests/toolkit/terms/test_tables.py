"""Termbases as tables and glossaries: nothing is lost, and bad files get one line with the place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import BitextError
from toolkit.terms import (
    TBX_FORMS,
    Concept,
    Status,
    Term,
    Termbase,
    load_termbase,
    losses,
    parse_glossary,
    parse_table,
    parse_tbx,
    to_glossary,
    to_table,
    to_tbx,
)

WORDS = st.lists(st.sampled_from(["رق", "term", "a|b", "x\\", "=1", "don’t", "'q", "*"]), min_size=1, max_size=3).map(
    " ".join
)
TERMS = st.builds(
    Term,
    WORDS,
    st.sampled_from(["en", "ar", "fr-ca"]),
    st.sampled_from(list(Status)),
    st.sampled_from(["", "noun"]),
    *(st.lists(WORDS, max_size=2).map(tuple) for _ in range(3)),
    *(st.one_of(st.just(""), WORDS) for _ in range(2)),
)
CONCEPTS = st.builds(
    Concept,
    st.just("C"),
    st.lists(TERMS, min_size=1, max_size=3).map(lambda terms: tuple(sorted(terms, key=lambda term: term.lang))),
    WORDS,
    WORDS,
    st.booleans(),
    st.just("C"),
    WORDS,
    WORDS,
)


@pytest.mark.parametrize("form", ["tsv", "csv", "xlsx"])
def test_the_builtin_termbase_survives_a_table(form: str) -> None:
    if form == "xlsx":
        pytest.importorskip("openpyxl")
    assert parse_table(to_table(load_termbase(), form), form).concepts == load_termbase().concepts


@given(CONCEPTS)
def test_any_concept_survives_every_form(concept: Concept) -> None:
    termbase = Termbase((concept,))
    for form in ("tsv", "csv"):
        assert parse_table(to_table(termbase, form), form).concepts == (concept,)
    for form in TBX_FORMS:
        assert parse_tbx(to_tbx(termbase, form)).concepts == (concept,)


def test_a_glossary_keeps_the_pairs_and_its_losses_are_told() -> None:
    data = to_glossary(load_termbase(), ("en", "ar"))
    first = data.decode("utf-8").splitlines()[0].split("\t")
    assert first[:2] == ["trafficking in persons", "الاتجار بالأشخاص"]
    assert first[2].startswith("TIP-001; ")
    again = parse_glossary(data, ("en", "ar"))
    assert again.concepts[0].preferred("ar") == "الاتجار بالأشخاص"
    assert to_glossary(again, ("en", "ar")).count(b"\n") == data.count(b"\n")
    assert "references between 7 concepts" in losses(load_termbase(), "omegat")


def test_a_row_a_concept_in_any_languages(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id;fr;de;status;variants_de\nA;bateau;Schiff;preferred;Boot\n", encoding="utf-8")
    concept = load_termbase(str(path)).concepts[0]
    assert [(term.text, term.lang) for term in concept.terms] == [("bateau", "fr"), ("Schiff", "de"), ("Boot", "de")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("slavery\tالرق\n".encode(), ":1: no column 'id' in the first line: slavery, الرق; name the columns"),
        (b"", ":1: no column 'id' in the first line: it is empty"),
        (b"id\tlang\tterm\nA\ten\tslave\n" + "A\tar\tرق\n".encode("cp1256"), ":3: not UTF-8"),
        (b"id\tlang\tterm\nA\t\tslave\n", ":2: no lang"),
        (b"id\ten\ten\tstatus\n", ":1: two columns 'en'"),
        (b"id\tstatus\n", ":1: no column for a language"),
        (b"id\tlang\tterm\tfamily\nA\ten\ta\tB\nB\ten\tb\tA\n", ":2: references lead in a circle"),
        (b"id\tlang\tterm\tfamily\nA\ten\ta\tZ\n", ":2: reference to 'Z'"),
        (b"id\tlang\tterm\tstatus\nA\ten\ta\tgood\n", ":2: status 'good'"),
    ],
)
def test_a_bad_table_gets_one_line(data: bytes, said: str) -> None:
    with pytest.raises(BitextError) as caught:
        parse_table(data, "tsv", "bad.tsv")
    assert str(caught.value).startswith("bad.tsv" + said)
    assert "\n" not in str(caught.value)


def test_a_bad_glossary_gets_one_line() -> None:
    with pytest.raises(BitextError, match=r"g\.txt:2: no source TAB target"):
        parse_glossary(b"a\tb\nalone\n", ("en", "ar"), "g.txt")
    with pytest.raises(BitextError, match="has no rows"):
        parse_glossary(b"# nothing\n", ("en", "ar"), "g.txt")
