"""The named fixes, ligatures and displaced marks: cases from files, and what holds of every line."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import damage_of_letters
from toolkit.model import Document
from toolkit.read import read_bytes
from toolkit.repair import repair
from toolkit.repair.displaced import displaced_marks, return_displaced_marks
from toolkit.repair.fixes import FIXES
from toolkit.repair.ligatures import turn_lam_alef

DATA = Path(__file__).parents[2] / "data" / "repair"
SOUND = [
    "لا يجوز إخضاع أحد للاسترقاق أو الاستعباد، ويحظر الرق وتجارة الرقيق بجميع أوضاعهما.",
    "وفقا للمادة ٥ (ب) من القانون رقم ١٢ لسنة ٢٠١١ (١٤٣٢هـ)، وما بعدها.",
    "إلى آلية ألفت المسألة؛ قال: هلّا سألت؟",
]


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line]


@pytest.mark.parametrize(("damaged", "sound"), rows("ligatures.tsv"))
def test_turned_ligatures_are_put_back(damaged: str, sound: str) -> None:
    assert turn_lam_alef(damaged, damaged=True) == sound
    assert turn_lam_alef(sound, damaged=True) == sound


@pytest.mark.parametrize(("damaged", "sound"), rows("displaced.tsv"))
def test_displaced_marks_return(damaged: str, sound: str) -> None:
    assert displaced_marks(damaged)
    assert return_displaced_marks(damaged) == sound
    assert return_displaced_marks(sound) == sound


@pytest.mark.parametrize(("fix", "damaged", "sound"), rows("fixes.tsv"))
def test_each_fix_mends_its_case_and_leaves_the_result_alone(fix: str, damaged: str, sound: str) -> None:
    assert FIXES[fix].evidence(damaged)
    assert FIXES[fix].apply(damaged) == sound
    assert FIXES[fix].apply(sound) == sound


@pytest.mark.parametrize("name", FIXES)
@pytest.mark.parametrize("line", SOUND)
def test_sound_lines_show_no_damage(name: str, line: str) -> None:
    assert not FIXES[name].evidence(line)
    assert FIXES[name].apply(line) == line


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum() and char != "\u0640")


@pytest.mark.parametrize(
    "name", [name for name in FIXES if name not in ("mojibake", "presentation-forms", "private-use")]
)
@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="الأإآلمنهو ـ ،.:؛()-/٠١٢0459تةabه", max_size=40))
def test_letters_are_conserved_and_a_second_pass_changes_nothing(name: str, line: str) -> None:
    once = FIXES[name].apply(line)
    assert letters(once) == letters(line)
    assert FIXES[name].apply(once) == once


def document(lines: list[str], lang: str = "ar") -> Document:
    return read_bytes("\n".join(lines).encode(), "text.txt", lang)


@pytest.mark.parametrize(("damages", "kinds", "sound"), rows("whole-texts.tsv"))
def test_damage_of_several_kinds_is_mended_in_its_order(damages: str, kinds: str, sound: str) -> None:
    """``damages`` names the functions of ``tests/damage_of_letters.py`` that break the sound text, in their order."""
    lines = sound.split(" | ")
    broken = list(lines)
    for name in damages.split():
        broken = [getattr(damage_of_letters, name)(line) for line in broken]
    assert broken != lines
    repaired = repair(document(broken))
    assert " ".join(block.text for block in repaired.document.blocks) == " ".join(lines)
    assert [one.kind for one in repaired.evidence] == kinds.split()
    again = repair(document([block.text for block in repaired.document.blocks]))
    assert again.steps == ()


def test_mojibake_is_mended_though_no_letter_tells_the_language() -> None:
    line = "الأمم المتحدة ودورها في مكافحة الاتجار بالأشخاص".encode().decode("latin-1")
    mended = repair(read_bytes(line.encode(), "text.txt")).document
    assert mended.blocks[0].text == "الأمم المتحدة ودورها في مكافحة الاتجار بالأشخاص"


def test_a_slip_of_the_typist_in_a_long_text_is_not_damage() -> None:
    slips = [
        "ثبتت النسبة عند 16في المائة",
        "مجموع قيمتها )نصف( رأس المال",
        "تسوية النـزاعات",
        "قـد تكون بـقيمة ١٤٢٠هـ",
    ]
    lines = [line for line in SOUND for _ in range(40)]
    text = [*lines[:30], *slips, *lines[30:]]
    assert repair(document(text)).steps == ()


def test_a_line_too_long_to_mend_is_left_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.repair.LONGEST_LINE", 1000)
    long = "االتجار باألشخاص ،وفقا للمادة 5من " * 60
    repaired = repair(document([long.strip(), "االتجار باألشخاص"]))
    texts = [line.text for line in repaired.document.lines]
    assert texts == [long.strip(), "الاتجار بالأشخاص"]
    assert repaired.undecided == (1,)


@pytest.mark.parametrize(
    "line",
    [
        "، . " * 3000,
        "1" * 20_000 + " م",
        "(" * 5000 + "ا" + ")" * 5000,
        "م" + "\u064e" * 20_000,
        "ة  ـ ال -١ . " * 900,
    ],
)
@pytest.mark.parametrize("name", FIXES)
def test_no_fix_takes_long_over_a_strange_line(name: str, line: str) -> None:
    """Each of these made a pattern of ours try every way to cut it, once; a hang here is the failure."""
    FIXES[name].apply_everywhere(line)
