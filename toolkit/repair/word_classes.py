"""Classes of words that stand in like places: after and before the same frequent words.

Sources: Schütze 1995, "Distributional part-of-speech tagging" (context vectors, reduced, clustered); Lloyd 1982,
"Least squares quantization in PCM" (k-means).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from toolkit.repair.ngrams import Int
from toolkit.repair.tokens import SPECIAL

_CONTEXTS = 1_500  # the most frequent words: what words are told apart by, on either side
_DIMENSIONS = 120
_LEARNT_FROM = 40_000  # words by which the classes are found; rarer ones join them
_ROUNDS = 25
_BATCH = 8_192

Streams = Sequence[npt.NDArray[np.int32]]
Vectors = npt.NDArray[np.float32]


def word_classes(streams: Streams, shares: Sequence[float], size: int, classes: int) -> Int:
    """A class for each of ``size`` ids: special tokens are classes of their own, words share ``classes`` of them."""
    special = len(SPECIAL)
    found = np.arange(size, dtype=np.int32)
    if size <= special:
        return found
    contexts = _Contexts(streams, shares, size)
    vectors = contexts.vectors()
    learnt = vectors[: min(_LEARNT_FROM, len(vectors))]
    weights = np.sqrt(contexts.frequency[special : special + len(learnt)]).astype(np.float32)
    centres = _k_means(learnt, weights, min(classes, len(learnt)))
    _, found[special:] = np.unique(_nearest(vectors, centres), return_inverse=True)
    found[special:] += special
    return found


class _Contexts:
    """What stands beside each word, and how often, the texts weighted by their shares."""

    def __init__(self, streams: Streams, shares: Sequence[float], size: int) -> None:
        self._size, self._width = size, min(_CONTEXTS, size)
        words = sum(len(stream) for stream in streams)
        self._texts = [
            (stream, share / sum(shares) / len(stream) * words)
            for stream, share in zip(streams, shares, strict=True)
            if len(stream) > 1
        ]
        counts = sum(much * np.bincount(stream, minlength=size) for stream, much in self._texts)
        self.frequency: npt.NDArray[np.float64] = np.asarray(counts)

    def vectors(self) -> Vectors:
        """A row of unit length for each word that is no special token."""
        special = len(SPECIAL)
        sides = [self._side(before) for before in (True, False)]
        squares = np.zeros((2 * self._width, 2 * self._width))
        for begin in range(special, self._size, _BATCH):
            rows = self._rows(sides, begin)
            squares += rows.T @ rows
        values, directions = np.linalg.eigh(squares)
        best = np.argsort(-values, kind="stable")[: min(_DIMENSIONS, len(values))]
        scale = directions[:, best] / np.maximum(values[best], 1e-9) ** 0.25
        parts = [self._rows(sides, begin) @ scale for begin in range(special, self._size, _BATCH)]
        found: Vectors = np.concatenate(parts).astype(np.float32)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return found

    def _side(self, before: bool) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Sorted keys of (word, context) on one side, and positive pointwise mutual information (Church & Hanks)."""
        keys: list[npt.NDArray[np.int64]] = []
        counts: list[npt.NDArray[np.float64]] = []
        for stream, much in self._texts:
            word, context = (stream[1:], stream[:-1]) if before else (stream[:-1], stream[1:])
            near = context < self._width
            own, often = np.unique(word[near].astype(np.int64) * self._width + context[near], return_counts=True)
            keys.append(own)
            counts.append(often * much)
        every, place = np.unique(np.concatenate(keys), return_inverse=True)
        total = np.bincount(place, weights=np.concatenate(counts))
        word, context = np.divmod(every, self._width)
        by_word = np.bincount(word, weights=total, minlength=self._size)
        by_context = np.bincount(context, weights=total, minlength=self._width) ** 0.75
        chance = by_word[word] * by_context[context] / by_context.sum()
        information: npt.NDArray[np.float64] = np.maximum(np.log(np.maximum(total, 1e-9) / chance), 0)
        return every, information

    def _rows(
        self, sides: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]], begin: int
    ) -> npt.NDArray[np.float64]:
        """The contexts of a batch of words as rows."""
        end = min(begin + _BATCH, self._size)
        found = np.zeros((end - begin, 2 * self._width))
        for side, (keys, values) in enumerate(sides):
            first, past = np.searchsorted(keys, (begin * self._width, end * self._width))
            word, context = np.divmod(keys[first:past], self._width)
            found[word - begin, side * self._width + context] = values[first:past]
        return found


def _k_means(vectors: Vectors, weights: npt.NDArray[np.float32], classes: int) -> Vectors:
    """Centres of weighted vectors; the first ones are frequent words, spread over the list."""
    centres: Vectors = vectors[np.linspace(0, len(vectors) - 1, classes).astype(int)].copy()
    for _ in range(_ROUNDS):
        near = _nearest(vectors, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, near, vectors * weights[:, None])
        total = np.bincount(near, weights=weights, minlength=classes)
        kept = total > 0
        centres[kept] = sums[kept] / total[kept, None]
        centres[kept] /= np.maximum(np.linalg.norm(centres[kept], axis=1, keepdims=True), 1e-9)
    return centres


def _nearest(vectors: Vectors, centres: Vectors) -> npt.NDArray[np.intp]:
    """The centre nearest to each vector, by angle."""
    parts = [np.argmax(vectors[i : i + _BATCH] @ centres.T, axis=1) for i in range(0, len(vectors), _BATCH)]
    found: npt.NDArray[np.intp] = np.concatenate(parts)
    return found
