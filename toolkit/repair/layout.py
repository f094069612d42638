"""From a reading of a damaged line to its text: blanks between words, marks of punctuation on their side."""

from __future__ import annotations

import re

from toolkit.repair.blocks import Reading
from toolkit.repair.cells import Cells

_TIDY = (
    (re.compile(r"^[-–]\s?([٠-٩]{1,3})\s+"), r"\1- "),
    (re.compile(r"\s+([،؛؟.:!])"), r"\1"),
    (re.compile(r"([(\[])\s+"), r"\1"),
    (re.compile(r"\s+([)\]])"), r"\1"),
    (re.compile(r"([\u0620-\u064a\u066e-\u06d3])([(\[])"), r"\1 \2"),
    (re.compile(r"\s*/\s*"), "/"),
    (re.compile(r"([٠-٩])\s*-\s*(?=[٠-٩])"), r"\1-"),
    (re.compile(r"^([٠-٩]+|[\u0620-\u064a\u066e-\u06d3\u064b]+)\s*-\s*"), r"\1- "),
    (re.compile(r"([،؛؟])(?=[\u0620-\u064a\u066e-\u06d3])"), r"\1 "),
    (re.compile(r"(?<=[\u0620-\u064a\u066e-\u06d3])([.:])(?=[\u0620-\u064a\u066e-\u06d3])"), r"\1 "),
    (re.compile(r"([.؟!])\s+(?=\([٠-٩]+\)$)"), r"\1"),
    (re.compile(r"\s+(\*)$"), r"\1"),
    (re.compile(r"\s{2,}"), " "),
)
_MIRROR = str.maketrans("()[]", ")(][")
_QUOTE_RE = re.compile(r'\s*"\s*')


def text_of(line: Cells, reading: Reading, label: str = "") -> str:
    """The text that a reading gives."""
    parts = [label]
    for number, (first, past, joined) in enumerate(reading.blocks):
        if number and not joined:
            parts.append(" ")
        for k in range(first, past):
            if k > first and line.blanks[k]:
                parts.append(" ")
            parts.append(line.cells[k])
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """Blanks where Arabic typography has them; nothing but blanks changes.

    >>> tidy("أيار / مايو ٢٠١٢ : أرمينيا ، إسبانيا")
    'أيار/مايو ٢٠١٢: أرمينيا، إسبانيا'
    """
    return _spaced(_turned(text))


def mirrored(text: str) -> str:
    """The text with its brackets turned, and blanks where they have them then.

    >>> mirrored("في المواد )١")
    'في المواد (١'
    """
    return _spaced(text.translate(_MIRROR))


def _spaced(text: str) -> str:
    for pattern, instead in _TIDY:
        text = pattern.sub(instead, text)
    return _quotes(text).strip()


def _turned(text: str) -> str:
    """The text with its brackets mirrored where more of them find a partner then."""
    other = text.translate(_MIRROR)
    return other if unpaired(other) < unpaired(text) else text


def unpaired(text: str) -> int:
    """How many brackets have no partner.

    >>> unpaired("(ب)"), unpaired(")ب("), unpaired("ب)")
    (0, 2, 1)
    """
    return sum(without_partner(text))


def without_partner(text: str, depth: int = 0) -> tuple[int, int]:
    """How many closing brackets have no partner, and how many stay open, where ``depth`` were open before the text.

    >>> without_partner("ب) (أ"), without_partner("ب) (أ", depth=1)
    ((1, 1), (0, 1))
    """
    alone = 0
    for char in text:
        if char in "([":
            depth += 1
        elif char in ")]":
            alone, depth = (alone, depth - 1) if depth else (alone + 1, 0)
    return alone, depth


def _quotes(text: str) -> str:
    pieces = _QUOTE_RE.split(text)
    if len(pieces) == 1:
        return text
    if len(pieces) == 2:  # one quote: it opens when a word follows it, closes when punctuation or nothing does
        closes = not pieces[1] or pieces[1][0] in "،.؛:"
        return (
            f'{pieces[0]}" {pieces[1]}'.replace('" ،', '"،').replace('" .', '".')
            if closes
            else f'{pieces[0]} "{pieces[1]}'
        )
    out = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        if number % 2 == 0:
            out += f' "{piece}'
        else:
            out += f'"{piece}' if piece[:1] in "،.؛:" else f'" {piece}'
    return out
