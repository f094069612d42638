"""The words that a damaged line may hold, and what they cost: the model's, and a frequency list for the rest.

The model keeps the words of its corpora that were seen often enough; ``wordfreq`` (Speer 2022) lists 620,000 Arabic
forms with their frequency and so tells a rare word from a fragment of one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from toolkit.repair.language_model import LanguageModel
from toolkit.repair.remembered import Remembered
from toolkit.repair.tokens import special_class, unknown_class

_LETTER_PRICE = -math.log(34.0)
_LISTED_PRICE = -0.5  # of a listed word, beside its frequency: formal text holds fewer of them
_REMEMBERED = 200_000  # words whose prices are kept
_LEAST_FREQUENCY = 1e-7  # of listed words whose beginnings are kept

#: Never words by themselves, whatever noisy corpora say.
_ALONE = {"و": -4.0, "ف": -3.0, "ل": -3.0, "ك": -3.0}


@lru_cache(maxsize=1)
def _listed() -> dict[str, float]:
    """Natural log of the frequency of each word of the list."""
    import wordfreq

    found = wordfreq.get_frequency_dict("ar", wordlist="large")
    return {word: math.log(frequency) for word, frequency in found.items()}


class Words:
    """Ids and spelling prices of words, remembered.

    >>> words = Words(LanguageModel.load())
    >>> words["وسلطت"][2] > words["توسلط"][2]
    True
    """

    def __init__(self, lm: LanguageModel) -> None:
        self.lm = lm
        self.remembered = Remembered(lm)
        self._known: dict[str, tuple[int, float, float]] = {}
        self._bare = lm.index["<bare+bare>"]
        self._word_log: list[float] = lm.word_log.tolist()
        self._listed = _listed()
        self._plain = self._listed | dict(zip(lm.words, self._word_log, strict=True))
        self.beginnings = _beginnings(lm.words)

    def __getitem__(self, word: str) -> tuple[int, float, float]:
        """(id, log P(spelling | id), log P(word))."""
        found = self._known.get(word)
        if found is None:
            found = self._remember(word, self._price(word))
        return found

    def _remember(self, word: str, price: tuple[int, float, float]) -> tuple[int, float, float]:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[word] = price
        return price

    def _price(self, word: str) -> tuple[int, float, float]:
        number = self.lm.index.get(word)
        if number is not None:
            alone = _ALONE.get(word, 0.0)
            return number, alone, self._word_log[number] + alone
        name = special_class(word)
        if name != word:
            number = self.lm.index[name]
            return number, 0.0, self._word_log[number]
        number = self.lm.index[unknown_class(word)]
        spelling = self.lm.spelling(word)
        listed = self._listed.get(word)
        if listed is not None:
            spelling = max(spelling, min(-1.0, listed - self._word_log[number]) + _LISTED_PRICE)
        return number, spelling, self._word_log[number] + spelling

    def joined(self, head: str, tail: str) -> tuple[int, float, float]:
        """The same for a word put together of two: where nobody lists it, its letters are priced, not its clitics."""
        word = head + tail
        return self[word] if not head or self.is_word(word) else self._fragment(word)

    def _fragment(self, word: str) -> tuple[int, float, float]:
        spelling = (len(word) + 1) * _LETTER_PRICE
        return self._bare, spelling, spelling + self._word_log[self._bare]

    def is_word(self, word: str) -> bool:
        """Whether the model or the list has it."""
        return word in self._plain

    def hope(self, beginning: str, rest: Mapping[str, Iterable[str]]) -> float:
        """log P of the likeliest word that opens with ``beginning`` and ends with one of ``rest``; minus infinity
        where there is none.  ``rest`` are ends of words by their first letters: most of them open no word here."""
        price = self._plain.get
        found = (
            price(beginning + end, -math.inf)
            for letters, ends in rest.items()
            if beginning + letters in self.beginnings or beginning + letters in self._plain
            for end in ends
        )
        return max(found, default=-math.inf)


@lru_cache(maxsize=1)
def _beginnings(known: tuple[str, ...]) -> set[str]:
    """How known words, and listed ones that are not too rare, begin."""
    frequent = (word for word, log in _listed().items() if log > math.log(_LEAST_FREQUENCY))
    return {word[:size] for word in (*known, *frequent) for size in range(1, min(len(word), 14))}
