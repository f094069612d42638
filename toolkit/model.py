"""The values that flow through the toolkit: documents, segments, beads, findings.

All are frozen and slotted, with tuples inside, and each knows where it came from.  Nothing here imports
another module of the toolkit.  The words are the field's own; docs/glossary.md explains each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BitextError(ValueError):
    """An input or usage error that a user can mend.

    ``str(error)`` is one line, ``path:line: message; remedy``, with the parts that are known.

    >>> print(BitextError("no text in this file", path="a.txt", remedy="give a text file"))
    a.txt: no text in this file; give a text file
    """

    def __init__(self, message: str, *, path: object = None, line: int | None = None, remedy: str = "") -> None:
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.remedy = remedy
        where = "" if self.path is None else f"{self.path}:{line}: " if line else f"{self.path}: "
        super().__init__(f"{where}{message}{'; ' + remedy if remedy else ''}")


class InternalError(RuntimeError):
    """A promise of our own was broken (a letter lost, a segment in two beads): our bug, never the user's."""


class BlockKind(StrEnum):
    """What a block is in the outline of a document."""

    COVER = "cover"
    HEADING = "heading"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    CELL = "cell"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its 1-based number, its text, and the text as it stood in the file."""

    number: int
    text: str
    raw: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One structural unit of a document: a heading, a numbered paragraph, a footnote, a table cell.

    ``key`` is unique in its document and the same in every language version that has the same outline:
    ``12`` (paragraph 12), ``h-II-A`` (heading A of part II), ``fn-1``, ``cover-3``, ``art-5``, ``art-5-2``
    (article 5, paragraph 2), ``t-1-2-3`` (table 1, row 2, column 3), ``u-4`` (fourth unnumbered block).  A ``unit``
    is a segment that its file had cut already (XLIFF, PO, TMX, subtitles).  ``number`` is the label by itself, in
    Western digits or letters (``12``, ``A``, ``*``), or empty.  ``anchor`` ties a footnote to the key of the
    block in which its mark stands.
    """

    kind: BlockKind
    key: str
    lines: tuple[Line, ...]
    number: str = ""
    anchor: str = ""

    @property
    def text(self) -> str:
        """The lines joined by one blank; offsets of segments and words count in this string."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its language, its blocks in reading order, and how it was decoded.

    ``notes`` are things a user should be told, such as a guessed encoding.  ``unsettled`` are the numbers of lines
    whose order the reader could not settle (a PDF whose positions and text disagree): they are left to the repair.
    """

    lang: str
    blocks: tuple[Block, ...]
    path: str = ""
    symbol: str = ""
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    unsettled: tuple[int, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every block, in reading order."""
        return tuple(line for block in self.blocks for line in block.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """One repair that changed a line: applying ``fix`` to ``before`` gives ``after`` again."""

    line: int
    fix: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a repaired line and how sure the repair is of it.

    ``start`` and ``end`` are offsets in the repaired line's text; ``probability`` is the calibrated chance
    that the word is right and in its place; ``raw`` is what it was made from, stretch by stretch with «…» between,
    and ``spans`` are the offsets of those stretches in the damaged line.
    """

    line: int
    start: int
    end: int
    text: str
    probability: float
    raw: str = ""
    alternatives: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit a translator works on: a sentence, a heading.

    ``id`` is ``ar:12.3`` (language, block key, sentence).  ``text`` is ``block.text[start:start+len(text)]``;
    ``lines`` are the first and last source line.
    """

    id: str
    text: str
    block: str = ""
    start: int = 0
    lines: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Bead:
    """n source segments that correspond to m target segments; either side may be empty (an omission).

    ``source`` and ``target`` are positions in the alignment's segments.  ``confidence`` is the estimated
    probability, 0 to 1, that this bead is exactly right.  ``moved`` says that the target stands elsewhere in
    its document than its neighbours do.

    Source: Gale & Church 1993, "A program for aligning sentences in bilingual corpora", for the term.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0
    moved: bool = False

    @property
    def kind(self) -> str:
        """``1-1``, ``2-1``, ``1-0`` and so on.

        >>> Bead((3, 4), (7,)).kind
        '2-1'
        """
        return f"{len(self.source)}-{len(self.target)}"


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of two documents; every segment of either side stands in exactly one of them.

    Beads are ordered by their source (omitted source: by where the target stands).  Target positions rise as
    well, save where a bead is ``moved``.  Raises InternalError where a segment is missing or stands twice.
    """

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    beads: tuple[Bead, ...]

    def __post_init__(self) -> None:
        _check_cover("source", (i for bead in self.beads for i in bead.source), len(self.source), True)
        _check_cover("target", (j for bead in self.beads for j in bead.target), len(self.target), False)

    def texts(self, bead: Bead) -> tuple[str, str]:
        """Both sides of a bead as text, segments joined by one blank."""
        return (
            " ".join(self.source[i].text for i in bead.source),
            " ".join(self.target[j].text for j in bead.target),
        )


def _check_cover(side: str, positions: Iterable[int], count: int, ordered: bool) -> None:
    found = list(positions)
    if (found if ordered else sorted(found)) != list(range(count)):
        raise InternalError(f"alignment does not hold each {side} segment exactly once")


class Severity(StrEnum):
    """How much a finding matters; ``--fail-on`` takes these names."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """2 for error, 1 for warning, 0 for note."""
        return {"error": 2, "warning": 1, "note": 0}[self.value]


class Cause(StrEnum):
    """Why a term check believes that something was not found: the ``class`` of a finding's evidence."""

    ABSENT = "absent"
    VARIANT = "variant"
    ELLIPSIS = "pronoun or ellipsis"
    DAMAGE = "extraction damage"
    ALIGNMENT = "doubtful alignment"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check, about one unit (or the whole memory when ``unit`` is empty).

    ``unit`` is the tuid of the memory's unit, ``position`` its 0-based place in it.  ``evidence`` says what was
    sought, what was found, and where, as name and value; ``message`` is one line for people.  Names that several
    checks share: ``concept`` (id), ``class`` (a ``Cause``), ``why`` (one sentence), ``sought`` and ``nearest``
    (the wording looked for on the other side, and the likest words there), ``side`` (source or target), ``span``
    (start and end, ``12-20``, in that side's text), ``blocks`` (keys, blanks between), ``units`` (of a finding about
    the whole memory: 1-based units that show it), ``lowered`` (why the severity is less than the rule's).

    >>> finding = Finding("term-missing", Severity.NOTE, "a line", evidence=(("class", Cause.ABSENT),))
    >>> finding.said("class"), finding.said("nearest")
    ('absent', '')
    """

    code: str
    severity: Severity
    message: str
    unit: str = ""
    position: int = -1
    evidence: tuple[tuple[str, str], ...] = ()

    def said(self, name: str) -> str:
        """The evidence under a name, or an empty string."""
        return str(next((value for key, value in self.evidence if key == name), ""))
