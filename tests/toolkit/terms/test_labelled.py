"""The matcher against a thousand places that were labelled by reading (tests/benchmarks/data/term-sentences.tsv)."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from toolkit.terms import Matcher, load_termbase

LABELS = Path(__file__).parents[2] / "benchmarks" / "data" / "term-sentences.tsv"
NEWEST = "look-6"


@cache
def counts() -> Counter[tuple[bool, bool, bool]]:
    """How many places there are by: of the newest look, labelled yes, found."""
    matcher, families = Matcher(load_termbase(), "en"), load_termbase().families
    counted: Counter[tuple[bool, bool, bool]] = Counter()
    with LABELS.open(encoding="utf-8", newline="") as stream:
        kept = (line for line in stream if not line.startswith("#"))
        for part, _, _, offset, concept, said, text in csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE):
            hits = [hit for hit in matcher.find(text, inside=True) if hit.start == int(offset)]
            found = any(concept in (hit.concept, families[hit.concept]) for hit in hits)
            counted[part == NEWEST, said == "yes", found] += 1
    return counted


def precision_and_recall(newest: bool) -> tuple[float, float]:
    right, false, missed = (counts()[newest, *outcome] for outcome in ((True, True), (False, True), (True, False)))
    assert right > 150
    return right / (right + false), right / (right + missed)


@pytest.mark.parametrize("newest", [False, True])
def test_precision_and_recall_on_sentences_that_were_mended_after(newest: bool) -> None:
    """No longer a measure of unseen text, the newest look neither; docs/benchmarks/terms.md has the first looks."""
    assert min(precision_and_recall(newest)) >= 0.99
