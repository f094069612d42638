"""From bytes to text: the encodings that users have, and a note where the encoding had to be guessed."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from toolkit.languages.arabic import fold, has_arabic
from toolkit.model import BitextError

#: How files of other kinds begin, and what a user should do with them instead.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "save its text, or give the Word version's text"),
    (b"PK\x03\x04", "a ZIP or Office file", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as plain text first"),
    (b"\x89PNG", "a picture", "give a text file"),
    (b"\xff\xd8\xff", "a picture", "give a text file"),
    (b"GIF8", "a picture", "give a text file"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip file", "unpack it first"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"MZ\x90", "a program", "give a text file"),
    (b"{\\rtf", "an RTF file", "save it as plain text first"),
)

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16 LE, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: One byte a letter: tried where the bytes are not Unicode, judged by how many frequent words come out.
_LEGACY = ("cp1256", "iso8859-6", "cp1252")
_FREQUENT = frozenset(
    fold(word)
    for word in (
        *("في", "من", "على", "إلى", "أن", "التي", "عن", "هذا", "هذه", "الذي", "مع", "أو", "لا", "ما", "كل"),
        *("the", "of", "and", "to", "in", "is", "for", "on", "that", "by", "with"),
        *("les", "des", "une", "der", "und", "die", "que", "los"),
    )
)
#: Characters: five thousand pages without a line's end.
MAX_LINE = 10_000_000
_WORD_RE = re.compile(r"[^\W\d_]+")
_CONTROL_RE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
#: In UTF-8 the upper controls are no sign of a binary file: text that was once read as Latin-1 is full of them.
_BINARY_RE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(NamedTuple):
    """Text, the codec's name, and a note for the user where it was a guess."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, path: str = "") -> Decoded:
    """Decode a text file's bytes: by its byte order mark, as UTF-8, or by the most plausible guess.

    Raises BitextError for an empty or binary file and for bytes that no supported encoding explains.

    >>> decode("سلام".encode("utf-16")).encoding
    'utf-16'
    """
    if not data.strip():
        raise BitextError("the file is empty", path=path, remedy="give a file with text")
    for signature, kind, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise BitextError(f"this is {kind}, not plain text", path=path, remedy=remedy)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(Decoded(_decode_strictly(data, encoding, path), encoding), path)
    if _looks_like_utf16(data):
        encoding = "utf-16-le" if _nul_or_arabic(data[1::2]) >= _nul_or_arabic(data[::2]) else "utf-16-be"
        note = f"no byte order mark; read as {encoding.upper()}"
        return _checked(Decoded(_decode_strictly(data, encoding, path), encoding, note), path)
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"), path)
    except UnicodeDecodeError as error:
        return _checked(_guess_legacy(data, path, error), path)


def _decode_strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BitextError(
            f"not valid {encoding.upper()} at byte {error.start}",
            path=path,
            remedy="save the file as UTF-8 and try again",
        ) from error


def _checked(decoded: Decoded, path: str) -> Decoded:
    text = decoded.text
    if not text.strip("\ufeff \t\r\n\f\v\x00"):
        raise BitextError("the file has no text", path=path, remedy="give a file with text")
    if len(_BINARY_RE.findall(text[:200_000])) > max(4, len(text[:200_000]) // 50):
        raise BitextError("this is a binary file, not plain text", path=path, remedy="give a text file")
    _refuse_endless_lines(text, path)
    return decoded


def _refuse_endless_lines(text: str, path: str) -> None:
    """Raise for a line that no document has, before anything is tried on it that needs many times its memory."""
    start, number = 0, 1
    while len(text) - start > MAX_LINE:
        end = text.find("\n", start, start + MAX_LINE + 1)
        if end < 0:
            message = f"a line of more than {MAX_LINE // 1_000_000} million characters"
            raise BitextError(message, path=path, line=number, remedy="split it into paragraphs")
        start, number = end + 1, number + 1


def _nul_or_arabic(high_bytes: bytes) -> int:
    """How many of these could be the high bytes of Latin or Arabic letters in UTF-16."""
    return high_bytes.count(0) + high_bytes.count(6)


def _looks_like_utf16(data: bytes) -> bool:
    """Whether every second byte is nearly always that of Latin or Arabic letters, and the others are not."""
    if len(data) % 2 or len(data) < 4:
        return False
    sample = data[:20_000]
    counts = sorted((_nul_or_arabic(sample[::2]), _nul_or_arabic(sample[1::2])))
    return counts[1] > 0.8 * (len(sample) // 2) and counts[0] < 0.3 * (len(sample) // 2)


def _guess_legacy(data: bytes, path: str, fault: UnicodeDecodeError) -> Decoded:
    """The one-byte encoding whose words look most like a language, unless the file is really broken UTF-8."""
    line = data.count(b"\n", 0, fault.start) + 1
    multibyte = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", data))
    strays = len(re.findall(rb"[\x80-\xff]", re.sub(rb"[\xc2-\xf4][\x80-\xbf]+", b"", data)))
    if multibyte > 20 * strays:
        message = f"byte 0x{data[fault.start]:02x} is not UTF-8, though the rest of the file is"
        raise BitextError(message, path=path, line=line, remedy="mend or remove that character")
    scored = [(_plausibility(data, encoding), encoding) for encoding in _LEGACY]
    score, encoding = max(scored, key=lambda pair: pair[0])
    if score <= 0:
        raise BitextError(
            f"unreadable encoding: byte 0x{data[fault.start]:02x} is not UTF-8, and no other encoding fits",
            path=path,
            line=line,
            remedy="save the file as UTF-8 and try again",
        )
    name = {"cp1256": "Windows-1256", "cp1252": "Windows-1252", "iso8859-6": "ISO 8859-6"}[encoding]
    return Decoded(data.decode(encoding), encoding, f"not UTF-8; read as {name}, by a guess")


def _plausibility(data: bytes, encoding: str) -> float:
    """Share of very frequent words less that of words in two scripts; below 0 where bytes stay unexplained."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    if _CONTROL_RE.search(text):
        return -1.0
    words = [fold(word.lower()) for word in _WORD_RE.findall(text)]
    mixed = sum(has_arabic(word) and re.search("[a-z]", word) is not None for word in words)
    return (sum(word in _FREQUENT for word in words) - mixed) / len(words) if words else -1.0
