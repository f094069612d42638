"""Hypotheses of the block search as columns of numbers, and which of them are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

#: Columns of a hypothesis: place, history, open word (-1 none), the hypothesis before, whether its last block was
#: joined, the kind of its last cell, blanks behind its last block and at that block's front.
PLACE, H1, H2, OPEN, FROM, JOINED, LAST, BEHIND, FRONT = range(9)
WIDTH = 9


@dataclass
class Beam:
    """Hypotheses of every place passed so far."""

    size: int = 0
    score: Array = field(default_factory=lambda: np.empty(0))
    columns: Array = field(default_factory=lambda: np.empty((0, WIDTH), np.int64))
    text: Array = field(default_factory=lambda: np.empty(0, np.uint64))

    def add(self, score: Array, columns: Array, text: Array) -> None:
        """Append hypotheses."""
        need = self.size + len(score)
        if need > len(self.score):
            room = max(need, 2 * len(self.score), 1024)
            self.score = np.concatenate([self.score[: self.size], np.empty(room - self.size)])
            self.columns = np.concatenate([self.columns[: self.size], np.empty((room - self.size, WIDTH), np.int64)])
            self.text = np.concatenate([self.text[: self.size], np.empty(room - self.size, np.uint64)])
        self.score[self.size : need] = score
        self.columns[self.size : need] = columns
        self.text[self.size : need] = text
        self.size = need


def columns_of(base: Sequence[Array], h1: Array, h2: Array, opens: Array) -> Array:
    """Hypotheses from their history and open words, and from (place, from, joined, last, behind, front)."""
    made = np.empty((len(h1), WIDTH), np.int64)
    for column, values in zip((PLACE, FROM, JOINED, LAST, BEHIND, FRONT), base, strict=True):
        made[:, column] = values
    made[:, H1], made[:, H2], made[:, OPEN] = h1, h2, opens
    return made


def keep(score: Array, columns: Array, text: Array, width: int) -> tuple[Array, Array, Array]:
    """The best ``width``, each text once."""
    order = np.argsort(-score, kind="stable")[: 4 * width]
    _, firsts = np.unique(text[order], return_index=True)
    best = order[np.sort(firsts)][:width]
    return score[best], columns[best], text[best]


def likeliest(score: Array, is_open: Array, width: int) -> Array:
    """Places of the best, closed and open hypotheses apart."""
    found = []
    for group, share in ((~is_open, width), (is_open, width // 2)):
        rows = np.flatnonzero(group)
        if len(rows) > share:
            rows = rows[np.argpartition(-score[rows], share)[:share]]
        found.append(rows)
    return np.concatenate(found)
