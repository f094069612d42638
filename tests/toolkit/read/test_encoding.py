"""Bytes to text: every encoding a user has, and a clear word for what is no text."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import BitextError
from toolkit.read.encoding import decode

ARABIC = "إن الدول الأطراف في هذا البروتوكول، إذ تعلن أن اتخاذ إجراءات فعالة لمنع ومكافحة الاتجار بالأشخاص.\n" * 3
ENGLISH = "The States Parties to this Protocol, declaring that effective action is required.\n" * 3
FRENCH = "Les États parties au présent Protocole, déclarant qu'une action efficace est nécessaire.\n" * 3


@pytest.mark.parametrize("text", [ARABIC, ENGLISH], ids=["ar", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert bool(decoded.note) == (encoding in ("utf-16-le", "utf-16-be"))


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ARABIC, "cp1256", "Windows-1256"),
        (ARABIC, "iso8859-6", "ISO 8859-6"),
        (FRENCH, "cp1252", "Windows-1252"),
    ],
)
def test_a_guess_is_said(text: str, encoding: str, name: str) -> None:
    data = text.encode(encoding, "ignore")
    decoded = decode(data)
    assert decoded.text == data.decode(encoding)
    assert name in decoded.note
    assert "guess" in decoded.note


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "no text"),
        (b"\xff\xfe", "no text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP or Office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (gzip.compress(b"text"), "gzip"),
        (bytes(range(32)) * 40, "binary"),
        (b"\xff\xfe" + "سلام".encode("utf-16-le") + b"\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(BitextError, match=word) as caught:
        decode(data, "file.txt")
    assert str(caught.value).startswith("file.txt")
    assert "\n" not in str(caught.value)


def test_a_stray_byte_in_utf8_is_named_with_its_line() -> None:
    data = ARABIC.encode() + b"one \xff bad byte\n" + ARABIC.encode()
    with pytest.raises(BitextError, match=r"^file.txt:4: byte 0xff is not UTF-8"):
        decode(data, "file.txt")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_one_clear_error(data: bytes) -> None:
    try:
        assert decode(data).text.strip("\ufeff \t\r\n\f\v\x00")
    except BitextError as error:
        assert "\n" not in str(error)


def test_a_line_without_an_end_is_told_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.read.encoding.MAX_LINE", 1_000_000)
    data = b"short\n" * 10 + b"x" * 1_000_001 + b"\nshort\n"
    with pytest.raises(BitextError, match=r"file\.txt:11: a line of more than 1 million characters"):
        decode(data, "file.txt")
    assert decode(b"x" * 1_000_000 + b"\n" + b"y" * 1_000_000).text.count("\n") == 1


def test_text_that_was_once_read_as_latin_1_is_text() -> None:
    assert decode(ARABIC.encode().decode("latin-1").encode()).encoding == "utf-8"
