"""What the tests of the desk share: signing in, and what axe finds."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PASSWORD = "正しい馬の電池の留め金でございます"


def sign_in(page: Page, where: str, login: str = "yamada@example.jp") -> None:
    """Come to the desk through signing in, and back."""
    page.goto(where)
    assert "/-/sign-in" in page.url
    page.locator("#login").fill(login)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(where)


def violations(page: Page) -> list[Any]:
    """What axe finds on a page, with the elements."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found]
