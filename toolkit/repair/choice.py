"""Which reading of each line, with the whole document in view: its own phrases, and the lines before and after.

What stands whole in one line settles the order in another.  Each reading is a row of numbers (``LINE_TRAITS`` and
``CONTEXT_TRAITS``); their weights were learnt on other texts, broken as the report is (``Ranking``), so that the
weighed sum is a log probability among the readings of a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from toolkit.repair.language_model import LanguageModel
from toolkit.repair.network import Network
from toolkit.repair.phrases import USUAL, Phrases
from toolkit.repair.ranking import Ranking
from toolkit.repair.tokens import END, START, tokens
from toolkit.repair.vocabulary import Words

Array = npt.NDArray[np.float64]

#: How much the document's own phrases weigh against the language model.
PHRASE_WEIGHT = 0.25
_BEFORE = 3  # words before one that bear on its price
_COUNTED = 6  # readings of a line whose phrases count
_SHARPENED = 10.0  # their probabilities are those that the search believes, not the cautious ones of the ranking
_OF_NETWORK = 0.4  # how much it counts beside the n-grams
_TEMPERATURE = 0.2  # of scores of the search, for first probabilities

#: Names of the numbers that depend on other lines, in their order.
CONTEXT_TRAITS = ("triples", "pairs", "singles", "phrases", "onward")


#: What is to be said of each reading (as words) of a line of the paragraph at a place: log odds.
Opinion = Callable[[int, Sequence[Sequence[str]]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One restored text of a line, its score (in the search, then log P among the readings), its ``LINE_TRAITS``.

    ``origin``, ``edges``, ``pieces``, ``justified`` and ``prices`` are those of ``LineResult``.
    """

    text: str
    score: float
    traits: tuple[float, ...] = ()
    origin: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()
    pieces: bool = False
    justified: bool = False
    prices: tuple[float, ...] = ()


@dataclass(slots=True)
class Line:
    """A line's readings as words, and the number of the one that is chosen at present.

    ``fixed``: traits that never change, one row a reading; ``inner``: log P of each word after the three before it;
    ``alone``: log P of all words after the one before them, and by themselves; ``foreseen``: log P by the network,
    given all lines before, of each word and of those that begin the next line (``onward``), once it was asked.
    """

    readings: tuple[Reading, ...]
    rows: list[list[str]]
    fixed: Array
    inner: list[list[float]]
    alone: list[tuple[float, float]]
    totals: Array
    opinion: Array
    best: int = 0
    foreseen: list[Array] | None = None
    onward: Sequence[str] = ()

    @property
    def weighed(self) -> list[tuple[list[str], float]]:
        """The likeliest readings with their probabilities."""
        order = np.argsort(-self.totals, kind="stable")[:_COUNTED].tolist()
        shares = [float(np.exp(_SHARPENED * (self.totals[k] - self.totals[order[0]]))) for k in order]
        return [(self.rows[k], share / sum(shares)) for k, share in zip(order, shares, strict=True)]

    @property
    def words(self) -> list[str]:
        """The words of the reading that is chosen at present."""
        return self.rows[self.best] if self.rows else []


