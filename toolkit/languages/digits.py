"""Digits of any script as values."""

from __future__ import annotations

import unicodedata


def to_ascii_digits(text: str) -> str:
    """Every decimal digit, of whatever script, as 0-9; length and everything else stay.

    >>> to_ascii_digits("١٩٩٨ and ۲۰")
    '1998 and 20'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if ord(char) > 127 and char.isdecimal() else char for char in text)
