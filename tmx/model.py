"""A translation memory as plain values: what stands in a TMX file, element for element.

Names follow the TMX 1.4b specification ("Structural Elements", "Attributes"); a hyphen becomes an underscore
(``o-tmf`` is ``o_tmf``).  Dates stay the strings of the file (``YYYYMMDDThhmmssZ``), since a wrong one must survive a
round trip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack, overload

from tmx import tags
from tmx.attributes import Attribute, Attributes, check_names, with_details
from tmx.errors import Problem
from tmx.header import UNIT_ORDER, VARIANT_ORDER, Header, Map, Note, Propertied, Property, Ude
from tmx.inline import Inline, Segment, normal, segment, text_of

__all__ = ["Header", "Map", "Memory", "Note", "Property", "Ude", "Unit", "Variant"]


class _Details(TypedDict, total=False):
    """The optional attributes of ``<tuv>``, by their Python names."""

    o_encoding: str | None
    datatype: str | None
    usagecount: str | None
    lastusagedate: str | None
    creationtool: str | None
    creationtoolversion: str | None
    creationdate: str | None
    creationid: str | None
    changedate: str | None
    changeid: str | None
    o_tmf: str | None


class _UnitDetails(_Details, total=False):
    """The optional attributes of ``<tu>``."""

    segtype: str | None
    srclang: str | None


class _Described(Propertied):
    """The attributes that ``<tu>`` and ``<tuv>`` share."""

    __slots__ = ()
    o_encoding = Attribute()
    datatype = Attribute()
    usagecount = Attribute()
    lastusagedate = Attribute()
    creationtool = Attribute()
    creationtoolversion = Attribute()
    creationdate = Attribute()
    creationid = Attribute()
    changedate = Attribute()
    changeid = Attribute()
    o_tmf = Attribute()


@dataclass(frozen=True, slots=True, init=False)
class Variant(_Described):
    """``<tuv>``: the text of a unit in one language.

    Every attribute of the specification is read by its name (``variant.creationdate``, None when it is missing) and
    given as a keyword; ``attributes`` holds them all, unknown ones too, as pairs.

    >>> Variant.of("ar", "مؤتمر الأطراف", creationid="ali").creationid
    'ali'
    """

    lang: str
    content: Segment
    props: tuple[Property, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: Attributes = ()

    def __init__(
        self,
        lang: str,
        content: Segment,
        props: tuple[Property, ...] = (),
        notes: tuple[Note, ...] = (),
        attributes: Attributes = (),
        **details: Unpack[_Details],
    ) -> None:
        if isinstance(content, str):  # type: ignore[unreachable]
            raise TypeError("content is a tuple of parts; for plain text write Variant.of(lang, text)")
        put = object.__setattr__
        put(self, "lang", lang)
        put(self, "content", normal(content))
        put(self, "props", tuple(props))
        put(self, "notes", tuple(notes))
        put(self, "attributes", with_details(attributes, details, VARIANT_ORDER))  # type: ignore[arg-type]
        if attributes:
            check_names("tuv", self.attributes, ("xml:lang", "lang"))

    @classmethod
    def of(cls, lang: str, *parts: str | Inline, **fields: Any) -> Variant:
        """A variant from text and codes: ``Variant.of("en", "Article 5", props=(...,))``."""
        return cls(lang, segment(*parts), **fields)

    @property
    def text(self) -> str:
        """The text without inline codes; see :func:`tmx.text_of`."""
        return text_of(self.content)


@dataclass(frozen=True, slots=True, init=False)
class Unit(_Described):
    """``<tu>``: variants that say the same.  ``line`` is where it stood in the file; it takes no part in ``==``.

    Attributes are read and given by name as in :class:`Variant`.

    >>> unit = Unit((Variant.of("ar-SA", "مرحبا"), Variant.of("en", "Hello")), changedate="20120801T000000Z")
    >>> unit.variant("ar").text, unit.variant("fr"), unit.changedate
    ('مرحبا', None, '20120801T000000Z')
    """

    variants: tuple[Variant, ...]
    tuid: str | None = None
    props: tuple[Property, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: Attributes = ()
    line: int | None = field(default=None, compare=False, repr=False)

    segtype = Attribute()
    srclang = Attribute()

    def __init__(
        self,
        variants: tuple[Variant, ...],
        tuid: str | None = None,
        props: tuple[Property, ...] = (),
        notes: tuple[Note, ...] = (),
        attributes: Attributes = (),
        line: int | None = None,
        **details: Unpack[_UnitDetails],
    ) -> None:
        put = object.__setattr__
        put(self, "variants", tuple(variants))
        put(self, "tuid", tuid)
        put(self, "props", tuple(props))
        put(self, "notes", tuple(notes))
        put(self, "attributes", with_details(attributes, details, UNIT_ORDER))  # type: ignore[arg-type]
        if attributes:
            check_names("tu", self.attributes, ("tuid",))
        put(self, "line", line)

    def variant(self, lang: str) -> Variant | None:
        """The variant for a language, in OmegaT's order: the same region, the bare language, any region."""
        found = tags.find(lang, [variant.lang for variant in self.variants])
        return None if found is None else self.variants[found]


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
