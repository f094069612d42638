"""A small recurrent network that reads a paragraph piece by piece and says how likely each next word is.

It remembers more than the three words that n-grams know: who the subject was, whether a verb or a list goes on.  It
is too slow to search with, so it is asked about the readings that the search has found.

Sources: Cho et al. 2014, "Learning phrase representations using RNN encoder-decoder for statistical machine
translation" (the gated recurrent unit, here with the reset gate behind the product); Mikolov et al. 2010, "Recurrent
neural network based language model" (rescoring of n-best lists); Press & Wolf 2017, "Using the output embedding to
improve language models" (one table for what is read and what is foreseen).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from toolkit.repair.network.subwords import Subwords, numbers_of

Float = npt.NDArray[np.float32]

_ROWS = 512  # states whose next pieces are priced at a time
_ASKED = 48  # questions that are answered at a time: more are no quicker and take memory


@dataclass(frozen=True)
class Weights:
    """V pieces, D numbers a piece, H numbers of state: ``pieces`` V x D, ``reading`` D x 3H and ``keeping`` H x 3H
    (reset, update, new state) with their constants 3H and H, ``saying`` H x D, ``often`` V."""

    pieces: Float
    reading: Float
    keeping: Float
    reading_constants: Float
    keeping_constants: Float
    saying: Float
    often: Float

    def tables(self) -> dict[str, Float]:
        """All of them by name, in this order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Step:
    """What a unit does with a piece: its two gates (reset, then update; B x 2H), what the reset gate lets through or
    not (B x H), the new state that is proposed (B x H), and the state that follows (B x H)."""

    gates: Float
    shut: Float
    new: Float
    state: Float


def step(weights: Weights, read: Float, states: Float) -> Step:
    """One step from B states (B x H), given what the pieces read say to the gates (B x 3H)."""
    size = states.shape[1]
    kept = states @ weights.keeping
    gates: Float = np.reciprocal(1 + np.exp(-(read[:, : 2 * size] + kept[:, : 2 * size])))
    shut = kept[:, 2 * size :] + weights.keeping_constants
    new = np.tanh(read[:, 2 * size :] + gates[:, :size] * shut)
    return Step(gates, shut, new, new + gates[:, size:] * (states - new))


class Network:
    """The network of a language model, ready to be asked; ``worth``: how its weights are rounded in a file
    (``toolkit.repair.network.packing``).

    >>> from toolkit.repair.language_model import LanguageModel
    >>> network = LanguageModel.load().network
    >>> right, wrong = network.prices([(network.start(), [["الدول", "الأطراف"], ["الأطراف", "الدول"]])])[0]
    >>> bool(right.sum() > wrong.sum())
    True
    """

    def __init__(self, subwords: Subwords, weights: Weights, worth: tuple[float, ...]) -> None:
        self.subwords, self.weights, self.worth = subwords, weights, worth

    @cached_property
    def _read(self) -> Float:
        """What the gates are given by each piece (V x 3H)."""
        found: Float = self.weights.pieces @ self.weights.reading + self.weights.reading_constants
        return found

    @cached_property
    def _foreseen(self) -> Float:
        found: Float = np.ascontiguousarray(self.weights.pieces.T)
        return found

    def pieces(self, word: str) -> tuple[int, ...]:
        """Numbers of the pieces of a token of ``toolkit.repair.tokens``; a border for what is in none of them."""
        return numbers_of(word, self.subwords) or (0,)

    def start(self) -> Float:
        """The state at the border before a paragraph (H)."""
        nothing = np.zeros((1, len(self.weights.keeping)), np.float32)
        found: Float = self._after(nothing, np.zeros(1, np.int64))[0]
        return found

    def after(self, state: Float, words: Iterable[str]) -> Float:
        """The state (H) after some more words."""
        row = state[None]
        for word in words:
            for piece in self.pieces(word):
                row = self._after(row, np.array([piece]))
        found: Float = row[0]
        return found

    def prices(self, asked: Sequence[tuple[Float, Sequence[Sequence[str]]]]) -> list[list[Float]]:
        """log P of each word of each of several rows of words that may follow a state."""
        found = list[list[Float]]()
        for begin in range(0, len(asked), _ASKED):
            found += self._some_prices(asked[begin : begin + _ASKED])
        return found

    def _some_prices(self, asked: Sequence[tuple[Float, Sequence[Sequence[str]]]]) -> list[list[Float]]:
        states = np.stack([state for state, _ in asked])
        places = [place for place, (_, rows) in enumerate(asked) for _ in rows]
        rows = [[self.pieces(word) for word in row] for _, rows in asked for row in rows]
        found = self._priced(states, places, [[piece for word in row for piece in word] for row in rows])
        words = iter(
            np.add.reduceat(own, np.cumsum([0, *map(len, row[:-1])])) if row else own
            for own, row in zip(found, rows, strict=True)
        )
        return [[next(words) for _ in rows] for _, rows in asked]

    def _priced(self, states: Float, places: Sequence[int], rows: Sequence[Sequence[int]]) -> list[Float]:
        """log P of each piece of each row that starts from the state at its place: what rows of one state have in
        common from their start is read once (a trie, one depth after the other)."""
        found = [np.zeros(len(row), np.float32) for row in rows]
        nodes = list(places)
        for depth in range(max(map(len, rows), default=0)):
            live = [k for k, row in enumerate(rows) if len(row) > depth]
            pairs = np.array([(nodes[k], rows[k][depth]) for k in live])
            edges, which = np.unique(pairs, axis=0, return_inverse=True)
            priced = self._log_probs(states, edges[:, 0], edges[:, 1])[which.ravel()]
            for k, price, node in zip(live, priced.tolist(), which.ravel().tolist(), strict=True):
                found[k][depth] = price
                nodes[k] = node
            states = self._after(states[edges[:, 0]], edges[:, 1])
        return found

    def _log_probs(self, states: Float, nodes: npt.NDArray[np.int64], pieces: npt.NDArray[np.int64]) -> Float:
        """log P of pieces after the states of nodes."""
        said = states @ self.weights.saying
        total = np.empty(len(states), np.float32)
        for begin in range(0, len(states), _ROWS):
            own = said[begin : begin + _ROWS] @ self._foreseen
            own += self.weights.often
            most = own.max(axis=1)
            own -= most[:, None]
            total[begin : begin + _ROWS] = np.log(np.exp(own, out=own).sum(axis=1)) + most
        chosen = np.einsum("nd,nd->n", said[nodes], self.weights.pieces[pieces])
        found: Float = chosen + self.weights.often[pieces] - total[nodes]
        return found

    def _after(self, states: Float, pieces: npt.NDArray[np.int64]) -> Float:
        """States (rows) after one more piece each."""
        return step(self.weights, self._read[pieces], states).state
