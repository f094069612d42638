"""A memory as a page to read or print: source and target side by side, each in its own direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import tmx
from tmx.tags import canonical
from toolkit.languages.tags import is_right_to_left

_STYLE = """
body{font:16px/1.5 sans-serif;max-width:75em;margin:1em auto;padding:0 1em}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #999;padding:.4em .6em;vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}
th{background:#eee}td[dir=rtl],td[dir=ltr]{text-align:start}
.n{width:3.5em;color:#555}.d{width:11em;color:#555;font-size:.85em}
.auto{background:#fffbe6}code{color:#06c;font-size:.85em}
@media print{tr{break-inside:avoid}thead{display:table-header-group}}
"""


def html_page(
    units: Iterable[tmx.Unit], source: str, target: str, title: str = "Translation memory"
) -> Iterator[str]:
    """The page, piece by piece; it needs no other file and runs nothing.

    Units that no person has confirmed (``x-status`` ``auto``) are shaded and say so; inline codes are shown small.
    """
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n<table>\n<thead>\n"
        f'<tr><th class="n">No.</th><th>{escape(source)}</th><th>{escape(target)}</th><th class="d">from</th></tr>\n'
        "</thead>\n<tbody>\n"
    )
    number = 0
    for unit in units:
        one, other = unit.variant(source), unit.variant(target)
        if one is None or other is None:
            continue
        number += 1
        yield _row(number, unit, one, other)
    yield f"</tbody>\n</table>\n<p>{number} units.</p>\n</body>\n</html>\n"


def _row(number: int, unit: tmx.Unit, one: tmx.Variant, other: tmx.Variant) -> str:
    status = unit.prop("x-status") or ""
    place = " ".join(filter(None, (unit.prop("x-document"), unit.prop("x-block"))))
    said = "<br>not confirmed" if status == "auto" else ""
    kind = ' class="auto"' if status == "auto" else ""
    mark = f' id="{escape(unit.tuid)}"' if unit.tuid else ""
    return (
        f'<tr{kind}{mark}><td class="n">{number}</td>{_cell(one)}{_cell(other)}'
        f'<td class="d">{escape(place)}{said}</td></tr>\n'
    )


def _cell(variant: tmx.Variant) -> str:
    lang = canonical(variant.lang)
    way = "rtl" if is_right_to_left(lang) else "ltr"
    return f'<td lang="{escape(lang)}" dir="{way}">{_shown(variant.content)}</td>'


def _shown(content: tmx.Segment) -> str:
    parts = []
    for part in content:
        if isinstance(part, str):
            parts.append(escape(part))
        elif isinstance(part, tmx.Hi | tmx.Foreign):
            parts.append(_shown(part.content))
        else:
            parts.append(f'<code title="{escape(part.tag)}">{escape(_native(part))}</code>')
    return "".join(parts)


def _native(code: tmx.Inline) -> str:
    return "".join(part if isinstance(part, str) else tmx.text_of(part.content) for part in code.content) or "·"
