"""Texts as folded, lightly stemmed words: what the lexicon counts and compares."""

from __future__ import annotations

import re
import unicodedata

from toolkit.languages import arabic
from toolkit.languages.digits import to_ascii_digits

# Scripts without blanks between words: each sign is taken as a word of its own.
_SIGNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD_RE = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+(?:['’][^\W\d_{_SIGNS}]+)?")

# Larkey, Ballesteros & Connell 2002, "Improving stemming for Arabic information retrieval": their light
# stemmer's affixes, written over the folded alphabet (ta marbuta is ha, alef maqsura is ya).
_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_STEM_LETTERS = 6


def words(text: str) -> list[str]:
    """The words of a text in order, folded and stemmed; punctuation is dropped.

    >>> words("The conditions of employment, Article 12")
    ['the', 'condit', 'of', 'employ', 'articl', '12']
    >>> words("والبروتوكولات") == words("البروتوكول")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", arabic.strip_marks_and_tatweel(text))
    return [stem(word) for word in _WORD_RE.findall(to_ascii_digits(text).casefold())]


def stem(word: str) -> str:
    """A word's stem: light affixes off in Arabic, the first six letters elsewhere.

    >>> stem("workers"), stem("worker")
    ('worker', 'worker')
    """
    if word.isascii() or not arabic.has_arabic(word):
        return word[:_STEM_LETTERS] if word.isalpha() else word
    return _arabic_stem(arabic.fold(word))


def _arabic_stem(word: str) -> str:
    if word.startswith("و") and len(word) > 4:
        word = word[1:]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
    return word
