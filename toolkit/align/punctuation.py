"""The signal of punctuation: marks that translations keep, and segments that end where no sentence does.

A text cut at abbreviations, at lines or at commas has segments that only together are a sentence; the other version
is seldom cut at the same places, so beads go over such ends more often than over full stops.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.tile import Tile, Values

_Floats = npt.NDArray[np.float64]

#: Marks by what they mean, in any script; a translation has most of them where the original has.
_MARKS: dict[str, re.Pattern[str]] = {
    "p:?": re.compile("[?؟？]"),
    "p:!": re.compile("[!！]"),
    "p:(": re.compile("[(（\\[]"),
    'p:"': re.compile("[\"“”«»„「『]|''"),
    "p::": re.compile("[:：]\\W*$"),
    "p:;": re.compile("[;؛；]\\W*$"),
    "p:%": re.compile("[%٪]"),
}
_CLOSING = " \t\r\n\"'”’»›)]}*_-–—"
#: How little a segment is over after its last mark: 1 where nothing ends it, 0 after a full stop.
_OPEN = {":": 0.5, "：": 0.5, ";": 0.5, "؛": 0.5, "；": 0.5} | dict.fromkeys(".?!؟？！。…", 0.0)


def marks_in(text: str) -> list[str]:
    """The marks of a text that its translation should have.

    >>> marks_in("أين هو؟"), marks_in('He said: "No!"')
    (['p:?'], ['p:!', 'p:"'])
    """
    return [name for name, pattern in _MARKS.items() if pattern.search(text)]


def openness(texts: Sequence[str]) -> _Floats:
    """How far each segment of a document is unfinished, 0 to 1, (segments,); above its document's own mean.

    A document whose segments all end alike tells nothing by their ends.

    >>> openness(["Now, therefore,", "the Assembly decides.", "It", "adjourns."]).round(2).tolist()
    [0.5, -0.5, 0.5, -0.5]
    """
    values = np.zeros(len(texts))
    for place, text in enumerate(texts):
        last = text.rstrip(_CLOSING)[-1:]
        later = texts[place + 1].lstrip()[:1] if place + 1 < len(texts) else ""
        values[place] = 1.0 if later.islower() else _OPEN.get(last, 1.0) if last else 0.0
    return values - values.mean() if len(texts) else values


@dataclass(frozen=True, slots=True)
class Punctuation:
    """For each segment of both sides: how far it is unfinished (``openness``), and whether it is without words."""

    unfinished: tuple[_Floats, _Floats]
    wordless: tuple[_Floats, _Floats]

    @classmethod
    def of(cls, source: Sequence[str], target: Sequence[str]) -> Punctuation:
        """What the texts of both sides say."""
        empty = [np.array([float(not any(map(str.isalnum, text))) for text in side]) for side in (source, target)]
        return cls((openness(source), openness(target)), (empty[0], empty[1]))

    def inside(self, tile: Tile) -> Values:
        """How unfinished are the ends inside each bead, (shapes, rows, columns)."""
        sides = []
        for side, values in enumerate(self.unfinished):
            totals, ends = np.concatenate(([0.0], np.cumsum(values))), tile.ends(side)
            last = np.maximum(ends - 1, 0)
            sides.append(
                [
                    (totals[last] - totals[np.maximum(ends - size, 0)]).astype(np.float32) * np.float32(size > 1)
                    for size in tile.shapes[:, side]
                ]
            )
        return np.stack([own[:, None] + other[None, :] for own, other in zip(*sides, strict=True)])

    def omitted(self, tile: Tile) -> Values:
        """1 for each omission of a segment without words, (shapes, rows, columns)."""
        result = np.zeros(tile.size, dtype=np.float32)
        for shape, (a, b) in enumerate(tile.shapes):
            if not a:
                result[shape] = self.wordless[1][np.maximum(tile.ends(1) - 1, 0)][None, :]
            elif not b:
                result[shape] = self.wordless[0][np.maximum(tile.ends(0) - 1, 0)][:, None]
        return result
