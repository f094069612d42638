"""Words that were parted at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from toolkit.read.pdf.text import TextLine

_PARTED_RE = re.compile(r"(?:^|.*\s)(\S*?)([^\W_]+)([-\u00ad\u2010])$")
_OPENING = ("(", "[", "«")
_REST_RE = re.compile(r"^([^\W_]+)(\S*)\s*")


def parts_words(lines: Sequence[TextLine]) -> bool:
    """Whether a text was set with hyphenation: at the end of some line stands a piece that is no word by itself."""
    return any(
        (found := _parted(one, two)) is not None and _is_word(found[0] + found[1]) and not _are_words(*found)
        for one, two in pairwise(lines)
    )


def joined_words(lines: Sequence[TextLine], hyphenated: bool = True) -> list[TextLine]:
    """The lines with parted words put together on the first line.

    A hyphen stays unless the whole is a known word; where both parts are words, too, it goes only from a text that is
    ``hyphenated``.

    >>> lines = [TextLine(text, 0, 0, 0, 9, False) for text in ("a contra-", "diction here")]
    >>> [line.text for line in joined_words(lines)]
    ['a contradiction', 'here']
    """
    made = list(lines)
    for place in range(len(made) - 1):
        text = made[place].text
        if text.endswith(_OPENING):  # some programs break lines behind an opening bracket
            word, _, others = made[place + 1].text.partition(" ")
            made[place] = replace(made[place], text=text + word)
            made[place + 1] = replace(made[place + 1], text=others)
            continue
        found = _parted(made[place], made[place + 1])
        if found is None or (place == 0 and " " not in text):  # a lone label («أولاً-») is no parted word
            continue
        rest = _REST_RE.match(made[place + 1].text)
        assert rest is not None
        drops = rest[1][0].islower() and _is_word(found[0] + found[1]) and (hyphenated or not _are_words(*found))
        made[place] = replace(made[place], text=f"{text[:-1]}{'' if drops else '-'}{rest[1]}{rest[2]}")
        made[place + 1] = replace(made[place + 1], text=made[place + 1].text[rest.end() :])
    return [replace(line, text=line.text.replace("\u00ad", "-")) for line in made]


def _parted(line: TextLine, following: TextLine) -> tuple[str, str] | None:
    """The two parts of a word that a line's end parts, or None."""
    parted, rest = _PARTED_RE.match(line.text), _REST_RE.match(following.text)
    return (parted[2], rest[1]) if parted and rest else None


def _is_word(text: str) -> bool:
    return text.lower() in _words()


def _are_words(first: str, second: str) -> bool:
    return _is_word(first) and _is_word(second)


@cache
def _words() -> frozenset[str]:
    import wordfreq

    found: set[str] = set()
    for lang in ("en", "fr", "es"):
        found |= set(wordfreq.top_n_list(lang, 60_000, wordlist="small"))
    return frozenset(found)
