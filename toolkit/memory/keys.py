"""The numbers under which a text is found again."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

from toolkit.languages.arabic import fold


def letters(text: str) -> str:
    """A text's folded letters alone: no marks, digits, punctuation or blanks.

    >>> letters("المادّة ٥ (أ)") == letters("الماده ٦: ا")
    True
    """
    return "".join(filter(str.isalpha, fold(unicodedata.normalize("NFC", text)).casefold()))


def text_keys(texts: Sequence[str]) -> list[int]:
    """A signed 64-bit key for each text: 32 bits of its folded letters, then 32 bits of the text itself (NFC)."""
    return [
        int.from_bytes(_digest(letters(text)) + _digest(unicodedata.normalize("NFC", text)), "big", signed=True)
        for text in texts
    ]


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).digest()
