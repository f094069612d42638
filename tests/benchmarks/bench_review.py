"""How large and how fast the review page is: CPU seconds, size, and time to open and filter in Chromium."""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.browser import PROGRAMS, chromium, open_page
from tests.toolkit.review.sample import sample
from toolkit.review.page import render

UNITS = (100, 1000, 5000)


def seconds_to_open(path: Path) -> tuple[float, float]:
    """Wall seconds until the page is drawn, and until it shows only what needs a look."""
    drawn = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    with chromium() as browser:
        started = time.perf_counter()
        with open_page(browser, path) as tab:
            tab.evaluate(drawn)
            opened = time.perf_counter()
            tab.locator(".filters label:has([value=look])").click()
            tab.evaluate(drawn)
            return opened - started, time.perf_counter() - opened


def main() -> None:
    page = sample()
    render(page)  # the template is compiled once
    print("| units | rendering, CPU s | file, kB | open, s | filter and sort, s |\n|---|---|---|---|---|")
    for count in UNITS:
        rows = tuple(replace(page.rows[n % len(page.rows)], unit=str(n), block=str(n // 2)) for n in range(count))
        started = time.process_time()
        text = render(replace(page, rows=rows))
        rendering = time.process_time() - started
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.html"
            path.write_text(text, encoding="utf-8")
            try:
                opened, filtered = seconds_to_open(path)
            except BaseException as missing:  # noqa: BLE001 - pytest's skip: no browser on this machine
                print(f"no browser ({' or '.join(PROGRAMS)}): {missing}")
                return
        size = len(text.encode()) // 1000
        print(f"| {count} | {rendering:.2f} | {size} | {opened:.2f} | {filtered:.2f} |")


if __name__ == "__main__":
    main()
