"""Makes docs/report-page.png, the README's picture: python docs/picture.py examples/ctoc-cop-2012-4/report.html."""

import sys
from pathlib import Path

from tests.browser import chromium, open_page

with chromium() as browser, open_page(browser, Path(sys.argv[1]).resolve()) as tab:
    tab.locator("#u15").evaluate("unit => unit.scrollIntoView()")
    tab.screenshot(path=Path(__file__).with_name("report-page.png"))
