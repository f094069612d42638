"""``bitext align``: two lists of segments become beads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import check_writable, output_option, write

if TYPE_CHECKING:
    from toolkit.model import Segment


@click.command("align")
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="TGT")
@click.option("--pre-segmented", is_flag=True, help="Line N of each file is segment N, blank lines included.")
@click.option("--source-lang", default="ar", show_default=True, metavar="TAG", help="Language of SRC.")
@click.option("--target-lang", default="en", show_default=True, metavar="TAG", help="Language of TGT.")
@click.option("--termbase", metavar="FILE", help="Your termbase in place of the built-in one.")
@click.option("--encoder", default="auto", show_default=True, metavar="auto|none|NAME", help="Sentence embeddings.")
@click.option("--max-bead", default=8, show_default=True, type=click.IntRange(1, 8), help="Most segments on a side.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["vecalign", "tsv", "jsonl", "tmx"]),
    default="vecalign",
    show_default=True,
    help="vecalign: '[0]:[0,1]:cost', 0-based, a line a bead.",
)
@output_option
def command(
    source: str,
    target: str,
    pre_segmented: bool,
    source_lang: str,
    target_lang: str,
    termbase: str | None,
    encoder: str,
    max_bead: int,
    form: str,
    output: str,
) -> None:
    """Align the segments of SRC with those of TGT.

    Without --pre-segmented the files are read and segmented as documents first.
    """
    from toolkit.align import AlignSettings, align
    from toolkit.terms import concepts_in, load_termbase

    check_writable(output, source, target)
    settings = AlignSettings(source_lang, target_lang, encoder=encoder, max_bead=max_bead)
    sides = [_segments(path, lang, pre_segmented) for path, lang in ((source, source_lang), (target, target_lang))]
    terms = load_termbase(termbase)
    concepts = [
        concepts_in([found.text for found in side], terms, lang)
        for side, lang in zip(sides, (source_lang, target_lang), strict=True)
    ]
    alignment = align(sides[0], sides[1], settings=settings, source_concepts=concepts[0], target_concepts=concepts[1])
    if form == "tmx":
        import tmx
        from toolkit.memory.units import build_memory
        from toolkit.signature import signature

        recipe = f"{signature()}|{settings.signature()}"
        memory = build_memory(alignment, source_lang=source_lang, target_lang=target_lang, signature=recipe)
        tmx.dump(memory, sys.stdout.buffer if output == "-" else output)
        return
    from toolkit.align.forms import FORMS

    write(FORMS[form](alignment), output)


def _segments(path: str, lang: str, pre_segmented: bool) -> tuple[Segment, ...]:
    from toolkit.read import read, read_lines
    from toolkit.segment import segment

    return read_lines(path, lang) if pre_segmented else segment(read(path, lang))
