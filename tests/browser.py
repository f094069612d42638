"""A page in Debian's Chromium, headless: what a reader sees. Skipped with a reason where it is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.outside import require_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: The names under which systems install it.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser; the test is skipped, or fails under CI=true, where there is none."""
    program = require_program(*PROGRAMS)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("playwright is not installed (pip install playwright)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, path: Path, **context: Any) -> Iterator[Page]:
    """A file in a tab of its own that has no network; ``context`` are Playwright's options (width, colours ...).

    After use, fails where the page asked for anything but itself or wrote an error to the console.
    """
    tab_context = browser.new_context(offline=True, **({"viewport": {"width": 1360, "height": 900}} | context))
    tab, asked, complaints = tab_context.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.goto(path.as_uri())
    yield tab
    tab_context.close()
    assert set(asked) == {path.as_uri()}, f"the page asked for {asked}"
    assert not complaints, complaints
