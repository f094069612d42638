"""The network that reads on beyond three words: its pieces, its slopes, what it learns, what it says, its file."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import run
from toolkit.model import BitextError
from toolkit.repair.choice import Choice, Reading
from toolkit.repair.language_model import LanguageModel
from toolkit.repair.model_file import load
from toolkit.repair.network import Network, Weights
from toolkit.repair.network.packing import code_network, sizes_of, worth_of
from toolkit.repair.network.subwords import END_OF_WORD, FIRST, Subwords, learn_subwords
from toolkit.repair.network.texts import pieces_of, shuffled, subwords_of
from toolkit.repair.network.training import Plan, first_weights, loss_and_slopes, train_network
from toolkit.repair.ranking import shipped
from toolkit.repair.symbols import Reader, Writer
from toolkit.repair.tokens import SPECIAL, tokens
from toolkit.repair.train import Size, read_stream, train_model
from toolkit.repair.traits import LINE_TRAITS
from toolkit.repair.vocabulary import Words

SMALL = Plan(pieces=11, numbers=4, state=5, rows=3, length=6)


@given(st.dictionaries(st.text("منعلا", min_size=1, max_size=7), st.integers(1, 9), min_size=1, max_size=12))
def test_pieces_of_a_word_put_together_are_the_word(counts: dict[str, int]) -> None:
    subwords = Subwords(learn_subwords(counts, 20))
    assert len(subwords.names) == len(set(subwords.names))
    for word in counts:
        assert "".join(subwords.names[number] for number in subwords.of(word)) == word + END_OF_WORD


def test_what_stands_together_most_often_becomes_a_piece_first() -> None:
    found = learn_subwords({"الدول": 9, "الدولة": 5, "المال": 1}, 99)
    letters = {"ا", "ل", "د", "و", "م", "ل_", "ة_"}
    assert set(found[: len(letters)]) == letters
    assert found.index("الدو") < found.index("الدول_") < found.index("المال_")
    assert Subwords(found).of("ж") == ()


def _as_double(weights: Weights) -> Weights:
    return Weights(*(table.astype(np.float64) for table in weights.tables().values()))  # type: ignore[arg-type]


def test_slopes_are_those_of_the_loss() -> None:
    rng = np.random.default_rng(3)
    weights = _as_double(first_weights(SMALL))
    read, foreseen = (rng.integers(0, 11, (6, 3)).astype(np.int32) for _ in range(2))
    state = rng.standard_normal((3, 5))
    loss, slopes, _ = loss_and_slopes(weights, read, foreseen, state)
    assert loss == pytest.approx(np.log(11), abs=0.5)
    for field in dataclasses.fields(weights):
        table = getattr(weights, field.name)
        for place in (0, table.size // 2, table.size - 1):
            spot = np.unravel_index(place, table.shape)
            kept, around = table[spot], []
            for step in (1e-6, -1e-6):
                table[spot] = kept + step
                around.append(loss_and_slopes(weights, read, foreseen, state)[0])
            table[spot] = kept
            slope = (around[0] - around[1]) / 2e-6
            assert slopes[field.name][spot] == pytest.approx(slope, rel=1e-4, abs=1e-8), field.name


def test_it_learns_what_no_row_of_four_words_shows() -> None:
    rng = np.random.default_rng(1)
    firsts = rng.integers(1, 3, 24_000)
    text = np.array([[first, 3, 4, 5, 4, 3, first, 0] for first in firsts], np.int32).ravel()
    plan = Plan(pieces=6, numbers=8, state=24, rows=8, length=16, rate=0.02)
    weights = train_network(text, plan, rng)
    network = Network(Subwords([]), weights, worth_of(weights))
    rows = [[first, 3, 4, 5, 4, 3, last] for first in (1, 2) for last in (1, 2)]
    found = network._priced(network.start()[None], [0] * 4, rows)
    same = [row[-1] for row in found]
    assert same[0] > np.log(0.9) > np.log(0.1) > same[1]
    assert same[3] > np.log(0.9) > np.log(0.1) > same[2]


def test_too_little_text_teaches_nothing() -> None:
    with pytest.raises(BitextError, match="too little text to teach a network: 500 pieces"):
        train_network(np.zeros(500, np.int32), SMALL, np.random.default_rng(1))


def _network(seed: int = 1) -> Network:
    subwords = Subwords(["ا", "ل", "م", "ال", "ا_", "ل_", "م_", "الم_"])
    weights = first_weights(Plan(pieces=len(FIRST) + 8, numbers=6, state=10))
    return Network(subwords, weights, worth_of(weights))


def test_rows_asked_together_are_priced_as_each_by_itself() -> None:
    network = _network()
    rows = [["الم", "،", "مال"], ["الم", "،"], ["الم", "مال"], [], ["مال", "2012"], ["الم", "،", "مال"]]
    other = network.after(network.start(), ["مال", "."])
    asked = [(network.start(), rows), (other, rows)]
    for (state, _), found in zip(asked, network.prices(asked), strict=True):
        for row, prices in zip(rows, found, strict=True):
            assert len(prices) == len(row)
            for place, word in enumerate(row):
                alone = network.prices([(network.after(state, row[:place]), [[word]])])[0][0]
                assert prices[place] == pytest.approx(float(alone[0]), abs=1e-4)
    assert network.prices([]) == []


def test_what_may_come_next_sums_to_one() -> None:
    network = _network()
    pieces = np.arange(len(network.weights.pieces))
    state = network.after(network.start(), ["مال"])[None]
    found = network._log_probs(state, np.zeros(len(pieces), np.int64), pieces)
    assert np.exp(found).sum() == pytest.approx(1, abs=1e-4)


def test_weights_are_read_as_they_were_written_and_never_lose_more() -> None:
    weights = _network().weights
    worth = worth_of(weights)
    writer = Writer()
    rounded = code_network(writer, sizes_of(weights), worth, weights)
    tables, data = writer.data()
    reader = Reader(tables, data)
    found = code_network(reader, sizes_of(weights), worth)
    reader.close()
    for before, kept, after, step in zip(
        weights.tables().values(), rounded.tables().values(), found.tables().values(), worth, strict=True
    ):
        assert (kept == after).all()
        assert np.abs(before - after).max() <= step / 2 + 1e-6
    again = Writer()
    code_network(again, sizes_of(found), worth, found)
    assert again.data() == (tables, data)


TEXT = ["تصدر المحكمة، في الدعوى، حكما نهائيا.", "قررت 12 دولة (2012) ما يلي: المحكمة"] * 60


@pytest.fixture
def text(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("\n".join(TEXT), encoding="utf-8")
    return tmp_path / "a.txt"


def test_a_text_as_pieces_is_what_its_words_are_asked_as(text: Path) -> None:
    index = {name: number for number, name in enumerate(SPECIAL)}
    streams = [read_stream(text, index, set())]
    names = {number: name for name, number in reversed(index.items())}
    subwords = subwords_of(streams, names, 60)
    assert len(subwords.names) == 60 - len(FIRST)
    (found,) = pieces_of(streams, names, subwords)
    network = Network(subwords, first_weights(SMALL), ())
    asked = [[piece for word in tokens(line) for piece in network.pieces(word)] + [0] for line in TEXT]
    assert found.tolist() == [piece for line in asked for piece in line]


def test_a_text_that_counts_more_is_read_more_often_and_nothing_is_lost() -> None:
    texts = [np.full(9_000, number, np.int32) for number in (1, 2)]
    for own in texts:
        own[99::100] = 0
    found = shuffled(texts, [3.0, 1.0], np.random.default_rng(1))
    assert np.bincount(found).tolist() == [1 + 270, 2 * 8_910, 8_910]


def test_a_model_keeps_the_network_that_it_was_given_or_that_it_was_taught(tmp_path: Path, text: Path) -> None:
    plan = Plan(pieces=60, numbers=6, state=8, rows=2, length=5)
    files = [tmp_path / "1.model", tmp_path / "2.model"]
    for path in files:
        train_model([text], path, size=Size(least=1), network=plan)
    assert files[0].read_bytes() == files[1].read_bytes()
    taught = load(files[0]).rest.network
    assert taught is not None
    train_model([text], files[1], size=Size(least=1), network=taught)
    given = load(files[1]).rest.network
    assert given is not None
    assert given.subwords.names == taught.subwords.names
    assert all(
        (a == b).all() for a, b in zip(given.weights.tables().values(), taught.weights.tables().values(), strict=True)
    )
    (prices,) = given.prices([(given.start(), [tokens(TEXT[0])])])[0]
    assert np.isfinite(prices).all()


def test_the_command_passes_the_built_in_network_on(tmp_path: Path, text: Path) -> None:
    assert run(["repair", "--train-model", str(text), "-o", str(tmp_path / "m")]) == 0
    own, built_in = load(tmp_path / "m").rest.network, LanguageModel.load().network
    assert own is not None
    assert built_in is not None
    assert own.subwords.names == built_in.subwords.names


def test_a_network_of_a_short_text_is_refused(tmp_path: Path, text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", "--train-model", str(text), "--network", "-o", str(tmp_path / "m")]) == 2
    assert "too little text to teach a network" in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


class _Sure:
    """A network that is sure of one word's place."""

    def start(self) -> tuple[str, ...]:
        return ()

    def after(self, state: tuple[str, ...], words: Sequence[str]) -> tuple[str, ...]:
        return (*state, *words)

    def prices(self, asked: Sequence[tuple[tuple[str, ...], Sequence[Sequence[str]]]]) -> list[list[np.ndarray]]:
        return [
            [np.array([0.0 if state or word == row[-1] == "قررت" else -9.0 for word in row]) for row in rows]
            for state, rows in asked
        ]


def test_the_network_decides_between_readings() -> None:
    words = Words(LanguageModel.load())
    nothing = (0.0,) * len(LINE_TRAITS)
    readings = tuple(Reading(text, 0.0, nothing) for text in ("قررت الدول", "الدول قررت"))
    choice = Choice([[readings]], words)
    choice.network = None
    without = choice.run(shipped())[0][0]
    choice = Choice([[readings]], words)
    choice.network = _Sure()  # type: ignore[assignment]
    with_it = choice.run(shipped())[0][0]
    assert without[0].text == "قررت الدول"
    assert without[1].score < with_it[next(k for k, r in enumerate(with_it) if r.text == "الدول قررت")].score
