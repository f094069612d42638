"""Words cut down so that the forms of one word meet: Arabic stems, and the first letters elsewhere.

Source: McNamee & Mayfield 2004, "Character n-gram tokenization" (truncation as stemming in European languages).
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.languages.arabic import has_arabic, strip_marks_and_tatweel
from toolkit.languages.arabic_stems import arabic_stem
from toolkit.languages.english_forms import singular
from toolkit.languages.tags import base

_KEPT_LETTERS = 6

#: Words; of scripts without blanks between words (Han, Kana, Thai), single letters.
_WORD_RE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\\W\\d_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> str:
    """The stem of a word in running text.

    >>> stem("والأطراف", "ar") == stem("أطراف", "ar"), stem("organizations", "en") == stem("organized", "en")
    (True, True)
    """
    if lang == "ar" and has_arabic(word):
        return arabic_stem(strip_marks_and_tatweel(word) or word)
    if lang == "en":
        word = singular(word)
    return word.casefold()[:_KEPT_LETTERS]


def stems(text: str, lang: str) -> list[str]:
    """The stems of the words of a text, in order; numbers are left out.

    >>> stems("The 3 States Parties", "en")
    ['the', 'state', 'party']
    """
    lang = base(lang)
    if lang == "ar":
        text = strip_marks_and_tatweel(text)  # vowel marks would part words
    return [stem(word, lang) for word in _WORD_RE.findall(text)]
