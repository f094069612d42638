"""The cover of a UN document: session, place and date, agenda item, titles, author; and its symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.languages.arabic import fold
from toolkit.languages.symbols import SYMBOL_RE, symbols_in
from toolkit.read.layout import Row

#: Lines that are whole by themselves, by words that stand in them, folded; a year or a digit where asked.
#: Damaged lines glue numbers to words («٢البند»), so a word may have digits for neighbours.
_WHOLE_LINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:\w+[ -]?\w* session\b.{0,40}|.*\bالدوره \w+.{0,20})$"), "session"),
    (re.compile(r"^(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*\d{1,2}).{0,60}$"), "place and date"),
    (re.compile(r"^(?=.*(?:\bitem\b|البند(?!\w)))(?=.*(?:\bagenda\b|جدول الاعمال)).{0,80}$"), "agenda item"),
    (re.compile(r"^(?=.*\b(?:report|note|تقرير|مذكره)\b)(?=.*\b(?:by|of|من)\b).{0,60}$"), "author"),
)
_SHORT = 0.6


def symbol_of_file(stem: str) -> str:
    """The symbol that a file name spells with other separators, or an empty string.

    >>> symbol_of_file("ctoc-cop-2012-4.ar")
    'CTOC/COP/2012/4'
    """
    name = re.sub(r"[._ ](?:[a-z]{2}|[a-z]{2}[-_][a-z]{2})$", "", stem.lower()).upper()
    match = SYMBOL_RE.fullmatch(re.sub(r"[-_ ]+", "/", name))
    return match[0] if match and any(char.isdigit() for char in name) else ""


def symbol_in(texts: Sequence[str]) -> str:
    """The first document symbol in some texts, or an empty string.

    >>> symbol_in(["see A/RES/64/293."])
    'A/RES/64/293'
    """
    return next((symbol for text in texts for symbol in symbols_in(text)), "")


def is_whole_line(row: Row) -> bool:
    """Whether a cover line is a unit by itself: the session, the place and date, the item, the author."""
    return _is_usual(row.view)


def title_in(texts: Sequence[str]) -> str:
    """The title of a document by the texts of its cover: the last that is no line of the usual kinds, nor a note.

    >>> title_in(["Sixth session", "Item 2 of the provisional agenda", "Good practices", "Report by the Secretariat"])
    'Good practices'
    """
    titles = [text for text in texts if not _is_usual(text) and not text.lstrip().startswith(("*", "("))]
    return titles[-1] if titles else ""


def _is_usual(text: str) -> bool:
    view = fold(text).lower()
    return any(pattern.match(view) for pattern, _ in _WHOLE_LINES)


def is_cover(rows: Sequence[Row]) -> bool:
    """Whether rows before the first label are a UN cover: at least two of its lines are among them."""
    text = [fold(row.view).lower() for row in rows]
    return sum(any(pattern.match(line) for line in text) for pattern, _ in _WHOLE_LINES) >= 2


def cover_groups(rows: Sequence[Row], wrapped: bool) -> list[list[Row]]:
    """The units of a cover; titles wrapped over several lines are joined until a clearly shorter line."""
    groups: list[list[Row]] = []
    open_group = False
    for row in rows:
        alone = is_whole_line(row)
        if open_group and not alone:
            groups[-1].append(row)
        else:
            groups.append([row])
        ends = row.width < _SHORT * max(member.width for member in groups[-1])
        open_group = wrapped and not alone and not ends
    return groups
