"""``bitext fetch``: a document's language versions by its symbol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from toolkit.fetch import Fetched


@click.command("fetch")
@click.argument("symbol", metavar="SYMBOL")
@click.option("--lang", "langs", default="ar,en", show_default=True, metavar="TAGS", help="Languages, by commas.")
@click.option("-d", "--folder", default=".", show_default=True, metavar="DIR", help="Where to put the files.")
@click.option(
    "--form",
    type=click.Choice(["auto", "docx", "doc", "pdf"]),
    default="auto",
    show_default=True,
    help="auto: a Word file where there is one, else the PDF.",
)
@click.option("--sources", metavar="FILE.toml", help="Your table of hosts and paths in place of ours.")
@click.option("--refresh", is_flag=True, help="Get it again although it is there.")
def command(symbol: str, langs: str, folder: str, form: str, sources: str | None, refresh: bool) -> None:
    """Get SYMBOL, such as CTOC/COP/2012/4, from the UN document system, one file a language.

    Beside each file stands FILE.json with the address it came from and its SHA-256.  What is there already and whole
    is not asked for again.
    """
    wanted = [part.strip() for part in langs.split(",") if part.strip()]
    for found in fetched(symbol, wanted, folder, form, sources, refresh):
        click.echo(f"{found.path}\t{'kept' if found.cached else found.url}")


def fetched(
    symbol: str,
    langs: Sequence[str],
    folder: str | None = None,
    form: str = "auto",
    sources: str | None = None,
    refresh: bool = False,
) -> Iterator[Fetched]:
    """A document in each language, one after the other, with a bar on a terminal; without ``folder`` in our cache."""
    from toolkit.cli.progress import transfer
    from toolkit.fetch import Client, cache_folder, fetch, load_sources

    table, client = load_sources(sources), Client()
    for lang in dict.fromkeys(langs):
        with transfer(f"{symbol} {lang}") as client.progress:
            yield fetch(
                symbol,
                lang,
                folder or cache_folder(),
                form=form,
                sources=table,
                client=client,
                refresh=refresh,
            )
