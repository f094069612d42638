"""Which texts hold a word or a letter sequence: posting lists as rows of bytes, and the table of their frequencies.

A *term* is the 32-bit number of a word or sequence.  Texts are kept in *blocks* of 65,536, so that a place in a block
is two bytes.  A row holds all terms of a block that share their first 12 bits (a *bucket*); a term in more than
``COMMON`` texts of a block has a row of its own, so that rare words are read without their common neighbours.  All
rows are little-endian: count, terms, where each one's places end, places.

SQLite's own full-text index (FTS5) was measured and left: see docs/benchmarks/memory.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.uint64]  #: ``term << 16 | place``, sorted, none twice
Places = NDArray[np.uint16]
Terms = NDArray[np.uint32]

BLOCK_BITS = 16
BUCKETS = 1 << 12
COMMON = 2048
BUCKET_SHIFT = 20  # 32 bits of a term less the 12 of its bucket
_NO_PLACES = np.empty(0, np.uint16)
_PLACE = np.uint64((1 << BLOCK_BITS) - 1)
_SIXTEEN = np.uint64(BLOCK_BITS)


def pair(terms: NDArray[np.uint64], places: NDArray[np.int64]) -> Pairs:
    """Terms and the places that hold them as single numbers (unsorted)."""
    return (terms << _SIXTEEN) | (places.astype(np.uint64) & _PLACE)


def unique(pairs: Pairs) -> Pairs:
    """Sorted pairs, each once."""
    return pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))] if len(pairs) else pairs


def merged(parts: list[Pairs]) -> Pairs:
    """All pairs in order, each once."""
    pairs = np.concatenate(parts)
    pairs.sort()
    return unique(pairs)


def bucket_of(term: int) -> int:
    """The bucket of a term that is not common."""
    return term >> BUCKET_SHIFT


def own_bucket(term: int) -> int:
    """The row of a term that is common in a block."""
    return BUCKETS + term


def counts_of(pairs: Pairs) -> tuple[Terms, NDArray[np.int64]]:
    """Each term once, and in how many places it stands."""
    terms = (pairs >> _SIXTEEN).astype(np.uint32)
    firsts = np.flatnonzero(np.diff(terms, prepend=np.uint32(0))) if len(terms) else np.empty(0, np.int64)
    if len(terms) and (not len(firsts) or firsts[0] != 0):
        firsts = np.concatenate(([0], firsts))
    return terms[firsts], np.diff(firsts, append=len(terms))


def encode(pairs: Pairs) -> Iterator[tuple[int, bytes]]:
    """The rows of a block: (bucket, bytes)."""
    terms, counts = counts_of(pairs)
    places = (pairs & _PLACE).astype("<u2")
    ends = np.cumsum(counts)
    for number in np.flatnonzero(counts > COMMON):
        yield own_bucket(int(terms[number])), places[ends[number] - counts[number] : ends[number]].tobytes()
    rare = counts <= COMMON
    places = places[np.repeat(rare, counts)]
    terms, counts = terms[rare], counts[rare]
    ends = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
    buckets = terms >> np.uint32(BUCKET_SHIFT)
    present = buckets[np.flatnonzero(np.diff(buckets.astype(np.int64), prepend=-1))]
    limits = np.searchsorted(buckets, present, side="right").tolist()
    start = 0
    for bucket, stop in zip(present.tolist(), limits, strict=True):
        first, last = int(ends[start]), int(ends[stop])
        head = np.array([stop - start], "<u4").tobytes() + terms[start:stop].tobytes()
        yield bucket, head + (ends[start + 1 : stop + 1] - np.uint32(first)).tobytes() + places[first:last].tobytes()
        start = stop


def decode(bucket: int, row: bytes) -> Pairs:
    """The pairs of a row."""
    if bucket >= BUCKETS:
        return pair(np.full(len(row) // 2, bucket - BUCKETS, np.uint64), np.frombuffer(row, "<u2").astype(np.int64))
    terms, ends, places = _open(row)
    counts = np.diff(ends, prepend=np.uint32(0))
    return pair(np.repeat(terms.astype(np.uint64), counts), places.astype(np.int64))


def places_of(term: int, bucket: int, row: bytes) -> Places:
    """The places of one term in a row; none where the row does not have it."""
    if bucket >= BUCKETS:
        return np.frombuffer(row, "<u2")
    count = int.from_bytes(row[:4], "little")
    wanted, limit = term.to_bytes(4, "little"), 4 + 4 * count
    found = row.find(wanted, 4, limit)
    while found % 4 and found > 0:  # the end of one term and the start of the next
        found = row.find(wanted, found + 1, limit)
    if found < 0:
        return _NO_PLACES
    at = found // 4 - 1
    begin, end = 4 + 4 * count + 4 * at, 4 + 8 * count
    start = int.from_bytes(row[begin - 4 : begin], "little") if at else 0
    stop = int.from_bytes(row[begin : begin + 4], "little")
    return np.frombuffer(row, "<u2", stop - start, end + 2 * start)


def _open(row: bytes) -> tuple[Terms, Terms, Places]:
    count = int.from_bytes(row[:4], "little")
    terms = np.frombuffer(row, "<u4", count, 4)
    ends = np.frombuffer(row, "<u4", count, 4 + 4 * count)
    return terms, ends, np.frombuffer(row, "<u2", -1, 4 + 8 * count)
