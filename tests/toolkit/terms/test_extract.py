"""Term candidates, the words they are counted by, and the links between words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cli import run
from toolkit.sheets import read_rows
from toolkit.terms import load_termbase
from toolkit.terms.candidates import candidate_rows, candidate_termbase, unknown_to
from toolkit.terms.extract import extract
from toolkit.terms.links import word_links
from toolkit.terms.phrases import Bitext, ngrams, phrase_pairs
from toolkit.terms.stems import Stemmer
from toolkit.terms.validate import validate

EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"
PAIRS = Path(__file__).parents[2] / "data" / "terms" / "report.pairs.tsv"


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    """The report's units as a repair of one day left them: what is extracted must not hang on the repair of today."""
    rows = PAIRS.read_text(encoding="utf-8").splitlines()[1:]
    return [(arabic, english) for arabic, english in (row.split("\t") for row in rows)]


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("الأشخاص بالأشخاص للأشخاص وأشخاص", True),
        ("مكافحة لمكافحة ومكافحتها بالمكافحة", True),
        ("بلد البلد وبلد", True),
        ("ضحية ضحيتهم بالضحية", True),
        ("طلب أطلب", False),
        ("كلمة لمة", False),
    ],
)
def test_a_stem_is_one_for_the_forms_of_a_word_and_another_for_another_word(words: str, same: bool) -> None:
    texts = [words, "الأشخاص مكافحة بلد البلد ضحية طلب كلمة", "أشخاص المكافحة بلدان"]
    stems = {token.stem for token in Stemmer(texts, "ar").tokens(words)}
    assert (len(stems) == 1) is same, stems


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "xx"])
def test_offsets_count_in_the_text_itself(lang: str) -> None:
    text = "«الاتجارُ» بالأشخاص (Trafficking, the victims’ rights) l’été ٢٠١٢"
    tokens = Stemmer([text], lang).tokens(text)
    assert next(text[token.start : token.end] for token in tokens) == "الاتجارُ"
    assert all(text[token.start : token.end].strip() and token.stem for token in tokens)
    assert not any(token.content for token in tokens if token.stem[0].isdigit())


def test_no_phrase_runs_over_punctuation_or_begins_with_a_function_word() -> None:
    text = "prevention of trafficking, protection of the victims"
    side = Bitext.of([(text, text)], ("en", "en")).sides[0][0]
    found = {" ".join(stems) for _, _, stems in ngrams(side)}
    assert {"prevention trafficking", "protection victim", "victim"} <= found
    assert not any("trafficking protection" in phrase for phrase in found)


WORDS = st.lists(st.sampled_from("abcdef"), max_size=6)


@given(units=st.lists(st.tuples(WORDS, WORDS), max_size=6))
@settings(max_examples=60, deadline=None)
def test_links_stay_within_their_unit_and_turn_with_the_sides(units: list[tuple[list[str], list[str]]]) -> None:
    links = word_links([left for left, _ in units], [right for _, right in units])
    assert len(links) == len(units)
    for (left, right), found in zip(units, links, strict=True):
        assert all(0 <= i < len(left) and 0 <= j < len(right) for i, j in found)
    turned = word_links([right for _, right in units], [left for left, _ in units])
    assert [sorted((j, i) for i, j in found) for found in turned] == [list(found) for found in links]


def test_a_repeated_word_is_told_by_its_neighbours() -> None:
    source = ["state", "receive", "far", "far", "state", "origin"]
    target = ["dawla", "mustaqbila", "baid", "dawla", "asl"]
    known = [(["receive"], ["mustaqbila"]), (["origin"], ["asl"]), (["far"], ["baid"]), (["state"], ["dawla"])]
    links = word_links([source, *(left for left, _ in known)], [target, *(right for _, right in known)])
    assert {(0, 0), (4, 3)} <= set(links[0])
    assert not {(0, 3), (4, 0)} & set(links[0])


def test_phrase_pairs_stand_where_they_say(pairs: list[tuple[str, str]]) -> None:
    bitext = Bitext.of(pairs[:20], ("ar", "en"))
    found = phrase_pairs(bitext)
    assert found
    for (_, target), uses in found.items():
        for use in uses:
            words = pairs[use.unit][1][slice(*use.target)].lower()
            assert len(words.split()) >= len(target)
            assert pairs[use.unit][0][slice(*use.source)].strip()


def test_the_terms_of_the_example_are_among_the_first_candidates(pairs: list[tuple[str, str]]) -> None:
    found = {(one.source, one.target) for one in extract(pairs, ("ar", "en"), most=60)}
    assert ("الاتجار بالأشخاص", "trafficking in persons") in found
    assert ("العمال المهاجرين", "migrant workers") in found
    assert ("ضحايا الاتجار بالأشخاص", "victims of trafficking in persons") in found


def test_either_direction_finds_the_same_first_terms(pairs: list[tuple[str, str]]) -> None:
    forth = {(one.source, one.target) for one in extract(pairs, ("ar", "en"), most=40)}
    back = {(one.target, one.source) for one in extract([(en, ar) for ar, en in pairs], ("en", "ar"), most=40)}
    assert len(forth & back) >= 36


def test_candidates_are_ordered_and_counted(pairs: list[tuple[str, str]]) -> None:
    found = extract(pairs, ("ar", "en"), min_count=3)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert 3 <= one.count <= min(one.source_count, one.target_count)
        assert 0.4 <= one.dice <= 1
        assert one.examples


def test_what_a_termbase_has_is_left_out(pairs: list[tuple[str, str]]) -> None:
    found = extract(pairs, ("ar", "en"), most=60)
    new = {one.target for one in unknown_to(load_termbase(), found, ("ar", "en"))}
    assert "trafficking in persons" not in new
    assert "legislation" in new


def test_candidates_are_a_termbase_that_can_only_warn(pairs: list[tuple[str, str]]) -> None:
    termbase = candidate_termbase(extract(pairs, ("ar", "en"), most=30), ("ar", "en"))
    assert not any(concept.confirmed for concept in termbase.concepts)
    assert not [fault for fault in validate(termbase) if fault.severity.value == "error"]
    assert next(iter(candidate_rows((), [], ("ar", "en"), [])))[:4] == ("id", "status", "ar", "en")


def test_a_memory_without_words_gives_no_candidates() -> None:
    assert extract([], ("ar", "en")) == ()
    assert extract([("", ""), ("١٢", "12")], ("ar", "en")) == ()


@pytest.mark.parametrize("name", ["c.tsv", "c.csv", "c.xlsx", "c.tbx"])
def test_the_command_writes_a_termbase(name: str, tmp_path: Path) -> None:
    out = tmp_path / name
    assert run(["terms", "extract", str(EXAMPLE), "--most", "20", "-o", str(out)]) == 0
    first = out.read_bytes()
    assert run(["terms", "extract", str(EXAMPLE), "--most", "20", "-o", str(out)]) == 0
    assert out.read_bytes() == first
    if name != "c.tbx":
        rows = [row for _, row in read_rows(first, name[2:])]
        assert len(rows) == 21
        assert rows[1][2:4] == ("الاتجار بالأشخاص", "trafficking in persons")
        assert "⟦" in rows[1][-1]
    else:
        assert len(load_termbase(str(out)).concepts) == 20


def test_an_ending_that_names_no_table_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["terms", "extract", str(EXAMPLE), "-o", str(tmp_path / "c.doc")]) == 2
    assert "this ending names no table" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
