"""The named fixes, ligatures and displaced marks: cases from files, and what holds of every line."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
