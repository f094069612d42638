"""The forms under which an Arabic word meets a term: attached particles, article, pronouns, regular endings.

Broken plurals are not guessed: a termbase lists them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.languages.arabic import fold, strip_marks_and_tatweel

#: Without «ي»: "my" is rare in formal texts, and an adjective («قسري») is not its noun («قسر»).
_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ه", "ك")
_PLURALS = ("ون", "ين", "ان", "ات", "ا")
#: A noun with the article, or with a pronoun that is no other ending.
_DEFINITE_RE = re.compile(r"^[وف]?(?:[بك]?ال|لل)|.{3}(?:هما|ها|هم|هن|كم|نا)$")


@lru_cache(maxsize=65536)
def readings(word: str) -> frozenset[tuple[str, str]]:
    """The possible (particle, form) pairs of a word in running text; «و» and «ف» before it are left out.

    The particle is ب, ل or ك, or empty.  Forms are folded and without the article; a word with the article has
    neither pronoun nor tanwin.

    >>> ("ب", "اشخاص") in readings("وبالأشخاص"), ("", "جريمه") in readings("جريمتين")
    (True, True)
    """
    bare = fold(word)
    feminine = strip_marks_and_tatweel(word).endswith("ة")  # its h is no pronoun
    starts = {bare}
    if len(bare) > 3 and bare[0] in "وف":
        starts.add(bare[1:])
    found = set()
    for start in starts:
        for particle, stem, definite in _openings(start):
            found |= {(particle, form) for form in _endings(stem, feminine, definite)}
    return frozenset(found)


@lru_cache(maxsize=4096)
def surface_forms(word: str) -> tuple[str, ...]:
    """The folded forms under which a word may stand in running text: the other way round of :func:`readings`.

    A word with the article is asked for without it, too.  Plural endings are added, pronouns after them are not.

    >>> found = surface_forms("الجريمة")
    >>> [form in found for form in ("الجريمه", "بالجريمه", "للجريمه", "وجريمتهم", "جرم")]
    [True, True, True, True, False]
    """
    bare = fold(word)
    stem = bare
    for opening in ("وال", "فال", "بال", "كال", "ال", "وبال", "ولل", "لل"):
        if bare.startswith(opening) and len(bare) - len(opening) >= 2:
            stem = bare[len(opening) :]
            break
    ends = [stem, *(stem + ending for ending in _PLURALS)]
    owned = [stem + pronoun for pronoun in _PRONOUNS]
    if stem.endswith("ه") and len(stem) > 2:
        ends += [stem[:-1] + ending for ending in ("ات", "ان", "ين")]
        owned += [f"{stem[:-1]}ت{pronoun}" for pronoun in _PRONOUNS]
    forms = [particle + end for particle in ("", "ب", "ك", "ل") for end in (*ends, *owned)]
    forms += [article + end for article in ("ال", "بال", "كال", "لل") for end in ends]
    return tuple(dict.fromkeys([bare, *(conjunction + form for conjunction in ("", "و", "ف") for form in forms)]))


def is_adverb_after(previous: str, word: str, form: str) -> bool:
    """Whether a word can read as ``form`` only as an adverb: in the accusative, indefinite, after a definite noun.

    >>> is_adverb_after("لاستغلالهم", "جنسيا", "جنسي"), is_adverb_after("استغلالا", "جنسيا", "جنسي")
    (True, False)
    """
    return fold(word).endswith("ا") and not form.endswith("ا") and bool(_DEFINITE_RE.search(fold(previous)))


def _openings(word: str) -> set[tuple[str, str, bool]]:
    """A word with and without its particle and its article, and whether an article was taken off."""
    found = {("", word, False)}
    if word.startswith("ال") and len(word) >= 4:
        found.add(("", word[2:], True))
    if word.startswith("لل") and len(word) > 4:
        found |= {("ل", word[2:], True), ("ل", "ل" + word[2:], False)}
    elif word[:1] in ("ب", "ل", "ك") and len(word) > 3:
        rest = word[1:]
        found.add((word[0], rest, False))
        if rest.startswith("ال") and len(rest) >= 4:
            found.add((word[0], rest[2:], True))
    return found


def _endings(stem: str, feminine: bool, definite: bool) -> set[str]:
    """A stem with and without pronoun and regular ending; the t of a feminine before either is an h again."""
    found = {stem}
    for pronoun in _PRONOUNS:
        if not feminine and not definite and stem.endswith(pronoun) and len(stem) - len(pronoun) >= 3:
            rest = stem[: -len(pronoun)]
            found |= {rest, rest[:-1] + "ه"} if rest.endswith("ت") else {rest}
    for base in tuple(found):
        for ending in _PLURALS:
            if base.endswith(ending) and len(base) - len(ending) >= 3 and not (definite and ending == "ا"):
                rest = base[: -len(ending)]
                found |= {rest, rest + "ه"} if ending == "ات" else {rest}
                if ending in ("ان", "ين") and rest.endswith("ت"):  # the dual of a feminine: جريمتين
                    found.add(rest[:-1] + "ه")
    return found


@lru_cache(maxsize=65536)
def term_reading(word: str) -> tuple[str, str]:
    """The (particle, form) of a word as a term has it: «بالأشخاص» asks for the particle, «الأشخاص» for none.

    >>> term_reading("بالأشخاص"), term_reading("الاتجار")
    (('ب', 'اشخاص'), ('', 'اتجار'))
    """
    bare = fold(word)
    if bare.startswith("و") and len(bare) > 4:
        bare = bare[1:]
    for opening, particle in (("بال", "ب"), ("لل", "ل"), ("كال", "ك"), ("ال", "")):
        if bare.startswith(opening) and len(bare) - len(opening) >= 2:
            return particle, bare[len(opening) :]
    return "", bare
