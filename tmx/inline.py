"""The content of a segment: text and inline codes, as plain values.

Source: TMX 1.4b, "Inline Elements" and "Content Markup".

A segment is a tuple of ``str`` and inline codes.  A code keeps what stands inside it, so that writing gives back
what was read; :func:`text_of` is the view without codes.

>>> bold = segment("He", Bpt(i="1", content=("<b>",)), "llo", Ept(i="1", content=("</b>",)))
>>> text_of(bold)
'Hello'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tmx.attributes import Attributes, check_names

Segment: TypeAlias = "tuple[str | Inline, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    """What all inline codes share.  ``FIELDS`` are the attributes in the order of the specification."""

    TAG: ClassVar[str]
    FIELDS: ClassVar[tuple[str, ...]]

    content: Segment = ()
    attributes: Attributes = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", normal(self.content))
        if self.attributes:
            check_names(self.tag, self.attributes, self.FIELDS)

    @property
    def tag(self) -> str:
        """The element's name in the file."""
        return self.TAG


@dataclass(frozen=True, slots=True, kw_only=True)
class Bpt(_Code):
    """``<bpt>``, begin paired tag: the first of a pair of native codes; ``i`` pairs it with an :class:`Ept`."""

    TAG: ClassVar[str] = "bpt"
    FIELDS: ClassVar[tuple[str, ...]] = ("i", "x", "type")
    i: str | None = None
    x: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ept(_Code):
    """``<ept>``, end paired tag: the second of a pair of native codes."""

    TAG: ClassVar[str] = "ept"
    FIELDS: ClassVar[tuple[str, ...]] = ("i",)
    i: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class It(_Code):
    """``<it>``, isolated tag: one of a pair whose other half is in another segment; ``pos`` begin or end."""

    TAG: ClassVar[str] = "it"
    FIELDS: ClassVar[tuple[str, ...]] = ("pos", "x", "type")
    pos: str | None = None
    x: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ph(_Code):
    """``<ph>``, placeholder: a native code that stands alone, such as a footnote mark."""

    TAG: ClassVar[str] = "ph"
    FIELDS: ClassVar[tuple[str, ...]] = ("assoc", "x", "type")
    assoc: str | None = None
    x: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hi(_Code):
    """``<hi>``, highlight: a stretch of text with a meaning of its own; its content *is* text."""

    TAG: ClassVar[str] = "hi"
    FIELDS: ClassVar[tuple[str, ...]] = ("x", "type")
    x: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sub(_Code):
    """``<sub>``, sub-flow: text inside a native code, such as an image's alternative text."""

    TAG: ClassVar[str] = "sub"
    FIELDS: ClassVar[tuple[str, ...]] = ("datatype", "type")
    datatype: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ut(_Code):
    """``<ut>``, unknown tag: a native code nobody could classify (deprecated since 1.4, still read)."""

    TAG: ClassVar[str] = "ut"
    FIELDS: ClassVar[tuple[str, ...]] = ("x",)
    x: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign(_Code):
    """An element TMX does not know inside a segment, such as XLIFF's ``<g>``: kept, and reported by validate."""

    FIELDS: ClassVar[tuple[str, ...]] = ()
    name: str

    @property
    def tag(self) -> str:
        """The element's name in the file."""
        return self.name


Inline: TypeAlias = Bpt | Ept | It | Ph | Hi | Sub | Ut | Foreign

#: Element name -> its class, for the elements of TMX.
CODES: dict[str, type[Bpt | Ept | It | Ph | Hi | Sub | Ut]] = {
    cls.TAG: cls for cls in (Bpt, Ept, It, Ph, Hi, Sub, Ut)
}


def segment(*parts: str | Inline) -> Segment:
    """A segment from text and codes: neighbouring strings joined, empty ones left out, as reading gives it.

    >>> segment("a", "", "b", Ph(x="1"))
    ('ab', Ph(content=(), attributes=(), assoc=None, x='1', type=None))
    """
    joined: list[str | Inline] = []
    for part in parts:
        if not isinstance(part, str):
            joined.append(part)
        elif part and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part:
            joined.append(part)
    return tuple(joined)


def normal(content: Segment) -> Segment:
    """A content as reading gives it.  Raises TypeError for a string, which would be taken for its letters."""
    if isinstance(content, str):  # type: ignore[unreachable]
        raise TypeError(f"content is a tuple of parts: write ({content!r},)")
    return segment(*content) if len(content) > 1 or content == ("",) else tuple(content)


def text_of(content: Segment) -> str:
    """The text without codes: what stands in ``<hi>`` is text, native codes and their sub-flows are not.

    >>> text_of((Hi(content=("Conference",)), " of the Parties", Ph(content=("[1]",))))
    'Conference of the Parties'
    """
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    return "".join(
        part if isinstance(part, str) else text_of(part.content)
        for part in content
        if isinstance(part, str | Hi | Foreign)
    )
