"""Stretches of a text that keep their own wording: titles of treaties and bodies, and quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.languages.tags import base
from toolkit.terms.match import Hit

#: What ``zones`` can find, and what is exempt unless one says otherwise.
ZONES = ("titles", "quotations")
EXEMPT = ("titles",)
#: A treaty's title keeps its own wording: «اتفاقية مجلس أوروبا لمكافحة الاتجار بالبشر», "Forced Labour Convention".
_TITLES = {
    "ar": re.compile(
        r"(?<!\w)(?:[وفبلك]{0,2}(?:اتفاقي(?:ة|تي|تا|ات))|الاتفاقية (?:المتعلقة|الخاصة|الدولية|رقم|بشأن)"
        r"|مبادئ|مؤتمر العمل|منظمة)(?: [^\s.،؛:()«»]+){1,12}"
    ),
    "en": re.compile(
        r"(?:(?:[A-Z][\w’-]+|of|the) ){0,8}(?:Convention|Guidelines|Principles|Organization)"
        r"(?: (?:on|against|concerning|for|relating)(?: [^\s.,;:()]+){1,12})?"
    ),
}
_QUOTATION_RE = re.compile(r"«[^«»]{1,600}»|“[^“”]{1,600}”|„[^„“]{1,600}“|\"[^\"]{1,600}\"")


def title_zones(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """Where treaty titles stand in a text; terms inside keep the title's wording.

    >>> title_zones("the Forced Labour Convention, 1930", "en")
    ((0, 28),)
    """
    pattern = _TITLES.get(base(lang))
    return tuple(match.span() for match in pattern.finditer(text)) if pattern else ()


def zones(text: str, lang: str, kinds: Sequence[str] = EXEMPT) -> tuple[tuple[int, int], ...]:
    """The stretches of a text of the given kinds (names of ``ZONES``), as offsets.

    >>> zones("he said “forced labour” then", "en", ("quotations",))
    ((8, 23),)
    """
    found = title_zones(text, lang) if "titles" in kinds else ()
    if "quotations" in kinds:
        found += tuple(match.span() for match in _QUOTATION_RE.finditer(text))
    return found


def outside(hits: Sequence[Hit], text: str, lang: str, kinds: Sequence[str] = EXEMPT) -> list[Hit]:
    """The hits that do not stand wholly inside such a stretch."""
    found = zones(text, lang, kinds) if hits else ()
    return [hit for hit in hits if not any(start <= hit.start and hit.end <= end for start, end in found)]
