"""The quick way through a run of units: plain ones are taken by pattern, straight from the bytes.

What is taken here is well-formed beyond doubt and gives the very values that the exact way (:mod:`tmx.exact`) gives;
everything else (comments, CDATA, foreign elements, other orders, faults) is left to it.  A test compares the two.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias, TypeVar

from tmx.attributes import Attributes, arranged, thawed
from tmx.build import DEPTH, code_of
from tmx.header import UNIT_ORDER, VARIANT_ORDER, Note, Property
from tmx.inline import CODES, Inline, Segment
from tmx.model import Unit, Variant

_START = re.compile(rb"\s*<tu((?:\s.*)?)", re.S).fullmatch
_TUID_FIRST = re.compile(rb"\s*<tu\s+tuid=").fullmatch
_TUID = re.compile(rb"[^<>&\t\n]*").fullmatch
_TAIL = re.compile(rb"\s*</tuv>\s*").fullmatch
_PROP = re.compile(rb"\s*<prop([^<>]*)>([^<]*)").fullmatch
_EXTRA = re.compile(rb"\s*<(prop|note)([^<>]*)>([^<]*)</\1>\s*").match
_PAIR = rb"""\s+(xml:lang|[A-Za-z][A-Za-z0-9-]*)=(?:"([^"<&\t\n]*)"|'([^'<&\t\n]*)')"""
_PAIRS = re.compile(_PAIR).findall
_ALL_PAIRS = re.compile(rb"(?:" + _PAIR + rb")*\s*").fullmatch
_UNUSUAL = re.compile(rb"[&<\t\n]").search
_TAGS = re.compile(rb"<([^<>]*)>").split
_NAME = re.compile(rb"([a-z]+)(.*?)(/?)", re.S).fullmatch
_REFERENCE = re.compile(rb"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));").subn
_CHARACTERS = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]").match
#: Only what comes again is worth keeping, and only so much of it.
_CACHE, _LONGEST = 4096, 120

_unit, _variant = thawed(Unit), thawed(Variant)
T = TypeVar("T")


#: What stands before a segment: language, attributes, properties, notes.
_Before: TypeAlias = tuple[str, Attributes, tuple[Property, ...], tuple[Note, ...]]


class NotPlainError(ValueError):
    """The unit needs the exact way."""


def fit(run: bytes) -> bool:
    """Whether the pieces of a run may be tried: no character that XML forbids, and only line ends that we know."""
    if len(run.translate(None, _CONTROLS)) != len(run) or (b"]" in run and b"]]>" in run):
        return False
    if b"\xef" in run and (b"\xef\xbf\xbe" in run or b"\xef\xbf\xbf" in run):  # U+FFFE and U+FFFF
        return False
    return b"\r" not in run or run.count(b"\r") == run.count(b"\r\n")


