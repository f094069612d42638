"""What a PDF must not hold before pdfium sees it: streams that unpack to far more than a page can need."""

from __future__ import annotations

import re
import zlib

from toolkit.model import BitextError

_STREAM_RE = re.compile(rb"stream\r?\n")
_MOST_PICTURE = 64 * 1024 * 1024
_MOST = 3 * 1024 * 1024  # a page's content, a font, a table of objects
_RATIO = 120  # text and pictures shrink 3 to 60 times; a bomb a thousand times
_STEEPEST = 1040  # the most that deflate can do: a shorter stream cannot reach the bound
_STEP = 1 << 14
_DICTIONARY = 600  # bytes before a stream in which its dictionary says that it is a picture


def check_streams(data: bytes, path: str) -> None:
    """Raise BitextError for a stream that is a bomb, also where it is packed twice."""
    for match in _STREAM_RE.finditer(data):
        start = match.end()
        if data[start : start + 1] != b"\x78":  # the first byte of what deflate packs
            continue
        end = data.find(b"endstream", start)
        packed = data[start : end if end >= 0 else len(data)]
        picture = b"/Image" in data[max(0, match.start() - _DICTIONARY) : match.start()]
        most = max(_MOST_PICTURE if picture else _MOST, _RATIO * len(packed))
        size, inner = _unpacked(packed, most)
        if size > most or (inner and _unpacked(inner, most)[0] > most):
            raise BitextError(
                f"a stream of the PDF unpacks to more than {most >> 20} MB", path=path, remedy="do not use this file"
            )


def _unpacked(packed: bytes, most: int) -> tuple[int, bytes]:
    """How much a stream unpacks to, counted until it is too much; and the result where it is packed once more."""
    if len(packed) * _STEEPEST < most and packed[:1] != b"\x78":
        return 0, b""
    unpacker = zlib.decompressobj()
    size, kept, twice = 0, bytearray(), False
    try:
        for start in range(0, len(packed), _STEP):
            piece = unpacker.decompress(packed[start : start + _STEP])  # at most 17 MB at once
            twice = twice or (size == 0 and piece[:1] == b"\x78")
            size += len(piece)
            if twice and len(kept) < most:
                kept += piece
            if size > most:
                break
    except zlib.error:
        return size, b""
    return size, bytes(kept)
