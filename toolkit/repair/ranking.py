"""Weights of the traits of readings, learnt on texts that were broken on purpose (``data/ranking.json``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.model import InternalError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A log-linear model: the log probability of a reading among those of its line.

    Source: Collins & Koo 2005, "Discriminative reranking for natural language parsing"; the weights maximise the
    likelihood of the best reading of each line of the training set.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]

    def log_probabilities(self, traits: Array, more: Array | float = 0.0) -> Array:
        """log P of each row of traits (readings by names), with further log odds ``more``; they sum to one.

        >>> Ranking(("words",), (1.0,)).log_probabilities(np.array([[0.0], [0.0]])).round(3).tolist()
        [-0.693, -0.693]
        """
        if traits.shape[1] != len(self.weights):
            raise InternalError(f"{traits.shape[1]} traits for {len(self.weights)} weights")
        totals = traits @ np.array(self.weights) + more
        best = totals.max()
        found: Array = totals - best - np.log(np.exp(totals - best).sum())
        return found


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The shipped table: traits, weights, calibration and where they come from."""
    text = resources.files("toolkit.repair").joinpath("data", "ranking.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def shipped() -> Ranking:
    """The weights that come with the package."""
    return Ranking(tuple(table()["traits"]), tuple(table()["weights"]))
