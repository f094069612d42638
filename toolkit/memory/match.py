"""What a lookup answers: a match, its score with all its parts, and what to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import tmx
from toolkit.memory.records import StoredUnit


class Kind(StrEnum):
    """How a match relates to the text looked up; the names are the field's."""

    CONTEXT = "context"  #: the same text between the same neighbours: 102 for both, 101 for one
    EXACT = "exact"  #: the same text: 100
    NEAR = "near"  #: the same words; numbers, punctuation, tags, spelling marks or blanks differ: 95 to 99
    FUZZY = "fuzzy"  #: some words differ: 94 and below


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of.

    ``words`` and ``characters`` are similarities from 0 to 1 (1 - edit distance / the longer length), ``context``
    the number of equal neighbours (0 to 2), ``deductions`` what was taken off in the band 95 to 99: (name, points).
    """

    words: float
    characters: float
    context: int = 0
    deductions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Penalty:
    """Points taken off for where a match comes from; ``reason`` is one line for people."""

    name: str
    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of words: ``equal``, ``replace``, ``insert`` (only in the text looked up) or ``delete`` (only in
    the match).  Joined with blanks, the ``query`` sides give the words looked up, the ``source`` sides the match's.
    """

    kind: str
    query: str
    source: str


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A number of the target and what it became; ``done`` False, with the reason in ``note``, where it was left."""

    old: str
    new: str
    done: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that helps with a text.

    ``score`` is ``base`` less the penalties, never below 0.  ``source`` and ``target`` are the memory's texts without
    inline codes (``*_content`` with them); ``suggestion`` is the target with its numbers adapted.
    """

    score: int
    kind: Kind
    base: int
    source: str
    target: str
    source_content: tmx.Segment
    target_content: tmx.Segment
    unit: StoredUnit
    parts: Parts
    penalties: tuple[Penalty, ...] = ()
    differences: tuple[Difference, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    suggestion_content: tmx.Segment = ()

    @property
    def suggestion(self) -> str:
        """The suggestion without inline codes."""
        return tmx.text_of(self.suggestion_content)
