"""``--memory``: what a file is filled from, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import tmx
    from toolkit.exchange.pretranslate import Finder
    from toolkit.memory.match import Match
    from toolkit.memory.store import Store

memory_option = click.option(
    "--memory", required=True, metavar="DB", help="The memory: a store (bitext memory add), or a TMX file."
)
trust_option = click.option(
    "--no-penalties", is_flag=True, help="Take units that no person has confirmed, or that are unsure, at full score."
)


@contextmanager
def opened(path: str) -> Iterator[Store]:
    """The store in a file; a TMX file is read into a store that lasts as long as the command."""
    from toolkit.memory.store import open_store

    if not path.lower().endswith((".tmx", ".tmx.gz")):
        with open_store(path) as store:
            yield store
        return
    import tmx

    reader = tmx.Reader(path, on_problem=lambda problem: click.echo(f"{path}: {problem}", err=True))
    with open_store(":memory:", create=True) as store:
        store.add(reader, document="")
        yield store


def finder(
    store: Store,
    source: str,
    target: str,
    *,
    threshold: int,
    limit: int = 5,
    penalties: bool = True,
    tick: Callable[[], None] = lambda: None,
) -> Finder:
    """What asks a store for the matches of one pair of languages; ``tick`` is called at each question."""
    from toolkit.memory.lookup import lookup
    from toolkit.memory.penalties import Penalties

    settings = Penalties() if penalties else Penalties(0, 0, 0.0, 0)

    def find(text: tmx.Segment, before: str, after: str) -> Sequence[Match]:
        tick()
        return lookup(store, text, source, target, before, after, threshold, limit, penalties=settings)

    return find
