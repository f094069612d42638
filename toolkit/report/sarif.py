"""Reports as SARIF 2.1.0, which code hosts show beside the changed lines.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 2020; section numbers below.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import toolkit
from toolkit.report.items import Item, Report
from toolkit.report.rules import describe

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(report: Report) -> bytes:
    """One SARIF log with one run; the same report gives the same bytes.

    An accepted finding stays in the log with a suppression (§3.35), so that a viewer hides it.
    """
    rules = list(dict.fromkeys(item.finding.code for item in report.items))
    places = {rule: place for place, rule in enumerate(rules)}
    suppressing = any(item.accepted for item in report.items)
    run = {
        "tool": {
            "driver": {
                "name": "bitext-toolkit",
                "version": toolkit.__version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "artifacts": [{"location": _artifact(report.path)}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, places, report.path, suppressing) for item in report.items],
        "invocations": [
            {
                "executionSuccessful": True,  # the check ran; findings do not make a run fail (§3.20.14)
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": note}} for note in report.notes
                ],
            }
        ],
        "properties": {
            "sourceLanguage": report.source_lang,
            "targetLanguage": report.target_lang,
            "signature": report.signature,
        },
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _result(item: Item, places: dict[str, int], path: str, suppressing: bool) -> dict[str, object]:
    finding, key = item.finding, item.key
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": finding.severity.value,
        "message": {"text": finding.message},
        "locations": [_location(item, path)],
        "partialFingerprints": {"bitextFinding/v1": ":".join((key.rule, key.concept, key.source, key.target))},
        "properties": {"source": item.source, "target": item.target, "evidence": dict(finding.evidence)},
    }
    if suppressing:  # all results carry it or none does (§3.27.23)
        accepted = item.accepted
        said = [{"kind": "external", "status": "accepted", "justification": accepted.reason}] if accepted else []
        result["suppressions"] = said
    return result


def _location(item: Item, path: str) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {**_artifact(path), "index": 0}}
    if item.line:
        physical["region"] = {"startLine": item.line}
    location: dict[str, object] = {"physicalLocation": physical}
    if item.finding.position >= 0:
        name = item.finding.unit or f"unit {item.finding.position + 1}"
        location["logicalLocations"] = [{"name": name, "kind": "element"}]
        location["properties"] = {"position": item.finding.position, "block": item.block}
    return location


def _artifact(path: str) -> dict[str, object]:
    """The checked file as a URI: relative where it was given so, which is what code hosts want."""
    if path == "-":
        return {"uri": "stdin", "description": {"text": "standard input"}}
    place = Path(path)
    return {"uri": place.as_uri() if place.is_absolute() else quote(place.as_posix())}


def _rule(rule: str) -> dict[str, object]:
    name = "".join(word.capitalize() for word in rule.split("-"))
    return {"id": rule, "name": name, "shortDescription": {"text": describe(rule)}}
