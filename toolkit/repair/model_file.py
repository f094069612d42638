"""The language model as a file: words and n-grams packed to a few bytes each.

Layout: the magic line, one line of JSON (sizes, recipe, the length of each section), then the sections, each one
zlib stream: the words, one a line, and arrays split into byte planes (all lowest bytes first) after the ids of a
row were turned into differences.  Log probabilities are rounded to ``STEP`` nats and stored as one byte.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tmx.files import atomic_writer
from toolkit.model import BitextError

MAGIC = b"bitext language model 1\n"

#: Logs are stored in steps of so many nats; the error is at most half a step.
STEP = 1 / 8

Int = npt.NDArray[np.int32]
Float = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tables:
    """A backoff trigram model as flat arrays (V words with the special tokens, B pairs, T triples).

    The pairs of history ``h`` are rows ``pair_start[h]:pair_start[h + 1]``, their words ascending in
    ``pair_word``; the triples of pair ``b`` are rows ``triple_start[b]:triple_start[b + 1]``.  Logs are natural.
    """

    words: tuple[str, ...]
    word_log: Float  # V
    word_backoff: Float  # V
    pair_start: Int  # V + 1
    pair_word: Int  # B
    pair_log: Float  # B
    pair_backoff: Float  # B
    triple_start: Int  # B + 1
    triple_word: Int  # T
    triple_log: Float  # T
    recipe: dict[str, Any] = field(default_factory=dict)


def save(tables: Tables, path: str | Path) -> None:
    """Write a model; the same tables give the same bytes."""
    parts = [zlib.compress("\n".join(tables.words).encode(), 9)]
    for name in ("word_log", "pair_log", "triple_log"):
        parts.append(_pack(np.clip(np.rint(-getattr(tables, name) / STEP), 0, 255).astype(np.uint8)))
    for name in ("word_backoff", "pair_backoff"):
        parts.append(_pack((np.clip(np.rint(getattr(tables, name) / STEP), -128, 127) + 128).astype(np.uint8)))
    for name in ("pair_start", "triple_start"):
        parts.append(_pack(np.diff(getattr(tables, name))))
    parts.append(_pack(_row_differences(tables.pair_start, tables.pair_word)))
    parts.append(_pack(_row_differences(tables.triple_start, tables.triple_word)))
    head = {
        "words": len(tables.words),
        "pairs": len(tables.pair_word),
        "triples": len(tables.triple_word),
        "sections": [len(part) for part in parts],
        "recipe": tables.recipe,
    }
    with atomic_writer(path) as file:
        file.write(MAGIC + json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n" + b"".join(parts))


def load(path: str | Path) -> Tables:
    """Read a model.  Raises BitextError where the file is no model, is cut short or damaged."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise BitextError(error.strerror or "cannot be read", path=path) from error
    if not data.startswith(MAGIC):
        raise BitextError("not a language model", path=path, remedy="make one with bitext repair --train-model")
    try:
        return _unpacked(data)
    except (ValueError, KeyError, IndexError, zlib.error) as error:
        raise BitextError("this language model is damaged", path=path, remedy="make it again") from error


def _unpacked(data: bytes) -> Tables:
    end = data.index(b"\n", len(MAGIC))
    head = json.loads(data[len(MAGIC) : end])
    sections, at = [], end + 1
    for length in head["sections"]:
        sections.append(zlib.decompress(data[at : at + length]))
        at += length
    size, pairs, triples = head["words"], head["pairs"], head["triples"]
    pair_start = _starts(sections[6], size)
    triple_start = _starts(sections[7], pairs)
    return Tables(
        words=tuple(sections[0].decode().split("\n")),
        word_log=_logs(sections[1], size),
        pair_log=_logs(sections[2], pairs),
        triple_log=_logs(sections[3], triples),
        word_backoff=(np.frombuffer(sections[4], np.uint8).astype(np.float32) - 128) * np.float32(STEP),
        pair_backoff=(np.frombuffer(sections[5], np.uint8).astype(np.float32) - 128) * np.float32(STEP),
        pair_start=pair_start,
        triple_start=triple_start,
        pair_word=_row_sums(pair_start, _planes(sections[8], pairs)),
        triple_word=_row_sums(triple_start, _planes(sections[9], triples)),
        recipe=head["recipe"],
    )


def _pack(array: npt.NDArray[Any]) -> bytes:
    if array.dtype == np.uint8:
        return zlib.compress(array.tobytes(), 9)
    planes = array.astype("<u4").view(np.uint8).reshape(-1, 4).T
    return zlib.compress(np.ascontiguousarray(planes[:3]).tobytes(), 9)


def _planes(data: bytes, length: int) -> Int:
    low, middle, high = np.frombuffer(data, np.uint8).reshape(3, length).astype(np.int32)
    values: Int = low | (middle << 8) | (high << 16)
    return values


def _starts(data: bytes, rows: int) -> Int:
    return np.concatenate(([0], np.cumsum(_planes(data, rows)))).astype(np.int32)


def _logs(data: bytes, length: int) -> Float:
    values: Float = np.frombuffer(data, np.uint8, count=length).astype(np.float32) * np.float32(-STEP)
    return values


def _row_differences(starts: Int, words: Int) -> Int:
    """Each word less the one before it in its row; the first of a row as it is."""
    differences = np.diff(words, prepend=0).astype(np.int32)
    first = starts[:-1][np.diff(starts) > 0]
    differences[first] = words[first]
    return differences


def _row_sums(starts: Int, differences: Int) -> Int:
    """The inverse of ``_row_differences``: running sums that begin anew in each row."""
    sums = np.cumsum(differences, dtype=np.int64)
    first = starts[:-1][np.diff(starts) > 0]
    before = np.repeat(sums[first] - differences[first], np.diff(np.append(first, len(differences))))
    words: Int = (sums - before).astype(np.int32)
    return words
