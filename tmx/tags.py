"""Language tags as TMX files hold them: ``ar``, ``ar-SA``, ``AR``, ``ar_SA``, ``ara`` ask for one another.

The order in which a variant is taken is OmegaT's: the same language and region, the bare language, then the
language with any region.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

_PAIRS = """
    ara:ar arb:ar eng:en fra:fr fre:fr spa:es rus:ru zho:zh chi:zh deu:de ger:de ita:it por:pt nld:nl dut:nl tur:tr
    fas:fa per:fa heb:he urd:ur jpn:ja kor:ko pol:pl ukr:uk swe:sv nor:no dan:da fin:fi ell:el gre:el ces:cs cze:cs
    iw:he in:id ji:yi hun:hu ron:ro rum:ro bul:bg hin:hi ind:id msa:ms may:ms vie:vi tha:th swa:sw
"""
#: Three-letter codes (ISO 639-2/T and B) of languages with a two-letter one that TMX files have been seen with, and
#: the codes of old Java programs.
OTHER_CODES = dict(pair.split(":") for pair in _PAIRS.split())


@functools.lru_cache(maxsize=4096)
def canonical(tag: str) -> str:
    """A tag in the form of BCP 47: hyphens, language lower case, script Title, region UPPER.

    >>> canonical("AR_sa"), canonical("ara"), canonical("zh-hant-tw-U-CA-buddhist"), canonical("*all*")
    ('ar-SA', 'ar', 'zh-Hant-TW-u-ca-buddhist', '*all*')
    """
    first, *rest = tag.strip().replace("_", "-").split("-")
    first = OTHER_CODES.get(first.lower(), first.lower())
    own = [
        part
        for place, part in enumerate(rest)
        if len(first) > 1 and all(len(other) > 1 for other in rest[: place + 1])
    ]
    return "-".join([first, *map(_subtag, own), *(part.lower() for part in rest[len(own) :])])


def _subtag(part: str) -> str:
    """A subtag before any extension (``-u-``) or private part (``-x-``), which are lower case."""
    if len(part) == 2 and part.isalpha():
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def find(wanted: str, offered: Sequence[str]) -> int | None:
    """The index of the tag to take for ``wanted``, or None when the language is not offered.

    >>> find("ar", ["en", "ar-SA"]), find("ar-EG", ["ar-SA", "ar"]), find("en", ["ar"])
    (1, 1, None)
    """
    if wanted in offered:  # the common case, at the speed of a list search
        return offered.index(wanted)
    return _find(wanted, tuple(offered))


@functools.lru_cache(maxsize=4096)
def _find(wanted: str, offered: tuple[str, ...]) -> int | None:
    tag = canonical(wanted)
    known = [canonical(other) for other in offered]
    language = tag.split("-")[0]
    for candidates in (
        [tag],
        [language],
        [other for other in known if other.split("-")[0] == language],
    ):
        for candidate in candidates:
            if candidate in known:
                return known.index(candidate)
    return None


def same_language(one: str, other: str) -> bool:
    """Whether two tags name one language, whatever the region.

    >>> same_language("ar-SA", "ARA")
    True
    """
    return canonical(one).split("-")[0] == canonical(other).split("-")[0]
