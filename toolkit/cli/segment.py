"""``bitext segment``: a text into segments, one a line."""

from __future__ import annotations

import click

from toolkit.cli.output import check_writable, original_option, output_option, write


@click.command("segment")
@click.argument("file")
@click.option("--lang", metavar="TAG", help="Language of the text, such as ar; told from the text if not given.")
@click.option("--srx", metavar="FILE", help="Segmentation rules (SRX 2.0) in place of ours for UN texts.")
@click.option("--ids", is_flag=True, help="Write each segment's id and source lines before it, TAB between.")
@original_option
@output_option
def command(file: str, lang: str | None, srx: str | None, ids: bool, original: bool, output: str) -> None:
    """Split FILE into segments, one a line, in reading order.

    FILE is text, DOCX, PDF, ODT, HTML and more (docs/formats.md); its outline (headings, numbered paragraphs,
    footnotes) is read first, and no segment crosses it.
    """
    from toolkit.read import read
    from toolkit.segment import segment

    check_writable(output, file)
    lines = []
    for found in segment(read(file, lang, original=original), srx=srx):
        prefix = f"{found.id}\t{found.lines[0]}-{found.lines[1]}\t" if ids else ""
        lines.append(prefix + found.text + "\n")
    write("".join(lines), output)
