"""``bitext pretranslate``: fill a file from a memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.memory_option import memory_option, opened, trust_option
from toolkit.cli.output import check_writable, write, write_bytes
from toolkit.cli.progress import ticks

if TYPE_CHECKING:
    from toolkit.exchange.pretranslate import Outcome


@click.command("pretranslate")
@click.argument("file", metavar="FILE")
@memory_option
@click.option("-o", "--output", default="-", metavar="OUT", help="Where to write; '-' or nothing is standard output.")
@click.option(
    "--threshold",
    type=click.IntRange(50, 102),
    default=75,
    show_default=True,
    help="Least score that fills a segment.",
)
@click.option("--source-lang", default="", metavar="TAG", help="For forms that do not name it (text, DOCX, PO).")
@click.option("--target-lang", default="", metavar="TAG", help="Where the file names none.")
@click.option("--sentences", is_flag=True, help="Plain text: cut each line into sentences.")
@click.option("--overwrite", is_flag=True, help="Fill segments that have a translation, too (never locked ones).")
@click.option(
    "--approve",
    type=click.Choice(["exact", "context", "never"]),
    default="exact",
    show_default=True,
    help='XLIFF 1.2: which matches of units that no machine made get approved="yes".',
)
@click.option("--report", metavar="FILE", help="Write what became of each segment: JSON lines.")
@trust_option
def command(
    file: str,
    memory: str,
    output: str,
    threshold: int,
    source_lang: str,
    target_lang: str,
    sentences: bool,
    overwrite: bool,
    approve: str,
    report: str | None,
    no_penalties: bool,
) -> None:
    """Fill a TXT, DOCX, PO or XLIFF (1.2, 2.0, 2.1, 2.2) file from a memory.

    A source that the memory has exactly becomes "translated", every other match a draft: needs-review-translation
    (XLIFF 1.2), initial with a subState (2.x), fuzzy (PO), highlighted (DOCX). XLIFF shows the matches with their
    scores; plain text can mark nothing, so ask for --report.

    Example: bitext pretranslate report.xlf --memory un.db -o report.ar.xlf
    """
    import json

    from toolkit.exchange.finder import finder
    from toolkit.exchange.pretranslate import pretranslate
    from toolkit.exchange.translatable import languages_of, read_translatable

    check_writable(output, file, memory)
    check_writable(report, file, memory, output)
    job = read_translatable(file, source_lang=source_lang, sentences=sentences)
    source, target = languages_of(job, source_lang, target_lang)
    with opened(memory) as store, ticks(len(job.segments), "segments") as tick:
        find = finder(store, source, target, threshold=threshold, penalties=not no_penalties, tick=tick)
        least = {"exact": 100, "context": 101, "never": 103}[approve]
        done = pretranslate(job, find, target_lang=target, overwrite=overwrite, approve=least)
    write_bytes(done.data, output)
    if report:
        write("".join(json.dumps(_record(one), ensure_ascii=False) + "\n" for one in done.outcomes), report)
    click.echo(_summary(done.outcomes, len(job.segments), threshold), err=True)


def _record(outcome: Outcome) -> dict[str, object]:
    return {
        "id": outcome.id,
        "words": outcome.words,
        "score": outcome.score,
        "kind": outcome.kind,
        "state": outcome.state.value,
        "note": outcome.note,
    }


def _summary(outcomes: tuple[Outcome, ...], segments: int, threshold: int) -> str:
    by_state = {state: sum(one.state == state for one in outcomes) for state in ("translated", "draft", "new")}
    tags = sum("tags could not" in one.note for one in outcomes)
    kept = segments - len(outcomes)
    parts = [
        f"{by_state['translated']} translated",
        f"{by_state['draft']} drafts for a translator",
        f"{by_state['new']} without a match of {threshold} or more",
    ]
    parts += [f"{kept} left as they were"] if kept else []
    parts += [f"{tags} with tags that could not be placed"] if tags else []
    return f"{segments} segments: {', '.join(parts)}"
