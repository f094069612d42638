"""Writing TMX: valid against the DTD, the same bytes for the same memory, never half a file."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import os
import re
import sys
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import IO, TypeAlias, cast

from tmx.errors import Problem, TmxError, TmxWarning
from tmx.files import atomic_writer
from tmx.header import Header
from tmx.model import Memory, Unit
from tmx.profiles import Profile, fit_header, fit_unit, profile_of, too_long
from tmx.serial import Serializer
from tmx.source import binary

Target: TypeAlias = "str | os.PathLike[str] | IO[bytes]"
BATCH = 200
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))


class Writer:
    """Writes a memory unit by unit with flat memory; use it in a ``with`` block.

    A path is replaced only when the block ends without an error; a name in ``.gz`` is compressed.  ``version`` is
    1.1 to 1.4.  With ``profile`` (see :mod:`tmx.profiles`) every unit is put into the form that a client takes, for
    the direction that the header's ``srclang`` names; units that it would refuse are left out and told to
    ``on_problem`` (a TmxWarning each when nobody listens), those that it would never find are written and told.
    Raises TmxError for characters that XML cannot hold and units without variants, OSError where the target cannot
    be written.
    """

    def __init__(
        self,
        target: Target,
        header: Header,
        *,
        encoding: str = "utf-8",
        version: str = "1.4",
        profile: str | None = None,
        on_problem: Callable[[Problem], None] | None = None,
    ) -> None:
        self.target, self.header, self.encoding = target, header, encoding
        self._profile = profile_of(profile) if profile else None
        self._tell = on_problem or _warn
        self._count = 0
        self._codec, self._bom, self._declared = _encoding(encoding)
        self._stream: IO[bytes] | None = None
        self._serializer = Serializer(version)
        self._batch: list[Unit] = []
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Writer:
        target = self.target
        if target == "-":
            self._stream = sys.stdout.buffer
        elif isinstance(target, str | os.PathLike):
            self._stream = self._stack.enter_context(atomic_writer(target))
            if str(target).endswith(".gz"):
                zipped = gzip.GzipFile("", "wb", fileobj=self._stream, mtime=0)
                self._stream = self._stack.enter_context(cast("IO[bytes]", zipped))
        else:
            self._stream = binary(target, "wb")
        try:
            self._stream.write(self._bom)
            self._put(self._serializer.head(self.header, self._declared))
        except BaseException:
            self._end(*sys.exc_info())
            raise
        return self

    def write(self, unit: Unit) -> None:
        """Add one unit.  Raises RuntimeError outside the ``with`` block, where nothing could be written."""
        if self._stream is None:
            raise RuntimeError("a Writer writes in a with block: with tmx.Writer(path, header) as writer: ...")
        if self._profile is not None:
            fitted = self._fitted(unit, self._profile)
            if fitted is None:
                return
            unit = fitted
        self._batch.append(unit)
        if len(self._batch) >= BATCH:
            self._flush()

    def _fitted(self, unit: Unit, profile: Profile) -> Unit | None:
        self._count += 1
        if self.header.srclang == "*all*":
            raise TmxError("a profile needs a direction", path=self._path(), remedy="set the header's srclang")
        if too_long(unit, profile, self.header.srclang):
            does = "refuses; left out" if profile.refuses else "never finds"
            message = f"a segment longer than {profile.longest} characters, which {profile.name} {does}"
            outcome = "dropped" if profile.refuses else "found"
            self._tell(Problem("profile-length", message, unit.line, self._count, outcome, "divide it"))
            if profile.refuses:
                return None
        return fit_unit(unit, profile, self.header.srclang)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush()
                self._put("</body>\n</tmx>\n")
        except BaseException:
            self._end(*sys.exc_info())
            raise
        self._end(kind, error, trace)

    def _end(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream = None
        self._stack.__exit__(kind, error, trace)

    def _flush(self) -> None:
        self._put(*self._serializer.units(self._batch))
        self._batch.clear()

    def _put(self, *pieces: str) -> None:
        try:
            data = b"".join(map(str.encode, pieces))  # piece by piece: ASCII ones are only copied
        except UnicodeEncodeError:
            self._refuse("".join(pieces))
            raise
        # Deleting what must not be there and comparing lengths is ten times as fast as a search.
        if len(data.translate(None, _CONTROLS)) != len(data) or (
            b"\xef" in data and (b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data)
        ):
            self._refuse("".join(pieces))
        if self._codec != "utf-8":
            data = "".join(pieces).encode(self._codec, "xmlcharrefreplace")
        assert self._stream is not None  # only between __enter__ and __exit__
        self._stream.write(data)

    def _refuse(self, text: str) -> None:
        bad = _ILLEGAL.search(text)
        if bad:
            raise TmxError(
                f"U+{ord(bad[0]):04X} cannot stand in XML; near {text[max(0, bad.start() - 30) : bad.start()]!r}",
                path=self._path(),
                remedy="remove the character",
            )

    def _path(self) -> str | os.PathLike[str] | None:
        return self.target if isinstance(self.target, str | os.PathLike) else None


def _encoding(name: str) -> tuple[str, bytes, str]:
    """The codec, the byte order mark, and the name that XML has for an encoding; raises TmxError for no such.

    >>> _encoding("cp1256"), _encoding("utf_16")
    (('cp1256', b'', 'WINDOWS-1256'), ('utf-16-le', b'\\xff\\xfe', 'UTF-16'))
    """
    try:
        codec = codecs.lookup(name).name
        plain = "<a>".encode(codec)
    except (LookupError, UnicodeError, TypeError, ValueError) as error:
        raise TmxError(f"no encoding {name!r}", remedy="write utf-8") from error
    if codec in ("utf-16", "utf-16-le"):
        return "utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"
    if codec == "utf-16-be":
        return codec, codecs.BOM_UTF16_BE, "UTF-16"
    if codec in ("utf-8", "utf-8-sig"):
        return "utf-8", codecs.BOM_UTF8 if codec == "utf-8-sig" else b"", "UTF-8"
    if plain != b"<a>" or codec == "utf-7":
        raise TmxError(f"a file in {name} would not be read by others", remedy="write utf-8 or utf-16")
    declared = codec.replace("cp125", "windows-125").replace("iso8859-", "iso-8859-").replace("ascii", "us-ascii")
    return codec, b"", declared.upper()


def _warn(problem: Problem) -> None:
    warnings.warn(str(problem), TmxWarning, stacklevel=4)


def dump(
    memory: Memory,
    target: Target,
    *,
    encoding: str = "utf-8",
    version: str = "1.4",
    profile: str | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> None:
    """Write a memory to a path (atomically), a binary stream, or ``-`` for standard output; see :class:`Writer`.

    With ``profile``, a memory whose header says ``*all*`` is written from the language of its first variant.
    """
    header = memory.header
    if profile:
        first = memory[0].variants[0].lang if header.srclang == "*all*" and len(memory) else header.srclang
        header = fit_header(header, first)
    with Writer(target, header, encoding=encoding, version=version, profile=profile, on_problem=on_problem) as writer:
        for unit in memory:
            writer.write(unit)


def dumps(memory: Memory) -> str:
    """A memory as the text of a TMX file.

    >>> print(dumps(Memory(Header(srclang="ar"))).splitlines()[2])
    <tmx version="1.4">
    """
    stream = io.BytesIO()
    dump(memory, stream)
    return stream.getvalue().decode("utf-8")
