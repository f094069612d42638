"""Which reading of each line, with the whole document in view: its own phrases, and the line that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.repair.language_model import LanguageModel
from toolkit.repair.phrases import Phrases
from toolkit.repair.tokens import tokens

#: How much the document's own phrases weigh against the language model.
PHRASE_WEIGHT = 0.25
_TURNS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One restored text of a line and its log score."""

    text: str
    score: float


@dataclass(slots=True)
class _Choice:
    """A line's readings as words with their prices, and the number of the one that is chosen at present."""

    readings: tuple[Reading, ...]
    rows: list[list[str]]
    prices: list[list[float]]
    totals: list[float]
    best: int = 0

    @property
    def words(self) -> list[str]:
        return self.rows[self.best] if self.rows else []

    def ordered(self) -> tuple[Reading, ...]:
        order = sorted(range(len(self.totals)), key=lambda at: -self.totals[at])
        return tuple(replace(self.readings[at], score=self.totals[at]) for at in order)


def choose(
    paragraphs: Sequence[Sequence[tuple[Reading, ...]]], lm: LanguageModel, phrases: Sequence[str] = ()
) -> list[list[tuple[Reading, ...]]]:
    """Order the readings of each line of each paragraph anew; the same shape comes back.

    What stands whole in one line settles the order in another, so a line's words are priced by the language model
    mixed with the phrases of all *other* lines; and the end of a line is priced by how the next one opens.
    """
    chosen = [[_choice(found, lm) for found in paragraph] for paragraph in paragraphs]
    own = Phrases((choice.words for row in chosen for choice in row), map(tokens, phrases))
    for _ in range(_TURNS):
        for row in chosen:
            for choice, after in zip(row, [*row[1:], None], strict=True):
                if choice.readings:
                    _choose_one(choice, after.words[:2] if after else [], own, lm)
    return [[choice.ordered() for choice in row] for row in chosen]


def _choice(found: tuple[Reading, ...], lm: LanguageModel) -> _Choice:
    rows = [tokens(reading.text) for reading in found]
    prices = [_prices(row, lm) for row in rows]
    return _Choice(found, rows, prices, [reading.score for reading in found])


def _choose_one(choice: _Choice, following: list[str], own: Phrases, lm: LanguageModel) -> None:
    own.replace(choice.words, None)
    choice.totals = [
        reading.score + own.gain(row, prices, PHRASE_WEIGHT) + _onward(row, following, lm)
        for reading, row, prices in zip(choice.readings, choice.rows, choice.prices, strict=True)
    ]
    choice.best = max(range(len(choice.totals)), key=lambda at: choice.totals[at])
    own.replace(None, choice.words)


def _prices(row: Sequence[str], lm: LanguageModel) -> list[float]:
    """log P of each word after the two before it."""
    if not row:
        return []
    ids = [-1, -1, *lm.ids(row).tolist()]
    found = lm.log_prob(ids[2:], ids[1:-1], ids[:-2]).tolist()
    return [price + lm.spelling(word) for price, word in zip(found, row, strict=True)]


def _onward(row: Sequence[str], following: Sequence[str], lm: LanguageModel) -> float:
    """What the first words of the next line cost after this one."""
    if not following or not row:
        return 0.0
    end = row[-2:]
    return sum(_prices([*end, *following], lm)[len(end) :])
