"""The review page in a real browser: what a translator sees and can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import chromium, open_page
from tests.toolkit.review.sample import sample
from tests.toolkit.review.test_page import hostile
from toolkit.languages.arabic import fold
from toolkit.model import BlockKind
from toolkit.review.page import Page, Row, Span, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.client

PHONE = {"viewport": {"width": 390, "height": 800}}
DARK = {"color_scheme": "dark"}

#: Every piece of text whose colour has too little contrast with what lies behind it.
FAINT = """() => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const back = rgb(getComputedStyle(at).backgroundColor);
      if (back.length === 3 || back[3] === 1) return back;
    }
    throw new Error("no ground");
  };
  const faint = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !at.checkVisibility() || at.closest("script")) continue;
    const [one, other] = [light(rgb(getComputedStyle(at).color)), light(behind(at))];
    const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${at.className} ${walk.currentNode.data.trim().slice(0, 30)}`);
  }
  return faint;
}"""

#: Where each character of a text begins, from the left of the page.
LEFT_EDGES = """element => [...element.firstChild.data].map((_, place) => {
  const range = document.createRange();
  range.setStart(element.firstChild, place);
  range.setEnd(element.firstChild, place + 1);
  return range.getBoundingClientRect().left;
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("review") / "report.html", sample())


@pytest.fixture
def tab(browser: Browser, report: Path) -> Iterator[Tab]:
    with open_page(browser, report) as opened:
        yield opened


def write(path: Path, page: Page) -> Path:
    path.write_text(render(page), encoding="utf-8")
    return path


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None, "not on the page"
    return dict(found)


def style(locator: Locator, name: str) -> str:
    value: str = locator.evaluate(f"element => getComputedStyle(element).{name}")
    return value


def shown(tab: Tab) -> list[str]:
    """The ids of the units that a reader sees, from top to bottom."""
    ids: list[str] = tab.locator(".unit").evaluate_all(
        "units => units.filter(unit => unit.checkVisibility()).map(unit => unit.id)"
    )
    return ids


def show(tab: Tab, key: str) -> None:
    tab.locator(f".filters label:has([value={key}])").click()


def test_arabic_runs_right_to_left_beside_its_english(tab: Tab) -> None:
    unit = tab.locator("#u10")
    arabic, english = unit.locator(".source"), unit.locator(".target")
    assert style(arabic, "direction") == "rtl"
    assert style(english, "direction") == "ltr"
    assert box(english)["x"] + box(english)["width"] <= box(arabic)["x"]
    assert abs(box(english)["y"] - box(arabic)["y"]) < 10
    assert style(arabic, "textAlign") in ("start", "right")


@pytest.mark.parametrize(
    ("source", "target", "first"), [("en", "ar", "left"), ("ar", "fa", "right"), ("en", "fr", "left")]
)
def test_the_source_stands_where_its_reader_begins(
    browser: Browser, tmp_path: Path, source: str, target: str, first: str
) -> None:
    path = write(tmp_path / "page.html", replace(sample(), source_lang=source, target_lang=target))
    with open_page(browser, path) as tab:
        gap = box(tab.locator("#u10 .target"))["x"] - box(tab.locator("#u10 .source"))["x"]
        assert (gap > 100) if first == "left" else (gap < -100)


def test_findings_stand_beside_the_unit(tab: Tab) -> None:
    unit = tab.locator("#u10")
    notes, arabic = box(unit.locator(".notes")), box(unit.locator(".source"))
    assert notes["x"] >= arabic["x"] + arabic["width"]
    assert abs(notes["y"] - arabic["y"]) < 20
    assert "TIP-001" in unit.locator(".notes").inner_text()


def test_a_symbol_in_arabic_text_keeps_its_order(tab: Tab) -> None:
    symbol = tab.locator(".source bdi", has_text="CTOC/COP/2012/1").first
    edges = symbol.evaluate(LEFT_EDGES)
    assert edges == sorted(edges)


def test_a_phone_reads_one_side_after_the_other(browser: Browser, report: Path) -> None:
    with open_page(browser, report, **PHONE) as tab:
        unit = tab.locator("#u10")
        arabic, english = box(unit.locator(".source")), box(unit.locator(".target"))
        assert arabic["y"] + arabic["height"] <= english["y"]
        assert arabic["width"] > 300
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_doubtful_word_is_underlined_and_says_what_the_raw_line_had(tab: Tab) -> None:
    word = tab.locator("#u10 mark.doubtful").first
    assert style(word, "textDecorationLine") == "underline"
    assert style(word, "textDecorationStyle") == "wavy"
    assert style(word, "backgroundColor") != style(tab.locator("#u10"), "backgroundColor")
    assert "raw line" in (word.get_attribute("title") or "")
    note = tab.locator("#u10 .doubts li").first
    assert note.is_visible()
    assert word.inner_text() in note.inner_text()
    assert "تعــزّ" in note.inner_text()


def test_a_click_on_a_doubtful_word_opens_its_note(tab: Tab) -> None:
    details = tab.locator("#u9 details")
    details.evaluate("part => { part.open = false; }")
    tab.locator("#u9 mark").first.click()
    assert details.locator("li").first.is_visible()


def test_filters_hide_and_order_units(tab: Tab) -> None:
    rows, page = sample().rows, sample()
    everything = [f"u{n + 1}" for n in range(len(rows))]
    assert shown(tab) == everything
    show(tab, "look")
    assert shown(tab) == [f"u{rows.index(row) + 1}" for row in page.by_certainty() if row.needs_look]
    assert tab.locator(".shown").inner_text() == f"{len(shown(tab))} of {len(rows)} shown"
    tab.select_option("select[name=order]", "place")
    assert shown(tab) == [f"u{n + 1}" for n, row in enumerate(rows) if row.needs_look]
    show(tab, "omission")
    assert shown(tab) == [f"u{n + 1}" for n, row in enumerate(rows) if row.omission]
    show(tab, "all")
    assert shown(tab) == everything


def test_keys_walk_through_what_needs_a_look(tab: Tab) -> None:
    stops = [f"u{n + 1}" for n, row in enumerate(sample().rows) if row.needs_look]

    def focused() -> str:
        identity: str = tab.evaluate("document.activeElement.id")
        return identity

    seen = []
    for _ in stops:
        tab.keyboard.press("n")
        seen.append(focused())
    assert seen == stops
    tab.keyboard.press("n")
    assert focused() == stops[0]
    tab.keyboard.press("p")
    assert focused() == stops[-1]
    assert tab.locator(".unit.current").count() == 1


def test_keys_are_letters_while_one_types_and_escape_clears(tab: Tab) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type("nppn")
    assert tab.locator("input[type=search]").input_value() == "nppn"
    assert shown(tab) == []
    tab.keyboard.press("Escape")
    assert len(shown(tab)) == len(sample().rows)


SPELLINGS = [
    ("إيواؤهم", "ايواءهم"),
    ("تشجِّع", "تشجع"),
    ("مقدّمـــة", "مقدمه"),
    ("على", "علي"),
    ("قرآن", "قران"),
    ("کتاب", "كتاب"),
]


@pytest.mark.parametrize(("written", "sought"), SPELLINGS)
def test_the_cases_of_search_are_those_of_the_toolkits_folding(written: str, sought: str) -> None:
    assert fold(written) == fold(sought)


def test_search_finds_a_word_in_any_spelling(browser: Browser, tmp_path: Path) -> None:
    pairs = [*SPELLINGS, ("٢٠١٢", "2012"), ("۲۰۱۲", "2012"), ("Protocol", "PROTO")]
    rows = tuple(
        Row(f"u{n}", str(n), str(n), BlockKind.PARAGRAPH, "1-1", 1.0, (Span(written),), "other")
        for n, (written, _) in enumerate(pairs)
    )
    path = write(tmp_path / "page.html", Page("t", "", "ar", "en", "", (), rows))
    with open_page(browser, path) as tab:
        for n, (_, sought) in enumerate(pairs):
            tab.fill("input[type=search]", sought)
            assert f"u{n + 1}" in shown(tab), sought
            assert len(shown(tab)) < len(pairs), sought


def test_a_link_of_the_matrix_reaches_a_unit_that_a_filter_hides(tab: Tab) -> None:
    show(tab, "omission")
    link = tab.locator(".matrix td a").first
    target = (link.get_attribute("href") or "")[1:]
    assert target not in shown(tab)
    link.click()
    tab.wait_for_timeout(100)
    assert target in shown(tab)
    assert tab.evaluate("document.activeElement.id") == target


@pytest.mark.parametrize("options", [{}, DARK, PHONE, DARK | PHONE], ids=["light", "dark", "phone", "dark phone"])
def test_all_text_stands_out_from_its_ground(browser: Browser, report: Path, options: dict[str, Any]) -> None:
    with open_page(browser, report, **options) as tab:
        for part in tab.locator("details").all():
            part.evaluate("part => { part.open = true; }")
        tab.keyboard.press("n")
        assert tab.evaluate(FAINT) == []


def test_dark_is_dark_and_light_is_light(browser: Browser, report: Path) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        with open_page(browser, report, color_scheme=scheme) as tab:
            grounds[scheme] = sum(map(int, style(tab.locator("body"), "backgroundColor").strip("rgb()").split(",")))
    assert grounds["dark"] < 150 < 600 < grounds["light"]


def test_keyboard_users_see_where_they_are_and_can_skip(tab: Tab) -> None:
    tab.keyboard.press("Tab")
    skip = tab.locator(":focus")
    assert skip.inner_text() == "Skip to the units"
    assert box(skip)["x"] >= 0
    assert float(style(skip, "outlineWidth").removesuffix("px")) >= 2
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "units"


def test_paper_shows_all_and_no_buttons(browser: Browser, report: Path) -> None:
    with open_page(browser, report, **DARK) as tab:
        tab.emulate_media(media="print", color_scheme="dark")
        assert not tab.locator(".tools").is_visible()
        assert style(tab.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"
        unit = tab.locator("#u10")
        arabic, english = box(unit.locator(".source")), box(unit.locator(".target"))
        assert english["x"] + english["width"] <= arabic["x"]
        assert unit.locator(".doubts li").first.is_visible()
        assert tab.evaluate(FAINT) == []
        assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_closed_notes_open_on_paper(browser: Browser, report: Path) -> None:
    with open_page(browser, report, java_script_enabled=False) as tab:
        tab.locator("#u9 details").evaluate("part => { part.open = false; }")
        note = tab.locator("#u9 .doubts li").first
        assert not note.is_visible()
        tab.emulate_media(media="print")
        assert box(note)["height"] > 5


def test_without_a_script_everything_is_read(browser: Browser, report: Path) -> None:
    with open_page(browser, report, java_script_enabled=False) as tab:
        assert tab.locator(".unit:visible").count() == len(sample().rows)
        assert not tab.locator(".tools").is_visible()
        assert tab.locator(".doubts li").first.is_visible()


def test_hostile_text_neither_runs_nor_fetches(browser: Browser, tmp_path: Path) -> None:
    with open_page(browser, write(tmp_path / "page.html", hostile())) as tab:
        assert tab.locator("script").count() == 1
        assert tab.locator("img").count() == 0
        assert "<script>alert(1)</script>" in tab.locator(".target").inner_text()
        show(tab, "look")
        assert shown(tab) == ["u1"]


def test_a_script_that_slipped_in_would_be_refused(browser: Browser, tmp_path: Path) -> None:
    path = write(tmp_path / "page.html", sample())
    planted = '<script>document.title = "taken"</script><p id="p" onclick="document.title = 1">x</p></body>'
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", planted), encoding="utf-8")
    with pytest.raises(AssertionError, match="Content Security Policy"), open_page(browser, path) as tab:
        tab.locator("#p").click()
        assert tab.title() != "taken"
        assert tab.title() != "1"


def test_a_thousand_units_can_be_filtered_and_walked(browser: Browser, tmp_path: Path) -> None:
    page = sample()
    rows = tuple(replace(page.rows[n % len(page.rows)], block=str(n)) for n in range(1000))
    with open_page(browser, write(tmp_path / "page.html", replace(page, rows=rows))) as tab:
        show(tab, "look")
        assert len(shown(tab)) == sum(row.needs_look for row in rows)
        tab.keyboard.press("n")
        assert tab.evaluate("document.activeElement.id") == shown(tab)[0]
