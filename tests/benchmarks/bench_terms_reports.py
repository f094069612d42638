"""Consistency, term extraction and reports: what is found on known texts, how fast, how large.

Run by ``make bench``; the data folder is BITEXT_DATA, by default ../shared/data beside the checkout.
"""

from __future__ import annotations

import csv
import math
import os
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import tmx
from tmx.model import Header, Memory, Property, Unit, Variant
from toolkit.checks import check
from toolkit.checks.consistency import Drift, drifts_without_termbase
from toolkit.report import FORMS, Baseline, Report, items_of, render
from toolkit.report.usage import usage
from toolkit.terms import Matcher, Termbase, load_termbase
from toolkit.terms.extract import extract
from toolkit.terms.phrases import Bitext, Stems, ngrams

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data"))
EXAMPLE = ROOT / "examples" / "ctoc-cop-2012-4" / "memory.tmx"
LANGS = ("ar", "en")
FIRST = (25, 50, 100, 150)

Pairs = list[tuple[str, str]]


def row(figure: str, *values: object) -> None:
    sys.stdout.write(f"| {figure} | " + " | ".join(str(value) for value in values) + " |\n")


def heading(*cells: object) -> None:
    sys.stdout.write("\n")
    row(*map(str, cells))
    sys.stdout.write("|---" * len(cells) + "|\n")


def pairs(name: str) -> Pairs:
    """(Arabic, English) pairs."""
    if name == "example":
        return [(unit.variants[0].text, unit.variants[1].text) for unit in tmx.load(EXAMPLE)]
    path = DATA / ("protocol/palermo.pairs.tsv" if name == "protocol" else f"align/parallel/{name}.tsv")
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            (cells[1], cells[0])
            for cells in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            if len(cells) == 2
        ]


def recurring(texts: Pairs, termbase: Termbase) -> set[str]:
    """The concepts that at least two pairs name on both sides."""
    families = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    matchers = [Matcher(termbase, lang) for lang in LANGS]
    named = Counter[str]()
    for pair in texts:
        hits = [matcher.find(text, inside=True) for matcher, text in zip(matchers, pair, strict=True)]
        sides = [{families[hit.concept] for hit in found} for found in hits]
        named.update(sides[0] & sides[1])
    return {concept for concept, count in named.items() if count >= 2}


def concepts_of(wording: str, matcher: Matcher, families: dict[str, str]) -> set[str]:
    """The concepts that a whole candidate names."""
    hits = matcher.find(wording, inside=True)
    whole = [hit for hit in hits if not wording[: hit.start].strip() and not wording[hit.end :].strip()]
    return {families[hit.concept] for hit in whole}


def judge(found: Sequence[tuple[str, str]], texts: Pairs) -> list[str]:
    """For the first N candidates: recurring concepts among them, and the share of candidates that are a concept."""
    termbase = load_termbase()
    families = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    matchers = [Matcher(termbase, lang) for lang in LANGS]
    wanted, got, right, said = recurring(texts, termbase), set[str](), 0, []
    for place, (source, target) in enumerate(found, 1):
        own = concepts_of(source, matchers[0], families) & concepts_of(target, matchers[1], families)
        right += bool(own)
        got |= own & wanted
        if place in FIRST:
            said.append(f"{len(got)} of {len(wanted)}; {right / place:.2f}")
    said += [f"{len(got)} of {len(wanted)} in all {len(found)}"] * (len(FIRST) + 1 - len(said))
    return said


def by_likelihood(texts: Pairs) -> list[tuple[str, str]]:
    """The plain way, to compare with: log-likelihood of co-occurrence (Dunning 1993) and competitive linking."""
    bitext = Bitext.of(texts, LANGS)
    where: tuple[dict[Stems, set[int]], dict[Stems, set[int]]] = ({}, {})
    shown: tuple[dict[Stems, str], dict[Stems, str]] = ({}, {})
    for side in (0, 1):
        for unit, text in enumerate(bitext.sides[side]):
            for first, last, stems in ngrams(text, 5):
                where[side].setdefault(stems, set()).add(unit)
                start, end = text.tokens[text.content[first]].start, text.tokens[text.content[last]].end
                shown[side].setdefault(stems, text.text[start:end])
    frequent = [{stems: units for stems, units in side.items() if len(units) > 1} for side in where]
    by_unit: dict[int, list[Stems]] = {}
    for stems, units in frequent[1].items():
        for unit in units:
            by_unit.setdefault(unit, []).append(stems)
    scored = []
    for stems, units in frequent[0].items():
        together = Counter(other for unit in units for other in by_unit.get(unit, ()))
        for other, both in together.items():
            if both > 1:
                scored.append((_llr(both, len(units), len(frequent[1][other]), len(texts)), stems, other))
    scored.sort(key=lambda one: (-one[0], -len(one[1]) - len(one[2]), one[1:]))
    taken: tuple[set[Stems], set[Stems]] = (set(), set())
    found = []
    for _, stems, other in scored:
        if stems not in taken[0] and other not in taken[1]:
            taken[0].add(stems)
            taken[1].add(other)
            found.append((shown[0][stems], shown[1][other]))
    return found


