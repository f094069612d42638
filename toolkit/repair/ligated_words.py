"""Ligatures other than lam-alef whose letters a PDF's text layer gives wrongly.

Two faults are common in Arabic PDFs.  A final yeh or alef maksura that a font draws as one glyph with the letter
before it comes out in front of that letter («يف» for «في», «عىل» for «على»).  And the glyph of noon and zay is read
as teh and reh («المترل» for «المنزل»), the one fault here that changes letters: it is listed, and known words decide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.languages.arabic import TATWEEL

if TYPE_CHECKING:
    from toolkit.repair.language_model import LanguageModel

_WORD_RE = re.compile(r"[\u0620-\u063f\u0641-\u064a]{2,}")
_STRETCHED_WORD_RE = re.compile(r"[\u0620-\u064a]{4,}")
_TURNED_END_RE = re.compile(r"[يى][\u0620-\u063f\u0641-\u064a]$")
#: Words so frequent that a text with the fault has some of them, and that nobody writes on purpose.
_SURE_SIGNS = frozenset(["يف", "عىل", "إىل", "حىت", "اليت", "ويف", "وعىل", "وإىل", "لدىي"])
_NOON_ZAY = ("تر", "نز")
#: How much commoner (natural logarithm) the word with noon and zay must be than the one that stands there.
_MARGIN = 4.0
_SHORTEST = 4  # letters of a word that is taken out of two glued ones


def turned_ends(line: str) -> int:
    """How many very frequent words of a line stand with a turned end.

    >>> turned_ends("يف هذا الشأن عىل األقل"), turned_ends("في هذا الشأن")
    (2, 0)
    """
    return sum(word in _SURE_SIGNS for word in _WORD_RE.findall(line))


def turn_ends(line: str) -> str:
    """Put a turned final yeh back behind its letter, in words that are known only so.

    Reason: «يف» for «في» is no word; a search for «في» misses a third of the prepositions of such a text.

    >>> turn_ends("يف هذا الشأن عىل األقل")
    'في هذا الشأن على األقل'
    """
    return _WORD_RE.sub(lambda word: _with_turned_end(word[0]), line)


@lru_cache(maxsize=65536)
def _with_turned_end(word: str) -> str:
    if not _TURNED_END_RE.search(word):
        return word
    from toolkit.repair.language_model import LanguageModel

    model = LanguageModel.load()
    other = word[:-2] + word[-1] + word[-2]
    if word in _SURE_SIGNS:
        return other
    return other if model.knows(other) and not model.knows(word) else word


def misread_noon_zay(line: str) -> int:
    """How many words of a line hold teh and reh where only noon and zay make a word.

    >>> misread_noon_zay("خدم المترل"), misread_noon_zay("تراث البلدان والمنزل")
    (1, 0)
    """
    return sum(_with_noon_zay(word) != word for word in _STRETCHED_WORD_RE.findall(line))


def read_noon_zay(line: str) -> str:
    """Noon and zay for a glyph that was read as teh and reh, in words that are known only so.

    Reason: «المترل» is no word, «المنزل» is; which font drew the glyph cannot be told from the text any more.

    >>> read_noon_zay("خدم المترل")
    'خدم المنزل'
    """
    return _STRETCHED_WORD_RE.sub(lambda word: _with_noon_zay(word[0]), line)


@lru_cache(maxsize=65536)
def _with_noon_zay(stretched: str) -> str:
    """The word with noon and zay and without its tatweel, or as it stands where it was read rightly."""
    word = stretched.replace(TATWEEL, "")
    if _NOON_ZAY[0] not in word or len(word) < 4:
        return stretched
    from toolkit.repair.language_model import LanguageModel

    model = LanguageModel.load()
    other = word.replace(*_NOON_ZAY, 1)
    if model.knows(word):
        rarer = model.knows(other) and _log_prob(model, other) > _log_prob(model, word) + _MARGIN
        return other if rarer else stretched
    return other if model.knows(other) or _is_glued(word, model) else stretched


def _is_glued(word: str, model: LanguageModel) -> bool:
    """Whether an unknown word is two that lost their blank, of which one is known only with noon and zay."""
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        parts = word[:cut], word[cut:]
        for own, beside in (parts, parts[::-1]):
            if _NOON_ZAY[0] in own and model.knows(own.replace(*_NOON_ZAY, 1)) and not model.knows(own):
                return model.knows(beside)
    return False


def _log_prob(model: LanguageModel, word: str) -> float:
    return float(model.word_log_prob([model.id(word)])[0])
