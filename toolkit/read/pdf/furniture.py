"""What stands on every page and is no part of the text: page headers, page footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from toolkit.languages.digits import to_ascii_digits
from toolkit.read.pdf.page import FlowLine, Page, Table

_ZONE = 0.14  # of the page's height, at either end
_DEPTH = 3  # lines from the edge that are looked at
_SAME_HEIGHT = 4.0  # points
_SHARE = 0.3  # of the pages: even and odd ones may differ, the first often does
_NUMBER_RE = re.compile(r"^\W*(?:page|صفحة|الصفحة)?\s*(\d{1,5})\s*(?:(?:/|of|من)\s*\d{1,5})?\W*$", re.IGNORECASE)


def remove_furniture(pages: Sequence[Page]) -> list[str]:
    """Take headers, footers and page numbers out of the pages; returns the texts taken out, each once."""
    places: dict[str, list[tuple[Page, FlowLine]]] = defaultdict(list)
    numbers: dict[int, list[tuple[Page, FlowLine]]] = defaultdict(list)
    for page in pages:
        for line in _at_edges(page):
            places[_key(line)].append((page, line))
            number = _page_number(line)
            if number is not None:
                numbers[number - page.number].append((page, line))
    gone: dict[int, str] = {}
    for found in places.values():
        if _stands_on_many(found, len(pages)):
            gone |= {id(line): line.line.text for _, line in found}
    for offset, found in numbers.items():
        if len(found) >= 2 or (offset == 0 and len(pages) == 1):
            gone |= {id(line): "" for _, line in found}
    for page in pages:
        page.items = [item for item in page.items if id(item) not in gone]
    return [text for text in dict.fromkeys(gone.values()) if text]


def _at_edges(page: Page) -> Iterator[FlowLine]:
    """The first and last lines of a page that lie in its margins."""
    ordered = sorted(page.lines, key=lambda item: -item.line.y)
    tables = [item.y for item in page.items if isinstance(item, Table)]
    ceiling = max(tables, default=0.0)
    top, bottom = page.height * (1 - _ZONE), page.height * _ZONE
    yield from (item for item in ordered[:_DEPTH] if item.line.y > top and item.line.y > ceiling)
    yield from (item for item in ordered[-_DEPTH:] if item.line.y < bottom)


def _key(item: FlowLine) -> str:
    """A line's text with every number made the same."""
    return re.sub(r"\d+", "#", to_ascii_digits(item.line.text)).strip()


def _stands_on_many(found: Sequence[tuple[Page, FlowLine]], pages: int) -> bool:
    heights = sorted(item.line.y for _, item in found)
    middle = heights[len(heights) // 2]
    level = {page.number for page, item in found if abs(item.line.y - middle) <= _SAME_HEIGHT}
    return len(level) >= max(2, _SHARE * pages)


def _page_number(item: FlowLine) -> int | None:
    match = _NUMBER_RE.match(to_ascii_digits(item.line.text))
    return int(match[1]) if match else None
