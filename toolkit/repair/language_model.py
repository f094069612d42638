"""The Arabic language model: how likely a word is after the two before it.

Numbers of words (ids) are int32: ``<s>`` is 0, ``</s>`` is 1, then the marks and classes of
``toolkit.repair.tokens.SPECIAL``, then words by falling frequency.  A word that the model does not know gets the
id of its class; ``spelling`` prices it within that class.  History -1 means "not known": nothing before counts.

For a compiled loop, ``LanguageModel.tables`` holds the model as flat arrays and ``log_prob_of`` shows, in plain
arithmetic, how one probability is read from them (it compiles under numba as it stands).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from toolkit.repair.model_file import Float, Int, Tables, load
from toolkit.repair.tokens import SPECIAL, special_class, tokens, unknown_class

#: The model that comes with the package.
SHIPPED = Path(__file__).parent / "data" / "arabic.model"

#: ``<s>`` and the history that is not known.
START_ID, NO_HISTORY = 0, -1

#: The first id that is a word.
FIRST_WORD = len(SPECIAL)

_CLITICS = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل", "ك", "س")
_ENDINGS = ("هما", "هم", "ها", "نا", "ه", "ي")
_ONE_OF_LETTERS = -math.log(34.0)


def row_of(start: Int, words: Int, history: int, word: int) -> int:
    """The row of ``word`` among those of ``history``, or -1: binary search, compiles under numba."""
    if history < 0:
        return -1
    low, high = start[history], start[history + 1]
    while low < high:
        middle = (low + high) >> 1
        if words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return int(low) if low < start[history + 1] and words[low] == word else -1


def log_prob_of(
    word: int, history1: int, history2: int,
    word_log: Float, word_backoff: Float, pair_start: Int, pair_word: Int, pair_log: Float, pair_backoff: Float,
    triple_start: Int, triple_word: Int, triple_log: Float,
) -> float:  # fmt: skip
    """log P(word | history1 the word before, history2 the one before that), natural log, over ``Tables``."""
    weight = 0.0
    if history1 >= 0 and history2 >= 0:
        context = row_of(pair_start, pair_word, history2, history1)
        if context >= 0:
            row = row_of(triple_start, triple_word, context, word)
            if row >= 0:
                return float(triple_log[row])
            weight = float(pair_backoff[context])
    row = row_of(pair_start, pair_word, history1, word)
    if row >= 0:
        return weight + float(pair_log[row])
    return weight + (float(word_backoff[history1]) if history1 >= 0 else 0.0) + float(word_log[word])


def rows_of(
    start: Int, words: Int, history: npt.NDArray[np.int64], word: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """``row_of`` for arrays."""
    safe = np.maximum(history, 0)
    low, end = start[safe].astype(np.int64), start[safe + 1].astype(np.int64)
    high = end.copy()
    if not len(words):
        return np.full(len(word), -1)
    for _ in range(int(high.max(initial=0) - low.min(initial=0) + 1).bit_length()):
        middle = (low + high) >> 1
        open_ = low < high
        smaller = open_ & (words[np.minimum(middle, len(words) - 1)] < word)
        low = np.where(smaller, middle + 1, low)
        high = np.where(open_ & ~smaller, middle, high)
    found = (low < end) & (words[np.minimum(low, len(words) - 1)] == word) & (history >= 0)
    return np.where(found, low, -1)


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
            for back in ("", *_ENDINGS):
                stem = word[len(front) : len(word) - len(back)]
                if len(stem) > 1 and word.startswith(front) and word.endswith(back) and (front or back):
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
        context = rows_of(t.pair_start, t.pair_word, np.where(first >= 0, second, -1), first)
        triple = rows_of(t.triple_start, t.triple_word, context, word)
        pair = rows_of(t.pair_start, t.pair_word, first, word)
        shorter = np.where(first >= 0, t.word_backoff[np.maximum(first, 0)], 0) + t.word_log[word]
        shorter = np.where(pair >= 0, t.pair_log[pair] if len(t.pair_log) else 0, shorter)
        shorter = shorter + np.where(context >= 0, t.pair_backoff[context] if len(t.pair_log) else 0, 0)
        found = np.where(triple >= 0, t.triple_log[triple] if len(t.triple_log) else 0, shorter)
        return found.astype(np.float32)

    def log_prob_one(self, word: int, history1: int, history2: int) -> float:
        """``log_prob`` of one word: quicker than an array of one."""
        t = self.tables
        return log_prob_of(word, history1, history2, t.word_log, t.word_backoff, t.pair_start, t.pair_word,
                           t.pair_log, t.pair_backoff, t.triple_start, t.triple_word, t.triple_log)  # fmt: skip

    def score(self, found: Sequence[str], before: Sequence[str] = ("<s>", "<s>")) -> float:
        """log P of a row of tokens after the tokens ``before`` (the last two count)."""
        ids = np.concatenate([self.ids(before)[-2:], self.ids(found)])
        ids = np.concatenate([np.full(2 - min(2, len(before)), NO_HISTORY, np.int32), ids])
        return float(self.log_prob(ids[2:], ids[1:-1], ids[:-2]).sum()) + sum(map(self.spelling, found))

    def score_text(self, text: str) -> float:
        """log P of a text that opens a paragraph."""
        return self.score(tokens(text))

    def with_document(self, token_lists: Sequence[Sequence[str]], weight: float = 0.25) -> DocumentModel:
        """The same model, mixed with the word pairs and triples of one document."""
        return DocumentModel.of(self, [self.ids(row) for row in token_lists], weight)


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """A language model mixed with one document's own n-grams: ``(1 - weight) * model + weight * document``.

    The document's estimate is interpolated over lengths (Witten & Bell 1991) and ends in the model's own P(word).
    """

    model: LanguageModel
    rows: tuple[Int, ...]
    counts: tuple[Counter[tuple[int, ...]], ...]  # words after histories of 0, 1, 2 words; the word comes last
    weight: float

    @classmethod
    def of(cls, model: LanguageModel, rows: Sequence[Int], weight: float) -> DocumentModel:
        """Count the rows (one a line or paragraph)."""
        counts: tuple[Counter[tuple[int, ...]], ...] = (Counter(), Counter(), Counter())
        for row in rows:
            for length, grams in zip(counts, _grams(row), strict=True):
                length.update(grams)
        return cls(model, tuple(rows), counts, weight)

    def without(self, row: int) -> DocumentModel:
        """The same without one row, so that a line does not vouch for itself."""
        left = tuple(all_ - Counter(own) for all_, own in zip(self.counts, _grams(self.rows[row]), strict=True))
        return DocumentModel(self.model, self.rows, left, self.weight)

    def log_prob(self, words: npt.ArrayLike, history1: npt.ArrayLike, history2: npt.ArrayLike) -> Float:
        """As ``LanguageModel.log_prob``."""
        base = self.model.log_prob(words, history1, history2)
        word, first, second = (np.atleast_1d(a) for a in np.broadcast_arrays(words, history1, history2))
        own = np.exp(self.model.word_log_prob(word))
        for length, history in enumerate(((), (first,), (second, first))):
            grams = list(zip(*history, word, strict=True))
            counts = self.counts[length]
            totals, kinds = _history_totals(counts)
            seen = np.array([counts[tuple(map(int, gram))] for gram in grams], float)
            total = np.array([totals[tuple(map(int, gram[:-1]))] for gram in grams], float)
            kind = np.array([kinds[tuple(map(int, gram[:-1]))] for gram in grams], float)
            own = np.where(total > 0, (seen + kind * own) / np.maximum(total + kind, 1), own)
        mixed: Float = np.log((1 - self.weight) * np.exp(base) + self.weight * own).astype(np.float32)
        return mixed


def _grams(row: Int) -> tuple[list[tuple[int, ...]], ...]:
    ids = row.tolist()
    return (
        [(w,) for w in ids],
        list(pairwise(ids)),
        list(zip(ids, ids[1:], ids[2:], strict=False)),
    )


def _history_totals(counts: Counter[tuple[int, ...]]) -> tuple[Counter[tuple[int, ...]], Counter[tuple[int, ...]]]:
    totals: Counter[tuple[int, ...]] = Counter()
    kinds: Counter[tuple[int, ...]] = Counter()
    for gram, count in counts.items():
        totals[gram[:-1]] += count
        kinds[gram[:-1]] += 1
    return totals, kinds


@lru_cache(maxsize=1)
def _shipped() -> LanguageModel:
    return LanguageModel(load(SHIPPED))
