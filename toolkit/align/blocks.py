"""Which blocks of two documents belong together, before their segments are aligned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from toolkit.align.keys import Keys
from toolkit.align.lexicon import Lexicon
from toolkit.align.pair import Frame, Pair, Texts
from toolkit.model import Segment

#: The key of a block and the positions of its segments.
Block = tuple[str, list[int]]


def blocks_of(segments: Sequence[Segment]) -> list[Block]:
    """The blocks of a list of segments in order: key and positions."""
    return [
        (key, [position for position, _ in group])
        for key, group in groupby(enumerate(segments), key=lambda pair: pair[1].block)
    ]


def block_frames(
    blocks: tuple[list[Block], list[Block]],
    texts: tuple[Texts, Texts],
    lexicon: Lexicon | None,
    max_bead: int,
    learn: bool,
) -> list[tuple[Frame, float]]:
    """For each bead of blocks the stretch of segments on both sides, and the bead's probability."""
    sides = [own.merged([positions for _, positions in side]) for own, side in zip(texts, blocks, strict=True)]
    keys = Keys([key for key, _ in blocks[0]], [key for key, _ in blocks[1]])
    pair = Pair(sides[0], sides[1], lexicon=lexicon, keys=keys, learn=learn)
    frames: list[tuple[Frame, float]] = []
    end = (0, 0)
    for rows, columns, sureness in pair.align(max_bead)[0]:
        start = end
        end = (
            start[0] + sum(len(blocks[0][block][1]) for block in rows),
            start[1] + sum(len(blocks[1][block][1]) for block in columns),
        )
        frames.append(((start, end), sureness))
    return frames
