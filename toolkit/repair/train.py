"""Make a language model from texts: read, leave out what is to be measured on, count, mix, prune, write."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from toolkit.languages.tags import base
from toolkit.model import BitextError
from toolkit.repair.levels import level_of
from toolkit.repair.model_file import Rest, Stored, save
from toolkit.repair.network import Network
from toolkit.repair.network.packing import worth_of
from toolkit.repair.network.subwords import FIRST
from toolkit.repair.network.texts import pieces_of, shuffled, subwords_of
from toolkit.repair.network.training import Plan, train_network
from toolkit.repair.tokens import END, SPECIAL, START, special_class, tokens, unknown_class
from toolkit.repair.word_classes import word_classes

#: Lines are held out in stretches of this many, so that neighbours in one law do not stand on both sides.
STRETCH = 200
_SHINGLE = 6
_SEED = 5  # of the order in which a network reads the texts


@dataclass(frozen=True, slots=True)
class Size:
    """How much of what was counted is kept: words seen at least ``least`` times, so many ``pairs`` and ``triples`` of
    words, and of so many ``classes`` of words so many pairs, triples and rows of four."""

    least: int = 3
    pairs: int = 2_000_000
    triples: int = 2_800_000
    classes: int = 800
    by_class: tuple[int, ...] = (150_000, 700_000, 1_200_000)


def part_of(line: int) -> str:
    """``dev`` or ``test`` (two stretches in a hundred each) or ``train``, by the line's 0-based number.

    >>> part_of(0), part_of(200), part_of(400)
    ('dev', 'test', 'train')
    """
    return {0: "dev", 1: "test"}.get(line // STRETCH % 50, "train")


def read_lines(path: str | Path, lang: str = "ar") -> Iterator[str]:
    """The paragraphs of a text (.txt or any other, .xz) or the variants in ``lang`` of a TMX file.

    Raises BitextError where the file cannot be read or is not UTF-8.
    """
    path = Path(path)
    if path.suffix.lower() == ".tmx":
        yield from _tmx_lines(path, lang)
        return
    try:
        open_text = lzma.open if path.suffix == ".xz" else open
        with open_text(path, "rt", encoding="utf-8") as file:
            yield from file
    except (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
        raise BitextError(f"cannot be read: {error}", path=path, remedy="give UTF-8 text, .xz or .tmx") from error


def _tmx_lines(path: Path, lang: str) -> Iterator[str]:
    from lxml import etree

    name = "{http://www.w3.org/XML/1998/namespace}lang"
    try:
        for _, unit in etree.iterparse(path, tag="{*}tuv", resolve_entities=False, load_dtd=False, no_network=True):
            if base(unit.get(name) or unit.get("lang") or "") == lang:
                yield " ".join("".join(seg.itertext()) for seg in unit.iter("{*}seg"))
            unit.clear()
    except (OSError, etree.XMLSyntaxError) as error:
        raise BitextError(f"cannot be read: {error}", path=path, remedy="give well-formed TMX") from error


def shingles(words: Sequence[str]) -> set[int]:
    """Every six neighbouring words of a text, as numbers that are the same in every run."""
    from zlib import crc32

    return {crc32(" ".join(words[i : i + _SHINGLE]).encode()) for i in range(len(words) - _SHINGLE + 1)}


def arabic_words(found: Iterable[str]) -> list[str]:
    """The Arabic words among tokens."""
    return [token for token in found if "\u0620" <= token[0] <= "\u06ff" and token.isalpha()]


def _is_left_out(words: list[str], left_out: set[int]) -> bool:
    own = shingles(words) if left_out else set()
    return bool(own) and 2 * len(own & left_out) >= len(own)


def read_stream(
    path: str | Path, index: dict[str, int], left_out: set[int], hold_out: bool = False
) -> npt.NDArray[np.int32]:
    """The text as one row of numbers, two starts before each paragraph and an end after it.

    ``index`` grows by the words that it lacks.  Paragraphs of which half the six-word stretches stand in ``left_out``
    are skipped, and with ``hold_out`` those of the dev and test parts.
    """
    parts: list[npt.NDArray[np.int32]] = []
    row: list[int] = []
    for number, line in enumerate(read_lines(path)):
        if hold_out and part_of(number) != "train":
            continue
        found = tokens(line)
        if not found or _is_left_out(arabic_words(found), left_out):
            continue
        row += (0, 0)
        for token in found:
            known = index.get(token)
            if known is None:
                word = special_class(token)
                known = index[token] = index.get(word, len(index)) if word != token else len(index)
            row.append(known)
        row.append(1)
        if len(row) > 1_000_000:
            parts.append(np.array(row, np.int32))
            row = []
    return np.concatenate([*parts, np.array(row, np.int32)])


def train_model(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    weights: Sequence[float] | None = None,
    leave_out: Sequence[str | Path] = (),
    hold_out: bool = False,
    size: Size | None = None,
    network: Network | Plan | None = None,
) -> Stored:
    """Train on texts and write the model to ``out``; the same texts give the same bytes.

    ``weights`` are the shares of the texts (default: by their words) where nothing is known of a document; each text
    is kept apart, so that a document may weigh them otherwise.  Paragraphs that stand, for the most part, in one of
    ``leave_out`` are not read, nor, with ``hold_out``, the dev and test parts of each text.  ``network`` goes into
    the model as it is, or a new one is taught by its plan (about .15 ms of CPU a word; the same bytes only on one
    machine with one number of threads).  Memory: about 100 bytes a word of text.  Raises BitextError where a text
    cannot be read or the texts hold no Arabic.
    """
    size = size or Size()
    left_out: set[int] = set()
    for path in leave_out:
        left_out |= shingles(arabic_words(tokens(" ".join(read_lines(path)))))
    index = {name: number for number, name in enumerate(SPECIAL)}
    assert index[START] == 0
    assert index[END] == 1
    streams = [read_stream(path, index, left_out, hold_out) for path in paths]
    if not arabic_words(index):
        raise BitextError("no text to train on", path=paths[0] if paths else None, remedy="give Arabic texts")
    shares = list(weights) if weights else [float(len(stream)) for stream in streams]
    taught = _taught(streams, index, shares, network) if isinstance(network, Plan) else network
    words = _number_words(streams, index, size.least)
    class_of = word_classes(streams, shares, len(words), size.classes)
    level = level_of(streams, shares, len(words), (size.pairs, size.triples))
    by_class = [class_of[stream] for stream in streams]
    classes = level_of(by_class, shares, int(class_of.max()) + 1, size.by_class)
    recipe = {"texts": [Path(path).name for path in paths], "weights": shares, "least": size.least}
    stored = Stored(tuple(words), class_of, level, lambda: Rest(classes, taught), recipe)
    save(stored, out)
    return stored


def _taught(streams: list[npt.NDArray[np.int32]], index: dict[str, int], shares: list[float], plan: Plan) -> Network:
    """A network that the texts have taught."""
    names = {number: name for name, number in reversed(index.items())}
    subwords = subwords_of(streams, names, plan.pieces)
    rng = np.random.default_rng(_SEED)
    text = shuffled(pieces_of(streams, names, subwords), shares, rng)
    weights = train_network(text, replace(plan, pieces=len(FIRST) + len(subwords.names)), rng)
    return Network(subwords, weights, worth_of(weights))


def _number_words(streams: list[npt.NDArray[np.int32]], index: dict[str, int], least: int) -> list[str]:
    """Renumber the streams in place: special tokens, then words by falling count; rare words become classes."""
    counts = sum(np.bincount(stream, minlength=len(index)) for stream in streams)
    assert not isinstance(counts, int)
    names = {number: name for name, number in reversed(index.items())}
    special = {name: number for number, name in enumerate(SPECIAL)}
    candidates = [n for n, name in names.items() if n >= len(SPECIAL) and counts[n] >= least]
    kept = sorted(candidates, key=lambda n: (-int(counts[n]), names[n]))
    target = np.zeros(len(index), np.int32)
    for number, name in names.items():
        target[number] = number if number < len(SPECIAL) else special[unknown_class(name)]
    target[kept] = np.arange(len(SPECIAL), len(SPECIAL) + len(kept))
    for stream in streams:
        stream[:] = target[stream]
    return [*SPECIAL, *(names[n] for n in kept)]
