"""Damaged documents through the search of the decoder, kept in a file: the search takes nearly all the time of
learning weights, and changes only with the language model or the search itself."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from held_out import Sample

from toolkit.repair import decode
from toolkit.repair.vocabulary import Words

Searched = tuple[Sample, Words, list[decode.Searched]]


def searched(samples: Callable[[], list[Sample]], kept_in: Path | None) -> Iterator[Searched]:
    """The readings of every line of every document, and the words by which they were found."""
    if kept_in and kept_in.exists():
        for sample, weights, rows in pickle.loads(kept_in.read_bytes()):
            yield sample, decode.known_words(weights), rows
        return
    kept = []
    for sample in samples():
        words, rows = decode.search_blocks(sample.document.blocks)
        kept.append((sample, words.lm.weights, rows))
        yield sample, words, rows
    if kept_in:
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        kept_in.write_bytes(pickle.dumps(kept))
