"""Stems: forms of one word meet, other words stay apart (cases in tests/data/languages)."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.languages.arabic_stems import arabic_stem, common_words
from toolkit.languages.stems import stem, stems

DATA = Path(__file__).parents[2] / "data" / "languages"


def cases(name: str) -> list[tuple[str, list[str]]]:
    with (DATA / name).open(encoding="utf-8") as stream:
        return [(row["lang"], row["words"].split()) for row in csv.DictReader(stream, delimiter="\t")]


@pytest.mark.parametrize(("lang", "words"), cases("stems.tsv"), ids=lambda value: str(value)[:20])
def test_forms_of_a_word_have_one_stem(lang: str, words: list[str]) -> None:
    found = {word: stems(word, lang) for word in words}
    assert len({tuple(one) for one in found.values()}) == 1, f"{found}; the shipped lexicon is made of such stems"


@pytest.mark.parametrize(("lang", "words"), cases("stems-apart.tsv"), ids=lambda value: str(value)[:20])
def test_other_words_have_other_stems(lang: str, words: list[str]) -> None:
    found = {word: stem(word, lang) for word in words}
    assert len(set(found.values())) == len(words), found


def test_common_words_are_folded_and_laws_hold_the_words_of_law() -> None:
    words = common_words()
    assert len(words) > 50_000 and not any("أ" in word or "ة" in word for word in words)
    assert words["القانون"] > words["قانوني"] > words.get("وثيقه", 0.0) / 100


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىةٱپ", min_size=1, max_size=12))
def test_every_word_has_a_stem_that_is_no_longer(word: str) -> None:
    assert 1 <= len(arabic_stem(word)) <= max(len(word), 4)


def test_scripts_without_blanks_and_vowel_marks() -> None:
    assert stems("中文", "zh") == ["中", "文"]
    assert stems("Straße 7 STRASSE", "de") == ["strass", "strass"]
    assert stems("والدُّوَلِ الأطراف", "ar") == stems("دول أطراف", "ar")
