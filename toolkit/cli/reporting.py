"""What the checking commands share: where a report goes, its format, the baseline, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toolkit.cli.findings import fail_on_option
from toolkit.cli.output import output_option, write_bytes
from toolkit.model import BitextError, Finding

if TYPE_CHECKING:
    import tmx
    from toolkit.report import Baseline, Item, Report

_Command = TypeVar("_Command", bound=Callable[..., Any])

#: Format -> what a user gets; the names are those of ``toolkit.report.FORMS`` (a test compares them).
REPORT_FORMS = ("text", "jsonl", "json", "html", "xlsx", "sarif", "junit")

_OPTIONS = (
    fail_on_option,
    click.option(
        "--format",
        "form",
        type=click.Choice(REPORT_FORMS),
        default="text",
        show_default=True,
        help="text, html and xlsx for people, json and jsonl for programs, sarif and junit for CI.",
    ),
    output_option,
    click.option("--baseline", metavar="FILE", help="Findings accepted in this file do not count."),
    click.option(
        "--write-baseline", metavar="FILE", help="Accept what is found now: write it here, keeping known reasons."
    ),
    click.option("--reason", metavar="TEXT", help="Why; for the new entries of --write-baseline."),
    click.option(
        "--expires",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="Their last day, such as 2027-12-31; without it they hold for good.",
    ),
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The options of a command that writes a report."""

    fail_on: str
    form: str
    output: str
    baseline: str | None
    write_baseline: str | None
    reason: str | None
    expires: datetime | None

    def check_writable(self, *inputs: str) -> None:
        """Refuse outputs that cannot be written, and options that do not fit, before any work is done."""
        from toolkit.cli.output import check_writable

        check_writable(self.output, *inputs, *([self.baseline] if self.baseline else []))
        check_writable(self.write_baseline, *inputs)
        if self.form == "xlsx" and self.output == "-" and sys.stdout.isatty():
            raise click.UsageError("a workbook does not go to the terminal; give -o FILE.xlsx.")
        if (self.reason or self.expires) and not self.write_baseline:
            raise click.UsageError("--reason and --expires go with --write-baseline.")
        if self.write_baseline in (self.output, "-"):
            raise click.UsageError("--write-baseline wants a file of its own.")


def report_options(command: _Command) -> _Command:
    """Add the options of ``Delivery`` to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def deliver(
    findings: Iterable[Finding],
    delivery: Delivery,
    *,
    path: str,
    memory: tmx.Memory | None = None,
    langs: tuple[str, str] = ("", ""),
    extra: Callable[[Report], Report] = lambda report: report,
) -> int:
    """Write the report of findings about ``path`` and return the exit code.

    ``extra`` may add to the report what only some formats show.
    """
    from toolkit.report import Baseline, Report, failing_rank, items_of, load_baseline, remarks, render

    today = date.today()
    baseline = load_baseline(delivery.baseline) if delivery.baseline else Baseline()
    items = items_of(findings, memory, langs, baseline, today)
    if delivery.write_baseline:
        _write_baseline(items, baseline, delivery)
        baseline = load_baseline(delivery.write_baseline)
        items = items_of((item.finding for item in items), memory, langs, baseline, today)
    notes = remarks(baseline, items, today)
    report = Report(path, *langs, items, _signature(langs), failing_rank(delivery.fail_on), notes)
    write_bytes(render(extra(report), delivery.form), delivery.output)
    for note in notes:
        click.echo(note, err=True)
    return int(bool(report.failures))


def _write_baseline(items: Sequence[Item], read: Baseline, delivery: Delivery) -> None:
    """The findings of now as a baseline; reasons and dates come from the one read, or the one that stands there."""
    from pathlib import Path

    from toolkit.report import baseline_text, load_baseline, renewed

    path = delivery.write_baseline or ""
    old = load_baseline(path) if not delivery.baseline and Path(path).is_file() else read
    expires = delivery.expires.date() if delivery.expires else None
    reason = delivery.reason if delivery.reason is not None else "accepted as it stood"
    if not reason.strip():
        raise BitextError("an empty reason", path=path, remedy="say in --reason why the findings are accepted")
    found = ((item.key, f"{item.place}: {item.finding.message}") for item in items)
    write_bytes(baseline_text(renewed(old, found, reason, expires)).encode("utf-8"), path)


def _signature(langs: tuple[str, str]) -> str:
    from toolkit.signature import signature

    return signature(languages="-".join(langs))
