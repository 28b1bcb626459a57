"""Proposing and reviewing in a real browser, from the search to the text in force, with keys, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from glossary import Account, Glossaries, Whereabouts
from tests.browser.support import PASSWORD, Watched, sign_in
from tests.support import served

EVIL = "\"'><img src=x onerror=alert(1)></textarea></script>{{ 7*7 }}<!--"
WORDS = {
    "ja": {
        "propose": "変更を提案",
        "source": "出典 必須",
        "rationale": "理由 必須",
        "preview": "プレビュー",
        "outcome": "採用された場合の内容",
        "send": "提案を送信",
        "go": "提案のページへ",
        "arrived": "を受け付けました",
        "comment": "コメント 必須",
        "add": "コメントを追加",
        "accept": "採用",
        "accepted": "採用",
        "definition": "対話型の生成AIが、事実に基づかない情報を生成する現象。",
    },
    "en": {
        "propose": "Propose a change",
        "source": "Source required",
        "rationale": "Reason required",
        "preview": "Preview",
        "outcome": "What would come of it",
        "send": "Send the proposal",
        "go": "To the proposal",
        "arrived": "has arrived",
        "comment": "Comment required",
        "add": "Add the comment",
        "accept": "Accept",
        "accepted": "accepted",
        "definition": "the generation of content that is not grounded in fact",
    },
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home) as found:
        yield found


@pytest.fixture(scope="module")
def reviewer(home: Path, address: str) -> Iterator[Account]:
    """A reviewer with a password, who is an editor too."""
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as house:
        made = house.accounts.make("山田", "yamada@example.jp", "editor")
        yield house.accounts.set_password_by_link(house.accounts.link(made.person), PASSWORD)


@pytest.fixture
def stranger(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def colleague(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_stranger_proposes_and_a_reviewer_accepts(
    stranger: BrowserContext, colleague: BrowserContext, address: str, reviewer: Account, language: str
) -> None:
    says = WORDS[language]
    page = stranger.new_page()
    page.goto(f"{address}/{language}/ai-finance/")
    page.locator("#q-large").fill("ハルシネーション")
    page.keyboard.press("Enter")
    page.locator("main a[href$='/hallucination']").first.click()
    page.get_by_role("link", name=says["propose"], exact=True).click()
    page.locator("#source").fill("https://www.fsa.go.jp/")
    page.locator("#rationale").fill("試験のため")
    page.locator(f"#{language}-definition").fill(says["definition"])
    expect(page.get_by_role("heading", name=says["outcome"])).to_be_visible()
    expect(page.locator("#preview ins").first).to_be_visible()
    assert page.url.endswith("concept=hallucination"), "the preview came by itself"
    page.get_by_role("button", name=says["send"]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(says["arrived"])
    link = page.locator("#link").inner_text()
    page.get_by_role("link", name=says["go"]).click()
    where = page.url
    assert "typ_" not in where

    desk = colleague.new_page()
    sign_in(desk, f"{address}/{language}/ai-finance/-/desk")
    desk.locator(f"a[href='{where.removeprefix(address)}']").click()
    desk.locator("#text").fill("出典を確認しました。")
    desk.get_by_role("button", name=says["add"]).click()
    desk.locator("details summary", has_text=says["accept"]).first.click()
    desk.get_by_role("button", name=says["accept"], exact=True).click()
    expect(desk.locator(".badge.good").first).to_have_text(says["accepted"])

    stranger.clear_cookies()
    page.goto(where)
    page.goto(link)
    expect(page.locator("main")).to_contain_text("出典を確認しました。")
    assert page.url.partition("#")[0] == where
    assert "typ_" not in page.url, "the secret stays out of the address bar"
    desk.goto(f"{address}/{language}/ai-finance/hallucination")
    expect(desk.locator(".definition").first).to_have_text(says["definition"])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_of_the_desk_is_open_to_all_and_kept_as_a_picture(
    browser: Browser, address: str, reviewer: Account, gallery: Path, language: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page, watched = context.new_page(), Watched(gallery, language)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    def look(name: str) -> None:
        watched.look(page, name)

    root = f"{address}/{language}/ai-finance"
    page.goto(f"{root}/-/propose")
    look("propose-new")
    page.goto(f"{root}/-/propose?concept=slm")
    page.locator("#source").fill("出典")
    page.locator("#rationale").fill(EVIL)
    page.locator("#ja-terms-0-reading").fill("SLM読み")
    page.locator("#ja-definition").fill(f"小規模な言語モデル。{EVIL}")
    page.locator("button[formnovalidate]").click()
    look("propose-preview")
    page.locator("button.main[type=submit]:not([formaction])").last.click()
    look("proposed")
    page.locator("main a.button.main").click()
    where = page.url
    look("proposal-own")
    context.clear_cookies()
    page.goto(where)
    look("proposal-door")
    sign_in(page, f"{root}/-/desk")
    look("desk")
    page.goto(where)
    page.locator("details summary").first.click()
    look("proposal-review")
    page.goto(f"{where}/edit")
    look("proposal-edit")
    context.close()
    assert watched.found == {}
    assert told == []


def test_whoever_has_only_keys_proposes(stranger: BrowserContext, address: str) -> None:
    page = stranger.new_page()
    page.goto(f"{address}/en/ai-finance/-/propose?concept=rag&kind=retirement")
    typed = {"source": "A letter", "rationale": "No longer in use", "into": "llm"}
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.id || document.activeElement.textContent")
        if focused in typed:
            page.keyboard.type(typed.pop(focused))
        elif focused == "Send the proposal":
            break
    assert typed == {}
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("has arrived")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_a_script_nothing_is_lost(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{language}/ai-finance/-/propose")
    page.locator("#en-terms-0-text").fill("model card")
    page.locator("#en-definition").fill("document that describes a model")
    page.locator("#name").fill(EVIL)
    page.locator("button[formnovalidate]").click()
    expect(page.locator("[role=alert] a[href='#source']")).to_be_visible()
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#en-definition")).to_have_value("document that describes a model")
    page.locator("#source").fill("Mitchell et al., 2019")
    page.locator("#rationale").fill("reason")
    page.locator("button[formnovalidate]").click()
    expect(page.locator("#preview .change").first).to_be_visible()
    page.locator("button.main[type=submit]:not([formaction])").last.click()
    link = page.locator("#link").inner_text()
    context.clear_cookies()
    page.goto(link)
    page.locator("#code").fill(link)
    page.locator("form[data-secret] button").click()
    expect(page.locator("main")).to_contain_text("Mitchell et al., 2019")
    assert re.search(r"/proposals/\d+(#result)?$", page.url)
    context.close()
