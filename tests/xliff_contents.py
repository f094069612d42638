"""Random contents with inline codes, for round trips."""

from typing import Any

from hypothesis import strategies as st

import tmx
from toolkit.xliff import Code, joined

_TEXT = st.text(alphabet=st.sampled_from("aب ٥<&>\"'\n"), min_size=1, max_size=5)
_NAMES = ("g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk", "pc", "sc", "ec", "{urn:x}tool")


@st.composite
def contents(draw: Any, names: tuple[str, ...] = _NAMES, depth: int = 2) -> tuple[str | Code, ...]:
    """A content of text and codes, each code with an id of its own."""
    parts: list[str | Code] = []
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            parts.append(draw(_TEXT))
        else:
            name = draw(st.sampled_from(names))
            inner = draw(contents(names, depth - 1)) if depth and name in ("g", "pc", "mrk") else ()
            parts.append(Code(name, (("id", str(draw(st.integers(0, 10**6)))),), inner))
    return joined(*parts)


@st.composite
def segments_of_tmx(draw: Any) -> tmx.Segment:
    """A segment of TMX whose codes are numbered, as tools that write them properly do."""
    parts: list[str | tmx.Inline] = []
    kinds = draw(st.lists(st.sampled_from(("text", "pair", "ph", "it", "hi")), max_size=5))
    for number, kind in enumerate(kinds, 1):
        name, native = str(number), (draw(_TEXT),)
        type_ = draw(st.sampled_from((None, "bold", "x")))
        if kind == "pair":
            parts.append(tmx.Bpt(i=name, x=name, type=type_, content=native))
            parts += [draw(_TEXT), tmx.Ept(i=name, content=native)]
        elif kind == "ph":
            parts.append(tmx.Ph(x=name, type=type_, content=native))
        elif kind == "it":
            parts.append(tmx.It(pos=draw(st.sampled_from(("begin", "end"))), x=name, type=type_, content=native))
        elif kind == "hi":
            parts.append(tmx.Hi(content=(draw(_TEXT),)))
        else:
            parts.append(draw(_TEXT))
    return tmx.segment(*parts)
