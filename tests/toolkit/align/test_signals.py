"""The signals one by one: words, lengths, meaning, keys, the document's own lexicon and odds."""

import math
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.align.coarse import way_through
from toolkit.align.cost import Evidence, bead_scores
from toolkit.align.document_lexicon import DocumentLexicon, same_words
from toolkit.align.encoders import VectorPools, unit_rows
from toolkit.align.ibm1 import PairCounts
from toolkit.align.keys import Keys
from toolkit.align.lattice import full_band
from toolkit.align.lengths import Lengths
from toolkit.align.lexicon import train_lexicon
from toolkit.align.meaning import Meaning
from toolkit.align.punctuation import Punctuation
from toolkit.align.search import pieces
from toolkit.align.shapes import KINDS, bead_shapes, own_rates
from toolkit.align.sketch import sketches
from toolkit.align.tile import Tile, Values
from toolkit.align.translations import Table, Translations
from toolkit.align.vocabulary import Words, merged
from toolkit.align.weights import WITH_MEANING

SHAPES = bead_shapes(3)


def translations(source: list[list[str]], target: list[list[str]]) -> Translations:
    left, right = Words.of(source), Words.of(target)
    table = DocumentLexicon(left, right, None, same_words(left.names, right.names, lambda word: 3.0)).table()
    return Translations(left, right, table)


def by_hand(words: Translations, own: list[int], other: list[int]) -> float:
    """The score of one bead, word by word."""

    def direction(
        given: Words,
        told: Words,
        rows: list[int],
        columns: list[int],
        ratios: dict[tuple[int, int], float],
        known: Values,
    ) -> float:
        behind = [int(w) for k in rows for w in given.bag.words[given.bag.starts[k] : given.bag.starts[k + 1]]]
        total = 0.0
        for k in columns:
            for word in told.bag.words[told.bag.starts[k] : told.bag.starts[k + 1]]:
                share = (1 - words.smoothing) * float(known[word])
                if behind:
                    mean = sum(ratios.get((g, int(word)), 0.0) for g in behind) / len(behind)
                    total += math.log(1 - share + share * mean)
        return total

    table = words.table
    rows = np.repeat(np.arange(len(table.starts) - 1), np.diff(table.starts))
    forward = {(int(r), int(c)): float(v) for r, c, v in zip(rows, table.target, table.forward, strict=True)}
    backward = {(int(c), int(r)): float(v) for r, c, v in zip(rows, table.target, table.backward, strict=True)}
    there = direction(words.source, words.target, own, other, forward, table.known[1])
    back = direction(words.target, words.source, other, own, backward, table.known[0])
    return 0.5 * (there + back)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=4), min_size=1, max_size=6),
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=4), min_size=1, max_size=6),
)
def test_words_of_a_tile_are_what_counting_word_by_word_gives(
    source: list[list[str]], target: list[list[str]]
) -> None:
    words = translations(source, target)
    values = words.tile(Tile(0, len(source) + 1, 0, len(target) + 1, SHAPES))
    for shape, (a, b) in enumerate(SHAPES.tolist()):
        for i in range(a, len(source) + 1):
            for j in range(b, len(target) + 1):
                wanted = by_hand(words, list(range(i - a, i)), list(range(j - b, j))) if a and b else 0.0
                assert values[shape, i, j] == pytest.approx(wanted, abs=2e-3)


def test_a_tile_of_a_part_says_the_same_as_the_whole() -> None:
    words = translations([["a"], ["b", "c"], ["d"], ["e"]], [["a", "b"], ["c"], ["d"], ["e", "f"]])
    lengths = Lengths.of(np.array([3.0, 9.0, 4.0, 5.0]), np.array([4.0, 8.0, 4.0, 9.0]))
    whole, part = Tile(0, 5, 0, 5, SHAPES), Tile(3, 5, 2, 4, SHAPES)
    for signal in (words, lengths, Keys(["1", "2", "3", "4"], ["1", "2", "4", "5"])):
        assert np.allclose(signal.tile(whole)[:, 3:5, 2:4], signal.tile(part), atol=1e-4)


def test_words_that_nothing_is_known_of_say_nothing() -> None:
    words = translations([["a"], ["b"]], [["x"], ["y"]])
    assert not words.tile(Tile(0, 3, 0, 3, SHAPES)).any()


