"""Kashida pieces: a run that was drawn in pieces, each of which the extractor took for a line of its own.

A justified line stretches its letters with tatweel.  Where the stretched run was drawn piece by piece, a piece
opens with two or more tatweel («ــراره»), and the pieces stand in the order of the drawing, left to right:

    damaged   ــة ــراره، الأمان ــون  ا،٥/٢ في ق ... ــذ بروتوكــول من تنفي
    undone    تنفيــذ بروتوكــول منــع ... ا،٥/٢ في قــراره، الأمانــة

so that joining them from the last to the first gives a line of reversed blocks (``toolkit.repair.blocks``).
The last piece opens at a block edge that nothing marks: every place for it is a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.languages.arabic import MARKS, TATWEEL

_PIECE_RE = re.compile(rf"(?:(?<=\s)|^)(?={TATWEEL}{TATWEEL}+[^\s{TATWEEL}])")

#: A word does not end inside these: the last piece joins the one before it by a kashida.
_NEVER_JOINS = "اأإآٱدذرزوؤةىء"


@dataclass(frozen=True, slots=True)
class Joined:
    """A line with its pieces joined: the text, the offsets where pieces met (no block edge can be there), and where
    each of its characters stands in the line as it came (``()``: where it stands in the text)."""

    text: str
    seams: tuple[int, ...] = ()
    origin: tuple[int, ...] = ()


def has_pieces(text: str) -> bool:
    """Whether a fragment opens with two or more tatweel.

    >>> has_pieces("ــة ــراره"), has_pieces("مقدّمـــة")
    (True, False)
    """
    return _PIECE_RE.search(text.strip()) is not None


def joined(text: str) -> list[Joined]:
    """Every way to join the pieces of a line; the line itself where it has none.

    >>> [way.text for way in joined("ــة في الأمان")][:2]
    ['ة في الأمانــ', 'في الأمانــة']
    """
    opens = [match.start() for match in _PIECE_RE.finditer(text.rstrip()) if text[: match.start()].strip()]
    first = len(text) - len(text.lstrip())
    if not opens and not has_pieces(text):
        return [Joined(text)]
    bounds = [first, *opens, len(text)]
    *pieces, last = [(a, b) for a, b in pairwise(bounds) if text[a:b].strip()]
    return [
        _join(text, [(last[0] + edge, last[1]), (last[0], last[0] + edge), *reversed(pieces)])
        for edge in _edges(text[last[0] : last[1]])
    ]


def _edges(last: str) -> Iterator[int]:
    """Places where the last piece may open: before a letter that is not stretched, the end of it joining."""
    body = last.rstrip()
    if not body or body[-1] in _NEVER_JOINS:
        yield 0
        return
    for edge in range(1, len(body)):
        if body[edge] not in MARKS and body[edge] != TATWEEL and not body[edge].isspace():
            yield edge


def _join(text: str, parts: list[tuple[int, int]]) -> Joined:
    joined_, seams, origin = "", [], list[int]()
    for start, past in parts:
        if joined_:
            seams.append(len(joined_))
        part = text[start:past].rstrip()
        joined_ += part
        origin += range(start, start + len(part))
    return Joined(joined_, tuple(seams), tuple(origin))
