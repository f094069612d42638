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
#: A row of at most so many words in both languages, with no stop at its end, is a heading; where more than this share
#: of the rows are such, they are no headings but a list.
_MOST_WORDS, _MOST_HEADINGS = 16, 1 / 3
_STOPPED_RE = re.compile(r"[.;:,،؛]\s*$")
#: A heading that runs into its text: "Use of terms For the purposes of this Protocol ...".
_RUN_IN_RE = re.compile(
    r"([A-Z][^.,;:()]{3,119}?) (?:The|This|These|Each|For|At|Nothing|Any|All|Every|If|When|Where|Without|Subject) "
)


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
    («المادة 9», "Article 9") and go on until the next; so do numbers of paragraphs and letters of items.  Where no
    row has such a label, the heading that a row stands under and its number there are told beside the line.

    >>> rows = [(1, ["Article 9", "المادة ٩"]), (2, ["5. States shall", "٥- تعتمد"]), (3, ["", "", "preamble"])]
    >>> places_of_rows(rows), places_of_rows([(7, ["a", "ب"])])
    (['art. 9', 'art. 9(5)', 'preamble'], ['line 7'])
    >>> text = "Each Party shall adopt measures."
    >>> places_of_rows([(1, [text]), (2, ["Border measures", "التدابير"]), (3, [text]), (4, [text])])
    ['line 1', 'line 2: «Border measures»', 'line 3: «Border measures» 1', 'line 4: «Border measures» 2']
    """
    listed = list(rows)
    labelled = _labelled(listed)
    known = labelled if any(labelled) else _under_headings(listed)
    places = []
    for (line, cells), place in zip(listed, known, strict=True):
        named = cells[2].strip() if len(cells) > 2 and len(cells[2]) <= _LONGEST_PLACE else ""
        places.append(named or place or f"line {line}")
    return places


def _labelled(rows: Sequence[tuple[int, Sequence[str]]]) -> list[str]:
    """The article, paragraph and item of each row as its labels say, an empty string before the first article."""
    article, paragraph = "", ""
    places = []
    for _, cells in rows:
        texts = [to_ascii_digits(cell.strip()) for cell in cells[:2]]
        found = next((match for text in texts if (match := _ARTICLE_RE.match(text))), None)
        if found:
            article, paragraph = found[1], ""
            texts = [_ARTICLE_RE.sub("", text, count=1).lstrip(" .:-–") for text in texts]
        if numbered := next((match for text in texts if (match := _PARAGRAPH_RE.match(text))), None):
            paragraph = f"({numbered[1] or numbered[2]})"
        item = next((match for text in texts if (match := _ITEM_RE.match(text))), None)
        places.append(f"art. {article}{paragraph}{f'({item[1]})' if item else ''}" if article else "")
    return places


def _under_headings(rows: Sequence[tuple[int, Sequence[str]]]) -> list[str]:
    """The line of each row with the heading it stands under and its number there."""
    alone = [_is_heading(cells[:2]) for _, cells in rows]
    if sum(alone) > _MOST_HEADINGS * len(rows):
        return [""] * len(rows)
    places = []
    heading, number = "", 0
    for (line, cells), whole in zip(rows, alone, strict=True):
        number += 1
        if whole:
            heading, number = cells[0].strip(), 0
        elif run_in := next((match for cell in cells[:2] if (match := _RUN_IN_RE.match(cell.strip()))), None):
            heading, number = run_in[1], 0
        places.append(f"line {line}: «{heading}»{f' {number}' if number else ''}" if heading else "")
    return places


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are a heading in both languages: a few words, no stop, no small letter at first."""
    texts = [cell.strip() for cell in cells]
    return len(texts) > 1 and all(
        text and len(text.split()) <= _MOST_WORDS and not _STOPPED_RE.search(text) and not text[0].islower()
        for text in texts
    )
