"""The one way in which a zip is opened: nothing unpacked to disk, every size bounded before it is believed."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from toolkit.model import BitextError
from toolkit.safe_xml import parse_xml

_MAX_MEMBERS = 10_000
_MAX_PART = 48 * 1024 * 1024
_MAX_TOTAL = 96 * 1024 * 1024
_MAX_RATIO = 250  # Office parts shrink 10 to 30 times; a bomb a thousand times
_SMALL = 2 * 1024 * 1024  # below it any ratio is harmless
_MAX_ELEMENTS = 1_500_000  # a parsed element takes some 200 bytes


class Archive:
    """A zip in memory; ``read`` gives single members, within bounds for each and for all together.

    Raises BitextError for a broken, encrypted or hostile zip: a member outside its folder, two members of one name,
    one that unpacks to far more than it should.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self._left = _MAX_TOTAL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError) as error:
            raise self._error(
                f"not a readable zip: {error}", "the file is cut off or damaged; get it again"
            ) from error
        members = self._zip.infolist()
        if len(members) > _MAX_MEMBERS:
            raise self._error(f"holds {len(members)} files", "this is no document; give another file")
        self.names = tuple(member.filename for member in members)
        self._check_names()

    def _check_names(self) -> None:
        for name in self.names:
            if name.startswith("/") or ".." in name.replace("\\", "/").split("/") or "\0" in name:
                raise self._error(f"holds a file outside its own folder ({name[:60]!r})", "do not use this file")
        if len(set(self.names)) < len(self.names):
            twice = next(name for name in self.names if self.names.count(name) > 1)
            raise self._error(f"holds {twice[:60]!r} twice", "save it again in the program that made it")

    def _error(self, message: str, remedy: str) -> BitextError:
        return BitextError(message, path=self.path, remedy=remedy)

    def read(self, name: str) -> bytes:
        """The bytes of a member.  Raises BitextError where it is missing, damaged, encrypted or too large."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            raise self._error(f"has no {name}", "the file is damaged; save it again as DOCX or ODT") from None
        if info.flag_bits & 1:
            raise self._error("is locked with a password", "remove the password in the program that made it")
        limit = min(_MAX_PART, self._left)
        if info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            raise self._error(f"{name} unpacks to {info.file_size >> 20} MB: a zip bomb", "do not use this file")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise self._error(f"{name} cannot be unpacked: {error}", "the file is damaged; get it again") from error
        if len(data) > limit:
            raise self._error(f"{name} unpacks to more than {limit >> 20} MB", "split the document")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Any:
        """The root element of an XML member."""
        data = self.read(name)
        if data.count(b"<") > _MAX_ELEMENTS:
            raise self._error(f"{name} has more than {_MAX_ELEMENTS:,} elements", "split the document")
        return parse_xml(data, f"{self.path}!{name}" if self.path else name, remedy="save it again in its program")

    def optional_xml(self, name: str) -> Any | None:
        """The root element of an XML member, or None where there is no such member."""
        return self.xml(name) if name in self.names else None


def resolve(base: str, target: str) -> str:
    """The member that a relationship of part ``base`` points to.

    >>> resolve("word/document.xml", "footnotes.xml"), resolve("word/document.xml", "/word/styles.xml")
    ('word/footnotes.xml', 'word/styles.xml')
    """
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
