"""Learn the weights of toolkit/repair/data/ranking.json from texts that are broken on purpose.

Run: python tests/benchmarks/fit_ranking.py [FOLDER]  (about 7 minutes of CPU; FOLDER keeps the searched documents,
which are good until the language model or the search changes)

The weights of readings start from what the search itself believes (its log probabilities as they are) and may move
from there as far as the training set insists (a normal prior, ``_MAY_MOVE``); a temperature makes the weighed sum a
log probability.  Then ``fit_doubt`` learns the probability of a word from readings that are ranked so.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parent))
from bench_repair import distance
from fit_doubt import TABLE, learn
from held_out import Sample, training_set
from searched import searched

from toolkit.repair.choice import CONTEXT_TRAITS, Choice
from toolkit.repair.ranking import Ranking
from toolkit.repair.tokens import tokens
from toolkit.repair.traits import LINE_TRAITS

Array = npt.NDArray[np.float64]

NAMES = (*LINE_TRAITS, *CONTEXT_TRAITS)
_START = {
    "cuts": 1.0, "vowels": 1.0, "triples": 1.0, "phrases": 1.0, "onward": 1.0,
    "often cut": 0.5, "astray as set": -1.2, "astray widened": -1.2, "astray in pieces": -0.4,
    "ill-placed marks": -2.5, "list order": -0.7, "alone": -1.0, "unpaired": -1.0, "unlisted": -0.5,
}  # fmt: skip
_MAY_MOVE = {
    "triples": 0.025,
    "pairs": 0.025,
    "singles": 0.025,
    "often cut": 0.1,
    "astray as set": 0.2,
    "astray widened": 0.2,
    "astray in pieces": 0.1,
    "cuts": 0.2,
}
_ORIGIN = "fit_ranking.py: laws and encyclopaedia held out of the language model, sdg, tico19"
_OUTLIER = 0.02  # lines whose best reading is less likely than this teach less


def rows(choices: list[tuple[Sample, Choice, list[list[int]]]]) -> tuple[list[Array], list[Array]]:
    """Traits and errors of the readings of each line."""
    traits, errors = [], []
    for sample, choice, numbers in choices:
        number_of = {
            id(line): n
            for row, own in zip(choice.paragraphs, numbers, strict=True)
            for line, n in zip(row, own, strict=True)
        }
        for line, before, after in choice.neighbours():
            gold = tokens(sample.truth[number_of[id(line)]])
            if len(line.rows) > 1:
                traits.append(choice.traits(line, before, after))
                errors.append(np.array([distance(gold, row) for row in line.rows], float))
    return traits, errors


def fit(traits: list[Array], errors: list[Array]) -> tuple[Array, float]:
    """Weights near ``_START`` and a temperature, by likelihood of the best reading of each line (Adam)."""
    start = np.array([_START.get(name, 0.0) for name in NAMES])
    sigma = np.array([_MAY_MOVE.get(name, 0.05) for name in NAMES])
    lengths = [len(row) for row in traits]
    begins = np.cumsum([0, *lengths])[:-1]
    rows_ = np.vstack([row - row[0] for row in traits])
    target = np.concatenate([_shares(np.exp(-1.5 * (row - row.min()))) for row in errors])
    fixed, free = rows_ @ start, rows_ * sigma
    at, first, second = np.zeros(len(start) + 1), np.zeros(len(start) + 1), np.zeros(len(start) + 1)
    at[-1] = np.log(0.25)
    for step in range(1, 801):
        raw = fixed + free @ at[:-1]
        p = _softmax(np.exp(at[-1]) * raw, begins, lengths)
        likely = np.add.reduceat(p * target, begins) / np.add.reduceat(target**2, begins)
        wrong = (p - target) * np.repeat(likely / (likely + _OUTLIER), lengths)
        slope = np.concatenate([np.exp(at[-1]) * (free.T @ wrong) + at[:-1], [wrong @ raw * np.exp(at[-1])]])
        at, first, second = _adam(at, slope / len(traits), first, second, step, 0.02)
    return start + sigma * at[:-1], float(np.exp(at[-1]))


def _shares(values: Array) -> Array:
    shares: Array = values / values.sum()
    return shares


def _softmax(scores: Array, begins: Array, lengths: list[int]) -> Array:
    grown = np.exp(scores - np.repeat(np.maximum.reduceat(scores, begins), lengths))
    found: Array = grown / np.repeat(np.add.reduceat(grown, begins), lengths)
    return found


def _adam(at: Array, slope: Array, m: Array, v: Array, step: int, rate: float) -> tuple[Array, Array, Array]:
    m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
    return at - rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8), m, v


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    choices = [
        (sample, Choice([[readings for _, readings in row] for row in rows_], words),
         [[number for number, _ in row] for row in rows_])
        for sample, words, rows_ in searched(training_set, folder and folder / "ranking.pickle")
    ]  # fmt: skip
    first = Ranking(NAMES, tuple(_START.get(name, 0.0) / 5 for name in NAMES))
    for _, choice, _ in choices:
        choice.run(first)
    weights, temperature = fit(*rows(choices))
    ranking = Ranking(NAMES, tuple(np.round(weights * temperature, 4).tolist()))
    sys.stdout.write(f"weights of readings; temperature {temperature:.3f}\n")
    for name, value in zip(NAMES, weights, strict=True):
        sys.stdout.write(f"| {name} | {value:.2f} |\n")
    table = {
        "origin": _ORIGIN,
        "traits": list(ranking.names),
        "weights": list(ranking.weights),
        "doubt": learn(ranking, folder),
    }
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
