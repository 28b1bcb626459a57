"""How long the script takes to find and mark the terms of 100 KB of Japanese in a fresh page of Chromium.

    python -m benchmarks.script [--pages 9] [--chromium /usr/bin/chromium]

The text is the Japanese part of the Prompt Engineering Guide where it lies beside the project, otherwise the shipped
definitions over and over. A fixed loop of arithmetic is timed in the same pages, since machines differ and scatter.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import SAFE
from tests.browser.hosts.hosting import Site, page
from tests.support import ROOT, served

GUIDE = ROOT.parent / "shared/data/prompt-engineering-guide/pages"
BYTES = 100_000
DONE = "customElements.get('glossary-term') && customElements.get('glossary-term').spent.rounds > 0"
SPENT = "({...customElements.get('glossary-term').spent, marks: document.querySelectorAll('glossary-term').length})"
LOOP = "(() => { const begun = performance.now(); let x = 0; for (let i = 0; i < 2e7; i++) x = (x * 31 + i) | 0;"
CALIBRATION = LOOP + "return [performance.now() - begun, x][0]; })()"


def paragraphs() -> Iterator[str]:
    """The lines of the text, 100 KB in UTF-8 together."""
    left = BYTES
    for line in _lines():
        left -= len(line.encode())
        if left < 0:
            return
        yield line


def _lines() -> Iterator[str]:
    files = sorted(GUIDE.rglob("*.jp.mdx"))
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search("[ぁ-ん]", line):
                yield line
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/ai-finance/concepts").glob("*.json"))]
    definitions = [msgspec.json.decode(text)["languages"]["ja"].get("definition") for text in texts]
    while True:
        yield from (each["text"] for each in definitions if each)


def measured(browser: Browser, address: str) -> dict[str, float]:
    """What one fresh page took, in milliseconds."""
    opened = browser.new_page()
    opened.goto(address)
    opened.wait_for_function(DONE)
    spent: dict[str, Any] = opened.evaluate(SPENT)
    spent["calibration"] = opened.evaluate(CALIBRATION)
    opened.close()
    return spent


def main() -> None:
    """Measure fresh pages and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=9)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    chosen = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="taiyaku-script-"))
    with served(home) as service, Site(service) as site, sync_playwright() as playwright:
        body = "".join(f"<p>{html.escape(line)}</p>" for line in paragraphs())
        address = site.put("/page", page(f"<main>{body}</main>").replace("$script$", site.script()))
        browser = playwright.chromium.launch(executable_path=chosen.chromium, args=SAFE)
        found = [measured(browser, address) for _ in range(chosen.pages)]
        browser.close()
    shutil.rmtree(home)
    for name in ("total", "longest", "marks", "calibration"):
        values = sorted(each[name] for each in found)
        print(f"{name:12} median {statistics.median(values):8.1f}  from {values[0]:.1f} to {values[-1]:.1f}")


if __name__ == "__main__":
    main()
