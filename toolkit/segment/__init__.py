"""From a Document to its Segments, block by block, by SRX rules."""

from __future__ import annotations

from pathlib import Path

from toolkit.model import Block, BlockKind, Document, Segment
from toolkit.segment.rules import UN_RULES, Rules, load_rules

__all__ = ["segment"]

#: Blocks that are one segment whatever stops they have: «Item 2. Election of officers», a unit of an XLIFF file.
_WHOLE = frozenset({BlockKind.COVER, BlockKind.HEADING, BlockKind.ARTICLE, BlockKind.UNIT})


def segment(document: Document, *, srx: str | Path | None = None) -> tuple[Segment, ...]:
    """Every segment of a document in reading order.

    ``srx`` is an SRX 2.0 file; without it our rules for UN texts hold.  Each segment's ``text`` is
    ``block.text[start : start + len(text)]`` to the letter.  Raises BitextError for an invalid SRX file.
    """
    rules = load_rules(Path(srx) if srx else UN_RULES)
    return tuple(found for block in document.blocks for found in _segments(block, document.lang, rules))


def _segments(block: Block, lang: str, rules: Rules) -> list[Segment]:
    text = block.text
    if block.kind in _WHOLE:
        bare = text.strip()
        spans = [(text.index(bare), text.index(bare) + len(bare))] if bare else []
    else:
        spans = rules.cut(text, lang)
    return [
        Segment(f"{lang}:{block.key}.{number}", text[start:end], block.key, start, _lines(block, start, end))
        for number, (start, end) in enumerate(spans, 1)
    ]


def _lines(block: Block, start: int, end: int) -> tuple[int, int]:
    """The first and last source line of a span of ``block.text``."""
    touched, offset = [], 0
    for line in block.lines:
        if offset < end and start < offset + len(line.text):
            touched.append(line.number)
        offset += len(line.text) + 1
    return (touched[0], touched[-1]) if touched else (block.lines[0].number, block.lines[-1].number)
