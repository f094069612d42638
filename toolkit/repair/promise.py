"""The promise of every repair: letters and digits in are letters and digits out."""

from __future__ import annotations

import unicodedata
from collections import Counter

from toolkit.languages.arabic import TATWEEL
from toolkit.model import InternalError
from toolkit.repair.glyphs import GLYPHS

_BRACKETS = str.maketrans("([{<«", ")]}>»")


def characters(text: str) -> Counter[str]:
    """The characters that a repair must keep: all but blanks, tatweel and invisible direction marks.

    Presentation forms count as their letters, and either bracket of a pair as the same.
    """
    plain = unicodedata.normalize("NFKC", text).translate(GLYPHS).translate(_BRACKETS)
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
    old, new = characters(before), characters(after)
    return old == new or _only_listed(old - new, new - old)


def _only_listed(lost: Counter[str], added: Counter[str]) -> bool:
    """Whether teh and reh became noon and zay, as often the one as the other: the one glyph that is read anew."""
    count = lost["ت"]
    return lost == Counter({"ت": count, "ر": count}) and added == Counter({"ن": count, "ز": count})


def check_promise(line: int, before: str, after: str) -> None:
    """Raise InternalError where a repair lost or added a character."""
    if not letters_kept(before, after):
        lost = characters(before) - characters(after)
        added = characters(after) - characters(before)
        raise InternalError(f"line {line}: repair lost {dict(lost)} and added {dict(added)}")
