"""The weights of a network as small whole numbers, coded by how often each comes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.repair.network import Float, Weights
from toolkit.repair.symbols import Coder, bit_lengths

_FINENESS = 7.0  # whole numbers to the spread of a table; of constants, which are few, four times as many
_ZERO = 128  # the symbol of 0


def worth_of(weights: Weights) -> tuple[float, ...]:
    """What a whole number is worth in each of the seven tables: as fine as ``_FINENESS`` says, coarser where the
    largest numbers would not fit into a byte."""
    found = []
    for table in weights.tables().values():
        fine = _FINENESS * (1 if table.ndim > 1 else 4)
        found.append(max(float(table.std()) / fine, float(np.abs(table).max()) / (_ZERO - 1), 1e-9))
    return tuple(found)


def sizes_of(weights: Weights) -> tuple[int, int, int]:
    """V, D and H of ``Weights``."""
    pieces, numbers = weights.pieces.shape
    return pieces, numbers, len(weights.keeping)


def code_network(
    coder: Coder, sizes: Sequence[int], worth: Sequence[float], weights: Weights | None = None
) -> Weights:
    """The tables, rounded: written where they are given, read where they are not.

    Raises ValueError where the sizes or the worths are not those of a network.
    """
    v, d, h = sizes
    shapes = ((v, d), (d, 3 * h), (h, 3 * h), (3 * h,), (h,), (h, d), (v,))
    given = weights.tables().values() if weights else [None] * len(shapes)
    found = list[Float]()
    for shape, own, table in zip(shapes, worth, given, strict=True):
        symbols = None if table is None else np.rint(table.ravel() / own).astype(np.int16) + _ZERO
        rare = bit_lengths(np.arange(v)) if shape[0] == v else np.zeros(shape[0], np.int32)
        coded = coder.symbols(symbols, np.repeat(rare, shape[1] if len(shape) > 1 else 1))
        found.append(((coded.astype(np.float32) - _ZERO) * np.float32(own)).reshape(shape))
    return Weights(*found)
