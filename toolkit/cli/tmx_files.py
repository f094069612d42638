"""TMX files in and out of the commands: faults are told on standard error, nothing is half-written."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
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


def whole_option(command: Any) -> Any:
    """``--whole``: units longer than a CAT tool takes are not divided."""
    text = "Do not divide units that are longer than the tool of --profile takes."
    return click.option("--whole", is_flag=True, help=text)(command)


def divided_units(
    units: Iterable[tmx.Unit], profile: str | None, source_lang: str, whole: bool, name: str
) -> Iterator[tmx.Unit]:
    """The units, those longer than the tool of ``profile`` takes divided (not if ``whole``); how many is told."""
    from tmx.profiles import profile_of

    client = profile_of(profile) if profile else None
    if client is None or client.longest is None or whole:
        yield from units
        return
    from toolkit.exchange.divide import divided_for

    counts = Counter[int]()
    for unit in units:
        parts = divided_for(unit, client, source_lang)
        counts[len(parts)] += 1
        yield from parts
    many = counts.total() - counts[1]
    if many:
        made = sum(size * count for size, count in counts.items() if size > 1)
        limit = f"the {client.longest} characters that {client.name} takes"
        click.echo(f"{name}: {many} units longer than {limit} were divided, into {made}", err=True)


def having_source(units: Iterable[tmx.Unit], source: str, file: str) -> Iterator[tmx.Unit]:
    """The units; how many lack the source language is told; that all do is an error, so that nothing is written."""
    from toolkit.model import BitextError

    count = lacking = 0
    languages: set[str] = set()
    for unit in units:
        count += 1
        if unit.variant(source) is None:
            lacking += 1
            languages.update(variant.lang for variant in unit.variants)
        yield unit
    if count and lacking == count:
        remedy = f"the languages are {', '.join(sorted(languages))}: say --source-lang"
        raise BitextError(f"no unit has {source}", path=file, remedy=remedy)
    if lacking:
        click.echo(f"{file}: {lacking} of {count} units have no {source}", err=True)


def refuse_other_languages(file: str, units: list[tmx.Unit], source: str, target: str) -> None:
    """Nothing to write is an error, not an empty file."""
    from toolkit.exchange.pairs import in_both
    from toolkit.model import BitextError

    if units and not in_both(units, source, target):
        found = ", ".join(sorted({variant.lang for unit in units for variant in unit.variants}))
        remedy = f"the languages are {found}: say --source-lang and --target-lang"
        raise BitextError(f"no unit has both {source} and {target}", path=file, remedy=remedy)


def read_bytes(file: str) -> bytes:
    """The bytes of a file, or of standard input."""
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
