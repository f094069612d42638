"""Pieces of markup that are well-formed beyond doubt: attributes, references, segments with inline codes.

For :mod:`tmx.quick`.  Whatever could mean something else is a :class:`NotPlainError`, and is left to expat.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias, TypeVar

from tmx.build import code_of
from tmx.elements import DEPTH
from tmx.inline import CODES, Inline, Segment

_PAIR = rb"""\s+(xml:lang|[A-Za-z][A-Za-z0-9-]*)=(?:"([^"<&\t\n\r]*)"|'([^'<&\t\n\r]*)')"""
_PAIRS = re.compile(_PAIR).findall
_ALL_PAIRS = re.compile(rb"(?:" + _PAIR + rb")*\s*").fullmatch
_TAGS = re.compile(rb"<([^<>]*)>").split
_NAME = re.compile(rb"([a-z]+)(.*)", re.S).fullmatch
_REFERENCE = re.compile(rb"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));").subn
_CHARACTERS = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]").match
#: Only so much of what comes again is remembered.
_CACHE = 4096
T = TypeVar("T")


class NotPlainError(ValueError):
    """The unit needs the exact way."""


def kept(cache: dict[Any, T], key: object, value: T) -> T:
    """Remember a value, forgetting all others when there are too many."""
    if len(cache) >= _CACHE:
        cache.clear()
    cache[key] = value
    return value


def pairs_of(raw: bytes) -> dict[str, str]:
    """The attributes of a start tag by name."""
    if not _ALL_PAIRS(raw):
        raise NotPlainError
    found = _PAIRS(raw)
    pairs = {name.decode(): (one or other).decode() for name, one, other in found}
    if len(pairs) < len(found) or "xmlns" in pairs:  # an attribute twice, a namespace
        raise NotPlainError
    return pairs


def text_of(data: bytes) -> str:
    """Text with its references resolved and its line ends made one; the data know Windows' line ends only."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    if b"&" in data:
        text, count = _REFERENCE(_character, data)
        if count != data.count(b"&"):
            raise NotPlainError  # an entity that XML does not know, a bare ampersand
        return text.decode()
    return data.decode()


def _character(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return _CHARACTERS[found[1]]
    character = chr(int(found[2]) if found[2] else int(found[3], 16))
    if _ILLEGAL(character):
        raise NotPlainError
    return character.encode()


#: A start tag: its name, its attributes, and the codes that were made of it, by what stands in them.
_Start: TypeAlias = tuple[str, list[tuple[str, str]], dict[Segment, Inline]]


class Segments:
    """Makes the contents of segments; remembers their start tags and their codes without text."""

    def __init__(self) -> None:
        self._starts: dict[bytes, _Start] = {}
        self._empty: dict[bytes | None, Inline] = {}

    def content(self, data: bytes) -> Segment:
        """Text and codes: the data cut at its tags, text and tag in turns."""
        parts: list[str | Inline] = []
        above: list[tuple[_Start, list[str | Inline]]] = []
        pieces = _TAGS(data)
        if 2 * data.count(b"<") != len(pieces) - 1:
            raise NotPlainError
        empty = self._empty.get
        turns = iter(pieces)
        for text in turns:
            if text:
                parts.append(text_of(text) if b"&" in text or b"\r" in text else text.decode())
            raw = next(turns, None)
            code = empty(raw)
            if code is not None:
                parts.append(code)
            elif raw is None:
                break
            elif raw[:1] == b"/":
                parts = _closed(raw, parts, above)
            elif raw[-1:] == b"/":
                parts.append(kept(self._empty, raw, _code(_start(raw[:-1]), ())))
            elif len(above) >= DEPTH:
                raise NotPlainError
            else:
                above.append((self._starts.get(raw) or kept(self._starts, raw, _start(raw)), parts))
                parts = []
        if above:
            raise NotPlainError
        return tuple(parts)


def _start(raw: bytes) -> _Start:
    """What a start tag says."""
    found = _NAME(raw)
    if found is None or (tag := found[1].decode()) not in CODES:
        raise NotPlainError
    return tag, list(pairs_of(found[2]).items()), {}


def _code(start: _Start, content: Segment) -> Inline:
    """The code; one that holds nothing but text is the same value wherever it stands again."""
    tag, pairs, made = start
    if len(content) > 1 or (content and not isinstance(content[0], str)):
        return code_of(tag, pairs, content)
    return made.get(content) or kept(made, content, code_of(tag, pairs, content))


def _closed(
    raw: bytes, parts: list[str | Inline], above: list[tuple[_Start, list[str | Inline]]]
) -> list[str | Inline]:
    """What stands around a code that ends with ``raw``, the code at its end."""
    if not above:
        raise NotPlainError
    start, outer = above.pop()
    if raw[1:] != start[0].encode():
        raise NotPlainError
    outer.append(_code(start, tuple(parts)))
    return outer
