"""``bitext build``: two language versions of a document become a memory."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import check_writable, original_option, write
from toolkit.model import BitextError

if TYPE_CHECKING:
    import tmx
    from toolkit.pipeline import Build


@click.command("build")
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="TGT", required=False)
@click.option("-o", "--output", required=True, metavar="OUT.tmx", help="The translation memory to write.")
@click.option("--report", metavar="R.html", help="Also write a review page to read in a browser.")
@click.option("--source-lang", default="ar", show_default=True, metavar="TAG", help="Language of SRC.")
@click.option("--target-lang", default="en", show_default=True, metavar="TAG", help="Language of TGT.")
@click.option("--termbase", metavar="FILE", help="Your termbase in place of the built-in one.")
@click.option("--srx", metavar="FILE", help="Segmentation rules (SRX 2.0) in place of ours for UN texts.")
@click.option("--model", metavar="FILE", help="A language model of 'bitext repair --train-model' to repair by.")
@click.option("--symbol", default="", metavar="SYMBOL", help="The document's symbol, such as CTOC/COP/2012/4.")
@click.option(
    "--encoder",
    default="auto",
    show_default=True,
    metavar="auto|none|NAME",
    help="Sentence embeddings: those installed, none, or a sentence-transformers model.",
)
@click.option(
    "--min-confidence",
    default=0.5,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Below it a bead counts as doubtful.",
)
@original_option
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def command(
    source: str,
    target: str | None,
    output: str,
    report: str | None,
    source_lang: str,
    target_lang: str,
    termbase: str | None,
    srx: str | None,
    model: str | None,
    symbol: str,
    encoder: str,
    min_confidence: float,
    original: bool,
    quiet: bool,
) -> None:
    """Read, repair, segment, align and check SRC and TGT, and write a translation memory.

    SRC and TGT are two language versions of one document: text, DOCX, PDF, ODT, HTML and more, told by what is in
    them (docs/formats.md).  SRC alone may be a UN document's symbol, such as CTOC/COP/2012/4: both versions are then
    fetched first, as 'bitext fetch' does.
    """
    if target is None:
        check_writable(output)
        check_writable(report)
        source, target, symbol = _fetched(source, source_lang, target_lang)
    check_writable(output, source, target)
    check_writable(report, source, target)
    from toolkit.cli.progress import stages
    from toolkit.pipeline import STAGES, BuildSettings, build
    from toolkit.pipeline.page import page_of
    from toolkit.review.page import render

    settings = BuildSettings(
        source_lang, target_lang, encoder, termbase, srx, symbol, min_confidence, original, model
    )
    with stages(STAGES) as progress:
        result = build(source, target, settings, progress=progress)
    page = render(page_of(result)) if report else ""
    _write_memory(result.memory, output)
    if report:
        write(page, report)
    if not quiet:
        _print_summary(result, output, report)


def _fetched(symbol: str, source_lang: str, target_lang: str) -> tuple[str, str, str]:
    """The files of both language versions of a document, and its symbol."""
    from toolkit.cli.fetch import fetched
    from toolkit.fetch import is_symbol

    if not is_symbol(symbol):
        raise BitextError("one file alone is no pair", path=symbol, remedy="give SRC and TGT, or a document's symbol")
    source, target = (found.path for found in fetched(symbol, (source_lang, target_lang)))
    return source, target, symbol


def _write_memory(memory: tmx.Memory, output: str) -> None:
    from tmx import dump

    dump(memory, sys.stdout.buffer if output == "-" else output)


def _print_summary(result: Build, output: str, report: str | None) -> None:
    from toolkit.pipeline.summary import summary

    rows = summary(result)
    rows += [("Memory", output)] if output != "-" else []
    rows += [("Report", report)] if report else []
    width = max(len(label) for label, _ in rows)
    for label, value in rows:
        click.echo(f"{label:<{width}}  {value}", err=output == "-")
