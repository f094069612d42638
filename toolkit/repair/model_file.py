"""The file of a language model: words, their classes, and which n-grams each text of the training holds.

A model is one of several texts, each with estimates of its own; how much each of them counts is settled for every
document anew (``toolkit.repair.mixture``).  So the n-grams are stored once, and beside each, for each text, how much
likelier that text makes it than its shorter history would: nothing where the text does not have it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tmx.files import atomic_writer
from toolkit.model import BitextError

MAGIC = b"bitext language model 2\n"

#: Logs are stored in steps of so many nats; the error is at most half a step.
STEP = 1 / 8

Int = npt.NDArray[np.int32]
Float = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Part:
    """What one text says of the n-grams of a level: natural logs, in steps of ``STEP``.

    ``word_log``: log P of each of V words; ``word_backoff``, ``pair_backoff``: log of the share that a history leaves
    to shorter ones (0 where the text does not have the history); ``pair_gain``, ``triple_gain``: by how much the text
    makes an n-gram likelier than that share of the shorter history's estimate (0 where it does not have it).
    """

    word_log: Float  # V
    word_backoff: Float  # V
    pair_gain: Float  # B
    pair_backoff: Float  # B
    triple_gain: Float  # T


@dataclass(frozen=True, slots=True)
class Level:
    """The n-grams of words, or of classes of words: V words, B pairs, T triples.

    The pairs of history ``h`` are rows ``pair_start[h]:pair_start[h + 1]``, their words ascending in ``pair_word``;
    the triples of pair ``b`` are rows ``triple_start[b]:triple_start[b + 1]``.
    """

    pair_start: Int  # V + 1
    pair_word: Int  # B
    triple_start: Int  # B + 1
    triple_word: Int  # T
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """A model as it is kept: ``class_of`` gives the class of each word; ``recipe`` says what it was made of."""

    words: tuple[str, ...]
    class_of: Int  # V
    level: Level
    classes: Level
    recipe: dict[str, Any] = field(default_factory=dict)


def rounded(logs: npt.NDArray[Any]) -> Float:
    """Logs as a file can hold them: whole steps, at most 255 on either side of nothing."""
    found: Float = (np.clip(np.rint(logs / STEP), -255, 255) * STEP).astype(np.float32)
    return found


def save(stored: Stored, path: str | Path) -> None:
    """Write a model; the same model gives the same bytes."""
    parts = [zlib.compress("\n".join(stored.words).encode(), 9), _pack(stored.class_of)]
    parts += [*_sections(stored.level), *_sections(stored.classes)]
    head = {
        "levels": [
            {"words": len(level.pair_start) - 1, "pairs": len(level.pair_word), "triples": len(level.triple_word),
             "parts": len(level.parts)}
            for level in (stored.level, stored.classes)
        ],
        "sections": [len(part) for part in parts],
        "recipe": stored.recipe,
    }  # fmt: skip
    with atomic_writer(path) as file:
        file.write(MAGIC + json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n" + b"".join(parts))


def load(path: str | Path) -> Stored:
    """Read a model.  Raises BitextError where the file is no model, is cut short or damaged."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise BitextError(error.strerror or "cannot be read", path=path) from error
    if not data.startswith(MAGIC):
        raise BitextError("not a language model", path=path, remedy="make one with bitext repair --train-model")
    try:
        return _unpacked(data)
    except (ValueError, KeyError, IndexError, StopIteration, zlib.error) as error:
        raise BitextError("this language model is damaged", path=path, remedy="make it again") from error


def _unpacked(data: bytes) -> Stored:
    end = data.index(b"\n", len(MAGIC))
    head = json.loads(data[len(MAGIC) : end])
    sections, at = [], end + 1
    for length in head["sections"]:
        sections.append(data[at : at + length])
        at += length
    found = (zlib.decompress(section) for section in sections)
    words = tuple(next(found).decode().split("\n"))
    class_of = _planes(next(found), len(words))
    level, classes = (_level(found, **sizes) for sizes in head["levels"])
    return Stored(words, class_of, level, classes, head["recipe"])


def _sections(level: Level) -> list[bytes]:
    """A level as rows of bytes: its n-grams, then part by part."""
    found = [_pack(np.diff(level.pair_start)), _pack(_row_differences(level.pair_start, level.pair_word))]
    found += [_pack(np.diff(level.triple_start)), _pack(_row_differences(level.triple_start, level.triple_word))]
    for part in level.parts:
        for logs, sign in zip(_logs_of(part), (-1, -1, 1, -1, 1), strict=True):
            found.append(_pack(np.clip(np.rint(sign * logs / STEP), 0, 255).astype(np.uint8)))
    return found


def _logs_of(part: Part) -> tuple[Float, Float, Float, Float, Float]:
    return part.word_log, part.word_backoff, part.pair_gain, part.pair_backoff, part.triple_gain


def _level(sections: Iterator[bytes], words: int, pairs: int, triples: int, parts: int) -> Level:
    """The inverse of ``_sections``."""
    pair_start = _starts(next(sections), words)
    pair_word = _row_sums(pair_start, _planes(next(sections), pairs))
    triple_start = _starts(next(sections), pairs)
    triple_word = _row_sums(triple_start, _planes(next(sections), triples))
    found = []
    for _ in range(parts):
        sizes = ((words, -1), (words, -1), (pairs, 1), (pairs, -1), (triples, 1))
        found.append(Part(*(_logs(next(sections), size, sign * STEP) for size, sign in sizes)))
    return Level(pair_start, pair_word, triple_start, triple_word, tuple(found))


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


def _logs(data: bytes, length: int, step: float) -> Float:
    codes = np.frombuffer(data, np.uint8)
    if len(codes) != length:
        raise ValueError(f"{len(codes)} logs instead of {length}")
    values: Float = codes.astype(np.float32) * np.float32(step)
    return values


def _row_differences(starts: Int, words: Int) -> Int:
    """Each word less the one before it in its row; the first of a row as it is."""
    differences = np.diff(words, prepend=0).astype(np.int32)
    first = starts[:-1][np.diff(starts) > 0]
    differences[first] = words[first]
    return differences


def _row_sums(starts: Int, differences: Int) -> Int:
    """The inverse of ``_row_differences``: running sums that begin anew in each row."""
    if not len(differences):
        return differences
    sums = np.cumsum(differences, dtype=np.int64)
    first = starts[:-1][np.diff(starts) > 0]
    before = np.repeat(sums[first] - differences[first], np.diff(np.append(first, len(differences))))
    words: Int = (sums - before).astype(np.int32)
    return words
