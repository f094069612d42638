"""The findings page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium, open_page
from tests.toolkit.report.sample import memory, report
from tests.toolkit.report.test_usage import TERMBASE
from tests.toolkit.review.test_in_browser import DARK, FAINT, PHONE, box, style
from toolkit.report import render
from toolkit.report.usage import usage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "findings.html"
    path.write_bytes(render(replace(report(), usage=usage(memory(), TERMBASE, ("ar", "en"))), "html"))
    return path


def test_arabic_stands_right_of_its_english_in_findings_and_concordance(browser: Browser, page: Path) -> None:
    with open_page(browser, page) as tab:
        first = tab.locator(".found").first
        arabic, english = first.locator(".source"), first.locator(".target")
        assert style(arabic, "direction") == "rtl"
        assert box(english)["x"] + box(english)["width"] <= box(arabic)["x"]
        line = tab.locator("#concepts tbody tr[id]").first.locator("td")
        assert box(line.nth(0))["x"] < box(line.nth(1))["x"]
        assert line.nth(1).get_attribute("dir") == "rtl"


def test_the_term_stands_in_the_middle_of_a_concordance_line(browser: Browser, page: Path) -> None:
    with open_page(browser, page) as tab:
        tab.locator("details.concept").first.evaluate("part => { part.open = true; }")
        line = tab.locator(".kwic:not(.absent)").first
        term, whole = box(line.locator("b")), box(line)
        assert abs((term["x"] + term["width"] / 2) - (whole["x"] + whole["width"] / 2)) < 3


def test_filters_rules_and_search_show_what_they_say(browser: Browser, page: Path) -> None:
    with open_page(browser, page) as tab:
        shown = ".found:not([hidden])"
        assert tab.locator(shown).count() == 4
        tab.locator(".filters label:has([value=error])").click()
        assert tab.locator(shown).count() == 1
        tab.locator(".filters label:has([value=all])").click()
        tab.locator("[name=rule]").select_option("term-drift")
        assert tab.locator(shown).count() == 1
        tab.locator("[name=rule]").select_option("")
        tab.keyboard.press("Escape")
        tab.locator("[name=search]").fill("الإتجار")
        assert tab.locator(shown).count() == 2, "the search folds the spelling"
        assert tab.locator(".shown").inner_text() == "2 of 4 shown"


def test_a_cell_of_the_matrix_opens_the_concordance(browser: Browser, page: Path) -> None:
    with open_page(browser, page) as tab:
        tab.locator("details.concept").evaluate_all("parts => parts.forEach(part => { part.open = false; })")
        link = tab.locator(".matrix .cell a").first
        link.click()
        target = tab.locator(str(link.get_attribute("href")))
        assert target.is_visible()


@pytest.mark.parametrize("colours", [{}, DARK])
def test_every_text_has_enough_contrast(colours: dict[str, str], browser: Browser, page: Path) -> None:
    with open_page(browser, page, **colours) as tab:
        tab.locator("details.concept").evaluate_all("parts => parts.forEach(part => { part.open = true; })")
        assert tab.evaluate(FAINT) == []


def test_a_narrow_screen_needs_no_scrolling_sideways(browser: Browser, page: Path) -> None:
    with open_page(browser, page, **PHONE) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        first = tab.locator(".found").first
        assert box(first.locator(".source"))["y"] < box(first.locator(".target"))["y"]


def test_without_a_script_the_page_reads_as_it_stands(browser: Browser, page: Path) -> None:
    with open_page(browser, page, java_script_enabled=False) as tab:
        assert tab.locator(".found").count() == 4
        assert not tab.locator("form.tools").is_visible()
