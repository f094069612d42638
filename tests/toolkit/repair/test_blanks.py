"""What the blanks of a damaged line say of its blocks."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.languages.arabic import TATWEEL
from toolkit.repair.blanks import AS_SET, BY_BLANKS, BY_BOTH, Account, Widened, astray, between, ways_of
from toolkit.repair.cells import Cells

WAYS = {"no": AS_SET, "blanks": BY_BLANKS, "both": BY_BOTH}
CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[2] / "data" / "repair" / "blanks.tsv").read_text("utf-8").splitlines()[2:]
]
Blocks = list[tuple[int, int, bool]]


def reading_of(marked: str) -> tuple[Cells, Blocks]:
    """The line without its marks, and its blocks in restored order."""
    parts = marked.split("|")
    bounds = np.cumsum([0, *(len(Cells.of(part.removeprefix("~"))) for part in parts)]).tolist()
    blocks = [(a, b, part[0] == "~") for (a, b), part in zip(pairwise(bounds), parts, strict=True)]
    return Cells.of("".join(part.removeprefix("~") for part in parts)), blocks[::-1]


@pytest.mark.parametrize(("marked", "justified", "wanted", "why"), CASES, ids=[case[-1] for case in CASES])
def test_blanks_of_a_reading_are_accounted_for(marked: str, justified: str, wanted: str, why: str) -> None:
    line, blocks = reading_of(marked)
    assert astray(line, blocks, WAYS[justified]) == int(wanted), why


@given(
    st.lists(st.text("بتثجح", min_size=2, max_size=4), min_size=2, max_size=6), st.sets(st.integers(1, 25)),
    st.sampled_from([AS_SET, BY_BLANKS, BY_BOTH]),
)  # fmt: skip
def test_the_runs_that_were_drawn_account_for_every_blank(words: list[str], cuts: set[int], way: Widened) -> None:
    sound = " ".join(words)
    bounds = [0, *sorted(cut for cut in cuts if cut < len(sound)), len(sound)]
    runs = [sound[a:b] for a, b in pairwise(bounds)]
    assume(all(run.strip() for run in runs))
    if way != AS_SET:
        runs = [
            run[:1] + TATWEEL + run[1:] if len(run.strip()) > 2 and run[:2].strip() == run[:2] else run
            for run in runs
        ]
    drawn = [run + " " * (way.blanks * run.count(" ") + way.letters * run.count(TATWEEL)) for run in runs]
    sizes = [len(Cells.of(run)) for run in runs][::-1]
    starts = np.cumsum([0, *sizes]).tolist()
    goes_on = [False, *(not a.endswith(" ") and not b.startswith(" ") for a, b in pairwise(runs))]
    blocks = [(a, b, on) for a, b, on in zip(starts[:-1], starts[1:], goes_on[::-1], strict=True)][::-1]
    line = Cells.of("".join(drawn[::-1]))
    assert astray(line, blocks, way) == 0
    if way == ways_of(line)[0]:
        assert price(line, blocks) == 0


def price(line: Cells, blocks: Blocks) -> float:
    """What the search would ask for the blocks of one reading."""
    account, n = Account(line), len(line)
    total, last, behind, front = 0.0, 0, np.zeros(1, np.int64), np.zeros(1, np.int64)
    for first, past, joined in blocks:
        last_ = np.array([1 if past == n else last])
        cost, behind, front = account.step(first, np.array([past]), np.array([joined]), last_, behind, front)
        total, last = total + float(cost[0]), 1
    return total


def test_the_search_asks_more_where_blanks_are_astray() -> None:
    line, blocks = reading_of("إلى الأمانـة أمثلـة    |أن تقدم   ")
    other = reading_of("إلى الأمانـة |أمثلـة    |أن تقدم   ")[1]
    assert price(line, blocks) == 0
    assert price(line, other) > 0


def test_how_a_line_may_have_been_justified() -> None:
    assert ways_of(Cells.of("من أجل")) == ways_of(Cells.of("مــن أجل")) == (AS_SET,)
    assert ways_of(Cells.of("مـن أجل")) == (BY_BOTH, BY_BLANKS, AS_SET)
    assert ways_of(Cells.of("مـن أجل", (2,))) == (AS_SET,)


def test_blanks_between_words_and_marks() -> None:
    assert [between(*pair) for pair in ("ةو", "ة،", "،و", "(و", "ة(", '"و')] == [1, 0, 1, 0, 1, 2]
