"""The rows of the index: what is written is read again, and a frequency is never too low."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.memory import frequencies, postings
from toolkit.memory.analysis import Grams, analyse
from toolkit.memory.index import Index
from toolkit.memory.indexing import Indexing
from toolkit.memory.sqlite import Sqlite

PAIRS = st.lists(
    st.tuples(st.integers(0, 50).map(lambda n: n * 87654321 % 2**32), st.integers(0, 65535)), max_size=80
)


@settings(max_examples=60, deadline=None)
@given(PAIRS)
def test_rows_hold_what_was_put_in(pairs: list[tuple[int, int]]) -> None:
    terms = np.array([term for term, _ in pairs], np.uint64)
    places = np.array([place for _, place in pairs], np.int64)
    given = postings.merged([postings.pair(terms, places)])
    rows = list(postings.encode(given))
    assert (
        postings.merged([np.empty(0, np.uint64), *(postings.decode(*row) for row in rows)]).tolist() == given.tolist()
    )
    by_bucket = dict(rows)
    for term in {term for term, _ in pairs}:
        bucket = postings.bucket_of(term)
        expected = sorted({place for other, place in pairs if other == term})
        assert postings.places_of(term, bucket, by_bucket[bucket]).tolist() == expected


def test_a_common_term_has_a_row_of_its_own() -> None:
    count = postings.COMMON + 1
    pairs = postings.pair(np.full(count, 77, np.uint64), np.arange(count))
    assert [bucket for bucket, _ in postings.encode(pairs)] == [postings.own_bucket(77)]


def test_frequencies_outgrow_two_bytes_and_add_up_over_imports() -> None:
    database = Sqlite(":memory:", create=True)
    for _ in range(2):
        counted = frequencies.Frequencies()
        for _ in range(3):
            counted.add(np.array([2, 3, 1 << 20], np.uint32), np.array([60_000, 5, 1]))
        counted.write(database, 1)
    assert Index(database, 1).frequencies([2, 3, 1 << 20, 1 << 31]) == [360_000, 30, 6, 0]


def test_texts_of_two_blocks_are_found_in_both() -> None:
    database = Sqlite(":memory:", create=True)
    indexing = Indexing(database)
    found = analyse(["كلمة واحدة", "كلمة أخرى"])
    first = 1 << 32
    indexing.add(found, np.array([first + 5, first + 65_536 + 7]))
    indexing.finish()
    word = int(found.words[0])
    places = [(block & 0xFFFF, some[0][1].tolist()) for block, some in Index(database, 1).places([word])]
    assert places == [(0, [5]), (1, [7])]
    blocks = [first >> 16, (first >> 16) + 1, (first >> 16) + 9]
    assert [block for block, _ in Index(database, 1).places([word], blocks[::2])] == blocks[:1]


def test_a_term_is_found_where_its_bytes_straddle_others() -> None:
    terms = np.array([0x00010000, 0x0002000F, 0x000F0001], np.uint64)
    ((bucket, row),) = postings.encode(postings.pair(terms, np.arange(3)))
    assert [postings.places_of(int(term), bucket, row).tolist() for term in terms] == [[0], [1], [2]]
    (row,) = [row for _, row in postings.encode(postings.pair(terms[:2], np.arange(2)))]
    assert postings.places_of(int(terms[2]), bucket, row).tolist() == []


def test_no_letter_sequences_unless_asked_for() -> None:
    text = "استعراض تنفيذ اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية"
    none, some, every = (len(analyse([text], grams=grams).grams) for grams in Grams)
    assert none == 0 < some < every == len(text.replace(" ", "")) - 4
