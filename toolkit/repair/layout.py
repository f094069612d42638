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
    (re.compile(r"([\u0620-\u06d3])([(\[])"), r"\1 \2"),
    (re.compile(r"\s*/\s*"), "/"),
    (re.compile(r"([٠-٩])\s*-\s*(?=[٠-٩])"), r"\1-"),
    (re.compile(r"^([٠-٩]+|[\u0620-\u06d3\u064b]+)\s*-\s*"), r"\1- "),
    (re.compile(r"([،؛؟])(?=[\u0620-\u06d3])"), r"\1 "),
    (re.compile(r"(?<=[\u0620-\u06d3])([.:])(?=[\u0620-\u06d3])"), r"\1 "),
    (re.compile(r"([.؟!])\s+(?=\([٠-٩]+\)$)"), r"\1"),
    (re.compile(r"\s+(\*)$"), r"\1"),
    (re.compile(r"\s{2,}"), " "),
)
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
    for pattern, instead in _TIDY:
        text = pattern.sub(instead, text)
    return _quotes(text).strip()


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