def test_lengths_agree_best_where_the_ratio_is_that_of_the_documents() -> None:
    lengths = Lengths.of(np.array([10.0, 50.0]), np.array([20.0, 100.0]))
    assert lengths.ratio == 2.0
    values = lengths.tile(Tile(0, 3, 0, 3, SHAPES))[2]  # 1-1
    assert values[1, 1] == values[2, 2] == 0.0 > values[1, 2]
    assert Lengths.of(np.zeros(2), np.zeros(1)).ratio == 1.0


def test_keys_pull_together_and_apart() -> None:
    values = Keys(["1", "2", "2-a", "u-1"], ["1", "3", "2", "u-2"]).tile(Tile(0, 5, 0, 5, SHAPES))[2]
    assert values[1, 1] == 30 and values[2, 2] == -30 and values[3, 3] == 0 and values[4, 4] == 0


def test_the_documents_own_odds() -> None:
    usual = np.array(list(KINDS.values()))
    many = usual.copy() * 200
    many[list(KINDS).index("0-1")] *= 4
    rates = dict(zip(KINDS, own_rates(many), strict=True))
    assert 1.0 < rates["0-1"] < math.log(4) and abs(rates["1-0"]) < 0.01


def test_the_document_teaches_its_lexicon() -> None:
    source, target = (
        Words.of([["haus"], ["buch", "haus"], ["buch"]]),
        Words.of([["house"], ["book", "house"], ["book"]]),
    )
    own = DocumentLexicon(source, target, None, same_words((), (), lambda word: 1.0))
    assert not len(own.table().target)
    table = own.table((source.bag, target.bag, np.ones(3)))
    forward, _ = table.part(np.array([0, 1]), np.array([0, 1]), 2)
    assert forward[0, 0] > forward[0, 1] and forward[1, 1] > forward[1, 0]


def test_a_lexicon_given_beforehand_is_used() -> None:
    lexicon = train_lexicon([("Haus", "house"), ("Buch", "book")] * 5, "de", "en")
    source, target = Words.of([["haus"], ["buch"]]), Words.of([["house"], ["book"]])
    table = DocumentLexicon(source, target, lexicon, same_words((), (), lambda word: 1.0)).table()
    forward, _ = table.part(np.array([0, 1]), np.array([0, 1]), 2)
    assert forward[0, 0] > 1 > forward[0, 1]


def test_merged_segments_have_the_words_of_both() -> None:
    words = Words.of([["a", "b"], ["b"], ["c"]])
    assert [words.names[w] for w in merged(words.bag, [[0, 1], [2]]).words] == ["a", "b", "c"]


def test_meaning_sees_the_window_that_is_the_whole() -> None:
    rows = unit_rows(np.random.default_rng(3).normal(size=(6, 16)).astype(np.float32))
    source = VectorPools(rows, [5] * 6)
    joined = VectorPools(np.vstack([rows[0] + rows[1], rows[2:]]), [10, 5, 5, 5, 5])
    said = Meaning(source, joined, SHAPES).tile(Tile(0, 7, 0, 6, SHAPES))
    two_one = SHAPES.tolist().index([2, 1])
    assert said[0, two_one, 2, 1] == said[0, :, 2, 1].max()
    assert said[1, two_one, 2, 1] > 0.5


@pytest.mark.parametrize(("noise", "low", "high"), [(0.2, 0.95, 1.0), (30.0, 0.0, 0.25)])
def test_vectors_are_believed_as_far_as_they_tell_pairs_apart(noise: float, low: float, high: float) -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(80, 32))
    other = rows + noise * chance.normal(size=rows.shape)
    meaning = Meaning(VectorPools(rows, [5] * 80), VectorPools(other, [5] * 80), SHAPES)
    assert low <= meaning.standing(np.repeat(np.arange(80)[:, None], 2, axis=1)) <= high
    same = VectorPools(np.ones((80, 4)), [5] * 80)
    assert Meaning(same, same, SHAPES).standing(np.repeat(np.arange(80)[:, None], 2, axis=1)) < 0.25
    assert Meaning(same, same, SHAPES).standing(np.zeros((0, 2), dtype=np.int64), 4.0) == 1.0


