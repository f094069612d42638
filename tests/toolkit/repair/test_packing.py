"""Numbers packed by their contexts, and the levels of a language model packed so."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.repair import symbols
from toolkit.repair.codes import COUNTS, SHARES, count_codes, share_codes, total_codes
from toolkit.repair.kneser_ney import Estimate, Width, word_shares
from toolkit.repair.levels import level_of
from toolkit.repair.mixture import mix
from toolkit.repair.ngrams import Level, Ngrams, Shape
from toolkit.repair.packing import code_level
from toolkit.repair.symbols import Reader, Writer

ROWS = st.lists(
    st.lists(st.tuples(st.one_of(st.integers(0, 9), st.integers(0, 2**24 - 1)), st.integers(0, 5)), max_size=60),
    max_size=4,
)


@given(ROWS)
def test_numbers_are_read_as_they_were_written(rows: list[list[tuple[int, int]]]) -> None:
    writer = Writer()
    arrays = [tuple(np.array(row, np.int64).reshape(-1, 2).T) for row in rows]
    for values, contexts in arrays:
        writer.numbers(values, contexts)
        writer.symbols(values % 256, contexts)
    reader = Reader(*writer.data())
    for values, contexts in arrays:
        assert reader.numbers(None, contexts).tolist() == values.tolist()
        assert reader.symbols(None, contexts).tolist() == (values % 256).tolist()
    reader.close()


def test_rows_longer_than_one_step_cost_little_more_than_their_entropy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "_STATES", 64)
    rng = np.random.default_rng(1)
    contexts = rng.integers(0, 3, 50_000)
    values = np.minimum(rng.geometric(np.array([0.1, 0.5, 0.9])[contexts]), 200)
    writer = Writer()
    writer.symbols(values, contexts)
    tables, data = writer.data()
    entropy = 0.0
    for context in range(3):
        often = np.bincount(values[contexts == context])
        often = often[often > 0]
        entropy -= float((often * np.log2(often / often.sum())).sum()) / 8
    assert entropy < len(data) < 1.02 * entropy + 4 * 64
    assert (Reader(tables, data).symbols(None, contexts) == values).all()


def test_what_its_context_tells_costs_nothing() -> None:
    contexts = np.random.default_rng(1).integers(0, 50, 200_000)
    writer = Writer()
    writer.symbols(contexts + 7, contexts)
    assert len(writer.data()[1]) == len(Writer().data()[1])


@given(st.integers(0, 10**9), st.integers(0, 255))
def test_damaged_numbers_are_noticed(place: int, byte: int) -> None:
    values = np.arange(5_000) % 251
    writer = Writer()
    writer.numbers(values, values % 3)
    tables, data = writer.data()
    place %= len(data)
    if data[place] == byte:
        return
    reader = Reader(tables, data[:place] + bytes([byte]) + data[place + 1 :])
    with pytest.raises((ValueError, IndexError)):
        reader.numbers(None, values % 3)
        reader.close()


@given(st.lists(st.integers(0, 10**7), min_size=1))
def test_counts_are_kept_within_a_sixteenth(counts: list[int]) -> None:
    found = COUNTS[count_codes(np.array(counts))]
    for count, kept in zip(counts, found.tolist(), strict=True):
        assert kept == count if count <= 8 else abs(np.log(kept / count)) <= 1 / 16 + 1e-9


def test_sums_hold_what_they_sum() -> None:
    totals = total_codes(np.array([0, 1, 100, 100]), np.array([0.0, 0.0, 0.0, 120.0]))
    assert totals[0] == 0
    assert COUNTS[totals[1]] == 1
    assert COUNTS[totals[2]] < 107
    assert COUNTS[totals[3]] > 110
    assert (share_codes(np.array([0.0, 1e-12, 0.9999])) > 0).all()
    assert SHARES[0] == 1


STREAMS = st.lists(
    st.lists(st.lists(st.integers(2, 12), min_size=1, max_size=9), min_size=2, max_size=25), min_size=1, max_size=3
)


def stream(paragraphs: Sequence[Sequence[int]]) -> np.ndarray:
    return np.array([word for paragraph in paragraphs for word in (0, 0, *paragraph, 1)], np.int32)


def equal(left: Level, right: Level) -> bool:
    rows = all(
        (getattr(a, name) == getattr(b, name)).all()
        for a, b in zip(left.rows, right.rows, strict=True)
        for name in ("starts", "words", "shorter")
    )
    texts = all(
        (one == other).all()
        for a, b in zip(left.parts, right.parts, strict=True)
        for name in ("counts", "totals", "shares")
        for one, other in zip(getattr(a, name), getattr(b, name), strict=True)
    )
    return rows and texts and Shape.of(left) == Shape.of(right)


@settings(max_examples=40, deadline=None)
@given(STREAMS, st.sampled_from([(30,), (40, 60), (20, 40, 60), (5, 5, 5)]))
def test_levels_are_read_as_they_were_written(texts: list[list[list[int]]], most: tuple[int, ...]) -> None:
    level = level_of([stream(text) for text in texts], [1.0] * len(texts), 13, most)
    writer = Writer()
    assert equal(code_level(writer, Shape.of(level), level), level)
    reader = Reader(*writer.data())
    assert equal(code_level(reader, Shape.of(level)), level)
    reader.close()


@settings(max_examples=40, deadline=None)
@given(STREAMS, st.sampled_from([(40, 60), (20, 40, 60)]))
def test_every_ngram_stands_with_the_shorter_ones_and_histories_sum_to_one(
    texts: list[list[list[int]]], most: tuple[int, ...]
) -> None:
    level = level_of([stream(text) for text in texts], [1.0] * len(texts), 13, most)
    logs = mix(Ngrams(level), [1.0] * len(texts))
    shorter = np.arange(13)
    probable = np.exp(logs.log[0])
    assert probable.sum() == pytest.approx(1, abs=1e-4)
    for rows, log, weights in zip(level.rows, logs.log[1:], logs.backoff, strict=True):
        assert (shorter[rows.shorter] == rows.words).all()  # the last word of the shorter one is that of the longer
        own = np.exp(log)
        history = np.repeat(np.arange(len(rows.sizes)), rows.sizes)
        left = 1 - np.bincount(history, own, len(rows.sizes))
        others = 1 - np.bincount(history, probable[rows.shorter], len(rows.sizes))
        open_ = (rows.sizes > 0) & (left > 2e-4) & (others > 2e-4)
        assert (left > -0.1).all()
        assert weights[-1] == 0
        assert np.allclose((np.exp(weights[:-1]) * others)[open_], left[open_], atol=1e-3)
        shorter, probable = rows.words, own


def test_estimates_of_any_order_sum_to_one() -> None:
    rng = np.random.default_rng(5)
    text = stream([(2 + rng.integers(0, 11, 8) ** 2 // 12).tolist() for _ in range(300)])
    assert word_shares(Estimate.of(text, 13, 3).words).sum() == pytest.approx(1)
    for order in (2, 3, 4):
        estimate = Estimate.of(text, 13, order)
        width = Width(order)
        history = np.zeros(13, np.uint64)
        for word in (0, 5, 3)[: order - 1]:
            history = width.keys(history, np.full(13, word))
        found = estimate.probabilities(width.keys(history, np.arange(13)), order)
        assert found.sum() == pytest.approx(1)


def test_rows_in_which_a_paragraph_starts_within_are_left_out() -> None:
    order = Estimate.of(stream([[2, 3], [4, 5]]), 6, 4).orders[2]
    width = Width(4)
    inside = [[int(key >> np.uint64(15 * place)) & 32767 for place in (3, 2, 1, 0)] for key in order.keys]
    assert [0, 0, 2, 3] in inside
    assert [1, 0, 0, 4] not in inside
    assert width.bits == 15
