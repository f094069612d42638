"""A document's own phrases as evidence: what stands whole in one line settles the order in another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

#: Wordings whose order no corpus of ours shows often: months as the United Nations writes them.
USUAL = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه", "تموز/يوليه",
    "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip


#: Readings of a line with their probabilities, as words.
Weighed = Sequence[tuple[Sequence[str], float]]

_NONE = 1e-6  # counts below are what rounding leaves


class Phrases:
    """Word pairs and triples of a document (Witten & Bell 1991 estimates).

    A line in doubt counts with the probabilities of its readings, so that two wrong readings do not vouch for each
    other.
    """

    def __init__(self, lines: Iterable[Weighed] = (), fixed: Iterable[Sequence[str]] = ()) -> None:
        self.counts: defaultdict[tuple[str, ...], float] = defaultdict(float)
        self.totals: defaultdict[tuple[str, ...], float] = defaultdict(float)
        for line in lines:
            self.count(line)
        for row in fixed:
            self.count([(row, 1.0)])

    def count(self, line: Weighed, sign: int = 1) -> None:
        """Put a line's phrases in, or take them out with ``sign`` -1."""
        for row, weight in line:
            for size in (2, 3):
                for start in range(len(row) - size + 1):
                    gram = tuple(row[start : start + size])
                    self.counts[gram] += sign * weight
                    self.totals[gram[:-1]] += sign * weight

    def gain(self, row: Sequence[str], prices: Sequence[float], weight: float) -> float:
        """How much likelier the document's phrases make a row whose words cost ``prices`` (log P)."""
        total = 0.0
        for place, price in enumerate(prices):
            base = math.exp(max(price, -40.0))
            own = base
            for size in (1, 2):
                if place < size:
                    continue
                history = tuple(row[place - size : place])
                seen = self.totals.get(history, 0.0)
                if seen > _NONE:
                    own = (max(self.counts.get((*history, row[place]), 0.0), 0.0) + 1.5 * own) / (seen + 1.5)
            total += math.log((1 - weight) * base + weight * own) - math.log(base)
        return total
