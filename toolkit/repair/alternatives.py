"""What other readings of a line have in place of each word of the best one."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

_LONGEST = 3  # words: a longer stretch is another order of the line, not another word
_MOST = 3


def alternatives(words: Sequence[str], others: Sequence[tuple[str, float]]) -> list[tuple[str, ...]]:
    """For each word up to three stretches of words that readings of the line (text, probability) have there,
    likeliest first.

    >>> alternatives(["طلب", "المؤتمر"], [("طلب المؤتمر", 0.7), ("طلب مؤتمر", 0.3)])
    [(), ('مؤتمر',)]
    """
    found: list[dict[str, float]] = [{} for _ in words]
    for text, chance in others:
        own = text.split()
        for i1, i2, j1, j2 in _differences(words, own):
            if 0 < j2 - j1 <= _LONGEST:
                stretch = " ".join(own[j1:j2])
                for place in range(i1, i2):
                    found[place][stretch] = found[place].get(stretch, 0.0) + chance
    return [tuple(sorted(there, key=lambda text: (-there[text], text))[:_MOST]) for there in found]


def _differences(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Stretches of two rows that differ.  Where two words changed places, either may be the one that moved: the
    rows are compared from both ends."""
    found = _stretches(left, right)
    m, n = len(left), len(right)
    for i1, i2, j1, j2 in _stretches(left[::-1], right[::-1]):
        stretch = (m - i2, m - i1, n - j2, n - j1)
        if not any(a < stretch[1] and stretch[0] < b for a, b, _, _ in found):
            found.append(stretch)
    return found


def _stretches(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int, int]]:
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
