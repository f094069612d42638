"""``bitext memory lookup`` and ``bitext memory concordance``: what a memory has on a text or a phrase."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from toolkit.cli.memory_filters import document_option, filters_of, since_option, status_option, until_option
from toolkit.cli.output import check_writable, output_option, write

if TYPE_CHECKING:
    from toolkit.memory.store import Store

_source = click.option("--source-lang", default="", metavar="TAG", help="Language of the text; guessed if not given.")
_target = click.option("--target-lang", default="", metavar="TAG", help="Language wanted; the memory's other one.")


@click.command()
@click.argument("db", metavar="DB")
@click.argument("text", metavar="TEXT")
@_source
@_target
@click.option("--before", metavar="TEXT", help="The segment before it, for context matches.")
@click.option("--after", metavar="TEXT", help="The segment after it.")
@click.option(
    "--document", default="", metavar="NAME", help="The document being translated: its family is preferred."
)
@click.option("--threshold", type=click.IntRange(1, 102), default=50, show_default=True, help="Least score shown.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="Most matches of a text.")
@click.option("--no-penalties", is_flag=True, help="Take no points off for where a match comes from.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@output_option
def lookup(
    db: str,
    text: str,
    source_lang: str,
    target_lang: str,
    before: str | None,
    after: str | None,
    document: str,
    threshold: int,
    limit: int,
    no_penalties: bool,
    form: str,
    output: str,
) -> None:
    """The best matches for TEXT, each with what its score is made of; '-' takes a text a line from standard input.

    102 or 101: the same text between the same neighbours; 100: the same text; 95-99: the same words; below: similar.

    Example: bitext memory lookup un.db "الدورة السادسة" --before "مؤتمر الأطراف"
    """
    from toolkit.memory.lookup import lookup as find
    from toolkit.memory.penalties import Penalties
    from toolkit.memory.shown import as_text, record
    from toolkit.memory.store import open_store

    settings = Penalties(0, 0, 0.0, 0) if no_penalties else Penalties()
    texts = sys.stdin.buffer.read().decode("utf-8", "replace").splitlines() if text == "-" else [text]
    parts = []
    with open_store(db) as store:
        for place, one in enumerate(texts):
            langs = pair(store, one, source_lang, target_lang)
            if text == "-":
                before, after = _neighbours(texts, place)
            found = find(store, one, *langs, before, after, threshold, limit, document=document, penalties=settings)
            if form == "jsonl":
                line = {"text": one, "matches": [record(match) for match in found]}
                parts.append(json.dumps(line, ensure_ascii=False) + "\n")
            else:
                parts += [f"\n{one}\n"] if len(texts) > 1 else []
                parts.append("".join(map(as_text, found)) or _nothing(one, threshold))
    write("".join(parts), output)


def _nothing(text: str, threshold: int) -> str:
    """What is said where there is no match, with the reason where it lies in the text."""
    from toolkit.memory.lookup import LONGEST

    reason = ""
    if not any(map(str.isalnum, text)):
        reason = ": a text without letters and digits is found only as it is written"
    elif len(text) > LONGEST:
        reason = f": a text of more than {LONGEST:,} characters is found only where its letters are the same"
    return f"no match of {threshold} or more{reason}\n"


def _neighbours(texts: list[str], place: int) -> tuple[str, str]:
    return texts[place - 1] if place else "", texts[place + 1] if place + 1 < len(texts) else ""


def pair(store: Store, text: str, source_lang: str, target_lang: str) -> tuple[str, str]:
    """The languages of a look-up: as asked, else by the script of the text and the memory's languages.

    Raises BitextError where that leaves a doubt.
    """
    from toolkit.languages.arabic import has_arabic
    from toolkit.model import BitextError

    known = store.languages()
    if not source_lang:
        fitting = [lang for lang in known if (lang == "ar") == has_arabic(text) and lang != target_lang.split("-")[0]]
        if len(fitting) != 1:
            have = f"the memory has {', '.join(known) or 'no text'}"
            raise BitextError(f"the language of the text is not clear; {have}", remedy="give --source-lang")
        source_lang = fitting[0]
    if not target_lang:
        others = [lang for lang in known if lang != source_lang.replace("_", "-").split("-")[0].lower()]
        if len(others) != 1:
            have = f"the memory has {', '.join(known) or 'no text'}"
            raise BitextError(f"the language wanted is not clear; {have}", remedy="give --target-lang")
        target_lang = others[0]
    return source_lang, target_lang


@click.command()
@click.argument("db", metavar="DB")
@click.argument("words", metavar="WORDS")
@_source
@_target
@click.option("--exact", is_flag=True, help="Only as written: no particles, article, pronouns, plurals.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Most hits.")
@document_option
@status_option
@since_option
@until_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "html"]), default="text", show_default=True)
@output_option
def concordance(
    db: str,
    words: str,
    source_lang: str,
    target_lang: str,
    exact: bool,
    limit: int,
    document: str,
    status: str,
    since: str,
    until: str,
    form: str,
    output: str,
) -> None:
    """Where a word or a phrase stands, in the middle of its line, and how it was translated.

    Arabic words are found with particles, article, pronouns and endings, whatever their marks and alef forms.

    Example: bitext memory concordance un.db "الاتجار بالأشخاص" --document "CTOC/*"
    """
    from toolkit.memory import kwic
    from toolkit.memory.concordance import concordance as search
    from toolkit.memory.store import open_store

    check_writable(output, db)
    filters = filters_of(document, status, since, until)
    with open_store(db) as store:
        langs = pair(store, words, source_lang, target_lang)
        found = search(store, words, *langs, filters=filters, limit=limit, exact=exact)
    if form == "html":
        write(kwic.page(found, words, *langs), output)
        return
    write(kwic.json_lines(found) if form == "jsonl" else kwic.table(found), output)
    more = f"; further ones with --limit {10 * limit}" if found.more else ""
    click.echo(f"{len(found.hits)} hits{more}", err=True)
