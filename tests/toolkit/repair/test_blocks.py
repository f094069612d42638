"""Reversed blocks: what the search restores, what it never loses, and what it leaves alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import BitextError, Block, BlockKind, Document, InternalError, Line, Step
from toolkit.repair import repair, replay
from toolkit.repair.decode import decode_blocks
from toolkit.repair.evidence import find_evidence
from toolkit.repair.pieces import has_pieces, joined
from toolkit.repair.promise import check_promise, letters_kept

CASES = json.loads((Path(__file__).parents[2] / "data" / "repair" / "blocks.json").read_text("utf-8"))
LETTERS = "ابتجدرسعقلمنهويةىأ،. ِّـ٠١٢()"


def block(*texts: str) -> Block:
    return Block(BlockKind.PARAGRAPH, "u-1", tuple(Line(n, t.strip(), t) for n, t in enumerate(texts, 1)))


def restored(text: str) -> str:
    return decode_blocks([block(text)])[1].candidates[0].text


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_case(case: dict[str, str | None]) -> None:
    before, after = str(case["before"]), case["after"]
    found = restored(before)
    assert letters_kept(before, found)
    if after is not None:
        assert found == after


def test_pieces_are_joined_from_the_last_to_the_first() -> None:
    assert has_pieces("ــة ــراره، الأمان")
    assert "قــراره، الأمانــة" in [way.text.split("ق", 1)[-1] and way.text for way in joined("ــة ــراره، الأمان ق")]


@settings(max_examples=25, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=50))
def test_no_letter_is_ever_lost(text: str) -> None:
    for candidate in decode_blocks([block("ب" + text)])[1].candidates:
        assert letters_kept("ب" + text, candidate.text)


def test_probabilities_of_a_line_are_one() -> None:
    found = decode_blocks([block(CASES[0]["before"])])[1].candidates
    assert sum(candidate.probability for candidate in found) == pytest.approx(1)
    assert [c.probability for c in found] == sorted((c.probability for c in found), reverse=True)


def test_a_sound_text_passes_through() -> None:
    document = Document("ar", (block("قبل دورة المؤتمر السادسة، من أجل تيسير هذه العملية."),))
    assert find_evidence(document.lines) == ()
    assert repair(document).document == document


def test_damaged_text_is_mended_once_and_its_steps_replay() -> None:
    lines = [str(case["before"]) for case in CASES[:3]] * 2
    document = Document("ar", (block(*lines),))
    found = repair(document)
    assert found.evidence and found.steps and found.words
    assert replay(document, found.steps) == found.document
    assert repair(found.document).document == found.document


def test_a_step_that_does_not_fit_is_an_error() -> None:
    document = Document("ar", (block("قبل دورة"),))
    with pytest.raises(BitextError, match="not as step"):
        replay(document, [Step(1, "tatweel", "other", "text")])


def test_a_lost_letter_is_our_bug() -> None:
    with pytest.raises(InternalError):
        check_promise(1, "قبل", "قب")


def test_a_line_over_budget_is_left_and_told() -> None:
    long = ". " + "كلمة " * 20_000 + " -١"
    found = repair(Document("ar", (block(*[str(c["before"]) for c in CASES[:2]], long),)))
    assert found.undecided == (3,)
    assert found.document.lines[2].text == long.strip()
