"""The rows of the index: which texts hold a word or a letter sequence, and about where in them, as bytes.

A *term* is the 32-bit number of a word (even) or a sequence (odd).  Texts are kept in *blocks* of 65,536, so that a
place in a block is two bytes.  A row holds all words, or all sequences, of a block that share their first 11 bits (a
*bucket*); a term in more than ``COMMON`` texts of a block has a row of its own, so that rare words are read without
their common neighbours.  All rows are little-endian: count, terms, where each one's places end, places; a row of its
own has the places alone.

With each place of a word goes its *stand*: 16 bits, of which bit p is set where the word is the p-th of the text,
modulo 16.  Words that follow each other have stands that do, so that nearly all texts that have the words of a
phrase, but apart, are passed over without being read.  (A positional index, as in Zobel & Moffat, "Inverted files for
text search engines", 2006, but coarser.)  Stands follow the places in a row; sequences have none.

SQLite's own full-text index (FTS5) was measured and left: see docs/benchmarks/memory.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

#: ``term << 32 | place << 16 | stand``, sorted, none twice with the same term and place
Entries = NDArray[np.uint64]
Places = NDArray[np.uint16]
Stands = NDArray[np.uint16]
Terms = NDArray[np.uint32]
#: A term, its places in a block, in order, and its stands in them (none for a letter sequence).
Posting = tuple[int, Places, Stands]

BLOCK_BITS = 16
STAND_BITS = 16
BUCKETS = 1 << 11  # of words, and as many of sequences
COMMON = 2048
BUCKET_SHIFT = 21  # 32 bits of a term less the 11 of its bucket
_OWN = 2 * BUCKETS  # the rows of single terms come behind the buckets
_ROW_BITS = 34  # of a row's number inside its block
_NONE = np.empty(0, np.uint16)
_LOW = np.uint64(0xFFFF)
_BITS = np.uint64(1) << np.arange(STAND_BITS, dtype=np.uint64)
_SIXTEEN, _THIRTY_TWO = np.uint64(16), np.uint64(32)


def entries(
    terms: NDArray[np.uint64],
    owners: NDArray[np.int64],
    places: NDArray[np.int64],
    positions: NDArray[np.int64] | None,
) -> Entries:
    """Terms, the places that hold them and which words they are there, as single numbers (unsorted).

    The place of a term is ``places[owner]``.
    """
    made = terms << _THIRTY_TWO
    made |= ((places.astype(np.uint64) & _LOW) << _SIXTEEN)[owners]
    if positions is not None:
        made |= _BITS[positions & (STAND_BITS - 1)]
    return made


def unique(found: Entries) -> Entries:
    """Sorted entries, each term and place once, with all its stands."""
    if not len(found):
        return found
    heads = found >> _SIXTEEN
    firsts = np.flatnonzero(heads[1:] != heads[:-1]) + 1
    if len(firsts) == len(found) - 1:
        return found
    firsts = np.concatenate(([0], firsts))
    stands: Entries = np.bitwise_or.reduceat(found, firsts)  # term and place are the same in all of them
    return stands


def merged(parts: list[Entries]) -> Entries:
    """All entries in order, each term and place once."""
    found = np.concatenate(parts)
    found.sort()
    return unique(found)


def bucket_of(term: int) -> int:
    """The bucket of a term that is not common."""
    return (term & 1) * BUCKETS + (term >> BUCKET_SHIFT)


def own_bucket(term: int) -> int:
    """The row of a term that is common in a block."""
    return _OWN + term


def row_number(block: int, bucket: int) -> int:
    """The number of a row among all: those of a block lie together."""
    return (block << _ROW_BITS) + bucket


def bucket_in(row: int) -> tuple[int, int]:
    """The block and the bucket of a row by its number.

    >>> bucket_in(row_number(65537, own_bucket(77))) == (65537, own_bucket(77))
    True
    """
    return row >> _ROW_BITS, row & ((1 << _ROW_BITS) - 1)


def own_rows(block: int) -> tuple[int, int]:
    """The first number of a row of one term in a block, and the first behind them."""
    return row_number(block, _OWN), row_number(block + 1, 0)


def counts_of(found: Entries) -> tuple[Terms, NDArray[np.int64]]:
    """Each term once, and in how many places it stands."""
    terms = (found >> _THIRTY_TWO).astype(np.uint32)
    if not len(terms):
        return terms, np.empty(0, np.int64)
    firsts = np.concatenate(([0], np.flatnonzero(terms[1:] != terms[:-1]) + 1))
    return terms[firsts], np.diff(firsts, append=len(terms))


def encode(found: Entries, kind: int) -> Iterator[tuple[int, bytes]]:
    """The rows of a block's words (``kind`` 0) or sequences (1): (bucket, bytes)."""
    terms, counts = counts_of(found)
    places = ((found >> _SIXTEEN) & _LOW).astype("<u2")
    stands = (found & _LOW).astype("<u2") if kind == 0 else _NONE
    ends = np.cumsum(counts)
    for number in np.flatnonzero(counts > COMMON).tolist():
        start, end = int(ends[number] - counts[number]), int(ends[number])
        yield own_bucket(int(terms[number])), places[start:end].tobytes() + stands[start:end].tobytes()
    rare = counts <= COMMON
    if not rare.all():
        kept = np.repeat(rare, counts)
        places, stands = places[kept], stands[kept] if kind == 0 else _NONE
        terms, counts = terms[rare], counts[rare]
    if len(terms):
        yield from _shared(terms, np.concatenate(([0], np.cumsum(counts))), places, stands, kind)


