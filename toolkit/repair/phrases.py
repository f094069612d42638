"""A document's own phrases as evidence: what stands whole in one line settles the order in another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence


#: Wordings whose order no corpus of ours shows often: months as the United Nations writes them.
USUAL = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه", "تموز/يوليه",
    "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip


class Phrases:
    """Word pairs and triples of a document, counted line by line (Witten & Bell 1991 estimates)."""

    def __init__(self, rows: Iterable[Sequence[str]], fixed: Iterable[Sequence[str]] = ()) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.totals: Counter[tuple[str, ...]] = Counter()
        for row in (*rows, *fixed):
            self._count(row, 1)

    def _count(self, row: Sequence[str], sign: int) -> None:
        for size in (2, 3):
            for start in range(len(row) - size + 1):
                gram = tuple(row[start : start + size])
                self.counts[gram] += sign
                self.totals[gram[:-1]] += sign

    def replace(self, old: Sequence[str] | None, new: Sequence[str] | None) -> None:
        """Take one line's words out and put others in."""
        if old is not None:
            self._count(old, -1)
        if new is not None:
            self._count(new, 1)

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
                seen = self.totals[history]
                if seen > 0:
                    own = (self.counts[(*history, row[place])] + 1.5 * own) / (seen + 1.5)
            total += math.log((1 - weight) * base + weight * own) - math.log(base)
        return total
