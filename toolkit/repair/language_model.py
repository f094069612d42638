"""The Arabic language model: how likely a word is after the two before it.

Numbers of words (ids) are int32: ``<s>`` is 0, ``</s>`` is 1, then the marks and classes of
``toolkit.repair.tokens.SPECIAL``, then words by falling frequency.  A word that the model does not know gets the
id of its class; ``spelling`` prices it within that class.  History -1 means "not known": nothing before counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from toolkit.repair.model_file import Float, Int, Tables, load
from toolkit.repair.tokens import SPECIAL, special_class, unknown_class

#: The model that comes with the package.
SHIPPED = Path(__file__).parent / "data" / "arabic.model"

#: ``<s>`` and the history that is not known.
START_ID, NO_HISTORY = 0, -1

#: The first id that is a word.
FIRST_WORD = len(SPECIAL)

_CLITICS = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل", "ك", "س")
_ENDINGS = ("هما", "هم", "ها", "نا", "ه", "ي")
_ONE_OF_LETTERS = -math.log(34.0)
_ID_BITS = 21


class _Rows:
    """Rows of n-grams by (history, word), found by binary search over one sorted array of both."""

    def __init__(self, start: Int, words: Int) -> None:
        history = np.repeat(np.arange(len(start) - 1, dtype=np.int64), np.diff(start))
        self._keys = (history << _ID_BITS) | words

    def find(self, history: npt.NDArray[np.int64], word: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The row of each pair, or -1."""
        if not len(self._keys):
            return np.full(len(word), -1)
        keys = (history << _ID_BITS) | word
        rows = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where((self._keys[rows] == keys) & (history >= 0), rows, -1)

    def find_one(self, history: int, word: int) -> int:
        """The row of one pair, or -1."""
        key = (history << _ID_BITS) | word
        row = int(np.searchsorted(self._keys, key)) if history >= 0 else len(self._keys)
        return row if row < len(self._keys) and self._keys[row] == key else -1


class LanguageModel:
    """A trigram model of formal Arabic.

    >>> lm = LanguageModel.load()
    >>> ids = lm.ids(["الأمم", "المتحدة"])
    >>> bool(lm.log_prob(ids[1:], ids[:1], [-1])[0] > lm.log_prob(ids[:1], ids[1:], [-1])[0])
    True
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.index = {word: number for number, word in enumerate(tables.words)}
        self._pairs = _Rows(tables.pair_start, tables.pair_word)
        self._triples = _Rows(tables.triple_start, tables.triple_word)

    @classmethod
    def load(cls, path: str | Path | None = None) -> LanguageModel:
        """The shipped model, or one made by ``bitext repair --train-model``; BitextError where it is damaged."""
        return _shipped() if path is None else cls(load(path))

    def id(self, token: str) -> int:
        """The id of one token, spelt as ``toolkit.repair.tokens.tokens`` gives it."""
        known = self.index.get(token)
        if known is not None:
            return known
        name = special_class(token)
        return self.index[unknown_class(name) if name == token else name]

    def ids(self, words: Sequence[str]) -> Int:
        """int32 ids; numbers, Latin words, signs and unknown words fall into their classes."""
        return np.array([self.id(word) for word in words], np.int32)

    def knows(self, word: str) -> bool:
        """Whether the model has seen this word often enough to keep it."""
        return word in self.index

    def spelling(self, word: str) -> float:
        """log P(word | its class): 0 for known words and for numbers, marks and Latin words.

        An unknown word is a known one with clitics, or a row of letters out of 34, whichever is likelier.
        """
        if word in self.index or special_class(word) != word:
            return 0.0
        best = (len(word) + 1) * _ONE_OF_LETTERS
        for front in ("", *_CLITICS):
            if not word.startswith(front):
                continue
            rest = word[len(front) :]
            for back in ("", *_ENDINGS) if front else _ENDINGS:
                stem = rest[: len(rest) - len(back)]
                if len(stem) > 1 and rest.endswith(back):
                    number = self.index.get(stem, 0) or self.index.get(stem + "ة", 0)
                    if number >= FIRST_WORD:
                        best = max(best, float(self.tables.word_log[number]) - 3.0)
        return best

    def word_log_prob(self, ids: npt.ArrayLike) -> Float:
        """log P(word) by itself, float32."""
        found: Float = self.tables.word_log[np.asarray(ids)]
        return found

    def log_prob(self, words: npt.ArrayLike, history1: npt.ArrayLike, history2: npt.ArrayLike) -> Float:
        """log P(word | the word before, the one before that) for arrays of ids that broadcast; float32."""
        t = self.tables
        word, first, second = (
            np.atleast_1d(a).astype(np.int64) for a in np.broadcast_arrays(words, history1, history2)
        )
        context = self._pairs.find(np.where(first >= 0, second, -1), first)
        triple = self._triples.find(context, word)
        pair = self._pairs.find(first, word)
        shorter = np.where(first >= 0, t.word_backoff[np.maximum(first, 0)], 0) + t.word_log[word]
        shorter = np.where(pair >= 0, t.pair_log[pair] if len(t.pair_log) else 0, shorter)
        shorter = shorter + np.where(context >= 0, t.pair_backoff[context] if len(t.pair_log) else 0, 0)
        found = np.where(triple >= 0, t.triple_log[triple] if len(t.triple_log) else 0, shorter)
        return found.astype(np.float32)

    def log_prob_one(self, word: int, history1: int, history2: int) -> float:
        """``log_prob`` of one word: quicker than an array of one."""
        t, weight = self.tables, 0.0
        if history1 >= 0 and history2 >= 0:
            context = self._pairs.find_one(history2, history1)
            if context >= 0:
                row = self._triples.find_one(context, word)
                if row >= 0:
                    return float(t.triple_log[row])
                weight = float(t.pair_backoff[context])
        row = self._pairs.find_one(history1, word)
        if row >= 0:
            return weight + float(t.pair_log[row])
        return weight + (float(t.word_backoff[history1]) if history1 >= 0 else 0.0) + float(t.word_log[word])

    def score(self, found: Sequence[str], before: Sequence[str] = ("<s>", "<s>")) -> float:
        """log P of a row of tokens after the tokens ``before`` (the last two count)."""
        ids = np.concatenate([self.ids(before)[-2:], self.ids(found)])
        ids = np.concatenate([np.full(2 - min(2, len(before)), NO_HISTORY, np.int32), ids])
        return float(self.log_prob(ids[2:], ids[1:-1], ids[:-2]).sum()) + sum(map(self.spelling, found))


@lru_cache(maxsize=1)
def _shipped() -> LanguageModel:
    return LanguageModel(load(SHIPPED))
