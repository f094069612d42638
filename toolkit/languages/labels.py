"""The labels of UN and treaty outlines: ordinals, abjad letters and Roman numerals as canonical labels.

The same label has the same canonical form in every script: «أولاً» and ``I`` are ``I``, «ألف» and ``A`` are
``A``, «(ب)» and ``(b)`` are ``b``, so that the outlines of two language versions can be laid side by side.
"""

from __future__ import annotations

from toolkit.languages.arabic import fold

_UNITS = ("اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")

#: The abjad order in which UN documents name sections, with the Latin letter of the English version.
_ABJAD_NAMES = (
    *("الف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم"),
    *("نون", "سين", "عين", "فاء", "صاد", "قاف", "راء", "شين", "تاء", "ثاء", "خاء", "ذال", "ضاد"),
)
_ABJAD_LETTERS = "ابجدهوزحطيكلمنسعفصقرشتثخذض"


def roman(number: int) -> str:
    """A whole number from 1 to 3999 as a Roman numeral.

    >>> roman(4), roman(39)
    ('IV', 'XXXIX')
    """
    numeral = ""
    for value, letters in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
        *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        numeral += letters * (number // value)
        number %= value
    return numeral


_ROMAN_VALUES = {roman(number): number for number in range(1, 100)}


def roman_value(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral below 100, in capitals, else None.

    >>> roman_value("XIV"), roman_value("IIX")
    (14, None)
    """
    return _ROMAN_VALUES.get(numeral)


def _arabic_ordinals() -> dict[str, str]:
    table = {f"{stem}ا": roman(value) for value, stem in enumerate(_UNITS, 1)}
    table["اوال"] = "I"  # «أولا» whose lam-alef the extraction turned round
    for value, stem in enumerate(("حادي", *_UNITS[1:9]), 11):
        table[f"{stem} عشر"] = roman(value)
    return table


#: Folded Arabic ordinal adverb, as a heading has it -> Roman numeral: اولا -> I.
_ORDINALS = _arabic_ordinals()

#: Folded name of an abjad letter -> Latin capital: باء -> B.
_SECTION_LETTERS = {name: chr(65 + place) for place, name in enumerate(_ABJAD_NAMES)}

#: Abjad letter that marks an item -> Latin small letter: ب -> b.
ITEM_LETTERS = {letter: chr(97 + place) for place, letter in enumerate(_ABJAD_LETTERS)}


def part_number(word: str) -> str | None:
    """The Roman numeral of an Arabic heading's ordinal, or None.

    >>> part_number("أولاً"), part_number("حادي عشر"), part_number("كتاب")
    ('I', 'XI', None)
    """
    return _ORDINALS.get(" ".join(fold(word).split()))


def section_letter(word: str) -> str | None:
    """The Latin capital of an abjad letter's name, or None.

    >>> section_letter("باء"), section_letter("ألف"), section_letter("كتاب")
    ('B', 'A', None)
    """
    return _SECTION_LETTERS.get(fold(word))
