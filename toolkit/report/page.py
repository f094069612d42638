"""Reports as one self-contained HTML file: findings with their texts, wordings, the matrix, a bilingual concordance.

It looks like the review page and keeps its rules: nothing is fetched, every value is escaped, Arabic runs right to
left, and without a script it reads as it stands.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from toolkit.model import Severity
from toolkit.report.items import Report
from toolkit.report.lines import counts
from toolkit.report.rules import describe
from toolkit.report.view import choices, concept_views, evenness, item_views, matrix_parts
from toolkit.review.html import asset, environment, policy
from toolkit.review.page import SEVERITY_SIGNS
from toolkit.review.text import language


def to_html(report: Report) -> bytes:
    """The report as an HTML page; the same report gives the same bytes."""
    style = asset("toolkit.review", "page.css") + asset("toolkit.report", "report.css")
    script = asset("toolkit.report", "report.js")
    source, target = language(report.source_lang), language(report.target_lang)
    usage = report.usage
    grave = [item for item in report.open if item.finding.severity.rank >= Severity.WARNING.rank]
    page = (
        environment("toolkit.report", "toolkit.review")
        .get_template("report.html.j2")
        .render(
            report=report,
            name="standard input" if report.path == "-" else Path(report.path).name,
            source=source,
            target=target,
            items=tuple(item_views(report, source, target)),
            choices=choices(report),
            figures=_figures(report),
            rules=[(rule, describe(rule), values) for rule, values in counts(report)],
            concepts=tuple(concept_views(usage, grave)) if usage else (),
            matrices=matrix_parts(usage) if usage else (),
            directions={report.source_lang: source, report.target_lang: target},
            evenness=evenness,
            severity_signs=SEVERITY_SIGNS,
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
        )
    )
    return page.encode("utf-8", "replace")


def _figures(report: Report) -> tuple[tuple[str, str], ...]:
    """Label and value for the top of the page."""
    rows = [
        (f"{severity.value.capitalize()}s", str(sum(item.finding.severity is severity for item in report.open)))
        for severity in Severity
    ]
    rows.append(("Accepted by the baseline", str(len(report.items) - len(report.open))))
    if report.usage:
        wavering = sum(use.wavers for use in report.usage.concepts)
        rows += [("Concepts named", str(len(report.usage.concepts))), ("Of these with variants", str(wavering))]
    return tuple(rows)
