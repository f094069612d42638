"""The rows of the index: what is written is read again, and a frequency is never too low."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.toolkit.memory.samples import unit
from toolkit.memory import frequencies, postings
from toolkit.memory.analysis import Grams, analyse
from toolkit.memory.concordance import concordance
from toolkit.memory.index import Index
from toolkit.memory.indexing import Indexing
from toolkit.memory.lookup import lookup
from toolkit.memory.sqlite import Sqlite
from toolkit.memory.store import open_store

DATA = Path(__file__).parents[2] / "data" / "memory"
ENTRIES = st.lists(
    st.tuples(st.integers(0, 50).map(lambda n: n * 87654321 % 2**31), st.integers(0, 65535), st.integers(0, 1000)),
    max_size=80,
)


def entries_of(terms: Any, places: Any, positions: Any) -> postings.Entries:
    return postings.entries(terms.astype(np.uint64), np.arange(len(terms)), places, positions)


@settings(max_examples=60, deadline=None)
@given(ENTRIES, st.sampled_from([0, 1]))
def test_rows_hold_what_was_put_in(some: list[tuple[int, int, int]], kind: int) -> None:
    some = [(2 * term + kind, place, position) for term, place, position in some]  # words are even, sequences odd
    terms, places, positions = (np.array([one[part] for one in some], np.int64) for part in range(3))
    given = postings.merged([entries_of(terms, places, positions if kind == 0 else None)])
    rows = list(postings.encode(given, kind))
    again = postings.merged([np.empty(0, np.uint64), *(postings.decode(*row) for row in rows)])
    assert again.tolist() == given.tolist()
    by_bucket = dict(rows)
    for term in {term for term, *_ in some}:
        bucket = postings.bucket_of(term)
        ((_, found, stands),) = postings.postings_of([term], bucket, by_bucket[bucket])
        expected: dict[int, int] = {}
        for other, place, position in some:
            if other == term:
                expected[place] = expected.get(place, 0) | 1 << position % 16
        assert found.tolist() == sorted(expected)
        assert stands.tolist() == ([expected[place] for place in sorted(expected)] if kind == 0 else [])


@pytest.mark.parametrize("term", [76, 77])
def test_a_common_term_has_a_row_of_its_own(term: int) -> None:
    count = postings.COMMON + 1
    positions = np.arange(count) if term % 2 == 0 else None
    given = entries_of(np.full(count, term), np.arange(count), positions)
    ((bucket, row),) = postings.encode(given, term % 2)
    assert bucket == postings.own_bucket(term)
    assert postings.decode(bucket, row).tolist() == given.tolist()
    low, high = postings.own_rows(5)
    assert low <= postings.row_number(5, bucket) < high == postings.row_number(6, 0)


def test_frequencies_outgrow_two_bytes_and_add_up_over_imports() -> None:
    database = Sqlite(":memory:", create=True)
    for _ in range(2):
        counted = frequencies.Frequencies()
        for block in range(3):
            counted.add(np.array([2, 1 << 20], np.uint32), np.array([60_000, 1]), block, 0)
            counted.add(np.array([3], np.uint32), np.array([5]), block, 1)
        counted.write(database, 1)
    assert Index(database, 1).frequencies([2, 3, 1 << 20, 1 << 31]) == [360_000, 30, 6, 0]


def test_counts_of_words_are_added_up_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequencies, "_FEW", 10)
    counted = frequencies.Frequencies()
    for number in range(40):
        counted.add(np.array([2 << 20, (number + 3) << 20], np.uint32), np.array([1, 2]), number, 0)
    database = Sqlite(":memory:", create=True)
    counted.write(database, 1)
    assert Index(database, 1).frequencies([2 << 20, 3 << 20, 42 << 20, 43 << 20]) == [40, 2, 2, 0]


def test_texts_of_two_blocks_are_found_in_both() -> None:
    database = Sqlite(":memory:", create=True)
    indexing = Indexing(database)
    found = analyse(["كلمة واحدة", "أخرى كلمة"])
    first = 1 << 32
    indexing.add(found, np.array([first + 5, first + 65_536 + 7]))
    indexing.finish()
    word = int(found.words[0])
    places = [(block & 0xFFFF, where.tolist(), stands.tolist()) for block, _, where, stands in
              Index(database, 1).places([word])]  # fmt: skip
    assert places == [(0, [5], [1]), (1, [7], [2])]
    blocks = [first >> 16, (first >> 16) + 1, (first >> 16) + 9]
    assert [block for block, *_ in Index(database, 1).places([word], blocks[::2])] == blocks[:1]


def test_a_block_that_does_not_have_a_term_is_not_asked() -> None:
    asked: list[int] = []

    class Asked(Sqlite):
        def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
            asked.extend(values if "posting" in sql else ())
            return super().rows(sql, values)

    database = Asked(":memory:", create=True)
    indexing = Indexing(database)
    found = analyse([f"كلمة {number}" for number in range(20)])
    indexing.add(found, np.array([(1 << 32) + 65_536 * number for number in range(20)]))
    indexing.finish()
    index = Index(database, 1)
    asked.clear()
    assert len(list(index.places([int(found.words[0])]))) == len(asked) == 20
    asked.clear()
    assert len(list(index.places([int(found.words[11])]))) == len(asked) == 1  # "5", in the sixth block only
    asked.clear()
    assert len(list(index.places([int(found.words[1])]))) == 1
    assert len(asked) == 2  # "0", in the first block; the seventeenth has the same bit


def test_a_term_is_found_where_its_bytes_straddle_others() -> None:
    terms = np.array([0x00010000, 0x0002000E, 0x000E0002], np.uint64)
    ((bucket, row),) = postings.encode(entries_of(terms, np.arange(3), np.arange(3)), 0)
    assert [
        (term, places.tolist(), stands.tolist())
        for term, places, stands in postings.postings_of(terms.tolist(), bucket, row)
    ] == [(int(term), [place], [1 << place]) for place, term in enumerate(terms)]
    (row,) = [row for _, row in postings.encode(entries_of(terms[:2], np.arange(2), np.arange(2)), 0)]
    assert list(postings.postings_of([int(terms[2])], bucket, row)) == []


@pytest.mark.parametrize("stopped", [False, True], ids=["whole", "stopped"])
def test_a_store_with_the_first_tables_gets_its_index_anew(stopped: bool, tmp_path: Path) -> None:
    """Also where the program was stopped between the new tables and the new index."""
    memory = tmp_path / "old.db"
    with contextlib.closing(sqlite3.connect(memory)) as old:
        old.executescript((DATA / "tables-1.sql").read_text("utf-8"))
    if stopped:
        Sqlite(memory).close()
    for _ in range(2):
        with open_store(memory) as store:
            assert lookup(store, "مكافحة الجريمة", "ar", "en")[0].score == 100
            assert [hit.other for hit in concordance(store, "جريمة", "ar", "en").hits] == ["Combating crime"]
            assert store.add([unit("نص جديد", "A new text")]).read == 1
            assert lookup(store, "A new text", "en", "ar")[0].score == 100


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ابتجةأ 12ab.\u0651", max_size=70), min_size=1, max_size=6), st.sampled_from(list(Grams)))
def test_a_text_gives_the_same_among_others(texts: list[str], grams: Grams) -> None:
    together = analyse(texts, grams=grams)
    for number, text in enumerate(texts):
        alone = analyse([text], grams=grams)
        words, sequences = together.word_text == number, together.gram_text == number
        assert together.words[words].tolist() == alone.words.tolist()
        assert together.starts[words].tolist() == alone.starts.tolist()
        assert together.grams[sequences].tolist() == alone.grams.tolist()
        letters = len([char for char in text if char.isalpha()])
        assert len(alone.grams) == max(0, letters - 4) or grams is not Grams.ALL
        assert (together.keys()[number], together.sizes[number]) == (alone.keys()[0], alone.sizes[0])


def test_no_letter_sequences_unless_asked_for() -> None:
    text = "استعراض تنفيذ اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية"
    none, some, every = (len(analyse([text], grams=grams).grams) for grams in Grams)
    assert none == 0 < some < every == len(text.replace(" ", "")) - 4
