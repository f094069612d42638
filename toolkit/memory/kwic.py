"""A concordance as a table for people, as JSON lines for programs, and as a page."""

from __future__ import annotations

import html
import json
from typing import Any

from toolkit.memory.concordance import Concordance, Hit

WIDTH = 40  #: characters on each side of what was found, in the table
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv"))
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:1em}table{border-collapse:collapse;width:100%}td{padding:.2em .5em;"
    "vertical-align:top;border-bottom:1px solid #ccc}mark{background:#ffe08a}.from{color:#555;font-size:.85em}"
)


def table(found: Concordance) -> str:
    """One hit in two lines: its text around what was found, and the translation with where it comes from."""
    lines = []
    for hit in found.hits:
        left = hit.left if len(hit.left) <= WIDTH else "…" + hit.left[-WIDTH:]
        right = hit.right if len(hit.right) <= WIDTH else hit.right[:WIDTH] + "…"
        lines.append(f"{left}[{hit.found}]{right}\n    {hit.other or '-'}\n    ({_origin(hit)})\n")
    return "".join(lines)


def json_lines(found: Concordance) -> str:
    """One JSON object a hit: left, found, right, translation, documents, changed, unit."""
    return "".join(json.dumps(_record(hit), ensure_ascii=False) + "\n" for hit in found.hits)


def _record(hit: Hit) -> dict[str, Any]:
    origins = hit.unit.origins
    return {
        "left": hit.left,
        "found": hit.found,
        "right": hit.right,
        "translation": hit.other,
        "documents": list(dict.fromkeys(origin.document for origin in origins)),
        "changed": max((origin.changed for origin in origins), default=""),
        "unit": hit.unit.id,
    }


def page(found: Concordance, query: str, lang: str, other_lang: str) -> str:
    """A self-contained page; whatever stands in the memory is shown as text, never run.

    >>> "<h1 lang=\\"ar\\" dir=\\"rtl\\">&lt;b&gt;</h1>" in page(Concordance((), False), "<b>", "ar", "en")
    True
    """
    rows = "".join(_row(hit, lang, other_lang) for hit in found.hits)
    count = f"{len(found.hits)} hits{', and more' if found.more else ''}"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{html.escape(query)}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1 {_direction(lang)}>{html.escape(query)}</h1><p>{count}</p>\n<table>\n{rows}</table></body></html>\n"
    )


def _row(hit: Hit, lang: str, other_lang: str) -> str:
    left, middle, right, other = map(html.escape, (hit.left, hit.found, hit.right, hit.other))
    return (
        f"<tr><td {_direction(lang)}>{left}<mark>{middle}</mark>{right}</td><td {_direction(other_lang)}>{other}</td>"
        f'<td class="from">{html.escape(_origin(hit))}</td></tr>\n'
    )


def _direction(lang: str) -> str:
    base = lang.replace("_", "-").split("-")[0].lower()
    return f'lang="{html.escape(lang)}" dir="{"rtl" if base in _RIGHT_TO_LEFT else "ltr"}"'


def _origin(hit: Hit) -> str:
    """Where a hit comes from, in a line."""
    names = list(dict.fromkeys(origin.document for origin in hit.unit.origins if origin.document)) or ["no document"]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more}; unit {hit.unit.id}"