class Quick:
    """Makes units of pieces of a fit run; remembers what comes again and again, which was looked at closely once."""

    def __init__(self) -> None:
        self._starts: dict[bytes, int] = {}
        self._units: dict[bytes, tuple[str | None, Attributes]] = {}
        self._orders: dict[tuple[bytes, ...], list[tuple[str, int]]] = {}
        self._props: dict[bytes, Property] = {}
        self._variants: dict[bytes, _Before] = {}
        self._tails: set[bytes] = set()
        self._codes: dict[bytes, tuple[str, list[tuple[str, str]], Inline | None]] = {}

    def unit(self, piece: bytes, line: int) -> Unit:
        """The unit in ``piece``, which ends before ``</tu>``; raises NotPlainError or ValueError for the exact way.

        ``line`` is the line at which the piece begins.
        """
        first, *pieces = piece.split(b"<tuv")
        start, closed, extras = first.partition(b">")
        before, *quoted = start.split(b'"', 2)
        lines = self._starts.get(before)
        if lines is None:
            lines = self._start(before)
        if not pieces or not closed:
            raise NotPlainError
        if lines < 0 or len(quoted) < 2:
            tuid, attributes = self._all_attributes(start)
            lines = start[: start.index(b"<")].count(b"\n")
        else:
            if not quoted[0].isalnum() and not _TUID(quoted[0]):
                raise NotPlainError
            tuid = quoted[0].decode()
            twice, attributes = self._units.get(quoted[1]) or self._attributes(quoted[1])
            if twice is not None:
                raise NotPlainError
        unit = _unit()
        unit.variants = tuple([self._variant(piece) for piece in pieces])
        unit.tuid = tuid
        unit.props, unit.notes = self._extras(extras) if extras else ((), ())
        unit.attributes = attributes
        unit.line = line + lines
        unit.__class__ = Unit
        return unit  # type: ignore[no-any-return]

    def _start(self, before: bytes) -> int:
        """The line breaks before ``<tu tuid=``, or -1 when another attribute (or none) is the first."""
        lines = before.count(b"\n", 0, before.index(b"<")) if _TUID_FIRST(before) else -1
        return _kept(self._starts, before, lines)

    def _all_attributes(self, start: bytes) -> tuple[str | None, Attributes]:
        found = _START(start)
        if found is None:
            raise NotPlainError
        return self._units.get(found[1]) or self._attributes(found[1])

    def _attributes(self, raw: bytes) -> tuple[str | None, Attributes]:
        """The tuid and the other attributes; of a list of names seen before only the values are looked at."""
        parts = raw.split(b'"')
        names = tuple(parts[::2])
        order = self._orders.get(names)
        if order is None or _UNUSUAL(raw):
            pairs = _pairs(raw)
            found = pairs.pop("tuid", None), arranged(pairs.items(), UNIT_ORDER)
            if found[0] is None and b"'" not in raw:
                places = {name: 2 * place + 1 for place, name in enumerate(pairs)}
                _kept(self._orders, names, [(name, places[name]) for name, _ in found[1]])
        else:
            found = None, tuple([(name, parts[place].decode()) for name, place in order])
        return _kept(self._units, raw, found)

    def _extras(self, extras: bytes) -> tuple[tuple[Property, ...], tuple[Note, ...]]:
        *parts, rest = extras.split(b"</prop>")
        if rest and not rest.isspace():
            return _mixed(extras)
        known = self._props.get
        return tuple([known(part) or self._prop(part, extras) for part in parts]), ()

    def _prop(self, part: bytes, extras: bytes) -> Property:
        found = _PROP(part)
        if found is None:
            raise NotPlainError
        prop = _property(found[1], found[2])
        return _kept(self._props, part, prop) if len(part) <= _LONGEST else prop

    def _variant(self, piece: bytes) -> Variant:
        before, _, rest = piece.partition(b"<seg>")
        text, _, tail = rest.rpartition(b"</seg>")
        if tail not in self._tails:
            if not _TAIL(tail):
                raise NotPlainError
            self._tails.add(tail)
        variant = _variant()
        known = self._variants.get(before) or self._before(before)
        variant.lang, variant.attributes, variant.props, variant.notes = known
        if b"<" in text:
            variant.content = self._content(text)
        elif text:
            variant.content = (_unescaped(text).decode() if b"&" in text else text.decode(),)
        else:
            variant.content = ()
        variant.__class__ = Variant
        return variant  # type: ignore[no-any-return]

    def _before(self, raw: bytes) -> _Before:
        """What stands between ``<tuv`` and ``<seg>``."""
        attributes, closed, extras = raw.partition(b">")
        if not closed:
            raise NotPlainError
        props, notes = _mixed(extras) if extras.strip() else ((), ())
        pairs = _pairs(attributes)
        lang = pairs.pop("lang", None)
        lang = pairs.pop("xml:lang", None) or lang
        if not lang:
            raise NotPlainError
        found = lang, arranged(pairs.items(), VARIANT_ORDER), props, notes
        return _kept(self._variants, raw, found) if len(raw) <= _LONGEST else found

    def _content(self, data: bytes) -> Segment:
        """Text and codes: the data cut at its tags, text and tag in turns."""
        parts: list[str | Inline] = []
        above: list[tuple[str, list[tuple[str, str]], list[str | Inline]]] = []
        turns = iter(_TAGS(data))
        for text in turns:
            if b"<" in text:
                raise NotPlainError
            if text:
                parts.append(_unescaped(text).decode())
            raw = next(turns, None)
            if raw is None:
                break
            if raw[:1] == b"/":
                tag, pairs, outer = above.pop() if above else ("", [], [])
                if raw[1:] != tag.encode():
                    raise NotPlainError
                outer.append(code_of(tag, pairs, tuple(parts)))
                parts = outer
                continue
            tag, pairs, empty = self._codes.get(raw) or _kept(self._codes, raw, _code(raw))
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


def _kept(cache: dict[Any, T], key: object, value: T) -> T:
    if len(cache) >= _CACHE:
        cache.clear()
    cache[key] = value
    return value


def _pairs(raw: bytes) -> dict[str, str]:
    if not _ALL_PAIRS(raw):
        raise NotPlainError
    found = _PAIRS(raw)
    pairs = {name.decode(): (one or other).decode() for name, one, other in found}
    if len(pairs) < len(found) or "xmlns" in pairs:  # an attribute twice, a namespace
        raise NotPlainError
    return pairs


def _mixed(extras: bytes) -> tuple[tuple[Property, ...], tuple[Note, ...]]:
    """Properties and notes in any order."""
    props, notes, at = [], [], 0
    while found := _EXTRA(extras, at):
        at = found.end()
        if found[1] == b"prop":
            props.append(_property(found[2], found[3]))
        else:
            notes.append(_note(found[2], found[3]))
    if at < len(extras):
        raise NotPlainError
    return tuple(props), tuple(notes)


def _property(raw: bytes, text: bytes) -> Property:
    pairs = _pairs(raw)
    lang = pairs.pop("lang", None)
    lang = pairs.pop("xml:lang", None) or lang or None
    if "type" not in pairs:
        raise NotPlainError
    return Property(pairs.pop("type"), _unescaped(text).decode(), lang, tuple(pairs.items()))


def _note(raw: bytes, text: bytes) -> Note:
    pairs = _pairs(raw)
    lang = pairs.pop("lang", None)
    lang = pairs.pop("xml:lang", None) or lang or None
    return Note(_unescaped(text).decode(), lang, tuple(pairs.items()))


def _code(raw: bytes) -> tuple[str, list[tuple[str, str]], Inline | None]:
    """What a start tag says; an empty element is made at once, being the same wherever it stands again."""
    found = _NAME(raw)
    if found is None or (tag := found[1].decode()) not in CODES:
        raise NotPlainError
    pairs = list(_pairs(found[2]).items())
    return tag, pairs, code_of(tag, pairs, ()) if found[3] else None


def _unescaped(data: bytes) -> bytes:
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


__all__ = ["NotPlainError", "Quick", "fit"]
