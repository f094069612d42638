"""Every check on real and broken pairs.  Add pairs to tests/data/checks/pairs.tsv."""

from pathlib import Path

import pytest

import tmx
from toolkit.checks import CHECKS, Pair, check
from toolkit.languages.dates import Date, dates_in
from toolkit.languages.numbers import numbers_in
from toolkit.languages.symbols import symbols_in
from toolkit.model import BitextError

DATA = Path(__file__).parents[2] / "data" / "checks"
CASES = [
    line.split("\t")
    for line in (DATA / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("arabic", "english", "codes"), CASES, ids=[f"{i}" for i in range(len(CASES))])
def test_pair(arabic: str, english: str, codes: str) -> None:
    pair = Pair(arabic, english, "ar", "en")
    found = [finding.code for function in CHECKS.values() for finding in function(pair)]
    assert " ".join(found) == codes


def test_an_empty_side_is_an_error() -> None:
    assert [finding.code for finding in CHECKS["empty"](Pair("نص", " ", "ar", "en"))] == ["empty"]


def test_findings_know_their_unit() -> None:
    units = [
        tmx.Unit((tmx.Variant.of("ar", "المادة ٣"), tmx.Variant.of("en", "article 3")), "one"),
        tmx.Unit((tmx.Variant.of("ar", "المادة ٣"), tmx.Variant.of("en", "article 30")), "two"),
        tmx.Unit((tmx.Variant.of("ar", "المادة ٣"),), "no English"),
    ]
    memory = tmx.Memory(tmx.Header(srclang="ar"), units)
    findings = check(memory, source_lang="ar", target_lang="en", checks=["numbers"])
    assert [(finding.unit, finding.position, finding.code) for finding in findings] == [("two", 1, "number-mismatch")]


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(BitextError, match="no check is called 'spelling'"):
        check(tmx.Memory(tmx.Header()), source_lang="ar", target_lang="en", checks=["spelling"])


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("١٥-١٩ عام ٢٠١٢", "ar", ["15", "19", "2012"]),
        ("1,234 and 1.5", "en", ["1234", "1.5"]),
        ("1.234,5 Euro", "de", ["1234.5"]),
        ("A/RES/64/293 of 2010", "en", ["2010"]),
        ("5/2", "en", ["5", "2"]),
        ("see http://example.org/2012/3", "en", []),
        ("٠٠٧", "ar", ["7"]),
    ],
)
def test_numbers_by_value(text: str, lang: str, values: list[str]) -> None:
    found = numbers_in(text, lang)
    assert [number.value for number in found] == values
    assert all(text[number.start : number.end] == number.text for number in found)


@pytest.mark.parametrize(
    ("text", "lang", "dates"),
    [
        ("١٠ تشرين الأول/أكتوبر ٢٠١١", "ar", [Date(10, 10, 2011)]),
        ("1 February 2012", "en", [Date(1, 2, 2012)]),
        ("February 1, 2012", "en", [Date(1, 2, 2012)]),
        ("States may act", "en", []),
        ("le 3 mars 2011", "fr", [Date(3, 3, 2011)]),
        ("1 January 2012", "xx", []),
    ],
)
def test_dates(text: str, lang: str, dates: list[Date]) -> None:
    assert list(dates_in(text, lang)) == dates


def test_symbols() -> None:
    assert symbols_in("(A/RES/64/293), E/CN.15/2012/1, and/or N/A") == ("A/RES/64/293", "E/CN.15/2012/1")
