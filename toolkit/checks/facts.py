"""Checks of what must be the same in every language: numbers, dates, document symbols."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.checks.pair import Pair
from toolkit.languages.arabic import fold
from toolkit.languages.dates import Date, dates_in
from toolkit.languages.digits import to_ascii_digits
from toolkit.languages.labels import roman
from toolkit.languages.numbers import numbers_in
from toolkit.languages.symbols import symbols_in
from toolkit.languages.tags import base
from toolkit.model import Finding, Severity

#: Numbers that a language may write as a word or by a dual: «مادتان» for "2 articles".
_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
}
_ARABIC_STEMS = ("صفر", "واحد", "اثن", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر")
_ARABIC_ORDINALS = ("", "اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
_ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_TEENS = ("احد", "اثن", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")
_SMALL = 19


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Numbers by value: each must stand on the other side, in any digits, or as a word where it is small."""
    source = Counter(number.value for number in numbers_in(pair.source, pair.source_lang))
    target = Counter(number.value for number in numbers_in(pair.target, pair.target_lang))
    only_source = [value for value in (source - target) if not _written(value, pair.target, pair.target_lang)]
    only_target = [value for value in (target - source) if not _written(value, pair.source, pair.source_lang)]
    if only_source or only_target:
        yield Finding(
            "number-mismatch",
            Severity.ERROR,
            "numbers differ: " + _difference(only_source, only_target),
            evidence=(("only-source", " ".join(only_source)), ("only-target", " ".join(only_target))),
        )


def _difference(only_source: list[str], only_target: list[str]) -> str:
    parts = [f"only in the source {', '.join(only_source)}"] if only_source else []
    parts += [f"only in the target {', '.join(only_target)}"] if only_target else []
    return "; ".join(parts)


def _written(value: str, text: str, lang: str) -> bool:
    """Whether a small number is written as a word, an ordinal or (in Arabic) a dual; a month may be its name."""
    if not value.isdigit() or not 0 <= int(value) <= _SMALL:
        return False
    number, lang = int(value), base(lang)
    if any(date.month == number for date in dates_in(text, lang)):
        return True
    if number and re.search(rf"(?i)\({roman(number)}\)", text):  # ’1‘ of an Arabic list is (i) of the English one
        return True
    if lang == "ar":
        if 11 <= number <= 19 and re.search(
            rf"{_TEENS[number - 11]}\w* عشر|{_ARABIC_STEMS[number - 10]}\w* عشر", fold(text)
        ):
            return True
        words = re.findall(r"\w+", fold(text))
        stems = [table[number] for table in (_ARABIC_STEMS, _ARABIC_ORDINALS) if number < len(table)]
        dual = number == 2 and any(len(word) > 4 and word.endswith(("ان", "ين", "تا")) for word in words)
        return dual or any(stem and stem in word for stem in stems for word in words)
    words = re.findall(r"\w+", text.lower())
    names = _WORDS.get(lang, "").split()
    ordinals = _ENGLISH_ORDINALS.split() if lang == "en" else []
    wanted = names[number : number + 1] + (ordinals[number - 1 : number] if number else [])
    return any(word in words for word in wanted)


def check_dates(pair: Pair) -> Iterator[Finding]:
    """Dates with month names: the same months, with the same days and years, on both sides."""
    source = Counter(dates_in(pair.source, pair.source_lang))
    target = Counter(dates_in(pair.target, pair.target_lang))
    if not source or not target or source == target:
        return
    only_source, only_target = list((source - target).elements()), list((target - source).elements())
    if only_source and only_target and not _same_months(only_source, only_target):
        shown = [", ".join(map(_shown, dates)) for dates in (only_source, only_target)]
        yield Finding(
            "date-mismatch",
            Severity.ERROR,
            f"dates differ: {shown[0]} in the source, {shown[1]} in the target",
            evidence=(("only-source", shown[0]), ("only-target", shown[1])),
        )


def _same_months(left: list[Date], right: list[Date]) -> bool:
    """Whether two lists differ only by a day or year that one side leaves out."""
    return Counter(date.month for date in left) == Counter(date.month for date in right) and all(
        any(_agree(one, other) for other in right) for one in left
    )


def _agree(one: Date, other: Date) -> bool:
    return one.month == other.month and all(
        not a or not b or a == b for a, b in ((one.day, other.day), (one.year, other.year))
    )


def _shown(date: Date) -> str:
    """A date as 2012-05-25, 2012-05 or month 5."""
    if not date.year:
        return f"month {date.month}" + (f" day {date.day}" if date.day else "")
    return f"{date.year}-{date.month:02d}" + (f"-{date.day:02d}" if date.day else "")


def check_symbols(pair: Pair) -> Iterator[Finding]:
    """Document symbols, letter for letter; a resolution may be named by its number alone (القرار ٦٤/٢٩٣)."""
    source, target = set(symbols_in(pair.source)), set(symbols_in(pair.target))
    only_source = sorted(s for s in source - target if not _by_number(s, pair.target))
    only_target = sorted(s for s in target - source if not _by_number(s, pair.source))
    if only_source or only_target:
        yield Finding(
            "symbol-mismatch",
            Severity.ERROR,
            "document symbols differ: " + _difference(only_source, only_target),
            evidence=(("only-source", " ".join(only_source)), ("only-target", " ".join(only_target))),
        )


def _by_number(symbol: str, text: str) -> bool:
    match = re.search(r"/RES/(\d+/\d+)", symbol)
    return bool(match and match[1] in to_ascii_digits(text))
