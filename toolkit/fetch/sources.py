"""The table of places where documents are asked for: ours, or one that a user gives."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from toolkit.languages.tags import base
from toolkit.model import BitextError

_OURS = Path(__file__).parent / "sources.toml"
_SYMBOL_RE = re.compile(r"[A-Z][A-Z0-9.]{0,11}(?:/[A-Za-z0-9(][A-Za-z0-9.()\[\]+-]{0,40}){1,8}")


@dataclass(frozen=True, slots=True)
class Source:
    """One place: its name for messages, the pattern of its addresses, what it calls forms and languages."""

    name: str
    url: str
    forms: Mapping[str, str]
    languages: Mapping[str, str]

    def addresses(self, symbol: str, lang: str, form: str) -> Iterator[str]:
        """The addresses of a document, best form first; ``form`` is ``auto`` or the only one wanted."""
        for name, spelled in self.forms.items():
            if form in ("auto", name):
                yield self.url.format(
                    symbol=quote(symbol, safe="/"), lang=quote(self.languages.get(lang, lang)), form=quote(spelled)
                )


def is_symbol(text: str) -> bool:
    """Whether a text is a document's symbol rather than a file.

    >>> is_symbol("CTOC/COP/2012/4"), is_symbol("report.ar.pdf"), is_symbol("../etc/passwd")
    (True, False, False)
    """
    return _SYMBOL_RE.fullmatch(text) is not None and any(char.isdigit() for char in text)


def file_stem(symbol: str, lang: str) -> str:
    """The name under which a document is kept; ``read`` knows the symbol from it again.

    >>> file_stem("CTOC/COP/2012/4", "ar")
    'ctoc-cop-2012-4.ar'
    """
    return f"{re.sub(r'[^a-z0-9.]+', '-', symbol.lower()).strip('-')}.{base(lang)}"


def load_sources(path: str | None = None) -> tuple[Source, ...]:
    """The table of a file, of ``BITEXT_SOURCES``, or ours.  Raises BitextError for a table that is none."""
    name = path or os.environ.get("BITEXT_SOURCES") or str(_OURS)
    try:
        table = tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BitextError(
            f"not a TOML file: {error}", path=name, remedy="see docs/formats.md for its form"
        ) from error
    rows = table.get("source")
    if not isinstance(rows, list) or not rows:
        raise BitextError("names no [[source]]", path=name, remedy="see docs/formats.md for its form")
    return tuple(_source(row, name) for row in rows)


def _source(row: Any, path: str) -> Source:
    url = row.get("url") if isinstance(row, dict) else None
    if not isinstance(url, str) or urlsplit(url).scheme not in ("http", "https") or "{symbol}" not in url:
        raise BitextError(
            "a source has no url with http(s) and {symbol}", path=path, remedy="see docs/formats.md for its form"
        )
    try:
        url.format(symbol="", lang="", form="")
    except (KeyError, IndexError, ValueError) as error:
        raise BitextError(
            f"the url {url!r} has an unknown place {error}", path=path, remedy="use {symbol} {lang} {form}"
        ) from error
    forms = row.get("forms") or {"pdf": "pdf"}
    languages = row.get("languages") or {}
    if not all(isinstance(one, dict) for one in (forms, languages)):
        raise BitextError("forms and languages are tables", path=path, remedy="see docs/formats.md for its form")
    return Source(
        str(row.get("name") or url),
        url,
        {k: str(v) for k, v in forms.items()},
        {k: str(v) for k, v in languages.items()},
    )
