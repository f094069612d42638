"""Checks of what must be the same in every language: numbers, dates, document symbols."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.checks.pair import Pair
from toolkit.languages.dates import Date, dates_in
from toolkit.languages.digits import to_ascii_digits
from toolkit.languages.labels import roman
from toolkit.languages.number_words import decades_in, number_words_in, scale_of
from toolkit.languages.numbers import Number, numbers_in
from toolkit.languages.symbols import symbols_in
from toolkit.model import Finding, Severity

#: A number word below this is an article or pronoun too often («one», «أحد», a dual) to be asked for.
_TELLING = 3
#: Digits with the word after them, which may be «million» and is then no number by itself.
_SCALED_RE = re.compile(r"\d\s+[^\W\d_]+")


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Numbers by value: each must stand on the other side, in any digits, or as a word (a dual, an ordinal)."""
    sides = (_Numbers.of(pair.source, pair.source_lang), _Numbers.of(pair.target, pair.target_lang))
    only_source, only_target = sides[0].without(sides[1]), sides[1].without(sides[0])
    severity = Severity.ERROR
    if not only_source and not only_target:
        only_source, only_target = sides[0].words_without(sides[1]), sides[1].words_without(sides[0])
        if not (only_source and only_target):  # a word may be left out in translation; another one is no such thing
            return
        severity = Severity.WARNING
    yield Finding(
        "number-mismatch",
        severity,
        "numbers differ: " + _difference(only_source, only_target),
        evidence=(("only-source", " ".join(only_source)), ("only-target", " ".join(only_target))),
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What one side says of numbers: in digits, in names (R0), within symbols, as words, as months and as labels."""

    digits: Counter[str]
    parts: Counter[str]
    hidden: frozenset[str]
    words: frozenset[int]
    months: frozenset[int]
    decades: frozenset[int]
    text: str

    @classmethod
    def of(cls, text: str, lang: str) -> _Numbers:
        every = numbers_in(text, lang)
        digits = Counter(_scaled(number, text, lang) for number in every if not _is_part(text, number.start))
        parts = Counter(number.value for number in every if _is_part(text, number.start))
        hidden = frozenset(number.value for number in numbers_in(text, lang, inside_symbols=True))
        dates = frozenset(date.month for date in dates_in(text, lang))
        return cls(
            digits,
            parts,
            hidden,
            number_words_in(_SCALED_RE.sub(" ", text), lang),
            dates,
            decades_in(text, lang),
            text,
        )

    def without(self, other: _Numbers) -> list[str]:
        """The numbers in digits that the other side does not say in any way."""
        return [value for value in self.digits - other.digits - other.parts if not other.says(value)]

    def says(self, value: str) -> bool:
        """Whether a number stands in a symbol, as a word, a month, a decade, or a numeral such as (iv) or II."""
        if value in self.hidden and value not in self.digits:
            return True
        if not value.isdigit():
            return False
        number = int(value)
        if number in self.words or number in self.months:
            return True
        century = number % 100 == 0 and number // 100 + 1 in self.words
        if century or (number % 10 == 0 and number % 100 in self.decades):
            return True
        if not 0 < number < 40:
            return False
        numeral = roman(number)
        return re.search(rf"\({numeral.lower()}\)|(?<![^\W_]){numeral}(?![^\W_])", self.text) is not None

    def words_without(self, other: _Numbers) -> list[str]:
        """The number words that the other side says neither in words nor in digits."""
        said = other.words | {int(value) for value in other.hidden if value.isdigit()}
        return [str(value) for value in sorted(self.words - said) if value >= _TELLING]


def _is_part(text: str, start: int) -> bool:
    """Whether digits belong to a name (R0, B814) or are the minutes of a full hour (12:00)."""
    before = text[start - 1 : start]
    return (before.isascii() and before.isalpha()) or (before == ":" and text[start : start + 2] in ("00", "٠٠"))


def _scaled(number: Number, text: str, lang: str) -> str:
    """The value of a number with the word after it: «4 ملايين» is 4000000."""
    after = re.match(r"\s+([^\W\d_]+)", text[number.end : number.end + 20])
    scale = scale_of(after[1], lang) if after else 1
    if scale == 1:
        return number.value
    return f"{float(number.value) * scale:.6f}".rstrip("0").rstrip(".")


def _difference(only_source: list[str], only_target: list[str]) -> str:
    parts = [f"only in the source {', '.join(only_source)}"] if only_source else []
    parts += [f"only in the target {', '.join(only_target)}"] if only_target else []
    return "; ".join(parts)


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
