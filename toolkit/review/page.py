"""The review page as one self-contained HTML file: ``render(page)``.

Nothing is fetched: style and script stand in the page, and a content security policy names them by their hashes
and forbids everything else, so that a script that slipped into a segment would not run either.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from toolkit.model import Severity
from toolkit.review.html import asset, environment, policy
from toolkit.review.text import language
from toolkit.review.values import Band, Concept, Matrix, Page, Presence, Repair, Row, Span, in_band
from toolkit.review.view import bars, filters, matrix_parts, others_of, percent, said, unit_views

__all__ = ["Band", "Concept", "Matrix", "Page", "Presence", "Repair", "Row", "Span", "render"]


#: The mark that says the same as a finding's colour.
SEVERITY_SIGNS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.NOTE: "ℹ"}


def render(page: Page) -> str:
    """The page as HTML text; the same page gives the same text.

    Every value is escaped.  Without a script the page is read as it stands; with it come filters, search and the
    keys ``n`` and ``p``.

    >>> page = Page("Report", "A/1", "ar", "en", "v1", (("Units", "0"),), ())
    >>> render(page).startswith("<!doctype html>")
    True
    """
    style, script = (asset("toolkit.review", name) for name in ("page.css", "page.js"))
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            page=page,
            source=language(page.source_lang),
            target=language(page.target_lang),
            units=unit_views(page),
            bands=[(band, in_band(page.rows, band)) for band in Band],
            bars=bars(page.rows),
            filters=filters(page.rows),
            doubts=any(row.doubts for row in page.rows),
            matrices=matrix_parts(page),
            said=said,
            others_of=others_of,
            severity_signs=SEVERITY_SIGNS,
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
        )
    )


@cache
def _environment() -> Environment:
    made = environment("toolkit.review")
    made.filters["percent"] = percent
    made.globals["Band"] = Band
    return made
