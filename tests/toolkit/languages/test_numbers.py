"""Numbers by value, whatever digits, separators and line order wrote them."""

import pytest

from toolkit.languages.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("١٬٢٣٤٫٥ و 1,234", "ar", ["1234.5", "1234"]),
        ("لكل 000 100 نسمة", "ar", ["100000"]),
        ("لكل 000 1 امرأة", "ar", ["1000"]),
        ("1.234,5 Euro", "de", ["1234.5"]),
        ("A/RES/64/293 of 2010", "en", ["2010"]),
        ("page 7.", "en", ["7"]),
    ],
)
def test_values(text: str, lang: str, values: list[str]) -> None:
    found = numbers_in(text, lang)
    assert [number.value for number in found] == values
    assert all(text[number.start : number.end] == number.text for number in found)
