"""``bitext memory``: a store of translation memories: fill it, look up, search, count, export, remove."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import check_writable, output_option, write

if TYPE_CHECKING:
    import tmx
    from toolkit.memory.records import Filters
    from toolkit.memory.store import Store

_source = click.option("--source-lang", default="", metavar="TAG", help="Language of the text; guessed if not given.")
_target = click.option("--target-lang", default="", metavar="TAG", help="Language wanted; the memory's other one.")
_document = click.option(
    "--document", default="", metavar="NAME", help="Only from this document; NAME* for a family."
)
_status = click.option("--status", default="", metavar="S", help="Only units with this x-status: auto, confirmed ...")
_since = click.option("--since", default="", metavar="YYYYMMDD", help="Only units made or changed since.")
_until = click.option("--until", default="", metavar="YYYYMMDD", help="Only units made or changed up to this day.")


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
@click.argument("text", metavar="TEXT")
@_source
@_target
@click.option("--before", metavar="TEXT", help="The segment before it, for context matches.")
@click.option("--after", metavar="TEXT", help="The segment after it.")
@click.option(
    "--document", default="", metavar="NAME", help="The document being translated: its family is preferred."
)
@click.option("--threshold", type=click.IntRange(1, 102), default=50, show_default=True, help="Least score shown.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="Most matches of a text.")
@click.option("--no-penalties", is_flag=True, help="Take no points off for where a match comes from.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@output_option
def lookup(
    db: str,
    text: str,
    source_lang: str,
    target_lang: str,
    before: str | None,
    after: str | None,
    document: str,
    threshold: int,
    limit: int,
    no_penalties: bool,
    form: str,
    output: str,
) -> None:
    """The best matches for TEXT, each with what its score is made of; '-' takes a text a line from standard input.

    102 or 101: the same text between the same neighbours; 100: the same text; 95-99: the same words; below: similar.

    Example: bitext memory lookup un.db "الدورة السادسة" --before "مؤتمر الأطراف"
    """
    from toolkit.memory.lookup import lookup as find
    from toolkit.memory.penalties import Penalties
    from toolkit.memory.shown import as_text, record
    from toolkit.memory.store import open_store

    settings = Penalties(0, 0, 0.0, 0) if no_penalties else Penalties()
    texts = sys.stdin.buffer.read().decode("utf-8", "replace").splitlines() if text == "-" else [text]
    parts = []
    with open_store(db) as store:
        for place, one in enumerate(texts):
            langs = pair(store, one, source_lang, target_lang)
            if text == "-":
                before, after = _neighbours(texts, place)
            found = find(store, one, *langs, before, after, threshold, limit, document=document, penalties=settings)
            if form == "jsonl":
                line = {"text": one, "matches": [record(match) for match in found]}
                parts.append(json.dumps(line, ensure_ascii=False) + "\n")
            else:
                parts += [f"\n{one}\n"] if len(texts) > 1 else []
                parts.append("".join(map(as_text, found)) or f"no match of {threshold} or more\n")
    write("".join(parts), output)


def _neighbours(texts: list[str], place: int) -> tuple[str, str]:
    return texts[place - 1] if place else "", texts[place + 1] if place + 1 < len(texts) else ""


def pair(store: Store, text: str, source_lang: str, target_lang: str) -> tuple[str, str]:
    """The languages of a look-up: as asked, else by the script of the text and the memory's languages.

    Raises BitextError where that leaves a doubt.
    """
    from toolkit.languages.arabic import has_arabic
    from toolkit.model import BitextError

    known = store.languages()
    if not source_lang:
        fitting = [lang for lang in known if (lang == "ar") == has_arabic(text) and lang != target_lang.split("-")[0]]
        if len(fitting) != 1:
            have = f"the memory has {', '.join(known) or 'no text'}"
            raise BitextError(f"the language of the text is not clear; {have}", remedy="give --source-lang")
        source_lang = fitting[0]
    if not target_lang:
        others = [lang for lang in known if lang != source_lang.replace("_", "-").split("-")[0].lower()]
        if len(others) != 1:
            have = f"the memory has {', '.join(known) or 'no text'}"
            raise BitextError(f"the language wanted is not clear; {have}", remedy="give --target-lang")
        target_lang = others[0]
    return source_lang, target_lang


@command.command()
@click.argument("db", metavar="DB")
@click.argument("words", metavar="WORDS")
@_source
@_target
@click.option("--exact", is_flag=True, help="Only as written: no particles, article, pronouns, plurals.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Most hits.")
@_document
@_status
@_since
@_until
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "html"]), default="text", show_default=True)
@output_option
def concordance(
    db: str,
    words: str,
    source_lang: str,
    target_lang: str,
    exact: bool,
    limit: int,
    document: str,
    status: str,
    since: str,
    until: str,
    form: str,
    output: str,
) -> None:
    """Where a word or a phrase stands, in the middle of its line, and how it was translated.

    Arabic words are found with particles, article, pronouns and endings, whatever their marks and alef forms.

    Example: bitext memory concordance un.db "الاتجار بالأشخاص" --document "CTOC/*"
    """
    from toolkit.memory import kwic
    from toolkit.memory.concordance import concordance as search
    from toolkit.memory.store import open_store

    check_writable(output, db)
    filters = _filters(document, status, since, until)
    with open_store(db) as store:
        langs = pair(store, words, source_lang, target_lang)
        found = search(store, words, *langs, filters=filters, limit=limit, exact=exact)
    if form == "html":
        write(kwic.page(found, words, *langs), output)
        return
    write(kwic.json_lines(found) if form == "jsonl" else kwic.table(found), output)
    more = f"; further ones with --limit {10 * limit}" if found.more else ""
    click.echo(f"{len(found.hits)} hits{more}", err=True)


def _filters(document: str, status: str, since: str, until: str) -> Filters:
    from toolkit.memory.records import Filters
    from toolkit.model import BitextError

    for name, date in (("--since", since), ("--until", until)):
        if date and not (date[:8].isdecimal() and len(date) in (8, 16)):
            raise BitextError(f"{name} {date} is no date", remedy="write it as YYYYMMDD, such as 20120801")
    return Filters(document, status, since, until)


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
@_document
@_status
@_since
@_until
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
        _filters(document, status, since, until), languages=languages, min_confidence=min_confidence
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
