"""Text as markup: directions, isolation, links, and nothing that a browser would run."""

import pytest

from toolkit.review.text import language, rich


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *((tag, "rtl") for tag in ("ar", "ar-SA", "ar-x-foo", "fa", "he", "ur", "ckb", "ku-Arab", "az_Arab")),
        *((tag, "ltr") for tag in ("en", "fr", "zh-Hans", "xx", "", '"><script>')),
    ],
)
def test_direction_follows_the_language(tag: str, direction: str) -> None:
    assert language(tag).direction == direction


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("القرار A/RES/64/293.", "rtl", 'القرار <bdi dir="ltr">A/RES/64/293</bdi>.'),
        ("resolution A/RES/64/293.", "ltr", "resolution A/RES/64/293."),
        ("«ألف»، «باء»", "rtl", "«ألف»، «باء»"),
        ("prefers «الاتجار بالأشخاص», not", "ltr", 'prefers «<bdi dir="rtl">الاتجار بالأشخاص</bdi>», not'),
        ("٥/٢ is 5/2", "ltr", '<bdi dir="rtl">٥/٢</bdi> is 5/2'),
        ("a < b & c", "ltr", "a &lt; b &amp; c"),
        ("javascript:alert(1)", "ltr", "javascript:alert(1)"),
        ("nul\x00 bell\x07 half\ud800", "ltr", "nul\ufffd bell\ufffd half\ufffd"),
    ],
)
def test_rich(text: str, direction: str, expected: str) -> None:
    assert str(rich(text, direction)) == expected


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_a_web_address_is_a_link_that_tells_nobody_where_it_was_clicked(direction: str) -> None:
    link = rich("انظر http://www.unodc.org/a?b=1&c=2، ثم", direction)
    href = "http://www.unodc.org/a?b=1&amp;c=2"
    assert f'<a href="{href}" dir="ltr" rel="noreferrer">{href}</a>،' in str(link).replace('<bdi dir="rtl">،', "،")


def test_a_quote_mark_cannot_leave_the_address() -> None:
    assert 'onclick="' not in str(rich('http://a.example/"onclick="alert(1)'))
