"""``bitext memory``: a store of translation memories: fill it, look up, search, count, export, remove."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from toolkit.cli.memory_filters import document_option, filters_of, since_option, status_option, until_option
from toolkit.cli.memory_search import concordance, lookup
from toolkit.cli.output import check_writable

if TYPE_CHECKING:
    import tmx


@click.group()
def command() -> None:
    """A store of translation memories: fill it, look up, search, count, export, remove.

    DB is an SQLite file, or postgresql://USER:PASSWORD@HOST/NAME for a memory that several people share.
    """


@command.command()
@click.argument("db", metavar="DB")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--document", default="", metavar="NAME", help="For units that do not say what document they are from.")
@click.option("--new-languages", is_flag=True, help="Take files that have no language in common with the memory.")
def add(db: str, files: tuple[str, ...], document: str, new_languages: bool) -> None:
    """Add TMX or XLIFF files; DB is made where there is none.

    A unit that is there already only gets the new place it was found in. Each file goes in whole or not at all,
    whatever happens; adding a file again changes nothing.

    Example: bitext memory add un.db memory.tmx
    """
    from toolkit.memory.adding import add_file

    for path in files:
        done = add_file(db, path, _read(path), document=document, new_languages=new_languages)
        parts = [f"{done.new} new", f"{done.merged} known from elsewhere", f"{done.repeated} known"]
        parts += [f"{done.skipped} left out (no text in two languages)"] if done.skipped else []
        click.echo(f"{path}: {done.read} units: {', '.join(parts)}")


def _read(path: str) -> Iterator[tmx.Unit]:
    """The units of a TMX or XLIFF file; problems go to standard error, all but the first few only counted."""
    from toolkit.cli.progress import counted

    if path.lower().endswith((".xlf", ".xliff", ".sdlxliff", ".mqxliff")):
        from toolkit.exchange.xliff_memory import units_from_xliff

        yield from units_from_xliff(path)
        return
    import tmx

    told = 0

    def tell(problem: tmx.Problem) -> None:
        nonlocal told
        told += 1
        if told <= 20:
            click.echo(f"{path}: {problem}", err=True)

    yield from counted(tmx.Reader(path, on_problem=tell), "units read")
    if told > 20:
        click.echo(f"{path}: and {told - 20} further problems; see them with: bitext tmx validate", err=True)


@command.command()
@click.argument("db", metavar="DB")
@click.option("--documents", is_flag=True, help="Also each document with its number of units.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def stats(db: str, documents: bool, form: str) -> None:
    """How much a memory holds: units, places they came from, documents, texts by language, size."""
    from toolkit.memory.store import open_store

    with open_store(db) as store:
        found = store.stats()
        names = store.documents() if documents else ()
    if form == "json":
        record = {
            "units": found.units,
            "origins": found.origins,
            "documents": dict(names) if documents else found.documents,
            "texts": dict(found.texts),
            "bytes": found.size,
        }
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    click.echo(f"units: {found.units}\nplaces they came from: {found.origins}\ndocuments: {found.documents}")
    for lang, count in found.texts.items():
        click.echo(f"different texts in {lang}: {count}")
    click.echo(f"size: {found.size / 1e6:.1f} MB")
    for name, count in names:
        click.echo(f"{count:8} {name or '(no document)'}")


@command.command()
@click.argument("db", metavar="DB")
@click.option("-o", "--output", default="-", metavar="FILE", help="TMX file to write; '-' is standard output.")
@click.option("--source-lang", default="", metavar="TAG", help="The header's source language; *all* if not given.")
@click.option("--lang", "languages", multiple=True, metavar="TAG", help="Only units that have it (repeatable).")
@document_option
@status_option
@since_option
@until_option
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only units at least so sure.")
@click.option("--every-place", is_flag=True, help="A unit for each place it came from: a full copy of the memory.")
def export(
    db: str,
    output: str,
    source_lang: str,
    languages: tuple[str, ...],
    document: str,
    status: str,
    since: str,
    until: str,
    min_confidence: float | None,
    every_place: bool,
) -> None:
    """Write the memory, or a part of it, as TMX.

    Example: bitext memory export un.db -o palermo.tmx --document "CTOC/*" --status confirmed
    """
    import dataclasses

    from toolkit.memory.adding import export_file
    from toolkit.memory.store import open_store

    check_writable(output, db)
    filters = dataclasses.replace(
        filters_of(document, status, since, until), languages=languages, min_confidence=min_confidence
    )
    with open_store(db) as store:
        count = export_file(store, output, filters, source_lang=source_lang, every_place=every_place)
    click.echo(f"{count} units", err=True)


@command.command()
@click.argument("db", metavar="DB")
@click.argument("document", metavar="DOCUMENT")
def remove(db: str, document: str) -> None:
    """Take out a document (NAME* for all that begin so); units that other documents have stay.

    Example: bitext memory remove un.db CTOC/COP/2012/4
    """
    from toolkit.memory.store import open_store
    from toolkit.model import BitextError

    with open_store(db) as store:
        start = document.removesuffix("*")
        names = [
            n for n, _ in store.documents() if (n.startswith(start) if document.endswith("*") else n == document)
        ]
        if not names:
            raise BitextError(
                f"there is no document {document!r}", path=db, remedy="see: bitext memory stats --documents"
            )
        gone = store.remove(document)
    click.echo(f"{len(names)} documents removed; {gone} units are gone, the others stand in further documents")


command.add_command(lookup)
command.add_command(concordance)
