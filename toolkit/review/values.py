"""What the review page shows, as frozen values that whoever builds a page hands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from toolkit.model import BlockKind, Finding, Severity


class Band(StrEnum):
    """Three degrees of trust; a page shows each by a colour, a sign and a word."""

    SURE = "sure"
    FAIR = "fair"
    DOUBTFUL = "doubtful"

    @classmethod
    def of(cls, probability: float) -> Band:
        """The band of a probability, 0 to 1.

        >>> [Band.of(p).value for p in (0.97, 0.9, 0.75, 0.59)]
        ['sure', 'sure', 'fair', 'doubtful']
        """
        return next(band for band, (floor, _) in BANDS.items() if probability >= floor or floor == 0.0)

    @property
    def sign(self) -> str:
        """The mark that says the same as the colour."""
        return BANDS[self][1]


#: The least probability of each band, falling, and its sign.
BANDS = {Band.SURE: (0.9, "✓"), Band.FAIR: (0.6, "≈"), Band.DOUBTFUL: (0.0, "?")}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of source text: a doubtful word, or what stands between two of them.

    ``probability`` is the chance that the word is right (``Word.probability``); None for text that is not in
    doubt.  ``raw`` is what the damaged line said there, ``alternatives`` what it may have been instead.
    """

    text: str
    probability: float | None = None
    raw: str = ""
    alternatives: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a reader should look at this word."""
        return self.probability is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the memory, with all that a reviewer wants to see beside it.

    ``unit`` is the memory's tuid; ``block`` the key of the source block (of the target block where the source is
    empty) and ``label`` its number as printed (``Block.number``: ``12``, ``A``, ``*``) or empty.  ``bead`` is
    ``1-2``; ``confidence`` the chance, 0 to 1, that the bead is exactly right; ``lines`` the first and last source
    line, or zeros.

    >>> row = Row("u3", "12", "12", BlockKind.PARAGRAPH, "1-0", 0.97, (Span("نص"),), "")
    >>> row.omission, row.needs_look
    (True, True)
    """

    unit: str
    block: str
    label: str
    kind: BlockKind
    bead: str
    confidence: float
    source: tuple[Span, ...]
    target: str
    findings: tuple[Finding, ...] = ()
    lines: tuple[int, int] = (0, 0)
    moved: bool = False

    @property
    def source_text(self) -> str:
        """The source side as plain text."""
        return "".join(span.text for span in self.source)

    @property
    def doubts(self) -> tuple[Span, ...]:
        """The doubtful words of the source side."""
        return tuple(span for span in self.source if span.doubtful)

    @property
    def omission(self) -> bool:
        """Whether one side says nothing."""
        return not self.source_text.strip() or not self.target.strip()

    @property
    def severity(self) -> int:
        """The rank of the gravest finding, or -1 where there is none."""
        return max((finding.severity.rank for finding in self.findings), default=-1)

    @property
    def needs_look(self) -> bool:
        """Whether a person should read this unit before trusting it.

        True for a bead that is not sure, a doubtful word, an omission, a moved bead, an error or a warning;
        a mere note does not ask for a look.
        """
        graver_than_note = self.severity > Severity.NOTE.rank
        unsure = self.confidence < BANDS[Band.SURE][0]
        return unsure or self.omission or self.moved or graver_than_note or bool(self.doubts)

    @property
    def certainty(self) -> float:
        """The weakest link of this unit, 0 to 1: its bead or its least sure word; orders what needs a look."""
        return min(chain([self.confidence], (s.probability for s in self.source if s.probability is not None)))


class Presence(StrEnum):
    """What a block does with a concept of the termbase."""

    ABSENT = "absent"
    BOTH = "both"
    VARIANT = "variant"
    SOURCE_ONLY = "source-only"
    TARGET_ONLY = "target-only"

    @property
    def asks(self) -> bool:
        """Whether a terminologist would look at this cell."""
        return self not in (Presence.ABSENT, Presence.BOTH)


@dataclass(frozen=True, slots=True)
class Concept:
    """A row of the matrix: a concept, its preferred terms, its status, and its presence in each column.

    ``details`` says per column what was found (shown on hover); it may be empty.
    """

    id: str
    source: str
    target: str
    presence: tuple[Presence, ...]
    status: str = ""
    details: tuple[str, ...] = ()

    @property
    def blocks(self) -> int:
        """In how many blocks the concept occurs."""
        return sum(presence is not Presence.ABSENT for presence in self.presence)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Concept × block: ``columns`` are block key and label (``("12", "12")``), in reading order.

    Raises ValueError where a concept has not one presence for each column.
    """

    columns: tuple[tuple[str, str], ...]
    concepts: tuple[Concept, ...]

    def __post_init__(self) -> None:
        for concept in self.concepts:
            if len(concept.presence) != len(self.columns) or (
                concept.details and len(concept.details) != len(self.columns)
            ):
                raise ValueError(f"concept {concept.id}: one presence and detail for each column, please")


@dataclass(frozen=True, slots=True)
class Repair:
    """Evidence of one kind of repair: in how many lines it changed something, and one line before and after."""

    kind: str
    lines: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole review page; ``symbol`` and ``signature`` (the recipe of the run) may be empty.

    ``summary`` are label and value, shown on top in the order given; ``notes`` are sentences for the reader, such
    as a guessed encoding.
    """

    title: str
    symbol: str
    source_lang: str
    target_lang: str
    signature: str
    summary: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    matrix: Matrix | None = None
    repairs: tuple[Repair, ...] = ()
    notes: tuple[str, ...] = ()

    def by_certainty(self) -> tuple[Row, ...]:
        """The rows, least certain first; of equals the one with the graver finding, then reading order."""
        return tuple(sorted(self.rows, key=lambda row: (row.certainty, -row.severity)))


def in_band(rows: Iterable[Row], band: Band) -> int:
    """How many of the rows have a bead of this band."""
    return sum(Band.of(row.confidence) is band for row in rows)
