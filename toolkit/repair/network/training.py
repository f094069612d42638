"""Teach the network of ``toolkit.repair.network``: foresee each piece of the texts from those before it.

Sources: Werbos 1990, "Backpropagation through time: what it does and how to do it" (slopes over rows of pieces);
Kingma & Ba 2015, "Adam: a method for stochastic optimization"; Loshchilov & Hutter 2017, "SGDR: stochastic gradient
descent with warm restarts" (the rate falls as a cosine).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.model import BitextError
from toolkit.repair.network import Float, Weights, step

Int = npt.NDArray[np.int32]

_BETAS, _SMALL = (0.9, 0.999), 1e-8  # of Adam
_WARM_UP, _LAST_RATE = 300, 0.02  # steps in which the rate grows; what is left of it in the end
_LONGEST_SLOPE = 1.0
_LEAST_STEPS = 100
_FORGET = 0.03  # states that begin anew at each step, as they do at the front of a document
_ROWS = 512  # states whose next pieces are foreseen at a time


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a network is, and how it learns: V ``pieces``, D ``numbers`` a piece, H of ``state``; ``rows`` texts
    are read side by side, ``length`` pieces of each a step."""

    pieces: int = 4095
    numbers: int = 192
    state: int = 320
    rows: int = 128
    length: int = 32
    rate: float = 2.5e-3


def train_network(text: Int, plan: Plan, rng: np.random.Generator) -> Weights:
    """The network that one reading of a row of pieces teaches.

    About .1 ms of CPU a piece with the usual plan.  The same text gives the same weights on one machine with one
    number of threads (``bitext`` multiplies with one): sums of floats depend on their order.  Raises BitextError
    where the text is too short to teach anything.
    """
    size = (len(text) - 1) // plan.rows
    if size // plan.length < _LEAST_STEPS:
        needed = _LEAST_STEPS * plan.length * plan.rows
        wrong = f"too little text to teach a network: {len(text):,} pieces of words where {needed:,} are needed"
        raise BitextError(wrong, remedy="give more text, or leave --network out")
    weights = first_weights(plan)
    read = text[: size * plan.rows].reshape(plan.rows, size)
    foreseen = text[1 : size * plan.rows + 1].reshape(plan.rows, size)
    _learn(weights, read, foreseen, plan, rng)
    return weights


def _learn(weights: Weights, read: Int, foreseen: Int, plan: Plan, rng: np.random.Generator) -> None:
    """Move the weights in place, step by step through texts (rows) and what follows each of their pieces."""
    adam, state = _Adam(weights), np.zeros((plan.rows, plan.state), np.float32)
    steps = read.shape[1] // plan.length
    for done in range(1, steps + 1):
        own = slice((done - 1) * plan.length, done * plan.length)
        _, slopes, state = loss_and_slopes(weights, read[:, own].T, foreseen[:, own].T, state)
        state[rng.random(plan.rows) < _FORGET] = 0
        fall = 0.5 * (1 + math.cos(math.pi * done / steps))
        adam.step(slopes, plan.rate * min(1, done / _WARM_UP) * (_LAST_RATE + (1 - _LAST_RATE) * fall))


def first_weights(plan: Plan) -> Weights:
    """Small random weights, the same in every run."""
    rng = np.random.default_rng(1)
    v, d, h = plan.pieces, plan.numbers, plan.state

    def drawn(rows: int, columns: int, spread: float) -> Float:
        return (rng.standard_normal((rows, columns)) * spread).astype(np.float32)

    pieces, reading = drawn(v, d, 0.1), drawn(d, 3 * h, 3 / math.sqrt(d))  # what is read is small at first
    keeping, constants = drawn(h, 3 * h, 1 / math.sqrt(h)), (np.zeros(3 * h, np.float32), np.zeros(h, np.float32))
    return Weights(pieces, reading, keeping, *constants, drawn(h, d, 1 / math.sqrt(h)), np.zeros(v, np.float32))


