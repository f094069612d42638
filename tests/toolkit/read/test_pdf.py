"""PDF pages drawn by hand: columns, headers and footers, footnotes, parted words; the order of mixed lines."""

from pathlib import Path

import pytest

from tests.documents import pdf, shown, unicode_pdf
from toolkit.model import BlockKind
from toolkit.read import read_bytes
from toolkit.read.pdf.order import Sign, is_right_to_left, logical
from toolkit.repair import repair
from toolkit.repair.promise import letters_kept

CASES = Path(__file__).parents[2] / "data" / "read" / "order.tsv"
LONG = (
    "The Conference of the Parties requested the Secretariat to submit a report",
    "containing examples of best practices in addressing the demand for labour,",
    "services or goods.",
)


@pytest.fixture(scope="module", autouse=True)
def _pdfium() -> None:
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_bytes(data, "x.pdf").blocks]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        pytest.param(*row.split("\t"), id=row.split("\t")[1])
        for row in CASES.read_text(encoding="utf-8").splitlines()[1:]
    ],
)
def test_order_of_a_line(drawn: str, read: str) -> None:
    signs = [Sign(char) for char in drawn]
    assert logical(signs, is_right_to_left(signs, document=True), after_arabic=True) == read


def test_paragraphs_by_the_room_on_the_last_line() -> None:
    stream = shown("1. " + LONG[0], *LONG[1:], "2. " + LONG[0], *LONG[1:])
    assert texts(pdf([stream])) == ["1. " + " ".join(LONG), "2. " + " ".join(LONG)]


def test_lines_keep_their_pages_and_numbers() -> None:
    document = read_bytes(pdf([shown("1. " + LONG[0], LONG[1]), shown(LONG[2], "2. " + LONG[0])]))
    assert [(line.number, line.page) for line in document.lines] == [(1, 1), (2, 1), (3, 2), (4, 2)]
    assert len(document.blocks) == 2


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        shown("A/RES/64/293", top=800)
        + shown(f"{n}. {LONG[0]}", *LONG[1:], top=700)
        + shown(f"Page {n} of 4", top=40)
        for n in range(1, 5)
    ]
    document = read_bytes(pdf(pages))
    assert [block.key for block in document.blocks] == ["1", "2", "3", "4"]
    assert document.symbol == "A/RES/64/293"
    assert not any("Page" in block.text for block in document.blocks)


def test_two_columns() -> None:
    left = [f"left line {n} of the text here" for n in range(6)]
    right = [f"right line {n} of the text here" for n in range(6)]
    stream = shown(LONG[0] + " at its session") + shown(*left, top=740) + shown(*right, top=740, left=320)
    text = " ".join(texts(pdf([stream])))
    assert text.index("left line 5") < text.index("right line 0")


def test_footnotes_below_a_rule() -> None:
    mark = "BT /F1 7 Tf 141 705 Td (1) Tj ET\n"
    rule = "0.5 w 72 120 m 200 120 l S\n"
    note = shown("1 Further information is given in the report of the", "Secretariat.", top=105, size=9, leading=11)
    body = shown("1. The report", top=700) + mark + shown("2. " + LONG[0], *LONG[1:], top=660)
    blocks = read_bytes(pdf([body + rule + note])).blocks
    assert [(block.key, block.anchor) for block in blocks] == [("1", ""), ("fn-1", "1"), ("2", "")]
    assert blocks[0].text == "1. The report(1)"
    assert blocks[1].text == "(1) Further information is given in the report of the Secretariat."
    assert blocks[1].kind is BlockKind.FOOTNOTE


def test_a_power_is_no_footnote() -> None:
    assert texts(pdf([shown("1. An area of 5 m", top=700) + "BT /F1 7 Tf 164 705 Td (2) Tj ET"]))[0].endswith("m2")


def test_parted_words() -> None:
    lines = (
        "1. The Conference of the Parties to the Convention requested the Secre-",
        "tariat to submit a report on low-income and middle-income States by COVID-",
        "19 and other matters that are before it at its sixth session.",
    )
    assert "the Secretariat to submit" in texts(pdf([shown(*lines)]))[0]
    assert "by COVID-19 and" in texts(pdf([shown(*lines)]))[0]


def test_a_ruled_table() -> None:
    rules = "".join(f"72 {y} m 472 {y} l S " for y in (700, 670, 640))
    rules += "".join(f"{x} 640 m {x} 700 l S " for x in (72, 272, 472))
    cells = (("Year", 80, 680), ("Symbol", 280, 680), ("2012", 80, 650), ("A/1", 280, 650))
    stream = rules + "".join(f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET " for text, x, y in cells)
    blocks = read_bytes(pdf([stream])).blocks
    assert [(block.key, block.text) for block in blocks] == [
        ("t-1-1-1", "Year"),
        ("t-1-1-2", "Symbol"),
        ("t-1-2-1", "2012"),
        ("t-1-2-2", "A/1"),
    ]


def test_a_page_stored_on_its_side() -> None:
    turned = "BT /F1 12 Tf 0 1 -1 0 300 72 Tm (1. Turned text.) Tj 0 -16 Td (2. And more.) Tj ET"
    assert texts(pdf([turned])) == ["1. Turned text.", "2. And more."]


def test_a_watermark_is_left_out() -> None:
    slant = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET\n"
    assert texts(pdf([slant + shown("1. " + LONG[0], *LONG[1:])])) == ["1. " + " ".join(LONG)]


ARABIC = "١- طلب مؤتمر الأطراف في اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية إلى الأمانة"


def drawn(text: str, y: float, right: float = 540) -> list[tuple[float, float, str]]:
    """A line as word processors draw it: word by word from the right, the signs of each from the left."""
    runs, x = [], right
    for word in text.split():
        x -= 6 * (len(word) + 1)
        shown_word = word if word[0].isdigit() else word[::-1]
        runs.append((x, y, f" {shown_word}"))
    return runs


def test_runs_drawn_from_the_right() -> None:
    assert texts(unicode_pdf([drawn("طلب مؤتمر الأطراف ١٢٣ في", 700)])) == ["طلب مؤتمر الأطراف ١٢٣ في"]


def test_strokes_that_stretch_words() -> None:
    assert texts(unicode_pdf([drawn("المنظمـــة في عـام ١٤٢٠ هـ", 700)])) == ["المنظمة في عام ١٤٢٠ هـ"]


def test_shapes_of_letters_and_ligatures_become_letters() -> None:
    shapes = "\ufedd\ufe8e\ufee4\ufecb\ufef7\ufe8d"  # as drawn from the left; the fifth is lam with alef and hamza
    assert texts(unicode_pdf([[(72, 700, shapes)]])) == ["الأعمال"]


def test_lines_whose_places_say_nothing_are_named_and_left_to_the_repair() -> None:
    piled = [(72.0, 660.0, f"{word} ") for word in ARABIC.split()[1:]]
    document = read_bytes(unicode_pdf([drawn(ARABIC, 700) + piled]))
    assert document.unsettled == (2,)
    assert document.notes == ("1 lines whose places and text disagree; left to the repair",)
    repaired = repair(document)
    assert repaired.evidence[-1].lines == (2,)
    before, after = document.lines, repaired.document.lines
    assert after[0] == before[0]
    assert letters_kept(before[1].text, after[1].text)


def test_two_like_letters_close_together_stay_two() -> None:
    runs = [(70.0, 700.0, "ةغل"), (84.2, 700.0, "لا")]  # the two lams overlap, as they do in some fonts
    assert texts(unicode_pdf([runs])) == ["اللغة"]
