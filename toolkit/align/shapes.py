"""The shapes a bead may have: how many segments on either side, and how often each occurs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: More than one segment on both sides; one-sided shapes (1-1, 1-2 .. 1-8) are made by ``bead_shapes``.
_MANY_TO_MANY = ((2, 2), (2, 3), (3, 3), (2, 4), (3, 4), (4, 4), (2, 5))

#: Kinds of shapes that documents differ in, and how often each occurs for one 1-1 bead, before a document has told.
KINDS: dict[str, float] = {
    "1-1": 1.0,
    "0-1": 0.05,
    "1-0": 0.05,
    "1-2": 0.06,
    "2-1": 0.06,
    "1-many": 0.012,
    "many-1": 0.012,
    "many-many": 0.012,
}
#: How many 1-1 beads a document must have to be believed as much as the table.
_BELIEF = 15.0


def bead_shapes(max_bead: int) -> npt.NDArray[np.int64]:
    """Every allowed (source, target) count as rows; mirrored shapes stand beside each other.

    >>> bead_shapes(2).tolist()
    [[0, 1], [1, 0], [1, 1], [1, 2], [2, 1], [2, 2]]
    """
    shapes = [(0, 1), (1, 0), (1, 1)]
    for count in range(2, max_bead + 1):
        shapes += [(1, count), (count, 1)]
    for few, many in _MANY_TO_MANY:
        if many <= max_bead:
            shapes += [(few, many)] if few == many else [(few, many), (many, few)]
    return np.array(shapes, dtype=np.int64)


def kind_of(source: int, target: int) -> str:
    """The kind of a shape.

    >>> kind_of(1, 3), kind_of(2, 2), kind_of(1, 0)
    ('1-many', 'many-many', '1-0')
    """
    if min(source, target) > 1:
        return "many-many"
    name = f"{source}-{target}"
    return name if name in KINDS else "1-many" if source == 1 else "many-1"


def kind_numbers(shapes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each shape the place of its kind in ``KINDS``."""
    names = list(KINDS)
    return np.array([names.index(kind_of(int(a), int(b))) for a, b in shapes], dtype=np.int64)


def own_rates(expected: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How much likelier each kind is in this document than usual (logarithms), from expected counts of kinds.

    A document that omits much, or splits sentences in one direction, is aligned with its own odds: one step of
    expectation maximisation with the table as prior.

    >>> bool(np.allclose(own_rates(100 * np.array(list(KINDS.values()))), 0.0))
    True
    """
    usual = np.array(list(KINDS.values()))
    rates = (expected + _BELIEF * usual) / (expected[0] + _BELIEF)
    return np.asarray(np.log(rates / usual))
