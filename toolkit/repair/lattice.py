"""One damaged line as the block search needs it: what stands inside blocks, priced once, and odds of edges."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from toolkit.repair.beam import Array
from toolkit.repair.blanks import blanks_behind
from toolkit.repair.cells import Cells
from toolkit.repair.edges import cut_score, edge_scores, head_score, place_scores
from toolkit.repair.vocabulary import Words
from toolkit.repair.vowels import ends_word, opening_price

_BASE = np.uint64(1_000_003)
_FIRST = 2  # letters by which ends of words are told apart
_RARE_EDGE = -6.0  # log odds under which a place is no edge for the completion of open words


class Model(Protocol):
    """What the search asks of a language model."""

    def log_prob(self, words: Array, history1: Array, history2: Array) -> Array:
        """Natural log of P(word | the word before, the one before that)."""


class Lattice:
    """Arrays over the n cells of a line, each of length n + 1.

    ``edge``: what a block edge gains there, ``rare``: whether hardly any is there; ``ends``: the kind of each cell,
    ``behind``: blanks after cells of each kind, ``cut``: the price of a cut between cells of two kinds, where no word
    goes on and where one does; ``start_of``, ``end_of``, ``token_of``: the word around a cell as the line stands;
    ``opening``: what a word that opens there costs for its vowel marks.  ``ids``, ``spell``: words of the line as it
    stands; ``running``: sums of their prices; ``last_id``, ``last_spell``, ``last_price``: the same for a last word
    clipped at p.
    """

    def __init__(self, line: Cells, model: Model, words: Words) -> None:
        self.line, self.words = line, words
        self.n = n = len(line)
        self.edge = np.array(edge_scores(line))
        self.rare = np.array(place_scores(line)) < _RARE_EDGE
        self._price_cuts()
        self.letter = np.array([kind == "L" for kind in line.kinds] + [False])
        self.opening = np.array([opening_price(line, place) for place in range(n)] + [0.0])
        self.may_stay_open = np.array([False] + [not ends_word(cell) for cell in line.cells])
        starts = [i for i in range(n) if line.starts[i]]
        self.start_of = np.zeros(n + 1, np.int64)
        self.end_of = np.zeros(n + 1, np.int64)
        self.token_of = np.zeros(n + 1, np.int64)
        for t, (a, e) in enumerate(zip(starts, [*starts[1:], n], strict=True)):
            self.start_of[a:e], self.end_of[a:e], self.token_of[a:e] = a, e, t
        self._spell(starts, model)
        self._number()

    def _price_cuts(self) -> None:
        line = self.line
        looks = [
            (kind, len(cell) > 1, cell if kind == "P" else "")
            for kind, cell in zip(line.kinds, line.cells, strict=True)
        ]
        sample = {look: place for place, look in enumerate(looks)}  # a cell of each kind
        number_of = {look: number for number, look in enumerate(sample)}
        self.ends = np.array([number_of[look] for look in looks])
        self.behind = np.array([blanks_behind(line.cells[place]) for place in sample.values()])
        pairs = [[(a, b) for b in sample.values()] for a in sample.values()]
        self.cut = np.array([[[cut_score(line, *pair, j) for pair in row] for row in pairs] for j in (False, True)])

    def span(self, a: int, e: int) -> str:
        """The letters of cells a to e - 1."""
        return "".join(self.line.letters[a:e])

    def tails(self) -> set[str]:
        """Every stretch of letters that a block may hold at the end of a word which another block began."""
        found = {self.span(0, int(self.end_of[0]))}
        may_open = [q for q in range(self.n) if self.letter[q] and not self.rare[q]]
        for q in may_open:
            end = int(self.end_of[q])
            found.add(self.span(q, end))
            if q == self.start_of[q]:  # one that opens inside a word and is clipped too would be two rare edges
                found.update(self.span(q, e) for e in range(q + 1, end) if not self.rare[e])
        return found

    def _spell(self, starts: list[int], model: Model) -> None:
        n = self.n
        whole = [self.words[self.span(a, int(self.end_of[a]))] for a in starts]
        ids = np.array([word[0] for word in whole], np.int64)
        spell = np.array([word[1] for word in whole])
        self.ids = np.concatenate([ids, [0, 0]])
        self.spell = np.concatenate([spell, [0.0, 0.0]])
        before1, before2 = np.concatenate([[-1], ids[:-1]]), np.concatenate([[-1, -1], ids[:-2]])[: len(ids)]
        price = model.log_prob(ids, before1, before2) + spell + self.opening[starts]
        self.running = np.concatenate([[0.0], np.cumsum(price)])
        clipped = [self.words[self.span(int(self.start_of[p - 1]), p)] for p in range(1, n + 1)]
        self.last_id = np.array([0] + [word[0] for word in clipped], np.int64)
        self.last_spell = np.array([0.0] + [word[1] for word in clipped])
        token = self.token_of[np.arange(n)]
        first = np.where(token > 0, ids[np.maximum(token - 1, 0)], -1)
        second = np.where(token > 1, ids[np.maximum(token - 2, 0)], -1)
        price = model.log_prob(self.last_id[1:], first, second) + self.last_spell[1:]
        self.last_price = np.concatenate([[0.0], price])

    def _number(self) -> None:
        """Rolling hash of the cells, so that hypotheses of one text can be told."""
        prefix, power = [np.uint64(0)], [np.uint64(1)]
        with np.errstate(over="ignore"):
            for cell in self.line.cells:
                code = np.uint64(int.from_bytes(cell.encode()[:7], "big"))
                prefix.append(prefix[-1] * _BASE + code)
                power.append(power[-1] * _BASE)
        self.prefix, self.power = np.array(prefix, np.uint64), np.array(power, np.uint64)


class OpenWords:
    """Words that one block begins and another ends, numbered; ``hope``: log P of what each may become."""

    def __init__(self, lattice: Lattice) -> None:
        self.words = lattice.words
        self.tails: dict[str, list[str]] = {}
        for tail in sorted(lattice.tails()):
            self.tails.setdefault(tail[:_FIRST], []).append(tail)
        self.texts: list[str] = []
        self.hope: list[float] = []
        self.prior: list[float] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str, marked: bool) -> int:
        """The number of an open word; -1 where no stretch of the line makes a word of it."""
        known = self._numbers.get(text)
        if known is None:
            hope = self.words.hope(text, self.tails) if text in self.words.beginnings else -math.inf
            known = self._numbers[text] = len(self.texts) if hope > -math.inf else -1
            if known >= 0:
                self.texts.append(text)
                self.hope.append(hope)
                self.prior.append(head_score(text, marked))
        return known
