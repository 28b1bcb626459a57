"""Pages of hosts on an origin of their own, the real service beside them, and a browser that notices everything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.hosts.hosting import Site, Visit
from tests.support import served

CHROMIUM = shutil.which("chromium")
SAFE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the glossary is served."""
    with served(tmp_path_factory.mktemp("service")) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: while one runs, no other test of this thread can start its own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SAFE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(service: str) -> Iterator[Site]:
    """A host's web site."""
    with Site(service) as opened:
        yield opened


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Open a page of the host as a reader does; what is found amiss at the end fails the test."""
    opened: list[Visit] = []

    def open_page(html: str | bytes, **options: object) -> Visit:
        opened.append(Visit(chromium, site, html, **options))  # type: ignore[arg-type]  # as `Visit` takes them
        return opened[-1]

    yield open_page
    for each in opened:
        each.close()
