"""Plain text to be translated: a line is a segment, or is cut into sentences by SRX rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.languages.identify import identify
from toolkit.model import BitextError
from toolkit.read.encoding import decode
from toolkit.segment.rules import UN_RULES, load_rules
from toolkit.xliff import Filling, State, XliffSegment, text_of


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text as segments and what stands between them: ``gaps`` has one string more than there are segments."""

    segments: tuple[XliffSegment, ...]
    gaps: tuple[str, ...]
    source_lang: str
    target_lang: str = ""
    path: str = ""

    def states(self) -> Mapping[str, State]:
        """None: this form has no states."""
        return {}

    def filled(self, fillings: Mapping[str, Filling], *, target_lang: str = "") -> bytes:
        """The text with fillings in the place of their segments; what has none stays in the source language."""
        parts = [self.gaps[0]]
        for segment, gap in zip(self.segments, self.gaps[1:], strict=True):
            filling = fillings.get(segment.id)
            target = filling.target if filling else None
            parts += [text_of(segment.source if target is None else target), gap]
        return "".join(parts).encode("utf-8")


def read_text(path: str, data: bytes, *, lang: str = "", sentences: bool = False) -> TextFile:
    """Read a text; each line with a letter or digit in it is a segment, or each sentence of it.

    Raises BitextError for a file without text, or one that cannot be decoded.

    >>> file = read_text("", b"One. Two.\\n\\nThree.\\n", lang="en", sentences=True)
    >>> [segment.source for segment in file.segments]
    [('One.',), ('Two.',), ('Three.',)]
    """
    text = decode(data, path).text.replace("\r\n", "\n")
    lang = lang or identify(text)
    segments, gaps, waiting = [], [], ""
    for number, line in enumerate(text.split("\n"), 1):
        if number > 1:
            waiting += "\n"
        spans = _spans(line, lang, sentences)
        end = 0
        for place, (start, stop) in enumerate(spans, 1):
            gaps.append(waiting + line[end:start])
            name = f"{number}.{place}" if sentences else str(number)
            segments.append(
                XliffSegment(name, (line[start:stop],), source_lang=lang, original=Path(path).name, line=number)
            )
            waiting, end = "", stop
        waiting += line[end:]
    if not segments:
        raise BitextError("the file has no text", path=path, remedy="give a file with text")
    return TextFile(tuple(segments), (*gaps, waiting), lang, path=path)


def _spans(line: str, lang: str, sentences: bool) -> list[tuple[int, int]]:
    bare = line.strip("\ufeff \t\u00a0")
    if not any(character.isalnum() for character in bare):
        return []
    if sentences:
        return load_rules(UN_RULES).cut(line, lang)
    start = line.index(bare)
    return [(start, start + len(bare))]
