"""A translation memory as plain values: what stands in a TMX file, element for element.

Names follow the TMX 1.4b specification; a hyphen becomes an underscore (``o-tmf`` is ``o_tmf``).  Dates stay the
strings of the file (``YYYYMMDDThhmmssZ``), since a wrong one must survive a round trip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, overload

from tmx import tags
from tmx.errors import Problem
from tmx.inline import Attributes, Inline, Segment, segment, text_of


@dataclass(frozen=True, slots=True)
class Property:
    """``<prop>``: a tool's own piece of information; ``type`` names it, ours begin with ``x-``."""

    type: str
    text: str
    lang: str | None = None
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Note:
    """``<note>``: a comment for people."""

    text: str
    lang: str | None = None
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Map:
    """``<map>``: one user-defined character: its code point, and how it may be written elsewhere."""

    unicode: str
    code: str | None = None
    ent: str | None = None
    subst: str | None = None


@dataclass(frozen=True, slots=True)
class Ude:
    """``<ude>``: a set of user-defined characters."""

    name: str
    base: str | None = None
    maps: tuple[Map, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """``<header>``: what holds for the whole memory.  ``root`` keeps further attributes of ``<tmx>`` itself.

    ``srclang`` is the language of the source variants, or ``*all*``; some tools take only the direction it
    names, so write one file per direction.
    """

    srclang: str = "*all*"
    adminlang: str = "en"
    creationtool: str = "bitext-toolkit"
    creationtoolversion: str = "1"
    segtype: str = "sentence"
    datatype: str = "plaintext"
    o_tmf: str = "bitext-toolkit"
    o_encoding: str | None = None
    creationdate: str | None = None
    creationid: str | None = None
    changedate: str | None = None
    changeid: str | None = None
    props: tuple[Property, ...] = ()
    notes: tuple[Note, ...] = ()
    udes: tuple[Ude, ...] = ()
    attributes: Attributes = ()
    root: Attributes = ()
    version: str = field(default="1.4", compare=False)  # what the file said; 1.4 is written

    def prop(self, type: str) -> str | None:  # noqa: A002 - the attribute's name in TMX
        """The text of the first property of that type, or None."""
        return next((prop.text for prop in self.props if prop.type == type), None)


@dataclass(frozen=True, slots=True)
class Variant:
    """``<tuv>``: the text of a unit in one language.

    >>> Variant.of("ar", "مؤتمر الأطراف").text
    'مؤتمر الأطراف'
    """

    lang: str
    content: Segment
    props: tuple[Property, ...] = ()
    notes: tuple[Note, ...] = ()
    o_encoding: str | None = None
    datatype: str | None = None
    usagecount: str | None = None
    lastusagedate: str | None = None
    creationtool: str | None = None
    creationtoolversion: str | None = None
    creationdate: str | None = None
    creationid: str | None = None
    changedate: str | None = None
    changeid: str | None = None
    o_tmf: str | None = None
    attributes: Attributes = ()

    def __post_init__(self) -> None:
        if isinstance(self.content, str):  # type: ignore[unreachable]
            raise TypeError("Variant content is a tuple of parts; for plain text write Variant.of(lang, text)")

    @classmethod
    def of(cls, lang: str, *parts: str | Inline, **fields: Any) -> Variant:
        """A variant from text and codes: ``Variant.of("en", "Article 5", props=(...,))``."""
        return cls(lang, segment(*parts), **fields)

    @property
    def text(self) -> str:
        """The text without inline codes; see :func:`tmx.text_of`."""
        return text_of(self.content)

    def prop(self, type: str) -> str | None:  # noqa: A002 - the attribute's name in TMX
        """The text of the first property of that type, or None."""
        return next((prop.text for prop in self.props if prop.type == type), None)


@dataclass(frozen=True, slots=True)
class Unit:
    """``<tu>``: variants that say the same.  ``line`` is where it stood in the file; it takes no part in ``==``.

    >>> unit = Unit((Variant.of("ar-SA", "مرحبا"), Variant.of("en", "Hello")))
    >>> unit.variant("ar").text, unit.variant("fr")
    ('مرحبا', None)
    """

    variants: tuple[Variant, ...]
    tuid: str | None = None
    props: tuple[Property, ...] = ()
    notes: tuple[Note, ...] = ()
    o_encoding: str | None = None
    datatype: str | None = None
    usagecount: str | None = None
    lastusagedate: str | None = None
    creationtool: str | None = None
    creationtoolversion: str | None = None
    creationdate: str | None = None
    creationid: str | None = None
    changedate: str | None = None
    segtype: str | None = None
    changeid: str | None = None
    o_tmf: str | None = None
    srclang: str | None = None
    attributes: Attributes = ()
    line: int | None = field(default=None, compare=False, repr=False)

    def variant(self, lang: str) -> Variant | None:
        """The variant for a language, in OmegaT's order: the same region, the bare language, any region."""
        found = tags.find(lang, [variant.lang for variant in self.variants])
        return None if found is None else self.variants[found]

    def prop(self, type: str) -> str | None:  # noqa: A002 - the attribute's name in TMX
        """The text of the first property of that type, or None."""
        return next((prop.text for prop in self.props if prop.type == type), None)


@dataclass(slots=True)
class Memory:
    """A TMX file: a header and a list of units.  ``problems`` is what reading repaired or dropped.

    >>> memory = Memory(Header(srclang="ar"))
    >>> memory.append(Unit((Variant.of("ar", "نعم"), Variant.of("en", "Yes"))))
    >>> len(memory), memory[0].variant("en").text
    (1, 'Yes')
    """

    header: Header
    units: list[Unit] = field(default_factory=list)
    problems: tuple[Problem, ...] = field(default=(), compare=False, repr=False)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    @overload
    def __getitem__(self, index: int) -> Unit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Unit]: ...
    def __getitem__(self, index: int | slice) -> Unit | list[Unit]:
        return self.units[index]

    def append(self, unit: Unit) -> None:
        """Add a unit at the end."""
        self.units.append(unit)

    def extend(self, units: Iterable[Unit]) -> None:
        """Add units at the end."""
        self.units.extend(units)


def field_names(names: Iterable[str]) -> tuple[str, ...]:
    """The Python names of XML attributes: ``o-tmf`` -> ``o_tmf``."""
    return tuple(name.replace("-", "_") for name in names)


#: Attributes in the order of the specification, which is the order in which they are written.
_HEADER = """creationtool creationtoolversion segtype o-tmf adminlang srclang datatype
    o-encoding creationdate creationid changedate changeid"""
_UNIT = """tuid o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate
    creationid changedate segtype changeid o-tmf srclang"""
_VARIANT = """o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate
    creationid changedate changeid o-tmf"""
HEADER_ATTRIBUTES = tuple(_HEADER.split())
UNIT_ATTRIBUTES = tuple(_UNIT.split())
VARIANT_ATTRIBUTES = tuple(_VARIANT.split())