class _Adam:
    """Each weight moves by its mean slope over the spread of its slopes."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights.tables()
        self.mean = {name: np.zeros_like(own) for name, own in self.weights.items()}
        self.square = {name: np.zeros_like(own) for name, own in self.weights.items()}
        self.steps = 0

    def step(self, slopes: dict[str, Float], rate: float) -> None:
        """Move the weights in place."""
        self.steps += 1
        length = math.sqrt(sum(float((slope * slope).sum()) for slope in slopes.values()))
        shrunk = np.float32(min(1, _LONGEST_SLOPE / length))
        (mean_kept, square_kept), first = _BETAS, 1 - _BETAS[0] ** self.steps
        second = np.float32(1 / (1 - square_kept**self.steps))
        for name, own in self.weights.items():
            slope = slopes[name] * shrunk
            mean, square = self.mean[name], self.square[name]
            mean *= np.float32(mean_kept)
            mean += np.float32(1 - mean_kept) * slope
            slope *= slope
            square *= np.float32(square_kept)
            square += np.float32(1 - square_kept) * slope
            own -= np.float32(rate / first) * mean / (np.sqrt(square * second) + np.float32(_SMALL))


@dataclass(frozen=True)
class _Run:
    """States of a run (T + 1 x B x H), gates and new states (T x B x 3H), what the reset gate shuts out
    (T x B x H)."""

    states: Float
    gates: Float
    shut: Float


def _run(weights: Weights, read: Int, state: Float) -> _Run:
    """Read T pieces of B texts (T x B) from a state (B x H) on."""
    (length, rows), size = read.shape, state.shape[1]
    gates = weights.pieces[read.ravel()] @ weights.reading + weights.reading_constants
    gates = gates.reshape(length, rows, 3 * size)
    states, shut = np.empty((length + 1, rows, size), state.dtype), np.empty((length, rows, size), state.dtype)
    states[0] = state
    for at in range(length):
        own = step(weights, gates[at], states[at])
        gates[at, :, : 2 * size], gates[at, :, 2 * size :] = own.gates, own.new
        shut[at], states[at + 1] = own.shut, own.state
    return _Run(states, gates, shut)


def loss_and_slopes(
    weights: Weights, read: Int, foreseen: Int, state: Float
) -> tuple[float, dict[str, Float], Float]:
    """The mean loss (nats a piece) of T pieces of B texts (both T x B), its slope by each weight, the last state."""
    run = _run(weights, np.ascontiguousarray(read), state)
    above = run.states[1:].reshape(-1, state.shape[1])
    said = above @ weights.saying
    loss, by_said, slopes = _foreseen(weights, said, np.ascontiguousarray(foreseen).ravel())
    slopes["saying"] = above.T @ by_said
    by_states = (by_said @ weights.saying.T).reshape(run.shut.shape)
    by_reading, by_keeping = _back_through_time(weights, run, by_states)
    slopes |= _of_gates(weights, run, by_reading, by_keeping, np.ascontiguousarray(read).ravel(), slopes)
    return loss, slopes, run.states[-1].copy()


def _foreseen(weights: Weights, said: Float, foreseen: Int) -> tuple[float, Float, dict[str, Float]]:
    """The mean loss, and its slopes by what was said (N x D) and by the tables of pieces."""
    count, loss = len(said), 0.0
    by_said, by_pieces, by_often = np.empty_like(said), np.zeros_like(weights.pieces), np.zeros_like(weights.often)
    for begin in range(0, count, _ROWS):
        own, right = said[begin : begin + _ROWS], foreseen[begin : begin + _ROWS]
        places = np.arange(len(own))
        odds = own @ weights.pieces.T
        odds += weights.often
        odds -= odds.max(axis=1, keepdims=True)
        of_right = odds[places, right]
        np.exp(odds, out=odds)
        totals = odds.sum(axis=1)
        loss += float((np.log(totals) - of_right).sum())
        odds /= (totals * count)[:, None]
        odds[places, right] -= 1 / count
        by_said[begin : begin + _ROWS] = odds @ weights.pieces
        by_pieces += odds.T @ own
        by_often += odds.sum(axis=0)
    return loss / count, by_said, {"pieces": by_pieces, "often": by_often}


def _back_through_time(weights: Weights, run: _Run, by_states: Float) -> tuple[Float, Float]:
    """Slopes by what each gate was given of the piece read and of the state before (T x B x 3H)."""
    size = by_states.shape[2]
    by_reading, by_keeping = np.empty_like(run.gates), np.empty_like(run.gates)
    carried, back = np.zeros_like(by_states[0]), np.ascontiguousarray(weights.keeping.T)
    for at in range(len(by_states) - 1, -1, -1):
        carried += by_states[at]
        reset, update, new = (run.gates[at, :, k * size : (k + 1) * size] for k in range(3))
        by_new = carried * (1 - update) * (1 - new * new)
        by_update = carried * (run.states[at] - new) * update * (1 - update)
        by_reset = by_new * run.shut[at] * reset * (1 - reset)
        by_reading[at] = np.hstack([by_reset, by_update, by_new])
        by_keeping[at] = np.hstack([by_reset, by_update, by_new * reset])
        carried *= update
        carried += by_keeping[at] @ back
    return by_reading, by_keeping


def _of_gates(
    weights: Weights, run: _Run, by_reading: Float, by_keeping: Float, read: Int, slopes: dict[str, Float]
) -> dict[str, Float]:
    """Slopes by the weights of the gates, and by the pieces that were read (added to those of the foreseen)."""
    size = run.shut.shape[2]
    reading, keeping = by_reading.reshape(-1, 3 * size), by_keeping.reshape(-1, 3 * size)
    order = np.argsort(read, kind="stable")
    ordered = read[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    by_pieces = slopes["pieces"]
    by_pieces[ordered[first]] += np.add.reduceat((reading @ weights.reading.T)[order], first, axis=0)
    return {
        "pieces": by_pieces,
        "reading": weights.pieces[read].T @ reading,
        "keeping": run.states[:-1].reshape(-1, size).T @ keeping,
        "reading_constants": reading.sum(axis=0),
        "keeping_constants": keeping[:, 2 * size :].sum(axis=0),
    }
