"""How an English noun stands in its phrase: bare («demand rose»), with an article («a demand»), possessed («our
demand»), in the plural.

A noun of mass stands bare in the singular and a countable one never does (Quirk et al. 1985, "A comprehensive
grammar of the English language", 5.2 to 5.9), so that the phrase tells the two senses of a word apart: "demand for
bread" is a quantity, "a demand for redress" a request; "corruption" a crime, "a corruption of the name" a wrong form.
"""

from __future__ import annotations

from collections.abc import Sequence


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SHAPES = ("bare", "a", "the", "his", "plural")
_INDEFINITE = _words("a an another any each every one no some such what")
_DEFINITE = _words("the this that these those")
_POSSESSIVE = _words("my your his her its our their whose one's")
#: Where a noun phrase has begun: what stands before its first word.
_BEGINNINGS = _words(
    """of in on by for from to at with without within into onto over under about above after against along among
    around as before behind below between beyond despite during except like near off per since through throughout
    till toward towards until up upon via amid but nor if when while where because so than though although whether
    who which i you he she it we they me him us them is are was were be been being am has have had do does did can
    could will would shall should may might must not there here then how why said says meet satisfy reduce"""
)
#: How many words may stand between a determiner and its noun.
_REACH = 5


def noun_shape(before: Sequence[str], *, plural: bool) -> str:
    """How a noun stands after the words of its clause, in small letters: one of ``SHAPES``.

    >>> noun_shape(["a", "fall", "in"], plural=False), noun_shape(["a", "wholly", "unjust"], plural=False)
    ('bare', 'a')
    >>> noun_shape(["the", "company's"], plural=False), noun_shape(["the"], plural=True)
    ('his', 'plural')
    """
    if plural:
        return "plural"
    for word in reversed(before[-_REACH:]):
        if word in _POSSESSIVE or word.endswith(("'s", "s'")):
            return "his"
        if word in _INDEFINITE:
            return "a"
        if word in _DEFINITE:
            return "the"
        if word in _BEGINNINGS or _is_verb_or_plural(word):
            return "bare"
    return "bare"


def _is_verb_or_plural(word: str) -> bool:
    """A word in -s before a noun is its verb or another phrase's noun: «supply exceeds demand»."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))
