"""Which blocks of two documents belong together, before their segments are aligned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from toolkit.align.keys import Keys
from toolkit.align.pair import Frame, Pair
from toolkit.model import Segment

#: The key of a block and the positions of its segments.
Block = tuple[str, list[int]]


def blocks_of(segments: Sequence[Segment]) -> list[Block]:
    """The blocks of a list of segments in order: key and positions."""
    return [
        (key, [position for position, _ in group])
        for key, group in groupby(enumerate(segments), key=lambda pair: pair[1].block)
    ]


def block_frames(blocks: tuple[list[Block], list[Block]], pair: Pair, max_bead: int) -> list[tuple[Frame, float]]:
    """For each bead of blocks the stretch of segments on both sides, and the bead's probability."""
    groups = [[positions for _, positions in side] for side in blocks]
    whole = pair.of_groups(groups[0], groups[1], Keys([key for key, _ in blocks[0]], [key for key, _ in blocks[1]]))
    frames: list[tuple[Frame, float]] = []
    end = (0, 0)
    for rows, columns, sureness in whole.align(max_bead)[0]:
        start = end
        end = (
            start[0] + sum(len(blocks[0][block][1]) for block in rows),
            start[1] + sum(len(blocks[1][block][1]) for block in columns),
        )
        frames.append(((start, end), sureness))
    return frames
