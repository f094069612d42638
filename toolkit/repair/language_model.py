"""The Arabic language model: how likely a word is after the two before it.

Numbers of words (ids) are int32: ``<s>`` is 0, ``</s>`` is 1, then the marks and classes of
``toolkit.repair.tokens.SPECIAL``, then words by falling frequency.  A word that the model does not know gets the
id of its class; ``spelling`` prices it within that class.  History -1 means "not known": nothing before counts.

Words are modelled twice, by themselves and by the classes that stand in like places, and both are mixed.

Source: Brown et al. 1992, "Class-based n-gram models of natural language".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from toolkit.repair.mixture import Logs, Ngrams, Rows, mix
from toolkit.repair.model_file import Float, Int, Stored, load
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
_BY_CLASS = 0.25  # how much the classes count


class _Backoff:
    """log P of n-grams of one level."""

    def __init__(self, ngrams: Ngrams, logs: Logs) -> None:
        self.ngrams, self.logs = ngrams, logs

    def log_prob(self, word: Rows, first: Rows, second: Rows) -> Float:
        """log P(word | first, the word before, and second, the one before that); -1 where not known."""
        logs, ngrams = self.logs, self.ngrams
        context = ngrams.pairs(np.where(first >= 0, second, -1), first)
        triple, pair = ngrams.triples(context, word), ngrams.pairs(first, word)
        found = np.where(first >= 0, logs.word_backoff[first], 0) + logs.word_log[word]
        if len(logs.pair_log):
            found = np.where(pair >= 0, logs.pair_log[pair], found)
            found = found + np.where(context >= 0, logs.pair_backoff[context], 0)
        if len(logs.triple_log):
            found = np.where(triple >= 0, logs.triple_log[triple], found)
        return found.astype(np.float32)

    def log_prob_one(self, word: int, first: int, second: int) -> float:
        """``log_prob`` of one word: quicker than an array of one."""
        logs, weight = self.logs, 0.0
        if first >= 0 and second >= 0:
            context = self.ngrams.pair(second, first)
            if context >= 0:
                row = self.ngrams.triple(context, word)
                if row >= 0:
                    return float(logs.triple_log[row])
                weight = float(logs.pair_backoff[context])
        row = self.ngrams.pair(first, word)
        if row >= 0:
            return weight + float(logs.pair_log[row])
        return weight + (float(logs.word_backoff[first]) if first >= 0 else 0.0) + float(logs.word_log[word])


class _Shared:
    """What models of one file have in common, however their texts are mixed."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.index = {word: number for number, word in enumerate(stored.words)}
        self.ngrams, self.class_ngrams = Ngrams(stored.level), Ngrams(stored.classes)
        self.class_of = np.append(stored.class_of, np.int32(-1)).astype(np.int64)  # the last: of history -1


