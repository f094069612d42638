"""Names of States, languages and currencies by CLDR, as codes that are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from toolkit.languages.arabic import fold
from toolkit.languages.tags import base

#: Forms that UN documents use where CLDR has another.
_UN_FORMS = {
    "ar": {
        "ايرلندا": "IE",
        "الولايات المتحدة الامريكيه": "US",
        "الامارات العربيه المتحده": "AE",
        "تايلند": "TH",
        "عمان": "OM",
        "البرتغال": "PT",
    },
    "en": {"united states of america": "US", "russian federation": "RU", "united kingdom of great britain": "GB"},
}
_TERRITORY_RE = re.compile(r"[A-Z]{2}")
_SHORTEST = 3


@cache
def states(lang: str) -> dict[str, str]:
    """Folded name -> territory code (ISO 3166-1 alpha-2) for a language that CLDR knows, else nothing.

    >>> states("en")["france"], states("ar")["فرنسا"]
    ('FR', 'FR')
    """
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale(lang).territories
    except (UnknownLocaleError, ValueError):
        return {}
    known = {
        _key(name): code
        for code, name in territories.items()
        if _TERRITORY_RE.fullmatch(code) and code not in ("EU", "UN", "ZZ", "EZ") and len(name) >= _SHORTEST
    }
    return known | _UN_FORMS.get(lang, {})


def states_in(text: str, lang: str) -> tuple[str, ...]:
    """The codes of the States that a text names, in order.

    >>> states_in("وردت ردود من بلجيكا وفرنسا", "ar"), states_in("Belgium and France", "en")
    (('BE', 'FR'), ('BE', 'FR'))
    """
    lang = base(lang)
    names = states(lang)
    return tuple(names[match[1]] for match in _pattern(lang).finditer(_key(text))) if names else ()


@cache
def names(lang: str) -> dict[str, str]:
    """Folded names of States, languages and currencies -> ``t:FR``, ``l:fr``, ``c:EUR``; States come first.

    >>> names("en")["arabic"], names("ar")["دولار امريكي"], names("en")["france"]
    ('l:ar', 'c:USD', 't:FR')
    """
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale(lang)
    except (UnknownLocaleError, ValueError):
        return {}
    languages = {_key(name): f"l:{code}" for code, name in locale.languages.items() if len(code) == 2}
    currencies = {_key(name): f"c:{code}" for code, name in sorted(locale.currencies.items(), reverse=True)}
    found = {name: code for name, code in (currencies | languages).items() if len(name) > _SHORTEST}
    return found | {name: f"t:{code}" for name, code in states(lang).items()}


def names_in(text: str, lang: str) -> tuple[str, ...]:
    """The codes of the States, languages and currencies that a text names, in order.

    >>> names_in("paid in Saudi riyals in France, in Arabic", "en")
    ('c:SAR', 't:FR', 'l:ar')
    >>> names_in("بالعربية في فرنسا", "ar")
    ('l:ar', 't:FR')
    """
    lang = base(lang)
    known = names(lang)
    return tuple(known[match[1]] for match in _any_name(lang).finditer(_key(text))) if known else ()


@cache
def _any_name(lang: str) -> re.Pattern[str]:
    return _compiled(names(lang), lang, "s?" if lang == "en" else "")


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    return _compiled(states(lang), lang, "")


def _compiled(known: Iterable[str], lang: str, ending: str) -> re.Pattern[str]:
    choices = "|".join(sorted(map(re.escape, known), key=lambda name: (-len(name), name)))
    prefix = r"(?<![^\W\d_])(?:[وفبلك]{0,2})" if lang == "ar" else r"\b"
    return re.compile(rf"{prefix}({choices}){ending}(?![^\W\d_])")


def _key(text: str) -> str:
    return fold(text).lower()
