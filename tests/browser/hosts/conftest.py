"""Pages of hosts on an origin of their own, the real service beside them, and a browser that notices everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.hosts.hosting import Site, Visit
from tests.support import served


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the glossary is served."""
    with served(tmp_path_factory.mktemp("service")) as address:
        yield address


@pytest.fixture(scope="session")
def site(service: str) -> Iterator[Site]:
    """A host's web site."""
    with Site(service) as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Open a page of the host as a reader does; what is found amiss at the end fails the test."""
    opened: list[Visit] = []

    def open_page(html: str | bytes, **options: object) -> Visit:
        opened.append(Visit(browser, site, html, **options))  # type: ignore[arg-type]  # as `Visit` takes them
        return opened[-1]

    yield open_page
    for each in opened:
        each.close()
