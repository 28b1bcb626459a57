"""The pages in a real browser: accessible, small, quiet, legible on every width and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.support import Watched
from tests.web.page_support import EDITION

HOME, ENTRY = "/ai-finance/", "/ai-finance/generative-ai"
SHOWN = {
    "home": HOME,
    "entry": ENTRY,
    "one-language": "/ai-finance/llm?view=en",
    "as-of": "/ai-finance/hallucination?as_of=2025-07-01",
    "results": "/ai-finance/-/search?q=言語モデル",
    "nothing-found": "/ai-finance/-/search?q=zzzzzz",
    "browse": "/ai-finance/-/browse",
    "contrasts": "/ai-finance/-/compare",
    "contrast": "/ai-finance/-/compare?a=traditional-ai&b=generative-ai",
    "timeline": "/ai-finance/-/timeline",
    "wordings": "/ai-finance/-/timeline?concept=llm",
    "changes": "/ai-finance/-/changes",
    "difference": "/ai-finance/-/changes?concept=llm&form=table",
    "editions": "/ai-finance/-/editions",
    "edition": f"/ai-finance/-/editions/{EDITION}",
    "errata": f"/ai-finance/-/editions/{EDITION}/errata",
    "about": "/ai-finance/-/about",
    "missing": "/ai-finance/nobody",
    "problems": "/problems",
}
WATCH = """
window.refusals = [];
addEventListener("securitypolicyviolation", (event) => refusals.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


def opened(context: BrowserContext, where: str) -> Page:
    page = context.new_page()
    page.goto(where)
    return page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_page_keeps_anybody_out_or_is_too_wide_and_none_is_noticed_by_the_policy(
    browser: Browser, address: str, gallery: Path, language: str
) -> None:
    context, watched = browser.new_context(locale=language, reduced_motion="reduce"), Watched(gallery, language)
    context.add_init_script(WATCH)
    page = context.new_page()
    for name, where in SHOWN.items():
        page.goto(f"{address}/{language}{where}" if name != "problems" else f"{address}{where}")
        watched.look(page, name)
        assert page.evaluate("window.refusals") == [], name
    context.close()
    assert watched.found == {}


def test_the_dark_side_is_kept_as_pictures(browser: Browser, address: str, gallery: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    for name in ("home", "entry", "results", "contrast"):
        page.goto(f"{address}/ja{SHOWN[name]}")
        page.screenshot(path=gallery / f"{name}-ja-1280-dark.png", full_page=True)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 26, 26)"
    page.close()


@pytest.mark.parametrize("where", [HOME, ENTRY])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_first_visit_takes_at_most_fifty_kilobytes_from_us_alone_and_leaves_nothing(
    context: BrowserContext, address: str, language: str, where: str
) -> None:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes, asked, told = list[float](), list[str](), list[str]()
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{address}/{language}{where}", wait_until="networkidle")
    assert 4000 < sum(sizes) <= 50_000
    assert set(asked) == {urlsplit(address).netloc}
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert told == []


@pytest.mark.parametrize(("language", "typed"), [("ja", "せいせい"), ("en", "gener")])
def test_a_term_is_found_while_it_is_typed_by_keys_alone(
    context: BrowserContext, address: str, language: str, typed: str
) -> None:
    page = opened(context, f"{address}/{language}{HOME}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type(typed)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#said")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Backspace")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/generative-ai")


def test_a_reader_finds_a_term_without_scripts_and_reads_all_of_it(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, f"{address}/ja{HOME}")
    page.get_by_role("searchbox").fill("ﾊﾙｼﾈｰｼｮﾝ")
    page.get_by_role("button", name="検索").click()
    page.get_by_role("link", name="ハルシネーション").first.click()
    assert "もっともらしい文章等を生成すること" in page.locator("main").inner_text()
    assert page.locator("button[data-copy]:visible").count() == 0
    page.goto(f"{address}/ja/ai-finance/-/timeline?concept=llm")
    assert page.locator(".slider:visible").count() == 0
    page.locator(".moments").wait_for()
    context.close()


def test_what_is_copied_is_told_and_is_on_the_clipboard(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = opened(context, f"{address}/ja/ai-finance/hallucination")
    copied = {}
    for button in page.locator("article button[data-copy]").all():
        name = button.inner_text()
        button.click()
        expect(page.locator("#said")).to_have_text("コピーしました")
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    context.close()
    definition = "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。"
    assert copied["定義をコピー"] == definition
    assert copied["出典付きでコピー"].startswith(f"ハルシネーション\n{definition}\n出典：「金融庁")
    assert definition in copied["日英両方をコピー"]
    assert "Unofficial translation" in copied["日英両方をコピー"] or "unofficial" in copied["日英両方をコピー"]
    assert f'<dd lang="ja">{definition}</dd>' in copied["HTMLでコピー"]
    assert copied["この内容へのリンクをコピー"] == f"{address}/ja/ai-finance/hallucination?revision=1"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("concept", ["generative-ai", "traditional-ai", "ai-agent", "llm"])
def test_an_entry_is_printed_on_one_page_with_where_it_is_from(
    context: BrowserContext, address: str, language: str, concept: str
) -> None:
    page = opened(context, f"{address}/{language}/ai-finance/{concept}")
    page.emulate_media(media="print")
    assert page.locator(".paper").inner_text() == f"{address}/{language}/ai-finance/{concept}"
    assert page.locator("header.top").is_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_a_comparison_table_is_printed_across(context: BrowserContext, address: str) -> None:
    page = opened(context, f"{address}/ja{SHOWN['difference']}")
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}
