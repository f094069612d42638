"""Subtitles (SubRip, WebVTT): each cue is a unit, its lines joined, its number its key."""

from __future__ import annotations

import html
import re

from toolkit.model import BitextError, BlockKind
from toolkit.read.encoding import decode
from toolkit.read.passages import Passage, Reading, clean

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d\d[,.]\d{1,3}"
_CUE_RE = re.compile(rf"^\s*(?P<start>{_TIME})\s*-->\s*(?P<end>{_TIME}).*$")
_TAG_RE = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>|<\d\d:[\d:.]+>|\{\\[^{}\n]{0,80}\}")


def read_subtitles(data: bytes, path: str = "") -> Reading:
    """Read SRT or VTT.  Markup for italics and colours is left out.

    Raises BitextError for a file without cues.
    """
    decoded = decode(data, path)
    passages: list[Passage] = []
    for number, chunk in enumerate(re.split(r"(?:\r?\n|\r)[ \t]*(?:\r?\n|\r)+", decoded.text.lstrip("\ufeff")), 1):
        lines = chunk.splitlines()
        place = next((place for place, line in enumerate(lines) if _CUE_RE.match(line)), None)
        if place is None:
            continue
        name = lines[place - 1].strip() if place else ""
        text = clean(html.unescape(_TAG_RE.sub("", "\n".join(lines[place + 1 :]))))
        if text:
            passages.append(Passage((text,), BlockKind.UNIT, f"s-{name or number}"))
    if not passages:
        raise BitextError("no subtitles in this file", path=path, remedy="give a SubRip or WebVTT file")
    return Reading(tuple(passages), encoding=decoded.encoding, notes=(decoded.note,) if decoded.note else ())
