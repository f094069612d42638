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
_LOCAL_ROUNDS = 3
_WINDOW = 2  # how far a neighbour may stand
_ALONE = 0.05  # the weight of a pairing without linked neighbours
_DIAGONAL = 2.0  # tension of the diagonal
_NULL = 0.1  # the weight of "says nothing of the other side" against all words together
#: Posterior of both directions together above which two words are linked.
_SURE = 0.15

#: For each unit its links: pairs of positions, source and target.
Links = list[tuple[tuple[int, int], ...]]


def word_links(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> Links:
    """The links of each unit; ``source`` and ``target`` are its words (stems), function words best left out.

    Cost: the sum over units of source words times target words, in time and memory.

    >>> word_links([["forced", "labour"], ["forced"], ["labour"]], [["qasr", "amal"], ["qasr"], ["amal"]])[0]
    ((0, 0), (1, 1))
    """
    cells = _cells(source, target)
    if not len(cells.pair):
        return [() for _ in source]
    agreed = _train(cells)
    best = (_highest(agreed, cells.row) <= agreed) | (_highest(agreed, cells.column) <= agreed)
    linked = np.flatnonzero((agreed > _SURE) & best)
    links: list[list[tuple[int, int]]] = [[] for _ in source]
    for place in linked:
        links[cells.unit[place]].append((int(cells.i[place]), int(cells.j[place])))
    return [tuple(sorted(found)) for found in links]


class _Cells:
    """Every pairing of a source word with a target word of the same unit, as parallel arrays."""

    def __init__(
        self, columns: list[_Ints], prior: _Floats, words: tuple[int, int], shapes: list[tuple[int, int]]
    ) -> None:
        self.unit, self.i, self.j, self.row, self.column, source_word, target_word = columns
        self.shapes = shapes
        self.prior = prior
        code = source_word * words[1] + target_word
        pairs, self.pair = np.unique(code, return_inverse=True)
        self.pair_source, self.pair_target = pairs // words[1], pairs % words[1]


def _numbered(texts: Sequence[Sequence[str]]) -> tuple[list[_Ints], int]:
    ids: dict[str, int] = {}
    return [np.array([ids.setdefault(word, len(ids)) for word in text], dtype=np.int64) for text in texts], len(ids)


def _cells(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> _Cells:
    (sources, many), (targets, more) = _numbered(source), _numbered(target)
    parts: list[list[_Ints]] = [[] for _ in range(7)]
    priors: list[_Floats] = [np.zeros(0)]
    shapes: list[tuple[int, int]] = []
    rows = columns = 0
    for unit, (left, right) in enumerate(zip(sources, targets, strict=True)):
        n, m = len(left), len(right)
        if n and m:
            shapes.append((n, m))
            i, j = np.repeat(np.arange(n), m), np.tile(np.arange(m), n)
            made = (np.full(n * m, unit), i, j, i + rows, j + columns, left[i], right[j])
            for part, values in zip(parts, made, strict=True):
                part.append(values)
            priors.append(np.exp(-_DIAGONAL * np.abs((i + 0.5) / n - (j + 0.5) / m)))
        rows, columns = rows + n, columns + m
    empty = [np.zeros(0, dtype=np.int64)]
    joined = [np.concatenate(part or empty) for part in parts]
    return _Cells(joined, np.concatenate(priors), (many, max(more, 1)), shapes)


def _train(cells: _Cells) -> _Floats:
    """The product of both directions' posteriors for every cell, after some rounds of EM under agreement."""
    forth = back = np.ones(len(cells.pair_source))
    agreed, prior = np.zeros(len(cells.pair)), cells.prior
    for step in range(_ROUNDS + _LOCAL_ROUNDS):
        if step >= _ROUNDS:
            prior = cells.prior * (_ALONE + _support(agreed, cells.shapes))
        agreed = _posterior(forth[cells.pair] * prior, cells.column) * _posterior(back[cells.pair] * prior, cells.row)
        counts = np.bincount(cells.pair, agreed, len(cells.pair_source)) + 1e-9
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
