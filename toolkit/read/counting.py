"""How a word processor writes the number of a list item or a note: in figures, letters or Roman numerals."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.languages.labels import roman

#: The orders of Arabic letters: alphabetical, and abjad (in which UN documents count).
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_NOTE_SIGNS = "*†‡§"


def _repeated(letters: str) -> Callable[[int], str]:
    """a, b ... z, aa, bb: the letter is repeated, as Word does."""
    return lambda value: letters[(value - 1) % len(letters)] * ((value - 1) // len(letters) + 1) if value > 0 else "0"


def _digits(zero: str) -> Callable[[int], str]:
    return lambda value: "".join(chr(ord(zero) + int(digit)) if digit.isdigit() else digit for digit in str(value))


def _roman(value: int) -> str:
    return roman(value) if 0 < value < 4000 else str(value)


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th") if value % 100 not in (11, 12, 13) else "th"
    return f"{value}{ending}"


#: Format name (ECMA-376, part 1, 17.18.59 ST_NumberFormat) -> how a number is written; others count in figures.
FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda value: "",
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "ordinal": _ordinal,
    "lowerLetter": _repeated(_LATIN),
    "upperLetter": _repeated(_LATIN.upper()),
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperRoman": _roman,
    "arabicAlpha": _repeated(_ALPHABET),
    "arabicAbjad": _repeated(_ABJAD),
    "arabicIndic": _digits("٠"),
    "hindiNumbers": _digits("०"),
    "thaiNumbers": _digits("๐"),
    "numberInDash": lambda value: f"- {value} -",
    "decimalEnclosedParen": lambda value: f"({value})",
    "chicago": _repeated(_NOTE_SIGNS),
}


def written(value: int, number_format: str, *, arabic: bool = False) -> str:
    """A number as a format writes it.

    "Hindi" numbers are Devanagari digits by the standard, but what an Arabic-speaking user calls Hindi are ٠١٢٣:
    with ``arabic`` they are written so.

    >>> written(4, "lowerRoman"), written(2, "arabicAbjad"), written(12, "hindiNumbers", arabic=True)
    ('iv', 'ب', '١٢')
    """
    if arabic and number_format == "hindiNumbers":
        number_format = "arabicIndic"
    return FORMATS.get(number_format, str)(value)
