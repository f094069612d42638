"""``bitext align``: two lists of segments become beads."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import check_writable, output_option, write

if TYPE_CHECKING:
    from toolkit.align import AlignSettings
    from toolkit.model import Alignment, Segment


@click.command("align")
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="TGT")
@click.option("--pre-segmented", is_flag=True, help="Line N of each file is segment N, blank lines included.")
@click.option("--source-lang", default="ar", show_default=True, metavar="TAG", help="Language of SRC.")
@click.option("--target-lang", default="en", show_default=True, metavar="TAG", help="Language of TGT.")
@click.option("--termbase", metavar="FILE", help="Your termbase in place of the built-in one.")
@click.option("--lexicon", metavar="FILE", help="A lexicon of 'bitext lexicon train', besides the built-in one.")
@click.option("--encoder", default="auto", show_default=True, metavar="auto|none|NAME", help="Sentence embeddings.")
@click.option("--max-bead", default=8, show_default=True, type=click.IntRange(1, 8), help="Most segments on a side.")
@click.option("--without", multiple=True, metavar="SIGNAL", help="Switch a signal off, to see what it brings.")
@click.option(
    "--min-confidence",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Below it a bead is doubtful: tmx and tsv leave it out.",
)
@click.option("--beads", "given", metavar="FILE", help="Take the beads from FILE, in any form, instead of aligning.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["vecalign", "ladder", "xces", "tsv", "jsonl", "tmx"]),
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
    lexicon: str | None,
    encoder: str,
    max_bead: int,
    without: tuple[str, ...],
    min_confidence: float,
    given: str | None,
    form: str,
    output: str,
) -> None:
    """Align the segments of SRC with those of TGT.

    Without --pre-segmented the files are read and segmented as documents first.
    """
    from toolkit.align import AlignSettings
    from toolkit.align.settings import signals_without

    check_writable(output, source, target)
    settings = AlignSettings(
        source_lang, target_lang, signals_without(without), encoder, max_bead, min_confidence=min_confidence
    )
    sides = tuple(
        _segments(path, lang, pre_segmented) for path, lang in ((source, source_lang), (target, target_lang))
    )
    if given is None:
        alignment = _aligned(sides[0], sides[1], settings, termbase, lexicon)
    else:
        from toolkit.align.read_forms import alignment_of

        alignment = alignment_of(given, sides[0], sides[1])
    _tell(alignment, min_confidence)
    _put(alignment, settings, form, output)


def _aligned(
    source: Sequence[Segment],
    target: Sequence[Segment],
    settings: AlignSettings,
    termbase: str | None,
    lexicon: str | None,
) -> Alignment:
    from toolkit.align import align
    from toolkit.align.lexicon import read_lexicon
    from toolkit.terms import concepts_in, load_termbase

    terms = load_termbase(termbase)
    return align(
        source,
        target,
        settings=settings,
        source_concepts=concepts_in([found.text for found in source], terms, settings.source_lang),
        target_concepts=concepts_in([found.text for found in target], terms, settings.target_lang),
        lexicon=read_lexicon(lexicon) if lexicon else None,
    )


def _tell(alignment: Alignment, min_confidence: float) -> None:
    """What a person should look at, on standard error."""
    for bead in alignment.beads:
        if bead.moved:
            places = (
                f"SRC {bead.source[0] + 1}-{bead.source[-1] + 1} is at TGT {bead.target[0] + 1}-{bead.target[-1] + 1}"
            )
            click.echo(f"moved: {places}", err=True)
    doubtful = sum(bead.confidence < min_confidence for bead in alignment.beads)
    if doubtful:
        click.echo(f"doubtful: {doubtful} of {len(alignment.beads)} beads are below {min_confidence:g}", err=True)


def _put(alignment: Alignment, settings: AlignSettings, form: str, output: str) -> None:
    if form == "tmx":
        import tmx
        from toolkit.align.order import without_doubtful
        from toolkit.memory.units import build_memory
        from toolkit.signature import signature

        recipe = f"{signature()}|{settings.signature()}"
        sure = without_doubtful(alignment, settings.min_confidence)
        source_lang, target_lang = settings.source_lang, settings.target_lang
        memory = build_memory(sure, source_lang=source_lang, target_lang=target_lang, signature=recipe)
        tmx.dump(memory, sys.stdout.buffer if output == "-" else output)
        return
    from toolkit.align.forms import FORMS, to_tsv

    text = to_tsv(alignment, settings.min_confidence) if form == "tsv" else FORMS[form](alignment)
    write(text, output)


def _segments(path: str, lang: str, pre_segmented: bool) -> tuple[Segment, ...]:
    from toolkit.read import read, read_lines
    from toolkit.segment import segment

    return read_lines(path, lang) if pre_segmented else segment(read(path, lang))
