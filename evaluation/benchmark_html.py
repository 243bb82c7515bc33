"""How fast the comparison page is: ``python -m evaluation.benchmark_html [LICENSES]``, in a headless Chromium.

The licenses are those of the corpus, over and over, under different names. A second on another machine is another
second; what counts is that a page of a thousand licenses opens in less than two and scrolls at the screen's pace.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.gold import corpus_gold
from extractor.compare import Comparison, families, matrix
from extractor.export.comparison.to_html import to_html
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from extractor.record import LicenseRecord

_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_CLICK = f"""async (selector) => {{
  const start = performance.now();
  document.querySelector(selector).click();
  await ({_FRAMES})();
  return performance.now() - start;
}}"""
_SCROLL = """async () => {
  const grid = document.querySelector(".grid");
  grid.scrollIntoView();
  const times = [];
  for (let frame = 0, last = performance.now(); frame < 200; frame += 1) {
    grid.scrollTop += 150;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  times.sort((a, b) => a - b);
  return [times[100], times[190], times[199]];
}"""


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.benchmark_html", description="The comparison page.")
    parser.add_argument("licenses", nargs="?", type=int, default=1000)
    records = _records(parser.parse_args().licenses)
    start = time.perf_counter()
    comparison = Comparison(matrix(records), families(records))
    compared = time.perf_counter()
    page = to_html(comparison)
    written = time.perf_counter()
    print(f"{len(records):,} licenses compared in {compared - start:.2f} s")
    print(f"page of {len(page) / 1e6:.1f} MB written in {written - compared:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_bytes(page)
        _open(file)


def _records(count: int) -> list[LicenseRecord]:
    extractor = Extractor.load("fast")
    read = [extractor.extract(gold.text.encode(), name=f"{gold.name}.txt") for gold in corpus_gold()]
    return [
        record.model_copy(
            update={"document": record.document.model_copy(update={"name": f"{number:04}-{record.document.name}"})}
        )
        for number, record in enumerate(islice(cycle(read), count))
    ]


def _open(file: Path) -> None:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("Chromium is not installed: `make chromium` installs it")
    with sync_playwright() as play, play.chromium.launch(executable_path=program) as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        start = time.perf_counter()
        page.goto(file.as_uri())
        page.evaluate(_FRAMES)
        print(f"opened and shown in {time.perf_counter() - start:.2f} s")
        _use(page)


def _use(page: Page) -> None:
    median, high, worst = page.evaluate(_SCROLL)
    print(
        f"a frame while scrolling takes {median:.0f} ms, one in twenty {high:.0f} ms or more, the worst {worst:.0f} ms"
    )
    print(f"sorted by a column in {page.evaluate(_CLICK, '.grid thead th:nth-child(3) button'):.0f} ms")
    page.evaluate("document.getElementById('search').value = 'written permission'")
    print(f"searched in {page.evaluate(_CLICK, '#doubtful'):.0f} ms: {page.locator('#shown').inner_text()}")


if __name__ == "__main__":
    main()
