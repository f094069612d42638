"""``bitext export``: a memory in the form that another tool wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.output import check_writable, write_bytes
from toolkit.cli.tmx_files import divided_units, whole_option

if TYPE_CHECKING:
    import tmx
    from toolkit.exchange.source import Units

_output = click.option("-o", "--output", default="-", metavar="FILE", help="File to write; '-' is standard output.")


def _memory(command: Callable[..., Any]) -> Callable[..., Any]:
    """The memory, its languages and which of its units: the same for every form."""
    for option in (
        click.option("--status", default="", metavar="WORD", help="Only units with this x-status (confirmed, auto)."),
        click.option("--document", default="", metavar="NAME", help="Only units of this document; NAME* begins so."),
        click.option("--target-lang", default="", metavar="TAG", help="The target's; the other one if not given."),
        click.option("--source-lang", default="", metavar="TAG", help="The source's; the header's if not given."),
        click.argument("memory", metavar="MEMORY"),
    ):
        command = option(command)
    return command


@click.group()
def command() -> None:
    """A memory (TMX, or a store) in the form that another tool wants.

    Example: bitext export xliff memory.tmx -o memory.xlf
    """


@command.command()
@_memory
@_output
@click.option("--version", type=click.Choice(["1.2", "2.1"]), default="1.2", show_default=True)
def xliff(memory: str, output: str, version: str, **which: Any) -> None:
    """XLIFF to edit in a CAT tool; bitext memory add takes the edited file back."""
    from toolkit.exchange.source import units_of
    from toolkit.exchange.xliff_memory import write_memory

    check_writable(output, memory)
    with units_of(memory, named=True, **which) as found:
        text = "".join(write_memory(found.units, version, found.source_lang, found.target_lang))
    write_bytes(text.encode("utf-8"), output)


def _form(name: str, summary: str) -> None:
    """Add a form that holds a whole memory at once: a table, a catalogue, JSON lines."""

    @command.command(name, help=summary)
    @_memory
    @_output
    def export(memory: str, output: str, **which: Any) -> None:
        from toolkit.exchange.forms import FORMS
        from toolkit.exchange.pairs import left_out
        from toolkit.exchange.source import units_of

        check_writable(output, memory)
        with units_of(memory, named=True, **which) as found:
            units = list(found.units)
        for loss in () if FORMS[name].whole else left_out(units, found.source_lang, found.target_lang):
            click.echo(f"{memory}: {loss}", err=True)
        write_bytes(FORMS[name].write(units, found.source_lang, found.target_lang), output)


for _name, _summary in (
    ("xlsx", "An Excel workbook with row ids; bitext take-back brings the edits back."),
    ("csv", "Comma-separated values with row ids; bitext take-back brings the edits back."),
    ("tsv", "Tab-separated values with row ids; bitext take-back brings the edits back."),
    ("jsonl", "JSON, one unit a line: all languages, inline codes, properties."),
    ("po", "A gettext catalogue that msgfmt --check accepts."),
):
    _form(_name, _summary)


@command.command("tmx")
@_memory
@_output
@click.option("--profile", metavar="TOOL", help="As a tool takes it: omegat, trados, memoq, phrase, xtm ..")
@whole_option
def one_direction(memory: str, output: str, profile: str | None, whole: bool, **which: Any) -> None:
    """TMX of one direction: two languages, the source first and named in the header, as most tools want it.

    Units longer than the tool of --profile takes are divided where a clause ends in both languages, and say so
    (x-part, x-divided-from).  What it would refuse all the same is left out, and told.
    """
    import dataclasses

    import tmx
    from toolkit.exchange.source import units_of

    check_writable(output, memory)
    with units_of(memory, **which) as found:
        header = dataclasses.replace(found.header, srclang=found.source_lang)

        def tell(problem: tmx.Problem) -> None:
            click.echo(f"{memory}: {problem}", err=True)

        with tmx.Writer(output, header, profile=profile, on_problem=tell) as writer:
            for unit in divided_units(_pairs(found), profile, found.source_lang, whole, memory):
                writer.write(unit)


def _pairs(found: Units) -> Iterator[tmx.Unit]:
    """The units with the two languages alone, the source first, and their context in it."""
    import dataclasses

    from toolkit.exchange.direction import turned

    for unit in turned(found.units, found.header.srclang, found.source_lang):
        sides = (unit.variant(lang) for lang in (found.source_lang, found.target_lang))
        yield dataclasses.replace(unit, variants=tuple(filter(None, sides)))


@command.command()
@_memory
@_output
@click.option("--title", default="", help="Heading of the page; the memory's name if not given.")
def html(memory: str, output: str, title: str, **which: Any) -> None:
    """A page to read or print: source and target side by side, each in its direction."""
    from toolkit.exchange.html_page import html_page
    from toolkit.exchange.source import units_of

    check_writable(output, memory)
    with units_of(memory, **which) as found:
        text = "".join(html_page(found.units, found.source_lang, found.target_lang, title or Path(memory).stem))
    write_bytes(text.encode("utf-8"), output)


@command.command()
@_memory
@click.option("-o", "--output", required=True, metavar="PREFIX", help="Makes PREFIX.SOURCE and PREFIX.TARGET.")
def moses(memory: str, output: str, **which: Any) -> None:
    """Two text files as Moses and OPUS have them, line N the translation of line N.

    A line break inside a segment becomes a blank; how often is told.
    """
    from toolkit.exchange.moses import moses_text
    from toolkit.exchange.source import units_of

    with units_of(memory, **which) as found:
        paths = [f"{output}.{lang}" for lang in (found.source_lang, found.target_lang)]
        for path in paths:
            check_writable(path, memory)
        text = moses_text(found.units, found.source_lang, found.target_lang)
    for path, lines in zip(paths, (text.source, text.target), strict=True):
        write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"), path)
    click.echo(
        f"{len(text.source)} lines; line breaks inside {text.folded} segments became blanks; "
        f"{text.skipped} units without text on both sides left out",
        err=True,
    )


@command.command("omegat-project")
@_memory
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("-o", "--output", metavar="DIR", help="A new folder, instead of the argument DIR.")
@click.option("--source", "sources", multiple=True, metavar="FILE", help="A text to translate; repeatable.")
@click.option("--termbase", metavar="FILE", help="Terms for the glossary (TBX, TSV, CSV).")
@click.option("--suggest-unconfirmed", is_flag=True, help="OmegaT only suggests what no person has confirmed.")
@click.option("--paragraphs", is_flag=True, help="Translate whole paragraphs instead of sentences.")
def omegat_project(
    memory: str,
    folder: str | None,
    output: str | None,
    sources: tuple[str, ...],
    termbase: str | None,
    suggest_unconfirmed: bool,
    paragraphs: bool,
    **which: Any,
) -> None:
    """A folder that OmegaT opens as a project.

    The memory in tm/auto, the terms in glossary, our own rules of segmentation in omegat.
    """
    from toolkit.exchange.omegat import glossary_rows, write_project
    from toolkit.exchange.source import units_of

    place = output or folder
    if not place:
        raise click.UsageError("name the folder to make")
    with units_of(memory, **which) as found:
        pair = (found.source_lang, found.target_lang)
        count = write_project(
            place,
            found.units,
            *pair,
            sources=sources,
            glossary=glossary_rows(termbase, *pair) if termbase else (),
            suggest_unconfirmed=suggest_unconfirmed,
            sentences=not paragraphs,
        )
    click.echo(f"{place}: {count} units, {pair[0]} to {pair[1]}; open the folder in OmegaT", err=True)
