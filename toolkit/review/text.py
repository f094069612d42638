"""Text as markup: direction by language, isolated symbols, links, and nothing that a browser would run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

#: Script subtags (ISO 15924) that say more than the language does, as in ``ku-Arab``.
_RTL_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})

#: What HTML forbids or a file cannot hold: control characters other than tab and newline, and lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_URL = rf"(?P<url>https?://[^\s<>\"'«»“”‘’{_RTL}]+)"
#: Document symbols and other Latin tokens with a slash or an at-sign: A/RES/64/293, CTOC/COP/2012/4.
_SYMBOL = r"(?P<symbol>[A-Za-z][\w.\-]*(?:[/@][A-Za-z0-9][\w.\-]*)+)"
_RUN = rf"(?P<run>[{_RTL}]+(?:[ \-/][{_RTL}]+)*)"
_TOKEN_IN_RTL = re.compile(f"{_URL}|{_SYMBOL}", re.ASCII)
_TOKEN_IN_LTR = re.compile(f"{_URL}|{_RUN}", re.ASCII)
_TRAILING = ".,;:!?)]}"
_FORMS = {
    "url": Markup('<a href="{0}" dir="ltr" rel="noreferrer">{0}</a>'),
    "symbol": Markup('<bdi dir="ltr">{0}</bdi>'),
    "run": Markup('<bdi dir="rtl">{0}</bdi>'),
}


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a page needs it: tag, English name, direction (``rtl`` or ``ltr``)."""

    tag: str
    name: str
    direction: str


def language(tag: str) -> Language:
    """What CLDR says of a language tag; a tag it does not know is its own name and runs left to right.

    >>> language("ar"), language("en-GB").name, language("xx").direction
    (Language(tag='ar', name='Arabic', direction='rtl'), 'English (United Kingdom)', 'ltr')
    """
    subtags = tag.replace("_", "-").split("-")
    for known in ("_".join(subtags), subtags[0]):
        try:
            locale = Locale.parse(known)
        except (UnknownLocaleError, ValueError):
            continue
        scripted = not _RTL_SCRIPTS.isdisjoint(subtag.lower() for subtag in subtags[1:])
        rtl = scripted or locale.character_order == "right-to-left"
        return Language("-".join(subtags), locale.get_display_name("en") or tag, "rtl" if rtl else "ltr")
    return Language("-".join(subtags), tag, "ltr")


def printable(text: str) -> str:
    """Characters that no HTML file may hold become U+FFFD.

    >>> printable("a\\x00b")
    'a�b'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def rich(text: str, direction: str = "ltr") -> Markup:
    """A text with everything escaped, web addresses as links, and runs of the other direction isolated.

    In a right-to-left line an unisolated ``A/RES/64/293`` shows its parts in another order, and in an English one
    two Arabic words parted by a comma change places.  Only http and https become links; nothing needs the network
    to be read.

    >>> print(rich("see A/RES/64/293.", "rtl"))
    see <bdi dir="ltr">A/RES/64/293</bdi>.
    """
    text, parts, end = printable(text), [], 0
    for match in (_TOKEN_IN_RTL if direction == "rtl" else _TOKEN_IN_LTR).finditer(text):
        token = match.group().rstrip(_TRAILING)
        parts += [escape(text[end : match.start()]), _FORMS[match.lastgroup or ""].format(token)]
        end = match.start() + len(token)
    return Markup("").join([*parts, escape(text[end:])])
