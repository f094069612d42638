"""``bitext analyse``: words by band of match."""

from __future__ import annotations

import click

from toolkit.cli.memory_option import memory_option, opened, trust_option
from toolkit.cli.output import check_writable, output_option, write
from toolkit.cli.progress import ticks


@click.command("analyse")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@memory_option
@click.option("--source-lang", default="", metavar="TAG", help="For forms that do not name it (text, DOCX, PO).")
@click.option("--target-lang", default="", metavar="TAG", help="Where a file names none.")
@click.option("--sentences", is_flag=True, help="Plain text: cut each line into sentences.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@output_option
@trust_option
def command(
    files: tuple[str, ...],
    memory: str,
    source_lang: str,
    target_lang: str,
    sentences: bool,
    form: str,
    output: str,
    no_penalties: bool,
) -> None:
    """Count the words of files by the bands that translators are paid by.

    Bands: 101-102 (context), repetitions, cross-file repetitions, 100, 95-99, 85-94, 75-84, 50-74, new. A word is
    what stands between blanks and holds a letter or a digit, as word processors count; tags count nothing.

    Example: bitext analyse chapter1.xlf chapter2.xlf --memory un.db --format csv -o analysis.csv
    """
    import json

    from toolkit.exchange.analyse import analyse, as_csv, as_text, rows
    from toolkit.exchange.finder import finder
    from toolkit.exchange.translatable import languages_of, read_translatable
    from toolkit.model import BitextError

    check_writable(output, memory, *files)
    jobs = [read_translatable(file, source_lang=source_lang, sentences=sentences) for file in files]
    pairs = {languages_of(job, source_lang, target_lang) for job in jobs}
    if len(pairs) > 1:
        shown = ", ".join(f"{source}-{target}" for source, target in sorted(pairs))
        raise BitextError(f"the files are of different languages ({shown})", remedy="analyse each pair by itself")
    ((source, target),) = pairs
    with opened(memory) as store, ticks(sum(len(job.segments) for job in jobs), "segments") as tick:
        find = finder(store, source, target, threshold=50, limit=1, penalties=not no_penalties, tick=tick)
        found = analyse(jobs, find)
    if form == "json":
        names = ("file", "band", "segments", "words", "characters")
        records = [dict(zip(names, row, strict=True)) for row in rows(found)]
        write(json.dumps(records, ensure_ascii=False, indent=1) + "\n", output)
    else:
        write(as_csv(found) if form == "csv" else as_text(found), output)
