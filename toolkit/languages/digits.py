"""Digits of any script as values."""

from __future__ import annotations

import unicodedata
from functools import cache


def to_ascii_digits(text: str) -> str:
    """Every decimal digit, of whatever script, as 0-9; length and everything else stay.

    >>> to_ascii_digits("١٩٩٨ and ۲۰")
    '1998 and 20'
    """
    return text if text.isascii() else text.translate(_values())


@cache
def _values() -> dict[int, str]:
    """Every decimal digit outside ASCII and its value."""
    digits = (chr(code) for code in range(128, 0x20000))  # the planes that have digits
    return {ord(char): str(unicodedata.decimal(char)) for char in digits if char.isdecimal()}
