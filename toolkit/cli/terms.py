"""``bitext terms``: check terminology, look into a termbase."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.compare_terms import command as compare_command
from toolkit.cli.extract import command as extract_command
from toolkit.cli.findings import (
    check_writable,
    fail_on_option,
    format_option,
    languages,
    output_option,
    show,
    source_lang_option,
    target_lang_option,
)
from toolkit.cli.output import write, write_bytes
from toolkit.cli.reporting import Delivery, deliver, report_options

if TYPE_CHECKING:
    from toolkit.report import Report


@click.group("terms")
def command() -> None:
    """Check terminology; propose terms; look into a termbase."""


command.add_command(extract_command)
command.add_command(compare_command)


@command.command("check")
@click.argument("memory", metavar="MEMORY")
@click.option(
    "--termbase", metavar="FILE", help="Your termbase (TBX, TSV, CSV or XLSX) in place of the built-in one."
)
@source_lang_option
@target_lang_option
@click.option(
    "--exempt",
    metavar="NAME,..",
    default="titles",
    show_default=True,
    help="Where terms keep their own wording: titles (of treaties), quotations, or none.",
)
@report_options
def check_command(
    memory: str, termbase: str | None, source_lang: str | None, target_lang: str | None, exempt: str, **options: Any
) -> int:
    """Check the terms of a TMX memory: missing, another concept's, deprecated, in a variant, in several wordings.

    Each finding says what was sought, what is nearest on the other side, and why the check thinks so.  What the
    repair or the alignment was not sure of counts less, and the finding says that.
    """
    import tmx
    from toolkit.checks import check
    from toolkit.terms import load_termbase

    delivery = Delivery(**options)
    delivery.check_writable(memory, *([termbase] if termbase else []))
    loaded = tmx.load(memory)
    source, target = languages(loaded, memory, source_lang, target_lang)
    base = load_termbase(termbase)
    findings = check(
        loaded,
        source_lang=source,
        target_lang=target,
        termbase=base,
        checks=["terms"],
        exempt=_zones(exempt),
    )

    def with_usage(report: Report) -> Report:
        from toolkit.report.usage import usage

        shows_it = delivery.form in ("html", "xlsx")
        return replace(report, usage=usage(loaded, base, (source, target))) if shows_it else report

    return deliver(findings, delivery, path=memory, memory=loaded, langs=(source, target), extra=with_usage)


def _zones(names: str) -> tuple[str, ...]:
    """The names of --exempt; a usage error for a name that is none."""
    from toolkit.terms.zones import ZONES

    chosen = tuple(name.strip() for name in names.split(",") if name.strip() not in ("", "none"))
    unknown = [name for name in chosen if name not in ZONES]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(ZONES)}, none", param_hint="--exempt")
    return chosen


@command.command("list")
@click.option("--termbase", metavar="FILE", help="Your termbase in place of the built-in one.")
@output_option
def list_command(termbase: str | None, output: str) -> None:
    """List a termbase's concepts: id, English, Arabic, status, source, TAB between."""
    from toolkit.terms import load_termbase

    lines = []
    for concept in load_termbase(termbase).concepts:
        status = concept.terms[0].status.value if concept.terms else ""
        fields = (concept.id, concept.preferred("en"), concept.preferred("ar"), status, concept.source)
        lines.append("\t".join(fields) + "\n")
    write("".join(lines), output)


@command.command("convert")
@click.option("--termbase", metavar="FILE", help="Your termbase in place of the built-in one.")
@click.option(
    "--from",
    "given",
    type=click.Choice(["auto", "omegat"]),
    default="auto",
    show_default=True,
    help="'omegat': FILE is a glossary without a heading; otherwise its ending tells the form.",
)
@click.option(
    "--to",
    "form",
    type=click.Choice(["tbx", "tbx-dct", "tbx2", "tsv", "csv", "xlsx", "omegat"]),
    default="tbx",
    show_default=True,
    help="TBX 3 with DCA or DCT style; TBX 2 (martif), which most tools import; a table; an OmegaT glossary.",
)
@click.option("--source-lang", metavar="TAG", default="en", show_default=True, help="Of a glossary.")
@click.option("--target-lang", metavar="TAG", default="ar", show_default=True, help="Of a glossary.")
@output_option
def convert_command(
    termbase: str | None, given: str, form: str, source_lang: str, target_lang: str, output: str
) -> None:
    """Write a termbase (TBX, TSV, CSV, XLSX, OmegaT glossary) in another form.

    All but the glossary hold everything; what a glossary cannot hold, and what of a TBX file was passed over, is
    told on standard error.
    """
    from toolkit.terms import load_termbase, losses, to_glossary, to_table, to_tbx

    check_writable(output, *([termbase] if termbase else []))
    langs = (source_lang, target_lang)
    loaded = load_termbase(termbase, langs) if given == "omegat" else load_termbase(termbase)
    if form.startswith("tbx"):
        data = to_tbx(loaded, form)
    else:
        data = to_glossary(loaded, langs) if form == "omegat" else to_table(loaded, form)
    for note in loaded.notes:
        click.echo(f"{termbase}: {note}", err=True)
    for lost in losses(loaded, form, langs):
        click.echo(f"an OmegaT glossary cannot hold {lost}", err=True)
    write_bytes(data, output)


@command.command("validate")
@click.option("--termbase", metavar="FILE", help="Your termbase in place of the built-in one.")
@fail_on_option
@format_option
@output_option
def validate_command(termbase: str | None, fail_on: str, form: str, output: str) -> int:
    """Find a termbase's faults: ids, preferred and deprecated terms, script, NFC, forms that two concepts claim."""
    from toolkit.terms import load_termbase, validate

    check_writable(output, *([termbase] if termbase else []))
    return show(validate(load_termbase(termbase)), form, output, fail_on)
