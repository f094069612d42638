"""An XLIFF file: read, told apart by version, filled, written."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree

from toolkit.model import BitextError
from toolkit.safe_xml import parse_xml
from toolkit.xliff import v2, v12
from toolkit.xliff.names import NS_12, VERSIONS, State
from toolkit.xliff.segments import Filling, XliffSegment

_TAG = re.compile(r"[A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8})*")
_WIDE = ("UTF-16", "UTF-16LE", "UTF-16BE")
#: All that may stand before the root element: declaration, comments, processing instructions, DOCTYPE, blanks.
_PROLOG = re.compile(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\])?\s*>)*", re.DOTALL)
_ENCODING = re.compile(r"""(<\?xml[^>]*?encoding=["'])[^"']+(["'])""")


@dataclass(frozen=True, slots=True)
class XliffFile:
    """A file and its segments, in order.  ``target_lang`` is empty where the file names none."""

    segments: tuple[XliffSegment, ...]
    source_lang: str
    target_lang: str
    version: str
    path: str = ""
    root: Any = field(default=None, compare=False, repr=False)
    namespace: str = NS_12
    around: tuple[str, str] = field(default=("", "\n"), compare=False, repr=False)
    windows: bool = field(default=False, compare=False, repr=False)  # lines end in CR LF

    def states(self) -> dict[str, State]:
        """How far each segment is now, with what was filled in."""
        now = _form(self.namespace).segments(self.root, self.namespace)  # those without an id may have got one
        return {segment.id: found.state for segment, found in zip(self.segments, now, strict=True)}

    def filled(self, fillings: Mapping[str, Filling], *, target_lang: str = "") -> bytes:
        """The bytes of the file with fillings put in, by segment id; everything else stays as it was read.

        ``target_lang`` is written where the file names none.  The tree is changed: read the file again to fill it
        otherwise.  Raises KeyError for an id that the file does not have.
        """
        unknown = fillings.keys() - {segment.id for segment in self.segments}
        if unknown:
            raise KeyError(f"no segment {min(unknown)!r} in this file")
        form = _form(self.namespace)
        if target_lang and not self.target_lang:
            form.name_target(self.root, self.namespace, target_lang)
        for _, group in itertools.groupby(self.segments, key=lambda segment: segment.place.unit):
            unit = list(group)
            chosen = [fillings.get(segment.id) for segment in unit]
            if any(chosen):
                form.fill(unit, chosen, self.namespace)
        return self.written()

    def written(self) -> bytes:
        """The bytes of the file: UTF-8, or UTF-16 where it was; the same tree gives the same bytes."""
        tree = self.root.getroottree()
        encoding = (tree.docinfo.encoding or "UTF-8").upper()
        wide = encoding in _WIDE
        before, after = self.around
        body = etree.tostring(self.root, encoding="unicode", with_tail=False)
        text = f"{before}{body}{after}".replace("\r\n", "\n")
        text = text.replace("\n", "\r\n") if self.windows else text
        if not wide and encoding not in ("UTF-8", "UTF8", "ASCII", "US-ASCII"):
            text = _ENCODING.sub(r"\1UTF-8\2", text, count=1)
        return ("\ufeff" + text.removeprefix("\ufeff")).encode("utf-16-le") if wide else text.encode("utf-8")


def _windows(data: bytes) -> bool:
    return b"\r\n" in data or b"\r\0\n" in data


def _around(data: bytes, encoding: str) -> tuple[str, str]:
    """What stands before and after the root element: byte order mark, declaration, comments, DOCTYPE."""
    text = data.decode(encoding, "replace").replace("\r\n", "\n")
    start = _PROLOG.match(text)
    end = text.rfind("</")
    closed = text.find(">", end) + 1
    before = text[: start.end()] if start else ""
    return before, text[closed:] if end >= 0 and closed else "\n"


def _form(namespace: str) -> ModuleType:
    return v12 if namespace in (NS_12, "") else v2


def read(path: str | Path) -> XliffFile:
    """Read a file; ``-`` is standard input.  Raises BitextError as :func:`read_bytes`, OSError where it cannot be."""
    import sys

    data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    return read_bytes(data, "standard input" if str(path) == "-" else str(path))


def read_bytes(data: bytes, path: str = "") -> XliffFile:
    """Read the bytes of a file.

    Raises BitextError for what is no well-formed XML, declares entities, is no XLIFF, is of a version that does
    not go with its namespace, names no source language, or has no unit to translate.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise BitextError("the file is empty", path=path, remedy="give an XLIFF file")
    root = parse_xml(data, path, remedy="export the file again", keep_all=True)
    namespace = _checked(root, path)
    form = _form(namespace)
    source, target = form.languages(root, namespace)
    if not source:
        name = "source-language" if form is v12 else "srcLang"
        raise BitextError(f"names no source language ({name})", path=path, remedy="export the file again")
    for lang in filter(None, (source, target)):
        if not _TAG.fullmatch(lang):
            raise BitextError(f"{lang!r} is no language tag", path=path, remedy="write one such as ar or en-GB")
    try:
        segments = tuple(_with_own_ids(form.segments(root, namespace)))
    except RecursionError as error:
        raise BitextError(str(error), path=path, remedy="export the file again") from error
    if not segments:
        raise BitextError("has no unit to translate", path=path, remedy="export the file again")
    around = _around(data, root.getroottree().docinfo.encoding or "UTF-8")
    version = str(root.get("version"))
    return XliffFile(segments, source, target, version, path, root, namespace, around, _windows(data))


def _with_own_ids(segments: Iterable[XliffSegment]) -> Iterator[XliffSegment]:
    """The segments, the second of two with one id as ``id~2``: some tools number anew in every group."""
    seen: Counter[str] = Counter()
    for segment in segments:
        seen[segment.id] += 1
        count = seen[segment.id]
        yield segment if count == 1 else replace(segment, id=f"{segment.id}~{count}")


def _checked(root: Any, path: str) -> str:
    """The namespace of a root element that is XLIFF of a version we know."""
    name = etree.QName(root)
    namespace = name.namespace or ""
    if name.localname != "xliff":
        raise BitextError(f"begins with <{name.localname}>: no XLIFF", path=path, remedy="give an XLIFF file")
    version = root.get("version") or ""
    if namespace not in VERSIONS:
        known = "urn:oasis:names:tc:xliff:document:1.2 or :2.0"
        raise BitextError(
            f"unknown namespace {namespace!r}", path=path, line=root.sourceline, remedy=f"it is {known}"
        )
    if version not in VERSIONS[namespace]:
        raise BitextError(
            f"version {version!r} does not go with the namespace {namespace!r}",
            path=path,
            line=root.sourceline,
            remedy=f"it is {' or '.join(VERSIONS[namespace])}",
        )
    return namespace
