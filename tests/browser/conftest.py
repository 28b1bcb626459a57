"""A real browser before the real server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support import ROOT, served

expect.set_options(timeout=20_000)  # a busy machine is no error
CHROMIUM = shutil.which("chromium")
SAFE = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SAFE += ["--disable-features=LocalNetworkAccessChecks"]  # hosts of the tests count as far away, the server as near


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the seeded service listens."""
    with served(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where there is none, the tests are skipped and say so."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*SAFE, "--disable-component-update"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def gallery() -> Path:
    """Where pictures of pages are kept, to be looked at."""
    folder = ROOT / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
