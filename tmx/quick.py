"""The quick way through a run of units: plain ones are taken by pattern, straight from the bytes.

What is taken here is well-formed beyond doubt and gives the very values that the exact way (:mod:`tmx.exact`) gives;
everything else (comments, CDATA, foreign elements, other orders, faults) is left to it.  A test compares the two.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from tmx.attributes import Attributes, arranged, thawed
from tmx.header import UNIT_ORDER, VARIANT_ORDER, Note, Property
from tmx.model import Unit, Variant
from tmx.plain import NotPlainError, Segments, kept, pairs_of, text_of

_TUID_FIRST = re.compile(rb"\s*<tu\s+tuid=").fullmatch
_TUID = re.compile(rb"[^<>&\t\n\r]*").fullmatch
_TAIL = re.compile(rb"\s*</tuv>\s*").fullmatch
_PROP_START = re.compile(rb"\s*<prop([^<>]*)").fullmatch
_EXTRA = re.compile(rb"\s*<(prop|note)([^<>]*)>([^<]*)</\1>\s*").match
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
#: What is longer than this (the text of a property, the start of a variant) does not come again, nor do so many
#: attributes together.
_SHORT, _LONGEST, _MANY = 32, 120, 3

_unit, _variant, _prop = thawed(Unit), thawed(Variant), thawed(Property)


#: What stands before a segment: language, attributes, properties, notes.
_Before: TypeAlias = tuple[str, Attributes, tuple[Property, ...], tuple[Note, ...]]


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
        self._orders: dict[tuple[str, ...], list[tuple[str, int]]] = {}
        self._props: dict[bytes, Property] = {}
        self._types: dict[bytes, tuple[str, str | None, Attributes]] = {}
        self._variants: dict[bytes, _Before] = {}
        self._tails: set[bytes] = set()
        self._segments = Segments()

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
            blank, opened, raw = start.partition(b"<tu")
            if not opened or (blank and not blank.isspace()) or (raw and not raw[:1].isspace()):
                raise NotPlainError
            tuid, attributes = self._units.get(raw) or self._attributes(raw)
            lines = blank.count(b"\n")
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
        return kept(self._starts, before, lines)

    def _attributes(self, raw: bytes) -> tuple[str | None, Attributes]:
        """The tuid and the other attributes; of a list of names seen before only the values are looked at."""
        parts = raw.decode().split('"')
        names = tuple(parts[::2])
        order = self._orders.get(names)
        if order is None or b"&" in raw or b"<" in raw or b"\t" in raw or b"\n" in raw:
            pairs = pairs_of(raw)
            found = pairs.pop("tuid", None), arranged(pairs.items(), UNIT_ORDER)
            if found[0] is None and b"'" not in raw:
                places = {name: 2 * place + 1 for place, name in enumerate(pairs)}
                kept(self._orders, names, [(name, places[name]) for name, _ in found[1]])
        else:
            found = None, tuple([(name, parts[place]) for name, place in order])
        return found if len(names) > _MANY else kept(self._units, raw, found)

    def _extras(self, extras: bytes) -> tuple[tuple[Property, ...], tuple[Note, ...]]:
        *parts, rest = extras.split(b"</prop>")
        if rest and not rest.isspace():
            return _mixed(extras)
        known = self._props.get
        return tuple([known(part) or self._prop(part) for part in parts]), ()

    def _prop(self, part: bytes) -> Property:
        start, closed, text = part.partition(b">")
        known = self._types.get(start)
        if known is None:
            found = _PROP_START(start)
            if found is None:
                raise NotPlainError
            known = kept(self._types, start, _type(found[1]))
        if not closed or b"<" in text:
            raise NotPlainError
        made = _prop()
        made.type, made.lang, made.attributes = known
        made.text = text_of(text)
        made.__class__ = Property
        prop: Property = made
        return kept(self._props, part, prop) if len(text) <= _SHORT else prop

    def _variant(self, piece: bytes) -> Variant:
        before, _, rest = piece.partition(b"<seg>")
        text, closed, tail = rest.rpartition(b"</seg>")
        if not closed or tail not in self._tails:
            if not closed or not _TAIL(tail):
                raise NotPlainError
            self._tails.add(tail)
        variant = _variant()
        known = self._variants.get(before) or self._before(before)
        variant.lang, variant.attributes, variant.props, variant.notes = known
        if b"<" in text:
            variant.content = self._segments.content(text)
        elif text:
            variant.content = (text_of(text) if b"&" in text or b"\r" in text else text.decode(),)
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
        pairs = pairs_of(attributes)
        lang = pairs.pop("lang", None)
        lang = pairs.pop("xml:lang", None) or lang
        if not lang:
            raise NotPlainError
        found = lang, arranged(pairs.items(), VARIANT_ORDER), props, notes
        return kept(self._variants, raw, found) if len(raw) <= _LONGEST else found


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
    type_, lang, attributes = _type(raw)
    return Property(type_, text_of(text), lang, attributes)


def _type(raw: bytes) -> tuple[str, str | None, Attributes]:
    """What the start tag of a property says: type, language, other attributes."""
    pairs = pairs_of(raw)
    lang = pairs.pop("lang", None)
    lang = pairs.pop("xml:lang", None) or lang or None
    if "type" not in pairs:
        raise NotPlainError
    return pairs.pop("type"), lang, tuple(pairs.items())


def _note(raw: bytes, text: bytes) -> Note:
    pairs = pairs_of(raw)
    lang = pairs.pop("lang", None)
    lang = pairs.pop("xml:lang", None) or lang or None
    return Note(text_of(text), lang, tuple(pairs.items()))
