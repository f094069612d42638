"""Repairs of ill-formed XML where the intent is sure; each says what it did."""

from __future__ import annotations

import html
import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HALVES = re.compile(
    r"&#[xX]([dD][89abAB][0-9a-fA-F]{2});&#[xX]([dD][c-fC-F][0-9a-fA-F]{2});|&#(5[56]\d{3});&#(5[67]\d{3});"
)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_AMPERSAND = re.compile(r"&(?!#[0-9]+;|#x[0-9a-fA-F]+;)([A-Za-z][A-Za-z0-9]{0,31};)?")
_BARE_LESS = re.compile(r"<(?![A-Za-z_:/!?])")
_XML_ENTITIES = ("amp;", "lt;", "gt;", "quot;", "apos;")
#: Codepage to try for bytes that are no UTF-8, when the unit holds this language.
_CODEPAGES = ((re.compile(rb"""lang\s*=\s*["'](?:ar|fa|ur)""", re.I), "cp1256"), (re.compile(rb""), "cp1252"))


def mend(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The text of a broken unit in well-formed characters, and a (code, message) for every kind of repair.

    >>> mend(b"<seg>a & b&nbsp;c</seg>")[0]
    '<seg>a &amp; b\\xa0c</seg>'
    """
    done: list[tuple[str, str]] = []
    text = _decoded(data, done)
    for code, message, step in (
        ("surrogates", "two references to the halves of one character became the character", _joined_halves),
        ("control-character", "characters that XML forbids were removed", _without_illegal),
        ("undeclared-entity", "HTML entities were replaced by their characters", _without_entities),
        ("bare-ampersand", "a bare '&' was read as text", _ampersands),
        ("bare-less-than", "a bare '<' was read as text", lambda text: _BARE_LESS.sub("&lt;", text)),
        ("bare-cdata-end", "']]>' was read as text", _cdata_ends),
    ):
        mended = step(text)
        if mended != text:
            done.append((code, message))
        text = mended
    return text, done


def _decoded(data: bytes, done: list[tuple[str, str]]) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        pass
    else:
        done.append(("surrogates", "halves of characters, each as UTF-8 of its own, became the characters"))
        return text
    for pattern, codepage in _CODEPAGES:
        high = bytes(byte for byte in data if byte > 127)
        if pattern.search(data) and high and not re.search(rb"[\xc2-\xf4][\x80-\xbf]", high[:2000]):
            try:
                text = data.decode(codepage)
            except UnicodeDecodeError:
                continue
            done.append(("wrong-encoding", f"bytes that are no UTF-8 were read as {codepage}"))
            return text
    done.append(("undecodable", "bytes that are no UTF-8 became U+FFFD"))
    return data.decode("utf-8", "replace")


def _joined_halves(text: str) -> str:
    """Characters beyond U+FFFF as some tools write them: a reference for each half of their UTF-16."""

    def joined(found: re.Match[str]) -> str:
        high, low = (int(half, 16) for half in found.group(1, 2)) if found[1] else map(int, found.group(3, 4))
        if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
            return found[0]
        return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)

    return _HALVES.sub(joined, text)


def _without_illegal(text: str) -> str:
    return _REFERENCE.sub(_legal_reference, _ILLEGAL.sub("", text))


def _legal_reference(found: re.Match[str]) -> str:
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    code = int(digits, base) if len(digits) < 9 else 0x110000
    return f"&#{code};" if code < 0x110000 and not _ILLEGAL.match(chr(code)) else ""


def _without_entities(text: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        name = found[1]
        if not name or name in _XML_ENTITIES:
            return found[0]
        value = html.unescape(found[0])
        return found[0] if value == found[0] else value

    return _AMPERSAND.sub(replaced, text)


def _ampersands(text: str) -> str:
    return _AMPERSAND.sub(lambda m: m[0] if m[1] in _XML_ENTITIES else f"&amp;{m[0][1:]}", text)


def _cdata_ends(text: str) -> str:
    return text if "<![CDATA[" in text else text.replace("]]>", "]]&gt;")