def test_beads_go_over_ends_where_no_sentence_ends() -> None:
    punctuation = Punctuation.of(["One,", "two.", "Three."], ["Un, deux.", "...", "Trois."])
    said = punctuation.inside(Tile(0, 4, 0, 4, SHAPES))
    two_one, two_two, one_one = (SHAPES.tolist().index(shape) for shape in ([2, 1], [2, 2], [1, 1]))
    assert said[two_one, 2, 1] > 0 > said[two_one, 3, 1]  # after the comma, after the full stop
    assert not said[one_one].any()
    assert said[two_two, 2, 2] < said[two_one, 2, 1] + 1e-6
    omitted = punctuation.omitted(Tile(0, 4, 0, 4, SHAPES))
    target_alone = SHAPES.tolist().index([0, 1])
    assert omitted[target_alone, 0].tolist() == [0.0, 0.0, 1.0, 0.0]
    assert omitted.sum() == 4


def test_vectors_that_are_no_numbers_become_zeros() -> None:
    bad = np.array([[np.nan, 1.0], [np.inf, 0.0], [0.0, 0.0]], dtype=np.float32)
    pools = VectorPools(bad, [1, 0, 3])
    assert np.isfinite(pools.windows(np.array([0, 0]), np.array([1, 3]))).all()


def test_a_coarse_way_finds_through_what_was_left_out() -> None:
    random_rows = np.random.default_rng(5).normal(size=(1500, 32)).astype(np.float32)
    noise = np.random.default_rng(6).normal(size=(1200, 32)).astype(np.float32) * 0.3
    kept = np.concatenate((np.arange(400), np.arange(700, 1500)))
    way = way_through(random_rows, random_rows[kept] + noise)
    placed = {int(i): int(j) for (i, j), step in zip(way[1:], np.diff(way, axis=0), strict=True) if step.sum() == 2}
    right = sum(placed.get(i + 1) == j + 1 for j, i in enumerate(kept.tolist()))
    assert right > 0.95 * len(kept)


def test_a_long_way_is_cut_into_pieces_that_meet() -> None:
    way = np.stack([np.arange(5001), np.arange(5001)], axis=1)
    parts = pieces(way, np.ones(5000, dtype=np.float32))
    assert parts[0].start == (0, 0) and parts[-1].end == (5000, 5000) and len(parts) > 3
    assert all(one.end == other.start for one, other in pairwise(parts))


def test_sketches_of_translations_are_alike() -> None:
    chance = random.Random(2)
    source = [[f"w{chance.randrange(300)}" for _ in range(8)] for _ in range(60)]
    rows = sketches([translations(source, source)])
    unit = [side / np.linalg.norm(side, axis=1, keepdims=True) for side in rows]
    assert ((unit[0] @ unit[1].T).argmax(axis=1) == np.arange(60)).mean() > 0.95


def test_scores_are_numbers_whatever_the_tables_hold() -> None:
    words = Words.of([[], ["a"], []])
    empty = Table.of(
        PairCounts(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)),
        (np.zeros(1), np.zeros(1)),
        (np.ones(1), np.ones(1)),
    )
    evidence = Evidence(Lengths.of(np.zeros(3), np.zeros(3)), Translations(words, words, empty))
    assert np.isfinite(bead_scores(evidence, full_band(3, 3), SHAPES)).all()


def test_how_short_a_bead_is_goes_by_its_shorter_side_and_falls_with_it() -> None:
    lengths = Lengths.of(np.array([20.0, 200.0, 20.0]), np.array([20.0, 200.0, 20.0]))
    values = lengths.shortness(Tile(0, 4, 0, 4, SHAPES))
    single, double = (SHAPES.tolist().index(shape) for shape in ([1, 1], [1, 2]))
    assert values[single, 1, 1] == pytest.approx(math.exp(-20 / 60))
    assert values[single, 1, 2] == pytest.approx(values[single, 1, 1]), "its shorter side is no longer"
    assert values[single, 2, 2] == pytest.approx(math.exp(-200 / 60))
    assert values[double, 2, 3] == pytest.approx(values[single, 2, 2])
    assert not values[:2].any(), "omissions"


def test_cosines_count_less_in_short_beads_but_never_against_them() -> None:
    for name in ("cosine", "margin"):
        short = WITH_MEANING[f"{name}, short"]
        assert short < 0 < WITH_MEANING[name] + short
