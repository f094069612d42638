"""The order in which the rows of a page are read: from top to bottom, column by column where there are columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.read.pdf.lines import Row, made_row
from toolkit.read.pdf.strokes import Grid

_GAP = 1.4  # of the font size: a gap that may part two columns
_STEP = 4.0  # points between the places where a gutter is looked for
_LEAST_ROWS = 3  # rows that a column has at least
_LEAST_WIDTH = 0.2  # of the region
_FILLED = 0.5  # of a column's width: what its middle row fills
_USUAL_LEADING = 1.9  # of the font size: more is a gap
_DEEPEST = 3  # columns within columns


@dataclass(frozen=True, slots=True)
class Band:
    """What stands on one height: pieces of text parted by wide gaps, or a table."""

    pieces: tuple[Row, ...] = ()
    grid: Grid | None = None

    @property
    def spans(self) -> list[tuple[float, float]]:
        """The stretches from left to right that are taken."""
        if self.grid:
            return [(self.grid.box[0], self.grid.box[2])]
        return [(piece.x0, piece.x1) for piece in self.pieces]

    @property
    def size(self) -> float:
        """Its font size."""
        return max((piece.size for piece in self.pieces), default=10.0)

    @property
    def y(self) -> float:
        """Its height on the page."""
        return self.grid.box[3] if self.grid else self.pieces[0].y


@dataclass(frozen=True, slots=True)
class Placed:
    """A row or a table in reading order, with the left and right edge of the column that it stands in.

    ``whole`` says that it stands in no column, but on the whole width of the page's text.
    """

    row: Row | None
    grid: Grid | None
    x0: float
    x1: float
    whole: bool


def pieces_of(row: Row) -> tuple[Row, ...]:
    """A row cut at its wide gaps."""
    cuts: list[list[int]] = [[]]
    edge: float | None = None
    for place, glyph in enumerate(row.glyphs):
        if glyph.is_blank:
            continue
        if edge is not None and glyph.x0 - edge > _GAP * row.size:
            cuts.append([])
        cuts[-1].append(place)
        edge = glyph.x1 if edge is None else max(edge, glyph.x1)
    if len(cuts) == 1:
        return (row,)
    pieces = []
    for places in cuts:
        glyphs = row.glyphs[places[0] : places[-1] + 1]
        pieces.append(made_row(glyphs, row.raised))
    return tuple(pieces)


def reading_order(bands: Sequence[Band], rtl: bool, depth: int = 0) -> Iterator[Placed]:
    """Rows and tables in reading order.  In right-to-left text the right column comes first."""
    if not bands:
        return
    x0 = min(span[0] for band in bands for span in band.spans)
    x1 = max(span[1] for band in bands for span in band.spans)
    found = _columns(bands, x0, x1) if depth < _DEEPEST else None
    if found is None:
        for band in bands:
            yield Placed(_joined(band.pieces) if band.pieces else None, band.grid, x0, x1, depth == 0)
        return
    first, past, gutter = found
    yield from reading_order(bands[:first], rtl, depth)
    sides = [_side(bands[first:past], gutter, left) for left in (True, False)]
    for side in reversed(sides) if rtl else sides:
        yield from reading_order(side, rtl, depth + 1)
    yield from reading_order(bands[past:], rtl, depth)


def _joined(pieces: Sequence[Row]) -> Row:
    if len(pieces) == 1:
        return pieces[0]
    glyphs = [glyph for piece in pieces for glyph in piece.glyphs]
    return made_row(glyphs, pieces[0].raised)


def _side(bands: Sequence[Band], gutter: float, left: bool) -> list[Band]:
    kept = []
    for band in bands:
        pieces = tuple(piece for piece in band.pieces if (piece.x1 <= gutter) == left)
        if pieces:
            kept.append(Band(pieces))
        elif band.grid and (band.grid.box[2] <= gutter) == left:
            kept.append(band)
    return kept


def _columns(bands: Sequence[Band], x0: float, x1: float) -> tuple[int, int, float] | None:
    """The longest run of bands that a gutter parts into two columns of text: first, past the last, and where."""
    best: tuple[int, int, float] | None = None
    width = x1 - x0
    spans = [band.spans for band in bands]
    gutter = x0 + _LEAST_WIDTH * width
    while gutter < x1 - _LEAST_WIDTH * width:
        for first, past in _free_runs(spans, gutter):
            first, past = _trimmed(bands, first, past, gutter)
            longer = best is None or past - first > best[1] - best[0]
            if longer and _are_columns(spans[first:past], gutter, x0, x1):
                best = (first, past, _middle(spans[first:past], gutter))
        gutter += _STEP
    return best


def _free_runs(spans: Sequence[list[tuple[float, float]]], gutter: float) -> Iterator[tuple[int, int]]:
    """Runs of bands that nothing crosses at a place."""
    first = 0
    for place, taken in enumerate(spans):
        if any(left < gutter < right for left, right in taken):
            if place - first >= _LEAST_ROWS:
                yield first, place
            first = place + 1
    if len(spans) - first >= _LEAST_ROWS:
        yield first, len(spans)


def _trimmed(bands: Sequence[Band], first: int, past: int, gutter: float) -> tuple[int, int]:
    """A run without the short lines of full-width text above its columns and below them.

    Columns begin on one height; below the shorter one, the other goes on without a gap.
    """
    sides = [
        [place for place in range(first, past) if any((b <= gutter) == left for _, b in bands[place].spans)]
        for left in (True, False)
    ]
    if not all(sides):
        return first, first
    tops = sorted(side[0] for side in sides)
    size = bands[tops[1]].size
    if bands[tops[0]].y - bands[tops[1]].y > size:
        first = tops[1]
    shorter, longer = sorted(side[-1] for side in sides)
    for place in range(shorter + 1, longer + 1):
        if bands[place - 1].y - bands[place].y > _USUAL_LEADING * size:
            return first, place
    return first, past


def _are_columns(spans: Sequence[list[tuple[float, float]]], gutter: float, x0: float, x1: float) -> bool:
    """Whether both sides hold rows enough, side by side, and are filled as running text fills a column."""
    left, right = _extents(spans, gutter, True), _extents(spans, gutter, False)
    if min(len(left), len(right)) < _LEAST_ROWS:
        return False
    shared = min(left[-1][0], right[-1][0]) - max(left[0][0], right[0][0])
    if shared < _LEAST_ROWS - 1:
        return False
    return all(
        sorted(width for _, width in side)[len(side) // 2] > _FILLED * room
        for side, room in ((left, gutter - x0), (right, x1 - gutter))
    )


def _extents(spans: Sequence[list[tuple[float, float]]], gutter: float, left: bool) -> list[tuple[int, float]]:
    """The bands that have text on a side of a gutter, and how wide it is there."""
    found = []
    for place, taken in enumerate(spans):
        own = [span for span in taken if (span[1] <= gutter) == left]
        if own:
            found.append((place, own[-1][1] - own[0][0]))
    return found


def _middle(spans: Sequence[list[tuple[float, float]]], gutter: float) -> float:
    """The middle of the free stretch around a gutter."""
    left = max((b for taken in spans for _, b in taken if b <= gutter), default=gutter)
    right = min((a for taken in spans for a, _ in taken if a >= gutter), default=gutter)
    return (left + right) / 2
