"""``bitext check``: the facts and the form of a memory's units."""

from __future__ import annotations

import click

from toolkit.cli.findings import (
    check_writable,
    fail_on_option,
    format_option,
    languages,
    output_option,
    show,
    source_lang_option,
    target_lang_option,
)


@click.command("check")
@click.argument("memory", metavar="MEMORY")
@click.option("--checks", metavar="NAME,..", help="Only these checks; all but 'terms' if not given.")
@source_lang_option
@target_lang_option
@fail_on_option
@format_option
@output_option
def command(
    memory: str,
    checks: str | None,
    source_lang: str | None,
    target_lang: str | None,
    fail_on: str,
    form: str,
    output: str,
) -> int:
    """Check the units of a TMX memory: numbers, dates, symbols, punctuation, omissions.

    Numbers are compared by value in any digits, dates by month name, symbols letter for letter.
    """
    import tmx
    from toolkit.checks import CHECKS, check

    check_writable(output, memory)
    loaded = tmx.load(memory)
    source, target = languages(loaded, memory, source_lang, target_lang)
    names = [name.strip() for name in checks.split(",")] if checks else list(CHECKS)
    return show(check(loaded, source_lang=source, target_lang=target, checks=names), form, output, fail_on)
