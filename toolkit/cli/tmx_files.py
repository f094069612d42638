"""TMX files in and out of the commands: faults are told on standard error, nothing is half-written."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import tmx


def reader_of(path: str, problems: list[tmx.Problem] | None = None) -> tmx.Reader:
    """A reader that tells every fault on standard error, and puts it into ``problems``."""
    import tmx

    def tell(problem: tmx.Problem) -> None:
        click.echo(f"{path}: {problem}", err=True)
        if problems is not None:
            problems.append(problem)

    return tmx.Reader(path, on_problem=tell)


def write_units(output: str, header: tmx.Header, units: Iterable[tmx.Unit], **options: Any) -> int:
    """Write units as TMX; returns how many.  Units that a profile refuses are told."""
    import tmx

    def tell(problem: tmx.Problem) -> None:
        click.echo(f"{output}: {problem}", err=True)

    count = 0
    with tmx.Writer(output, header, on_problem=tell, **options) as writer:
        for count, unit in enumerate(units, 1):  # noqa: B007 - the last number is the count
            writer.write(unit)
    return count


def read_bytes(file: str) -> bytes:
    """The bytes of a file, or of standard input."""
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
