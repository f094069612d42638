"""Numbers that one side writes as a word or a list label are no mismatch; a changed one is."""

import pytest

from toolkit.checks import Pair
from toolkit.checks.facts import check_numbers


@pytest.mark.parametrize(
    ("arabic", "english", "alarms"),
    [
        ("خلال الاثني عشر شهرا السابقة", "in the previous 12 months", 0),
        ("قبل سن الثامنة عشرة", "by age 18", 0),
        ("قبل سن الثامنة عشرة", "by age 17", 1),
        ("’1‘ تعليم و ’2‘ تعليم", "(i) education and (ii) education", 0),
        ("لكل 000 100 نسمة", "per 100,000 population", 0),
        ("الفقرة ٥", "paragraph 6", 1),
    ],
)
def test_number_words(arabic: str, english: str, alarms: int) -> None:
    assert len(list(check_numbers(Pair(arabic, english, "ar", "en")))) == alarms
