"""What two segments may share whatever their languages: numbers, symbols, Latin words, names, concepts.

A feature is a string; the same string on both sides is evidence that they correspond.
"""

from __future__ import annotations

import re
from collections import Counter

from toolkit.align.punctuation import marks_in
from toolkit.languages.dates import dates_in
from toolkit.languages.names import names_in
from toolkit.languages.numbers import numbers_in
from toolkit.languages.sounds import sounds_in
from toolkit.languages.symbols import symbols_in

_LATIN_RE = re.compile(r"[A-Za-z][A-Za-z0-9./-]{2,}")


def features_of(text: str, lang: str, concepts: frozenset[str], signals: frozenset[str]) -> Counter[str]:
    """The features of one segment, by the signals that are switched on.

    >>> sorted(features_of("المادة ٩ من UNODC", "ar", frozenset(), frozenset({"numbers", "words"})))
    ['n:9', 'w:unodc']
    """
    found: Counter[str] = Counter()
    if "numbers" in signals:
        found.update(f"n:{number.value}" for number in numbers_in(text, lang))
        found.update(f"s:{symbol}" for symbol in symbols_in(text))
    if "names" in signals:
        found.update(f"m:{date.month}" for date in dates_in(text, lang))
        found.update(names_in(text, lang))
    if "words" in signals:
        found.update(f"w:{word.lower().rstrip('.-/')}" for word in _LATIN_RE.findall(text))
    if "punctuation" in signals:
        found.update(marks_in(text))
    if "transliteration" in signals:
        found.update(f"x:{sound}" for sound in sounds_in(text, lang))
    if "concepts" in signals:
        found.update(f"c:{concept}" for concept in concepts)
    return found
