"""Inline codes between XLIFF and TMX.

TMX numbers its codes: ``i`` pairs the two halves of one, ``x`` ties a code of the source to its fellow in the
target.  XLIFF gives them ids.  The native code goes along where the file has it.
Source: TMX 1.4b, "Content Markup"; XLIFF 1.2 section 2.3; XLIFF 2.1 section 4.2.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import tmx
from toolkit.xliff.content import ANNOTATIONS, Code, Content, Kind, codes_of

_NUMBER = re.compile(r"[a-z]?(\d{1,9})")
#: How TMX calls kinds of formatting that XLIFF 1.2 has a word for.
_DELIMITERS = frozenset({"bold", "italic", "underlined", "link"})


@dataclass(slots=True)
class Numbers:
    """The numbers of ids: one table for the source and the target of a segment, so that both agree."""

    known: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """The number of an id: its own digits where nobody has them yet, else the next free number."""
        if name not in self.known:
            digits = _NUMBER.fullmatch(name)
            taken = set(self.known.values())
            if digits and digits[1] not in taken:
                self.known[name] = digits[1]
            else:
                self.known[name] = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
        return self.known[name]


def to_tmx(content: Content, numbers: Numbers, data: Mapping[str, str]) -> tmx.Segment:
    """A content as a segment of TMX; ``data`` is the native code that XLIFF 2 keeps apart from the text.

    >>> to_tmx(("see ", Code("x", (("id", "1"),))), Numbers(), {})
    ('see ', Ph(content=('<x id="1"/>',), attributes=(), assoc=None, x='1', type=None))
    """
    pairs = {code.pair for code in codes_of(content) if code.kind is Kind.OPEN and code.get("isolated") != "yes"}
    ends = {code.pair for code in codes_of(content) if code.kind is Kind.CLOSE}
    return tmx.segment(*_to_tmx(content, numbers, data, pairs & ends))


def _to_tmx(
    content: Content, numbers: Numbers, data: Mapping[str, str], complete: set[str | None]
) -> Iterator[str | tmx.Inline]:
    for part in content:
        if isinstance(part, str):
            yield part
        elif part.kind is Kind.PAIR:
            yield from _pair(part, numbers, data, complete)
        elif part.name not in ANNOTATIONS:
            yield _single(part, numbers, data, complete)


def _pair(
    code: Code, numbers: Numbers, data: Mapping[str, str], complete: set[str | None]
) -> Iterator[str | tmx.Inline]:
    inner = tuple(_to_tmx(code.content, numbers, data, complete))
    type_ = _type(code)
    if code.name in ANNOTATIONS:
        if type_ in ("x-hi", "bitext:hi"):
            yield tmx.Hi(content=tmx.segment(*inner))
        else:
            yield from inner
        return
    number = numbers.of(code.pair or "")
    start, end = _native(code, data, "dataRefStart", "<{}>"), _native(code, data, "dataRefEnd", "</{}>")
    yield tmx.Bpt(i=number, x=number, type=type_, content=start)
    yield from inner
    yield tmx.Ept(i=number, content=end)


def _single(code: Code, numbers: Numbers, data: Mapping[str, str], complete: set[str | None]) -> tmx.Inline:
    native = _native(code, data, "dataRef", "<{}/>")
    number = numbers.of(code.pair or "")
    if code.kind is Kind.ALONE:
        return tmx.Ph(x=number, type=_type(code), content=native)
    opens = code.kind is Kind.OPEN
    if code.pair in complete and code.name != "it":
        return (
            tmx.Bpt(i=number, x=number, type=_type(code), content=native)
            if opens
            else tmx.Ept(i=number, content=native)
        )
    return tmx.It(pos="begin" if opens else "end", x=number, type=_type(code), content=native)


def _native(code: Code, data: Mapping[str, str], pointer: str, form: str) -> tmx.Segment:
    """What stands inside the code, what it points to, or the code itself as markup."""
    if code.name in ("bpt", "ept", "it") or (code.name == "ph" and code.content):
        return tmx.segment(*(_inside(part) for part in code.content))
    pointed = data.get(code.get(pointer) or "")
    if pointed is not None:
        return (pointed,) if pointed else ()
    attributes = "".join(f' {name}="{value}"' for name, value in code.attributes if name == "id")
    return (form.format(code.name + (attributes if form != "</{}>" else "")),)


def _inside(part: str | Code) -> str | tmx.Inline:
    if isinstance(part, str):
        return part
    return tmx.Sub(content=tmx.segment(*(one for one in part.content if isinstance(one, str))))


def _type(code: Code) -> str | None:
    """What kind of formatting it is, in TMX's free words."""
    found = code.get("ctype") or code.get("subType") or code.get("mtype") or code.get("type")
    return found if found is None or code.name in ANNOTATIONS else found.removeprefix("x-").removeprefix("bitext:")


