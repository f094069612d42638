"""Find words and phrases in a memory, in the middle of their lines, with the translation beside them (KWIC).

An Arabic word is found with its particles, article, pronouns and regular endings (``surface_forms``), an English one
in singular and plural; in ``exact`` search only as it is written.  Marks, tatweel, alef forms, capitals and the
script of digits never matter.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.languages.arabic import has_arabic
from toolkit.languages.arabic_forms import surface_forms
from toolkit.languages.english_forms import singular
from toolkit.memory.analysis import Numbers, words_of
from toolkit.memory.records import Filters, StoredUnit
from toolkit.memory.store import Store
from toolkit.model import BitextError

MOST_WORDS = 50  # of a phrase
LONGEST = 40  # letters; a longer word has no other forms
MOST_READ = 20_000  # texts that have all words but perhaps not side by side are read up to this number


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: ``left``, ``found`` and ``right`` are one text (NFC), ``other`` its translation
    (empty where the unit has none).
    """

    left: str
    found: str
    right: str
    other: str
    unit: StoredUnit


@dataclass(frozen=True, slots=True)
class Concordance:
    """Hits in the order of the memory; ``more`` is whether there are further ones, or may be: texts with all the
    words that were not read.
    """

    hits: tuple[Hit, ...]
    more: bool


def concordance(
    store: Store,
    query: str,
    lang: str,
    other_lang: str,
    *,
    filters: Filters | None = None,
    limit: int = 20,
    exact: bool = False,
) -> Concordance:
    """Where a word or phrase stands in the texts of ``lang``.

    Raises BitextError for a query without letters or digits or of more than 50 words, and for a language the memory
    does not have.

    >>> import tmx
    >>> from toolkit.memory.store import open_store
    >>> unit = tmx.Unit((tmx.Variant.of("ar", "مكافحة الجريمة المنظمة"), tmx.Variant.of("en", "Combating crime")))
    >>> with open_store(":memory:", create=True) as store:
    ...     _ = store.add([unit])
    ...     hit = concordance(store, "جريمة", "ar", "en").hits[0]
    >>> hit.left, hit.found, hit.right
    ('مكافحة ', 'الجريمة', ' المنظمة')
    """
    words = _words(query)
    if len(words) > MOST_WORDS:
        raise BitextError(f"a phrase of {len(words)} words", remedy=f"give at most {MOST_WORDS}")
    if not words:
        raise BitextError("nothing to look for", remedy="give a word or a phrase; marks alone are not found")
    known = store.languages()
    if known and lang.replace("_", "-").split("-")[0].lower() not in known:
        raise BitextError(f"the memory has no text in {lang!r}", remedy=f"it has {', '.join(known)}")
    groups = [_numbers([word] if exact else forms(word)) for word in words]
    among = store.texts_of(filters.document) if filters and filters.document else None
    hits: list[Hit] = []
    read = 0
    for page in store.containing([group.tolist() for group in groups], lang, among):
        places = _places(page, groups)
        while some := list(itertools.islice(places, limit + 1 - len(hits))):
            hits += _hits(store, some, other_lang, filters, limit + 1)
            if len(hits) > limit:
                return Concordance(tuple(hits[:limit]), True)
        read += len(page)
        if read >= MOST_READ:
            return Concordance(tuple(hits), True)
    return Concordance(tuple(hits), False)


def _words(query: str) -> list[str]:
    """The words of a query as they are written."""
    text = unicodedata.normalize("NFC", query)
    found = words_of([text])
    return [text[start:end] for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]


def forms(word: str) -> Sequence[str]:
    """The forms a word is looked for in.

    >>> forms("Parties"), "بالجريمه" in forms("جريمة")
    (('parties', 'party', 'partys'), True)
    """
    if len(word) > LONGEST:
        return (word,)
    if has_arabic(word):
        return surface_forms(word)
    small = word.lower()
    one = singular(small)
    plurals = (
        f"{one}s",
        *((f"{one[:-1]}ies",) if one.endswith("y") else ()),
        *((f"{one}es",) if one[-1:] in "sxh" else ()),
    )
    return tuple(dict.fromkeys((small, one, *plurals)))


def _numbers(words: Sequence[str]) -> Numbers:
    return np.unique(words_of([" ".join(words)]).words)


def _places(page: Sequence[tuple[int, str]], groups: Sequence[Numbers]) -> Iterator[tuple[int, int, int, str]]:
    """Where the words stand side by side: (id of the text, start, end, text in NFC)."""
    found = words_of([text for _, text in page])
    count = len(found.words) - len(groups) + 1
    if count <= 0:
        return
    fits = found.word_text[:count] == found.word_text[len(groups) - 1 :]
    for number, group in enumerate(groups):
        words = found.words[number : number + count]
        fits &= group[np.minimum(group.searchsorted(words), len(group) - 1)] == words
    for place in np.flatnonzero(fits).tolist():
        ident, text = page[int(found.word_text[place])]
        end = int(found.ends[place + len(groups) - 1])
        yield ident, int(found.starts[place]), end, unicodedata.normalize("NFC", text)


def _hits(
    store: Store,
    places: Sequence[tuple[int, int, int, str]],
    other_lang: str,
    filters: Filters | None,
    most: int,
) -> Iterator[Hit]:
    """A hit for each unit that has one of the texts and passes the filters."""
    units = store.units_with_any(list(dict.fromkeys(ident for ident, *_ in places)), other_lang, most)
    for ident, start, end, text in places:
        for unit in units[ident]:
            if filters is None or any(map(filters.takes, unit.origins)):
                variant = unit.unit.variant(other_lang)
                yield Hit(text[:start], text[start:end], text[end:], "" if variant is None else variant.text, unit)
