"""Repair measured: words right and in order, lines exact, the best of the readings, doubt, CPU and memory.

Words are Arabic words, numbers and punctuation marks; vowel marks and tatweel are ignored; the figure is
1 - word error rate.  The report's development lines are tests/data/repair/ctoc-cop-2012-4.lines.tsv, its damaged text
is examples/ctoc-cop-2012-4 or $BITEXT_DATA/report; other documents are broken on purpose (held_out.py).
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the script has it: waiting threads count as CPU

from toolkit.languages.arabic import has_arabic
from toolkit.model import Document, Word
from toolkit.pipeline.second_opinion import second_opinion
from toolkit.read import read
from toolkit.repair import repair
from toolkit.repair.agreement import missing
from toolkit.repair.decode import Candidate, LineResult, decode_blocks
from toolkit.repair.doubt import words_of
from toolkit.repair.tokens import tokens
from toolkit.terms import load_termbase

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data"))
NAME = "ctoc-cop-2012-4"
_DRAWS = (20261125, 20261126, 20261127)


def distance(left: list[str], right: list[str]) -> int:
    row = list(range(len(right) + 1))
    for i, word in enumerate(left, 1):
        corner, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (word != other))
    return row[-1]


def wrong_words(words: list[Word], gold: str) -> list[bool]:
    """Whether a token of each word is missing from the longest common subsequence with the gold line."""
    own = [(token, place) for place, word in enumerate(words) for token in tokens(word.text)]
    gone = missing([[token for token, _ in own], tokens(gold)])[1]
    wrong = [False] * len(words)
    for (_, place), lost in zip(own, gone.tolist(), strict=True):
        wrong[place] |= lost
    return wrong


def cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@dataclass
class Tally:
    """What was counted over some lines: tokens, errors, errors of the best of the readings, exact lines; words."""

    tokens: int = 0
    errors: int = 0
    least: int = 0
    lines: int = 0
    exact: int = 0
    words: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, gold: str, result: LineResult, words: Sequence[Word]) -> None:
        right = tokens(gold)
        errors = [distance(right, tokens(candidate.text)) for candidate in result.candidates] or [len(right)]
        self.tokens, self.errors, self.least = (
            self.tokens + len(right), self.errors + errors[0], self.least + min(errors),
        )  # fmt: skip
        self.lines, self.exact = self.lines + 1, self.exact + (errors[0] == 0)
        wrong = wrong_words(list(words), gold)
        self.words += [(word.probability, bad) for word, bad in zip(words, wrong, strict=True)]

    def write(self, name: str) -> None:
        doubtful = sorted(self.words, key=lambda word: word[0])[: round(0.08 * len(self.words))]
        sys.stdout.write(
            f"| {name} | {1 - self.errors / self.tokens:.3f} | {self.exact} of {self.lines}"
            f" | {1 - self.least / self.tokens:.3f}"
            f" | {sum(bad for _, bad in doubtful)} of {sum(bad for _, bad in self.words)} |\n"
        )

    def reliability(self) -> None:
        """How often words of a stated probability are right."""
        for low, high in pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)):
            found = [(p, bad) for p, bad in self.words if low <= p < high]
            if found:
                stated = sum(p for p, _ in found) / len(found)
                right = 1 - sum(bad for _, bad in found) / len(found)
                sys.stdout.write(f"| {low:.2f}-{min(high, 1):.2f} | {len(found)} | {stated:.3f} | {right:.3f} |\n")


def tally(document: Document, truth: dict[int, str], others: Document | None = None, **witnesses: Any) -> Tally:
    """Decode a damaged document and count against its sound lines; ``others`` has the lines that hold no Arabic."""
    found = Tally()
    blocks = [block for block in document.blocks if any(has_arabic(line.text) for line in block.lines)]
    results = decode_blocks(blocks, **witnesses)
    raw = {line.number: line.raw for line in document.lines}
    for number, gold in truth.items():
        result = results.get(number)
        if result is None and others is not None:
            text = next(line.text for line in others.lines if line.number == number)
            found.add(gold, LineResult(number, (Candidate(text, 1.0),)), ())
        elif result is not None:
            found.add(gold, result, words_of(result, raw[number]))
    return found


def report() -> None:
    """The development lines of the report, by themselves and with their translation; the cost of the whole."""
    folder = next((p for p in (ROOT / "examples" / NAME, DATA / "report") if (p / f"{NAME}.ar.txt").exists()), None)
    if folder is None:
        sys.stdout.write(f"no report in {DATA}: set BITEXT_DATA\n")
        return
    rows = (ROOT / "tests" / "data" / "repair" / f"{NAME}.lines.tsv").read_text("utf-8").splitlines()[1:]
    gold = {int(number): text for _, number, text in (row.split("\t") for row in rows if row)}
    document, target = read(folder / f"{NAME}.ar.txt", "ar"), read(folder / f"{NAME}.en.txt", "en")
    start = cpu()
    mended = repair(document).document
    seconds = cpu() - start
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    tally(document, gold, mended).write("report, Arabic alone")
    terms = [term.text for concept in load_termbase().concepts for term in concept.terms if term.lang == "ar"]
    both = tally(document, gold, mended, phrases=terms, opinion=second_opinion(target, "ar", "en"))
    both.write("report, with terms and the English")
    sys.stdout.write(
        f"| CPU seconds, whole report | {seconds:.0f} |\n| memory, largest process | {memory // 1024} MB |\n"
    )


def synthetic() -> None:
    """Documents of law and encyclopaedia that the model has not seen, broken by ``damage``, each three times: two
    draws of the damage differ by a hundredth and more."""
    if not (DATA / "corpora").is_dir():
        sys.stdout.write(f"no {DATA / 'corpora'}: nothing broken on purpose\n")
        return
    from held_out import test_set

    whole = Tally()
    by_name: dict[str, Tally] = {}
    for sample in (sample for seed in _DRAWS for sample in test_set(seed)):
        found = tally(sample.document, sample.truth)
        for sum_ in (whole, by_name.setdefault(sample.name.rsplit("-", 1)[0], Tally())):
            for name in ("tokens", "errors", "least", "lines", "exact", "words"):
                setattr(sum_, name, getattr(sum_, name) + getattr(found, name))
    for name, found in by_name.items():
        found.write(f"broken on purpose: {name}")
    whole.write("broken on purpose: all")
    whole.reliability()


def main() -> int:
    sys.stdout.write("| lines | words in order | exact | best of the readings | wrong words in the 8 % doubtful |\n")
    report()
    synthetic()
    return 0


if __name__ == "__main__":
    sys.exit(main())
