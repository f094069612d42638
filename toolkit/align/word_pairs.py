"""Word pairs of two languages with their counts, and what follows from them for words in running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.align.ibm1 import PairCounts
from toolkit.languages.stems import stem


@dataclass(frozen=True)
class Lexicon:
    """Word pairs of two languages with expected counts.

    ``source_words`` and ``target_words`` are stems with their counts in the training texts; ``pairs`` numbers both.
    """

    source_lang: str
    target_lang: str
    source_words: dict[str, float]
    target_words: dict[str, float]
    pairs: PairCounts

    @cached_property
    def _numbers(self) -> tuple[dict[str, int], dict[str, int]]:
        return (
            {word: number for number, word in enumerate(self.source_words)},
            {word: number for number, word in enumerate(self.target_words)},
        )

    @cached_property
    def _table(self) -> dict[tuple[int, int], float]:
        pairs = self.pairs
        return dict(zip(zip(pairs.source.tolist(), pairs.target.tolist(), strict=True), pairs.counts, strict=True))

    def count(self, source_word: str, target_word: str) -> float:
        """How often two words, in any of their forms, were translations of each other."""
        source = self._numbers[0].get(stem(source_word, self.source_lang), -1)
        target = self._numbers[1].get(stem(target_word, self.target_lang), -1)
        return float(self._table.get((source, target), 0.0))

    def probability(self, source_word: str, target_word: str) -> float:
        """p(target word | source word): the share of the source word's occurrences; 0 for words that are not known.

        >>> from toolkit.align.lexicon import load_lexicon
        >>> lexicon = load_lexicon("ar", "en")
        >>> lexicon.probability("والأطفال", "children") > 0.3 > lexicon.probability("والأطفال", "water")
        True
        """
        total = self.source_words.get(stem(source_word, self.source_lang), 0.0)
        return min(self.count(source_word, target_word) / total, 1.0) if total else 0.0

    def knows(self, source_word: str) -> bool:
        """Whether the source word, in any of its forms, has a translation here."""
        return stem(source_word, self.source_lang) in self.source_words

    def log_ratio(self, source_word: str, target_text: Sequence[str], smoothing: float = 0.1) -> float:
        """How much likelier a source word is beside this target text than anywhere: a natural logarithm.

        ``target_text`` are words in any form.  0 where the lexicon does not know the word; at least
        ``log(smoothing)``.  Source: the word model of Moore 2002, "Fast and accurate sentence alignment".
        """
        total = self.source_words.get(stem(source_word, self.source_lang), 0.0)
        if not total or not target_text:
            return 0.0
        behind = [
            self.count(source_word, word) / self.target_words.get(stem(word, self.target_lang), np.inf)
            for word in target_text
        ]
        chance = total / sum(self.source_words.values())
        return float(np.log(smoothing + (1 - smoothing) * sum(behind) / len(behind) / chance))

    def swapped(self) -> Lexicon:
        """The same lexicon from the other side."""
        pairs = PairCounts(self.pairs.target, self.pairs.source, self.pairs.counts)
        return Lexicon(self.target_lang, self.source_lang, self.target_words, self.source_words, pairs)

    def tidy(self) -> Lexicon:
        """The same pairs over words that have a pair, in alphabetical order."""
        sides, places = [], []
        for words, used in ((self.source_words, self.pairs.source), (self.target_words, self.pairs.target)):
            names, there = list(words), set(used.tolist())
            kept = sorted((names[number], number) for number in there)
            place = np.zeros(len(names), dtype=np.int64)
            place[[number for _, number in kept]] = np.arange(len(kept))
            sides.append({name: words[name] for name, _ in kept})
            places.append(place[used])
        order = np.lexsort((places[1], -self.pairs.counts, places[0]))
        pairs = PairCounts(places[0][order], places[1][order], self.pairs.counts[order])
        return Lexicon(self.source_lang, self.target_lang, sides[0], sides[1], pairs)
