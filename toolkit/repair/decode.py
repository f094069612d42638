"""Whole documents through the search: labels first, then line by line, then a choice in view of the whole text."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

from toolkit.languages.arabic import has_arabic
from toolkit.languages.digits import to_ascii_digits
from toolkit.model import Block, BlockKind, Line
from toolkit.repair.adapt import fitted
from toolkit.repair.blanks import ways_of
from toolkit.repair.blocks import Reading as BlockReading
from toolkit.repair.blocks import Settings, readings
from toolkit.repair.brackets import turned
from toolkit.repair.cells import Cells
from toolkit.repair.choice import Choice, Reading
from toolkit.repair.language_model import LanguageModel
from toolkit.repair.layout import text_of, tidy
from toolkit.repair.pieces import Joined, has_pieces, joined
from toolkit.repair.ranking import shipped
from toolkit.repair.tokens import tokens
from toolkit.repair.traits import ASTRAY, LINE_TRAITS, line_traits
from toolkit.repair.vocabulary import Words

#: A label at the end of a damaged line, and what it looks like at the front of a sound one.
_LABELS: dict[BlockKind, tuple[tuple[re.Pattern[str], str], ...]] = {
    BlockKind.PARAGRAPH: ((re.compile(r"(?:^|\s)([-–])\s?([\d٠-٩]{1,3})\s*$"), "{1}{0} "),),
    BlockKind.HEADING: ((re.compile(r"(?:^|\s)([-–])\s?(\w[\w\u064b-\u0652]*(?: عشر)?)\s*$"), "{1}{0} "),),
    BlockKind.FOOTNOTE: ((re.compile(r"\s()[)(]\s?([\d٠-٩]{1,2})\s?[()]\s*$"), "({1}) "),),
}
_INNER_LABEL_RE = re.compile(r"(?<=\s)([-–])\s?([\d٠-٩]{1,3})(?=\s)")
_SCREENING = Settings(closed=6, open_=4, scored=40, readings=1)
_SEARCH = Settings(closed=24, open_=12, scored=160, readings=40)
_PLAUSIBLE = 10  # ways that are screened, by the words that they hold as they stand
_WAYS = 3  # ways of joining the pieces of a line that are searched in full


#: Line numbers of a block, and the readings of each line.
Searched = list[tuple[int, tuple[Reading, ...]]]

#: Log odds of the readings (as words) of one line, from elsewhere than its own language.
Judge = Callable[[Sequence[Sequence[str]]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One restored text of a line and its probability among the n best."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class LineResult:
    """The candidates of one line, best first; none where the search gave up.

    ``prices``: log P of each token of the best one; ``origin``: for each of its characters but blanks the offset in
    the damaged line, -1 where it is a turned bracket of a label; ``edges``: numbers of such characters before which
    blocks met; ``pieces``: whether the line was drawn in kashida pieces; ``astray``: blanks that the best reading
    does not account for (``toolkit.repair.blanks``); ``justified``: whether those behind blocks count what they hold.
    """

    line: int
    candidates: tuple[Candidate, ...]
    prices: tuple[float, ...] = ()
    origin: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()
    pieces: bool = False
    astray: float = 0.0
    justified: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One restored text of a line, and how it was read; ``way`` is the damaged line with its pieces joined."""

    text: str
    label: str
    way: Joined
    cells: Cells
    reading: BlockReading


@lru_cache(maxsize=1)
def known_model(path: str | None = None) -> LanguageModel:
    """The shipped language model, or that of a file, kept; BitextError where the file is none."""
    return LanguageModel.load(path)


@lru_cache(maxsize=2)
def known_words(weights: tuple[float, ...] | None = None, path: str | None = None) -> Words:
    """The words of a language model (the shipped one, or that of a file), its texts mixed by ``weights``; kept."""
    model = known_model(path)
    return Words(model if weights is None else model.adapted(weights))


def decode_blocks(
    blocks: Sequence[Block],
    phrases: Sequence[str] = (),
    opinion: Callable[[Block], Judge | None] | None = None,
    model: str | None = None,
) -> dict[int, LineResult]:
    """The restored lines of blocks of reversed lines, by line number.

    Each block is searched by itself, so that they can be shared out between processors; the result does not depend
    on how many there are.  Then each line's readings are weighed again with the rest of the document in view;
    ``phrases`` are wordings that it is likely to hold; ``opinion`` gives, for a block, a second judge; ``model`` is a
    file of ``bitext repair --train-model`` in place of the shipped language model.
    """
    words, searched = search_blocks(blocks, model)
    judges = [opinion(block) if opinion else None for block in blocks]

    def judged(place: int, readings_: Sequence[Sequence[str]]) -> Sequence[float]:
        judge = judges[place]
        return judge(readings_) if judge else [0.0] * len(readings_)

    paragraphs = [[found for _, found in rows] for rows in searched]
    chosen = Choice(paragraphs, words, phrases, judged if opinion else None).run(shipped())
    return {
        line: result_of(line, found)
        for rows, results in zip(searched, chosen, strict=True)
        for (line, _), found in zip(rows, turned(results), strict=True)
    }


