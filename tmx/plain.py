"""Pieces of markup that are well-formed beyond doubt: attributes, references, segments with inline codes.

For :mod:`tmx.quick`.  Whatever could mean something else is a :class:`NotPlainError`, and is left to expat.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from tmx.build import code_of
from tmx.elements import DEPTH
from tmx.inline import CODES, Inline, Segment

_PAIR = rb"""\s+(xml:lang|[A-Za-z][A-Za-z0-9-]*)=(?:"([^"<&\t\n]*)"|'([^'<&\t\n]*)')"""
_PAIRS = re.compile(_PAIR).findall
_ALL_PAIRS = re.compile(rb"(?:" + _PAIR + rb")*\s*").fullmatch
_TAGS = re.compile(rb"<([^<>]*)>").split
_NAME = re.compile(rb"([a-z]+)(.*?)(/?)", re.S).fullmatch
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


def unescaped(data: bytes) -> bytes:
    """Text with its references resolved."""
    if b"&" not in data:
        return data
    text, count = _REFERENCE(_character, data)
    if count != data.count(b"&"):
        raise NotPlainError  # an entity that XML does not know, a bare ampersand
    return text


def _character(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return _CHARACTERS[found[1]]
    character = chr(int(found[2]) if found[2] else int(found[3], 16))
    if _ILLEGAL(character):
        raise NotPlainError
    return character.encode()


class Segments:
    """Makes the contents of segments; remembers their start tags."""

    def __init__(self) -> None:
        self._codes: dict[bytes, tuple[str, list[tuple[str, str]], Inline | None]] = {}

    def content(self, data: bytes) -> Segment:
        """Text and codes: the data cut at its tags, text and tag in turns."""
        parts: list[str | Inline] = []
        above: list[tuple[str, list[tuple[str, str]], list[str | Inline]]] = []
        turns = iter(_TAGS(data))
        for text in turns:
            if b"<" in text:
                raise NotPlainError
            if text:
                parts.append(unescaped(text).decode())
            raw = next(turns, None)
            if raw is None:
                break
            if raw[:1] == b"/":
                if not above:
                    raise NotPlainError
                tag, pairs, outer = above.pop()
                if raw[1:] != tag.encode():
                    raise NotPlainError
                outer.append(code_of(tag, pairs, tuple(parts)))
                parts = outer
                continue
            tag, pairs, empty = self._codes.get(raw) or kept(self._codes, raw, _code(raw))
            if empty is not None:
                parts.append(empty)
            elif len(above) >= DEPTH:
                raise NotPlainError
            else:
                above.append((tag, pairs, parts))
                parts = []
        if above:
            raise NotPlainError
        return tuple(parts)


def _code(raw: bytes) -> tuple[str, list[tuple[str, str]], Inline | None]:
    """What a start tag says; an empty element is made at once, being the same wherever it stands again."""
    found = _NAME(raw)
    if found is None or (tag := found[1].decode()) not in CODES:
        raise NotPlainError
    pairs = list(pairs_of(found[2]).items())
    return tag, pairs, code_of(tag, pairs, ()) if found[3] else None
