"""Numbers of a text by value, whatever digits and separators they are written with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.languages.digits import to_ascii_digits
from toolkit.languages.symbols import SYMBOL_RE
from toolkit.languages.tags import base

#: Digits with separators inside: , . and the Arabic ٬ ٫ ; never at the end, where they are punctuation.
_NUMBER_RE = re.compile(r"\d+(?:[.,٬٫ \u00a0\u202f]\d{3}(?!\d))*(?:[.,٫]\d+)?|\d+")
_GROUPED_RE = re.compile(r"\d{1,3}(?:[,٬ \u00a0\u202f]\d{3})+")
#: «000 100»: the groups of a number that a right-to-left line turned round, since none begins with 000.
_TURNED_RE = re.compile(r"(?<!\d)(?<!\d[.,٬٫ ])0\d\d(?:[ \u00a0]\d{3})*[ \u00a0][1-9]\d{0,2}(?![\d.,]\d)")
_URL_RE = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its value as a plain decimal (``1234.5``), its place in the text, and how it is written there."""

    value: str
    start: int
    end: int
    text: str


def numbers_in(text: str, lang: str = "en", *, inside_symbols: bool = False) -> tuple[Number, ...]:
    """Every number of a text in order; those inside document symbols and URLs only where asked.

    A comma is a decimal sign before one or two digits where ``lang`` writes it so (fr, de, es, ru ...), and parts
    thousands before three.

    >>> [number.value for number in numbers_in("١٬٢٣٤٫٥ في المائة من 1,234 عام ٢٠١٢", "ar")]
    ['1234.5', '1234', '2012']
    """
    flat = to_ascii_digits(text)
    if not inside_symbols:
        for pattern in (SYMBOL_RE, _URL_RE):
            flat = pattern.sub(lambda match: "\x00" * len(match[0]), flat)
    found = []
    if base(lang) == "ar":
        for match in _TURNED_RE.finditer(flat):
            value = "".join(reversed(match[0].replace("\u00a0", " ").split()))
            found.append(Number(value, match.start(), match.end(), text[match.start() : match.end()]))
        flat = _TURNED_RE.sub(lambda match: "\x00" * len(match[0]), flat)
    found += [
        Number(_value(match[0], lang), match.start(), match.end(), text[match.start() : match.end()])
        for match in _NUMBER_RE.finditer(flat)
    ]
    return tuple(sorted(found, key=lambda number: number.start))


def _value(written: str, lang: str) -> str:
    """The plain decimal of a number as written in western digits."""
    written = written.replace("٬", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    written = written.replace("٫", ".")
    comma_is_decimal = base(lang) in ("fr", "de", "es", "ru", "it", "pt", "nl", "is")
    if comma_is_decimal and re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "")
    if _GROUPED_RE.match(written) and not (comma_is_decimal and written.count(",") == 1):
        written = written.replace(",", "")
    whole, _, fraction = written.replace(",", ".").partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
