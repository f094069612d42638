"""Reading TMX: streaming, and never all-or-nothing.

A file is cut into runs of whole units; plain units are read the quick way, everything else the exact way.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Generator, Iterator

from tmx.errors import Problem, TmxWarning
from tmx.exact import Exact
from tmx.header import Header
from tmx.model import Memory, Unit
from tmx.plain import NotPlainError
from tmx.prolog import read_prolog
from tmx.quick import Quick, fit
from tmx.reports import Reporter
from tmx.runs import runs
from tmx.source import Source, name_of, opened, utf8_chunks

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


class Reader:
    """One pass over a TMX file: ``header``, then the units by iteration.

    Faults go to ``on_problem`` as they are met, or to the list ``problems`` when nobody listens; with ``strict``
    the first is a TmxError.  ``pedantic`` also reports what is read without loss but not as the specification wants
    it (order of elements, ``lang`` for ``xml:lang``).  Entity declarations are refused in any case, and nothing is
    ever fetched.  A file that was opened here is closed at its end, or by ``close`` or a ``with`` block before it.
    Raises TmxError for what is no TMX, OSError for what cannot be opened.

    >>> with Reader(io.BytesIO(b'<tmx version="1.4"><header srclang="ar"/><body/></tmx>')) as reader:
    ...     reader.header.srclang, len(list(reader))
    ('ar', 0)
    """

    def __init__(
        self,
        source: Source,
        *,
        strict: bool = False,
        pedantic: bool = False,
        on_problem: Callable[[Problem], None] | None = None,
    ) -> None:
        self.name = name_of(source)
        self.header = Header()
        self._pedantic = pedantic
        self._report = Reporter(self.name, strict, on_problem)
        self.problems = self._report.problems
        self._units = self._read(source)
        self._first = next(self._units, None)  # reads as far as the header and the first unit

    def __iter__(self) -> Iterator[Unit]:
        if self._first is not None:
            first, self._first = self._first, None
            yield first
        yield from self._units

    def close(self) -> None:
        """Close the file; no more units come."""
        self._first = None
        self._units.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, source: Source) -> Generator[Unit, None, None]:
        with opened(source) as stream:
            chunks = utf8_chunks(stream, self.name, self._report)
            prolog = read_prolog(chunks, self.name)
            exact, quick = Exact(prolog, self._report, self._pedantic), Quick()
            self.header = exact.header()
            line = prolog.rest_line
            for run, last in runs(prolog.rest, chunks, self.name):
                if last or self._pedantic or not fit(run):
                    yield from exact.units(run, line, last)
                else:
                    yield from _units_of(run, line, quick, exact)
                line += run.count(b"\n")


def _units_of(run: bytes, line: int, quick: Quick, exact: Exact) -> Iterator[Unit]:
    """The units of a fit run; those that are not plain go to the exact way together, in their place."""
    waiting: list[bytes] = []
    waiting_line = line
    aside = False  # after a comment only the exact way knows what is inside it
    pieces = run.split(b"</tu>")
    pieces.pop()  # empty: a run ends with </tu>
    for piece in pieces:
        try:
            if aside:
                raise NotPlainError
            unit = quick.unit(piece, line)
        except ValueError:
            if not waiting:
                waiting_line = line
            waiting.append(piece)
            aside = aside or b"<!" in piece or b"<?" in piece
        else:
            if waiting:
                yield from exact.units(b"</tu>".join([*waiting, b""]), waiting_line)
                waiting.clear()
            exact.count += 1
            yield unit
        line += piece.count(b"\n")
    if waiting:
        yield from exact.units(b"</tu>".join([*waiting, b""]), waiting_line)


def load(source: Source, *, strict: bool = False) -> Memory:
    """Read a whole TMX file; ``memory.problems`` tells what was repaired or dropped.

    ``source`` is a path, a binary stream, or ``-``.  Raises TmxError (with ``strict`` at the first fault), OSError.
    """
    reader = Reader(source, strict=strict)
    units = list(reader)
    return Memory(reader.header, units, tuple(reader.problems))


def loads(data: str | bytes, *, strict: bool = False) -> Memory:
    """Read a memory from text or bytes.

    >>> loads('<tmx version="1.4"><header srclang="ar"/><body/></tmx>').header.srclang
    'ar'
    """
    if isinstance(data, str):  # text is decoded already, whatever its declaration says
        declaration = _DECLARATION.match(data)
        data = data[declaration.end() :] if declaration else data
        data = data.lstrip("\ufeff").encode("utf-8", "surrogatepass")
    return load(io.BytesIO(data), strict=strict)


def iter_units(
    source: Source, *, strict: bool = False, on_problem: Callable[[Problem], None] | None = None
) -> Iterator[Unit]:
    """The units of a file one by one, with flat memory; without ``on_problem`` each fault is a TmxWarning."""

    def warn(problem: Problem) -> None:
        warnings.warn(f"{name_of(source) or 'TMX'}: {problem}", TmxWarning, stacklevel=3)

    return iter(Reader(source, strict=strict, on_problem=on_problem or warn))
