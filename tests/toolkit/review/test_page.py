"""The page as markup: what stands where, and that nothing from a file can run or fetch."""

import base64
import hashlib
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests.toolkit.review.sample import sample
from toolkit.model import BlockKind, Finding, Severity
from toolkit.review.page import Band, Concept, Matrix, Page, Presence, Repair, Row, Span, render

EVIL = '"\'><script>alert(1)</script><img src=x onerror=alert(1)></li></ol><a href="javascript:alert(1)">x</a>'


@pytest.fixture(scope="module")
def page() -> Page:
    return sample()


@pytest.fixture(scope="module")
def tree(page: Page) -> Any:
    return html.fromstring(render(page))


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def find(tree: Any, css: str) -> list[Any]:
    """Elements by class name, tag and class, in a small subset of CSS that needs no further package."""
    path = "." + "".join(
        "//" + (tag or "*") + "".join(f"[contains(concat(' ',@class,' '),' {name} ')]" for name in names)
        for tag, names in ((part.split(".")[0], part.split(".")[1:]) for part in css.split())
    )
    return list(tree.xpath(path))


def test_one_list_item_a_unit_in_reading_order(page: Page, tree: Any) -> None:
    rows = find(tree, "ol.rows li.unit")
    assert [text(find(row, "div.target")[0]) for row in rows if find(row, "div.target")[0].text] == [
        " ".join(row.target.split()) for row in page.rows if row.target
    ]
    assert len(rows) == len(page.rows)
    assert len({row.get("id") for row in rows}) == len(rows)


def test_each_side_has_its_language_and_direction(tree: Any) -> None:
    assert {(e.get("lang"), e.get("dir")) for e in find(tree, "div.source")} == {("ar", "rtl")}
    assert {(e.get("lang"), e.get("dir")) for e in find(tree, "div.target")} == {("en", "ltr")}
    assert "source-right" in tree.find("body").get("class")


def test_an_english_source_stands_left_of_its_arabic(page: Page) -> None:
    tree = html.fromstring(render(replace(page, source_lang="en", target_lang="ar")))
    assert "source-left" in tree.find("body").get("class")
    assert {e.get("dir") for e in find(tree, "div.target")} == {"rtl"}


def test_confidence_is_said_by_class_sign_number_and_word(page: Page, tree: Any) -> None:
    for row, item in zip(page.rows, find(tree, "li.unit"), strict=True):
        band = Band.of(row.confidence)
        assert band.value in item.get("class").split()
        said = text(find(item, "p.trusted")[0])
        assert said == f"{band.sign} {100 * row.confidence:.0f}% {band}"


def test_a_doubtful_word_shows_how_sure_and_what_the_raw_line_said(page: Page, tree: Any) -> None:
    for row, item in zip(page.rows, find(tree, "li.unit"), strict=True):
        marks, notes = find(item, "mark"), find(item, "ul.doubts p.doubt")
        assert [mark.text_content() for mark in marks] == [span.text for span in row.doubts]
        for span, mark, note in zip(row.doubts, marks, notes, strict=True):
            assert f"{100 * (span.probability or 0):.0f}% sure" in mark.get("title")
            assert " ".join(span.raw.split()) in mark.get("title")
            assert " ".join(span.raw.split()) in text(find(note.getparent(), "p.raw")[0])
            assert all(other in note.text_content() for other in span.alternatives)


def test_words_that_share_a_raw_line_quote_it_once() -> None:
    spans = (Span("ا", 0.5, "ا  ب"), Span(" "), Span("ب", 0.6, "ا ب"), Span(" "), Span("ج", 0.6, "ج"))
    row = Row("u", "1", "1", BlockKind.PARAGRAPH, "1-1", 0.9, spans, "abc")
    tree = html.fromstring(render(Page("t", "", "ar", "en", "", (), (row,))))
    assert [text(raw) for raw in find(tree, "ul.doubts p.raw")] == ["raw line: ا ب", "raw line: ج"]
    assert len(find(tree, "ul.doubts p.doubt")) == 3


def test_findings_stand_in_their_unit_with_sign_code_and_evidence(page: Page, tree: Any) -> None:
    signs = set()
    for row, item in zip(page.rows, find(tree, "li.unit"), strict=True):
        found = find(item, "ul.findings li")
        assert len(found) == len(row.findings)
        for finding, element in zip(row.findings, found, strict=True):
            said = text(element)
            assert f"{finding.severity}: {' '.join(finding.message.split())}" in said
            assert finding.code in said
            assert all(value in said for _, value in finding.evidence)
            signs.add((finding.severity, text(find(element, "span.sign")[0])))
    assert len(signs) == len(Severity)


def test_an_empty_side_says_so(page: Page, tree: Any) -> None:
    by_bead = {row.bead: item for row, item in zip(page.rows, find(tree, "li.unit"), strict=True)}
    assert "nothing in English" in text(find(by_bead["1-0"], "div.target")[0])
    assert "nothing in Arabic" in text(find(by_bead["0-1"], "div.source")[0])


def test_summary_repairs_notes_and_signature_are_on_the_page(page: Page, tree: Any) -> None:
    summary = text(find(tree, "section.summary")[0])
    for label, value in page.summary:
        assert f"{label} {value}" in " ".join(text(part) for pair in find(tree, "dl.figures div") for part in pair)
    for repair in page.repairs:
        assert repair.kind in summary
        assert str(repair.lines) in summary
    assert all(note in summary for note in page.notes)
    assert page.signature in text(tree.find(".//footer"))


