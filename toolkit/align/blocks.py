"""Which blocks of two documents belong together, before their segments are aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from toolkit.model import Segment

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


def blocks_of(segments: Sequence[Segment]) -> list[tuple[str, list[int]]]:
    """The blocks of a list of segments in order: key and positions."""
    return [
        (key, [position for position, _ in group])
        for key, group in groupby(enumerate(segments), key=lambda pair: pair[1].block)
    ]
