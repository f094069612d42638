"""Brackets whose partner stands on another line of the paragraph."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.model import Block, BlockKind, Line
from toolkit.repair.brackets import turned, turned_lines
from toolkit.repair.choice import Reading
from toolkit.repair.decode import decode_blocks
from toolkit.repair.layout import mirrored, tidy, unpaired
from toolkit.repair.promise import letters_kept

CASES = [
    row.split("\t")
    for row in (Path(__file__).parents[2] / "data" / "repair" / "brackets.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("lines", "settled", "why"), CASES, ids=[row[2] for row in CASES])
def test_brackets_of_a_paragraph(lines: str, settled: str, why: str) -> None:
    rows = [(Reading(text, 0.0),) for text in lines.split(" ||| ")]
    assert " ||| ".join(found[0].text for found in turned(rows)) == settled, why


def test_a_bracket_that_closes_on_the_next_line_of_a_damaged_paragraph() -> None:
    raws = ("الأطراف )بما في ذلك الدول", "النامية( على الصعيد الوطني")
    block = Block(BlockKind.PARAGRAPH, "p", tuple(Line(n, raw, raw) for n, raw in enumerate(raws, 1)))
    texts = [found.candidates[0].text for _, found in sorted(decode_blocks([block]).items())]
    assert unpaired("".join(texts)) == 0
    assert unpaired(texts[0]) == unpaired(texts[1]) == 1
    assert all(letters_kept(raw, text) for raw, text in zip(raws, texts, strict=True))


def test_a_line_without_readings_is_passed_over() -> None:
    assert turned([(), (Reading("المادة )١(", 0.0),)])[0] == ()


@given(st.lists(st.text("()ب ١", max_size=12).map(tidy), max_size=6))
@example([tidy(text) for text in ("ب )", ")", "()(")])
def test_what_is_settled_stays(texts: list[str]) -> None:
    flags = turned_lines(texts)
    settled = [mirrored(text) if flag else text for text, flag in zip(texts, flags, strict=True)]
    assert not any(turned_lines(settled))


@given(st.text("()[]ب ،١", max_size=30))
def test_turning_keeps_every_character(text: str) -> None:
    assert letters_kept(text, mirrored(text))
