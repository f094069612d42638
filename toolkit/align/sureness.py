"""How sure to be of a bead: posteriors of the search, corrected by how often such posteriors came true elsewhere.

The numbers were learnt by tests/benchmarks/fit_sureness.py on texts that no figure is reported of.

Source: Platt 1999, "Probabilistic outputs for support vector machines".
"""

from __future__ import annotations

import math

#: Slope and shift of log odds without embeddings, and where embeddings are fully believed.
PLAIN = (0.39, 0.85)
WITH_MEANING = (0.28, 0.81)

_LEAST = 1e-9


def comes_true(chance: float, belief: float) -> float:
    """The probability that a bead is right whose posterior is ``chance``; ``belief``, from 0 to 1, says how much the
    embeddings were believed.  Surer beads stay surer.

    >>> comes_true(0.99, 0.0) > comes_true(0.9, 0.0) > comes_true(0.5, 0.0)
    True
    """
    slope, shift = (own + belief * (other - own) for own, other in zip(PLAIN, WITH_MEANING, strict=True))
    return corrected(chance, (slope, shift))


def corrected(chance: float, line: tuple[float, float]) -> float:
    """A probability whose log odds are moved along a line: slope and shift.

    >>> round(corrected(0.9, (1.0, 0.0)), 6), round(corrected(0.5, (2.0, 0.0)), 6)
    (0.9, 0.5)
    """
    held = min(max(chance, _LEAST), 1 - _LEAST)
    return 1 / (1 + math.exp(-line[0] * math.log(held / (1 - held)) - line[1]))
