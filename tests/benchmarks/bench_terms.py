"""Terminology and checks: false alarms on clean pairs, speed of the matcher, round trips, the Protocol's own words.

Run by ``make bench``; the data folder is BITEXT_DATA, by default ../shared/data beside the checkout.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from tmx.model import Header, Memory, Unit, Variant
from toolkit.checks import check
from toolkit.terms import TBX_FORMS, Matcher, Status, load_termbase, parse_tbx, to_tbx

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data"))
SERIOUS = ("error", "warning")


def row(figure: str, value: object) -> None:
    sys.stdout.write(f"| {figure} | {value} |\n")


def pairs(name: str) -> list[tuple[str, str]]:
    """(Arabic, English) pairs of a clean corpus."""
    if name == "udhr":
        sides = [
            (DATA / "align" / "udhr" / f"udhr.para.{lang}").read_text("utf-8").split("\n") for lang in ("ar", "en")
        ]
        return [(_joined(sides[0], left), _joined(sides[1], right)) for left, right in _gold() if left and right]
    path = DATA / ("protocol/palermo.pairs.tsv" if name == "protocol" else f"align/parallel/{name}.tsv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(cells[1], cells[0]) for cells in rows if len(cells) == 2]


def _gold() -> list[tuple[list[int], list[int]]]:
    lines = (DATA / "align" / "udhr" / "udhr.para.gold").read_text("utf-8").splitlines()
    return [tuple(_places(side) for side in line.split(":")[:2]) for line in lines]  # type: ignore[misc]


def _places(side: str) -> list[int]:
    return [int(place) for place in side.strip("[]").split(",") if place.strip()]


def _joined(lines: list[str], places: list[int]) -> str:
    return " ".join(lines[place] for place in places)


def false_alarms(name: str) -> None:
    clean = pairs(name)
    units = [Unit((Variant.of("ar", ar), Variant.of("en", en))) for ar, en in clean]
    found = check(Memory(Header(srclang="ar"), units), source_lang="ar", target_lang="en")
    words = sum(len(ar.split()) + len(en.split()) for ar, en in clean)
    serious = Counter(finding.code for finding in found if finding.severity.value in SERIOUS)
    every = Counter(finding.code for finding in found)
    rate = 1000 * sum(serious.values()) / words
    row(f"{name}: words of both sides", words)
    row(f"{name}: errors and warnings per 1,000 words", f"{rate:.2f} {dict(serious)}")
    row(f"{name}: with notes, per 1,000 words", f"{1000 * sum(every.values()) / words:.2f} {dict(every)}")


def speed(lang: str) -> None:
    texts = [text for name in ("tico19", "ntrex") for text in (p[0 if lang == "ar" else 1] for p in pairs(name))]
    matcher = Matcher(load_termbase(), lang)
    for state in ("cold", "warm"):
        began = time.process_time()
        for text in texts:
            matcher.find(text)
        spent = time.process_time() - began
        row(f"words per CPU second, {lang}, {state}", f"{sum(len(t.split()) for t in texts) / spent:,.0f}")


def protocol_wording() -> None:
    """For each concept of the termbase: is its English in the Protocol, and its Arabic in the same paragraph?"""
    termbase = load_termbase()
    sides = {lang: Matcher(termbase, lang) for lang in ("ar", "en")}
    family = {concept.id: concept.family for concept in termbase.concepts}
    outcome: dict[str, Counter[str]] = {}
    for arabic, english in pairs("protocol"):
        there = {family[hit.concept]: hit for hit in sides["ar"].find(arabic, inside=True)}
        for concept in dict.fromkeys(family[hit.concept] for hit in sides["en"].find(english)):
            hit = there.get(concept)
            said = "absent" if hit is None else "preferred" if hit.status is Status.PREFERRED else "variant"
            outcome.setdefault(concept, Counter())[said] += 1
    row("Protocol: concepts named in English", len(outcome))
    for said in ("preferred", "variant", "absent"):
        named = [concept for concept, counts in outcome.items() if counts.most_common(1)[0][0] == said]
        row(f"Protocol: mostly {said}", f"{len(named)}: {' '.join(named)}")


def main() -> None:
    if not (DATA / "align" / "udhr").is_dir():
        sys.stdout.write(f"no data in {DATA}: set BITEXT_DATA\n")
        return
    for name in ("udhr", "sdg"):
        false_alarms(name)
    for lang in ("ar", "en"):
        speed(lang)
    built_in = load_termbase()
    for form in TBX_FORMS:
        row(f"round trip without loss, {form}", parse_tbx(to_tbx(built_in, form)).concepts == built_in.concepts)
    protocol_wording()
    row("peak memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
