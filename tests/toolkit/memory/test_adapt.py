import pytest

from toolkit.memory.adapt import adapt

#: text looked up, memory's source, memory's target, languages, suggestion, whether every number was set
CASES = [
    ("عام ٢٠١٣", "عام ٢٠١٢", "In 2012", ("ar", "en"), "In 2013", True),
    ("In 2013", "In 2012", "عام ٢٠١٢", ("en", "ar"), "عام ٢٠١٣", True),
    ("المادة ٦ من ٥", "المادة ٥ من ٦", "Article 5 of 6", ("ar", "en"), "Article 6 of 5", True),
    ("1,500 people", "1,200 people", "١٬٢٠٠ شخص", ("en", "ar"), "١٬٥٠٠ شخص", True),
    ("the 22nd", "the 21st", "21st one", ("en", "en"), "21st one", False),
    ("in 2013", "in 2012", "last year", ("en", "en"), "last year", False),
    ("2 units", "1 unit", "1 unit", ("en", "en"), "1 unit", False),
    ("١٣ بلدا", "٣ بلدان", "3 countries", ("ar", "en"), "13 countries", True),
    ("13 countries", "3 countries", "٣ بلدان", ("en", "ar"), "٣ بلدان", False),
    ("5 and 6", "5 and 5", "٥ و٥", ("en", "ar"), "٥ و٥", False),
    ("5 and 6", "5", "٥", ("en", "ar"), "٥", False),
]


@pytest.mark.parametrize(("query", "source", "target", "languages", "expected", "safe"), CASES)
def test_numbers_are_set_where_it_is_safe(
    query: str, source: str, target: str, languages: tuple[str, str], expected: str, safe: bool
) -> None:
    suggestion, told = adapt(query, source, (target,), languages)
    assert suggestion == (expected,)
    assert told and all(change.done == safe for change in told)
    assert safe or all(change.note for change in told)
