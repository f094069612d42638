"""How the signals weigh, learnt on gold alignments and damaged parallel texts.

A bead's score is the sum of its signals times these weights.  They were fitted to the probabilities of gold beads
under the model that the search uses (a semi-Markov conditional random field, Sarawagi & Cohen 2004), so that the
scores are log-odds and the posteriors mean something.  docs/benchmarks/align.md says on which texts, what was shifted
by hand, and what each signal brings.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Before the document has taught anything: the words of a lexicon at best, and no odds of its own.
FIRST: dict[str, float] = {
    "omission": -3.43,
    "one-two": -2.19,
    "one-many": -3.77,
    "each more": -1.6,
    "many-many": -4.1,
    "each larger": -1.02,
    "own rates": 1.0,
    "length": 1.92,
    "words": 0.506,
    "facts": 0.4,
    "omitted length": 0.05,
    "keys": 1.0,
}

#: The same with embeddings.
FIRST_WITH_MEANING: dict[str, float] = {
    "omission": -2.124,
    "one-two": -2.156,
    "one-many": -3.106,
    "each more": -0.156,
    "many-many": -5.105,
    "each larger": -1.146,
    "own rates": 1.306,
    "length": 4.406,
    "words": 0.773,
    "facts": 0.616,
    "omitted length": 0.331,
    "cosine": 9.216,
    "margin": 8.841,
    "cosine, each more": 1.189,
    "margin, each more": 1.116,
    "cosine, short": 0.0,
    "margin, short": 0.0,
    "omitted without words": 1.066,
    "unfinished": 1.147,
    "keys": 1.0,
}

#: Without embeddings.
PLAIN: dict[str, float] = {
    "omission": -3.225,
    "one-two": -2.675,
    "one-many": -4.008,
    "each more": -0.912,
    "many-many": -5.82,
    "each larger": -1.09,
    "own rates": 0.787,
    "length": 4.166,
    "words": 0.863,
    "facts": 0.58,
    "omitted length": 0.086,
    "omitted without words": 1.126,
    "unfinished": 1.072,
    "keys": 1.0,
}

#: With embeddings.
WITH_MEANING: dict[str, float] = {
    "omission": -2.525,
    "one-two": -3.75,
    "one-many": -6.244,
    "each more": -0.641,
    "many-many": -7.046,
    "each larger": -2.525,
    "own rates": 1.0,
    "length": 4.415,
    "words": 1.074,
    "facts": 0.464,
    "omitted length": -0.11,
    "cosine": 17.129,
    "margin": 10.341,
    "cosine, each more": 2.588,
    "margin, each more": 1.533,
    "cosine, short": -11.561,
    "margin, short": -9.907,
    "omitted without words": 1.851,
    "unfinished": 1.198,
    "keys": 1.0,
}

#: Standings of the embeddings (``Meaning.standing``) up to which they are not believed, and from which wholly.
#: Seen: languages that the bundled encoder knows .87 to 1.0, others .08 to .23, chance about .04.
_STRANGE, _FAMILIAR = 0.25, 0.5


def trusted(standing: float) -> float:
    """How far embeddings are believed that tell so many pairs from their neighbours.

    >>> trusted(0.2), trusted(0.9)
    (0.0, 1.0)
    """
    return min(max((standing - _STRANGE) / (_FAMILIAR - _STRANGE), 0.0), 1.0)


def weights_of(taught: bool, trust: float) -> Mapping[str, float]:
    """The weights of a search, between those without embeddings (trust 0) and those with them (1).

    ``taught`` says whether the document's own words and odds are known (the last search) or being learnt.
    """
    without, with_them = (PLAIN, WITH_MEANING) if taught else (FIRST, FIRST_WITH_MEANING)
    return {name: (1 - trust) * without.get(name, 0.0) + trust * value for name, value in with_them.items()}
