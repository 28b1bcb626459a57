"""The page that makes the code, in a real browser: it follows what is chosen, and anybody can use it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support import served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("builder")) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="en", viewport={"width": 320, "height": 800})
    opened = context.new_page()
    amiss: list[str] = []
    opened.on("console", lambda message: amiss.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: amiss.append(str(error)))
    opened.goto(f"{address}/en/ai-finance/-/embed?concept=hallucination")
    yield opened
    assert context.cookies() == []
    context.close()
    assert amiss == []


def test_the_result_and_the_code_follow_what_is_chosen(page: Page) -> None:
    frame, code = page.locator("#embed-frame"), page.locator("#embed-iframe")
    page.get_by_label("Colours").select_option("dark")
    expect(code).to_contain_text("theme=dark")
    page.get_by_label("keep showing this one and say what has changed").check()
    expect(code).to_contain_text("revision=1")
    expect(frame).to_have_attribute("src", page.url.partition("/en/")[0] + "/embed/ai-finance/hallucination"
                                    "?theme=dark&revision=1&mode=notify")  # fmt: skip
    page.get_by_label("no: the browser tells nothing").check()
    expect(code).to_contain_text('referrerpolicy="no-referrer"')
    expect(page.frame_locator("#embed-frame").locator("h1")).to_have_text("ハルシネーション")


def test_a_term_is_completed_while_it_is_typed_and_every_result_is_shown(page: Page) -> None:
    page.get_by_label("Colours").select_option("dark")
    box = page.get_by_role("combobox", name=re.compile("^Term"))
    box.fill("retri")
    page.get_by_role("listbox", name="Term").get_by_role("option").first.click()
    page.wait_for_url(re.compile("concept=rag&term=.*theme=dark"))
    expect(page.locator("#embed-frame")).to_have_attribute("src", re.compile("/embed/ai-finance/rag.theme=dark$"))
    for code in ("element", "auto"):
        mark = page.locator(f"#embed-{code}-result glossary-term")
        mark.hover()
        expect(mark.locator("[popover]")).to_be_visible()
        page.keyboard.press("Escape")  # or it might lie above the next
        expect(mark.locator("[popover]")).to_be_hidden()


def test_the_frame_grows_to_its_document(page: Page) -> None:
    page.get_by_label("How much is shown").select_option("full")
    grown = re.compile("^(9[0-9]{2}|[1-9][0-9]{3})$")
    expect(page.locator("#embed-frame")).to_have_attribute("height", grown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_screen(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
