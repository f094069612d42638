"""Word links: which word of a source text says which word of its target, learnt from the memory alone.

IBM model 1 in both directions, trained to agree, with a mild pull to the diagonal; at the end words whose neighbours
are linked to each other count more, which tells the many «الدول» of a long paragraph apart.

Sources: Brown et al. 1993, "The mathematics of statistical machine translation"; Liang, Taskar & Klein 2006,
"Alignment by agreement"; Dyer, Chahuneau & Smith 2013, "A simple, fast, and effective reparameterization of IBM
model 2" (the diagonal).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]

_ROUNDS = 8
#: The share of chance in every count, so that a word mostly rendered one way may still be linked to a rare other.
_CHANCE = 0.1
_TIE = 1e-6  # what rounding may part
_LOCAL_ROUNDS = 3
_WINDOW = 2  # how far a neighbour may stand
_ALONE = 0.05  # the weight of a pairing without linked neighbours
_DIAGONAL = 2.0  # tension of the diagonal
_NULL = 0.1  # the weight of "says nothing of the other side" against all words together
#: Pairings that are held in memory at once, some 60 bytes each.
_MOST_CELLS = 8_000_000
#: Posterior of both directions together above which two words are linked.
_SURE = 0.15

#: For each unit its links: pairs of positions, source and target.
Links = list[tuple[tuple[int, int], ...]]


def word_links(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> Links:
    """The links of each unit; ``source`` and ``target`` are its words (stems), function words best left out.

    Time grows with the sum over units of source words times target words; memory is bounded.

    >>> word_links([["forced", "labour"], ["forced"], ["labour"]], [["qasr", "amal"], ["qasr"], ["amal"]])[0]
    ((0, 0), (1, 1))
    """
    found: Links = []
    for start, end in _portions(source, target):
        found += _linked(source[start:end], target[start:end])
    return found


def _portions(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The units cut into stretches that fit into memory; what recurs does so within millions of pairings."""
    bounds, cells = [0], 0
    for unit, (left, right) in enumerate(zip(source, target, strict=True)):
        cells += len(left) * len(right)
        if cells > _MOST_CELLS and unit > bounds[-1]:
            bounds.append(unit)
            cells = len(left) * len(right)
    return list(zip(bounds, [*bounds[1:], len(source)], strict=True))


def _linked(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> Links:
    links: list[list[tuple[int, int]]] = [[] for _ in source]
    if not any(left and right for left, right in zip(source, target, strict=True)):
        return [() for _ in links]
    cells = _cells(source, target)
    agreed = _train(cells)
    near = agreed * (1 + _TIE)
    best = (_highest(agreed, cells.row) <= near) | (_highest(agreed, cells.column) <= near)
    for place in np.flatnonzero((agreed > _SURE) & best):
        unit = int(cells.unit[place])
        i, j = cells.row[place] - cells.rows[unit], cells.column[place] - cells.columns[unit]
        links[unit].append((int(i), int(j)))
    return [tuple(sorted(found)) for found in links]


class _Cells:
    """Every pairing of a source word with a target word of the same unit, as parallel arrays.

    ``row`` and ``column`` number the words of all units; ``rows`` and ``columns`` are each unit's first.
    """

    def __init__(self, source: list[_Ints], target: list[_Ints], vocabulary: int) -> None:
        self.shapes = [(len(left), len(right)) for left, right in zip(source, target, strict=True)]
        self.rows = np.cumsum([0, *(n for n, _ in self.shapes)])
        self.columns = np.cumsum([0, *(m for _, m in self.shapes)])
        grids = [np.indices(shape, dtype=np.int32).reshape(2, -1) for shape in self.shapes]
        self.unit = np.repeat(np.arange(len(source), dtype=np.int32), [n * m for n, m in self.shapes])
        self.row = np.concatenate([grid[0] + start for grid, start in zip(grids, self.rows, strict=False)])
        self.column = np.concatenate([grid[1] + start for grid, start in zip(grids, self.columns, strict=False)])
        priors = [
            np.exp(-_DIAGONAL * np.abs((grid[0] + 0.5) / max(n, 1) - (grid[1] + 0.5) / max(m, 1)))
            for grid, (n, m) in zip(grids, self.shapes, strict=True)
        ]
        self.prior = np.concatenate(priors)
        code = np.concatenate(source)[self.row] * np.int64(vocabulary) + np.concatenate(target)[self.column]
        pairs, self.pair = np.unique(code, return_inverse=True)
        self.pair_source, self.pair_target = pairs // vocabulary, pairs % vocabulary
        seen = [np.bincount(np.concatenate(words)) for words in (source, target)]
        self.chance = (
            _CHANCE
            * seen[0][self.pair_source]
            * seen[1][self.pair_target]
            / np.sqrt(float(seen[0].sum() * seen[1].sum()))
        )


def _cells(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> _Cells:
    sources, _ = _numbered(source)
    targets, vocabulary = _numbered(target)
    return _Cells(sources, targets, max(vocabulary, 1))


def _numbered(texts: Sequence[Sequence[str]]) -> tuple[list[_Ints], int]:
    ids: dict[str, int] = {}
    return [np.array([ids.setdefault(word, len(ids)) for word in text], dtype=np.int64) for text in texts], len(ids)


def _train(cells: _Cells) -> _Floats:
    """The product of both directions' posteriors for every cell, after some rounds of EM under agreement."""
    forth = back = np.ones(len(cells.pair_source))
    agreed, prior = np.zeros(len(cells.pair)), cells.prior
    for step in range(_ROUNDS + _LOCAL_ROUNDS):
        if step >= _ROUNDS:
            prior = cells.prior * (_ALONE + _support(agreed, cells.shapes))
        agreed = _posterior(forth[cells.pair] * prior, cells.column) * _posterior(back[cells.pair] * prior, cells.row)
        counts = np.bincount(cells.pair, agreed, len(cells.pair_source)) + cells.chance
        forth = counts / np.bincount(cells.pair_source, counts)[cells.pair_source]
        back = counts / np.bincount(cells.pair_target, counts)[cells.pair_target]
    return agreed


def _posterior(weight: _Floats, group: _Ints) -> _Floats:
    """For each word of one side the probabilities of its counterparts on the other; the rest goes to none."""
    total = np.bincount(group, weight)
    return weight / (total * (1 + _NULL) + 1e-12)[group]


def _support(agreed: _Floats, shapes: list[tuple[int, int]]) -> _Floats:
    """For every cell how much its neighbours (other row and other column, within the window) are linked."""
    support, start = np.zeros(len(agreed)), 0
    for n, m in shapes:
        padded = np.zeros((n + 2 * _WINDOW, m + 2 * _WINDOW))
        padded[_WINDOW : _WINDOW + n, _WINDOW : _WINDOW + m] = agreed[start : start + n * m].reshape(n, m)
        found = np.zeros((n, m))
        for down in (*range(_WINDOW), *range(_WINDOW + 1, 2 * _WINDOW + 1)):
            for right in (*range(_WINDOW), *range(_WINDOW + 1, 2 * _WINDOW + 1)):
                found += padded[down : down + n, right : right + m]
        support[start : start + n * m] = found.ravel()
        start += n * m
    return support


def _highest(values: _Floats, group: _Ints) -> _Floats:
    """For every cell the highest value of its row or column."""
    highest = np.zeros(int(group.max()) + 1)
    np.maximum.at(highest, group, values)
    return highest[group]
