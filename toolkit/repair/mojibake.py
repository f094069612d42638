"""Text that was read in the wrong code page, undone: UTF-8 as Western, and Windows-1256 as Western.

Such a line has no Arabic letter left, so these are the first things to look for.
"""

from __future__ import annotations

import re

from toolkit.languages.arabic import arabic_share, has_arabic

#: The lead byte of an Arabic letter in UTF-8 and what may follow it, as Windows-1252 and as Latin-1 show them.
_UTF8_RE = re.compile("[ØÙÚÛ][\u0080-\u00bf\u0152-\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]")
#: The article «ال» and other frequent beginnings and ends of words in Windows-1256, as Windows-1252 shows them.
_CP1256_RE = re.compile(r"(?<![A-Za-z])(?:[æÈßáÝ]?Çá|ááÊ|Ýí|Úáì|Åáì|ãä)|(?:Çá|íÉ|ÇÊ|æä|íä)(?![A-Za-z])")
_HIGH_RE = re.compile("[\u0080-\u00ff]")
_LEAST = 3


def mojibake(line: str) -> int:
    """How many pairs of characters look like Arabic read in the wrong code page; under 3 count as none.

    >>> mojibake("Ø§Ù„Ø¯ÙˆÙ„"), mojibake("Ýí ÇáÃãã ÇáãÊÍÏÉ"), mojibake("Île-de-France, Ørsted")
    (5, 3, 0)
    """
    if has_arabic(line):
        return 0
    found = max(len(_UTF8_RE.findall(line)), len(_CP1256_RE.findall(line)))
    return found if found >= _LEAST else 0


def decode_again(line: str) -> str:
    """The letters that were meant, where a line is mojibake and reading it anew gives Arabic.

    >>> decode_again("Ø§Ù„Ø¯ÙˆÙ„"), decode_again("Ýí ÇáÃãã ÇáãÊÍÏÉ")
    ('الدول', 'في الأمم المتحدة')
    """
    return decode_with_the_text(line) if mojibake(line) else line


def decode_with_the_text(line: str) -> str:
    """A line of a text that is mojibake as a whole: read anew where that gives Arabic, however short it is.

    >>> decode_with_the_text("ÊÞÑíÑ"), decode_with_the_text("UNODC, Genève")
    ('تقرير', 'UNODC, Genève')
    """
    if has_arabic(line) or not _HIGH_RE.search(line):
        return line
    mended = _from_utf8(line) if _UTF8_RE.search(line) else _from_cp1256(line)
    return mended if arabic_share(mended) > 0.5 else line


def _from_utf8(line: str) -> str:
    import ftfy

    mended: str = ftfy.fix_encoding(line)
    return mended


def _from_cp1256(line: str) -> str:
    """Windows-1252 undone byte by byte; a character that the code page lacks stands for itself as in Latin-1."""
    data = bytearray()
    for char in line:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return line
            data.append(ord(char))
    return data.decode("cp1256")
