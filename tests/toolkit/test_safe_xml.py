from pathlib import Path

import pytest

from toolkit.model import BitextError
from toolkit.safe_xml import parse_xml


def test_entities_are_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    theft = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}">]><a>&s;</a>'.encode()
    with pytest.raises(BitextError, match="declares entities"):
        parse_xml(theft, "theft.xml")


def test_an_entity_bomb_ends_at_once() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(BitextError):
        parse_xml(f'<!DOCTYPE a [<!ENTITY e0 "x">{levels}]><a>&e11;</a>'.encode(), "bomb.xml")


def test_a_bare_doctype_is_allowed() -> None:
    assert parse_xml(b'<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX"/>').tag == "martif"


def test_deep_nesting_ends_with_an_error() -> None:
    with pytest.raises(BitextError):
        parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000, "deep.xml")


@pytest.mark.parametrize("data", [b"", b"plain text", b"\x89PNG\r\n\x1a\n", b"<a><b></a>", b"<a>\x01</a>"])
def test_what_is_no_xml_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(BitextError) as caught:
        parse_xml(data, "f.xml")
    assert str(caught.value).startswith("f.xml:")
    assert "\n" not in str(caught.value)


def test_what_is_wrong_is_said_in_one_line() -> None:
    with pytest.raises(BitextError) as error:
        parse_xml(b"<a>\n<b>\0</b></a>", "a.xml")
    assert "\n" not in str(error.value)