def test_filters_count_what_they_show(page: Page, tree: Any) -> None:
    counts = {
        label.find("input").get("value"): int(label.find(".//b").text) for label in tree.xpath("//fieldset/label")
    }
    flags = [item.get("data-flags").split() for item in find(tree, "li.unit")]
    assert counts == {key: sum(key in flag for flag in flags) for key in counts}
    assert counts["all"] == len(page.rows)
    assert counts["look"] == sum(row.needs_look for row in page.rows)
    assert counts["omission"] == 2


def test_ranks_put_the_least_sure_first(page: Page, tree: Any) -> None:
    ranked = sorted(find(tree, "li.unit"), key=lambda item: int(item.get("data-rank")))
    assert [item.get("id") for item in ranked] == [f"u{page.rows.index(row) + 1}" for row in page.by_certainty()]


def test_the_matrix_has_headers_and_links_that_lead_somewhere(page: Page, tree: Any) -> None:
    assert page.matrix is not None
    table = find(tree, "section.matrix table")[0]
    body = table.xpath(".//tbody/tr")
    assert text(body[0].find("th")) == page.matrix.concepts[0].target
    assert len(body) == len(page.matrix.concepts)
    assert {th.get("scope") for th in table.iter("th")} == {"col", "row"}
    ids = set(tree.xpath("//@id"))
    links = table.xpath(".//a/@href")
    assert links
    assert all(href[1:] in ids for href in links)
    asks = sum(presence.asks for concept in page.matrix.concepts for presence in concept.presence)
    assert len(table.xpath(".//td/a")) == asks
    assert all(link.get("title") for link in table.xpath(".//td/a"))


def test_a_wide_matrix_is_cut_to_the_width_of_paper_and_loses_empty_columns() -> None:
    columns = tuple((str(n), str(n)) for n in range(1, 101))
    presence = tuple(Presence.ABSENT if n == 7 else Presence.BOTH for n in range(1, 101))
    page = Page("t", "", "ar", "en", "", (), (), Matrix(columns, (Concept("c", "ا", "a", presence),)))
    tables = find(html.fromstring(render(page)), "section.matrix table")
    assert [len(find(table, "th.column")) for table in tables] == [40, 40, 19]
    assert "7" not in [text(th) for th in find(tables[0], "th.column")]


def hostile() -> Page:
    finding = Finding(EVIL, Severity.ERROR, EVIL, EVIL, 0, ((EVIL, EVIL),))
    row = Row(EVIL, EVIL, EVIL, BlockKind.CELL, EVIL, 0.5, (Span(EVIL, 0.4, EVIL, (EVIL,)), Span(EVIL)), EVIL)
    matrix = Matrix(((EVIL, EVIL),), (Concept(EVIL, EVIL, EVIL, (Presence.VARIANT,), EVIL, (EVIL,)),))
    rows = (replace(row, findings=(finding,), lines=(1, 2), moved=True),)
    repairs = (Repair(EVIL, 1, EVIL, EVIL),)
    return Page(EVIL, EVIL, EVIL, EVIL, EVIL, ((EVIL, EVIL),), rows, matrix, repairs, (EVIL,))


def test_hostile_text_is_inert_wherever_it_stands() -> None:
    tree = html.fromstring(render(hostile()))
    assert len(list(tree.iter("script"))) == 1
    assert not list(tree.iter("img"))
    attributes = [(name, value) for element in tree.iter(html.etree.Element) for name, value in element.items()]
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert {value[0] for name, value in attributes if name in ("href", "src")} == {"#"}
    assert len(find(tree, "li.unit")) == 1
    assert text(find(tree, "div.target")[0]) == " ".join(EVIL.split())


def test_the_policy_names_this_style_and_script_and_no_address(tree: Any) -> None:
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        inside = tree.xpath(f"//{tag}")[0].text
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


def test_nothing_is_fetched(page: Page) -> None:
    text = render(page)
    assert not re.search(r"""(?:src|srcset|data|action|poster)=["']|<link|<iframe|@import|url\(""", text)
    hrefs = re.findall(r'href="([^"]*)"', text)
    assert all(href.startswith(("#", "http://", "https://")) for href in hrefs)


def test_an_empty_page_and_the_same_page_twice() -> None:
    empty = Page("t", "", "ar", "en", "", (), ())
    assert "There are no units." in render(empty)
    assert render(empty) == render(replace(empty))


def test_a_thousand_units_stay_a_small_file(page: Page) -> None:
    rows = tuple(page.rows[n % len(page.rows)] for n in range(1000))
    assert len(render(replace(page, rows=rows)).encode()) < 2_000_000


printable_text = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))


@settings(max_examples=60, deadline=None)
@given(st.lists(printable_text), printable_text)
def test_what_goes_in_is_what_a_reader_gets(spans: list[str], target: str) -> None:
    source = tuple(Span(word, 0.5 if n % 2 else None) for n, word in enumerate(spans))
    row = Row("u", "1", "1", BlockKind.PARAGRAPH, "1-1", 0.9, source, target)
    tree = html.fromstring(render(Page("t", "", "ar", "en", "", (), (row,))))
    if "".join(spans).strip():
        assert find(tree, "div.source")[0].text_content() == "".join(spans)
    if target.strip():
        assert find(tree, "div.target")[0].text_content() == target