class LanguageModel:
    """A trigram model of formal Arabic; ``weights`` say how much each text that it was made of counts.

    >>> lm = LanguageModel.load()
    >>> ids = lm.ids(["الأمم", "المتحدة"])
    >>> bool(lm.log_prob(ids[1:], ids[:1], [-1])[0] > lm.log_prob(ids[:1], ids[1:], [-1])[0])
    True
    """

    def __init__(self, shared: _Shared, weights: Sequence[float]) -> None:
        self._shared, self.weights = shared, tuple(weights)
        self.index, self.words = shared.index, shared.stored.words

    @cached_property
    def _words(self) -> _Backoff:
        """Mixed when first asked: whether a word is known can be told without."""
        return _Backoff(self._shared.ngrams, mix(self._shared.ngrams, self.weights))

    @cached_property
    def _classes(self) -> _Backoff:
        return _Backoff(self._shared.class_ngrams, mix(self._shared.class_ngrams, self.weights))

    @cached_property
    def word_log(self) -> Float:
        """log P of each word by itself."""
        return self._words.logs.word_log

    @cached_property
    def _in_class(self) -> Float:
        """log P(word | its class), from those of the words by themselves."""
        class_of = self._shared.stored.class_of
        likely = np.exp(self.word_log.astype(np.float64))
        found: Float = (self.word_log - np.log(np.bincount(class_of, weights=likely))[class_of]).astype(np.float32)
        return found

    @classmethod
    def of(cls, stored: Stored) -> LanguageModel:
        """A model as its recipe mixes it."""
        return cls(_Shared(stored), stored.recipe["weights"])

    @classmethod
    def load(cls, path: str | Path | None = None) -> LanguageModel:
        """The shipped model, or one made by ``bitext repair --train-model``; BitextError where it is damaged."""
        return _shipped() if path is None else cls.of(load(path))

    def adapted(self, weights: Sequence[float]) -> LanguageModel:
        """The same texts, mixed otherwise."""
        return LanguageModel(self._shared, weights)

    def part_log_probs(self, words: npt.ArrayLike, history: npt.ArrayLike) -> Float:
        """log P(word | the word before) in each text by itself: one row a text, one column a word."""
        word, first, _ = _rows(words, history, NO_HISTORY)
        rows = self._shared.ngrams.pairs(first, word)
        found = np.zeros((len(self.weights), len(word)), np.float32)
        for own, part in zip(found, self._shared.stored.level.parts, strict=True):
            own += part.word_log[word] + np.where(first >= 0, part.word_backoff[first], 0)
            own += np.where(rows >= 0, part.pair_gain[rows], 0) if len(part.pair_gain) else 0
        return found

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
                        best = max(best, float(self.word_log[number]) - 3.0)
        return best

    def word_log_prob(self, ids: npt.ArrayLike) -> Float:
        """log P(word) by itself, float32."""
        found: Float = self.word_log[np.asarray(ids)]
        return found

    def log_prob(self, words: npt.ArrayLike, history1: npt.ArrayLike, history2: npt.ArrayLike) -> Float:
        """log P(word | the word before, the one before that) for arrays of ids that broadcast; float32."""
        word, first, second = _rows(words, history1, history2)
        own = self._words.log_prob(word, first, second) + np.float32(math.log(1 - _BY_CLASS))
        by_class = self._by_class(word, first, second) + np.float32(math.log(_BY_CLASS))
        found: Float = np.logaddexp(own, by_class)
        return found

    def _by_class(self, word: Rows, first: Rows, second: Rows) -> Float:
        of = self._shared.class_of
        found: Float = self._classes.log_prob(of[word], of[first], of[second]) + self._in_class[word]
        return found

    def log_prob_one(self, word: int, history1: int, history2: int) -> float:
        """``log_prob`` of one word: quicker than an array of one."""
        of = self._shared.class_of
        own = self._words.log_prob_one(word, history1, history2)
        by_class = self._classes.log_prob_one(int(of[word]), int(of[history1]), int(of[history2]))
        by_class += float(self._in_class[word])
        return math.log((1 - _BY_CLASS) * math.exp(own) + _BY_CLASS * math.exp(by_class))

    def score(self, found: Sequence[str], before: Sequence[str] = ("<s>", "<s>")) -> float:
        """log P of a row of tokens after the tokens ``before`` (the last two count)."""
        ids = np.concatenate([self.ids(before)[-2:], self.ids(found)])
        ids = np.concatenate([np.full(2 - min(2, len(before)), NO_HISTORY, np.int32), ids])
        return float(self.log_prob(ids[2:], ids[1:-1], ids[:-2]).sum()) + sum(map(self.spelling, found))


def _rows(words: npt.ArrayLike, history1: npt.ArrayLike, history2: npt.ArrayLike) -> tuple[Rows, Rows, Rows]:
    word, first, second = np.broadcast_arrays(words, history1, history2)
    return tuple(np.atleast_1d(a).astype(np.int64) for a in (word, first, second))  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _shipped() -> LanguageModel:
    return LanguageModel.of(load(SHIPPED))
