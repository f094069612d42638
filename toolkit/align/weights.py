"""How the signals weigh: learnt on the development sets by ``tests/benchmarks/learn_align_weights.py``.

A bead's score is the sum of its signals times these weights.  They maximise the likelihood of gold alignments under
the model that the search uses (a semi-Markov conditional random field, Sarawagi & Cohen 2004), so that the scores are
log-odds and the posteriors mean something.  docs/benchmarks/align.md says on which texts, and what each signal
brings.
"""

from __future__ import annotations

#: Without embeddings.
PLAIN: dict[str, float] = {
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

#: With embeddings.
WITH_MEANING: dict[str, float] = {
    "omission": -3.15,
    "one-two": -3.05,
    "one-many": -3.428,
    "each more": -1.46,
    "many-many": -3.369,
    "each larger": -0.266,
    "own rates": 1.3,
    "length": 2.785,
    "words": 0.403,
    "facts": 0.15,
    "omitted length": 0.85,
    "cosine": 10.08,
    "margin": 8.05,
    "cosine, each more": 1.06,
    "margin, each more": 0.99,
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


def mixed(trust: float) -> dict[str, float]:
    """The weights between those without embeddings (0) and those with them (1)."""
    return {name: (1 - trust) * PLAIN.get(name, 0.0) + trust * value for name, value in WITH_MEANING.items()}
