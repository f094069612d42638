"""Writing TMX 1.4: valid against the DTD, the same bytes for the same memory, never half a file."""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import sys
from collections.abc import Iterable
from operator import attrgetter
from types import TracebackType
from typing import IO, Any, TypeAlias, cast

from tmx.errors import TmxError
from tmx.files import atomic_writer
from tmx.inline import Attributes, Inline, Segment
from tmx.model import (
    HEADER_ATTRIBUTES,
    UNIT_ATTRIBUTES,
    VARIANT_ATTRIBUTES,
    Header,
    Memory,
    Note,
    Property,
    Unit,
    field_names,
)

Target: TypeAlias = "str | os.PathLike[str] | IO[bytes]"
BATCH = 500
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_header_values = attrgetter(*field_names(HEADER_ATTRIBUTES))
_unit_values = attrgetter(*field_names(UNIT_ATTRIBUTES))
_variant_values = attrgetter(*field_names(VARIANT_ATTRIBUTES))
_NO_VARIANT_VALUES = (None,) * len(VARIANT_ATTRIBUTES)


def _text(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def _value(text: str) -> str:
    text = _text(text).replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;") if "\t" in text or "\n" in text else text


def _attributes(names: Iterable[str], values: Iterable[Any], others: Attributes) -> str:
    known = "".join([f' {n}="{_value(v)}"' for n, v in zip(names, values, strict=True) if v is not None])
    return known + "".join([f' {n}="{_value(v)}"' for n, v in others]) if others else known


def _extras(props: tuple[Property, ...], notes: tuple[Note, ...]) -> str:
    lines = [_extra("note", "", note) for note in notes]
    lines += [_extra("prop", f' type="{_value(prop.type)}"', prop) for prop in props]
    return "".join(lines)


def _extra(tag: str, attributes: str, item: Property | Note) -> str:
    if item.lang is not None:
        attributes += f' xml:lang="{_value(item.lang)}"'
    if item.attributes:
        attributes += _attributes((), (), item.attributes)
    return f"<{tag}{attributes}>{_text(item.text)}</{tag}>\n"


def _segment(content: Segment) -> str:
    if len(content) == 1 and isinstance(content[0], str):
        return _text(content[0])
    return "".join([_text(part) if isinstance(part, str) else _code(part) for part in content])


def _code(code: Inline) -> str:
    attributes = _attributes(code.FIELDS, [getattr(code, name) for name in code.FIELDS], code.attributes)
    inner = _segment(code.content)
    return f"<{code.tag}{attributes}>{inner}</{code.tag}>" if inner else f"<{code.tag}{attributes}/>"


def _unit(unit: Unit) -> str:
    if not unit.variants:
        raise TmxError("a unit without variants cannot be written", remedy="give it at least one Variant")
    lines = [f"<tu{_attributes(UNIT_ATTRIBUTES, _unit_values(unit), unit.attributes)}>\n"]
    if unit.props or unit.notes:
        lines.append(_extras(unit.props, unit.notes))
    for variant in unit.variants:
        values = _variant_values(variant)
        attributes = ""
        if values != _NO_VARIANT_VALUES or variant.attributes:
            attributes = _attributes(VARIANT_ATTRIBUTES, values, variant.attributes)
        extras = _extras(variant.props, variant.notes) if variant.props or variant.notes else ""
        lang = _value(variant.lang)
        lines.append(f'<tuv xml:lang="{lang}"{attributes}>{extras}<seg>{_segment(variant.content)}</seg></tuv>\n')
    lines.append("</tu>\n")
    return "".join(lines)


def _head(header: Header, encoding: str) -> str:
    attributes = _attributes(HEADER_ATTRIBUTES, _header_values(header), header.attributes)
    inner = _extras(header.props, header.notes) + "".join(
        f"<ude{_attributes(('name', 'base'), (ude.name, ude.base), ())}>"
        + "".join(
            f"<map{_attributes(names, [getattr(m, n) for n in names], ())}/>"
            for m in ude.maps
            for names in [("unicode", "code", "ent", "subst")]
        )
        + "</ude>\n"
        for ude in header.udes
    )
    close = f">\n{inner}</header>" if inner else "/>"
    return (
        f'<?xml version="1.0" encoding="{encoding.upper()}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        f'<tmx version="1.4"{_attributes((), (), header.root)}>\n<header{attributes}{close}\n<body>\n'
    )


class Writer:
    """Writes a memory unit by unit with flat memory; use it in a ``with`` block.

    A path is replaced only when the block ends without an error; a name in ``.gz`` is compressed.  Raises TmxError
    for characters that XML cannot hold and units without variants, OSError where the target cannot be written.
    """

    def __init__(self, target: Target, header: Header, *, encoding: str = "utf-8") -> None:
        self.target, self.header, self.encoding = target, header, encoding
        self._batch: list[Unit] = []
        self._stack = contextlib.ExitStack()
        self._count = 0

    def __enter__(self) -> Writer:
        target = self.target
        if target == "-":
            self._stream: IO[bytes] = sys.stdout.buffer
        elif isinstance(target, str | os.PathLike):
            self._stream = self._stack.enter_context(atomic_writer(target))
            if str(target).endswith(".gz"):
                zipped = gzip.GzipFile("", "wb", fileobj=self._stream, mtime=0)
                self._stream = self._stack.enter_context(cast("IO[bytes]", zipped))
        else:
            self._stream = target
        try:
            self._put(_head(self.header, self.encoding), bom=True)
        except BaseException:
            self._stack.__exit__(*sys.exc_info())
            raise
        return self

    def write(self, unit: Unit) -> None:
        """Add one unit."""
        self._batch.append(unit)
        if len(self._batch) >= BATCH:
            self._flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush()
                self._put("</body>\n</tmx>\n")
        except BaseException:
            self._stack.__exit__(*sys.exc_info())
            raise
        self._stack.__exit__(kind, error, trace)

    def _flush(self) -> None:
        self._put("".join(map(_unit, self._batch)))
        self._count += len(self._batch)
        self._batch.clear()

    def _put(self, text: str, bom: bool = False) -> None:
        bad = _ILLEGAL.search(text)
        if bad:
            raise TmxError(
                f"U+{ord(bad[0]):04X} cannot stand in XML; near {text[max(0, bad.start() - 30) : bad.start()]!r}",
                path=self.target if isinstance(self.target, str | os.PathLike) else None,
                remedy="remove the character",
            )
        wide = self.encoding.lower().replace("_", "-") == "utf-16"
        if wide and bom:
            text = "\ufeff" + text
        self._stream.write(text.encode("utf-16-le" if wide else self.encoding, "xmlcharrefreplace"))


def dump(memory: Memory, target: Target, *, encoding: str = "utf-8") -> None:
    """Write a memory to a path (atomically), a binary stream, or ``-`` for standard output; see :class:`Writer`."""
    with Writer(target, memory.header, encoding=encoding) as writer:
        for unit in memory:
            writer.write(unit)


def dumps(memory: Memory) -> str:
    """A memory as the text of a TMX file.

    >>> print(dumps(Memory(Header(srclang="ar"))).splitlines()[2])
    <tmx version="1.4">
    """
    import io

    stream = io.BytesIO()
    dump(memory, stream)
    return stream.getvalue().decode("utf-8")
