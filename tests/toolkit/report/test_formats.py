from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from tests.toolkit.report.sample import empty, report
from toolkit.cli.reporting import REPORT_FORMS
from toolkit.model import BitextError
from toolkit.report import FORMS, render

#: For each object of SARIF 2.1.0 that we write: the properties it must have, and all it may have of those we use.
REQUIRED = {
    "log": {"version", "runs"},
    "run": {"tool"},
    "driver": {"name"},
    "rule": {"id"},
    "result": {"message"},
    "suppression": {"kind"},
    "invocation": {"executionSuccessful"},
    "notification": {"message"},
}
ALLOWED = {
    "log": {"$schema", "version", "runs", "inlineExternalProperties", "properties"},
    "run": {"tool", "artifacts", "columnKind", "results", "invocations", "properties", "language"},
    "driver": {"name", "version", "rules", "informationUri", "semanticVersion"},
    "rule": {"id", "name", "shortDescription", "defaultConfiguration", "helpUri"},
    "result": {
        "ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "suppressions", "properties",
    },
    "location": {"physicalLocation", "logicalLocations", "properties", "message"},
    "physical": {"artifactLocation", "region"},
    "suppression": {"kind", "status", "justification"},
    "invocation": {"executionSuccessful", "toolExecutionNotifications"},
    "notification": {"message", "level"},
}  # fmt: skip


def sarif(**options: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render(report(**options), "sarif"))
    return log


def fits(kind: str, value: dict[str, Any]) -> None:
    assert REQUIRED.get(kind, set()) <= set(value) <= ALLOWED[kind], (kind, set(value))


def test_the_command_line_offers_every_format() -> None:
    assert tuple(FORMS) == REPORT_FORMS
    with pytest.raises(BitextError, match="choose from text"):
        render(report(), "docx")


def test_sarif_has_what_the_standard_asks_for_and_nothing_else() -> None:
    log = sarif()
    fits("log", log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    fits("run", run)
    fits("driver", run["tool"]["driver"])
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        fits("rule", rule)
        assert rule["shortDescription"]["text"]
    for result in run["results"]:
        fits("result", result)
        assert result["level"] in ("none", "note", "warning", "error")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        for location in result["locations"]:
            fits("location", location)
            fits("physical", location["physicalLocation"])
            assert run["artifacts"][location["physicalLocation"]["artifactLocation"]["index"]]
            assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
        for suppression in result["suppressions"]:
            fits("suppression", suppression)
            assert suppression["kind"] in ("inSource", "external")
    for invocation in run["invocations"]:
        fits("invocation", invocation)
        for notification in invocation["toolExecutionNotifications"]:
            fits("notification", notification)


def test_sarif_names_the_line_the_unit_and_the_file_as_a_uri() -> None:
    (run,) = sarif()["runs"]
    place = run["results"][0]["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 20}
    assert place["logicalLocations"][0]["name"] == "u2"
    uri = place["physicalLocation"]["artifactLocation"]["uri"]
    assert " " not in uri and unquote(uri) == "memory of ours.tmx"
    assert sarif(path="/tmp/م.tmx")["runs"][0]["artifacts"][0]["location"]["uri"] == "file:///tmp/%D9%85.tmx"


def test_sarif_suppresses_what_the_baseline_accepts() -> None:
    results = sarif()["runs"][0]["results"]
    assert [bool(result["suppressions"]) for result in results] == [False, False, True, False]
    assert results[2]["suppressions"][0]["justification"] == "the treaty"
    assert not any("suppressions" in result for result in sarif(accept=False)["runs"][0]["results"])


def junit(**options: Any) -> ET.Element:
    return ET.fromstring(render(report(**options), "junit"))


def test_junit_counts_what_it_holds() -> None:
    root = junit()
    assert root.tag == "testsuites"
    for node in (root, *root):
        cases = list(node.iter("testcase"))
        assert int(node.get("tests", "")) == len(cases)
        assert int(node.get("failures", "")) == len(list(node.iter("failure")))
        assert int(node.get("skipped", "")) == len(list(node.iter("skipped")))
        assert node.get("errors") == "0"
    for case in root.iter("testcase"):
        assert case.get("name") and case.get("classname")
        assert len([child for child in case if child.tag in ("failure", "skipped")]) <= 1


def test_junit_fails_at_the_level_that_was_asked_for() -> None:
    assert [failure.get("type") for failure in junit().iter("failure")] == ["error"]
    assert [failure.get("type") for failure in junit(fails=0).iter("failure")] == ["error", "note", "warning"]
    assert not list(junit(fails=3).iter("failure"))


def test_a_memory_without_findings_is_one_passed_test() -> None:
    root = ET.fromstring(render(empty(), "junit"))
    assert root.get("tests") == "1" and len(list(root.iter("testcase"))) == 1
    assert json.loads(render(empty(), "sarif"))["runs"][0]["results"] == []
    assert render(empty(), "jsonl") == b""


def test_json_lines_hold_texts_place_key_and_what_was_accepted() -> None:
    lines = [json.loads(line) for line in render(report(), "jsonl").decode().splitlines()]
    assert lines == json.loads(render(report(), "json"))
    first = lines[0]
    assert (first["code"], first["block"], first["line"], first["source"]) == ("term-missing", "2", 20, "السخرة")
    assert first["key"]["concept"] == "T2" and len(first["key"]["source"]) == 16
    assert "accepted" not in first
    assert lines[2]["accepted"] == {"reason": "the treaty", "expires": None}


def test_text_says_places_gravest_first_and_sums_up() -> None:
    lines = render(report(), "text").decode().splitlines()
    assert lines[0].startswith("unit 2 (para. 2): error: term-missing: «السخرة»")
    assert lines[1].startswith("memory: warning: term-drift")
    assert [line.split() for line in lines if line.startswith("term-missing ")] == [
        ["term-missing", "1", "0", "0", "1"]
    ]
    assert lines[-1] == "3 findings: 1 errors, 1 warnings, 1 notes; 1 accepted by the baseline"
    assert not any("accepted by us" in line for line in lines)


@pytest.mark.parametrize("form", list(FORMS))
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert render(report(), form) == render(report(), form)
