"""How sure a score is, and whether one system is better than another: bootstrap and a paired randomisation test.

What is drawn are knots: beads of the gold and of the tests that hang together because they share segments.  Faults
come in knots (one wrong border spoils two beads), so drawing single beads would make intervals too narrow.
Sources: Efron & Tibshirani 1993 (percentile intervals); Riezler & Maxwell 2005, "On some pitfalls in automatic
evaluation and significance testing for MT" (approximate randomisation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.evaluate import counts
from toolkit.model import Bead

#: Draws of the bootstrap and of the test; the seed is fixed, so the same input gives the same figures.
_DRAWS, _SEED = 2000, 20121015
_Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of a bootstrapped score."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Strict F1 of two systems on one gold: their difference (second less first), its interval, and a p-value.

    ``p_value`` is the chance of a difference as large if the two systems were the same (two-sided).
    """

    difference: float
    interval: Interval
    p_value: float


def interval(gold: Sequence[Bead], test: Sequence[Bead]) -> dict[str, Interval]:
    """95 % intervals of strict and lax F1.

    >>> gold = [Bead((k,), (k,)) for k in range(50)]
    >>> interval(gold, gold)["strict"]
    Interval(low=1.0, high=1.0)
    """
    table = _by_knot(gold, [test])[0]
    drawn = _drawn(len(table))
    sums = np.stack([table[draw].sum(axis=0) for draw in drawn])
    return {name: _middle(_f1(sums, name)) for name in ("strict", "lax")}


def compare(gold: Sequence[Bead], first: Sequence[Bead], second: Sequence[Bead]) -> Comparison:
    """Whether the second system's strict F1 differs from the first's on the same gold."""
    one, other = _by_knot(gold, [first, second])
    observed = float(_f1(other.sum(axis=0)[None], "strict")[0] - _f1(one.sum(axis=0)[None], "strict")[0])
    sums = [np.stack([table[draw].sum(axis=0) for draw in _drawn(len(one))]) for table in (one, other)]
    spread = _middle(_f1(sums[1], "strict") - _f1(sums[0], "strict"))
    swaps = np.random.Generator(np.random.PCG64(_SEED + 1)).random((_DRAWS, len(one))) < 0.5
    change = swaps @ (other - one)
    turned = _f1(other.sum(axis=0) - change, "strict") - _f1(one.sum(axis=0) + change, "strict")
    extreme = int((np.abs(turned) >= abs(observed) - 1e-12).sum())
    return Comparison(observed, spread, (extreme + 1) / (_DRAWS + 1))


def _by_knot(gold: Sequence[Bead], tests: Sequence[Sequence[Bead]]) -> list[_Counts]:
    """For each test its counts in each knot, (knots, 6)."""
    knots = _knots([gold, *tests])
    result = []
    for number, test in enumerate(tests, 1):
        rows = []
        for members in knots:
            rows.append(counts([gold[k] for k in members[0]], [test[k] for k in members[number]]))
        result.append(np.array(rows, dtype=np.float64))
    return result


def _knots(lists: Sequence[Sequence[Bead]]) -> list[list[list[int]]]:
    """Groups of beads that share segments, directly or through others: for each list the positions of its beads."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def nodes(bead: Bead) -> list[tuple[int, int]]:
        return [*((0, i) for i in bead.source), *((1, j) for j in bead.target)]

    for beads in lists:
        for bead in beads:
            first, *others = nodes(bead) or [(2, 0)]
            for other in others:
                parent[root(other)] = root(first)
    groups: dict[tuple[int, int], list[list[int]]] = {}
    for number, beads in enumerate(lists):
        for place, bead in enumerate(beads):
            key = root((nodes(bead) or [(2, 0)])[0])
            groups.setdefault(key, [[] for _ in lists])[number].append(place)
    return [groups[key] for key in sorted(groups)]


def _drawn(count: int) -> npt.NDArray[np.int64]:
    return np.random.Generator(np.random.PCG64(_SEED)).integers(0, count, (_DRAWS, count))


def _f1(sums: _Counts, name: str) -> _Counts:
    """F1 of each row of counts (strict right, strict found, lax right, lax found, given, wanted)."""
    right, found = (sums[:, 0], sums[:, 1]) if name == "strict" else (sums[:, 2], sums[:, 3])
    precision = right / np.maximum(sums[:, 4], 1e-9)
    recall = found / np.maximum(sums[:, 5], 1e-9)
    return np.asarray(2 * precision * recall / np.maximum(precision + recall, 1e-9))


def _middle(values: _Counts) -> Interval:
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(round(float(low), 6), round(float(high), 6))
