"""The whole repair: evidence, the promise about letters, steps that replay, and sound text left alone."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cli import run
from toolkit.model import Document, InternalError
from toolkit.read import read, read_bytes
from toolkit.repair import repair, replay
from toolkit.repair.agreement import missing
from toolkit.repair.decode import Candidate, LineResult
from toolkit.repair.doubt import words_of
from toolkit.repair.evidence import find_evidence
from toolkit.repair.promise import characters, check_promise, letters_kept

EXAMPLE = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4" / "ctoc-cop-2012-4.ar.txt"
GOLD = Path(__file__).parents[2] / "data" / "repair" / "ctoc-cop-2012-4.lines.tsv"
SOUND = (
    "الإعلان العالمي لحقوق الإنسان\n\n"
    "١- يولد جميع الناس أحرارا متساوين في الكرامة والحقوق، وقد وهبوا عقلا وضميرا (المادة ١).\n\n"
    "٢- لكل فرد الحق في الحياة والحرية وسلامة شخصه؛ انظر الوثيقة A/RES/217 الصادرة عام ١٩٤٨ هـ.\n"
)


def part(first: int, last: int) -> Document:
    """Some lines of the report, by number, as a document of their own."""
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n")[first - 1 : last]
    return read_bytes("\n".join(lines).encode("utf-8"), "part.txt", "ar")


@pytest.fixture(scope="module")
def mended() -> tuple[Document, Document]:
    document = part(39, 52)
    return document, repair(document).document


def test_most_words_of_two_paragraphs_are_right_and_in_order(mended: tuple[Document, Document]) -> None:
    gold = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]]
    wanted = {int(number): text for unit, number, text in gold if unit in ("p2", "p3")}
    exact = [line.text == wanted[line.number + 38] for line in mended[1].lines]
    assert len(exact) == 10
    assert sum(exact) >= 6


def test_every_line_keeps_its_letters(mended: tuple[Document, Document]) -> None:
    for line in mended[1].lines:
        assert letters_kept(line.raw, line.text)
    assert [line.raw for line in mended[1].lines] == [line.raw for line in mended[0].lines]


def test_repair_twice_is_repair_once(mended: tuple[Document, Document]) -> None:
    text = "\n\n".join(" ".join(line.text for line in block.lines) for block in mended[1].blocks)
    again = repair(read_bytes(text.encode("utf-8"), "again.txt", "ar"))
    assert again.steps == ()


def test_a_document_that_was_repaired_in_memory_is_left_as_it_is() -> None:
    once = repair(part(246, 259))
    text = " ".join(line.text for line in once.document.lines)
    assert "المنزل" in text  # one line needed its letters mended as well as its order
    assert "المترل" not in text
    again = repair(once.document)
    assert again.document == once.document
    assert again.steps == again.words == ()


def test_lines_that_the_reader_left_open_are_settled_once() -> None:
    document = replace(part(45, 52), unsettled=(2, 3))
    once = repair(document).document
    assert once.unsettled == ()
    assert repair(once).document == once


def test_steps_replay() -> None:
    document = part(45, 52)
    repaired = repair(document)
    assert repaired.steps
    assert replay(document, repaired.steps) == repaired.document
    with pytest.raises(ValueError, match="not as step"):
        replay(repaired.document, repaired.steps)


def test_words_carry_their_doubt_and_place() -> None:
    repaired = repair(part(45, 52))
    texts = {line.number: line.text for line in repaired.document.lines}
    assert repaired.words
    for word in repaired.words:
        assert texts[word.line][word.start : word.end] == word.text
        assert 0.0 <= word.probability <= 1.0
        assert word.raw
    assert min(word.probability for word in repaired.words) < 0.9


def test_the_report_shows_its_damage_with_lines() -> None:
    found = {evidence.kind: evidence for evidence in find_evidence(read(EXAMPLE).lines)}
    assert {"reversed-blocks", "kashida-pieces", "tatweel"} <= set(found)
    assert 22 in found["kashida-pieces"].lines
    assert 37 in found["reversed-blocks"].lines
    assert all(evidence.reason for evidence in found.values())


def test_sound_text_passes_byte_for_byte() -> None:
    document = read_bytes(SOUND.encode("utf-8"), "sound.txt")
    repaired = repair(document)
    assert repaired.document == document
    assert repaired.steps == ()
    assert repaired.evidence == ()


def test_english_is_left_alone() -> None:
    document = read_bytes(b".This looks reversed -1\n.So does this -2\n.And this -3", "e.txt", "en")
    assert repair(document).document == document


def test_the_gazettes_damage_is_mended() -> None:
    raw = (
        "المادة 1\nمنع ومكافحة االتجار باألشخاص ،وبخاصة النساء واألطفال\n"
        " .1هذا البروتوكول يكمل اتفاقية األمم المتحدة لمكافحة الجريمة ،ويتعين تفسيره مقترنا باالتفاقية.\n"
    )
    repaired = repair(read_bytes(raw.encode("utf-8"), "gazette.txt", "ar"))
    texts = [line.text for line in repaired.document.lines]
    assert texts[1] == "منع ومكافحة الاتجار بالأشخاص، وبخاصة النساء والأطفال"
    assert texts[2].startswith("1. هذا البروتوكول يكمل اتفاقية الأمم المتحدة")
    assert {step.fix for step in repaired.steps} == {"lam-alef", "displaced-marks"}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإلاء ـ،.()٠١٢٣", min_size=1, max_size=30), max_size=4))
def test_no_mutation_loses_a_letter(lines: list[str]) -> None:
    raw = "\n".join([*lines, "، الأمانة إلى طلب  -١", ".المؤتمر طلب  -٢"])
    repaired = repair(read_bytes(raw.encode("utf-8"), "m.txt", "ar"))
    for line in repaired.document.lines:
        assert characters(line.raw) == characters(line.text)


def test_a_line_too_long_for_the_search_is_left_and_flagged() -> None:
    raw = ".المؤتمر طلب  -١\n" + "، كلمة" * 400 + "\n.الأمانة إلى  -٢\n"
    repaired = repair(read_bytes(raw.encode("utf-8"), "long.txt", "ar"))
    assert repaired.undecided == (2,)
    assert repaired.document.lines[1].text.split() == repaired.document.lines[1].raw.split()


def test_a_broken_promise_is_our_bug() -> None:
    check_promise(3, "مقدّمـة )١(", "مقدّمة (١)")
    with pytest.raises(InternalError, match="line 3"):
        check_promise(3, "مقدمة", "مقدم")
    assert characters("\uf02a ـ a") == Counter("*a")


def result(*rivals: tuple[str, float]) -> LineResult:
    best = rivals[0][0]
    raw = "تقريرا المؤتمر طلب"
    origin = [raw.index(word) + place for word in best.split() for place in range(len(word))]
    candidates = tuple(Candidate(text, chance) for text, chance in rivals)
    return LineResult(5, candidates, (-5.0,) * 3, tuple(origin), (3, 10))


def test_doubt_lies_where_the_readings_differ() -> None:
    words = words_of(result(("طلب المؤتمر تقريرا", 0.7), ("المؤتمر طلب تقريرا", 0.3)), "تقريرا المؤتمر طلب")
    assert [word.text for word in words] == ["طلب", "المؤتمر", "تقريرا"]
    assert words[0].probability < min(words[1].probability, words[2].probability)  # of two as long, the first
    assert words_of(LineResult(5, ()), "raw") == ()


@given(st.lists(st.lists(st.sampled_from("ابتث"), max_size=7), min_size=1, max_size=5))
def test_what_is_missing_is_what_no_longest_common_row_holds(rows: list[list[str]]) -> None:
    for row, gone in zip(rows, missing(rows).tolist(), strict=True):
        kept = [item for item, left_out in zip(rows[0], gone, strict=True) if not left_out]
        others = iter(row)
        assert all(item in others for item in kept)
        assert len(kept) == max(
            len(part)
            for size in range(len(rows[0]) + 1)
            for part in combinations(rows[0], size)
            if is_within(part, row)
        )


def is_within(part: Sequence[str], row: Sequence[str]) -> bool:
    others = iter(row)
    return all(item in others for item in part)


def test_the_shorter_of_two_exchanged_stretches_is_in_doubt() -> None:
    assert missing([["أ", "ب", "ج"], ["ج", "أ", "ب"]])[1].tolist() == [False, False, True]


def test_doubt_grows_with_the_rival() -> None:
    close, far = (
        words_of(result(("طلب المؤتمر تقريرا", 1 - rival), ("المؤتمر طلب تقريرا", rival)), "تقريرا المؤتمر طلب")
        for rival in (0.45, 0.05)
    )
    assert close[0].probability < far[0].probability


def test_words_say_which_stretches_they_came_from() -> None:
    raw = "تقريرا المؤتمر طلب"
    words = words_of(result(("طلب المؤتمر تقريرا", 1.0)), raw)
    assert [raw[a:b] for word in words for a, b in word.spans] == ["طلب", "المؤتمر", "تقريرا"]
    assert [word.raw for word in words] == ["طلب", "المؤتمر", "تقريرا"]


def test_the_command_writes_blocks_and_explains_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "part.txt"
    source.write_text("\n".join(EXAMPLE.read_text(encoding="utf-8").split("\n")[44:52]), encoding="utf-8")
    out, steps = tmp_path / "out.txt", tmp_path / "steps.jsonl"
    assert run(["repair", str(source), "-o", str(out), "--explain", str(steps)]) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    records = [json.loads(line) for line in steps.read_text(encoding="utf-8").splitlines()]
    assert {"line", "block", "before", "after", "steps", "words"} == set(records[0])
    assert out.read_text(encoding="utf-8").split() == " ".join(record["after"] for record in records).split()
    assert run(["repair", str(source), str(source)]) == 2
    assert "one file at a time" in capsys.readouterr().err


def test_a_paragraph_number_between_kashida_pieces_goes_to_the_front() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n")
    (line,) = [n for n, text in enumerate(lines) if "-٢٩" in text]
    document = read_bytes("\n".join(lines[line - 2 : line + 2]).encode(), "part.txt", "ar")
    assert [block.text[:4] for block in repair(document).document.blocks if block.number == "29"] == ["٢٩- "]
