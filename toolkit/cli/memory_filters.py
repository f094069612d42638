"""The options that say which units of a memory are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from toolkit.memory.records import Filters

document_option = click.option(
    "--document", default="", metavar="NAME", help="Only from this document; NAME* for a family."
)
status_option = click.option(
    "--status", default="", metavar="S", help="Only units with this x-status: auto, confirmed ..."
)
since_option = click.option("--since", default="", metavar="YYYYMMDD", help="Only units made or changed since.")
until_option = click.option(
    "--until", default="", metavar="YYYYMMDD", help="Only units made or changed up to this day."
)


def filters_of(document: str, status: str, since: str, until: str) -> Filters:
    """The filters that the options ask for; raises BitextError for what is no date."""
    from toolkit.memory.records import Filters
    from toolkit.model import BitextError

    for name, date in (("--since", since), ("--until", until)):
        if date and not (date[:8].isdecimal() and len(date) in (8, 16)):
            raise BitextError(f"{name} {date} is no date", remedy="write it as YYYYMMDD, such as 20120801")
    return Filters(document, status, since, until)
