"""The Arabic language model: how likely a word is after those before it.

Numbers of words (ids) are int32: ``<s>`` is 0, ``</s>`` is 1, then the marks and classes of
``toolkit.repair.tokens.SPECIAL``, then words by falling frequency.  A word that the model does not know gets the
id of its class; ``spelling`` prices it within that class.  History -1 means "not known": nothing before counts.

Words are modelled twice, by themselves (after two words) and by the classes that stand in like places (after up to
three), and both are mixed.

Source: Brown et al. 1992, "Class-based n-gram models of natural language".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from toolkit.repair.codes import Float
from toolkit.repair.mixture import Logs, mix, probabilities, word_probabilities
from toolkit.repair.model_file import Stored, load
from toolkit.repair.network import Network
from toolkit.repair.ngrams import Int, Ngrams, Places
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
_BY_CLASS = 0.25, 0.35  # how much the classes count, after up to two words and after three


class _Backoff:
    """log P of n-grams of one level."""

    def __init__(self, ngrams: Ngrams, logs: Logs) -> None:
        self.ngrams, self.logs = ngrams, logs

    def log_prob(self, word: Places, before: Sequence[Places]) -> Float:
        """log P(word | ``before``: the word before it, the one before that, and so on); -1 where not known."""
        found = self.logs.log[0][word]
        for length in range(1, min(len(before), len(self.logs.backoff)) + 1):
            history = self._history(before[:length])
            row = self.ngrams.find(length + 1, history, word)
            found = found + self.logs.backoff[length - 1][history]
            if len(self.logs.log[length]):
                found = np.where(row >= 0, self.logs.log[length][row], found)
        return found

    def _history(self, before: Sequence[Places]) -> Places:
        """The row of the words before, or -1 where one of them is not known or they do not stand together."""
        found = before[-1]
        for length, word in enumerate(reversed(before[:-1]), 2):
            found = self.ngrams.find(length, found, word)
        return found

    def log_prob_one(self, word: int, before: Sequence[int]) -> float:
        """``log_prob`` of one word: quicker than an array of one."""
        weight = 0.0
        for length in range(min(len(before), len(self.logs.backoff)), 0, -1):
            history = before[length - 1]
            for longer, other in enumerate(reversed(before[: length - 1]), 2):
                history = self.ngrams.find_one(longer, history, other)
            if history >= 0:
                row = self.ngrams.find_one(length + 1, history, word)
                if row >= 0:
                    return weight + float(self.logs.log[length][row])
                weight += float(self.logs.backoff[length - 1][history])
        return weight + float(self.logs.log[0][word])


class _Shared:
    """What models of one file have in common, however their texts are mixed."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.index = {word: number for number, word in enumerate(stored.words)}
        self.class_of = np.append(stored.class_of, np.int32(-1)).astype(np.int64)  # the last: of history -1

    @cached_property
    def ngrams(self) -> Ngrams:
        """Those of words."""
        return Ngrams(self.stored.level)

    @cached_property
    def class_ngrams(self) -> Ngrams:
        """Unpacked when first asked for."""
        return Ngrams(self.stored.rest.classes)


class LanguageModel:
    """An n-gram model of formal Arabic; ``weights`` say how much each text that it was made of counts.

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

    @property
    def network(self) -> Network | None:
        """What reads on beyond three words, where the model has it."""
        return self._shared.stored.rest.network

    def ready(self) -> LanguageModel:
        """This model, mixed now and not when first asked: processes that are forked then have it from here."""
        assert self._words
        assert self._classes
        return self

    @cached_property
    def word_log(self) -> Float:
        """log P of each word by itself."""
        return self._words.logs.log[0]

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
        word, first = _rows(words, history)
        rows = self._shared.ngrams.find(2, first, word)
        found = np.zeros((len(self.weights), len(word)), np.float32)
        for own, part in zip(found, self._shared.stored.level.parts, strict=True):
            alone = word_probabilities(part)[word]
            codes = part.counts[1][rows] if len(part.counts[1]) else np.zeros(len(word), np.uint8)
            after = probabilities(part, 0, np.where(rows >= 0, codes, np.uint8(0)), alone, lambda found: found[first])
            own[:] = np.log(np.where(first >= 0, after, alone))
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

    def log_prob(self, words: npt.ArrayLike, *before: npt.ArrayLike) -> Float:
        """log P(word | the word before it, the one before that, up to three), float32, for arrays that broadcast.

        A third word before tells the classes more, the words themselves nothing.
        """
        word, *history = _rows(words, *before)
        share = _BY_CLASS[len(history) > 2]
        of = self._shared.class_of
        own = self._words.log_prob(word, history) + np.float32(math.log(1 - share))
        by_class = self._classes.log_prob(of[word], [of[row] for row in history]) + self._in_class[word]
        found: Float = np.logaddexp(own, by_class + np.float32(math.log(share)))
        return found

    def log_prob_one(self, word: int, *before: int) -> float:
        """``log_prob`` of one word: quicker than an array of one."""
        of, share = self._shared.class_of, _BY_CLASS[len(before) > 2]
        own = self._words.log_prob_one(word, before)
        by_class = self._classes.log_prob_one(int(of[word]), [int(of[row]) for row in before])
        by_class += float(self._in_class[word])
        return math.log((1 - share) * math.exp(own) + share * math.exp(by_class))

    def score(self, found: Sequence[str], before: Sequence[str] = ("<s>", "<s>")) -> float:
        """log P of a row of tokens after the tokens ``before`` (the last two count)."""
        ids = np.concatenate([self.ids(before)[-2:], self.ids(found)])
        ids = np.concatenate([np.full(2 - min(2, len(before)), NO_HISTORY, np.int32), ids])
        return float(self.log_prob(ids[2:], ids[1:-1], ids[:-2]).sum()) + sum(map(self.spelling, found))


def _rows(*rows: npt.ArrayLike) -> list[Places]:
    return [np.atleast_1d(row).astype(np.int64) for row in np.broadcast_arrays(*rows)]


@lru_cache(maxsize=1)
def _shipped() -> LanguageModel:
    return LanguageModel.of(load(SHIPPED))
