"""How good an alignment is against a gold alignment: strict and lax precision, recall and F1.

Strict: a bead counts when it is a gold bead exactly.  Lax: it counts when it overlaps a gold bead on both sides.
Recall is over the gold beads with two sides; in precision an omission that the gold does not have is a fault, as in
the scorer of vecalign (Thompson & Koehn 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model import Bead, BitextError


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """2PR / (P + R), 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Strict and lax scores, and how many gold beads of each type were found: type -> (found, all)."""

    strict: Score
    lax: Score
    by_kind: tuple[tuple[str, int, int], ...]


def evaluate(gold: Sequence[Bead], test: Sequence[Bead]) -> Evaluation:
    """Score test beads against gold beads.  Raises BitextError where the gold has no bead with two sides.

    >>> gold = (Bead((0,), (0,)), Bead((1, 2), (1,)))
    >>> evaluate(gold, (Bead((0,), (0,)), Bead((1, 2), ()), Bead((), (1,)))).strict
    Score(precision=0.3333333333333333, recall=0.5)
    """
    if not any(bead.source and bead.target for bead in gold):
        raise BitextError("the gold has no bead with two sides", remedy="give a gold alignment")
    strict_right, strict_found, lax_right, lax_found, given, wanted = counts(gold, test)
    strict = Score(strict_right / given if given else 0.0, strict_found / wanted)
    lax = Score(lax_right / given if given else 0.0, lax_found / wanted)
    return Evaluation(strict, lax, _by_kind(gold, test))


def counts(gold: Sequence[Bead], test: Sequence[Bead]) -> tuple[int, int, int, int, int, int]:
    """Strictly right test beads, strictly found gold beads, the same two lax, all test beads, all gold beads.

    Gold beads are those with two sides; test beads are right as well where they are omissions of the gold.
    """
    wanted = {(bead.source, bead.target) for bead in gold if bead.source and bead.target}
    given = {(bead.source, bead.target) for bead in test if bead.source or bead.target}
    omitted = {(bead.source, bead.target) for bead in gold if not (bead.source and bead.target)}
    hit = wanted & given
    gold_pairs, test_pairs = _pairs(wanted), _pairs(given)
    lax_right = sum(bool(_cells(bead) & gold_pairs) or bead in omitted for bead in given)
    lax_found = sum(bool(_cells(bead) & test_pairs) for bead in wanted)
    return len(hit) + len(given & omitted), len(hit), lax_right, lax_found, len(given), len(wanted)


def _by_kind(gold: Sequence[Bead], test: Sequence[Bead]) -> tuple[tuple[str, int, int], ...]:
    """For each type of gold bead, omissions too, how many were found of how many."""
    given = {(bead.source, bead.target) for bead in test}
    found: dict[str, list[int]] = {}
    for bead in sorted({(bead.source, bead.target) for bead in gold}):
        row = found.setdefault(f"{len(bead[0])}-{len(bead[1])}", [0, 0])
        row[0] += bead in given
        row[1] += 1
    return tuple((kind, hit, total) for kind, (hit, total) in sorted(found.items()))


_Positions = tuple[tuple[int, ...], tuple[int, ...]]


def _cells(bead: _Positions) -> set[tuple[int, int]]:
    return {(i, j) for i in bead[0] for j in bead[1]}


def _pairs(beads: set[_Positions]) -> set[tuple[int, int]]:
    return {cell for bead in beads for cell in _cells(bead)}
