"""Names of States by CLDR, in the language of a text, as territory codes that are the same in every language."""

from __future__ import annotations

import re
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
def _pattern(lang: str) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, states(lang)), key=len, reverse=True))
    prefix = r"(?<![^\W\d_])(?:[وفبلك]{0,2})" if lang == "ar" else r"\b"
    return re.compile(rf"{prefix}({names})(?![^\W\d_])")


def _key(text: str) -> str:
    return fold(text).lower()
