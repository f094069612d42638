"""Texts as the network learns them: rows of pieces, paragraph after paragraph, in an order that is drawn by lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from toolkit.repair.network.subwords import FIRST, Subwords, learn_subwords, numbers_of
from toolkit.repair.tokens import SPECIAL

Int = npt.NDArray[np.int32]

_LEAST = 3  # a word teaches pieces from so many times on
_STRETCH = 3_000  # pieces that stay together, up to the end of a paragraph
_MOST = 4  # times that a text is read which counts for more than its size


def subwords_of(streams: Sequence[Int], names: Mapping[int, str], size: int) -> Subwords:
    """The pieces of the words of texts, as many as leave ``size`` with the marks; ``names``: the words by number."""
    seen = sum(np.bincount(stream, minlength=max(names) + 1) for stream in streams)
    assert not isinstance(seen, int)
    words = {name: int(seen[number]) for number, name in names.items() if number >= len(SPECIAL)}
    return Subwords(learn_subwords({n: c for n, c in words.items() if c >= _LEAST}, size - len(FIRST)))


def pieces_of(streams: Sequence[Int], names: Mapping[int, str], subwords: Subwords) -> list[Int]:
    """Each text (of ``toolkit.repair.train.read_stream``) as pieces, with one border after each paragraph."""
    words = [numbers_of(names[number], subwords) if number in names else () for number in range(max(names) + 1)]
    sizes = np.array([len(row) for row in words])
    begins, flat = np.cumsum(sizes) - sizes, np.array([piece for row in words for piece in row], np.int32)
    return [_laid_out(stream[stream != 0], sizes, begins, flat) for stream in streams]


def _laid_out(stream: Int, sizes: Int, begins: Int, flat: Int) -> Int:
    own = sizes[stream]
    first = np.repeat(begins[stream] - (np.cumsum(own) - own), own)
    found: Int = flat[first + np.arange(len(first))]
    return found


def shuffled(texts: Sequence[Int], shares: Sequence[float], rng: np.random.Generator) -> Int:
    """All texts as one row in stretches of some paragraphs each, by lot; a text whose share is larger than its size
    would give comes up to four times."""
    weights, sizes = np.array(shares, float), np.array([len(text) for text in texts], float)
    times = np.rint(weights / weights.sum() / (sizes / sizes.sum())).clip(1, _MOST).astype(int)
    stretches = [part for text, often in zip(texts, times, strict=True) for part in _stretches(text) * int(often)]
    order = rng.permutation(len(stretches)).tolist()
    return np.concatenate([np.zeros(1, np.int32), *(stretches[place] for place in order)])


def _stretches(text: Int) -> list[Int]:
    cuts = [0]
    for end in (np.flatnonzero(text == 0) + 1).tolist():
        if end - cuts[-1] >= _STRETCH:
            cuts.append(end)
    return [text[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
