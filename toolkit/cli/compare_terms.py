"""``bitext terms compare``: a document's wording against an authority's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.findings import check_writable, languages, output_option, source_lang_option, target_lang_option
from toolkit.cli.output import write, write_bytes
from toolkit.model import BitextError

if TYPE_CHECKING:
    import tmx
    from toolkit.terms.against import Departure, Passage, Used

_HEADING = ("concept", "language", "in the document", "where", "in the authority", "where there")


@click.command("compare")
@click.argument("memory", metavar="MEMORY")
@click.argument("authority", metavar="AUTHORITY")
@click.option("--termbase", metavar="FILE", help="Your termbase in place of the built-in one.")
@source_lang_option
@target_lang_option
@output_option
def command(
    memory: str, authority: str, termbase: str | None, source_lang: str | None, target_lang: str | None, output: str
) -> None:
    """Show where MEMORY words a concept otherwise than AUTHORITY (a treaty), with both places.

    AUTHORITY is a TMX memory (`bitext build` makes one of the two language versions), or a table (.tsv, .csv,
    .xlsx) with one language a column; the places are then what its third column says, or the articles whose labels
    begin its cells, or else its lines.  With -o FILE.tsv, .csv or .xlsx the result is a table.
    """
    import tmx
    from toolkit.terms import load_termbase
    from toolkit.terms.against import departures

    check_writable(output, memory, authority)
    loaded = tmx.load(memory)
    langs = languages(loaded, memory, source_lang, target_lang)
    found = departures(_of_memory(loaded, langs), _authority(authority, langs), load_termbase(termbase), langs)
    form = Path(output).suffix.lower().lstrip(".")
    if form in ("tsv", "csv", "xlsx"):
        from toolkit.sheets import write_rows

        write_bytes(write_rows([_HEADING, *map(_row, found)], form), output)
        return
    lines = [f"{one.concept} ({one.lang}): {_shown(one.document)}; there: {_shown(one.authority)}\n" for one in found]
    write("".join(lines) + f"{len(found)} departures\n", output)


def _shown(uses: tuple[Used, ...]) -> str:
    return ", ".join(use.shown for use in uses)


def _row(one: Departure) -> tuple[str, ...]:
    cells = []
    for uses in (one.document, one.authority):
        cells += ["; ".join(f"{use.wording} ({use.count}×)" for use in uses)]
        cells += ["; ".join(", ".join(use.places) for use in uses)]
    return (one.concept, one.lang, *cells)


def _of_memory(memory: tmx.Memory, langs: tuple[str, str]) -> list[Passage]:
    from toolkit.terms.against import Passage
    from toolkit.terms.places import cited

    found = []
    for number, unit in enumerate(memory, 1):
        source, target = unit.variant(langs[0]), unit.variant(langs[1])
        if source and target:
            found.append(Passage(cited(unit.prop("x-block") or f"unit {number}"), source.text, target.text))
    return found


def _authority(path: str, langs: tuple[str, str]) -> list[Passage]:
    """The passages of a memory, or of a table whose two columns are told apart by their languages."""
    if Path(path).suffix.lower() == ".tmx":
        import tmx

        loaded = tmx.load(path)
        return _of_memory(loaded, languages(loaded, path, *langs))
    from toolkit.languages.identify import identify
    from toolkit.languages.tags import base
    from toolkit.sheets import form_of, read_rows
    from toolkit.terms.against import Passage
    from toolkit.terms.places import places_of_rows

    rows = [
        (line, cells) for line, cells in read_rows(Path(path).read_bytes(), form_of(path), path) if len(cells) > 1
    ]
    columns = [identify(" ".join(cells[column] for _, cells in rows)) for column in (0, 1)] if rows else []
    wanted = [base(lang) for lang in langs]
    if sorted(columns) != sorted(wanted):
        have = ", ".join(columns) or "none"
        remedy = f"give a table with {' and '.join(wanted)} in its first two columns"
        raise BitextError(f"columns in {have}", path=path, remedy=remedy)
    first, second = (columns.index(lang) for lang in wanted)
    places = places_of_rows(rows)
    return [Passage(place, cells[first], cells[second]) for place, (_, cells) in zip(places, rows, strict=True)]
