"""How much work a job is: words by the bands of match that translators are paid by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.exchange.place import shape
from toolkit.exchange.pretranslate import Finder, as_looked_up, score_with_tags, with_neighbours
from toolkit.exchange.translatable import Translatable
from toolkit.exchange.words import Size, size_of
from toolkit.xliff import State, XliffSegment

#: Lowest score of each band, best first.
SCORES = {"101-102": 101, "100": 100, "95-99": 95, "85-94": 85, "75-84": 75, "50-74": 50}
#: Every row of an analysis, in its order.  The last two are no work, or work that was done before.
BANDS = ("101-102", "repetitions", "cross-file repetitions", *tuple(SCORES)[1:], "new", "translated", "locked")


@dataclass(frozen=True, slots=True)
class Analysis:
    """One file: its name, and how much is in each band (every band is there)."""

    name: str
    bands: Mapping[str, Size]

    @property
    def total(self) -> Size:
        """Everything that is to be translated: all bands but ``translated`` and ``locked``."""
        return sum((size for band, size in self.bands.items() if band in BANDS[:-2]), Size())


def analyse(files: Iterable[Translatable], find: Finder) -> tuple[Analysis, ...]:
    """Count the words of files by band; the order of the files decides which text is the first and which repeats it.

    A segment is, in this order: a context match (101 or 102); a repetition of an earlier segment of the same file,
    or of an earlier file, with the same text and kinds of tags; what the best match of the memory makes it.  What
    has a translation already, or is locked, is counted apart.
    """
    earlier: set[object] = set()
    found = []
    for file in files:
        own: set[object] = set()
        sums: dict[str, Size] = dict.fromkeys(BANDS, Size())
        for segment, text, before, after in with_neighbours(file.segments):
            if text:
                sums[_band(segment, before, after, find, own, earlier)] += size_of(text)
        earlier |= own
        found.append(Analysis(file.path, sums))
    return tuple(found)


def _band(
    segment: XliffSegment, before: str, after: str, find: Finder, own: set[object], earlier: set[object]
) -> str:
    if segment.locked:
        return "locked"
    key = shape(segment.source)
    repeats = "repetitions" if key in own else "cross-file repetitions" if key in earlier else ""
    own.add(key)
    if segment.state in (State.TRANSLATED, State.CONFIRMED):
        return "translated"
    matches = find(as_looked_up(segment), before, after)
    score = max((score_with_tags(segment.source, match) for match in matches[:1]), default=0)
    if score > 100:
        return "101-102"
    return repeats or next((band for band, least in SCORES.items() if score >= least), "new")


def together(analyses: Sequence[Analysis], name: str = "total") -> Analysis:
    """All files as one."""
    bands = {band: sum((one.bands[band] for one in analyses), Size()) for band in BANDS}
    return Analysis(name, bands)


def rows(analyses: Sequence[Analysis]) -> list[tuple[str, str, int, int, int]]:
    """The table: file, band, segments, words, characters; a total for each file, and one for all."""
    every = [*analyses, together(analyses)] if len(analyses) > 1 else list(analyses)
    return [
        (one.name, band, size.segments, size.words, size.characters)
        for one in every
        for band, size in (*one.bands.items(), ("total", one.total))
    ]


def as_csv(analyses: Sequence[Analysis]) -> str:
    """The table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "band", "segments", "words", "characters"))
    writer.writerows(rows(analyses))
    return text.getvalue()


def as_text(analyses: Sequence[Analysis]) -> str:
    """The table for people: bands down, one block a file."""
    lines: list[str] = []
    last = ""
    whole = {one.name: max(one.total.words, 1) for one in (*analyses, together(analyses))}
    for name, band, segments, words, characters in rows(analyses):
        if name != last:
            lines += ["", name] if lines else [name]
            lines.append(f"{'band':<24}{'segments':>10}{'words':>10}{'characters':>12}{'words %':>9}")
            last = name
        if band in ("translated", "locked") and not segments:
            continue
        share = f"{100 * words / whole[name]:.1f}" if band not in ("translated", "locked") else ""
        lines.append(f"{band:<24}{segments:>10}{words:>10}{characters:>12}{share:>9}")
    return "\n".join(lines) + "\n"
