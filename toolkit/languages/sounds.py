"""Proper names across scripts: the consonants that both the Arabic and the Latin spelling of a name show.

«شولمان» and "Schulman" are both ``slmn``; only names of four consonants and more are told, since shorter ones meet by
chance.  Source of the idea: Soundex (Russell 1918), and Aqeel et al. 2006, "On the development of name search
techniques for Arabic".
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.languages.arabic import fold
from toolkit.languages.tags import base

#: What an Arabic letter sounds like, in classes that Latin spellings keep apart; letters not here are vowels to us.
_ARABIC_SOUNDS = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تطث", "t"),
    **dict.fromkeys("جغقكخگ", "k"),
    **dict.fromkeys("دضذ", "d"),
    **dict.fromkeys("رڕ", "r"),
    **dict.fromkeys("زسشصظچ", "s"),
    **dict.fromkeys("فڤ", "f"),
    **{"ل": "l", "م": "m", "ن": "n"},
}
#: Pairs of Latin letters with one sound, then single letters; what is not here is a vowel to us.
_LATIN_PAIRS = (
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("kh", "k"),
    ("gh", "k"),
    ("dh", "d"),
)
_LATIN_SOUNDS = {
    **dict.fromkeys("bp", "b"),
    **{"t": "t", "d": "d", "r": "r", "l": "l", "m": "m", "n": "n"},
    **dict.fromkeys("cgjkqx", "k"),
    **dict.fromkeys("sz", "s"),
    **dict.fromkeys("fv", "f"),
}
_FEWEST = 4
#: A Latin word with a capital that does not begin a sentence.
_NAME_RE = re.compile(r"(?<=[a-z,;’'] )[A-Z][a-z]{3,}(?=[\W_]|$)")
_ARABIC_WORD_RE = re.compile(r"[\u0621-\u064a\u067e-\u06af]{4,}")


def sounds_in(text: str, lang: str) -> tuple[str, ...]:
    """The consonants of what may be names: capitalised words of English, any longer word of Arabic.

    >>> sounds_in("the aide Schulman wrote", "en"), "slmn" in sounds_in("كتبت شولمان", "ar")
    (('slmn',), True)
    """
    lang = base(lang)
    if lang == "ar":
        words = _ARABIC_WORD_RE.findall(fold(text))
        return tuple(filter(None, map(_arabic, words)))
    return tuple(filter(None, map(_latin, _NAME_RE.findall(text)))) if lang == "en" else ()


@lru_cache(maxsize=100_000)
def _arabic(word: str) -> str:
    return _told("".join(_ARABIC_SOUNDS.get(letter, "") for letter in word))


@lru_cache(maxsize=100_000)
def _latin(word: str) -> str:
    word = word.lower()
    for pair, sound in _LATIN_PAIRS:
        word = word.replace(pair, sound)
    return _told("".join(_LATIN_SOUNDS.get(letter, "") for letter in word))


def _told(sounds: str) -> str:
    """The sounds without doubles, or nothing where they are too few."""
    single = re.sub(r"(.)\1+", r"\1", sounds)
    return single if len(single) >= _FEWEST else ""
