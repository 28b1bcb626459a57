"""What the tests of pages share: signing in, and looking at a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
PASSWORD = "正しい馬の電池の留め金でございます"


def sign_in(page: Page, where: str, login: str = "yamada@example.jp") -> None:
    """Come to the desk through signing in, and back."""
    page.goto(where)
    assert "/-/sign-in" in page.url
    page.locator("#login").fill(login)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(where)


class Watched:
    """Pages that are looked at on the way: by axe in both schemes, for their width, and kept as pictures.

    What changes its colours slowly must not: see `reduced_motion`.
    """

    def __init__(self, gallery: Path, language: str, prefix: str = "") -> None:
        self._gallery, self._language, self._prefix = gallery, language, prefix
        self.found: dict[str, Any] = {}

    def look(self, page: Page, name: str) -> None:
        """Look at a page; its viewport is 1280 wide afterwards."""
        for scheme in ("dark", "light"):
            if wrong := violations(page, scheme):
                self.found[f"{name} {scheme}"] = wrong
        for width in _WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                self.found[f"{name} {width}"] = wide
            picture = f"{self._prefix}{name}-{self._language}-{width}.png"
            page.screenshot(path=self._gallery / picture, full_page=True)


_WIDTHS = (320, 768, 1280)
# What is dark differs from what is light in its colours alone.
_RULES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}


def violations(page: Page, scheme: Scheme) -> list[Any]:
    """What axe finds on a page, with the elements."""
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=_RULES[scheme]).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found]
