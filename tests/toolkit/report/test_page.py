"""The findings page and the workbook: what they hold, and that nothing of a memory runs in them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import html

from tests.toolkit.report.sample import HOSTILE, empty, memory, report
from tests.toolkit.report.test_usage import TERMBASE
from toolkit.model import Finding, Severity
from toolkit.report import Baseline, Report, items_of, render
from toolkit.report.usage import usage


@pytest.fixture(scope="module")
def full() -> Report:
    return replace(report(), usage=usage(memory(), TERMBASE, ("ar", "en")))


@pytest.fixture(scope="module")
def tree(full: Report) -> Any:
    return html.document_fromstring(render(full, "html").decode())


def test_every_finding_is_there_gravest_first_and_accepted_last(tree: Any) -> None:
    places = [node.text_content() for node in tree.xpath("//li[contains(@class, 'found')]//h3")]
    assert places == ["unit 2 (para. 2)", "memory", "unit 3 (para. 3)", "unit 1 (para. 1)"]
    excused = tree.xpath("//li[contains(@class, 'excused')]")
    assert len(excused) == 1 and "the treaty" in excused[0].text_content()


def test_both_texts_stand_beside_a_finding_each_in_its_direction(tree: Any) -> None:
    (arabic,) = tree.xpath("(//li[contains(@class, 'found')])[1]//div[contains(@class, 'source')]")
    assert (arabic.get("lang"), arabic.get("dir"), arabic.text_content()) == ("ar", "rtl", "السخرة")
    assert [mark.text_content() for mark in arabic.iter("mark")] == ["السخرة"]


def test_ids_are_unique_and_links_lead_somewhere(tree: Any) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)


def test_the_page_fetches_nothing_and_runs_nothing_of_the_memory(full: Report) -> None:
    text = render(full, "html").decode()
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text
    assert "\x01" not in text
    assert not re.search(r'(?:src|href)="(?!#|https?://)', text)
    assert " style=" not in text and " onclick" not in text
    assert "default-src 'none'" in html.document_fromstring(text).xpath("//meta[@http-equiv]/@content")[0]


def test_the_matrix_and_the_wordings_are_there_with_a_termbase_only(tree: Any) -> None:
    assert len(tree.xpath("//section[@id='terms']//tbody/tr")) == 2
    words = [node.text_content() for node in tree.xpath("//table[@class='wordings']//tbody//th")]
    assert "الاتجار بالبشر" in words
    bare = html.document_fromstring(render(report(), "html").decode())
    assert not bare.xpath("//section[@id='terms' or @id='concepts']")


def test_a_report_without_findings_says_so() -> None:
    assert "Nothing was found." in render(empty(), "html").decode()


def test_a_span_of_evidence_is_what_is_marked() -> None:
    whole = report()
    finding = Finding("x", Severity.NOTE, "m", "u1", 0, (("side", "target"), ("span", "15-22")))
    text = render(replace(whole, items=(replace(whole.items[2], finding=finding),)), "html").decode()
    assert re.findall("<mark>(.*?)</mark>", text) == ["persons"]


def test_a_finding_about_the_whole_memory_shows_units_that_have_it() -> None:
    finding = Finding("phrase-drift", Severity.WARNING, "several: «السخرة» 1×", evidence=(("units", "2 3"),))
    items = items_of([finding], memory(), ("ar", "en"), Baseline(), date(2026, 11, 24))
    assert [one.place for one in items[0].examples] == ["unit 2 (para. 2)", "unit 3 (para. 3)"]
    tree = html.document_fromstring(render(replace(report(), items=items), "html").decode())
    examples = tree.xpath("//div[@class='example']")
    assert len(examples) == 2
    assert [mark.text_content() for mark in examples[0].iter("mark")] == ["السخرة"]


def book(made: Report) -> dict[str, list[tuple[Any, ...]]]:
    openpyxl = pytest.importorskip("openpyxl")
    loaded = openpyxl.load_workbook(io.BytesIO(render(made, "xlsx")))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in loaded}


def test_the_workbook_has_a_sheet_for_each_question(full: Report) -> None:
    sheets = book(full)
    assert list(sheets) == ["Summary", "Findings", "Wordings", "Concepts by paragraph", "Concordance"]
    assert list(book(report())) == ["Summary", "Findings"]
    assert sheets["Findings"][1][:5] == (2, "2", "error", "term-missing", "T2")
    assert sheets["Findings"][3][9] == "the treaty"
    assert sheets["Wordings"][2][:6] == ("T1", "ar", "الاتجار بالبشر", "admitted", 1, 0.5)
    assert sheets["Concepts by paragraph"][:2] == [
        ("concept", "ar", "en", "1", "2", "3"),
        ("T1", "الاتجار بالأشخاص", "trafficking in persons", "1 / 1", None, "1 / 0 ◆"),
    ]
    assert sheets["Concordance"][1][4] == "الاتجار بالأشخاص"


def test_no_cell_of_the_workbook_is_a_formula(full: Report) -> None:
    data = render(full, "xlsx")
    with ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert parts and not any(b"<f>" in part or b"<f " in part for part in parts)
    texts = [row[7] for row in book(full)["Findings"]]
    assert any(str(text).startswith("=cmd|") for text in texts), HOSTILE


def test_a_text_longer_than_a_cell_is_cut_not_refused() -> None:
    whole = report()
    long = replace(whole.items[0], source="a" * 40_000)
    assert len(str(book(replace(whole, items=(long,)))["Findings"][1][6])) < 32_767
