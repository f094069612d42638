"""The table of forms that hold a whole memory; a new form is one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tmx import Memory, Unit
from toolkit.exchange import json_lines, po, tables
from toolkit.model import BitextError


@dataclass(frozen=True, slots=True)
class Form:
    """How a form is read and written.

    ``write(units, source, target)`` gives the bytes of a file; ``read(data, source, target, path)`` the memory in
    it.  ``whole`` says whether inline codes and all languages survive.
    """

    summary: str
    write: Callable[[Iterable[Unit], str, str], bytes]
    read: Callable[[bytes, str, str | None, object], Memory]
    whole: bool = False


def _table(form: str, summary: str) -> Form:
    return Form(
        summary,
        lambda units, source, target: tables.write_table(units, form, source, target),
        lambda data, _source, _target, path: tables.read_table(data, form, path),
    )


FORMS: dict[str, Form] = {
    "csv": _table("csv", "comma-separated values"),
    "tsv": _table("tsv", "tab-separated values"),
    "xlsx": _table("xlsx", "an Excel workbook"),
    "jsonl": Form(
        "JSON, one unit a line",
        lambda units, _source, _target: "".join(json_lines.write_lines(units)).encode("utf-8"),
        lambda data, _source, _target, path: json_lines.read_lines(data, path),
        whole=True,
    ),
    "po": Form(
        "a gettext catalogue",
        lambda units, source, target: po.write_po(units, source, target).encode("utf-8"),
        po.read_po,
    ),
}


def form_of(name: str | Path) -> str:
    """The form that a file name asks for: ``tmx`` or one of :data:`FORMS`.  Raises BitextError for another ending.

    >>> form_of("memory.tmx.gz"), form_of("rows.XLSX")
    ('tmx', 'xlsx')
    """
    path = str(name).lower().removesuffix(".gz")
    ending = Path(path).suffix.lstrip(".")
    if path == "-" or ending == "tmx":
        return "tmx"
    if ending == "pot":
        return "po"
    if ending not in FORMS:
        known = ", ".join(f".{form}" for form in ("tmx", *FORMS))
        raise BitextError("this ending names no form of a memory", path=name, remedy=f"use {known}")
    return ending
