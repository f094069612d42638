"""The promise of every repair: letters and digits in are letters and digits out."""

from __future__ import annotations

import unicodedata
from collections import Counter

from toolkit.languages.arabic import MARKS, TATWEEL
from toolkit.model import InternalError

_BRACKETS = str.maketrans("([{<«", ")]}>»")
_GLYPHS = str.maketrans({"\uf02a": "*"})
_MARKS = frozenset(MARKS)


def characters(text: str) -> Counter[str]:
    """The characters that a repair must keep: all but blanks, tatweel and invisible direction marks.

    Presentation forms count as their letters, and either bracket of a pair as the same.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_GLYPHS).translate(_BRACKETS)
    return Counter(
        char
        for char in plain
        if not char.isspace() and char != TATWEEL and unicodedata.category(char) not in ("Cf", "Zs")
    )


def letters_kept(before: str, after: str) -> bool:
    """Whether nothing was lost or added.

    >>> letters_kept("مقدّمة  -أولاً", "أولاً- مقدّمة"), letters_kept("مقدمة", "مقدم")
    (True, False)
    """
    return characters(before) == characters(after)


def check_promise(line: int, before: str, after: str) -> None:
    """Raise InternalError where a repair lost or added a character."""
    if not letters_kept(before, after):
        lost = characters(before) - characters(after)
        added = characters(after) - characters(before)
        raise InternalError(f"line {line}: repair lost {dict(lost)} and added {dict(added)}")
