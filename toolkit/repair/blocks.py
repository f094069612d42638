"""The search that undoes reversed blocks.

An extractor that writes the runs of a right-to-left line from left to right gives blocks whose insides are in
order and whose order is reversed:

    damaged   لسادسة|دورة المؤتمر ا|قبل         (edges are not marked, and fall inside words)
    restored  قبل دورة المؤتمر السادسة

So the restored line takes, block by block, what is left of the end of the damaged one.  A hypothesis that has
used everything from cell p on is extended by a block that opens at q < p: its price is the language model's for
the words so made, the odds of an edge at q, and of a word going on across it.  All hypotheses at one q have used
the same letters, so they may be compared; the best of them are kept (a beam search over the places q).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from toolkit.repair.cells import Cells
from toolkit.repair.edges import edge_scores, join_score
from toolkit.repair.language_model import LanguageModel

Array = npt.NDArray[Any]
_BASE = np.uint64(1_000_003)
_SPLIT = np.uint64(0x9E3779B97F4A7C15)
_LETTER_PRICE = -math.log(34.0)


class Model(Protocol):
    """What the search asks of a language model."""

    def log_prob(self, words: npt.ArrayLike, history1: npt.ArrayLike, history2: npt.ArrayLike) -> Array:
        """Natural log of P(word | the word before, the one before that)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How wide the search is and how much its parts weigh."""

    closed: int = 48
    open_: int = 24
    scored: int = 320
    readings: int = 40
    edge_weight: float = 1.0
    join_weight: float = 1.0
    longest: int = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a damaged line: its blocks in restored order, as (first cell, past the last, joined)."""

    score: float
    blocks: tuple[tuple[int, int, bool], ...]


class Words:
    """Ids and spelling prices of words, remembered."""

    def __init__(self, lm: LanguageModel) -> None:
        self.lm = lm
        self._known: dict[str, tuple[int, float, float]] = {}
        self._unknown = lm.index["<bare+bare>"]
        self._word_log: list[float] = lm.tables.word_log.tolist()
        self.beginnings = {word[:size] for word in lm.tables.words for size in range(1, min(len(word), 14))}

    def quick(self, word: str) -> tuple[int, float, float]:
        """The same without a look at the clitics of an unknown word: for the many words that a line might hold."""
        found = self._known.get(word)
        if found is None:
            number = self.lm.index.get(word)
            if number is None:
                spelling = (len(word) + 1) * _LETTER_PRICE
                return self._unknown, spelling, spelling + self._word_log[self._unknown]
            found = self._known[word] = (number, 0.0, self._word_log[number])
        return found

    def common(self, word: str) -> float:
        """log P(word) where the model knows it, else minus infinity."""
        number = self.lm.index.get(word)
        return -math.inf if number is None else self._word_log[number]

    def __getitem__(self, word: str) -> tuple[int, float, float]:
        """(id, log P(spelling | id), log P(word))."""
        found = self._known.get(word)
        if found is None:
            number = self.lm.id(word)
            spelling = self.lm.spelling(word)
            found = (number, spelling, float(self.lm.word_log_prob([number])[0]) + spelling)
            self._known[word] = found
        return found


@dataclass
class _Beam:
    """Hypotheses of every place passed so far, as columns."""

    size: int = 0
    score: Array = field(default_factory=lambda: np.empty(0))
    columns: Array = field(default_factory=lambda: np.empty((0, 8), np.int64))
    text: Array = field(default_factory=lambda: np.empty(0, np.uint64))

    def add(self, score: Array, columns: Array, text: Array) -> None:
        need = self.size + len(score)
        if need > len(self.score):
            room = max(need, 2 * len(self.score), 1024)
            self.score = np.concatenate([self.score[: self.size], np.empty(room - self.size)])
            self.columns = np.concatenate([self.columns[: self.size], np.empty((room - self.size, 8), np.int64)])
            self.text = np.concatenate([self.text[: self.size], np.empty(room - self.size, np.uint64)])
        self.score[self.size : need] = score
        self.columns[self.size : need] = columns
        self.text[self.size : need] = text
        self.size = need


#: Columns of a hypothesis: place, history, open word (-1 none), blanks after its last block, whether it ends in a
#: letter, the hypothesis before, whether its last block was joined.
_P, _H1, _H2, _OPEN, _GAP, _LETTER, _FROM, _JOINED = range(8)


