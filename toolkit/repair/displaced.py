"""Marks and numbers that stand on the wrong side of their blank: the order of bidi runs taken for that of the text.

The mechanics, read off gazette PDFs: between two Arabic words, the stretch that begins at the first mark or
number and runs to the next letter was written backwards, element by element (a number is one element, brackets
are not mirrored), and double blanks were then made one.  «15 نوفمبر» became «15نوفمبر» with the blank before the
number, «2011)» became «)2011».
"""

from __future__ import annotations

import re

_NUMBER = r"\d++(?:[.,/]\d++)*+"
_LETTER = "\u0620-\u063f\u0641-\u064a"
_ELEMENT_RE = re.compile(rf"{_NUMBER}|.")
_MARKS = "،؛:.؟"
#: A stretch after a blank or at the line's start that touches the letter after it, or ends the line in a number.
_STRETCH_RE = re.compile(
    r"(?P<open>(?<!\S)\((?= )|^\s*|\s)"
    rf"(?P<inner>(?:{_NUMBER}|[{_MARKS}()\-]| ){{0,40}}(?:{_NUMBER}|[{_MARKS})\-]))(?=[{_LETTER}\"]|$)",
    re.MULTILINE,
)
_EVIDENCE_RE = re.compile(
    rf"\s[،؛:.](?=[{_LETTER}])|(?:^|\s)[.،)\-]*{_NUMBER}(?=[{_LETTER}]{{2}})|\s[.،)]+{_NUMBER}$"
    rf"|\( (?=[{_LETTER}]\))|(?<=[{_LETTER}]) /(?=[{_LETTER}])",
    re.MULTILINE,
)

#: «( ج)» and «الأول /ديسمبر»: one blank too many, left over from the same fault.
_LOOSE_RE = re.compile(rf"(?<=\() (?=[{_LETTER}]\))|(?<=[{_LETTER}]) /(?=[{_LETTER}])")
#: A dash between two words, and a closing quote before a mark, on the wrong side of their blank.
_DASH_RE = re.compile(rf"(?<=[{_LETTER}]) -(?=[{_LETTER}])")
_QUOTE_RE = re.compile(r' "(?=[،؛:.؟])')


def displaced_marks(text: str) -> int:
    """How many marks and numbers of a text stand on the wrong side of their blank.

    >>> displaced_marks("االتجار ،وبخاصة في 15نوفمبر .2000"), displaced_marks("الاتجار، وبخاصة في 15 نوفمبر 2000.")
    (3, 0)
    """
    return len(_EVIDENCE_RE.findall(text))


def return_displaced_marks(line: str, *, damaged: bool = False) -> str:
    """Put marks, brackets and numbers back where they were written.

    ``damaged`` says that the text around has the damage; then dashes and closing quotes return too, which stand
    before a blank in sound text as well.

    Reason: a comma before its word, a full stop before its year and a bracket on the wrong side make sentences
    end in the wrong place; a segmenter cannot mend that later.

    >>> return_displaced_marks("الأشخاص ،وبخاصة النساء")
    'الأشخاص، وبخاصة النساء'
    >>> return_displaced_marks("رمضان 2( 1432أغسطس .)2011")
    'رمضان 1432 (2 أغسطس 2011).'
    >>> return_displaced_marks(" .1هذا البروتوكول")
    '1. هذا البروتوكول'
    >>> return_displaced_marks("ثانيا -حماية الضحايا", damaged=True)
    'ثانيا- حماية الضحايا'
    """
    if displaced_marks(line):
        line = _LOOSE_RE.sub(lambda found: found[0].strip(), _STRETCH_RE.sub(_written, line))
    return _with_quotes_closed(_DASH_RE.sub(r"- ", line)) if damaged else line


def _with_quotes_closed(line: str) -> str:
    """The second quote of each pair next to its word, where a mark follows it."""
    return _QUOTE_RE.sub(lambda quote: quote[0].lstrip() if line[: quote.start()].count('"') % 2 else quote[0], line)


def _written(found: re.Match[str]) -> str:
    """A stretch the way round it was written, or as it stands where nothing was displaced."""
    inner = found["inner"]
    elements = _ELEMENT_RE.findall(inner.strip())
    at_end = found.end() == len(found.string)
    has_number = any(element[0].isdigit() for element in elements)
    if at_end and not (has_number and len(elements) > 1 and elements[-1][0].isdigit()):
        return found[0]
    if not has_number and (elements[-1] in "-)" or "(" in elements):
        return found[0]  # «-word» and «) word»: as common in sound text
    written = "".join(reversed(elements))
    opened = "(" if found["open"].strip() == "(" else ""
    at_start = not found.string[: found.start()].strip()
    needs_blank = (
        (has_number or opened) and not at_start and not (opened and found.string[found.start() - 1].isspace())
    )
    return f"{' ' if needs_blank else ''}{opened}{written}{'' if at_end else ' '}"
