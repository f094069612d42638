"""Reports of findings, for people (text, HTML, XLSX), programs (JSON) and CI (SARIF, JUnit); the baseline.

>>> from toolkit.report import Report, render
>>> render(Report("m.tmx", "ar", "en", ()), "text").decode()
'0 findings: 0 errors, 0 warnings, 0 notes\\n'
"""

from __future__ import annotations

import importlib

from toolkit.model import BitextError
from toolkit.report.baseline import Baseline, Entry, Key, baseline_text, key_of, load_baseline, renewed
from toolkit.report.items import Item, Report, failing_rank, items_of, remarks

__all__ = [
    "FORMS",
    "Baseline",
    "Entry",
    "Item",
    "Key",
    "Report",
    "baseline_text",
    "failing_rank",
    "items_of",
    "key_of",
    "load_baseline",
    "remarks",
    "render",
    "renewed",
]

#: What ``--format`` takes -> the module and function that write it; a module is imported when it is asked for.
FORMS: dict[str, tuple[str, str]] = {
    "text": ("toolkit.report.lines", "to_text"),
    "jsonl": ("toolkit.report.lines", "to_jsonl"),
    "json": ("toolkit.report.lines", "to_json"),
    "html": ("toolkit.report.page", "to_html"),
    "xlsx": ("toolkit.report.workbook", "to_xlsx"),
    "sarif": ("toolkit.report.sarif", "to_sarif"),
    "junit": ("toolkit.report.junit", "to_junit"),
}


def render(report: Report, form: str) -> bytes:
    """A report in one of the ``FORMS``, as the bytes of a file.  Raises BitextError for another form."""
    if form not in FORMS:
        raise BitextError(f"no report format is called {form!r}", remedy=f"choose from {', '.join(FORMS)}")
    module, function = FORMS[form]
    written: bytes = getattr(importlib.import_module(module), function)(report)
    return written
