"""Precision and recall of the term matcher on occurrences that were labelled by reading (data/term-occurrences.tsv).

Run by ``make bench``; the data folder is BITEXT_DATA, by default ../shared/data beside the checkout.  Without
``--test`` only the development half is counted; ``--errors`` prints its errors, those of the other parts are never
shown.
"""

from __future__ import annotations

import csv
import lzma
import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from toolkit.terms import Matcher, load_termbase

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data"))
LABELS = Path(__file__).with_name("data") / "term-occurrences.tsv"
COLUMN = {"ar": 1, "en": 0}


@cache
def lines(name: str, lang: str) -> list[str]:
    """The lines of a file of the data folder, the language's column where it is a table."""
    path = DATA / name
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    if path.suffix != ".tsv":
        return text.split("\n")
    column = 2 if name.startswith("report/") else COLUMN[lang]
    return [([*line.split("\t"), "", ""])[column] for line in text.split("\n")]


def labels() -> Iterator[tuple[str, str, str, int, int, str, bool]]:
    with LABELS.open(encoding="utf-8", newline="") as stream:
        for row in csv.reader((line for line in stream if not line.startswith("#")), delimiter="\t"):
            part, lang, name, line, offset, concept, said = row
            yield part, lang, name, int(line), int(offset), concept, said == "yes"


def named(text: str, offset: int, matcher: Matcher, family: dict[str, str]) -> set[str]:
    """The concepts (and their families) whose terms begin at a place, longer terms and those inside them."""
    hits = [hit for hit in matcher.find(text, inside=True) if hit.start == offset]
    return {name for hit in hits for name in (hit.concept, family[hit.concept])}


def main() -> None:
    termbase = load_termbase()
    family = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    matchers = {lang: Matcher(termbase, lang) for lang in COLUMN}
    counts: Counter[tuple[str, str, str]] = Counter()
    for part, lang, name, line, offset, concept, wanted in labels():
        if not (DATA / name).exists():
            sys.stdout.write(f"no {name} in {DATA}: set BITEXT_DATA\n")
            return
        text = lines(name, lang)[line - 1]
        found = concept in named(text, offset, matchers[lang], family)
        outcome = ("missed" if wanted else "none", "right" if wanted else "false")[found]
        counts[part, lang, outcome] += 1
        if "--errors" in sys.argv and part == "dev" and outcome in ("false", "missed"):
            sys.stdout.write(
                f"{outcome} {concept} {name}:{line} …{text[max(0, offset - 30) : offset]}[{text[offset:][:60]}\n"
            )
    for part in ("dev", "test", "fresh") if "--test" in sys.argv else ("dev",):
        for lang in sorted({lang for name, lang, _ in counts if name == part}):
            right, false, missed = (counts[part, lang, outcome] for outcome in ("right", "false", "missed"))
            precision, recall = right / max(right + false, 1), right / max(right + missed, 1)
            sys.stdout.write(f"| {part}, {lang}: {right + missed} occurrences | P {precision:.3f} R {recall:.3f} |\n")


if __name__ == "__main__":
    main()
