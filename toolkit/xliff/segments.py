"""The segments of an XLIFF file, and what can be put into them: the same values for every version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from toolkit.xliff.content import Content, text_of
from toolkit.xliff.names import State


@dataclass(frozen=True, slots=True)
class XliffSegment:
    """One segment of a file: a ``trans-unit`` (1.2), a marked segment of it, or a ``segment`` (2.x).

    ``id`` is unique in the file: ``u1`` or ``u1/s2`` (unit, segment), with ``file/`` before it where a file has
    several ``<file>``.  ``raw_state`` is the word that the file itself uses, ``qualifier`` its ``state-qualifier`` or
    ``subState``.  ``target`` is None where there is no ``<target>``.  ``locked`` says that the file forbids
    translating it.  ``props`` are what we or another tool wrote beside it, name and value; ``data`` is the native
    code that the inline codes of XLIFF 2 point to, id and text.
    """

    id: str
    source: Content
    target: Content | None = None
    state: State = State.NEW
    raw_state: str = ""
    qualifier: str = ""
    locked: bool = False
    original: str = ""
    source_lang: str = ""
    target_lang: str = ""
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    line: int | None = field(default=None, compare=False)
    place: Any = field(default=None, compare=False, repr=False)  # where it stands in the tree

    @property
    def open(self) -> bool:
        """Whether it waits for a translation: none yet, or the source copied there as a placeholder.

        >>> XliffSegment("1", ("Yes",), ("Yes",), State.DRAFT).open
        True
        """
        if self.locked or not text_of(self.source).strip():
            return False
        text = text_of(self.target or ())
        copied = self.state in (State.NEW, State.DRAFT) and text == text_of(self.source)
        return not text.strip() or copied


@dataclass(frozen=True, slots=True)
class Proposal:
    """A match of the memory, shown beside the segment; ``quality`` is 0 to 100 (101 and 102 count as 100)."""

    source: Content
    target: Content
    quality: float
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a segment: the target, how far it is, and the matches that it was made from.

    ``origin`` says what kind of match it is: ``context``, ``exact`` or ``fuzzy``; ``approved`` that the
    translation needs no further review.  ``note`` is one line for the translator.
    """

    target: Content | None
    state: State = State.DRAFT
    origin: str = "fuzzy"
    approved: bool = False
    proposals: tuple[Proposal, ...] = ()
    note: str = ""
