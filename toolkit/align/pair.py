"""Two lists of texts made ready for alignment: their words, facts, lengths, vectors, and the lexicon between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from toolkit.align.coarse import way_through
from toolkit.align.cost import Evidence
from toolkit.align.document_lexicon import DocumentLexicon, same_words
from toolkit.align.keys import Keys
from toolkit.align.lengths import Lengths
from toolkit.align.lexicon import Lexicon
from toolkit.align.meaning import Meaning
from toolkit.align.punctuation import Punctuation
from toolkit.align.search import WHOLE, Beads, Found, Piece, pieces, search_all
from toolkit.align.shapes import own_rates
from toolkit.align.sketch import sketches
from toolkit.align.tile import Values
from toolkit.align.translations import Translations
from toolkit.align.vocabulary import Words, merged
from toolkit.align.weights import trusted

#: How often the document's own beads teach its lexicon before the last search.
ROUNDS = 2
#: Segments of both sides from whose beads a lexicon is learnt.
_TEACHING = 12_000
#: How much a fact (a number, a name) that stands on both sides is worth, as a count of occurrences.
#: Names that only sound alike are worth little: a third of those that meet do so by chance.
_FACT, _SOUND = 3.0, 0.3
#: The share of facts that only one side has although the other has them elsewhere (numbers written as words).
_UNSHARED = 0.3


#: How probable a single pair must be for the embeddings to be judged by it, and how many good ones are imagined.
_SURE, _IMAGINED = 0.5, 4.0

#: Where a stretch of both sides begins and ends.
Frame = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Texts:
    """One side: each segment's words (stems) and facts, and its length in characters."""

    words: Words
    facts: Words
    lengths: npt.NDArray[np.float64]

    def merged(self, groups: Sequence[Sequence[int]]) -> Texts:
        """The texts of groups of segments, each as one."""
        lengths = np.array([self.lengths[list(group)].sum() for group in groups])
        words, facts = (
            Words(side.names, merged(side.bag, groups), side.frequency) for side in (self.words, self.facts)
        )
        return Texts(words, facts, lengths)


class Pair:
    """Two sides and all that is known about them; ``align`` finds the beads."""

    def __init__(
        self,
        source: Texts,
        target: Texts,
        *,
        lexicon: Lexicon | None = None,
        same: float = 0.0,
        meaning: Meaning | None = None,
        keys: Keys | None = None,
        punctuation: Punctuation | None = None,
        learn: bool = True,
    ) -> None:
        self.source, self.target, self.learn = source, target, learn
        self._known = lexicon, same
        self.n, self.m = len(source.lengths), len(target.lengths)
        alike = same_words(source.words.names, target.words.names, lambda word: same)
        self._lexicon = DocumentLexicon(source.words, target.words, lexicon, alike)
        shared = same_words(source.facts.names, target.facts.names, _worth)
        facts = DocumentLexicon(source.facts, target.facts, None, shared)
        self.evidence = Evidence(
            Lengths.of(source.lengths, target.lengths),
            Translations(source.words, target.words, self._lexicon.table()),
            Translations(source.facts, target.facts, facts.table(), _UNSHARED),
            meaning,
            keys,
            punctuation,
        )

    def of_groups(self, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]], keys: Keys) -> Pair:
        """The same two sides in larger units: blocks, which have keys and no vectors."""
        lexicon, same = self._known
        sides = self.source.merged(source), self.target.merged(target)
        return Pair(sides[0], sides[1], lexicon=lexicon, same=same, keys=keys, learn=self.learn)

    def align(self, max_bead: int, frames: Sequence[Frame] = ()) -> list[Beads]:
        """The best beads of each frame with their probabilities, in order; the lexicon learns as it goes.

        ``frames`` are stretches of both sides that belong together and follow each other; without them all is one.
        """
        frames = frames or [((0, 0), (self.n, self.m))]
        parts = self._parts(frames)
        self.evidence = replace(self.evidence, taught=False)
        for _ in range(self._rounds()):
            self._learn(search_all(self.evidence, _spread([part for own in parts for part in own]), max_bead))
            parts = self._parts(frames)
        self.evidence = replace(self.evidence, taught=self.learn)
        return [search_all(self.evidence, own, max_bead).beads for own in parts]

    def _rounds(self) -> int:
        """How many searches come before the last: the first, without embeddings, also says what these are worth."""
        return ROUNDS if self.learn or self.evidence.meaning else 0

    def _parts(self, frames: Sequence[Frame]) -> list[list[Piece]]:
        """The pieces of each frame: the whole of a small one, the coarse way through a large one."""
        sizes = [(end[0] - start[0]) * (end[1] - start[1]) for start, end in frames]
        rows = self.sketches() if max(sizes) > WHOLE else None
        parts = []
        for (start, end), size in zip(frames, sizes, strict=True):
            if rows is None or size <= WHOLE:
                parts.append([Piece(start, end)])
                continue
            own = rows[0][start[0] : end[0]], rows[1][start[1] : end[1]]
            way = way_through(*own)
            before = np.maximum(way[1:] - 1, 0)
            likeness = _cosines(own[0][before[:, 0]], own[1][before[:, 1]])
            parts.append([part.moved_by(start) for part in pieces(way, likeness)])
        return parts

    def sketches(self) -> tuple[Values, Values]:
        """A short vector for each segment of both sides (``sketch.sketches``)."""
        known = [channel for channel in (self.evidence.words, self.evidence.facts) if channel]
        return sketches(known)

    def _learn(self, found: Found) -> None:
        """Take what these beads teach: translations and the document's own odds of kinds."""
        beads = [bead for bead in found.beads if bead[0] and bead[1]]
        if self.evidence.meaning:
            standing = self.evidence.meaning.standing(single_pairs(beads), _IMAGINED)
            self.evidence = replace(self.evidence, trust=trusted(standing))
        if beads and self.learn and self.evidence.words:
            table = self._lexicon.table(
                (
                    merged(self.source.words.bag, [bead[0] for bead in beads]),
                    merged(self.target.words.bag, [bead[1] for bead in beads]),
                    np.array([bead[2] for bead in beads]),
                )
            )
            words = replace(self.evidence.words, table=table)
            self.evidence = replace(self.evidence, words=words)
        if self.learn:
            self.evidence = replace(self.evidence, rates=own_rates(found.kinds))


def single_pairs(beads: Beads) -> npt.NDArray[np.int64]:
    """The likely beads of one segment on each side, as rows (source, target).

    >>> single_pairs([((0,), (0,), 0.9), ((1,), (1, 2), 0.9), ((2,), (3,), 0.2)]).tolist()
    [[0, 0]]
    """
    rows = [(*own, *other) for own, other, sure in beads if len(own) == len(other) == 1 and sure > _SURE]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _worth(fact: str) -> float:
    return _SOUND if fact.startswith("x:") else _FACT


def _spread(parts: Sequence[Piece]) -> list[Piece]:
    """Pieces to learn from: all of a document of usual size, of a long one some from all over.

    The first and last are always among them, since their place is certain.
    """
    total = sum(sum(part.size) for part in parts)
    count = max(2, int(len(parts) * min(1.0, _TEACHING / max(total, 1))))
    chosen = np.unique(np.linspace(0, len(parts) - 1, min(count, len(parts))).round().astype(int))
    return [parts[place] for place in chosen]


def _cosines(left: Values, right: Values) -> Values:
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return np.asarray(np.einsum("ij,ij->i", left, right) / np.maximum(norms, 1e-6), dtype=np.float32)
