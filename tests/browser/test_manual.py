"""The pages in a real browser: in the reader's language, from our own address alone, with nothing amiss."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.support import Scheme, violations


@pytest.mark.parametrize("path", ["/", "/api/docs", "/problems", "/problems/concept-retired"])
@pytest.mark.parametrize(("language", "word"), [("ja", "の"), ("en", "the")])
def test_a_page_opens_in_the_readers_language_and_asks_nobody_else(
    browser: Browser, address: str, path: str, language: str, word: str
) -> None:
    context = browser.new_context(locale=language)
    page = context.new_page()
    asked: list[str] = []
    amiss: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: amiss.append(message.text))
    page.on("pageerror", lambda error: amiss.append(str(error)))
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == language
    assert word in page.locator("main").inner_text()
    assert "金融庁の公式の用語集ではありません。" in page.locator("footer").inner_text()
    assert set(asked) == {urlsplit(address).netloc}
    assert amiss == []
    context.close()


@pytest.mark.parametrize(("language", "scheme"), [("ja", "light"), ("en", "dark")])
def test_the_manual_keeps_nobody_out(browser: Browser, address: str, language: str, scheme: Scheme) -> None:
    page = browser.new_page(locale=language)
    page.goto(f"{address}/api/docs")
    if scheme == "dark":  # the colours of one operation are those of all
        page.evaluate("document.querySelectorAll('main section:nth-of-type(n + 9)').forEach((each) => each.remove())")
    assert violations(page, scheme) == []
    page.close()


def test_nothing_of_the_manual_is_wider_than_a_small_screen(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{address}/api/docs")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("form", ["html", "table"])
def test_a_comparison_shows_its_own_styles_under_its_own_policy(browser: Browser, address: str, form: str) -> None:
    page = browser.new_page()
    amiss: list[str] = []
    page.on("console", lambda message: amiss.append(message.text))
    page.goto(f"{address}/api/v1/glossaries/ai-finance/concepts/hallucination/diff?format={form}")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "center"
    if form == "table":
        assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
        assert page.evaluate("getComputedStyle(document.querySelector('td')).verticalAlign") == "top"
    assert amiss == []
    page.close()
