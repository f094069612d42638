"""Learn how sure a restored word is: the part "doubt" of toolkit/repair/data/ranking.json.

Run: python tests/benchmarks/fit_doubt.py [FOLDER]  (about 5 minutes of CPU; FOLDER keeps the searched documents).
``fit_ranking.py`` ends with the same: run this one alone where only ``toolkit.repair.doubt`` changed.

A logistic regression with a normal prior, found by Newton's method.  Before the weights of all documents are
written, those of each half of them are measured on the other half: how many of the wrong words are among the 8 % that
are likeliest to be wrong, the log loss, and how often words of a stated probability are right.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parent))
from bench_repair import wrong_words
from held_out import doubt_set
from searched import Searched, searched

from toolkit.model import Word
from toolkit.repair import decode
from toolkit.repair.choice import Choice
from toolkit.repair.doubt import PAIRS, WORD_TRAITS, evidence_of, probabilities, terms_of
from toolkit.repair.ranking import Ranking, shipped

Array = npt.NDArray[np.float64]

TABLE = Path(decode.__file__).parent / "data" / "ranking.json"
_PRIOR = 20.0  # how strongly weights are held near nothing: as so many words would
_STEPS = 30
_MOST_DOUBTFUL = 0.08


@dataclass(frozen=True)
class Judged:
    """The words of restored documents: their traits (``WORD_TRAITS``), and whether each is wrong (0 or 1)."""

    traits: Array
    wrong: Array

    def joined(self, other: Judged) -> Judged:
        return Judged(np.vstack([self.traits, other.traits]), np.concatenate([self.wrong, other.wrong]))


def judged(found: list[Searched], ranking: Ranking) -> Judged:
    """Every restored word of documents whose readings are ranked so."""
    traits, wrong = list[tuple[float, ...]](), list[bool]()
    for sample, words, rows in found:
        chosen = Choice([[readings for _, readings in row] for row in rows], words).run(ranking)
        for row, results in zip(rows, chosen, strict=True):
            for (number, _), readings in zip(row, results, strict=True):
                evidence = evidence_of(decode.result_of(number, readings))
                own = [Word(number, e.start, e.end, readings[0].text[e.start : e.end], 1.0) for e in evidence]
                traits += [e.traits for e in evidence]
                wrong += wrong_words(own, sample.truth[number])
    return Judged(np.array(traits), np.array(wrong, float))


def learnt(words: Judged) -> dict[str, Any]:
    """The table that ``toolkit.repair.doubt.probabilities`` reads."""
    mean, scale = words.traits.mean(axis=0), words.traits.std(axis=0) + 1e-9
    terms = terms_of(words.traits, mean, scale)
    return {
        "traits": list(WORD_TRAITS),
        "mean": np.round(mean, 4).tolist(),
        "scale": np.round(scale, 4).tolist(),
        "terms": ["constant", *WORD_TRAITS, *(f"{a} x {b}" for a, b in PAIRS)],
        "weights": np.round(logistic(terms, 1 - words.wrong), 4).tolist(),
    }


def logistic(terms: Array, right: Array, prior: float = _PRIOR) -> Array:
    """Weights of the terms (the first is the constant) that make what is right likeliest, given their prior."""
    held = np.array([1e-6, *[prior] * (terms.shape[1] - 1)])

    def loss(at: Array) -> float:
        return float(np.logaddexp(0, terms @ at).sum() - right @ (terms @ at) + held @ at**2 / 2)

    at = np.zeros(terms.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(terms @ at)))
        slope = terms.T @ (chance - right) + held * at
        step = np.linalg.solve((terms * (chance * (1 - chance))[:, None]).T @ terms + np.diag(held), slope)
        share = 1.0
        while loss(at - share * step) > loss(at) and share > 1e-6:
            share /= 2
        at = at - share * step
    return at


def measured(parts: list[tuple[Judged, Array]]) -> str:
    """What probabilities (of being right) that were learnt elsewhere are worth."""
    lines = []
    for words, right in parts:
        kept = np.clip(right, 1e-4, 1 - 1e-4)
        loss = -np.mean(np.where(words.wrong > 0, np.log(1 - kept), np.log(kept)))
        marked = np.argsort(right, kind="stable")[: round(_MOST_DOUBTFUL * len(right))]
        caught, all_ = int(words.wrong[marked].sum()), int(words.wrong.sum())
        lines.append(
            f"{len(right):,} words, {all_} wrong; {caught} ({caught / all_:.3f}) among the 8 % most doubtful;"
            f" log loss {loss:.4f}"
        )
    right = np.concatenate([chances for _, chances in parts])
    wrong = np.concatenate([words.wrong for words, _ in parts])
    for low, high in pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)):
        own = (right >= low) & (right < high)
        if own.any():
            stated, seen = right[own].mean(), 1 - wrong[own].mean()
            lines.append(f"| {low:.2f}-{min(high, 1):.2f} | {own.sum():,} | {stated:.3f} | {seen:.3f} |")
    return "\n".join(lines) + "\n"


def learn(ranking: Ranking, folder: Path | None) -> dict[str, Any]:
    """The table for readings that are ranked so; says what each half of the documents is worth on the other."""
    halves = [
        judged(
            list(searched(lambda part=part: doubt_set()[part], folder and folder / f"doubt-{part}.pickle")), ranking
        )
        for part in (0, 1)
    ]
    sys.stdout.write(
        measured([(there, probabilities(there.traits, learnt(here))) for here, there in (halves, halves[::-1])])
    )
    return learnt(halves[0].joined(halves[1]))


def main() -> int:
    table = json.loads(TABLE.read_text("utf-8"))
    table["doubt"] = learn(shipped(), Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, value in zip(table["doubt"]["terms"], table["doubt"]["weights"], strict=True):
        sys.stdout.write(f"| {name} | {value:.2f} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
