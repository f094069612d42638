"""The translation as a second judge of damaged Arabic: of the orders that the Arabic leaves open, that which its
English follows with the fewest jumps.

A reading is scored as the hidden Markov model of Vogel, Ney & Tillmann 1996 ("HMM-based word alignment in
statistical translation") scores an alignment: each word by how well the lexicon explains it at a place of the
translation, each step by the distance between the places of neighbouring words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from toolkit.align.lexicon import load_lexicon
from toolkit.align.word_pairs import Lexicon
from toolkit.model import Block, Document

Array = npt.NDArray[np.float64]
Judge = Callable[[Sequence[Sequence[str]]], Sequence[float]]

#: How much the score weighs; chosen on the development lines of the report among .05, .1, .2, .3, .5.
WEIGHT = 0.08

_FLOOR = 0.002  # the chance of a word at a place that the lexicon does not explain
_NOTHING = 0.02  # the chance of a word that the lexicon does not know: what it costs, all others are measured by
_SPREAD = 3.0  # places: how fast a jump grows unlikely
_FAR = 0.01  # the chance of the longest jumps
_MOST_PLACES = 400
_WORD_RE = re.compile(r"\d+|[^\W\d_]+")


def second_opinion(target: Document, source_lang: str, target_lang: str) -> Callable[[Block], Judge | None] | None:
    """For a block of the source its judge: the block of the translation with the same key.  None without a lexicon
    of the two languages."""
    lexicon = load_lexicon(source_lang, target_lang)
    if lexicon is None:
        return None
    texts = {block.key: block.text for block in target.blocks}

    def judge(block: Block) -> Judge | None:
        places = _WORD_RE.findall(texts.get(block.key, ""))[:_MOST_PLACES]
        return Follows(places, lexicon) if len(places) > 1 else None

    return judge


class Follows:
    """How well rows of words follow a translation, times ``WEIGHT``."""

    def __init__(self, places: Sequence[str], lexicon: Lexicon) -> None:
        self._places, self._lexicon = places, lexicon
        jumps = np.arange(len(places))[None, :] - np.arange(len(places))[:, None] - 1.0
        likely = np.exp(-np.abs(jumps) / _SPREAD) + _FAR
        self._steps = np.log(likely / likely.max())
        self._known: dict[str, Array | None] = {}

    def __call__(self, rows: Sequence[Sequence[str]]) -> list[float]:
        """The score of each row (words and numbers in the spelling of ``toolkit.repair.tokens``)."""
        return [WEIGHT * self._score(row) for row in rows]

    def _score(self, row: Sequence[str]) -> float:
        best: Array | None = None
        for word in row:
            here = self._explained(word)
            if here is not None:
                best = here if best is None else (best[:, None] + self._steps).max(axis=0) + here
        return 0.0 if best is None else float(best.max())

    def _explained(self, word: str) -> Array | None:
        """log P of a word at each place; None where it says nothing."""
        if word not in self._known:
            self._known[word] = self._explain(word)
        return self._known[word]

    def _explain(self, word: str) -> Array | None:
        if word.isdecimal():
            chances = np.array([0.9 if place == word else 0.0 for place in self._places])
        elif len(word) > 1 and word.isalpha():
            chances = np.array([self._lexicon.probability(word, place) for place in self._places])
        else:
            return None
        return np.log((chances + _FLOOR) / _NOTHING) if chances.max() > _NOTHING else None
