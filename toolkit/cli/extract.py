"""``bitext terms extract``: candidates for a termbase from any aligned memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.findings import languages, source_lang_option, target_lang_option
from toolkit.cli.output import check_writable, output_option, write_bytes

if TYPE_CHECKING:
    from toolkit.terms.extract import Candidate


@click.command("extract")
@click.argument("memory", metavar="MEMORY")
@source_lang_option
@target_lang_option
@click.option(
    "--min-count", type=click.IntRange(2), default=2, show_default=True, help="How often a pair must occur."
)
@click.option("--most", type=click.IntRange(1), metavar="N", help="Only the first N candidates.")
@click.option("--known", metavar="TERMBASE", help="Leave out what this termbase has.")
@output_option
def command(
    memory: str,
    source_lang: str | None,
    target_lang: str | None,
    min_count: int,
    most: int | None,
    known: str | None,
    output: str,
) -> None:
    """Propose terms from a TMX memory: phrases that recur and translate each other, the likeliest first.

    FILE.tsv, .csv and .xlsx have counts and an example beside each candidate, .tbx only the terms.  Each is marked
    unconfirmed: strike out what is no term, mend the rest, and use the file as a termbase.
    """
    import tmx
    from toolkit.terms import load_termbase
    from toolkit.terms.candidates import unknown_to
    from toolkit.terms.extract import extract

    check_writable(output, memory, *([known] if known else []))
    loaded = tmx.load(memory)
    langs = languages(loaded, memory, source_lang, target_lang)
    termbase = load_termbase(known) if known else None
    pairs, places = [], []
    for unit in loaded:
        source, target = unit.variant(langs[0]), unit.variant(langs[1])
        if source and target:
            pairs.append((source.text, target.text))
            places.append(unit.prop("x-block") or "")
    found = extract(pairs, langs, min_count=min_count)
    found = unknown_to(termbase, found, langs) if termbase else found
    write_bytes(_file(found[:most], pairs, langs, places, output), output)


def _file(
    found: tuple[Candidate, ...],
    pairs: list[tuple[str, str]],
    langs: tuple[str, str],
    places: list[str],
    output: str,
) -> bytes:
    """The bytes for the form that the name of the output asks for; TSV without a name."""
    from toolkit.sheets import form_of, write_rows
    from toolkit.terms import to_tbx
    from toolkit.terms.candidates import candidate_rows, candidate_termbase

    if Path(output).suffix.lower() == ".tbx":
        return to_tbx(candidate_termbase(found, langs, Path(output).stem))
    rows = candidate_rows(found, pairs, langs, places)
    return write_rows(rows, "tsv" if output == "-" else form_of(output))
