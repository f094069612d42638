"""The words of two documents as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.align.ibm1 import Bag


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one document: the names of the numbers, each segment's words, and each word's frequency.

    A segment has each of its words once; ``frequency`` (words,) is in how many segments each stands.
    """

    names: tuple[str, ...]
    bag: Bag
    frequency: npt.NDArray[np.float64]

    @classmethod
    def of(cls, segments: Iterable[Iterable[str]]) -> Words:
        """The words of segments.

        >>> Words.of([["a", "b", "a"], ["b"]]).names
        ('a', 'b')
        """
        known: dict[str, int] = {}
        texts = [[known.setdefault(word, len(known)) for word in dict.fromkeys(words)] for words in segments]
        bag = Bag.of(texts)
        return cls(tuple(known), bag, np.bincount(bag.words, minlength=len(known)).astype(np.float64))


def merged(bag: Bag, groups: Sequence[Sequence[int]]) -> Bag:
    """The bag of texts that are made of several segments each."""
    parts = [np.concatenate([bag.words[bag.starts[k] : bag.starts[k + 1]] for k in group]) for group in groups]
    texts = [np.unique(part) for part in parts]
    starts = np.concatenate(([0], np.cumsum([len(text) for text in texts]))).astype(np.int64)
    return Bag(np.concatenate(texts) if texts else np.zeros(0, dtype=np.int64), starts)
