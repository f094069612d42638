"""Repair of the report's development lines: words right and in order, lines exact, doubt, CPU and memory.

Words are Arabic words, numbers and punctuation marks; vowel marks and tatweel are ignored; the figure is
1 - word error rate.  The lines are tests/data/repair/ctoc-cop-2012-4.lines.tsv; the damaged
text is examples/ctoc-cop-2012-4 or $BITEXT_DATA/report.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

from toolkit.model import Word
from toolkit.read import read
from toolkit.repair import repair
from toolkit.repair.tokens import tokens

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data"))
NAME = "ctoc-cop-2012-4.ar.txt"


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
    kept = in_common([token for token, _ in own], tokens(gold))
    wrong = [False] * len(words)
    for (_, place), found in zip(own, kept, strict=True):
        wrong[place] |= not found
    return wrong


def in_common(left: list[str], right: list[str]) -> list[bool]:
    """Which items of the left row belong to a longest common subsequence of both."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            same = left[i] == right[j]
            table[i][j] = table[i + 1][j + 1] + 1 if same else max(table[i + 1][j], table[i][j + 1])
    kept, i, j = [False] * len(left), 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            kept[i] = True
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return kept


def cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> int:
    path = next(
        (p for p in (ROOT / "examples" / "ctoc-cop-2012-4" / NAME, DATA / "report" / NAME) if p.exists()), None
    )
    if path is None:
        sys.stdout.write(f"no report in {DATA}: set BITEXT_DATA\n")
        return 0
    rows = (ROOT / "tests" / "data" / "repair" / "ctoc-cop-2012-4.lines.tsv").read_text("utf-8").splitlines()[1:]
    gold = {int(number): text for _, number, text in (row.split("\t") for row in rows if row)}
    start = cpu()
    found = repair(read(path, "ar"))
    seconds = cpu() - start
    texts = {line.number: line.text for line in found.document.lines}
    errors = {n: distance(tokens(text), tokens(texts[n])) for n, text in gold.items()}
    total = sum(len(tokens(text)) for text in gold.values())
    by_line: dict[int, list[Word]] = {}
    for word in found.words:
        by_line.setdefault(word.line, []).append(word)
    marked = [
        (word.probability, wrong)
        for n, text in gold.items()
        for word, wrong in zip(by_line.get(n, []), wrong_words(by_line.get(n, []), text), strict=True)
    ]
    marked.sort()
    doubtful = marked[: round(0.08 * len(marked))]
    wrong = sum(w for _, w in marked)
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stdout.write(
        f"| words right and in order, development lines | {1 - sum(errors.values()) / total:.3f} |\n"
        f"| lines exactly right | {sum(not e for e in errors.values())} of {len(gold)} |\n"
        f"| wrong words among the 8 % most doubtful | {sum(w for _, w in doubtful)} of {wrong} |\n"
        f"| CPU seconds, whole report | {seconds:.0f} |\n"
        f"| memory of the largest process | {memory // 1024} MB |\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
