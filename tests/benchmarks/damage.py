"""Break clean Arabic as the text layers of UN PDFs are broken: a seeded forward model, for measuring repair.

A paragraph is wrapped to lines; a line is cut into runs and the runs are written in reverse.  Rates are those
counted on the report (7.3 runs a line, at most 15; 22 % of the cuts inside words; 30 % without a blank).
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass
from itertools import pairwise

TATWEEL = "\u0640"
_JOINING = set("بتثجحخسشصضطظعغفقكلمنهيئ")


@dataclass(frozen=True)
class Broken:
    """A damaged line, the line it was, and whether it was drawn in kashida pieces."""

    raw: str
    truth: str
    pieces: bool


def wrap(text: str, rng: random.Random) -> list[str]:
    """Lines of 85 to 100 characters."""
    return textwrap.wrap(" ".join(text.split()), rng.randint(85, 100), break_long_words=False, break_on_hyphens=False)


def break_line(line: str, rng: random.Random) -> Broken:
    """One line, cut into runs, written in reverse, stretched."""
    runs = cut(line, rng)
    kind = rng.random()
    if kind < 0.11 and len(runs) > 1:
        return Broken(join_pieces([pieces_of(run, rng) for run in runs], rng), line, True)
    stretched = [stretch(run, rng) if kind < 0.75 else run for run in runs]
    raw = "".join(
        run if i == 0 else gap(runs[i - 1], run, rng) + run for i, run in reversed(list(enumerate(stretched)))
    )
    return Broken(mirror(raw, rng), line, False)


def cut(line: str, rng: random.Random) -> list[str]:
    """Runs of a line in reading order; a cut lies inside a word 22 % of the time, never inside a number."""
    wanted = 1 if rng.random() < 0.04 else max(2, min(15, round(rng.gauss(7.3, 2.8)), len(line) // 4))
    blanks = [i for i, c in enumerate(line) if c == " "]
    inside = [i for i in range(1, len(line)) if line[i - 1].isalpha() and line[i].isalpha()]
    edges = [
        i
        for i in range(1, len(line))
        if line[i - 1].isdigit() != line[i].isdigit() and " " not in line[i - 1 : i + 1]
    ]
    places: set[int] = {i for i in edges if rng.random() < 0.8}
    for _ in range(200):
        if len(places) >= wanted - 1:
            break
        pool = inside if rng.random() < 0.22 and inside else blanks
        if pool:
            places.add(rng.choice(pool) + (0 if pool is inside else rng.randint(0, 1)))
    bounds = [0, *sorted(p for p in places if 0 < p < len(line))[:14], len(line)]
    return [line[a:b] for a, b in pairwise(bounds) if line[a:b]]


def gap(first: str, second: str, rng: random.Random) -> str:
    """Blanks at an edge: none in 30 %, often many after a stretched run."""
    if TATWEEL in first + second and rng.random() < 0.4:
        return " " * rng.randint(3, 14)
    return rng.choices(["", " ", "  "], [0.3, 0.55, 0.15])[0]


def stretch(run: str, rng: random.Random) -> str:
    """Single tatweels after joining letters."""
    out = []
    for i, char in enumerate(run):
        out.append(char)
        if char in _JOINING and run[i + 1 : i + 2].isalpha() and rng.random() < 0.12:
            out.append(TATWEEL)
    return "".join(out)


def pieces_of(run: str, rng: random.Random) -> list[str]:
    """A run cut before some letters; every piece but the first opens with two tatweel."""
    pieces, begin = [], 0
    for i in range(1, len(run)):
        if run[i - 1] in _JOINING and run[i].isalpha() and rng.random() < 0.15:
            pieces.append(run[begin:i])
            begin = i
    pieces.append(run[begin:])
    return [pieces[0], *(TATWEEL * 2 + piece for piece in pieces[1:])]


def join_pieces(runs: list[list[str]], rng: random.Random) -> str:
    """The stream of a line in pieces: the runs' emission, cut before each piece, each chunk reversed.

    The inverse, as found on the report: cut before the fragments that open with two tatweel into F1..Fm, join
    Fm ... F1 with nothing between, then undo the reversal of the runs.
    """
    joined = [piece for run in reversed(runs) for piece in run]
    fragments, current = [], ""
    for piece in joined:
        if piece.startswith(TATWEEL * 2):
            fragments.append(current)
            current = piece
        else:
            current += piece
    fragments.append(current)
    return " ".join(reversed([f for f in fragments if f]))


def mirror(raw: str, rng: random.Random) -> str:
    """Brackets come out mirrored now and then."""
    return raw.translate(str.maketrans("()", ")(")) if rng.random() < 0.15 else raw


def break_lam_alef(line: str) -> str:
    """Every lam-alef with its letters turned, as gazette PDFs give them."""
    for alef in "اأإآ":
        line = line.replace("ل" + alef, "\0" + alef)
    for alef in "اأإآ":
        line = line.replace("\0" + alef, alef + "ل")
    return line
