"""Arabic words without what is written together with them: conjunction, preposition, article, pronoun, ending.

One letter may be a particle or belong to the word: «وثيقة» (document) begins with its own و, «وحماية» with "and".  A
list of common words with their frequencies tells: a letter is taken off where what is left is a word about as common
as the whole.  Of words that are not in it, only what nearly always is attached goes.
Source of the affixes: Larkey, Ballesteros & Connell 2007, "Light stemming for Arabic information retrieval"; of
asking a vocabulary first: Lee et al. 2003, "Language model based Arabic word segmentation".
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from toolkit.languages.arabic import fold

_WORDS = Path(__file__).parent / "data" / "arabic-words.gz"
#: The count of words on the list's first level, and what a level multiplies it by.
FEWEST, STEP = 16.0, 2.0

#: Folded words whose first letters only look attached; «و» and «ف» may stand before them.
_LOOKS_ATTACHED = """
    الان الله الذي التي الذين اللذان اللذين اللتان اللتين اللاتي اللواتي الا لذلك كذلك
    لان لانه لانها لانهم لكنه لكنها لكنهم كانت كانوا
"""
_WHOLE = frozenset(_LOOKS_ATTACHED.split())
#: Words of two letters that «و» is written before.
_AFTER_AND = "هو هي قد لا ما في من عن ان لم لن كل له ام او"
_SHORT = frozenset(_AFTER_AND.split())
_ARTICLES = ("ال", "لل", "بال")
_PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه")
_PLURALS = ("تين", "تان", "ات", "ون", "ين", "ان", "وا", "يا")
_LEAST = 3  # letters that must stay
#: How many times rarer than «بالإضافة» «الإضافة» may be.
_ARTICLE_SHARE = 50


@cache
def common_words() -> dict[str, float]:
    """Folded Arabic words with about how often they stand in 20 million words of laws, treaties, encyclopaedia.

    Origin: toolkit/languages/data/ORIGIN.md.
    """
    with gzip.open(_WORDS, "rt", encoding="utf-8") as levels:
        return {word: FEWEST * STEP**level for level, line in enumerate(levels) for word in line.split()}


def arabic_stem(word: str) -> str:
    """The stem of a word without vowel marks, folded.

    >>> [arabic_stem(word) for word in ("وثيقة", "والوثيقة", "لحماية", "حمايتهم", "الآن", "إلغاء", "الإلغاء")]
    ['وثيق', 'وثيق', 'حما', 'حما', 'الان', 'الغاء', 'الغاء']
    """
    rest = _after_conjunction(word)
    for bare in (rest, _after_preposition(rest)):
        if fold(bare) in _WHOLE:
            return fold(bare)
    bare = _after_article(_after_preposition(rest))
    return "آلي" if bare.startswith("آلي") else _before_ending(bare)  # «آلية», mechanism: folded it would be «إليه»


def _count(folded: str) -> float:
    return common_words().get(folded, 0.0)


def _after_conjunction(word: str) -> str:
    whole, rest = fold(word), word[1:]
    if word[0] not in "وف":
        return word
    if len(word) <= _LEAST:
        return rest if word[0] == "و" and fold(rest) in _SHORT else word
    article = len(word) > _LEAST + 2 and fold(rest).startswith(_ARTICLES)
    usual = 2 * _with_article(fold(rest)) >= _with_article(whole)
    return rest if article or usual or fold(rest) in _WHOLE else word


def _after_preposition(word: str) -> str:
    """Without ب, ل, ك and the س of the future, where the rest is a common word."""
    whole, rest = fold(word), word[1:]
    if whole == "لله":
        return "الله"
    if whole.startswith("لل") or len(rest) < _LEAST:
        return word
    future = word[0] == "س" and len(rest) > _LEAST and word[1] in "أاتين"
    share = _ARTICLE_SHARE if rest.startswith("ال") and len(rest) > _LEAST + 1 else 2
    return rest if (word[0] in "بلك" or future) and _count(fold(rest)) * share > _count(whole) else word


def _after_article(word: str) -> str:
    """Without the article; an alef with hamza is never part of one, and «الالتزام» shows that «التزام» has none."""
    whole = fold(word)
    if whole.startswith("لل") and len(word) > _LEAST:
        return word[2:]
    if word[:2] in ("ال", "ٱل") and len(word) > _LEAST:
        bare = whole[2:]
        return word if _count(bare) + _count("لل" + bare) < _count("ال" + whole) else word[2:]
    return word


def _before_ending(word: str) -> str:
    """A folded word without pronoun, regular plural, feminine and adjectival ending."""
    stem = fold(word)
    if not word.endswith("ة"):
        stem = _before_pronoun(stem)
    if stem.endswith("يه") and len(stem) > _LEAST + 1:
        return stem[:-2]
    for plural in _PLURALS:
        rest = stem.removesuffix(plural)
        if rest != stem and len(rest) >= _LEAST and _stands(rest, stem):
            return rest
    return stem[:-1] if stem[-1] in "هيا" and len(stem) > _LEAST else stem


def _before_pronoun(stem: str) -> str:
    for pronoun in _PRONOUNS:
        rest = stem.removesuffix(pronoun)
        if rest == stem or len(rest) < _LEAST:
            continue
        feminine = rest[:-1] + "ه" if rest.endswith("ت") else ""  # «حمايتهم» of «حماية»
        if 3 * max(_count(rest), _count(feminine)) >= _count(stem):
            return feminine if _count(feminine) > _count(rest) else rest
        return stem
    return stem


def _stands(rest: str, plural: str) -> bool:
    """Whether a word that has lost its plural or dual is one, with or without article and feminine ending.

    A singular is seldom much rarer than its plural, and hardly ever than its dual: «إنسان» is none of «أنس».
    """
    single = max(_with_article(rest), _with_article(rest + "ه"))
    return single * (1 if plural.endswith("ان") else 3) >= _with_article(plural)


def _with_article(folded: str) -> float:
    return max(_count(folded), _count("ال" + folded))
