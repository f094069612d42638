"""What stands in a TMX file beside its segments: properties, notes, the header, and the attributes by element.

Source: TMX 1.4b, "Structural Elements" and "Attributes".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tmx.attributes import Attributes, check_names

#: Attributes in the order of the specification, which is the order in which they are written.
_COMMON = "creationtool creationtoolversion creationdate creationid changedate"
HEADER_ATTRIBUTES = (
    *[
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    ],  # demanded by the DTD
    *["o-encoding", "creationdate", "creationid", "changedate", "changeid"],
)
UNIT_ATTRIBUTES = (
    *["o-encoding", "datatype", "usagecount", "lastusagedate"],
    *f"{_COMMON} segtype changeid o-tmf srclang".split(),
)
VARIANT_ATTRIBUTES = (
    *["o-encoding", "datatype", "usagecount", "lastusagedate"],
    *f"{_COMMON} changeid o-tmf".split(),
)
UNIT_ORDER = {name: place for place, name in enumerate(UNIT_ATTRIBUTES)}
VARIANT_ORDER = {name: place for place, name in enumerate(VARIANT_ATTRIBUTES)}


@dataclass(frozen=True, slots=True)
class Property:
    """``<prop>``: a tool's own piece of information; ``type`` names it, ours begin with ``x-``."""

    type: str
    text: str
    lang: str | None = None
    attributes: Attributes = ()

    def __post_init__(self) -> None:
        if self.attributes:
            check_names("prop", self.attributes, ("type", "xml:lang", "lang"))


@dataclass(frozen=True, slots=True)
class Note:
    """``<note>``: a comment for people."""

    text: str
    lang: str | None = None
    attributes: Attributes = ()

    def __post_init__(self) -> None:
        if self.attributes:
            check_names("note", self.attributes, ("xml:lang", "lang"))


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


class Propertied:
    """What has properties."""

    __slots__ = ()
    props: tuple[Property, ...]

    def prop(self, type: str) -> str | None:  # noqa: A002 - the attribute's name in TMX
        """The text of the first property of that type, or None."""
        return next((prop.text for prop in self.props if prop.type == type), None)


@dataclass(frozen=True, slots=True)
class Header(Propertied):
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

    def __post_init__(self) -> None:
        check_names("header", self.attributes, HEADER_ATTRIBUTES)
        check_names("tmx", self.root, ("version",))
