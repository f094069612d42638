"""``bitext check``: the facts and the form of a memory's units."""

from __future__ import annotations

from typing import Any

import click

from toolkit.cli.findings import languages, source_lang_option, target_lang_option
from toolkit.cli.reporting import Delivery, deliver, report_options


@click.command("check")
@click.argument("memory", metavar="MEMORY")
@click.option("--checks", metavar="NAME,..", help="Only these checks; all but 'terms' if not given.")
@source_lang_option
@target_lang_option
@report_options
def command(
    memory: str,
    checks: str | None,
    source_lang: str | None,
    target_lang: str | None,
    **options: Any,
) -> int:
    """Check the units of a TMX memory: numbers, dates, symbols, punctuation, omissions, consistency.

    Numbers are compared by value in any digits, dates by month name, symbols letter for letter.  'consistency' finds
    the same segment or recurring phrase in several wordings, without a termbase; it takes minutes for a memory of
    more than 20,000 units, where it must be asked for by name.
    """
    import tmx
    from toolkit.checks import check

    delivery = Delivery(**options)
    delivery.check_writable(memory)
    loaded = tmx.load(memory)
    source, target = languages(loaded, memory, source_lang, target_lang)
    names = [name.strip() for name in checks.split(",")] if checks else _usual(len(loaded))
    findings = check(loaded, source_lang=source, target_lang=target, checks=names)
    return deliver(findings, delivery, path=memory, memory=loaded, langs=(source, target))


def _usual(units: int) -> list[str]:
    """The checks of a memory of so many units for which nothing was asked by name."""
    from toolkit.checks import CHECKS, MEMORY_CHECKS
    from toolkit.checks.consistency import AT_ONCE

    if units <= AT_ONCE:
        return [*CHECKS, *MEMORY_CHECKS]
    click.echo(f"consistency is left out of {units} units; ask for it with --checks consistency", err=True)
    return list(CHECKS)