class Choice:
    """The lines of a document, each with its readings; ``run`` settles on one a line.

    ``paragraphs`` holds the readings of each line of each paragraph, likeliest first; ``phrases`` are wordings that
    the document is likely to hold, such as the terms of a termbase; ``opinion`` is what else there is to say of the
    readings of a paragraph (by its place), such as how well they follow its translation.
    """

    def __init__(
        self,
        paragraphs: Sequence[Sequence[tuple[Reading, ...]]],
        words: Words,
        phrases: Sequence[str] = (),
        opinion: Opinion | None = None,
    ) -> None:
        self.words = words
        self.network = words.lm.network
        self._known: dict[tuple[str, ...], list[float]] = {}
        self.paragraphs = [
            [self._line(found, opinion, place) for found in paragraph] for place, paragraph in enumerate(paragraphs)
        ]
        fixed = [tokens(phrase) for phrase in (*USUAL, *phrases)]
        self.own = Phrases((line.weighed for row in self.paragraphs for line in row), fixed)

    def run(self, ranking: Ranking) -> list[list[tuple[Reading, ...]]]:
        """The readings of each line, likeliest first, scored by log P among them."""
        self._settle(ranking)
        if self.network:
            self._foresee(self.network)
            self._settle(ranking)
        return [[_ordered(line) for line in row] for row in self.paragraphs]

    def _settle(self, ranking: Ranking) -> None:
        for line, before, after in self.neighbours():
            self._choose(line, before, after, ranking)

    def _foresee(self, network: Network) -> None:
        """Ask the network about the readings of each line, as what was chosen before goes on."""
        asked, lines = [], [line for row in self.paragraphs for line in row]
        for row in self.paragraphs:
            state = network.start()
            for line, after in zip(row, [*row[1:], None], strict=True):
                line.onward = _following(after)
                asked.append((state, [[*words, *line.onward] for words in line.rows]))
                state = network.after(state, line.words)
        for line, found in zip(lines, network.prices(asked), strict=True):
            line.foreseen = [own.astype(float) for own in found]

    def neighbours(self) -> list[tuple[Line, Line | None, Line | None]]:
        """Each line with readings, and those before and after it in its paragraph."""
        return [
            (line, before, after)
            for row in self.paragraphs
            for before, line, after in zip([None, *row], row, [*row[1:], None], strict=False)
            if line.readings
        ]

    def traits(self, line: Line, before: Line | None, after: Line | None) -> Array:
        """All traits of a line's readings, as things stand; the line itself is not counted among the phrases."""
        history = [START, START, *(before.words if before else [])][-_BEFORE:]
        following = _following(after)
        self.own.count(line.weighed, -1)
        found = np.array([self._context(line, place, history, following) for place in range(len(line.rows))])
        self.own.count(line.weighed)
        return np.hstack([line.fixed, found])

    def _choose(self, line: Line, before: Line | None, after: Line | None, ranking: Ranking) -> None:
        traits = self.traits(line, before, after)
        self.own.count(line.weighed, -1)
        line.totals = ranking.log_probabilities(traits, line.opinion)
        line.best = int(np.argmax(line.totals))
        self.own.count(line.weighed)

    def _line(self, found: tuple[Reading, ...], opinion: Opinion | None, place: int) -> Line:
        rows = [tokens(reading.text) for reading in found]
        inner = [prices(row, self.words) for row in rows]
        scores = _TEMPERATURE * np.array([reading.score for reading in found])
        totals = scores - np.logaddexp.reduce(scores) if found else scores
        said = opinion(place, rows) if opinion and len(rows) > 1 else [0.0] * len(rows)
        alone = [(sum(prices(row, self.words, pairs=True)), sum(self.words[word][2] for word in row)) for row in rows]
        traits = np.array([reading.traits for reading in found])
        return Line(found, rows, traits, inner, alone, totals, np.array(said))

    def _context(self, line: Line, place: int, history: Sequence[str], following: Sequence[str]) -> tuple[float, ...]:
        row, inner = line.rows[place], line.inner[place]
        after = [*self._prices(row[:_BEFORE], history), *inner[_BEFORE:]]
        onward = self._prices(following, row[-_BEFORE:])
        if line.foreseen is not None:
            foreseen = line.foreseen[place]
            after = mixed(after, foreseen[: len(row)])
            if line.onward == following:  # else the next line was chosen otherwise in the meantime
                onward = mixed(onward, foreseen[len(row) :])
        return sum(after), *line.alone[place], self.own.gain(row, after, PHRASE_WEIGHT), sum(onward)

    def _prices(self, row: Sequence[str], before: Sequence[str]) -> list[float]:
        """``prices``, remembered: the readings of a line have few openings and ends between them."""
        key = (*before, "", *row)
        if key not in self._known:
            self._known[key] = prices(row, self.words, before)
        return self._known[key]


def _following(after: Line | None) -> list[str]:
    """How the line after goes on from one that ends."""
    return after.words[:2] if after else [END]


def _ordered(line: Line) -> tuple[Reading, ...]:
    order = np.argsort(-line.totals, kind="stable").tolist()
    return tuple(
        replace(line.readings[k], score=float(line.totals[k]), prices=tuple(_prices_of(line, k))) for k in order
    )


def _prices_of(line: Line, place: int) -> list[float]:
    inner = line.inner[place]
    return inner if line.foreseen is None else mixed(inner, line.foreseen[place][: len(inner)])


def mixed(prices: Sequence[float], foreseen: Array) -> list[float]:
    """log P of words by n-grams and by the network together, but for a constant.

    Source: Klakow 1998, "Log-linear interpolation of language models".
    """
    found: list[float] = ((1 - _OF_NETWORK) * np.array(prices) + _OF_NETWORK * foreseen).tolist()
    return found


def prices(row: Sequence[str], words: Words, before: Sequence[str] = (), pairs: bool = False) -> list[float]:
    """log P of each word of a row after the three before it (after one, with ``pairs``)."""
    lm: LanguageModel = words.lm
    if not row:
        return []
    known = [words[word] if word[0] != "<" else (lm.id(word), 0.0, 0.0) for word in row]
    ids = [*[-1] * _BEFORE, *lm.ids(before).tolist()][-_BEFORE:] + [word[0] for word in known]
    history = [ids[_BEFORE - place : -place] for place in range(1, 2 if pairs else _BEFORE + 1)]
    found = lm.log_prob(ids[_BEFORE:], *history).tolist()
    return [price + word[1] for price, word in zip(found, known, strict=True)]
