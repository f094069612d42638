"""TMX as a source: each unit's variant in the language asked for, or in the source language of the memory."""

from __future__ import annotations

import io

import tmx
from toolkit.model import BitextError, BlockKind
from toolkit.read.passages import Passage, Reading, clean


def read_tmx(data: bytes, path: str = "", lang: str | None = None) -> Reading:
    """Read a translation memory; ``lang`` chooses the side, else the header's source language does.

    Raises BitextError where no unit has that language, TmxError for what is no TMX.
    """
    problems: list[tmx.Problem] = []
    try:
        reader = tmx.Reader(io.BytesIO(data), on_problem=problems.append)
        wanted = lang or (reader.header.srclang if reader.header.srclang != "*all*" else "")
        passages: list[Passage] = []
        for number, unit in enumerate(reader, 1):
            wanted = wanted or unit.variants[0].lang
            variant = unit.variant(wanted)
            if variant and clean(variant.text):
                passages.append(Passage((clean(variant.text),), BlockKind.UNIT, f"tu-{unit.tuid or number}"))
    except tmx.TmxError as error:
        raise BitextError(error.message, path=path, line=error.line, remedy=error.remedy) from error
    if not passages:
        raise BitextError(f"no unit in language {wanted or '(none)'}", path=path, remedy="name one that it holds")
    notes = (f"{len(problems)} faults in the memory were mended or left out",) if problems else ()
    return Reading(tuple(passages), lang=wanted, notes=notes)
