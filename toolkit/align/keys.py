"""The signal of block keys: the same number is strong evidence for two blocks, two different numbers against."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from toolkit.align.tile import Tile, Values

#: What the same number adds to a pair of blocks, and two different numbers take away.
_SAME, _OTHER = 30.0, -30.0
#: Keys that say the same in every language version; those of unnumbered blocks only count them.
_NUMBERED_RE = re.compile(r"^(?!u-|cover-)")


def is_numbered(key: str) -> bool:
    """Whether a block key is evidence by itself.

    >>> is_numbered("art-5-2"), is_numbered("u-4"), is_numbered("")
    (True, False, False)
    """
    return bool(key) and bool(_NUMBERED_RE.match(key))


def is_within(key: str, other: str) -> bool:
    """Whether one key names a part of the other: paragraph 2, item (a) of paragraph 2; or its unnumbered opening.

    >>> is_within("art-6-2-a", "art-6-2"), is_within("art-6-20", "art-6-2"), is_within("5", "4")
    (True, False, False)
    """
    return bool(other) and key.startswith(f"{other}-")


class Keys:
    """The block keys of both sides."""

    def __init__(self, source: Sequence[str], target: Sequence[str]) -> None:
        self._sides = source, target
        self._known = {key for key in set(source) & set(target) if is_numbered(key)}

    def tile(self, tile: Tile) -> Values:
        """The sum over each bead's pairs, but no more than the most of one pair; (shapes, rows, columns)."""
        reach = tile.shapes.max(axis=0)
        top, left = max(tile.top - int(reach[0]), 0), max(tile.left - int(reach[1]), 0)
        pairs = [
            [self._pair(key, other) for other in self._sides[1][left : tile.right - 1]]
            for key in self._sides[0][top : tile.bottom - 1]
        ]
        values = np.array(pairs, dtype=np.float32).reshape(tile.bottom - 1 - top, tile.right - 1 - left)
        area = np.zeros((values.shape[0] + 1, values.shape[1] + 1), dtype=np.float32)
        area[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
        result = np.zeros(tile.size, dtype=np.float32)
        i, j = tile.ends(0) - top, tile.ends(1) - left
        for shape, (a, b) in enumerate(tile.shapes):
            if a and b:
                low, before = np.maximum(i - a, 0), np.maximum(j - b, 0)
                sums = area[i][:, j] - area[low][:, j] - area[i][:, before] + area[low][:, before]
                result[shape] = np.clip(sums, _OTHER, _SAME)
        return result

    def _pair(self, key: str, other: str) -> float:
        if key == other and is_numbered(key):
            return _SAME
        if is_within(key, other) or is_within(other, key):
            return 0.0  # one side may divide a paragraph into items where the other does not
        differ = (is_numbered(key) and is_numbered(other)) or key in self._known or other in self._known
        return _OTHER if differ else 0.0
