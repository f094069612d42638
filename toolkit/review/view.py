"""What the template needs beyond the page's own values: anchors, counts, the matrix cut into printable parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from toolkit.review.values import Band, Concept, Matrix, Page, Presence, Row, Span, in_band

#: What a reader calls each kind of block; a heading's number stands alone.
KIND_NAMES = {
    "cover": "cover",
    "heading": "heading",
    "article": "article",
    "paragraph": "para.",
    "footnote": "note",
    "cell": "cell",
    "unit": "unit",
}

#: Characters of both sides together beyond which a unit takes a third of a page.
LONG = 900

#: Characters of notes beyond which the margin would be longer than the unit.
BRIEF = 160

#: As many columns as one landscape page of paper holds.
MATRIX_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the units: its word in the markup, its label, how many rows it shows, and what it means."""

    key: str
    label: str
    count: int


#: Word in the markup, label, which rows: the one list of filters, read by the template and the script.
FILTERS: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
    ("all", "All", lambda row: True),
    ("look", "Needs a look", lambda row: row.needs_look),
    ("found", "Findings", lambda row: bool(row.findings)),
    ("doubt", "Doubtful words", lambda row: bool(row.doubts)),
    ("omission", "Omissions", lambda row: row.omission),
)


def filters(rows: tuple[Row, ...]) -> tuple[Filter, ...]:
    """Every filter with the number of rows that it shows."""
    return tuple(Filter(key, label, sum(map(test, rows))) for key, label, test in FILTERS)


@dataclass(frozen=True, slots=True)
class UnitView:
    """A row with its anchor, its filters as one attribute, its place in the order of doubt, and its band."""

    row: Row
    anchor: str
    flags: str
    rank: int
    band: Band
    opens_block: bool

    @property
    def long(self) -> bool:
        """Whether the unit may break over two sheets of paper; a short one stays whole."""
        return len(self.row.source_text) + len(self.row.target) > LONG

    @property
    def doubts(self) -> tuple[tuple[str, tuple[Span, ...]], ...]:
        """What the raw line said, and the doubtful words made from it; words that share a raw line stand together."""
        groups = groupby(self.row.doubts, key=lambda span: " ".join(span.raw.split()))
        return tuple((raw, tuple(spans)) for raw, spans in groups)

    @property
    def brief(self) -> bool:
        """Whether what is said of the doubtful words is short enough to stand open in the margin."""
        said_of_words = (len("".join((span.text, *others_of(span)))) for span in self.row.doubts)
        return sum(said_of_words) + sum(len(raw) for raw, _ in self.doubts) <= BRIEF

    @property
    def place(self) -> str:
        """Kind and number of the block, for people: ``para. 12``."""
        return f"{KIND_NAMES[self.row.kind]} {self.row.label}".strip()


def unit_views(page: Page) -> Iterator[UnitView]:
    """The rows in reading order, each with what its markup needs."""
    rank = {id(row): place for place, row in enumerate(page.by_certainty())}
    previous = None
    for anchor, row in _anchored(page.rows):
        flags = " ".join(key for key, _, test in FILTERS if test(row))
        yield UnitView(row, anchor, flags, rank[id(row)], Band.of(row.confidence), row.block != previous)
        previous = row.block


def _anchored(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Rows with ids made of their place alone: nothing from a file gets into an id."""
    return ((f"u{place}", row) for place, row in enumerate(rows, 1))


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of the bar of trust: where it starts and how wide it is, in thousandths of the whole."""

    band: Band
    start: float
    width: float


def bars(rows: tuple[Row, ...]) -> tuple[Bar, ...]:
    """The share of each band, from sure to doubtful; nothing for a page without rows."""
    bars, start = [], 0.0
    for band in Band:
        width = 1000 * in_band(rows, band) / max(len(rows), 1)
        bars += [Bar(band, round(start, 2), round(width, 2))] if width else []
        start += width
    return tuple(bars)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: what is there, the first unit of its block, and what was found."""

    presence: Presence
    anchor: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """A part of the matrix that fits on a page: columns as label and anchor, concepts with their cells."""

    columns: tuple[tuple[str, str], ...]
    concepts: tuple[tuple[Concept, tuple[Cell, ...]], ...]

    @property
    def caption(self) -> str:
        """The first and last column of this part."""
        return f"{self.columns[0][0]} – {self.columns[-1][0]}"


def matrix_parts(page: Page, width: int = MATRIX_COLUMNS) -> tuple[MatrixPart, ...]:
    """The matrix without empty columns, cut into parts of ``width`` columns, each without empty rows."""
    matrix = page.matrix
    if matrix is None:
        return ()
    anchors: dict[str, str] = {}
    for anchor, row in _anchored(page.rows):
        anchors.setdefault(row.block, anchor)
    used = [
        place
        for place in range(len(matrix.columns))
        if any(concept.presence[place] is not Presence.ABSENT for concept in matrix.concepts)
    ]
    return tuple(_part(matrix, used[start : start + width], anchors) for start in range(0, len(used), width))


def _part(matrix: Matrix, places: list[int], anchors: dict[str, str]) -> MatrixPart:
    columns = tuple((matrix.columns[place][1], anchors.get(matrix.columns[place][0], "")) for place in places)
    concepts = (
        (
            concept,
            tuple(
                Cell(concept.presence[place], anchor, label, concept.details[place] if concept.details else "")
                for place, (label, anchor) in zip(places, columns, strict=True)
            ),
        )
        for concept in matrix.concepts
    )
    occurring = tuple(
        (concept, cells) for concept, cells in concepts if any(cell.presence is not Presence.ABSENT for cell in cells)
    )
    return MatrixPart(columns, occurring)


def percent(probability: float) -> str:
    """A probability for people, rounded down, so that it never reads as the next band; the possible never reads 0%.

    >>> percent(0.999), percent(1.0), percent(0.597), percent(0.001)
    ('99%', '100%', '59%', '1%')
    """
    rounded = int(100 * probability + 1e-9)
    return f"{max(rounded, 1) if probability > 0 else rounded}%"


def others_of(span: Span) -> tuple[str, ...]:
    """What else a doubtful word may have been.

    >>> others_of(Span("تعزز", 0.5, "زتعز", ("تعزز", "تعزيز")))
    ('تعزيز',)
    """
    return tuple(other for other in span.alternatives if other.strip() != span.text.strip())


def said(span: Span) -> str:
    """What the pointer shows over a doubtful word: how sure, what the raw line said, what else it may be.

    Each Arabic piece stands between the isolating marks U+2068 and U+2069.

    >>> said(Span("الأعمال", 0.42, "لأعماال", ("العمل",)))
    '42% sure · raw line: \u2068لأعماال\u2069 · or: \u2068العمل\u2069'
    """
    parts = [f"{percent(span.probability or 0.0)} sure"]
    if span.raw:
        parts.append(f"raw line: \u2068{' '.join(span.raw.split())}\u2069")
    others = [f"\u2068{other}\u2069" for other in others_of(span)]
    if others:
        parts.append(f"or: {', '.join(others)}")
    return " · ".join(parts)
