"""Outlines: each file in tests/data/read is a text and the blocks it must give.

A case is the text, a line ``=====``, then one line a block: key, kind, its source lines, its anchor if any.
Add a case by adding a file.
"""

from pathlib import Path

import pytest

from toolkit.model import Block
from toolkit.read import read, read_bytes

DATA = Path(__file__).parents[2] / "data" / "read"
EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4"
CASES = sorted(DATA.glob("*.txt"))


def shown(block: Block) -> str:
    lines = ",".join(str(line.number) for line in block.lines)
    return " ".join(part for part in (block.key, block.kind.value, lines, block.anchor) if part)


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_outline(path: Path) -> None:
    text, _, expected = path.read_text(encoding="utf-8").partition("\n=====\n")
    document = read_bytes(text.encode("utf-8"), path.name)
    assert [shown(block) for block in document.blocks] == expected.splitlines()


def test_the_report_has_the_same_outline_in_both_languages() -> None:
    arabic = read(EXAMPLE / "ctoc-cop-2012-4.ar.txt")
    english = read(EXAMPLE / "ctoc-cop-2012-4.en.txt")
    assert [block.key for block in arabic.blocks] == [block.key for block in english.blocks]
    assert [block.anchor for block in arabic.blocks] == [block.anchor for block in english.blocks]
    assert (arabic.lang, english.lang) == ("ar", "en")
    assert arabic.symbol == english.symbol == "CTOC/COP/2012/4"


def test_every_line_of_the_report_is_in_exactly_one_block() -> None:
    path = EXAMPLE / "ctoc-cop-2012-4.ar.txt"
    raw = path.read_text(encoding="utf-8").split("\n")
    numbers = [line.number for line in read(path).lines]
    expected = [n for n, text in enumerate(raw, 1) if text.strip() and "──" not in text]
    assert sorted(numbers) == expected
    assert all(line.raw == raw[line.number - 1] for line in read(path).lines)
