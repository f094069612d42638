"""Which texts of a memory may have some words side by side: their numbers are there, and where they stand fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.memory.index import Index
from toolkit.memory.postings import BLOCK_BITS, STAND_BITS

TEXT_COST = 2  # reading a text costs as much as looking for two terms in a block
_NO_KEYS = np.empty(0, np.uint64)
_PLACE = (1 << BLOCK_BITS) - 1
_STAND = np.uint64((1 << STAND_BITS) - 1)
_BEFORE_STAND, _BEFORE_PLACE = np.uint64(STAND_BITS), np.uint64(STAND_BITS + BLOCK_BITS)

#: ``text << 16 | beginnings``, in order, each text once; bit p: a phrase would begin at the p-th word (modulo 16)
Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Group:
    """One word of a phrase: its place in the phrase, the terms that it may be and that are there, how frequent."""

    place: int
    terms: tuple[int, ...]
    count: int


def holding(
    index: Index, groups: Sequence[Sequence[int]], among: Collection[int] | None = None
) -> Iterator[list[int]]:
    """The ids of texts among which are all that have a term of every group, side by side, in order, some at a time.

    Nearly all others are left out by the stands of the words.  Where few texts of a block are left they are given
    without asking it for further groups: reading them is quicker.  The index is read as far as the caller goes: a
    frequent word is found in its first block.  ``among``: only these.
    """
    telling = _telling(index, groups)
    chosen = None if among is None else np.sort(np.fromiter(among, np.int64, len(among)))
    blocks = sorted(index.sizes)
    if chosen is not None:
        blocks = [block for block in np.unique(chosen >> BLOCK_BITS).tolist() if block in index.sizes]
    start, size = 0, 1
    while telling and start < len(blocks):
        idents = _found(index, telling, blocks[start : start + size])
        if chosen is not None:
            idents = np.intersect1d(idents, chosen, assume_unique=True).tolist()
        yield [ident for ident in idents if index.sizes[ident >> BLOCK_BITS][ident & _PLACE]]
        start, size = start + size, 4 * size


def _found(index: Index, telling: Sequence[_Group], blocks: Sequence[int]) -> list[int]:
    """The texts of some blocks that may have the phrase, in order.

    Meanwhile a text is its block's position among ``blocks`` and its place in that, as one number.
    """
    keys = _keys(index, telling[0], blocks, range(len(blocks)), None)
    for group in telling[1:]:
        owners = (keys >> _BEFORE_PLACE).astype(np.int64)
        dense = TEXT_COST * np.bincount(owners, minlength=len(blocks)) > len(group.terms)
        if dense.any():
            asked = dense[owners]
            left = keys[asked]
            there = np.zeros(len(blocks) << BLOCK_BITS, np.bool_)
            there[(left >> _BEFORE_STAND).astype(np.int64)] = True
            others = _keys(index, group, blocks, np.flatnonzero(dense).tolist(), there)
            keys = np.concatenate((keys[~asked], _both(left, others)))
            keys.sort()
    texts = (keys >> _BEFORE_STAND).astype(np.int64)
    return ((np.array(blocks)[texts >> BLOCK_BITS] << BLOCK_BITS) + (texts & _PLACE)).tolist()  # type: ignore[no-any-return]


def _keys(
    index: Index, group: _Group, blocks: Sequence[int], asked: Sequence[int], there: NDArray[np.bool_] | None
) -> Keys:
    """Where a phrase would begin whose word of this group is there.

    Only in the blocks ``asked`` for, by position, and in the texts that are ``there``.
    """
    position = {blocks[place]: place for place in asked}
    found = list(index.places(group.terms, list(position)))
    if not found:
        return _NO_KEYS
    firsts = np.repeat([position[block] << BLOCK_BITS for block, *_ in found], [len(one[2]) for one in found])
    texts = np.concatenate([places for _, _, places, _ in found]) + firsts
    stands = np.concatenate([stands for *_, stands in found])
    if there is not None:
        kept = there[texts]
        texts, stands = texts[kept], stands[kept]
    turn = group.place % STAND_BITS
    if turn:
        stands = (stands >> np.uint16(turn)) | (stands << np.uint16(STAND_BITS - turn))
    keys = (texts.astype(np.uint64) << _BEFORE_STAND) | stands
    keys.sort()
    heads = keys >> _BEFORE_STAND
    same = np.flatnonzero(heads[1:] != heads[:-1]) + 1
    return np.bitwise_or.reduceat(keys, np.concatenate(([0], same))) if len(keys) else keys


def _both(one: Keys, other: Keys) -> Keys:
    """The texts that both have, with the beginnings that fit both; ``other`` has no text that ``one`` has not."""
    places = np.searchsorted(one >> _BEFORE_STAND, other >> _BEFORE_STAND)
    starts = one[places] & other & _STAND
    fit = np.flatnonzero(starts)
    return (other[fit] & ~_STAND) | starts[fit]


def _telling(index: Index, groups: Sequence[Sequence[int]]) -> list[_Group]:
    """The groups to ask the index for, the rarest first, each with the terms it knows; none where one is unknown."""
    found = []
    for place, group in enumerate(groups):
        counts = index.frequencies(group)
        terms = tuple(term for term, count in zip(group, counts, strict=True) if count)
        found.append(_Group(place, terms, sum(counts)))
    found.sort(key=lambda group: group.count)
    return found if found and found[0].count else []
