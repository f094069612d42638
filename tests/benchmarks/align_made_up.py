"""Made-up embeddings for a long text with known beads, so that search can be timed without encoding it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from align_data import Set

import toolkit.align as room
from toolkit.align.encoders import FusePools
from toolkit.align.meaning import Meaning
from toolkit.align.settings import AlignSettings
from toolkit.align.shapes import bead_shapes
from toolkit.model import Segment

#: Rows made at a time, and how far a target's vector lies from its source's, in standard deviations.
_LOT, _APART = 4096, 0.3


def made_up(one: Set, like: Sequence[str], seed: int = 3) -> Meaning:
    """Vectors as the bundled encoder keeps them, drawn like those of some real texts (``like``).

    Where a bead joins segments, the target's are the mean of the source's, each a little off; a segment without a
    counterpart has one of its own.
    """
    real = FusePools(like)
    mean, spread = (getattr(real._inner.astype(np.float32), name)(axis=0) for name in ("mean", "std"))
    chance = np.random.default_rng(seed)

    def drawn(count: int, middle: npt.NDArray[np.float32], far: float) -> npt.NDArray[np.float16]:
        rows = np.empty((count, len(middle)), dtype=np.float16)
        for first in range(0, count, _LOT):
            part = rows[first : first + _LOT]
            part[:] = middle + far * spread * chance.standard_normal(part.shape, dtype=np.float32)
        return rows

    source = drawn(len(one.source), mean, 1.0)
    target = drawn(len(one.target), mean, 1.0)
    for bead in one.gold:
        if bead.source and bead.target:
            middle = source[list(bead.source)].astype(np.float32).sum(axis=0) / len(bead.target)
            target[list(bead.target)] = drawn(len(bead.target), middle, _APART)
    pools = [_kept(rows, texts, real) for rows, texts in ((source, one.source), (target, one.target))]
    return Meaning(pools[0], pools[1], bead_shapes(8))


def _kept(rows: npt.NDArray[np.float16], texts: Sequence[str], real: FusePools) -> FusePools:
    pools = FusePools.__new__(FusePools)
    pools.count, pools._inner, pools._marks = len(rows), rows, real._marks
    pools._tokens = np.array([max(len(text) // 4, 1) for text in texts])
    return pools


def use(meaning: Meaning) -> None:
    """Let the aligner take these vectors instead of encoding its texts."""

    def given(source: Sequence[Segment], target: Sequence[Segment], settings: AlignSettings) -> Meaning | None:
        return meaning

    room._meaning = given
