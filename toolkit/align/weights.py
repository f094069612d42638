"""How the signals weigh: learnt on the development sets by ``tests/benchmarks/learn_align_weights.py``.

A bead's score is the sum of its signals times these weights.  They maximise the likelihood of gold alignments under
the model that the search uses (a semi-Markov conditional random field, Sarawagi & Cohen 2004), so that the scores are
log-odds and the posteriors mean something.  docs/benchmarks/align.md says on which texts, and what each signal
brings.
"""

from __future__ import annotations

#: Without embeddings.
PLAIN: dict[str, float] = {
    "omission": -3.5,
    "one-two": -2.5,
    "one-many": -4.0,
    "each more": -1.0,
    "many-many": -4.0,
    "each larger": -1.0,
    "own rates": 1.0,
    "length": 1.0,
    "words": 0.3,
    "facts": 0.5,
    "omitted length": 0.0,
    "keys": 1.0,
}

#: With embeddings.
WITH_MEANING: dict[str, float] = {
    **PLAIN,
    "omission": -2.5,
    "words": 0.12,
    "facts": 0.3,
    "cosine": 10.0,
    "margin": 10.0,
    "cosine, each more": 0.0,
    "margin, each more": 0.0,
}
