"""Documents for measuring repair: paragraphs that the language model has not seen, broken by ``damage``.

Law and encyclopaedia: the stretches of the corpora that training leaves out (``toolkit.repair.train.part_of``), less
the paragraphs of which more than a fifth of the six-word stretches stand in the training part too (laws repeat
themselves), and less those that are no running Arabic or badly spelt (one word in 30 on no list of words).
Parallel texts (``sdg``, ``tico19``): nothing of them is in the model.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import damage

from toolkit.model import Block, BlockKind, Document, Line
from toolkit.repair.tokens import tokens
from toolkit.repair.train import arabic_words, part_of, read_lines, shingles

DATA = Path(os.environ.get("BITEXT_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
CORPORA = ("laws-uae", "laws-saudi", "encyclopaedia")
PARALLEL = ("sdg", "tico19")
_TRAINING = (*CORPORA, "laws-morocco", "un-treaties")


@dataclass(frozen=True)
class Sample:
    """A damaged document, and the sound text of each of its lines by number."""

    name: str
    document: Document
    truth: dict[int, str]


def is_running_text(text: str) -> bool:
    """A paragraph of one to seven lines, nearly all Arabic, its brackets and quotes in pairs, well spelt."""
    import wordfreq

    letters = sum("\u0620" <= char <= "\u064a" for char in text)
    latin = sum(char.isascii() and char.isalpha() for char in text)
    if not 60 <= len(text) <= 700 or letters < 0.72 * len(text) or latin > 3:
        return False
    if text.count("(") != text.count(")") or text.count('"') % 2:
        return False
    listed = wordfreq.get_frequency_dict("ar", wordlist="large")
    words = arabic_words(tokens(text))
    return sum(word not in listed for word in words) * 30 <= len(words)


def unseen(part: str, names: Iterable[str] = CORPORA) -> dict[str, list[str]]:
    """The paragraphs of a part (``dev``, ``test``) of each corpus that do not stand in the training part as well."""
    held = {
        name: [
            line.strip()
            for number, line in enumerate(read_lines(DATA / "corpora" / f"{name}.txt.xz"))
            if part_of(number) == part
        ]
        for name in names
    }
    own = {line: shingles(arabic_words(tokens(line))) for lines in held.values() for line in lines}
    wanted = set().union(*own.values())
    seen: set[int] = set()
    for name in _TRAINING:
        for number, line in enumerate(read_lines(DATA / "corpora" / f"{name}.txt.xz")):
            if part_of(number) == "train":
                seen |= wanted & shingles(arabic_words(tokens(line)))
    return {
        name: [line for line in lines if len(own[line] & seen) * 5 <= len(own[line])] for name, lines in held.items()
    }


def documents(name: str, paragraphs: list[str], count: int, size: int, seed: int) -> Iterator[Sample]:
    """``count`` damaged documents of ``size`` neighbouring paragraphs each, from all over the text."""
    rng = random.Random(seed)
    sound = [text for text in map(damage.typeset, paragraphs) if is_running_text(text)]
    step = max(size, len(sound) // max(count, 1))
    for begin in range(0, step * count, step):
        chosen = sound[begin : begin + size]
        if len(chosen) >= size // 2:
            yield _sample(f"{name}-{begin}", chosen, rng)


def _sample(name: str, paragraphs: list[str], rng: random.Random) -> Sample:
    blocks, truth, number = [], dict[int, str](), 0
    for place, text in enumerate(paragraphs):
        lines = []
        for line in damage.wrap(damage.vowelled(text, rng), rng):
            number += 1
            broken = damage.break_line(line, rng)
            lines.append(Line(number, broken.raw, broken.raw))
            truth[number] = broken.truth
        blocks.append(Block(BlockKind.PARAGRAPH, f"s-{place}", tuple(lines)))
    return Sample(name, Document("ar", tuple(blocks)), truth)


def parallel(name: str) -> list[str]:
    """The Arabic side of a parallel text."""
    rows = (DATA / "align" / "parallel" / f"{name}.tsv").read_text("utf-8").splitlines()
    return [row.split("\t")[1] for row in rows if "\t" in row]


def training_set() -> list[Sample]:
    """Documents to learn weights from: first halves of the held-out dev part, of sdg and of tico19."""
    dev = unseen("dev")
    found = [s for n in CORPORA for s in documents(n, dev[n][: len(dev[n]) // 2], 4, 16, 1)]
    for name in PARALLEL:
        rows = parallel(name)
        found += documents(name, rows[: len(rows) // 2], 3, 22, 2)
    return found


def doubt_set() -> tuple[list[Sample], list[Sample]]:
    """Documents to learn doubt from, and as many to check it on: both halves of the held-out dev part, of sdg and of
    tico19, other documents than those of the training set and broken with other seeds."""
    dev = unseen("dev")
    texts = [(name, dev[name], 12, 14, 101) for name in CORPORA]
    texts += [(name, parallel(name), 4, 16, 103) for name in PARALLEL]
    first, second = list[Sample](), list[Sample]()
    for name, paragraphs, count, size, seed in texts:
        middle = len(paragraphs) // 2
        first += documents(name, paragraphs[:middle], count, size, seed)
        second += documents(name, paragraphs[middle:], count, size, seed + 1)
    return first, second


def test_set(seed: int) -> list[Sample]:
    """Documents that nothing was learnt from: the held-out test part of law and encyclopaedia."""
    test = unseen("test")
    return [s for n in CORPORA for s in documents(n, test[n], 3, 14, seed)]
