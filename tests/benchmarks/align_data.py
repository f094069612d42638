"""Development sets of the aligner, and damage for texts whose pairs are known.  ``BITEXT_DATA`` is their folder."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

from toolkit.align.read_forms import read_beads as read_vecalign
from toolkit.model import Bead, Segment

DATA = Path(os.environ.get("BITEXT_DATA", Path(__file__).parents[2].parent / "shared" / "data")) / "align"
LAW = ("law 001", "law 002", "law 003")


@dataclass(frozen=True)
class Set:
    """Both sides of a document and its gold beads."""

    name: str
    source: list[str]
    target: list[str]
    gold: tuple[Bead, ...]
    source_lang: str = "ar"
    target_lang: str = "en"

    def segments(self) -> tuple[list[Segment], list[Segment]]:
        return [Segment(str(k), t) for k, t in enumerate(self.source)], [
            Segment(str(k), t) for k, t in enumerate(self.target)
        ]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def pairs(name: str) -> list[tuple[str, str]]:
    """The pairs of a parallel text, Arabic first, in its order."""
    rows = [line.split("\t") for line in lines(DATA / "parallel" / f"{name}.tsv")]
    return [(row[1], row[0]) for row in rows]


def gold_sets() -> list[Set]:
    """Law, the Universal Declaration, Text+Berg: aligned by hand."""
    sets = []
    for name in LAW:
        stem = DATA / "law" / name.split()[1]
        sides = [lines(stem.with_suffix(f".{lang}")) for lang in ("ar", "en")]
        sets.append(Set(name, sides[0], sides[1], read_vecalign(stem.with_suffix(".gold"))))
    udhr, berg = DATA / "udhr", DATA / "text+berg-dev"
    sets.append(
        Set(
            "UDHR", lines(udhr / "udhr.sent.ar"), lines(udhr / "udhr.sent.en"), read_vecalign(udhr / "udhr.sent.gold")
        )
    )
    sets.append(
        Set("Text+Berg", lines(berg / "dev.de"), lines(berg / "dev.fr"), read_vecalign(berg / "dev.defr"), "de", "fr")
    )
    return sets


def damaged(
    known: list[tuple[str, str]],
    seed: int,
    *,
    omit: float = 0.10,
    merge: float = 0.12,
    split: float = 0.08,
    three: float = 0.0,
    name: str = "",
) -> Set:
    """Pairs in order with neighbours merged on one side, sentences split on one side, and pairs left out of one.

    ``omit`` is the share of beads that each side lacks, ``three`` the share of merges of three instead of two.
    """
    chance = random.Random(seed)
    beads: list[tuple[list[str], list[str]]] = []
    place = 0
    while place < len(known):
        (source, target), drawn = known[place], chance.random()
        place += 1
        if drawn < merge and place < len(known):
            other = known[place]
            place += 1
            if three and place < len(known) and chance.random() < three:
                third = known[place]
                place += 1
                source, target = f"{source} {other[0]}", f"{target} {other[1]}"
                rest = [known[place - 3], known[place - 2], third]
                if chance.random() < 0.5:
                    beads.append(([f"{source} {third[0]}"], [pair[1] for pair in rest]))
                else:
                    beads.append(([pair[0] for pair in rest], [f"{target} {third[1]}"]))
            elif chance.random() < 0.5:
                beads.append(([f"{source} {other[0]}"], [target, other[1]]))
            else:
                beads.append(([source, other[0]], [f"{target} {other[1]}"]))
        elif drawn < merge + split:
            halves = (_halves(source), [target]) if chance.random() < 0.5 else ([source], _halves(target))
            beads.append(halves)
        else:
            beads.append(([source], [target]))
    return _with_omissions(beads, chance, omit, name or f"damaged {seed}")


def _halves(text: str) -> list[str]:
    """A text cut at the punctuation nearest to its middle, or there."""
    words = text.split()
    if len(words) < 8:
        return [text]
    middle = len(words) // 2
    stops = [place for place in range(2, len(words) - 2) if words[place - 1][-1] in ",;:،؛."]
    cut = min(stops, key=lambda place: abs(place - middle), default=middle)
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _with_omissions(beads: list[tuple[list[str], list[str]]], chance: random.Random, omit: float, name: str) -> Set:
    source: list[str] = []
    target: list[str] = []
    gold: list[Bead] = []
    for own, other in beads:
        drawn = chance.random()
        own, other = ([], other) if drawn < omit else (own, []) if drawn < 2 * omit else (own, other)
        rows = tuple(range(len(source), len(source) + len(own)))
        columns = tuple(range(len(target), len(target) + len(other)))
        if own and other:
            gold.append(Bead(rows, columns))
        else:
            gold += [Bead((row,), ()) for row in rows] + [Bead((), (column,)) for column in columns]
        source += own
        target += other
    return Set(name, source, target, tuple(gold))


def tico(seed: int, start: int, count: int, **how: float) -> Set:
    """A stretch of TICO-19, which the shipped lexicon has not seen, damaged."""
    return damaged(pairs("tico19")[start : start + count], seed, name=f"TICO {seed}", **how)  # type: ignore[arg-type]
