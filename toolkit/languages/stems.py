"""Words cut down so that the forms of one word meet: light Arabic stemming, and the first letters elsewhere.

Sources: Larkey, Ballesteros & Connell 2007, "Light stemming for Arabic information retrieval" (the affixes of their
light10); McNamee & Mayfield 2004, "Character n-gram tokenization" (truncation as stemming in European languages).
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.languages.arabic import fold
from toolkit.languages.english_forms import singular
from toolkit.languages.tags import base

_ARABIC_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "ال", "لل")
_ARABIC_ENDINGS = ("ها", "هم", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_KEPT_LETTERS = 6

#: Words; of scripts without blanks between words (Han, Kana, Thai), single letters.
_WORD_RE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\\W\\d_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> str:
    """The stem of a word in running text.

    >>> stem("والأطراف", "ar") == stem("أطراف", "ar"), stem("organizations", "en") == stem("organized", "en")
    (True, True)
    """
    if lang == "ar":
        return _arabic(fold(word))
    if lang == "en":
        word = singular(word)
    return word.casefold()[:_KEPT_LETTERS]


def _arabic(bare: str) -> str:
    for article in _ARABIC_ARTICLES:
        if bare.startswith(article) and len(bare) - len(article) >= 2:
            bare = bare[len(article) :]
            break
    else:
        if bare.startswith("و") and len(bare) >= 4:
            bare = bare[1:]
    for ending in _ARABIC_ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare[: -len(ending)]
    return bare


def stems(text: str, lang: str) -> list[str]:
    """The stems of the words of a text, in order; numbers are left out.

    >>> stems("The 3 States Parties", "en")
    ['the', 'state', 'party']
    """
    lang = base(lang)
    if lang == "ar":
        text = fold(text)  # vowel marks would part words
    return [stem(word, lang) for word in _WORD_RE.findall(text)]