def _shared(
    terms: Terms, ends: NDArray[np.int64], places: Places, stands: Stands, kind: int
) -> Iterator[tuple[int, bytes]]:
    """The rows of terms that are not common, bucket by bucket."""
    buckets = terms >> np.uint32(BUCKET_SHIFT)
    present = buckets[np.flatnonzero(np.diff(buckets.astype(np.int64), prepend=-1))]
    limits = np.searchsorted(buckets, present, side="right")
    starts = np.concatenate(([0], limits[:-1]))
    first = np.repeat(ends[starts], limits - starts)
    stops = (ends[1:] - first).astype("<u4")
    bounds = zip(present.tolist(), starts.tolist(), limits.tolist(), ends[starts].tolist(), ends[limits].tolist(),
                 strict=True)  # fmt: skip
    for bucket, start, limit, low, high in bounds:
        head = (limit - start).to_bytes(4, "little") + terms[start:limit].tobytes()
        body = stops[start:limit].tobytes() + places[low:high].tobytes() + stands[low:high].tobytes()
        yield kind * BUCKETS + bucket, head + body


def decode(bucket: int, row: bytes) -> Entries:
    """The entries of a row."""
    if bucket >= _OWN:
        ((term, places, stands),) = postings_of((bucket - _OWN,), bucket, row)
        return _entries(np.full(len(places), term, np.uint64), places, stands)
    count = int.from_bytes(row[:4], "little")
    ends = np.frombuffer(row, "<u4", count, 4 + 4 * count)
    total = int(ends[-1])
    places = np.frombuffer(row, "<u2", total, 4 + 8 * count)
    stands = np.frombuffer(row, "<u2", total, 4 + 8 * count + 2 * total) if bucket < BUCKETS else _NONE
    terms = np.repeat(np.frombuffer(row, "<u4", count, 4).astype(np.uint64), np.diff(ends, prepend=np.uint32(0)))
    return _entries(terms, places, stands)


def _entries(terms: NDArray[np.uint64], places: Places, stands: Stands) -> Entries:
    made: Entries = (terms << _THIRTY_TWO) | (places.astype(np.uint64) << _SIXTEEN)
    if len(stands):
        made |= stands.astype(np.uint64)
    return made


def postings_of(terms: Iterable[int], bucket: int, row: bytes) -> Iterator[Posting]:
    """Where those of some terms that a row has stand; the term of a row of its own must be the only one."""
    if bucket >= _OWN:
        (term,) = terms
        if term & 1:
            yield term, np.frombuffer(row, "<u2"), _NONE
        else:
            half = len(row) // 4
            yield term, np.frombuffer(row, "<u2", half), np.frombuffer(row, "<u2", half, 2 * half)
        return
    count = int.from_bytes(row[:4], "little")
    limit, body = 4 + 4 * count, 4 + 8 * count
    total = int.from_bytes(row[body - 4 : body], "little")
    for term in terms:
        wanted = term.to_bytes(4, "little")
        found = row.find(wanted, 4, limit)
        while found % 4 and found > 0:  # the end of one term and the start of the next
            found = row.find(wanted, found + 1, limit)
        if found < 0:
            continue
        end = limit + found - 4
        start = int.from_bytes(row[end - 4 : end], "little") if found > 4 else 0
        size = int.from_bytes(row[end : end + 4], "little") - start
        places = np.frombuffer(row, "<u2", size, body + 2 * start)
        stands = _NONE if term & 1 else np.frombuffer(row, "<u2", size, body + 2 * (total + start))
        yield term, places, stands
