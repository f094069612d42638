"""Why a term was not found: the likest words of the other side, and what they tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.languages.arabic import fold
from toolkit.languages.arabic_forms import readings, term_reading
from toolkit.languages.english_forms import singular
from toolkit.model import Cause

_WORD_RE = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u0640\u0670][^\W\d_]*)*")
#: Words too common to say that a term is near.
_COMMON = frozenset(
    (
        *("of", "the", "a", "an", "and", "or", "in", "to", "for", "by", "on", "with", "from"),
        *("في", "من", "على", "عن", "الى", "إلى", "او", "أو", "و", "ان", "أن", "لا", "غير"),
    )
)
#: How alike two words must be to be one word misspelt or damaged, of 100.
_ALIKE = 84
_PIECES = 3  # a damaged word stands in at most so many pieces


@dataclass(frozen=True, slots=True)
class Nearest:
    """The likest words of a text to a term that it lacks, and what that says of the cause."""

    text: str
    cause: Cause


def nearest(wanted: Sequence[str], text: str, lang: str) -> Nearest:
    """What in a text comes nearest to any of the wordings that were sought.

    All letters of the term with blanks elsewhere, or words that differ by a letter or two, are damage; half of its
    words or more are another wording; its head alone («الضحايا» for «ضحايا الاتجار») is an ellipsis.

    >>> nearest(["ضحايا الاتجار بالأشخاص"], "حقوق هؤلاء الضحايا", "ar")
    Nearest(text='الضحايا', cause=<Cause.ELLIPSIS: 'pronoun or ellipsis'>)
    >>> nearest(["forced labour"], "the crime of slavery", "en").cause
    <Cause.ABSENT: 'absent'>
    """
    words = list(_WORD_RE.finditer(text))
    best = Nearest("", Cause.ABSENT)
    for term in wanted:
        found = _of_term(term, text, words, lang)
        if found.cause is Cause.DAMAGE:
            return found
        if best.cause is Cause.ABSENT or (best.cause is Cause.ELLIPSIS and found.cause is Cause.VARIANT):
            best = found
    return best


def _of_term(term: str, text: str, words: list[re.Match[str]], lang: str) -> Nearest:
    parts = [word for word in _WORD_RE.findall(term) if word.lower() not in _COMMON]
    if not parts:
        return Nearest("", Cause.ABSENT)
    damaged = _damaged(term, text, words, lang)
    if damaged:
        return Nearest(damaged, Cause.DAMAGE)
    met = {place: [word for word in words if _same(part, word[0], lang)] for place, part in enumerate(parts)}
    shared = [place for place, found in met.items() if found]
    head = 0 if lang == "ar" else len(parts) - 1
    if len(parts) > 1 and len(shared) * 2 >= len(parts) and shared != [head]:
        stretch = [found[0] for place, found in met.items() if place in shared]
        start, end = min(word.start() for word in stretch), max(word.end() for word in stretch)
        near = text[start:end] if end - start <= 2 * len(term) + 20 else stretch[0][0]
        return Nearest(near, Cause.VARIANT)
    if len(parts) > 1 and head in shared:
        return Nearest(met[head][0][0], Cause.ELLIPSIS)
    return Nearest("", Cause.ABSENT)


def _same(part: str, word: str, lang: str) -> bool:
    if lang == "ar":
        sought = term_reading(part)[1]
        return any(form == sought for _, form in readings(word))
    return singular(part) == singular(word)


def _letters(text: str, lang: str) -> str:
    flat = fold(text) if lang == "ar" else text.lower()
    return re.sub(r"[\W\d_]+", "", flat)


def _damaged(term: str, text: str, words: list[re.Match[str]], lang: str) -> str:
    """The stretch of a text that has a term's letters, but for blanks or a letter or two; else nothing."""
    from rapidfuzz.fuzz import ratio

    sought = _letters(term, lang)
    if len(sought) < 5:
        return ""
    count = len(_WORD_RE.findall(term))
    for first in range(len(words)):
        for size in range(max(1, count - 1), count + _PIECES):
            if first + size > len(words):
                break
            stretch = text[words[first].start() : words[first + size - 1].end()]
            flat = _letters(stretch, lang)
            if abs(len(flat) - len(sought)) > 3:
                continue
            if size != count and _bare(flat, lang) == _bare(sought, lang):
                return stretch
            if size == count and len(sought) >= 7 and ratio(flat, sought) >= _ALIKE and _one_slip(flat, sought):
                return stretch
    return ""


def _bare(letters: str, lang: str) -> str:
    """Letters without what Arabic attaches at the front."""
    return re.sub("^[وف]?(?:[بلك]?ال|لل)?", "", letters) if lang == "ar" else letters


def _one_slip(flat: str, sought: str) -> bool:
    from rapidfuzz.distance import OSA

    return 0 < int(OSA.distance(flat, sought)) <= 1 + len(sought) // 12
