"""Dates with month names: in Arabic by the twin names of UN usage («أيار/مايو»), in other languages by CLDR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from toolkit.languages.arabic import fold
from toolkit.languages.digits import to_ascii_digits
from toolkit.languages.tags import base

#: Levantine and international Arabic names of the months, January first.
_ARABIC_MONTHS = (
    *(("كانون الثاني", "يناير"), ("شباط", "فبراير"), ("آذار", "مارس"), ("نيسان", "أبريل"), ("أيار", "مايو")),
    *(("حزيران", "يونيه"), ("تموز", "يوليه"), ("آب", "أغسطس"), ("أيلول", "سبتمبر")),
    *(("تشرين الأول", "أكتوبر"), ("تشرين الثاني", "نوفمبر"), ("كانون الأول", "ديسمبر")),
)
_ARABIC_SPELLINGS = {"يونيو": 6, "يوليو": 7, "ابريل": 4, "إبريل": 4}
#: Names that are words of their own: a month only beside its twin or a number.
_AMBIGUOUS = {"اب", "may", "march", "mai", "mars"}


@dataclass(frozen=True, slots=True)
class Date:
    """A month with the day and year beside it, 0 where there is none."""

    day: int
    month: int
    year: int


@cache
def months(lang: str) -> dict[str, int]:
    """Folded month names of a language and their numbers, 1 to 12.

    >>> months("ar")["ايار"], months("en")["may"]
    (5, 5)
    """
    if lang == "ar":
        named = {fold(name): n for n, twins in enumerate(_ARABIC_MONTHS, 1) for name in twins}
        return named | {fold(name): n for name, n in _ARABIC_SPELLINGS.items()}
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale(lang)
    except (UnknownLocaleError, ValueError):
        return {}
    return {name.lower(): number for number, name in locale.months["format"]["wide"].items()}


def dates_in(text: str, lang: str) -> tuple[Date, ...]:
    """Every named month of a text, with the day before it (or after it) and the year after it.

    >>> dates_in("١ شباط/فبراير ٢٠١٢", "ar") == dates_in("1 February 2012", "en")
    True
    """
    lang = base(lang)
    names = months(lang)
    if not names:
        return ()
    flat = to_ascii_digits(fold(text) if lang == "ar" else text.lower())
    found = []
    for match in _date_re(lang).finditer(flat):
        month = names[match["month"]]
        twin = match["twin"]
        if match["month"] in _AMBIGUOUS and not (twin or match["day"] or match["year"] or match["after"]):
            continue
        found.append(Date(int(match["day"] or match["after"] or 0), month, int(match["year"] or 0)))
    return tuple(found)


@cache
def _date_re(lang: str) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months(lang)), key=len, reverse=True))
    twin = rf"(?:\s?/\s?(?P<twin>{names}))?" if lang == "ar" else "(?P<twin>)"
    prefix = r"(?<![^\W\d_])(?:[وبلف])?" if lang == "ar" else r"\b"
    return re.compile(
        rf"(?:(?<!\d)(?P<day>\d{{1,2}})\s?(?:\.|st|nd|rd|th|de|er)?\s?(?:of\s)?)?"
        rf"{prefix}(?P<month>{names})(?![^\W\d_]){twin}"
        r"(?:\s(?P<after>\d{1,2})(?!\d))?,?\s?(?:de\s)?(?P<year>(?:19|20)\d\d(?!\d))?"
    )
