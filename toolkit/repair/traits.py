"""What speaks for and against one reading of a line, as numbers: the ranking weighs them (``toolkit.repair.choice``).

Those here need nothing but the line; what the rest of the document says is added by ``toolkit.repair.choice``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit.repair.blanks import astray, ways_of
from toolkit.repair.blocks import Reading
from toolkit.repair.cells import Cells
from toolkit.repair.edges import cut_score, edge_scores, head_score, often_score, place_scores
from toolkit.repair.layout import unpaired
from toolkit.repair.tokens import PUNCTUATION, special_class
from toolkit.repair.vocabulary import Words
from toolkit.repair.vowels import opening_price

#: Names of the numbers, in their order.
LINE_TRAITS = (
    "cuts", "blocks", "unlisted", "alone", "ill-placed marks", "unpaired", "list order",
    "vowels", "often cut", "astray as set", "astray widened", "astray in pieces",
)  # fmt: skip

#: The numbers among them that count blanks astray.
ASTRAY = slice(LINE_TRAITS.index("astray as set"), LINE_TRAITS.index("astray in pieces") + 1)

_CLOSING = frozenset("،.؛:؟)/")
_NEVER_AFTER = {"(": "،.؛:؟)/", ".": "،؛:؟./"} | dict.fromkeys("،؛:/", "،.؛:؟)/")
_LEAST_ITEMS, _LONGEST_ITEM = 4, 3
_LIST_RE = re.compile(r"[،؛]\s*")
_ARTICLE_RE = re.compile(r"^(?:و?ال|و)(?=..)")
_UNLIKELIER = 1.0  # blanks astray that the second likeliest way of justifying a line is worth, and so on
_ALEF = str.maketrans("أإآٱ", "اااا")


def line_traits(text: str, found: Sequence[str], cells: Cells, reading: Reading, words: Words) -> tuple[float, ...]:
    """The numbers of one reading: ``text`` is what it gives, ``found`` its tokens."""
    letters = [token for token in found if special_class(token) == token and token not in PUNCTUATION]
    return (
        _cuts_of(cells, reading), float(len(reading.blocks)),
        float(sum(not words.is_word(word) for word in letters)),
        float(sum(len(word) == 1 for word in _outside_brackets(found))),
        float(ill_placed(found)), float(unpaired(text)), _list_order(text),
        _vowel_price(text), often_score(place_scores(cells), len(reading.blocks) - 1),
        *_astray(cells, reading),
    )  # fmt: skip


def _cuts_of(cells: Cells, reading: Reading) -> float:
    """log P that the sound line is cut as this reading has it, against one that is not cut at all."""
    uncut, found = edge_scores(cells), 0.0
    for (first, past, _), (after, _, joined) in pairwise(reading.blocks):
        found += uncut[first] + cut_score(cells, past - 1, after, joined)
    return found + _inside_words(cells, reading)


def _astray(cells: Cells, reading: Reading) -> tuple[float, float, float]:
    """Blanks astray in a line that was not justified, in one that was, however that explains most of them, and in one
    that was drawn in pieces."""
    ways = ways_of(cells)
    least = min(astray(cells, reading.blocks, way) + _UNLIKELIER * rank for rank, way in enumerate(ways))
    if len(ways) > 1:
        return 0.0, least, 0.0
    return (0.0, 0.0, least) if cells.seams else (least, 0.0, 0.0)


def _outside_brackets(found: Sequence[str]) -> list[str]:
    """Arabic words that do not stand between brackets or before a hyphen, as the letters of lists do."""
    padded = ["", *found, ""]
    return [
        word
        for before, word, after in zip(padded, padded[1:], padded[2:], strict=False)
        if "\u0620" <= word[:1] <= "\u064a" and before != "(" and after not in (")", "-")
    ]


def ill_placed(found: Sequence[str]) -> int:
    """Marks where none stands: at the line's front, after an opening bracket, two in a row that do not go."""
    count = int(bool(found) and found[0] in _CLOSING)
    for left, right in pairwise(found):
        count += right in _NEVER_AFTER.get(left, "")
    return count


def _list_order(text: str) -> float:
    """In a list of four or more short items: neighbours out of alphabetical order less those in order."""
    items = [item.strip(" .") for item in _LIST_RE.split(text.split(":")[-1]) if item.strip(" .")]
    if len(items) < _LEAST_ITEMS or max(len(item.split()) for item in items) > _LONGEST_ITEM:
        return 0.0
    keys = [_ARTICLE_RE.sub("", item.translate(_ALEF)) for item in items]
    return float(sum(1 if a > b else -1 for a, b in pairwise(keys)))


def _inside_words(cells: Cells, reading: Reading) -> float:
    """What the cuts inside words gain or lose by what comes before them there."""
    head, marked, found = "", False, 0.0
    for first, past, joined in reading.blocks:
        found += head_score(head, marked) if joined and head else 0.0
        start = past - 1
        while start > first and cells.kinds[start - 1] == "L" == cells.kinds[start] and not cells.blanks[start]:
            start -= 1
        tail = "".join(cells.letters[start:past])
        head, marked = (head + tail if joined and start == first else tail), len(cells.cells[past - 1]) > 1
    return found


def _vowel_price(text: str) -> float:
    """What the words' vowel marks speak against them."""
    line = Cells.of(text)
    return sum(opening_price(line, place) for place in range(len(line)) if line.starts[place])