def search_blocks(blocks: Sequence[Block], path: str | None = None) -> tuple[Words, list[Searched]]:
    """The readings of the lines of each block, and the words by which they were found: the language model's, its
    texts mixed as this document asks for."""
    weights = fitted(known_model(path), (line.raw for block in blocks for line in block.lines))
    words = known_words(weights, path)
    words.lm.ready()  # where processes are forked, they have it from here
    search = partial(search_block, weights=weights, path=path)
    workers = min(os.cpu_count() or 1, 2, len(blocks))
    if workers < 2 or sum(len(block.lines) for block in blocks) < 12:
        return words, list(map(search, blocks))
    with ProcessPoolExecutor(workers) as pool:
        return words, list(pool.map(search, blocks, chunksize=max(1, len(blocks) // 16)))


def result_of(line: int, found: tuple[Reading, ...]) -> LineResult:
    """A line's chosen readings as they are handed on."""
    if not found:
        return LineResult(line, ())
    candidates = tuple(Candidate(reading.text, math.exp(reading.score)) for reading in found)
    best = found[0]
    astray = sum(best.traits[ASTRAY])
    return LineResult(line, candidates, best.prices, best.origin, best.edges, best.pieces, astray, best.justified)


def search_block(block: Block, weights: tuple[float, ...] | None = None, path: str | None = None) -> Searched:
    """Line numbers and readings of a block, line after line, each with the best reading of the one before it;
    ``weights`` mix the texts of the language model."""
    words = known_words(weights, path)
    history: tuple[str, ...] = ("<s>", "<s>")
    results: Searched = []
    for place, line in enumerate(block.lines):
        if not has_arabic(line.text):
            results.append((line.number, (Reading(tidy(line.raw), 0.0, (0.0,) * len(LINE_TRAITS)),)))
            continue
        label, body, begin = _without_label(line, block) if place == 0 else ("", line.raw, 0)
        if label:
            history = ("<s>", "<s>")
        origin = _places(label, line.raw, begin)
        found = tuple(reading_of(way, words, origin) for way in search_line(label, body, words, history))
        results.append((line.number, found))
        history = ("<s>", "<s>", *tokens(found[0].text if found else ""))[-2:]
    return results


def _places(label: str, raw: str, begin: int) -> tuple[int, ...]:
    """Where the characters of a label, but blanks, stand in the damaged line from ``begin`` on; -1 where turned."""
    left = {offset: raw[offset] for offset in range(begin, len(raw))}
    found = []
    for char in label.replace(" ", ""):
        offset = next((offset for offset, other in left.items() if other == char), -1)
        left.pop(offset, None)
        found.append(offset)
    return tuple(found)


def reading_of(found: Found, words: Words, label_origin: Sequence[int] = ()) -> Reading:
    """What the choice needs to know of a restored text."""
    traits = line_traits(found.text, tokens(found.text), found.cells, found.reading, words)
    cells, origin, edges = found.cells, list(label_origin), list[int]()
    for first, past, _ in found.reading.blocks:
        edges.append(len(origin))
        for place in range(first, past):
            offset = cells.offsets[place]
            raw = found.way.origin[offset] if found.way.origin else offset
            origin += [raw] * len(cells.cells[place])
    drawn = bool(cells.seams), len(ways_of(cells)) > 1
    return Reading(found.text, found.reading.score, traits, tuple(origin), tuple(edges[1:]), *drawn)


def _without_label(line: Line, block: Block) -> tuple[str, str, int]:
    """The label of a block's first line as it belongs to the front, the line without it and the blanks before it, and
    where it stood.

    In a line of kashida pieces the run that ends with the label may stand before other pieces; blanks take its
    place there.
    """
    raw = line.raw
    for pattern, form in _LABELS.get(block.kind, ()):
        match = pattern.search(raw)
        if match and block.number:
            return form.format(match[1], match[2]), raw[: match.start()].rstrip(), match.start()
    if block.kind is BlockKind.PARAGRAPH and has_pieces(raw):
        for match in _INNER_LABEL_RE.finditer(raw):
            if to_ascii_digits(match[2]) == block.number:
                body = raw[: match.start()] + " " * len(match[0]) + raw[match.end() :]
                return f"{match[2]}{match[1]} ", body.rstrip(), match.start()
    return "", raw, 0


def search_line(label: str, text: str, words: Words, history: tuple[str, ...]) -> tuple[Found, ...]:
    """The readings of a line, likeliest first; none where it is too long for the search."""
    if len(text) > 8 * _SEARCH.longest:
        return ()
    before2, before1 = words.lm.ids(history).tolist()
    ways = [(way, Cells.of(way.text, way.seams)) for way in joined(text.replace("\uf02a", "*"))]
    if len(ways) > _PLAUSIBLE:
        ways = sorted(ways, key=lambda way: _word_price(way[1], words))[:_PLAUSIBLE]
    if len(ways) > _WAYS:
        screened = [readings(cells, words.remembered, words, (before1, before2), _SCREENING) for _, cells in ways]
        order = sorted(range(len(ways)), key=lambda k: -(screened[k][0].score if screened[k] else -math.inf))
        ways = [ways[k] for k in order[:_WAYS]]
    best: dict[str, Found] = {}
    for way, cells in ways:
        for reading in readings(cells, words.remembered, words, (before1, before2), _SEARCH):
            found = Found(text_of(cells, reading, label), label, way, cells, reading)
            if found.text not in best or best[found.text].reading.score < reading.score:
                best[found.text] = found
    ranked = sorted(best.values(), key=lambda found: (-found.reading.score, found.text))
    return tuple(ranked[: _SEARCH.readings])


def _word_price(line: Cells, words: Words) -> float:
    """What the words of a line cost as they stand: a wrong joint makes words that nobody writes."""
    opens = [place for place in range(len(line)) if line.starts[place]]
    ends = [*opens[1:], len(line)]
    return -sum(words["".join(line.letters[a:e])][2] for a, e in zip(opens, ends, strict=True))
