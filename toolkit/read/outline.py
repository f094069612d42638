"""From lines to blocks: headings, articles, numbered paragraphs, items, and what has no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from toolkit.languages.arabic import has_arabic
from toolkit.model import Block, BlockKind
from toolkit.read.cover import cover_groups, is_cover
from toolkit.read.footnotes import cut_footnotes, place_footnotes
from toolkit.read.labels import Label, LabelKind, labels_of
from toolkit.read.layout import Layout, Row, layout_of, rows_of
from toolkit.read.sequence import Numbering

_KIND = {
    LabelKind.PART: BlockKind.HEADING,
    LabelKind.SECTION: BlockKind.HEADING,
    LabelKind.ARTICLE: BlockKind.ARTICLE,
    LabelKind.PARAGRAPH: BlockKind.PARAGRAPH,
    LabelKind.ITEM: BlockKind.PARAGRAPH,
}
_TITLE_MAX = 110  # characters of a title that may stand alone on the line after its label
_FULL = 0.7  # of the width: a shorter line is the last of its paragraph, for the next word would have fitted
_HEADING_FULL = 0.85


@dataclass(slots=True)
class _Group:
    """A block in the making: its rows, its label if it has one, its key so far."""

    rows: list[Row]
    label: Label | None = None
    key: str = ""

    @property
    def fixed(self) -> tuple[BlockKind, str] | None:
        """Kind and key, where the format itself says them."""
        return self.rows[0].fixed


def outline(text: str) -> tuple[Block, ...]:
    """The blocks of a text in reading order, footnotes behind the blocks that call them.

    >>> [block.key for block in outline("I. Introduction\\n\\n1. First.\\n\\n2. Second.\\n")]
    ['h-I', '1', '2']
    """
    rows = rows_of(text)
    layout = layout_of(rows)
    body, notes = cut_footnotes(rows, layout)
    return place_footnotes(blocks_of(body, layout), unique(notes))


def blocks_of(rows: Sequence[Row], layout: Layout) -> list[Block]:
    """The blocks of running text, footnotes apart."""
    return _blocks(_groups(rows, layout), layout)


def _groups(rows: Sequence[Row], layout: Layout) -> list[_Group]:
    numbering = Numbering()
    groups: list[_Group] = []
    for row in rows:
        if row.flow and groups:
            groups[-1].rows.append(row)
            continue
        if row.fixed:
            groups.append(_Group([row], key=row.fixed[1]))
            continue
        label = numbering.accept(_credible(row, numbering))
        if label:
            groups.append(_Group([row], label, numbering.key(label)))
        elif groups and _continues(groups[-1], row, layout):
            groups[-1].rows.append(row)
        else:
            groups.append(_Group([row], key=_title_key(groups, row) or numbering.unlabelled_key()))
    return groups


def _credible(row: Row, numbering: Numbering) -> list[Label]:
    """The labels of a row, without those that a single line cannot prove."""
    labels = labels_of(row.view, row.pieces)
    if not has_arabic(row.view):
        return labels
    numbered = LabelKind.PARAGRAPH in numbering.seen or LabelKind.ARTICLE in numbering.seen
    return [label for label in labels if label.kind is not LabelKind.ITEM or numbered]


def _title_key(groups: Sequence[_Group], row: Row) -> str:
    """An article's title, if it has one, stands on the line after its number and is a block of its own."""
    label = groups[-1].label if groups else None
    opens = label is not None and label.kind is LabelKind.ARTICLE and label.alone
    return f"{groups[-1].key}-title" if opens and row.width <= _TITLE_MAX and not row.final else ""


def _continues(group: _Group, row: Row, layout: Layout) -> bool:
    """Whether an unlabelled row belongs to the block before it."""
    last, label = group.rows[-1], group.label
    if group.fixed or (label and label.kind is LabelKind.ARTICLE):
        return False
    if label and _KIND[label.kind] is BlockKind.HEADING:
        if label.alone and len(group.rows) == 1:
            return row.width <= _TITLE_MAX and not row.final
        return layout.wrapped and not row.gap and last.width > _HEADING_FULL * layout.width
    if not layout.wrapped or (row.gap and layout.blank_breaks):
        return False
    if group.key.endswith("-title"):
        return last.width > _HEADING_FULL * layout.width
    return last.width >= _FULL * layout.width and not _ends_paragraph(last, row, layout)


def _ends_paragraph(last: Row, row: Row, layout: Layout) -> bool:
    """Whether ``last`` ends a sentence and the first word of ``row`` would have had room on its line.

    A stop that the damage moved to the line's start proves nothing about the line's end.
    """
    return last.final_at_end and last.width + len(row.view.split()[0]) + 3 <= layout.width


def _blocks(groups: Sequence[_Group], layout: Layout) -> list[Block]:
    """Keys for everything: the unlabelled groups before the first label may be a cover."""
    first = next((place for place, group in enumerate(groups) if group.label), 0)
    opening = [group for group in groups[:first] if not group.fixed]
    blocks: list[Block] = []
    if is_cover([row for group in opening for row in group.rows]):
        blocks = _cover(groups[:first], layout)
        groups = groups[first:]
    unnumbered = 0
    for group in groups:
        unnumbered += group.key == "u"
        key = f"u-{unnumbered}" if group.key == "u" else group.key
        number = group.label.number if group.label else ""
        blocks.append(Block(_kind(group), key, tuple(row.line for row in group.rows), number))
    return unique(blocks)


def _kind(group: _Group) -> BlockKind:
    if group.fixed:
        return group.fixed[0]
    if group.label:
        return _KIND[group.label.kind]
    titled = group.key.endswith("-title") or group.rows[0].heading
    return BlockKind.HEADING if titled else BlockKind.PARAGRAPH


def _cover(groups: Sequence[_Group], layout: Layout) -> list[Block]:
    """The blocks of a cover.  Where the format knows its paragraphs, each is a unit; else the lines are grouped."""
    blocks: list[Block] = []
    loose: list[Row] = []
    for group in groups:
        if group.fixed or group.rows[0].flow is False:
            kind, key = group.fixed or (BlockKind.COVER, "cover")
            blocks.append(Block(kind, key, tuple(row.line for row in group.rows)))
        else:
            loose += group.rows
    for rows in cover_groups(loose, layout.wrapped):
        blocks.append(Block(BlockKind.COVER, "cover", tuple(row.line for row in rows)))
    places = count(1)
    return [block if block.key != "cover" else replace(block, key=f"cover-{next(places)}") for block in blocks]


def unique(blocks: Sequence[Block]) -> list[Block]:
    """Blocks whose key stands already get ``+2``, ``+3``: numbering that starts again under a new heading."""
    seen: dict[str, int] = {}
    found = []
    for block in blocks:
        seen[block.key] = seen.get(block.key, 0) + 1
        count = seen[block.key]
        key = block.key if count == 1 else f"{block.key}+{count}"
        found.append(replace(block, key=key))
    return found
