"""``bitext evaluate``: alignments and translations by their references, memories by held-out units."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from toolkit.cli.evaluate import command as alignment
from toolkit.cli.output import output_option, write

if TYPE_CHECKING:
    from toolkit.memory.held import Help, Quality


class _AlignmentFirst(click.Group):
    """A group whose subcommand ``alignment`` need not be named: ``bitext evaluate GOLD TEST``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args[:1] not in ([name] for name in (*self.commands, "--help", "-h")):
            args = ["alignment", *args]
        return super().parse_args(ctx, args)


@click.command("evaluate", cls=_AlignmentFirst)
def command() -> None:
    """Score an alignment or a translation (evaluate GOLD TEST, for short), or see what a memory is worth."""


command.add_command(alignment, "alignment")


@command.command("memory")
@click.argument("db", metavar="DB")
@click.argument("held", metavar="HELD.tmx")
@click.option("--source-lang", default="", metavar="TAG", help="Language to look up; the header's if not given.")
@click.option("--target-lang", default="", metavar="TAG", help="Language of the references; the file's other one.")
@click.option(
    "--threshold", type=click.IntRange(1, 102), default=50, show_default=True, help="Least score that helps."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def memory(db: str, held: str, source_lang: str, target_lang: str, threshold: int, form: str, output: str) -> None:
    """How much the memory DB helps with the units of HELD.tmx, which should not be in it.

    The share of segments by the band of their best match, and BLEU and chrF (sacrebleu) of the best match's
    suggestion against the translation in HELD.tmx.

    Example: bitext evaluate memory un.db held.tmx
    """
    import tmx
    from toolkit.cli.findings import languages
    from toolkit.memory.held import evaluate
    from toolkit.memory.store import open_store

    units = tmx.load(held)
    source, target = languages(units, held, source_lang or None, target_lang or None)
    with open_store(db) as store:
        found = evaluate(store, units, source, target, threshold)
    write(json.dumps(_record(found), indent=1) + "\n" if form == "json" else _lines(found), output)


def _record(found: Help) -> dict[str, object]:
    return {
        "segments": found.segments,
        "bands": dict(found.bands),
        "matched": _figures(found.matched) if found.matched else None,
        "whole": _figures(found.whole),
    }


def _figures(quality: Quality) -> dict[str, object]:
    return {
        "segments": quality.segments,
        "bleu": round(quality.bleu, 2),
        "chrf": round(quality.chrf, 2),
        "signatures": [quality.bleu_signature, quality.chrf_signature],
    }


def _lines(found: Help) -> str:
    lines = [f"{name:>8}  {count:6}  {count / found.segments:6.1%}\n" for name, count in found.bands]
    for what, quality in (("segments with a match", found.matched), ("all segments", found.whole)):
        if quality:
            lines.append(f"{what} ({quality.segments}): BLEU {quality.bleu:.1f}, chrF {quality.chrf:.1f}\n")
    lines.append(f"BLEU {found.whole.bleu_signature}\nchrF {found.whole.chrf_signature}\n")
    return f"{found.segments} segments\n" + "".join(lines)
