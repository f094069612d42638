"""``bitext lexicon``: bilingual lexicons for the aligner, learnt from memories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from toolkit.cli.output import check_writable


@click.group()
def command() -> None:
    """Bilingual lexicons that help 'bitext align --lexicon' on texts like yours."""


@command.command()
@click.argument("memories", metavar="MEMORY...", nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="FILE", help="The lexicon to write, packed with gzip.")
@click.option("--source-lang", default="ar", show_default=True, metavar="TAG", help="Language of one side.")
@click.option("--target-lang", default="en", show_default=True, metavar="TAG", help="Language of the other side.")
def train(memories: tuple[str, ...], output: str, source_lang: str, target_lang: str) -> None:
    """Learn a lexicon from the pairs of one or more MEMORY files.

    A MEMORY is a TMX file, or a table (.csv, .tsv, .xlsx) whose first two columns are source and target.  Only words
    and counts are kept.  Example: bitext lexicon train mine.tmx -o mine.lexicon.gz
    """
    from tmx.files import atomic_writer
    from toolkit.align.lexicon import lexicon_bytes, train_lexicon
    from toolkit.languages.tags import base

    check_writable(output, *memories)
    langs = base(source_lang), base(target_lang)
    lexicon = train_lexicon(_pairs(memories, langs), *langs)
    with atomic_writer(output) as stream:
        stream.write(lexicon_bytes(lexicon))
    click.echo(f"{len(lexicon.pairs.counts)} word pairs of {len(lexicon.source_words)} {langs[0]} words", err=True)


def _pairs(paths: Sequence[str], langs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of texts of every file; raises BitextError for a file that has none in these languages."""
    import tmx
    from toolkit.model import BitextError
    from toolkit.sheets import FORMS, form_of, read_rows

    for path in paths:
        found = 0
        if Path(path).suffix.lower().lstrip(".") in FORMS:
            for _, row in read_rows(Path(path).read_bytes(), form_of(path), path):
                if len(row) >= 2 and row[0] and row[1]:
                    found += 1
                    yield row[0], row[1]
        else:
            for unit in tmx.Reader(path):
                sides = unit.variant(langs[0]), unit.variant(langs[1])
                if sides[0] and sides[1]:
                    found += 1
                    yield sides[0].text, sides[1].text
        if not found:
            raise BitextError(
                f"no pairs {langs[0]}-{langs[1]} in this file",
                path=path,
                remedy="give --source-lang and --target-lang",
            )
