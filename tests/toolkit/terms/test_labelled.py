"""The matcher against a thousand places that were labelled by reading (tests/benchmarks/data/term-sentences.tsv)."""

import csv
from collections import Counter
from pathlib import Path

from toolkit.terms import Matcher, load_termbase

LABELS = Path(__file__).parents[2] / "benchmarks" / "data" / "term-sentences.tsv"


def test_precision_and_recall_on_labelled_sentences() -> None:
    matcher, families = Matcher(load_termbase(), "en"), load_termbase().families
    counts: Counter[tuple[bool, bool]] = Counter()
    with LABELS.open(encoding="utf-8", newline="") as stream:
        kept = (line for line in stream if not line.startswith("#"))
        for _, _, _, offset, concept, said, text in csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE):
            hits = [hit for hit in matcher.find(text, inside=True) if hit.start == int(offset)]
            counts[said == "yes", any(concept in (hit.concept, families[hit.concept]) for hit in hits)] += 1
    right, false, missed = counts[True, True], counts[False, True], counts[True, False]
    assert right > 300
    assert right / (right + false) >= 0.99
    assert right / (right + missed) >= 0.99
