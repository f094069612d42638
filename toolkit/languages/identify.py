"""Which language a text is in, by its script and its most frequent words."""

from __future__ import annotations

import re
from functools import cache

from toolkit.languages.arabic import arabic_share
from toolkit.languages.tags import base

#: Languages told apart; others are taken at the user's word.
KNOWN = ("en", "fr", "es", "de", "it", "pt", "nl", "ru", "zh", "ar", "fa", "ur", "is")

_WORD_RE = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000  # characters that are looked at
_SCRIPTS = {
    "arabic": re.compile("[\u0620-\u06ff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "han": re.compile("[\u3400-\u9fff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_SCRIPT_OF = {"ar": "arabic", "fa": "arabic", "ur": "arabic", "ru": "cyrillic", "zh": "han"}


def script(text: str) -> str:
    """The script that most letters of a text are in: arabic, cyrillic, han, latin, or an empty string.

    >>> script("CTOC/COP/2012/4 الدورة السادسة للمؤتمر")
    'arabic'
    """
    counts = {name: len(pattern.findall(text[:_SAMPLE])) for name, pattern in _SCRIPTS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def script_of_language(lang: str) -> str:
    """The script a language of ``KNOWN`` is written in; an empty string for the others."""
    language = base(lang)
    return _SCRIPT_OF.get(language, "latin" if language in KNOWN else "")


@cache
def _frequent(lang: str) -> frozenset[str]:
    import wordfreq

    return frozenset(wordfreq.top_n_list(lang, 60, wordlist="small"))


def identify(text: str) -> str:
    """The best guess among ``KNOWN``; ``und`` for a text without letters.

    >>> identify("The States Parties to this Protocol")
    'en'
    """
    sample = text[:_SAMPLE]
    found = script(sample)
    if not found:
        return "und"
    if found in ("cyrillic", "han"):
        return {"cyrillic": "ru", "han": "zh"}[found]
    shares = word_shares(sample, [lang for lang in KNOWN if script_of_language(lang) == found])
    best = max(shares, key=lambda lang: shares[lang])
    default = "ar" if found == "arabic" and arabic_share(sample) > 0.5 else "en"
    return best if shares[best] > 1.2 * shares.get(default, 0.0) else default


def word_shares(text: str, languages: list[str]) -> dict[str, float]:
    """For each language, the share of the text's words that are among its sixty most frequent."""
    words = [word.lower() for word in _WORD_RE.findall(text[:_SAMPLE])]
    return {lang: sum(word in _frequent(lang) for word in words) / max(len(words), 1) for lang in languages}
