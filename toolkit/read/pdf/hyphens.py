"""Words that were parted at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from toolkit.read.pdf.text import TextLine

_PARTED_RE = re.compile(r"(?:^|.*\s)(\S*?)([^\W_]+)([-\u00ad\u2010])$")
_REST_RE = re.compile(r"^([^\W_]+)(\S*)\s*")


def joined_words(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with parted words put together on the first line; a hyphen stays unless the whole is a known word.

    >>> lines = [TextLine(text, "", 0, 0, 0, 9, False) for text in ("a contra-", "diction here")]
    >>> [line.text for line in joined_words(lines)]
    ['a contradiction', 'here']
    """
    made = list(lines)
    for place in range(len(made) - 1):
        text = made[place].text
        parted, rest = _PARTED_RE.match(text), _REST_RE.match(made[place + 1].text)
        if parted and rest and (place or " " in text):  # a lone label («أولاً-») is no parted word
            whole = (parted[2] + rest[1]).lower()
            hyphen = "" if rest[1][0].islower() and whole in _words() else "-"
            made[place] = replace(made[place], text=f"{text[:-1]}{hyphen}{rest[1]}{rest[2]}")
            made[place + 1] = replace(made[place + 1], text=made[place + 1].text[rest.end() :])
    return [replace(line, text=line.text.replace("\u00ad", "-")) for line in made]


@cache
def _words() -> frozenset[str]:
    import wordfreq

    found: set[str] = set()
    for lang in ("en", "fr", "es"):
        found |= set(wordfreq.top_n_list(lang, 60_000))
    return frozenset(found)
