"""Reading and writing unit by unit take the same memory for a long file as for a short one."""

import io
import tracemalloc
from collections.abc import Iterator

import tmx

HEAD = '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="ar"/><body>\n'
UNIT = (
    '<tu tuid="{0}"><prop type="x-own-{0}">{0}</prop>\n'
    '<tuv xml:lang="ar"><seg>المادة {0} من <bpt i="1">b</bpt>البروتوكول<ept i="1">b</ept></seg></tuv>\n'
    '<tuv xml:lang="en"><seg>Article {0} of the Protocol</seg></tuv>\n</tu>\n'
)


class LongFile(io.RawIOBase):
    """A file made while it is read."""

    def __init__(self, units: int) -> None:
        self._parts = self._text(units)
        self._left = b""

    @staticmethod
    def _text(units: int) -> Iterator[str]:
        yield HEAD
        for start in range(0, units, 100):
            yield "".join(UNIT.format(number) for number in range(start, start + 100))
        yield "</body></tmx>"

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (part := next(self._parts, None)):
            self._left += part.encode()
        taken, self._left = self._left[:size], self._left[size:]
        return taken


class Nowhere(io.RawIOBase):
    """A file that forgets what is written."""

    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]


def peak(units: int) -> int:
    tracemalloc.start()
    try:
        with tmx.Writer(Nowhere(), tmx.Header()) as writer:  # type: ignore[arg-type]
            for unit in tmx.iter_units(LongFile(units), on_problem=lambda _: None):  # type: ignore[arg-type]
                writer.write(unit)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file() -> None:
    short = peak(8_000)  # long enough that everything which is remembered has been filled
    assert peak(20_000) < short * 1.1
    assert short < 8_000_000
