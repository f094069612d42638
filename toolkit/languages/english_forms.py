"""English words without the endings that regular inflection gives them; «organized» stays apart from
«organization»."""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "people": "person",
    "persons": "person",
    "feet": "foot",
    "criteria": "criterion",
    "offense": "offence",
    "offenses": "offence",
    "labor": "labour",
    "harbor": "harbour",
    "harboring": "harbouring",
}
#: The two spellings of one word: criminalisation, criminalization.
_ISE_RE = re.compile(r"is(?=(?:ations?|ed|ing|es?)$)")


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A word in small letters, without its plural ending or possessive.

    >>> [singular(word) for word in ("Parties", "women", "offences", "organs", "process", "criminalisation")]
    ['party', 'woman', 'offence', 'organ', 'process', 'criminalization']
    """
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 7:
        word = _ISE_RE.sub("iz", word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
