"""Which words of one reading of a line keep their place in the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.bool_]


def missing(rows: Sequence[Sequence[str]]) -> Array:
    """For each row (first axis) which items of the first row (second axis) are in no place that both rows share.

    Those are the items outside a longest common subsequence (Wagner & Fischer 1974, "The string-to-string correction
    problem").  Where two stretches changed places the shorter is missing; of two as long as each other, the first.

    >>> missing([["أ", "ب", "ج"], ["ب", "أ", "ج"], ["ب", "ج", "أ"]]).astype(int).tolist()
    [[0, 0, 0], [1, 0, 0], [1, 0, 0]]
    """
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(item, len(numbers)) for item in row] for row in rows]
    own, longest = np.array(coded[0], np.int64), max(map(len, coded))
    others = np.array([row + [-1] * (longest - len(row)) for row in coded], np.int64).reshape(len(rows), longest)
    same = own[None, :, None] == others[:, None, :]
    return _traced(same, _lengths(same))


def _lengths(same: Array) -> npt.NDArray[np.int64]:
    """The length of a longest common subsequence of what follows each pair of places."""
    count, size, longest = same.shape
    found = np.zeros((count, size + 1, longest + 1), np.int64)
    for place in range(size - 1, -1, -1):
        after = found[:, place + 1]
        best = np.maximum(after[:, :-1], np.where(same[:, place], after[:, 1:] + 1, 0))
        found[:, place, :-1] = np.maximum.accumulate(best[:, ::-1], axis=1)[:, ::-1]
    return found


def _traced(same: Array, lengths: npt.NDArray[np.int64]) -> Array:
    """The items left out on the way through the table, all rows at once."""
    count, size, longest = same.shape
    left_out = np.ones((count, size), np.bool_)
    rows, own, other = np.arange(count), np.zeros(count, np.int64), np.zeros(count, np.int64)
    while len(rows := rows[(own[rows] < size) & (other[rows] < longest)]):
        i, j = own[rows], other[rows]
        shared = same[rows, i, j]
        left_out[rows[shared], i[shared]] = False
        first_goes = lengths[rows, i + 1, j] >= lengths[rows, i, j + 1]
        own[rows] += shared | first_goes
        other[rows] += shared | ~first_goes
    return left_out