def _llr(both: int, left: int, right: int, total: int) -> float:
    cells = ((both, left * right), (left - both, left * (total - right)), (right - both, (total - left) * right),
             (total - left - right + both, (total - left) * (total - right)))  # fmt: skip
    return 2 * sum(seen * math.log(seen * total / expected) for seen, expected in cells if seen and expected)


def extraction() -> None:
    heading("recurring concepts among the first N; share of the N that are a concept", *FIRST, "all")
    for name in ("protocol", "example"):
        texts = pairs(name)
        row(f"{name}, bitext", *judge([(one.source, one.target) for one in extract(texts, LANGS)], texts))
        turned = extract([(en, ar) for ar, en in texts], ("en", "ar"))
        row(f"{name}, bitext, from English", *judge([(one.target, one.source) for one in turned], texts))
        row(f"{name}, log-likelihood and competitive linking", *judge(by_likelihood(texts), texts))


def seeds(texts: Pairs, side: int, chance: random.Random) -> Iterator[tuple[str, str, Pairs, set[int]]]:
    """Memories in which one consistent phrase of several words is worded otherwise in two units.

    The other wording has another last word, one that the memory does not have (a word written backwards).
    """
    words = {word for pair in texts for word in pair[side].split()}
    for one in extract(texts, LANGS, min_count=5):
        wording = one.target if side else one.source
        holding = [unit for unit, pair in enumerate(texts) if pair[side].count(wording) == 1]
        if one.dice < 0.8 or len(wording.split()) < 2 or len(holding) < 5:
            continue
        other = " ".join([*wording.split()[:-1], wording.split()[-1][::-1]])
        if other.split()[-1] not in words:
            spoilt, chosen = list(texts), set(chance.sample(holding, 2))
            for unit in chosen:
                pair = [*texts[unit]]
                pair[side] = pair[side].replace(wording, other)
                spoilt[unit] = (pair[0], pair[1])
            yield wording, other, spoilt, chosen


def consistency() -> None:
    heading("drifts seeded: a phrase worded otherwise in 2 units", "found", "with both places", "median rank")
    for name in ("protocol", "sdg", "tico19"):
        for side, lang in enumerate(LANGS):
            texts = pairs(name)[:400]
            ranks, whole, sown = [], 0, 0
            for _, other, spoilt, chosen in list(seeds(texts, side, random.Random(6)))[:8]:
                drifts = enumerate(drifts_without_termbase(spoilt, LANGS), 1)
                hits = [(place, units) for place, drift in drifts if (units := _shown(drift, side, other, chosen))]
                sown, whole = sown + 1, whole + any(units == chosen for _, units in hits)
                ranks += [place for place, _ in hits[:1]]
            middle = statistics.median(ranks) if ranks else "–"
            row(f"{name}, wavering {lang}", f"{len(ranks)} of {sown}", whole, middle)
    heading("drifts in texts as they are", "units", "segments", "phrases of several words", "words", "CPU seconds")
    for name in ("protocol", "example", "sdg", "tico19"):
        texts = pairs(name)
        began = time.process_time()
        found = drifts_without_termbase(texts, LANGS)
        spent = time.process_time() - began
        kinds = Counter(
            "segment" if d.code == "segment-drift" else "phrase" if d.words > 1 else "word" for d in found
        )
        row(name, len(texts), kinds["segment"], kinds["phrase"], kinds["word"], f"{spent:.1f}")


def _shown(drift: Drift, side: int, other: str, chosen: set[int]) -> set[int]:
    """The seeded units that a drift shows in the seeded wording."""
    used = [one for one in drift.wordings[1:] if drift.side == side and other.split()[-1] in one.text.split()]
    return {unit for one in used for unit in one.units} & chosen


def reports() -> None:
    heading("report of all checks", "example: seconds", "kB", "2,000 units: seconds", "kB")
    memories = [tmx.load(EXAMPLE), _memory(pairs("tico19")[:2000])]
    made = [_report(memory) for memory in memories]
    for form in FORMS:
        values: list[object] = []
        for report in made:
            spent, data = _timed(lambda report=report, form=form: render(report, form))  # type: ignore[misc]
            values += [f"{spent:.2f}", f"{len(data) / 1000:,.0f}"]
        row(form, *values)
    row("(findings)", "", len(made[0].items), "", len(made[1].items))


def _memory(texts: Pairs) -> Memory:
    units = [
        Unit((Variant.of("ar", ar), Variant.of("en", en)), f"u{place}", (Property("x-block", str(place // 20)),))
        for place, (ar, en) in enumerate(texts)
    ]
    return Memory(Header(srclang="ar"), units)


def _report(memory: Memory) -> Report:
    found = check(memory, source_lang="ar", target_lang="en")
    items = items_of(found, memory, LANGS, Baseline(), date(2026, 11, 24))
    return replace(Report("m.tmx", *LANGS, items), usage=usage(memory, load_termbase(), LANGS))


def _timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    spent = []
    data = b""
    for _ in range(3):
        began = time.process_time()
        data = work()
        spent.append(time.process_time() - began)
    return statistics.median(spent), data


def main() -> None:
    if not (DATA / "align" / "parallel").is_dir():
        sys.stdout.write(f"no data in {DATA}: set BITEXT_DATA\n")
        return
    extraction()
    consistency()
    reports()
    sys.stdout.write(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")


if __name__ == "__main__":
    main()
