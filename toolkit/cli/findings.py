"""Findings of a memory: as lines for people or for programs, and the exit code that they give."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import check_writable, output_option, write
from toolkit.model import BitextError, Finding, Severity

if TYPE_CHECKING:
    import tmx

fail_on_option = click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 when a finding is at least this grave.",
)
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "jsonl", "json"]), default="text", show_default=True
)

source_lang_option = click.option(
    "--source-lang", metavar="TAG", help="Language of the source; the header's if not given."
)
target_lang_option = click.option(
    "--target-lang", metavar="TAG", help="Language of the target; the other one if not given."
)

__all__ = [
    "check_writable",
    "fail_on_option",
    "format_option",
    "languages",
    "output_option",
    "show",
    "source_lang_option",
    "target_lang_option",
]


def languages(memory: tmx.Memory, path: str, source_lang: str | None, target_lang: str | None) -> tuple[str, str]:
    """The language pair to check: as asked, else the header's source and the first other language.

    Raises BitextError where the memory does not have both.
    """
    found = list(dict.fromkeys(variant.lang for unit in memory for variant in unit.variants))
    source = source_lang or (memory.header.srclang if memory.header.srclang in found else next(iter(found), ""))
    target = target_lang or next((lang for lang in found if lang != source), "")
    for lang, option in ((source, "--source-lang"), (target, "--target-lang")):
        if not lang or not any(unit.variant(lang) for unit in memory):
            have = ", ".join(found) or "none"
            said = f"no text in language {lang!r}" if lang else "only one language"
            raise BitextError(f"{said}; it has {have}", path=path, remedy=f"give {option}")
    return source, target


def show(findings: Sequence[Finding], form: str, output: str, fail_on: str) -> int:
    """Write findings, gravest first in text, and return the exit code."""
    if form == "json":
        text = json.dumps([_record(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n"
    elif form == "jsonl":
        text = "".join(json.dumps(_record(finding), ensure_ascii=False) + "\n" for finding in findings)
    else:
        text = _table(findings)
    write(text, output)
    return int(fail_on != "never" and any(finding.severity.rank >= Severity(fail_on).rank for finding in findings))


def _record(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "position": finding.position,
        "message": finding.message,
        "evidence": dict(finding.evidence),
    }


def _place(finding: Finding) -> str:
    return f"unit {finding.position + 1}" if finding.position >= 0 else "memory"


def _table(findings: Sequence[Finding]) -> str:
    ranked = sorted(findings, key=lambda finding: -finding.severity.rank)
    lines = [f"{_place(f)}: {f.severity.value}: {f.code}: {f.message}\n" for f in ranked]
    counts = ", ".join(f"{sum(f.severity is s for f in findings)} {s.value}s" for s in Severity)
    return "".join(lines) + f"{len(findings)} findings: {counts}\n"