class Search:
    """One line's search; ``readings`` runs it."""

    def __init__(self, line: Cells, model: Model, words: Words, settings: Settings) -> None:
        self.line, self.model, self.words, self.settings = line, model, words, settings
        n = len(line)
        self.n = n
        edges = np.array(edge_scores(line)) * settings.edge_weight
        edges[np.isnan(edges)] = -np.inf
        self.edge = edges
        self.gap = np.minimum(np.array([*line.blanks, 1]), 2)
        self.letter = np.array([kind == "L" for kind in line.kinds] + [False])
        starts = [i for i in range(n) if line.starts[i]]
        self.start_of = np.zeros(n + 1, np.int64)
        self.end_of = np.zeros(n + 1, np.int64)
        self.token_of = np.zeros(n + 1, np.int64)
        for t, (a, e) in enumerate(zip(starts, [*starts[1:], n], strict=True)):
            self.start_of[a:e], self.end_of[a:e], self.token_of[a:e] = a, e, t
        self._spell(starts)
        self._hash()
        self.opens: list[str] = []
        self.open_number: dict[str, int] = {}
        self.open_hope: list[float] = []
        self.heads = {
            self._span(q, int(self.end_of[q])) for q in range(n) if self.letter[q] and self.edge[q] > -6
        } | {self._span(0, int(self.end_of[0]))}
        joins = np.array([[join_score(a, b) for b in range(3)] for a in range(3)]) * settings.join_weight
        self.join, self.split = joins[..., 0], joins[..., 1]

    def _span(self, a: int, e: int) -> str:
        return "".join(self.line.letters[a:e])

    def _spell(self, starts: list[int]) -> None:
        """Prices inside blocks: of whole words in the order of the damaged line, and of clipped last words."""
        n = self.n
        whole = [self.words[self._span(a, int(self.end_of[a]))] for a in starts]
        ids = np.array([word[0] for word in whole], np.int64)
        spell = np.array([word[1] for word in whole])
        self.ids = np.concatenate([ids, [0, 0]])
        self.spell = np.concatenate([spell, [0.0, 0.0]])
        before1, before2 = np.concatenate([[-1], ids[:-1]]), np.concatenate([[-1, -1], ids[:-2]])[: len(ids)]
        price = self.model.log_prob(ids, before1, before2) + spell
        self.running = np.concatenate([[0.0], np.cumsum(price)])
        clipped = [self.words[self._span(int(self.start_of[p - 1]), p)] for p in range(1, n + 1)]
        self.last_id = np.array([0] + [word[0] for word in clipped], np.int64)
        self.last_spell = np.array([0.0] + [word[1] for word in clipped])
        token = self.token_of[np.arange(n)]
        first = np.where(token > 0, ids[np.maximum(token - 1, 0)], -1)
        second = np.where(token > 1, ids[np.maximum(token - 2, 0)], -1)
        self.last_price = np.concatenate(
            [[0.0], self.model.log_prob(self.last_id[1:], first, second) + self.last_spell[1:]]
        )

    def _hash(self) -> None:
        codes = np.array([hash(cell) & 0xFFFFFFFFFFFF for cell in self.line.cells], np.uint64)
        with np.errstate(over="ignore"):
            prefix = [np.uint64(0)]
            power = [np.uint64(1)]
            for code in codes:
                prefix.append(prefix[-1] * _BASE + code)
                power.append(power[-1] * _BASE)
        self.prefix, self.power = np.array(prefix, np.uint64), np.array(power, np.uint64)

    def _open(self, text: str) -> int:
        number = self.open_number.get(text)
        if number is None:
            number = self.open_number[text] = len(self.opens)
            self.opens.append(text)
            # what the word may become: its best continuation on this line
            hope = max((self.words.common(text + rest) for rest in self.heads), default=-math.inf)
            self.open_hope.append(hope)
        return number

    def readings(self, history: tuple[int, int]) -> list[Reading]:
        """The best readings of the line after two words, best first."""
        beam = _Beam()
        gap = 2
        first = np.array([[self.n, history[0], history[1], -1, gap, 0, -1, 0]], np.int64)
        beam.add(np.zeros(1), first, np.zeros(1, np.uint64))
        final: tuple[Array, Array] | None = None
        for q in range(self.n - 1, -1, -1):
            if self.edge[q] == -np.inf:
                continue
            made = self._extend(beam, q)
            if made is not None:
                beam.add(*made)
                final = (made[0], made[1])
        if final is None:
            return []
        ends = np.flatnonzero((beam.columns[: beam.size, _P] == 0) & (beam.columns[: beam.size, _OPEN] < 0))
        ends = ends[np.argsort(-beam.score[ends], kind="stable")][: self.settings.readings]
        return [self._trace(beam, int(end)) for end in ends]

    def _trace(self, beam: _Beam, end: int) -> Reading:
        score, blocks, at = float(beam.score[end]), [], end
        while beam.columns[at, _FROM] >= 0:
            before = int(beam.columns[at, _FROM])
            blocks.append((int(beam.columns[at, _P]), int(beam.columns[before, _P]), bool(beam.columns[at, _JOINED])))
            at = before
        return Reading(score, tuple(reversed(blocks)))

    def _first_words(self, columns: Array, q: int) -> tuple[Array, Array, Array]:
        """Ids, spelling and plain prices of the first word that a block from q makes with each hypothesis."""
        ends = np.minimum(columns[:, _P], self.end_of[q])
        keys = (columns[:, _OPEN] + 1) * (self.n + 1) + ends
        unique, where = np.unique(keys, return_inverse=True)
        rows = []
        for key in unique.tolist():
            number, e = divmod(key, self.n + 1)
            span = self._span(q, e)
            rows.append(self.words.quick(self.opens[number - 1] + span) if number else self.words[span])
        return (
            np.array([row[0] for row in rows], np.int64)[where],
            np.array([row[1] for row in rows])[where],
            np.array([row[2] for row in rows])[where],
        )

    def _extend(self, beam: _Beam, q: int) -> tuple[Array, Array, Array] | None:
        columns, score = beam.columns[: beam.size], beam.score[: beam.size]
        letter = bool(self.letter[q])
        is_open = columns[:, _OPEN] >= 0
        rows = np.flatnonzero(~is_open | letter)
        columns, score, is_open = columns[rows], score[rows], is_open[rows]
        before = int(self.gap[q])
        junction = np.where(
            is_open,
            self.join[columns[:, _GAP], before],
            np.where((columns[:, _LETTER] > 0) & letter, self.split[columns[:, _GAP], before], 0.0),
        )
        hope = np.array([*self.open_hope, 0.0])[columns[:, _OPEN]]
        known = score - np.where(is_open, hope, 0.0) + junction + self.edge[q]
        w1, s1, u1 = self._first_words(columns, q)
        p = columns[:, _P]
        t0, t1 = self.token_of[q], self.token_of[p - 1]
        rough = known + u1 + np.where(t1 > t0, self.running[t1] - self.running[t0 + 1] + self.last_price[p], 0.0)
        best = _best(rough, is_open, self.settings.scored)
        return self._score(q, rows[best], columns[best], known[best], w1[best], s1[best], is_open[best], beam)

    def _score(
        self, q: int, rows: Array, columns: Array, known: Array, w1: Array, s1: Array, is_open: Array, beam: _Beam
    ) -> tuple[Array, Array, Array] | None:
        p, h1, h2 = columns[:, _P], columns[:, _H1], columns[:, _H2]
        t0 = int(self.token_of[q])
        t1 = self.token_of[p - 1]
        count = t1 - t0 + 1
        second = np.where(count == 2, self.last_id[p], self.ids[t0 + 1])
        third = np.where(count == 3, self.last_id[p], self.ids[t0 + 2] if t0 + 2 < len(self.ids) else 0)
        m = len(p)
        prices = self.model.log_prob(
            np.concatenate([w1, second, third]),
            np.concatenate([h1, w1, second]),
            np.concatenate([h2, h1, w1]),
        )
        l1, l2, l3 = prices[:m], prices[m : 2 * m], prices[2 * m :]
        l1 = l1 + s1
        l2 = np.where(count >= 2, l2 + np.where(count == 2, self.last_spell[p], self.spell[t0 + 1]), 0.0)
        spell3 = self.spell[t0 + 2] if t0 + 2 < len(self.spell) else 0.0
        l3 = np.where(count >= 3, l3 + np.where(count == 3, self.last_spell[p], spell3), 0.0)
        more = count >= 4
        inner = np.where(more, self.running[t1] - self.running[np.minimum(t0 + 3, t1)], 0.0)
        last = np.select([count == 1, count == 2, count == 3], [l1, l2, l3], self.last_price[p])
        total = known + l1 + l2 + l3 + inner + np.where(more, self.last_price[p], 0.0)
        closed_h1 = np.where(count == 1, w1, self.last_id[p])
        closed_h2 = np.select([count == 1, count == 2], [h1, w1], self.ids[np.maximum(t1 - 1, 0)])
        open_h1 = np.select([count == 1, count == 2], [h1, w1], self.ids[np.maximum(t1 - 1, 0)])
        open_h2 = np.select([count == 1, count == 2, count == 3], [h2, h1, w1], self.ids[np.maximum(t1 - 2, 0)])
        with np.errstate(over="ignore"):
            text = (beam.text[rows] + np.where(is_open, np.uint64(0), _SPLIT)) * self.power[p - q]
            text = text + self.prefix[p] - self.prefix[q] * self.power[p - q]
        gap, ends = self.gap[p], self.letter[p - 1].astype(np.int64)
        base = (np.full(m, q), gap, ends, rows, is_open.astype(np.int64))
        closed = self._keep(total, _columns(base, closed_h1, closed_h2, np.full(m, -1)), text, self.settings.closed)
        if q == 0:
            return closed
        opened = self._open_ones(base, columns, count, total - last, open_h1, open_h2, text)
        if opened is None:
            return closed
        return tuple(np.concatenate(pair) for pair in zip(closed, opened, strict=True))  # type: ignore[return-value]

    def _open_ones(
        self, base: tuple[Array, ...], columns: Array, count: Array, known: Array, h1: Array, h2: Array, text: Array
    ) -> tuple[Array, Array, Array] | None:
        """The same hypotheses with their last word left open."""
        q, p = int(base[0][0]), columns[:, _P]
        rows = np.flatnonzero((base[2] > 0) & (known > known.max(initial=-np.inf) - 25))
        rows = rows[np.argsort(-known[rows], kind="stable")][: 6 * self.settings.open_]
        numbers = np.full(len(p), -1, np.int64)
        hope = np.full(len(p), -np.inf)
        for row in rows.tolist():
            end = int(p[row])
            begin = max(q, int(self.start_of[end - 1]))
            head = self.opens[columns[row, _OPEN]] if count[row] == 1 and columns[row, _OPEN] >= 0 else ""
            word = head + self._span(begin, end)
            if word in self.words.beginnings:
                numbers[row] = self._open(word)
                hope[row] = self.open_hope[numbers[row]]
        keep = np.flatnonzero((numbers >= 0) & (hope > -np.inf))
        if not len(keep):
            return None
        taken = tuple(part[keep] for part in base)
        made = _columns(taken, h1[keep], h2[keep], numbers[keep])
        return self._keep((known + hope)[keep], made, text[keep] ^ np.uint64(1), self.settings.open_)

    def _keep(self, score: Array, columns: Array, text: Array, width: int) -> tuple[Array, Array, Array]:
        """The best, each text once."""
        order = np.argsort(-score, kind="stable")
        _, firsts = np.unique(text[order], return_index=True)
        best = order[np.sort(firsts)][:width]
        return score[best], columns[best], text[best]


def _columns(base: Sequence[Array], h1: Array, h2: Array, opens: Array) -> Array:
    q, gap, ends, rows, joined = base
    return np.stack([q, h1, h2, opens, gap, ends, rows, joined], axis=1)


def _best(score: Array, is_open: Array, width: int) -> Array:
    """Places of the best, closed and open hypotheses apart."""
    found = []
    for group, share in ((~is_open, width), (is_open, width // 2)):
        rows = np.flatnonzero(group)
        if len(rows) > share:
            rows = rows[np.argpartition(-score[rows], share)[:share]]
        found.append(rows)
    return np.concatenate(found)


def readings(line: Cells, model: Model, words: Words, history: tuple[int, int], settings: Settings) -> list[Reading]:
    """The best readings of a damaged line, best first; empty when it is longer than the search may take."""
    if not 0 < len(line) <= settings.longest:
        return []
    return Search(line, model, words, settings).readings(history)
