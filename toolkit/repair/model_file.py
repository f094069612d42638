"""The file of a language model: words, their classes, what each text of the training says of its n-grams, a network.

A model is one of several texts, each with counts of its own; how much each of them counts is settled for every
document anew (``toolkit.repair.mixture``).  So the n-grams are stored once, and beside each, for each text, how often
that text has it.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from zlib import crc32

from tmx.files import atomic_writer
from toolkit.model import BitextError
from toolkit.repair.network import Network
from toolkit.repair.network.packing import code_network, sizes_of
from toolkit.repair.network.subwords import Subwords
from toolkit.repair.ngrams import Int, Level, Shape
from toolkit.repair.packing import code_classes, code_level
from toolkit.repair.symbols import Reader, Writer

MAGIC = b"bitext language model 4\n"
_ANY = b"bitext language model "


@dataclass(frozen=True, slots=True)
class Rest:
    """What not everybody asks for: the n-grams of classes, and a network that reads on beyond them."""

    classes: Level
    network: Network | None = None


@dataclass(frozen=True)
class Stored:
    """A model as it is kept: ``class_of`` gives the class of each word; ``recipe`` says what it was made of."""

    words: tuple[str, ...]
    class_of: Int
    level: Level
    unpack: Callable[[], Rest]
    recipe: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def rest(self) -> Rest:
        """Unpacked when first asked for: who asks for words alone need not wait."""
        return self.unpack()


def save(stored: Stored, path: str | Path) -> None:
    """Write a model; the same model gives the same bytes."""
    words, rest, network = Writer(), Writer(), stored.rest.network
    code_classes(words, stored.class_of, len(stored.words))
    shapes = []
    for coder, level in ((words, stored.level), (rest, stored.rest.classes)):
        shapes.append(Shape.of(level))
        code_level(coder, shapes[-1], level)
    shape_of_network: dict[str, Any] | None = None
    if network:
        shape_of_network = {"sizes": sizes_of(network.weights), "worth": network.worth}
        code_network(rest, **shape_of_network, weights=network.weights)
    pieces = network.subwords.names if network else ()
    sections = [lzma.compress("\n".join(names).encode(), preset=9) for names in (stored.words, pieces)]
    for coder in (words, rest):
        tables, rows = coder.data()
        sections += [lzma.compress(tables, preset=9), rows]
    body = b"".join(sections)
    head = {
        "levels": [asdict(shape) for shape in shapes],
        "network": shape_of_network,
        "sections": [len(section) for section in sections],
        "crc32": crc32(body),
        "recipe": stored.recipe,
    }
    with atomic_writer(path) as file:
        file.write(MAGIC + json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n" + body)


def load(path: str | Path) -> Stored:
    """Read a model.  Raises BitextError where the file is no model, is cut short or damaged."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise BitextError(error.strerror or "cannot be read", path=path) from error
    if not data.startswith(MAGIC):
        old = data.startswith(_ANY)
        found = "a language model of another version" if old else "not a language model"
        raise BitextError(found, path=path, remedy="make one with bitext repair --train-model")
    try:
        return _unpacked(data)
    except (ValueError, KeyError, IndexError, TypeError, lzma.LZMAError, EOFError) as error:
        raise BitextError("this language model is damaged", path=path, remedy="make it again") from error


def _unpacked(data: bytes) -> Stored:
    end = data.index(b"\n", len(MAGIC)) + 1
    head = json.loads(data[len(MAGIC) : end])
    if crc32(memoryview(data)[end:]) != head["crc32"]:
        raise ValueError("cut short or changed")
    sections, at = [], end
    for length in head["sections"]:
        sections.append(data[at : at + length])
        at += length
    names, pieces, *coded = sections
    words = tuple(lzma.decompress(names).decode().split("\n"))
    own, classes = (Shape.read(**shape) for shape in head["levels"])
    coder = Reader(lzma.decompress(coded[0]), coded[1])
    class_of = code_classes(coder, None, len(words))
    level = code_level(coder, own)
    coder.close()
    return Stored(
        words, class_of, level, partial(_rest, coded[2], coded[3], classes, head["network"], pieces), head["recipe"]
    )


def _rest(tables: bytes, rows: bytes, shape: Shape, network: dict[str, Any] | None, pieces: bytes) -> Rest:
    coder = Reader(lzma.decompress(tables), rows)
    level, found = code_level(coder, shape), None
    if network:
        subwords = Subwords(lzma.decompress(pieces).decode().split("\n"))
        found = Network(subwords, code_network(coder, **network), tuple(network["worth"]))
    coder.close()
    return Rest(level, found)
