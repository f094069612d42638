"""A lexicon as a file that a person can read: text packed with gzip.

First line ``#bitext-lexicon 1``, source and target language; then a source word a line with how often it occurred and
its translations with their counts; after ``#target``, the target words' counts.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

from toolkit.align.ibm1 import PairCounts
from toolkit.align.word_pairs import Lexicon
from toolkit.model import BitextError

_HEAD = "#bitext-lexicon 1"


def lexicon_bytes(lexicon: Lexicon) -> bytes:
    """A lexicon as the bytes of its file; the same lexicon gives the same bytes."""
    lexicon = lexicon.tidy()
    rows: list[list[str]] = [[word, f"{count:g}"] for word, count in lexicon.source_words.items()]
    targets, pairs = list(lexicon.target_words), lexicon.pairs
    for row, column, count in zip(pairs.source.tolist(), pairs.target.tolist(), pairs.counts.tolist(), strict=True):
        rows[row] += [targets[column], f"{count:g}"]
    rows += [["#target"], *([word, f"{count:g}"] for word, count in lexicon.target_words.items())]
    lines = [f"{_HEAD}\t{lexicon.source_lang}\t{lexicon.target_lang}", *map("\t".join, rows), ""]
    return gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0)


def read_lexicon(path: str | Path) -> Lexicon:
    """The lexicon of a file.  Raises BitextError, with the line, for a file that is none."""
    try:
        raw = Path(path).read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
    except (UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
        raise BitextError("no lexicon", path=path, remedy="make one with bitext lexicon train") from error
    lines = text.split("\n")
    head = lines[0].split("\t")
    if head[0] != _HEAD or len(head) != 3 or "#target" not in lines:
        raise BitextError("no lexicon", path=path, line=1, remedy="make one with bitext lexicon train")
    return _parse(lines, head, path)


def _parse(lines: list[str], head: list[str], path: str | Path) -> Lexicon:
    middle = lines.index("#target")
    sources: dict[str, float] = {}
    rows: list[int] = []
    words: list[str] = []
    counts: list[str] = []
    number = 1
    try:
        for number, line in enumerate(lines[1:middle], 2):  # noqa: B007 - named in the error
            fields = line.split("\t")
            rows += [len(sources)] * (len(fields) // 2 - 1)
            sources[fields[0]] = float(fields[1])
            words += fields[2::2]
            counts += fields[3::2]
        targets = {}
        for number, line in enumerate(lines[middle + 1 : -1], middle + 2):  # noqa: B007
            word, count = line.split("\t")
            targets[word] = float(count)
        known = {word: place for place, word in enumerate(targets)}
        columns = [known[word] for word in words]
        values = np.array([float(count) for count in counts])
        pairs = PairCounts(np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), values)
    except (ValueError, IndexError, KeyError) as error:
        raise BitextError("a damaged line of a lexicon", path=path, line=number, remedy="make it again") from error
    return Lexicon(head[1], head[2], sources, targets, pairs)
