"""``bitext tmx``: look into, validate, mend, convert, merge, split, filter and compare TMX files."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from toolkit.cli.output import write, write_bytes
from toolkit.cli.tmx_files import (
    divided_units,
    having_source,
    read_bytes,
    reader_of,
    refuse_other_languages,
    whole_option,
    write_units,
)

if TYPE_CHECKING:
    import tmx

_output = click.option("-o", "--output", default="-", help="File to write; '-' (default) is standard output.")
_source = click.option("--source-lang", default="ar", show_default=True)
PROFILES = ["omegat", "trados", "memoq", "phrase", "wordfast", "xtm", "weblate", "translate-toolkit"]
_profile = click.option("--profile", type=click.Choice(PROFILES), help="The CAT tool the memory is for.")
FORMS = ["tmx", "csv", "tsv", "xlsx", "jsonl", "po"]
_target = click.option("--target-lang", default="en", show_default=True)


@click.group()
def command() -> None:
    """Look into, validate, mend, convert, merge, split, filter and compare TMX files."""


@command.command()
@click.argument("file")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def info(file: str, format_: str) -> None:
    """Languages, counts, sizes, properties and dates of a memory."""
    from tmx import tools

    problems: list[tmx.Problem] = []
    reader = reader_of(file, problems)
    found = dataclasses.asdict(tools.info(reader))
    found["srclang"], found["problems"] = reader.header.srclang, len(problems)
    if format_ == "json":
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        click.echo(f"{name.replace('_', ' ')}: {'-' if shown in (None, '') else shown}")


@command.command()
@click.argument("file")
@click.option("--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(["warning", "error", "never"]), default="error", show_default=True)
@_profile
def validate(file: str, format_: str, fail_on: str, profile: str | None) -> int:
    """Every fault with its line, code and remedy; exit code 1 when there is one.

    With --profile also what a CAT tool would not take.
    """
    from tmx.validate import validate as problems

    failed = False
    for problem in problems(file, profile):
        failed = failed or problem.severity == "error" or fail_on == "warning"
        record = {k: v for k, v in dataclasses.asdict(problem).items() if k != "raw"}
        click.echo(json.dumps(record, ensure_ascii=False) if format_ == "jsonl" else f"{file}: {problem}")
    return int(failed and fail_on != "never")


@command.command()
@click.argument("file")
@_output
@click.option("--quarantine", type=click.Path(dir_okay=False), help="Write the raw bytes of dropped units here.")
def repair(file: str, output: str, quarantine: str | None) -> None:
    """Mend what can be mended; what cannot is told on standard error."""
    from tmx.files import atomic_writer

    problems: list[tmx.Problem] = []
    reader = reader_of(file, problems)
    write_units(output, reader.header, reader)
    if quarantine:
        with atomic_writer(quarantine) as stream:
            stream.write(b"".join(problem.raw + b"\n" for problem in problems if problem.raw))


@command.command()
@click.argument("file")
@_output
@click.option("--from", "from_", type=click.Choice(FORMS), help="Form of FILE; without it its ending says so.")
@click.option("--to", type=click.Choice(FORMS), help="Form to write; without it the output's ending says so.")
@click.option("--encoding", type=click.Choice(["utf-8", "utf-16"]), default="utf-8", show_default=True)
@click.option("--version", type=click.Choice(["1.1", "1.2", "1.3", "1.4"]), default="1.4", show_default=True)
@_profile
@whole_option
@_source
@_target
def convert(
    file: str,
    output: str,
    from_: str | None,
    to: str | None,
    encoding: str,
    version: str,
    profile: str | None,
    whole: bool,
    source_lang: str,
    target_lang: str,
) -> None:
    """Turn a memory into another form: tmx, csv, tsv, xlsx, jsonl, po; what does not fit is told.

    JSON lines keep everything; the others hold two languages and text without inline codes.  With --profile a TMX
    file is put into the form that a CAT tool takes, in the direction from --source-lang; units longer than it takes
    are divided where a clause ends in every language, and say so (x-part, x-divided-from).
    """
    from tmx.profiles import fit_header
    from toolkit.exchange import forms
    from toolkit.exchange.direction import turned
    from toolkit.exchange.pairs import left_out, taken_from

    source_form, target_form = from_ or forms.form_of(file), to or forms.form_of(output)
    if source_form == "tmx":
        reader = reader_of(file)
        header, units = reader.header, iter(reader)
    else:
        memory = forms.FORMS[source_form].read(read_bytes(file), source_lang, target_lang, file)
        header, units = memory.header, iter(memory)
    if target_form == "tmx":
        if profile:
            units = having_source(turned(units, header.srclang, source_lang), source_lang, file)
            header = fit_header(header, source_lang)
        units = divided_units(units, profile, source_lang, whole, file)
        write_units(output, header, units, encoding=encoding, version=version, profile=profile)
        return
    kept = list(units)
    if not forms.FORMS[target_form].whole:
        languages = (source_lang, target_lang)
        refuse_other_languages(file, kept, *languages)
        for remark in [*left_out(kept, *languages), *taken_from(kept, *languages)]:
            click.echo(f"{file}: {remark}", err=True)
    write_bytes(forms.FORMS[target_form].write(kept, source_lang, target_lang), output)


@command.command()
@click.argument("files", nargs=-1, required=True)
@_output
@click.option("--near", is_flag=True, help="Join units that differ only in case, blanks, punctuation or vowel signs.")
@click.option(
    "--same-source",
    type=click.Choice(["keep", "first", "newest"]),
    default="keep",
    show_default=True,
    help="Units of one source with other targets: keep all, or one with the other wordings as notes.",
)
def merge(files: tuple[str, ...], output: str, near: bool, same_source: Literal["keep", "first", "newest"]) -> None:
    """Join memories; exact duplicates become one unit that keeps the properties and notes of all."""
    from tmx import duplicates

    readers = [reader_of(file) for file in files]
    header, counts = readers[0].header, Counter[str]()
    units = duplicates.merge(readers, near=near, same_source=same_source, source=header.srclang, counts=counts)
    written = write_units(output, header, units)
    joined = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "none"
    click.echo(f"{written} units; duplicates joined: {joined}", err=True)


@command.command()
@click.argument("file")
@click.option("--size", type=click.IntRange(min=1), default=10_000, show_default=True, help="Units a file.")
@click.option("-o", "--output", required=True, help="Name of the parts: OUT.tmx gives OUT-001.tmx ...")
def split(file: str, size: int, output: str) -> None:
    """Cut a memory into files of a number of units; all of them are written, or none."""
    from tmx import tools

    reader = reader_of(file)
    parts = tools.split(reader, reader.header, output, size)
    click.echo(f"{len(parts)} files, {parts[0].name} to {parts[-1].name}", err=True)


@command.command(name="filter")
@click.argument("file")
@_output
@click.option("--lang", "languages", multiple=True, help="Keep units that have this language (repeatable).")
@click.option("--prop", "props", multiple=True, help="Keep units with TYPE or TYPE=TEXT (repeatable).")
@click.option("--since", help="Keep units made or changed since, YYYYMMDD or YYYYMMDDThhmmssZ.")
@click.option("--min-score", type=float, help="Keep units whose x-align-score is at least this.")
def filter_(
    file: str,
    output: str,
    languages: tuple[str, ...],
    props: tuple[str, ...],
    since: str | None,
    min_score: float | None,
) -> None:
    """Keep the units that have a language, a property, a date, a score."""
    from tmx import tools

    if since and not re.fullmatch(r"\d{8}(T\d{6}Z)?", since):
        raise click.BadParameter("a date is YYYYMMDD or YYYYMMDDThhmmssZ", param_hint="--since")
    reader = reader_of(file)
    wanted = [(type_, text if equals else None) for type_, equals, text in (p.partition("=") for p in props)]
    units = tools.select(reader, languages=languages, props=wanted, since=since, min_score=min_score)
    kept = write_units(output, reader.header, units)
    click.echo(f"{kept} units kept", err=True)


@command.command()
@click.argument("old")
@click.argument("new")
@_output
@click.option("--format", "format_", type=click.Choice(["text", "jsonl", "html"]), default="text", show_default=True)
@_source
@_target
def diff(old: str, new: str, output: str, format_: str, source_lang: str, target_lang: str) -> None:
    """Units added, gone and changed between two memories."""
    from tmx import tools
    from toolkit.exchange.changes import as_page, as_text

    changes = list(tools.diff(reader_of(old), reader_of(new), source_lang, target_lang))
    if format_ == "html":
        write(as_page(changes, source_lang, target_lang, (Path(old).name, Path(new).name)), output)
    elif format_ == "jsonl":
        rows = (json.dumps(dataclasses.asdict(change), ensure_ascii=False) for change in changes)
        write("".join(f"{row}\n" for row in rows), output)
    else:
        write(as_text(changes), output)
