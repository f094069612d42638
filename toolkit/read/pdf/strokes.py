"""The drawn lines of a PDF page: rules over footnotes, and the grids of tables with their cells."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_THIN = 3.0  # points: a longer side makes a rule of it
_SHORT = 8.0
_NEAR = 3.0  # points within which two rules meet or are one
_MOST = 20_000  # drawn objects looked at on a page: a map or a drawing has more, and is no table


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule, lying or standing, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def lies(self) -> bool:
        """Whether it is horizontal."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: its 1-based row and column, and its box."""

    row: int
    column: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its cells row by row, each row left to right."""

    cells: tuple[Cell, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 of the whole table."""
        return (
            min(cell.x0 for cell in self.cells),
            min(cell.y0 for cell in self.cells),
            max(cell.x1 for cell in self.cells),
            max(cell.y1 for cell in self.cells),
        )


def strokes_of(page: Any) -> list[Stroke]:
    """The rules of a page: thin paths and the sides of drawn rectangles."""
    import pypdfium2.raw as raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found: list[Stroke] = []
    for place in range(min(raw.FPDFPage_CountObjects(page), _MOST)):
        pointer = raw.FPDFPage_GetObject(page, place)
        if raw.FPDFPageObj_GetType(pointer) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(pointer, left, bottom, right, top):
            continue
        found += _sides(left.value, bottom.value, right.value, top.value, _is_stroked(pointer))
    return found


def _is_stroked(pointer: Any) -> bool:
    """Whether a path's outline is drawn (a filled area without outline is a background)."""
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(pointer, fill, stroke)
    return bool(stroke.value)


def _sides(x0: float, y0: float, x1: float, y1: float, stroked: bool) -> list[Stroke]:
    width, height = x1 - x0, y1 - y0
    if height <= _THIN and width > _SHORT:
        return [Stroke(x0, y0, x1, y1)]
    if width <= _THIN and height > _SHORT:
        return [Stroke(x0, y0, x1, y1)]
    if stroked and width > _SHORT and height > _SHORT:
        return [Stroke(x0, y0, x1, y0), Stroke(x0, y1, x1, y1), Stroke(x0, y0, x0, y1), Stroke(x1, y0, x1, y1)]
    return []


def grids_of(strokes: Sequence[Stroke]) -> list[Grid]:
    """The ruled tables of a page, top to bottom: strokes that meet, with at least two cells between them."""
    grids = []
    for group in _meeting(strokes):
        xs = _clustered([stroke.x0 for stroke in group if not stroke.lies])
        ys = _clustered([stroke.y0 for stroke in group if stroke.lies])
        if len(xs) >= 2 and len(ys) >= 2 and (len(xs) - 1) * (len(ys) - 1) >= 2 and len(xs) >= 3:
            grids.append(Grid(tuple(_cells(group, xs, ys[::-1]))))
    return sorted(grids, key=lambda grid: -grid.box[3])


def _meeting(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Strokes in groups that hang together."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        touching = [group for group in groups if any(_meet(stroke, other) for other in group)]
        merged = [stroke, *(other for group in touching for other in group)]
        groups = [group for group in groups if all(group is not one for one in touching)]
        groups.append(merged)
    return [group for group in groups if any(stroke.lies for stroke in group) and len(group) >= 4]


def _meet(one: Stroke, other: Stroke) -> bool:
    return (
        one.x0 <= other.x1 + _NEAR
        and other.x0 <= one.x1 + _NEAR
        and one.y0 <= other.y1 + _NEAR
        and other.y0 <= one.y1 + _NEAR
    )


def _clustered(values: Sequence[float]) -> list[float]:
    """Values in order, those within ``_NEAR`` of each other taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _cells(group: Sequence[Stroke], xs: Sequence[float], ys: Sequence[float]) -> list[Cell]:
    """The cells between some xs (rising) and ys (falling); cells without a rule between them are one."""
    standing = [stroke for stroke in group if not stroke.lies]
    lying = [stroke for stroke in group if stroke.lies]
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right, below = column + 1, row + 1
            middle = (ys[row] + ys[row + 1]) / 2
            while right < len(xs) - 1 and not _ruled_at(standing, xs[right], middle):
                right += 1
            center = (xs[column] + xs[column + 1]) / 2
            while below < len(ys) - 1 and not _ruled_under(lying, ys[below], center):
                below += 1
            taken |= {(y, x) for y in range(row, below) for x in range(column, right)}
            cells.append(Cell(row + 1, column + 1, xs[column], ys[below], xs[right], ys[row]))
    return cells


def _ruled_at(standing: Sequence[Stroke], x: float, y: float) -> bool:
    return any(abs(stroke.x0 - x) <= _NEAR and stroke.y0 - _NEAR <= y <= stroke.y1 + _NEAR for stroke in standing)


def _ruled_under(lying: Sequence[Stroke], y: float, x: float) -> bool:
    return any(abs(stroke.y0 - y) <= _NEAR and stroke.x0 - _NEAR <= x <= stroke.x1 + _NEAR for stroke in lying)
