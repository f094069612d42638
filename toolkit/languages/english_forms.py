"""English words without the endings that regular inflection gives them; «organized» stays apart from
«organization»."""

from __future__ import annotations

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
}


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A word in small letters, without its plural ending or possessive.

    >>> [singular(word) for word in ("Parties", "women", "offences", "organs", "process", "States’")]
    ['party', 'woman', 'offence', 'organ', 'process', 'state']
    """
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
