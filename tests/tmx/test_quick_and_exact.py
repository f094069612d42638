"""The quick way of reading gives what the exact way gives: units, lines and problems, for sound and broken files."""

import io
import json
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

import tmx
from tests.tmx.memories import MEMORIES
from tmx.reader import Reader

DATA = Path(__file__).parents[1] / "data" / "tmx"
#: What is put into files: pieces of markup that look like what the quick way knows, and what it must leave alone.
PIECES = [piece.encode("latin-1") for piece in json.loads((DATA / "pieces.json").read_text("ascii"))]
STYLES = [
    lambda text: text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: (
        text.replace("<tuv", "\n    <tuv").replace("<seg>", "\n      <seg>").replace("</tuv>", "\n    </tuv>")
    ),
    lambda text: text.replace(' xml:lang="ar"', " lang='ar'"),
    lambda text: text.replace("\n", ""),
]


def reading(data: bytes, strict: bool) -> tuple[object, ...]:
    try:
        reader = Reader(io.BytesIO(data), strict=strict)
        units = list(reader)
    except tmx.TmxError as error:
        return (str(error),)
    return units, [unit.line for unit in units], reader.problems, reader.header


def both_ways(data: bytes) -> None:
    for strict in (False, True):
        quick = reading(data, strict)
        with patch("tmx.reader.fit", return_value=False):
            assert quick == reading(data, strict)


@settings(deadline=None, max_examples=100)
@given(MEMORIES, st.sampled_from(STYLES))
def test_sound_files(memory: tmx.Memory, style: object) -> None:
    data = style(tmx.dumps(memory)).encode()  # type: ignore[operator]
    both_ways(data)


@settings(deadline=None, max_examples=200)
@given(MEMORIES.filter(lambda memory: memory.units), st.sampled_from(STYLES), st.data())
def test_broken_files(memory: tmx.Memory, style: object, data: st.DataObject) -> None:
    whole = bytearray(style(tmx.dumps(memory)).encode())  # type: ignore[operator]
    begin = whole.index(b"<body>") + 6
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(min(begin, len(whole)), len(whole)))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.sampled_from(PIECES))
    both_ways(bytes(whole))


def test_the_quick_way_is_taken_for_plain_units() -> None:
    memory = tmx.Memory(tmx.Header(), [tmx.Unit((tmx.Variant.of("ar", "ا & ب", tmx.Ph(x="1")),), "1")] * 3)
    with patch("tmx.exact.Exact.units", return_value=iter(())) as exact:
        assert tmx.loads(tmx.dumps(memory)).units == memory.units
    assert exact.call_count == 1  # for what comes after the last unit
