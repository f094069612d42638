"""Reports as JUnit XML, which every CI server shows as tests.

There is no one standard; the elements and attributes used are those that Jenkins' junit-4 schema, GitLab and GitHub
actions all read: ``testsuites``, ``testsuite``, ``testcase``, ``failure``, ``skipped``, ``system-out``.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from toolkit.report.items import Item, Report

#: What XML 1.0 cannot hold (section 2.2).
_FORBIDDEN_RE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(report: Report) -> bytes:
    """A suite a rule, a case a finding: failed, passed with a remark (below ``--fail-on``), or skipped (accepted).

    A memory without findings is one passed case, since some servers take an empty file for a broken one.
    """
    rules = list(dict.fromkeys(item.finding.code for item in report.items))
    root = ET.Element("testsuites", _numbers(report.items, report))
    root.set("name", f"bitext: {_plain(report.path)}")
    for rule in rules:
        own = tuple(item for item in report.items if item.finding.code == rule)
        suite = ET.SubElement(root, "testsuite", {"name": rule, **_numbers(own, report)})
        for item in own:
            _case(suite, item, report)
    if not rules:
        root.set("tests", "1")
        suite = ET.SubElement(root, "testsuite", {"name": "check", **_numbers((), report), "tests": "1"})
        ET.SubElement(suite, "testcase", {"classname": "check", "name": "no findings", "time": "0"})
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _numbers(items: tuple[Item, ...], report: Report) -> dict[str, str]:
    failed = sum(report.failing(item) for item in items)
    skipped = sum(item.accepted is not None for item in items)
    return {"tests": str(len(items)), "failures": str(failed), "errors": "0", "skipped": str(skipped), "time": "0"}


def _case(suite: ET.Element, item: Item, report: Report) -> None:
    finding = item.finding
    name = _plain(f"{item.place}: {finding.message}")
    case = ET.SubElement(suite, "testcase", {"classname": finding.code, "name": name, "time": "0"})
    said = _plain(
        "\n".join((f"{report.path}:{item.line}" if item.line else report.path, finding.message, *_texts(item)))
    )
    if item.accepted:
        ET.SubElement(case, "skipped", {"message": _plain(f"accepted: {item.accepted.reason}")})
    elif report.failing(item):
        failure = ET.SubElement(case, "failure", {"type": finding.severity.value, "message": _plain(finding.message)})
        failure.text = said
    else:
        ET.SubElement(case, "system-out").text = f"{finding.severity.value}: {said}"


def _texts(item: Item) -> list[str]:
    evidence = [f"{name}: {value}" for name, value in item.finding.evidence if value]
    return [*([f"source: {item.source}", f"target: {item.target}"] if item.source or item.target else []), *evidence]


def _plain(text: str) -> str:
    return _FORBIDDEN_RE.sub("\ufffd", text)
