"""States by name, in both languages of the report's paragraph 4."""

import csv
from pathlib import Path

import pytest

from toolkit.languages.names import names_in, states, states_in
from toolkit.languages.sounds import sounds_in

GOLD = Path(__file__).parents[2] / "data" / "align" / "ctoc-cop-2012-4.sentences.tsv"


def test_the_states_of_paragraph_4_are_the_same_in_both_languages() -> None:
    with GOLD.open(encoding="utf-8") as stream:
        rows = [r for r in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if r["unit"] == "p4"]
    arabic, english = set(states_in(rows[0]["arabic"], "ar")), set(states_in(rows[0]["english"], "en"))
    assert len(english) == 33
    assert len(arabic & english) >= 31


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("ومصر وللصين", "ar", ("EG",)),
        ("The Frenchman went to Peru.", "en", ("PE",)),
        ("aus Frankreich", "de", ("FR",)),
        ("anything", "xx", ()),
    ],
)
def test_states_in_text(text: str, lang: str, codes: tuple[str, ...]) -> None:
    assert states_in(text, lang)[: len(codes)] == codes


def test_an_unknown_language_has_no_names() -> None:
    assert states("xx") == {}


def test_languages_and_currencies_are_codes_too() -> None:
    assert names_in("in English and in US dollars", "en") == ("l:en", "c:USD")
    assert names_in("بالإنجليزية والدولار", "ar") == names_in("اللغة الإنجليزية", "ar") == ("l:en",)
    assert names_in("anything", "xx-unknown") == ()


@pytest.mark.parametrize(
    ("arabic", "english"),
    [("كتبت كوري شولمان في", "said Kori Schulman here"), ("مدينة ساراتوغا", "near Saratoga now")],
)
def test_names_sound_alike_in_both_scripts(arabic: str, english: str) -> None:
    told = sounds_in(english, "en")
    assert told and set(told) <= set(sounds_in(arabic, "ar"))


def test_sounds_are_told_of_names_only() -> None:
    assert sounds_in("a government of people", "en") == () and sounds_in("Government spoke", "en") == ()
    assert sounds_in("la Bretagne", "fr") == ()
