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

from dataclasses import dataclass

import numpy as np

from toolkit.repair.beam import (
    BEHIND,
    FROM,
    FRONT,
    H1,
    H2,
    JOINED,
    LAST,
    OPEN,
    PLACE,
    Array,
    Beam,
    columns_of,
    keep,
    likeliest,
)
from toolkit.repair.blanks import Account
from toolkit.repair.cells import Cells
from toolkit.repair.lattice import Lattice, Model, OpenWords
from toolkit.repair.vocabulary import Words

_SPLIT = np.uint64(0x9E3779B97F4A7C15)
_HOPELESS = 25.0  # nats behind the best: such a hypothesis is not left open


@dataclass(frozen=True, slots=True)
class Settings:
    """How wide the search is."""

    closed: int = 48
    open_: int = 24
    scored: int = 320
    readings: int = 40
    longest: int = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a damaged line: its blocks in restored order, as (first cell, past the last, joined)."""

    score: float
    blocks: tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """Columns over hypotheses: the first three words and the last one that a block makes, and their prices."""

    count: Array
    ids: tuple[Array, Array]  # of the first and second word
    last: Array  # price of the last word
    total: Array  # price of all words


class Search:
    """One line's search; ``readings`` runs it."""

    def __init__(self, line: Cells, model: Model, words: Words, settings: Settings) -> None:
        self.model, self.words, self.settings = model, words, settings
        self.lattice = Lattice(line, model, words)
        self.opens = OpenWords(self.lattice)
        self.account = Account(line)

    def readings(self, history: tuple[int, int]) -> list[Reading]:
        """The best readings of the line after two words, best first."""
        beam = Beam()
        first = np.array([[self.lattice.n, history[0], history[1], -1, -1, 0, 0, 0, 0]], np.int64)
        beam.add(np.zeros(1), first, np.zeros(1, np.uint64))
        for q in range(self.lattice.n - 1, -1, -1):
            if self.lattice.edge[q] > -np.inf:
                beam.add(*self._extend(beam, q))
        ends = np.flatnonzero((beam.columns[: beam.size, PLACE] == 0) & (beam.columns[: beam.size, OPEN] < 0))
        ends = ends[np.argsort(-beam.score[ends], kind="stable")][: self.settings.readings]
        return [_trace(beam, int(end)) for end in ends]

    def _extend(self, beam: Beam, q: int) -> tuple[Array, Array, Array]:
        """Hypotheses whose next block opens at q: the likeliest by a rough price, then priced in full."""
        lattice = self.lattice
        columns, score = beam.columns[: beam.size], beam.score[: beam.size]
        letter = bool(lattice.letter[q])
        is_open = columns[:, OPEN] >= 0
        rows = np.arange(beam.size) if letter else np.flatnonzero(~is_open)
        columns, score, is_open = columns[rows], score[rows], is_open[rows]
        junction = lattice.cut[is_open.astype(int), columns[:, LAST], lattice.ends[q]]
        junction = np.where(columns[:, PLACE] == lattice.n, 0.0, junction) + np.where(
            is_open, 0.0, lattice.opening[q]
        )
        hope = np.array([*self.opens.hope, 0.0])[columns[:, OPEN]]
        astray, behind, front = self.account.step(
            q, columns[:, PLACE], is_open, lattice.behind[columns[:, LAST]], columns[:, BEHIND], columns[:, FRONT]
        )
        known = score - np.where(is_open, hope, 0.0) + junction + lattice.edge[q] - astray
        w1, s1, u1 = self._first_words(columns, q)
        p = columns[:, PLACE]
        t0, t1 = lattice.token_of[q], lattice.token_of[p - 1]
        inner = lattice.running[t1] - lattice.running[t0 + 1] + lattice.last_price[p]
        best = likeliest(known + u1 + np.where(t1 > t0, inner, 0.0), is_open, self.settings.scored)
        priced = self._price(q, columns[best], w1[best], s1[best])
        more = (is_open[best], lattice.ends[p[best] - 1], behind[best], front[best])
        return self._kept(q, rows[best], known[best], priced, more, beam)

    def _first_words(self, columns: Array, q: int) -> tuple[Array, Array, Array]:
        """Ids, spelling and plain prices of the first word that a block from q makes with each hypothesis."""
        lattice, size = self.lattice, self.lattice.n + 1
        ends = np.minimum(columns[:, PLACE], lattice.end_of[q])
        keys = (columns[:, OPEN] + 1) * size + ends
        unique, where = np.unique(keys, return_inverse=True)
        heads = ["", *self.opens.texts]
        spans = {e: lattice.span(q, e) for e in range(q + 1, int(lattice.end_of[q]) + 1)}
        for span in spans.values():
            self.words[span]
        joined = self.words.joined
        rows = [joined(heads[key // size], spans[key % size]) for key in unique.tolist()]
        ids, spelling, plain = np.array(rows).T if rows else np.empty((3, 0))
        return ids.astype(np.int64)[where], spelling[where], plain[where]

    def _price(self, q: int, columns: Array, w1: Array, s1: Array) -> _Words:
        """Prices of the words that blocks from q make after their hypotheses."""
        lattice = self.lattice
        p, h1, h2 = columns[:, PLACE], columns[:, H1], columns[:, H2]
        t0, t1 = int(lattice.token_of[q]), lattice.token_of[p - 1]
        count = t1 - t0 + 1
        second = np.where(count == 2, lattice.last_id[p], lattice.ids[t0 + 1])
        third = np.where(count == 3, lattice.last_id[p], lattice.ids[min(t0 + 2, len(lattice.ids) - 1)])
        m = len(p)
        prices = self.model.log_prob(
            np.concatenate([w1, second, third]), np.concatenate([h1, w1, second]), np.concatenate([h2, h1, w1])
        )
        l1 = prices[:m] + s1
        l2 = prices[m : 2 * m] + np.where(count == 2, lattice.last_spell[p], lattice.spell[t0 + 1])
        spell3 = lattice.spell[min(t0 + 2, len(lattice.spell) - 1)]
        l3 = prices[2 * m :] + np.where(count == 3, lattice.last_spell[p], spell3)
        l2, l3 = np.where(count >= 2, l2, 0.0), np.where(count >= 3, l3, 0.0)
        inner = lattice.running[t1] - lattice.running[np.minimum(t0 + 3, t1)] + lattice.last_price[p]
        total = l1 + l2 + l3 + np.where(count >= 4, inner, 0.0)
        last = np.select([count == 1, count == 2, count == 3], [l1, l2, l3], lattice.last_price[p])
        return _Words(count, (w1, second), last, total)

    def _kept(
        self, q: int, rows: Array, known: Array, words: _Words, more: tuple[Array, ...], beam: Beam
    ) -> tuple[Array, Array, Array]:
        """The best of some hypotheses, their last word closed or left open; ``more``: columns ``JOINED``,
        ``LAST``, ``BEHIND``, ``FRONT``."""
        lattice, is_open = self.lattice, more[0]
        columns = beam.columns[rows]
        p, h1, h2, w1 = columns[:, PLACE], columns[:, H1], columns[:, H2], words.ids[0]
        t1 = lattice.token_of[p - 1]
        one, two, three = words.count == 1, words.count == 2, words.count == 3
        before1 = np.select([one, two], [h1, w1], lattice.ids[np.maximum(t1 - 1, 0)])
        before2 = np.select([one, two, three], [h2, h1, w1], lattice.ids[np.maximum(t1 - 2, 0)])
        with np.errstate(over="ignore"):
            text = (beam.text[rows] + np.where(is_open, np.uint64(0), _SPLIT)) * lattice.power[p - q]
            text = text + lattice.prefix[p] - lattice.prefix[q] * lattice.power[p - q]
        base = (np.full(len(p), q), rows, *more)
        last = np.where(one, w1, lattice.last_id[p])
        total = known + words.total
        width = self.settings.closed if q else self.settings.readings
        closed = keep(total, columns_of(base, last, before1, np.full(len(p), -1)), text, width)
        if q == 0:
            return closed
        opened = self._open_ones(base, columns, words.count, total - words.last, (before1, before2), text)
        scores, kept, texts = (np.concatenate(pair) for pair in zip(closed, opened, strict=True))
        return scores, kept, texts

    def _open_ones(
        self,
        base: tuple[Array, ...],
        columns: Array,
        count: Array,
        known: Array,
        history: tuple[Array, Array],
        text: Array,
    ) -> tuple[Array, Array, Array]:
        """The same hypotheses with their last word left open."""
        lattice, opens = self.lattice, self.opens
        q, p = int(base[0][0]), columns[:, PLACE]
        may = lattice.letter[p - 1] & lattice.may_stay_open[p] & (known > known.max(initial=-np.inf) - _HOPELESS)
        rows = np.flatnonzero(may)
        rows = rows[np.argsort(-known[rows], kind="stable")][: 6 * self.settings.open_]
        taken, numbers = [], []
        for row in rows.tolist():
            end = int(p[row])
            head = opens.texts[columns[row, OPEN]] if count[row] == 1 and columns[row, OPEN] >= 0 else ""
            begin = max(q, int(lattice.start_of[end - 1]))
            number = opens.number(head + lattice.span(begin, end), len(lattice.line.cells[end - 1]) > 1)
            if number >= 0:
                taken.append(row)
                numbers.append(number)
        at, number_of = np.array(taken, np.int64), np.array(numbers, np.int64)
        score = known[at] + np.array(opens.hope)[number_of] + np.array(opens.prior)[number_of]
        made = columns_of(tuple(part[at] for part in base), history[0][at], history[1][at], number_of)
        return keep(score, made, text[at] ^ np.uint64(1), self.settings.open_)


def _trace(beam: Beam, end: int) -> Reading:
    """The blocks that led to a hypothesis."""
    score, blocks, at = float(beam.score[end]), [], end
    while beam.columns[at, FROM] >= 0:
        before = int(beam.columns[at, FROM])
        blocks.append(
            (int(beam.columns[at, PLACE]), int(beam.columns[before, PLACE]), bool(beam.columns[at, JOINED]))
        )
        at = before
    return Reading(score, tuple(reversed(blocks)))


def readings(line: Cells, model: Model, words: Words, history: tuple[int, int], settings: Settings) -> list[Reading]:
    """The best readings of a damaged line, best first; empty when it is longer than the search may take."""
    if not 0 < len(line) <= settings.longest:
        return []
    return Search(line, model, words, settings).readings(history)
