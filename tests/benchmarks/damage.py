"""Break clean Arabic as the text layers of UN PDFs are broken: a seeded forward model, for measuring repair.

A paragraph is wrapped to lines; a line is cut into runs and the runs are written in reverse.  Rates are those
counted on the development lines of the report, by what stands on both sides of a place in the *sound* line
(tests/benchmarks/bench_repair.py measures on others): between two words .34, inside a word .02 and then mostly
after "and" and other clitics, after a vowel mark .64, between a letter and punctuation .57, around numbers nearly
always; a fifth of the lines are hardly cut, the others by a third more than that.  Blanks stay with their run; of
nine lines in twenty, which are justified, each run has one more behind it for every blank and every tatweel in it.
"""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass
from itertools import pairwise

TATWEEL = "\u0640"
SHADDA, KASRA, FATHA = "\u0651", "\u0650", "\u064e"
MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_JOINING = set("بتثجحخسشصضطظعغفقكلمنهيئ")
_NEVER_DOUBLED = set("اأإآىءئؤة")
_CLITICS = ("وال", "بال", "لا", "لأ", "الأ", "الإ", "الم", "الت", "والأ", "والم", "ول", "وت")
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Broken:
    """A damaged line, the line it was, and whether it was drawn in kashida pieces."""

    raw: str
    truth: str
    pieces: bool


def typeset(text: str) -> str:
    """A sentence of a corpus in the typography of the report: its digits, its quotes, marks against their word."""
    text = re.sub("[\u200b-\u200f\u202a-\u202e\ufeff]", "", text).translate(_INDIC)
    text = re.sub("[“”«»„]", '"', text).replace(",", "،").replace(";", "؛").replace("?", "؟")
    text = re.sub(r"\s+([،؛؟.:!)\]])", r"\1", text)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    text = re.sub(r"([،؛؟:)\]])(?=[\u0620-\u064a])", r"\1 ", text)
    return " ".join(text.split())


def vowelled(text: str, rng: random.Random) -> str:
    """A shadda on a letter inside about one long word in 20, as editors of the UN set them."""

    def mark(match: re.Match[str]) -> str:
        word = match[0]
        if rng.random() > 0.05:
            return word
        places = [i for i in range(3 if word.startswith("ال") else 1, len(word) - 1) if word[i] not in _NEVER_DOUBLED]
        if not places:
            return word
        place = rng.choice(places)
        return word[: place + 1] + SHADDA + rng.choice(["", KASRA, FATHA]) + word[place + 1 :]

    return re.sub(r"[\u0620-\u064a]{5,}", mark, text)


def wrap(text: str, rng: random.Random) -> list[str]:
    """Lines of 85 to 100 characters."""
    return textwrap.wrap(" ".join(text.split()), rng.randint(85, 100), break_long_words=False, break_on_hyphens=False)


def break_line(line: str, rng: random.Random) -> Broken:
    """One line, cut into runs and drawn in one of four ways, written in reverse."""
    runs = cut(line, rng)
    kind = rng.random()
    if kind < 0.11 and len(runs) > 1:
        return Broken(join_pieces([pieces_of(run, rng) for run in shaken(runs, rng)], rng), line, True)
    if kind < 0.59:
        runs = justified(runs, rng)
    elif kind < 0.72:
        runs = [lengthened(run, rng, 2, 0.5) for run in runs]
    return Broken(mirror("".join(shaken(runs, rng)[::-1]), rng), line, False)


def kind_of(char: str) -> str:
    """L letter (its marks too), D digit, S blank, P anything else."""
    if char.isspace():
        return "S"
    if char.isdecimal():
        return "D"
    return "L" if char.isalpha() or char in MARKS else "P"


def rate(line: str, i: int) -> float:
    """How often a run ends before character ``i``, on a line that is cut as often as most."""
    left, right = kind_of(line[i - 1]), kind_of(line[i])
    if "S" in (left, right):
        if right == "S":
            return 0.0  # the place after the blank stands for both
        before = kind_of(line[i - 2]) if i > 1 else "S"
        return {"L": {"L": 0.34}, "P": {"L": 0.65}}.get(before, {}).get(right, 0.95)
    if left == right == "L":
        return 0.0 if line[i] in MARKS else 0.64 if line[i - 1] in MARKS else inside_rate(line, i)
    tight = {"/", ".", ":", "،"}
    if left == right == "D" or (line[i] in tight and line[i + 1 : i + 2].isdecimal() and left == "D"):
        return 0.0
    if right == "D" and line[i - 1] in tight and line[i - 2 : i - 1].isdecimal():
        return 0.0
    return {"LP": 0.57, "PL": 0.89, "DP": 0.8}.get(left + right, 0.6)


def inside_rate(line: str, i: int) -> float:
    """Inside a word: after "and", after other clitics and single letters, elsewhere."""
    start = max(line.rfind(" ", 0, i), line.rfind("/", 0, i), line.rfind("(", 0, i)) + 1
    head = line[start:i]
    if head == "و":
        return 0.11
    if head in ("ال", "لل"):
        return 0.02
    return 0.04 if head in _CLITICS else 0.024 if len(head) == 1 else 0.0045


def cut(line: str, rng: random.Random) -> list[str]:
    """Runs of a line in reading order, at most 15; how often a line is cut varies from line to line."""
    often = rng.choice([0.1, 0.25, 1.0, 1.2, 1.3, 1.3, 1.4, 1.5, 1.6])
    places = []
    for i in range(1, len(line)):
        chance = rate(line, i)
        odds = often * chance / (1 - chance)
        if rng.random() < odds / (1 + odds):
            places.append(i - 1 if line[i - 1] == " " and rng.random() < 0.5 else i)
    bounds = [0, *places[:14], len(line)]
    return [line[a:b] for a, b in pairwise(bounds) if line[a:b]]


def justified(runs: list[str], rng: random.Random) -> list[str]:
    """Runs of a justified line: some have tatweels, and behind each run stands a blank for every blank of it and,
    in nine lines of ten, for every tatweel too."""
    letters = rng.random() < 0.9
    drawn = [lengthened(run, rng, 1, 0.75) if rng.random() < 0.55 else run for run in runs]
    return [run + " " * (run.count(" ") + letters * run.count(TATWEEL)) for run in drawn]


def lengthened(run: str, rng: random.Random, much: int, share: float) -> str:
    """So many tatweels in a row after one joining letter of a word, the last that is followed by a letter."""

    def longer(match: re.Match[str]) -> str:
        word = match[0]
        places = [i for i in range(1, len(word)) if word[i - 1] in _JOINING and word[i].isalpha()]
        if not places or rng.random() > share:
            return word
        return word[: places[-1]] + TATWEEL * much + word[places[-1] :]

    return re.sub(r"\S+", longer, run)


def shaken(runs: list[str], rng: random.Random) -> list[str]:
    """In two lines of five, runs with a blank more or fewer behind them."""
    if rng.random() < 0.6:
        return runs
    return [run if rng.random() < 0.7 else run + " " if rng.random() < 0.6 else run.removesuffix(" ") for run in runs]


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
