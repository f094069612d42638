"""Footnotes of a page: below a rule or in small print at its foot, tied to the raised marks in its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.languages.digits import to_ascii_digits
from toolkit.read.pdf.page import FlowLine, Page
from toolkit.read.pdf.text import MARK_END, MARK_START

_SMALLER = 0.93  # of the body's font size
_RULE_MOST = 0.62  # of the page's width
_HIGHEST = 0.85  # of the page's height: a rule above is no footnote's
_CALL_RE = re.compile(f"{MARK_START}([^{MARK_END}]*){MARK_END}")
_OPENS_RE = re.compile(
    rf"^\s*(?:{MARK_START}(?P<raised>[^{MARK_END}]+){MARK_END}|[(\[](?P<bracketed>\d{{1,3}})[)\]]"
    rf"|(?P<plain>\d{{1,3}}(?!\d)|\*{{1,4}}|†|‡))[.)]?\s*(?P<rest>\S.*)?$"
)


@dataclass(slots=True)
class Note:
    """A footnote: its mark, the page that it begins on, its lines."""

    mark: str
    page: int
    lines: list[FlowLine] = field(default_factory=list)

    @property
    def id(self) -> str:
        """How the calls in the text name it."""
        return f"{self.page} {to_ascii_digits(self.mark)}"


def body_size(pages: Sequence[Page]) -> float:
    """The font size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page.lines:
            sizes[round(item.line.size, 1)] += len(item.line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def take_notes(pages: Sequence[Page]) -> list[Note]:
    """Take the footnotes out of the pages, in the order in which they stand."""
    size = body_size(pages)
    notes: list[Note] = []
    for page in pages:
        foot = _foot(page, size)
        if foot:
            _split(page, foot, notes)
            taken = {id(item) for item in foot}
            page.items = [item for item in page.items if id(item) not in taken]
    return notes


def calls_of(page: Page) -> list[str]:
    """The raised marks in a page's text, in order."""
    return [to_ascii_digits(mark) for item in page.lines for mark in _CALL_RE.findall(item.line.text)]


def _foot(page: Page, size: float) -> list[FlowLine]:
    """The lines of a page's footnotes, or none."""
    lines = sorted(page.lines, key=lambda item: -item.line.y)
    for rule in sorted(page.rules, key=lambda rule: rule.y0):
        if rule.x1 - rule.x0 > _RULE_MOST * page.width or rule.y0 > _HIGHEST * page.height:
            continue
        below = [item for item in lines if item.line.y < rule.y0 and _shares_column(item, rule.x0, rule.x1)]
        small = sum(item.line.size <= _SMALLER * size for item in below)
        if below and (small == len(below) or (_OPENS_RE.match(below[0].line.text) and small * 2 >= len(below))):
            return below
        if below and _OPENS_RE.match(below[0].line.text) and _mark(below[0]) in calls_of(page):
            return below
    foot: list[FlowLine] = []
    for item in reversed(lines):
        if item.line.size > _SMALLER * size:
            break
        foot.insert(0, item)
    calls = calls_of(page)
    while foot and _mark(foot[0]) not in (*calls, "*"):
        foot.pop(0)
    return foot if len(foot) < len(lines) else []


def _shares_column(item: FlowLine, x0: float, x1: float) -> bool:
    return item.left < x1 and x0 < item.right


def _mark(item: FlowLine) -> str:
    match = _OPENS_RE.match(item.line.text)
    return to_ascii_digits(match["raised"] or match["bracketed"] or match["plain"]) if match else ""


def _split(page: Page, foot: Sequence[FlowLine], notes: list[Note]) -> None:
    """Notes begin with a mark that the page calls, or with the next number; other lines go on the note before."""
    open_calls = calls_of(page)
    told = bool(open_calls)
    last = ""
    for item in foot:
        mark = _mark(item)
        follows = not told and mark.isdigit() and (not last or (last.isdigit() and int(mark) == int(last) + 1))
        if mark and (mark in open_calls or follows or mark.startswith("*")):
            open_calls = [call for call in open_calls if call != mark]
            match = _OPENS_RE.match(item.line.text)
            shown = mark if mark.startswith(("*", "†", "‡")) else f"({mark})"
            item.line.text = f"{shown} {(match and match['rest']) or ''}".strip()
            notes.append(Note(mark, page.number, [item]))
            last = mark
        elif notes:
            notes[-1].lines.append(item)
        else:
            notes.append(Note("", page.number, [item]))


def settle_calls(text: str, page: int, known: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """A text with its raised marks written out, ``(1)`` where they call a known note, and the ids of those notes.

    >>> settle_calls(f"report.{MARK_START}1{MARK_END}", 3, frozenset({"3 1"}))
    ('report.(1)', ('3 1',))
    """
    calls: list[str] = []

    def written(match: re.Match[str]) -> str:
        name = f"{page} {to_ascii_digits(match[1])}"
        if name not in known:
            return match[1]
        calls.append(name)
        return match[1] if match[1].startswith(("*", "†", "‡")) else f"({match[1]})"

    return _CALL_RE.sub(written, text), tuple(calls)
