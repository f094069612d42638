"""Bilingual lexicons: learnt from texts that are translations of each other, joined, and the one that is shipped.

Words are stems (``toolkit.languages.stems``), so that «والأطراف» and «أطراف» are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from toolkit.align.ibm1 import Bag, PairCounts, pair_counts
from toolkit.align.lexicon_file import lexicon_bytes, read_lexicon
from toolkit.align.word_pairs import Lexicon
from toolkit.languages.stems import stems
from toolkit.languages.tags import base
from toolkit.model import BitextError

__all__ = ["Lexicon", "joined", "lexicon_bytes", "load_lexicon", "read_lexicon", "train_lexicon"]

_SHIPPED = Path(__file__).parent / "data" / "ar-en.lexicon.gz"
#: A pair of words below this count, or below this share of the rarer word's count, is not kept.
_FEWEST, _LEAST = 0.3, 0.01


def train_lexicon(
    texts: Iterable[tuple[str, str]], source_lang: str, target_lang: str, *, worth: Sequence[float] | None = None
) -> Lexicon:
    """A lexicon learnt from pairs of texts that are translations of each other, one sentence or a few each.

    ``worth`` says how much each pair counts, 1 for all without it.  The same texts give the same lexicon.  Raises
    BitextError where there is nothing to learn from.

    >>> lexicon = train_lexicon([("Haus", "house"), ("Haus und Hof", "house and yard")] * 3, "de", "en")
    >>> lexicon.probability("Haus", "house") > lexicon.probability("Haus", "yard")
    True
    """
    numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
    bags: tuple[list[list[int]], list[list[int]]] = ([], [])
    for pair in texts:
        for side, text, lang in zip((0, 1), pair, (source_lang, target_lang), strict=True):
            known = numbers[side]
            bags[side].append([known.setdefault(word, len(known)) for word in dict.fromkeys(stems(text, lang))])
    if not numbers[0] or not numbers[1]:
        raise BitextError("no words to learn from", remedy="give pairs of texts in two languages")
    sides = [Bag.of(bag) for bag in bags]
    widths = len(numbers[0]), len(numbers[1])
    weights = np.ones(len(bags[0])) if worth is None else np.array(worth, dtype=np.float64)
    found = pair_counts(sides[0], sides[1], widths, weights=weights)
    totals = [
        np.bincount(side.words, np.repeat(weights, side.counts), width)
        for side, width in zip(sides, widths, strict=True)
    ]
    share = found.counts / np.minimum(totals[0][found.source], totals[1][found.target])
    kept = (found.counts >= _FEWEST) & (share >= _LEAST)
    seen = [
        dict(zip(known, np.round(total, 1).tolist(), strict=True))
        for known, total in zip(numbers, totals, strict=True)
    ]
    pairs = PairCounts(found.source[kept], found.target[kept], np.round(found.counts[kept], 1))
    return Lexicon(source_lang, target_lang, seen[0], seen[1], pairs).tidy()


def joined(one: Lexicon, other: Lexicon) -> Lexicon:
    """Both lexicons as one: counts are added.  Raises BitextError where their languages differ."""
    langs = (one.source_lang, one.target_lang)
    if (other.target_lang, other.source_lang) == langs:
        other = other.swapped()
    if (other.source_lang, other.target_lang) != langs:
        raise BitextError(
            f"a lexicon {other.source_lang}-{other.target_lang} does not go with {'-'.join(langs)}",
            remedy="give a lexicon of the same two languages",
        )
    words = [
        {word: mine.get(word, 0.0) + yours.get(word, 0.0) for word in {**mine, **yours}}
        for mine, yours in ((one.source_words, other.source_words), (one.target_words, other.target_words))
    ]
    width = len(words[1])
    keys, counts = [], []
    for lexicon in (one, other):
        numbers = [
            np.array([place[word] for word in side], dtype=np.int64)
            for place, side in zip(
                [{word: n for n, word in enumerate(side)} for side in words],
                (lexicon.source_words, lexicon.target_words),
                strict=True,
            )
        ]
        keys.append(numbers[0][lexicon.pairs.source] * width + numbers[1][lexicon.pairs.target])
        counts.append(lexicon.pairs.counts)
    every, where = np.unique(np.concatenate(keys), return_inverse=True)
    added = np.bincount(where, np.concatenate(counts)).astype(np.float64)
    pairs = PairCounts(every // width, every % width, added)
    return Lexicon(*langs, words[0], words[1], pairs).tidy()


@cache
def _shipped() -> Lexicon:
    return read_lexicon(_SHIPPED)


def load_lexicon(source_lang: str = "ar", target_lang: str = "en") -> Lexicon | None:
    """The lexicon that comes with the toolkit for two languages, in either direction; None where there is none.

    What it was learnt from: toolkit/align/data/ORIGIN.md.
    """
    langs = base(source_lang), base(target_lang)
    if langs == ("ar", "en"):
        return _shipped()
    return _shipped().swapped() if langs == ("en", "ar") else None