def from_tmx_12(content: tmx.Segment) -> Content:
    """A segment of TMX as a content of XLIFF 1.2: native codes stay native (bpt, ept, it, ph)."""
    return tuple(part if isinstance(part, str) else _code_12(part, place) for place, part in enumerate(content, 1))


def _code_12(code: tmx.Inline, place: int) -> Code:
    inside = tuple(part if isinstance(part, str) else _code_12(part, place) for part in code.content)
    if isinstance(code, tmx.Bpt):
        known = (("id", f"b{code.x or code.i or place}"), ("rid", code.i or str(place)))
        return Code("bpt", (*known, *_ctype(code.type)), inside)
    if isinstance(code, tmx.Ept):
        return Code("ept", (("id", f"e{code.i or place}"), ("rid", code.i or str(place))), inside)
    if isinstance(code, tmx.It):
        position = "close" if code.pos == "end" else "open"
        return Code("it", (("id", f"t{code.x or place}"), ("pos", position), *_ctype(code.type)), inside)
    if isinstance(code, tmx.Hi | tmx.Foreign):
        return Code("mrk", (("mtype", "x-hi"),), from_tmx_12(code.content))
    if isinstance(code, tmx.Sub):
        return Code("sub", (), tuple(part for part in code.content if isinstance(part, str)))
    type_ = code.type if isinstance(code, tmx.Ph) else None
    return Code("ph", (("id", f"p{code.x or place}"), *_ctype(type_, placeholder=True)), inside)


def _ctype(type_: str | None, placeholder: bool = False) -> tuple[tuple[str, str], ...]:
    if not type_:
        return ()
    word = "-".join(type_.split())
    return (("ctype", word if word in _DELIMITERS and not placeholder else f"x-{word}"),)


def from_tmx_2(content: tmx.Segment, data: dict[str, str]) -> Content:
    """A segment of TMX as a content of XLIFF 2; native codes go to ``data``, id by text, for ``<originalData>``."""
    return tuple(
        part if isinstance(part, str) else _code_2(part, place, data) for place, part in enumerate(content, 1)
    )


def _code_2(code: tmx.Inline, place: int, data: dict[str, str]) -> Code:
    if isinstance(code, tmx.Hi | tmx.Foreign):
        known = (("id", f"h{place}"), ("type", "bitext:hi"))
        return Code("mrk", known, from_tmx_2(code.content, data))
    native = "".join(part if isinstance(part, str) else tmx.text_of(part.content) for part in code.content)
    pointer = ("dataRef", data.setdefault(native, f"d{len(data) + 1}"))
    if isinstance(code, tmx.Bpt):
        return Code("sc", (("id", f"b{code.i or place}"), *_sub_type(code.type), pointer))
    if isinstance(code, tmx.Ept):
        return Code("ec", (("startRef", f"b{code.i or place}"), pointer))
    if isinstance(code, tmx.It):
        name = "ec" if code.pos == "end" else "sc"
        return Code(name, (("id", f"t{code.x or place}"), ("isolated", "yes"), *_sub_type(code.type), pointer))
    type_ = code.type if isinstance(code, tmx.Ph) else None
    return Code("ph", (("id", f"p{getattr(code, 'x', None) or place}"), *_sub_type(type_), pointer))


def _sub_type(type_: str | None) -> tuple[tuple[str, str], ...]:
    return (("type", "other"), ("subType", f"bitext:{'-'.join(type_.split())}")) if type_ else ()
