"""Perplexity and swap accuracy of the shipped language model; lam-alef and displaced marks on held-out texts.

Run: python tests/benchmarks/bench_language_model.py  (data: BITEXT_DATA, default ../shared/data)
"""

from __future__ import annotations

import math
import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from damage import break_lam_alef

from toolkit.repair.adapt import fitted
from toolkit.repair.choice import mixed, prices
from toolkit.repair.language_model import LanguageModel
from toolkit.repair.ligatures import turn_lam_alef
from toolkit.repair.tokens import START, tokens
from toolkit.repair.train import part_of, read_lines
from toolkit.repair.vocabulary import Words

DATA = Path(os.environ.get("BITEXT_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
TEXTS = ("laws-uae", "laws-saudi", "encyclopaedia")


def exchanges(row: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Where two neighbours may change places: the words before, the next four in order, the same exchanged."""
    for i, (one, other) in enumerate(pairwise(row)):
        if one != other and one.isalpha() and other.isalpha():
            yield [START, START, *row[:i]], row[i : i + 4], [other, one, *row[i + 2 : i + 4]]


def figures(model: LanguageModel, lines: list[str]) -> tuple[float, float]:
    """Perplexity without the spelling of unknown words; share of neighbours preferred in their order."""
    total, count, right, swaps = 0.0, 0, 0, 0
    for line in lines:
        row = tokens(line)
        total += model.score(row) - sum(map(model.spelling, row))
        count += len(row)
        for before, sound, swapped in exchanges(row):
            right += model.score(sound, before) > model.score(swapped, before)
            swaps += 1
    return math.exp(-total / count), right / swaps


def with_network(model: LanguageModel, lines: list[str]) -> list[tuple[str, float, float]]:
    """For n-grams, network and both: perplexity with the spelling of every word (of both: nan, since they do not sum
    to one); share of neighbours preferred in their order."""
    words, network = Words(model), model.network
    assert network
    rows = [tokens(line) for line in lines]
    parts = {"n-grams": 0.0, "network": 0.0, "both": math.nan}
    asked, pairs = list[tuple[Any, list[list[str]]]](), list[tuple[list[str], list[list[str]]]]()
    for row in rows:
        found = network.prices([(network.start(), [row])])[0][0].astype(float)
        known = prices(row, words, [START, START])
        parts["n-grams"] += sum(known)
        parts["network"] += float(found.sum())
        state, seen = network.start(), 2
        for before, *both in exchanges(row):
            state, seen = network.after(state, before[seen:]), len(before)
            asked.append((state, both))
            pairs.append((before[-3:], both))
    right = dict.fromkeys(parts, 0)
    for (before, both), found in zip(pairs, network.prices(asked), strict=True):
        known = [prices(row, words, before) for row in both]
        right["n-grams"] += sum(known[0]) > sum(known[1])
        right["network"] += bool(found[0].sum() > found[1].sum())
        right["both"] += sum(mixed(known[0], found[0].astype(float))) > sum(mixed(known[1], found[1].astype(float)))
    count = sum(map(len, rows))
    return [(name, math.exp(-total / count), right[name] / len(pairs)) for name, total in parts.items()]


def held_out(name: str, part: str, least: int) -> list[str]:
    path = DATA / "corpora" / f"{name}.txt.xz"
    found = [line.strip() for i, line in enumerate(read_lines(path)) if part_of(i) == part and len(line) < 800]
    return random.Random(1).sample(found, min(least, len(found)))


def lam_alef(lines: list[str]) -> tuple[int, int, int, int]:
    """Damaged words and those mended; sound words and those untouched."""
    damaged = mended = sound = kept = 0
    for line in lines:
        raw = break_lam_alef(line)
        for truth, broken, found in zip(
            line.split(), raw.split(), turn_lam_alef(raw, damaged=True).split(), strict=True
        ):
            damaged, mended = damaged + (truth != broken), mended + (truth != broken and truth == found)
            sound, kept = sound + (truth == broken), kept + (truth == broken and truth == found)
    return damaged, mended, sound, kept


def main() -> None:
    if not (DATA / "corpora").is_dir():
        print(f"no {DATA / 'corpora'}: nothing measured")
        return
    begin = time.process_time()
    model = LanguageModel.load()
    print(f"| load, CPU s | {time.process_time() - begin:.2f} |")
    report = [row.split("\t")[2] for row in read_lines(DATA / "report" / "dev.lines.tsv") if "\t" in row][1:]
    texts = [("report, development lines", report), *((n, held_out(n, "test", 100)) for n in TEXTS)]
    for name, lines in texts:
        for how, own in (("as shipped", model), ("mixed for it", model.adapted(fitted(model, lines)))):
            perplexity, swap = figures(own, lines)
            print(f"| {name} | {how} | perplexity {perplexity:.0f} | swaps {swap:.3f} |")
    for name, lines in texts:
        for how, perplexity, swap in with_network(model.adapted(fitted(model, lines)), lines):
            print(f"| {name} | {how} | perplexity, spelt out {perplexity:.0f} | swaps {swap:.3f} |")
    for name in TEXTS:
        damaged, mended, sound, kept = lam_alef(held_out(name, "test", 800))
        print(f"| lam-alef, {name} | {mended} of {damaged}: {mended / damaged:.4f} | sound kept {kept / sound:.4f} |")


if __name__ == "__main__":
    main()
