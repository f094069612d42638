"""Progress of long work: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")


@contextlib.contextmanager
def stages(names: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Show which of the named stages is under way; the function handed out is called as each begins."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<8}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(names[0], total=len(names))
        yield lambda stage: bar.update(task, description=stage, completed=names.index(stage))


def counted(items: Iterable[_Item], what: str) -> Iterator[_Item]:
    """The items, with their count on a terminal as they go by."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed:,.0f} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        for number, item in enumerate(items, 1):
            if number % 1000 == 0:
                bar.update(task, completed=number)
            yield item


@contextlib.contextmanager
def transfer(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show how much of a file has come; the function handed out takes the bytes so far and the bytes in all."""
    if not sys.stderr.isatty():
        yield lambda come, expected: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda come, expected: bar.update(task, completed=come, total=expected or None)


@contextlib.contextmanager
def ticks(total: int, what: str) -> Iterator[Callable[[], None]]:
    """A bar of ``total`` steps; the function handed out is called at each."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
