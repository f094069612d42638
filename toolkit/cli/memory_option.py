"""``--memory``: what a file is filled from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import tmx
    from toolkit.memory.store import Store

memory_option = click.option(
    "--memory", required=True, metavar="DB", help="The memory: a store (bitext memory add), or a TMX file."
)
trust_option = click.option(
    "--no-penalties", is_flag=True, help="Take units that no person has confirmed, or that are unsure, at full score."
)


@contextmanager
def opened(path: str) -> Iterator[Store]:
    """The memory of ``--memory``; the faults of a TMX file go to standard error."""
    from toolkit.exchange import finder

    def tell(problem: tmx.Problem) -> None:
        click.echo(f"{path}: {problem}", err=True)

    with finder.opened(path, tell) as store:
        yield store
