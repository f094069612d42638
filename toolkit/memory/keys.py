"""Numbers under which whole values are found again; collisions are as good as impossible (64 bits of BLAKE2)."""

from __future__ import annotations

import hashlib
import unicodedata


def plain(text: str) -> str:
    """NFC, runs of blanks as one: the form in which whole texts are compared.

    >>> plain("a  b ")
    'a b'
    """
    return unicodedata.normalize("NFC", " ".join(text.split()))


def context_key(text: str) -> int:
    """The number of a neighbour's text; 0 for none.

    >>> context_key("a  b") == context_key("a b "), context_key("")
    (True, 0)
    """
    return number(plain(text)) if text else 0


def number(text: str) -> int:
    """A signed 64-bit number of a text."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
