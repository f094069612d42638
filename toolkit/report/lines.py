"""Reports as text: lines for people with a summary at the end, JSON, JSON lines."""

from __future__ import annotations

import json
from collections import Counter

from toolkit.model import Severity
from toolkit.report.items import Item, Report


def to_json(report: Report) -> bytes:
    """One JSON array, an object a finding."""
    return (json.dumps([record(item) for item in report.items], ensure_ascii=False, indent=1) + "\n").encode()


def to_jsonl(report: Report) -> bytes:
    """One JSON object a line and finding."""
    return "".join(json.dumps(record(item), ensure_ascii=False) + "\n" for item in report.items).encode()


def record(item: Item) -> dict[str, object]:
    """A finding as JSON has it; ``accepted`` stands only where the baseline accepts it."""
    finding, key = item.finding, item.key
    fields: dict[str, object] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "position": finding.position,
        "message": finding.message,
        "evidence": dict(finding.evidence),
        "block": item.block,
        "line": item.line,
        "source": item.source,
        "target": item.target,
        "key": {"rule": key.rule, "concept": key.concept, "source": key.source, "target": key.target},
    }
    if item.accepted:
        expires = item.accepted.expires.isoformat() if item.accepted.expires else None
        fields["accepted"] = {"reason": item.accepted.reason, "expires": expires}
    return fields


def to_text(report: Report) -> bytes:
    """A line a finding, gravest first; then how many of each rule, and in all; accepted ones are only counted."""
    ranked = sorted(report.open, key=lambda item: -item.finding.severity.rank)
    lines = [
        f"{item.place}: {item.finding.severity.value}: {item.finding.code}: {item.finding.message}" for item in ranked
    ]
    lines += ["", *_by_rule(report)] if report.items else []
    lines.append(total(report))
    return "".join(line + "\n" for line in lines).encode("utf-8", "replace")


def counts(report: Report) -> list[tuple[str, list[int]]]:
    """For each rule, most frequent first: how many errors, warnings, notes, and accepted findings."""
    seen = Counter((item.finding.code, _kind(item)) for item in report.items)
    rules = Counter(item.finding.code for item in report.items)
    kinds = [*(severity.value for severity in Severity), "accepted"]
    ordered = sorted(rules, key=lambda rule: (-rules[rule], rule))
    return [(rule, [seen[rule, kind] for kind in kinds]) for rule in ordered]


def _kind(item: Item) -> str:
    return "accepted" if item.accepted else item.finding.severity.value


def _by_rule(report: Report) -> list[str]:
    rows = counts(report)
    width = max(len("rule"), *(len(rule) for rule, _ in rows))
    heads = ("errors", "warnings", "notes", "accepted")
    lines = [f"{'rule':<{width}}  " + "  ".join(f"{head:>8}" for head in heads)]
    return lines + [f"{rule:<{width}}  " + "  ".join(f"{value:>8}" for value in values) for rule, values in rows]


def total(report: Report) -> str:
    """One line: how many findings of each severity, and how many the baseline accepts.

    >>> total(Report("m.tmx", "ar", "en", ()))
    '0 findings: 0 errors, 0 warnings, 0 notes'
    """
    severities = Counter(item.finding.severity for item in report.open)
    said = ", ".join(f"{severities[severity]} {severity.value}s" for severity in Severity)
    accepted = len(report.items) - len(report.open)
    return f"{len(report.open)} findings: {said}" + (f"; {accepted} accepted by the baseline" if accepted else "")
