"""The differences of two memories as a reviewer reads them: text, or a page with both sides beside each other."""

from __future__ import annotations

import difflib
import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tmx.tools import Change
from toolkit.languages.tags import is_right_to_left

#: Inline codes, blanks, words, marks: what is marked as a whole.
_WORDS = re.compile(r"</?[A-Za-z][^<>]*>|\s+|\w+|[^\w\s]")
_TITLES = {"added": "Added", "gone": "Gone", "changed": "Changed"}
_STYLE = """
body{font:1rem/1.6 system-ui,"Noto Naskh Arabic",sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
td,th{border:1px solid #bbb;padding:.4rem .6rem;vertical-align:top;text-align:start;overflow-wrap:anywhere}
th{background:#f3f3f3}col.kind{width:6rem}
ins{background:#d7f4dd;text-decoration:none;border-bottom:2px solid #187a33}
del{background:#fbe0dd;text-decoration-color:#a32a1c}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
@media (max-width:45rem){table,tbody,tr,td{display:block;width:auto}thead,colgroup{display:none}}
"""


def as_text(changes: Iterable[Change]) -> str:
    """One paragraph a change: the source (and as it was, where its codes changed), the old and the new translation.

    >>> print(as_text([Change("changed", "نعم", "Yes", "Yes.")]), end="")
    changed: نعم
      - Yes
      + Yes.
    """
    lines = []
    for change in changes:
        lines.append(f"{change.kind}: {change.source}")
        lines += [f"  was: {change.was}"] if change.was is not None else []
        lines += [f"  - {change.old}"] if change.old is not None else []
        lines += [f"  + {change.new}"] if change.new is not None else []
    return "".join(f"{line}\n" for line in lines)


def as_page(changes: Sequence[Change], source: str, target: str, names: tuple[str, str]) -> str:
    """A page in one file: source, old and new translation side by side in their directions, changed words marked."""
    counts = Counter(change.kind for change in changes)
    summary = ", ".join(f"{counts[kind]} {kind}" for kind in _TITLES)
    rows = "".join(_row(change, source, target) for change in changes)
    old, new = map(html.escape, names)
    heads = "".join(f"<th>{text}</th>" for text in ("Change", "Source", old, new))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{old} and {new} compared</title>\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<style>{_STYLE}</style></head>\n'
        f"<body>\n<h1>Two memories compared</h1>\n<p>{summary}.</p>\n"
        f'<table><colgroup><col class="kind"><col><col><col></colgroup>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n</body>\n</html>\n"
    )


def _row(change: Change, source: str, target: str) -> str:
    old, new = marked(change.old, change.new)
    text = html.escape(change.source)
    if change.was is not None:
        text = "<br>".join(marked(change.was, change.source))
    cells = _cell(text, source) + _cell(old, target) + _cell(new, target)
    return f'<tr class="{change.kind}"><td>{_TITLES[change.kind]}</td>{cells}</tr>\n'


def _cell(inner: str, lang: str) -> str:
    way = "rtl" if is_right_to_left(lang) else "ltr"
    return f'<td lang="{html.escape(lang)}" dir="{way}">{inner}</td>'


def marked(old: str | None, new: str | None) -> tuple[str, str]:
    """Both texts as HTML, with the words that went in ``<del>`` and those that came in ``<ins>``.

    >>> marked("forced labour", "forced work")
    ('forced <del>labour</del>', 'forced <ins>work</ins>')
    """
    before, after = _WORDS.findall(old or ""), _WORDS.findall(new or "")
    sides: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, tag, text in ((0, "del", "".join(before[a:b])), (1, "ins", "".join(after[c:d]))):
            if text:
                shown = html.escape(text)
                sides[side].append(shown if kind == "equal" else f"<{tag}>{shown}</{tag}>")
    return "".join(sides[0]), "".join(sides[1])
