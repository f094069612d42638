"""Places in a treaty as a lawyer writes them: «art. 9(1)(b)», from the keys of blocks or from labels in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.languages.digits import to_ascii_digits

_KEY_RE = re.compile(r"art-(\d+[a-z]?)((?:-[\w]+)*)")
_ARTICLE_RE = re.compile(r"(?:article|art\.?|المادة)\s*[:(]?\s*(\d+[a-z]?)(?!\w)", re.IGNORECASE)
_PARAGRAPH_RE = re.compile(r"(?:\((\d{1,2})\)|(\d{1,2})\s*[-–.)])\s*(?!\d)")
_LONGEST_PLACE = 40  # a longer third column is a remark
_ITEM_RE = re.compile(r"\(?([a-z])\)\s")


def cited(key: str) -> str:
    """The key of a block as a citation; a key that names no article stays as it is.

    >>> cited("art-9-1-b"), cited("art-6-title"), cited("art-12-0"), cited("22")
    ('art. 9(1)(b)', 'art. 6 (heading)', 'art. 12', '22')
    """
    match = _KEY_RE.fullmatch(key)
    if not match:
        return key
    parts = [part for part in match[2].split("-") if part and part != "0"]
    title = bool(parts) and parts[-1] == "title"
    inner = "".join(f"({part})" for part in (parts[:-1] if title else parts))
    return f"art. {match[1]}{inner}{' (heading)' if title else ''}"


def places_of_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> list[str]:
    """The place of each row of a table: what its third column says, else its article, else its line.

    ``rows`` are line numbers with cells.  Articles are read from the labels at the beginning of the first two cells
    («المادة 9», "Article 9") and go on until the next; so do numbers of paragraphs and letters of items.

    >>> rows = [(1, ["Article 9", "المادة ٩"]), (2, ["5. States shall", "٥- تعتمد"]), (3, ["", "", "preamble"])]
    >>> places_of_rows(rows), places_of_rows([(7, ["a", "ب"])])
    (['art. 9', 'art. 9(5)', 'preamble'], ['line 7'])
    """
    article, paragraph = "", ""
    places = []
    for line, cells in rows:
        named = cells[2].strip() if len(cells) > 2 and len(cells[2]) <= _LONGEST_PLACE else ""
        texts = [to_ascii_digits(cell.strip()) for cell in cells[:2]]
        found = next((match for text in texts if (match := _ARTICLE_RE.match(text))), None)
        if found:
            article, paragraph = found[1], ""
            texts = [_ARTICLE_RE.sub("", text, count=1).lstrip(" .:-–") for text in texts]
        if numbered := next((match for text in texts if (match := _PARAGRAPH_RE.match(text))), None):
            paragraph = f"({numbered[1] or numbered[2]})"
        item = next((match for text in texts if (match := _ITEM_RE.match(text))), None)
        place = f"art. {article}{paragraph}{f'({item[1]})' if item else ''}" if article else f"line {line}"
        places.append(named or place)
    return places
