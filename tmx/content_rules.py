"""What TMX demands of the inline codes of a segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tmx.errors import Problem
from tmx.inline import Bpt, Ept, Foreign, Inline, It, Segment, Sub, Ut

_REQUIRED = {"bpt": "i", "ept": "i", "it": "pos"}


def check_content(content: Segment, line: int | None, number: int | None) -> Iterator[Problem]:
    """The problems of one segment.

    >>> [problem.code for problem in check_content((Bpt(i="1"), "a", Ept(i="2")), None, None)]
    ['unpaired']
    """
    codes = list(walk(content))
    for code, inside in codes:
        yield from _check_code(code, inside, line, number)
    begun = Counter(code.i for code, _ in codes if isinstance(code, Bpt))
    ended = Counter(code.i for code, _ in codes if isinstance(code, Ept))
    if begun != ended:
        yield Problem("unpaired", "bpt and ept do not pair", line, number, remedy="one ept for every bpt, same i")
    if any(count > 1 for count in begun.values()):
        yield Problem("repeated-i", "two bpt with one i in a segment", line, number, remedy="give each its own i")


def _check_code(code: Inline, inside: bool, line: int | None, number: int | None) -> Iterator[Problem]:
    if isinstance(code, Foreign):
        yield Problem("foreign-element", f"<{code.name}> in <seg>", line, number, remedy="use <ph> or <bpt>")
        return
    needed = _REQUIRED.get(code.tag)
    if needed and getattr(code, needed) is None:
        yield Problem("missing-attribute", f"<{code.tag}> without {needed}", line, number, remedy=f"give it {needed}")
    elif isinstance(code, It) and code.pos not in ("begin", "end"):
        yield Problem("it-pos", f"<it pos={code.pos!r}>", line, number, remedy='pos is "begin" or "end"')
    if isinstance(code, Sub) != inside:
        yield Problem("sub-place", f"<{code.tag}> in the wrong place", line, number, remedy="see TMX 1.4b")
    if isinstance(code, Ut):
        yield Problem("deprecated", "<ut>", line, number, remedy="use <ph>, <it>, <bpt>", severity="warning")
    for name, _ in code.attributes:
        yield Problem("unknown-attribute", f"<{code.tag} {name}>", line, number, remedy="remove it")


def walk(content: Segment, inside: bool = False) -> Iterator[tuple[Inline, bool]]:
    """Every code, and whether it stands directly inside a native code (where only <sub> may)."""
    for part in content:
        if not isinstance(part, str):
            yield part, inside
            yield from walk(part.content, part.tag not in ("hi", "sub") and not isinstance(part, Foreign))
