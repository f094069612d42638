"""A language model fitted to a document: how much each text that it was made of has to say of this one.

Source: Kneser & Steinbiss 1993, "On the dynamic adaptation of stochastic language models" (weights of a mixture by
expectation and maximisation on the document at hand).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from toolkit.repair.language_model import NO_HISTORY, LanguageModel
from toolkit.repair.tokens import tokens

_ROUNDS = 30
_PRIOR = 100.0  # words that speak for the weights as they are
_MOST = 20_000  # words that are looked at
_PLACES = 2


def fitted(model: LanguageModel, lines: Iterable[str]) -> tuple[float, ...]:
    """The weights under which the model's texts make these lines likeliest; they sum to one.

    Damaged lines serve as well: what stands inside their blocks is in order, and what does not is unlikely in every
    text.

    >>> model = LanguageModel.load()
    >>> round(sum(fitted(model, ["قررت الدول الأطراف ما يلي"])), 6)
    1.0
    """
    words: list[int] = []
    history: list[int] = []
    for line in lines:
        ids = model.ids(tokens(line)).tolist()
        words += ids
        history += [NO_HISTORY, *ids[:-1]] if ids else []
        if len(words) > _MOST:
            break
    prior = np.array(model.weights) / sum(model.weights)
    weights = prior
    if words:
        likely = np.exp(model.part_log_probs(words, history).astype(np.float64))
        for _ in range(_ROUNDS):
            shares = weights[:, None] * likely
            weights = (shares / shares.sum(axis=0)).sum(axis=1) + _PRIOR * prior
            weights /= weights.sum()
    kept = [round(float(weight), _PLACES) for weight in weights]
    return tuple(weight / sum(kept) for weight in kept)
