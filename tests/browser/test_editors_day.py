"""An editor's whole day in the browser: what waits, what comes back, what is decided, published, printed, undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from glossary import Account, Glossaries, Whereabouts
from tests.browser.support import PASSWORD, Watched, sign_in
from tests.support import served

WORDS = {
    "ja": {
        "propose": "変更を提案",
        "send": "提案を送信",
        "sent": "を受け付けました",
        "go": "提案のページへ",
        "request": "差戻し",
        "back": "提案者に差し戻す",
        "returned": "提案を差し戻しました",
        "edit": "提案を修正",
        "save": "修正を保存",
        "accept": "採用",
        "accepted": "採用",
        "confirm": "訳文に変更なしとして確認",
        "confirmed": "訳文を確認済みとしました",
        "matches": "原文と対応",
        "drafts": "版の作成",
        "keep": "下書きを保存",
        "kept": "下書きを保存しました",
        "publish": "版を公表する",
        "since": "からの変更",
        "counts": "変更1件",
        "editors": "編集者用ページ",
        "grade": "変更の程度を改める",
        "graded": "変更の程度を登録する",
        "end": "この用語を廃止する",
        "remove": "文言を抹消する",
        "removed": "文言を完全に抹消する",
        "restore": "この内容に復元（編集者用）",
        "restored": "この内容に復元する",
        "restoration": "復元",
        "retire": "廃止を提案する",
        "retired": "廃止された項目",
        "sign_out": "ログアウト",
    },
    "en": {
        "propose": "Propose a change",
        "send": "Send the proposal",
        "sent": "has arrived",
        "go": "To the proposal",
        "request": "Request changes",
        "back": "Send back to the proposer",
        "returned": "The proposal was sent back",
        "edit": "Edit the proposal",
        "save": "Save the changes",
        "accept": "Accept",
        "accepted": "accepted",
        "confirm": "The translation still holds",
        "confirmed": "The translation was confirmed",
        "matches": "matches the source text",
        "drafts": "Drafts of editions",
        "keep": "Keep the draft",
        "kept": "The draft was kept",
        "publish": "Publish the edition",
        "since": "since First AI",
        "counts": "1 changed",
        "editors": "For editors",
        "grade": "Correct the grade",
        "graded": "Record the grade",
        "end": "Retire the term",
        "remove": "Remove a text for good",
        "removed": "Remove the text for good",
        "restore": "Restore this wording (editors)",
        "restored": "Restore this wording",
        "restoration": "restoration",
        "retire": "Propose to retire it instead",
        "retired": "The concept has been retired",
        "sign_out": "Sign out",
    },
}
NEW = "生成AIが、事実に基づかない情報や、もっともらしい文章等を生成すること。"
WIDTHS = (320, 768, 1280)


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "day"


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    with served(home) as found:
        yield found


@pytest.fixture
def staff(home: Path, address: str) -> list[Account]:
    """An editor who signs in, and an administrator."""
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as house:
        made = [
            house.accounts.make("山田", "yamada@example.jp", "editor"),
            house.accounts.make("佐藤", "sato@example.jp", "administrator"),
        ]
        return [house.accounts.set_password_by_link(house.accounts.link(each.person), PASSWORD) for each in made]


def test_an_editor_spends_a_day_in_the_browser(
    browser: Browser, address: str, staff: list[Account], gallery: Path, language: str
) -> None:
    says, root, watched = WORDS[language], f"{address}/{language}/ai-finance", Watched(gallery, language, "day-")
    stranger = browser.new_context()
    editor = browser.new_context(reduced_motion="reduce")  # or axe sees colours that are changing
    theirs, desk = stranger.new_page(), editor.new_page()
    desk.set_default_timeout(10_000)

    where = _propose(theirs, root, says)
    sign_in(desk, f"{root}/-/desk")
    watched.look(desk, "desk")
    desk.locator(f"a[href='{where.removeprefix(address)}']").click()
    watched.look(desk, "proposal")
    _send_back(desk, says)
    _improve(theirs, where, says)
    _accept(desk, where, says)

    _confirm(desk, root, says)
    watched.look(desk, "confirmed")
    _publish(desk, root, says, watched)
    _report(desk, says, watched)
    _print(desk)

    _grade(desk, root, says, watched)
    _restore(desk, root, says, watched)
    _retire(theirs, desk, root, says)
    _end(desk, root, says, watched)
    _sign_out(desk, address, language, says)
    stranger.close()
    editor.close()
    assert watched.found == {}


def _propose(page: Page, root: str, says: dict[str, str]) -> str:
    page.goto(f"{root}/hallucination")
    page.get_by_role("link", name=says["propose"], exact=True).click()
    page.locator("#source").fill("金融庁資料")
    page.locator("#rationale").fill("表現の明確化")
    page.locator("#ja-definition").fill("生成AIが情報を生成すること。")
    page.get_by_role("button", name=says["send"]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(says["sent"])
    page.get_by_role("link", name=says["go"]).click()
    return page.url


def _send_back(desk: Page, says: dict[str, str]) -> None:
    desk.locator("summary", has_text=says["request"]).click()
    desk.locator("#back").fill("範囲が広すぎます。")
    desk.get_by_role("button", name=says["back"]).click()
    expect(desk.locator("#result")).to_contain_text(says["returned"])


def _improve(page: Page, where: str, says: dict[str, str]) -> None:
    page.goto(where)
    expect(page.locator("main")).to_contain_text("範囲が広すぎます。")
    page.get_by_role("link", name=says["edit"]).click()
    page.locator("#ja-definition").fill(NEW)
    page.get_by_role("button", name=says["save"]).click()
    expect(page.locator(".change").first).to_contain_text("情報や、もっともらしい")


def _accept(desk: Page, where: str, says: dict[str, str]) -> None:
    desk.goto(where)
    desk.locator("summary", has_text=re.compile(f"^{says['accept']}$")).click()
    desk.get_by_role("button", name=says["accept"], exact=True).click()
    expect(desk.locator(".badge.good").first).to_have_text(says["accepted"])


def _confirm(desk: Page, root: str, says: dict[str, str]) -> None:
    desk.goto(f"{root}/-/desk")
    desk.get_by_role("button", name=says["confirm"]).first.click()
    expect(desk.locator("#result")).to_contain_text(says["confirmed"])
    desk.goto(f"{root}/hallucination")
    expect(desk.locator("section[lang=en] .badge.good")).to_have_text(says["matches"], ignore_case=True)


def _publish(desk: Page, root: str, says: dict[str, str], watched: Watched) -> None:
    desk.goto(f"{root}/-/desk")
    desk.get_by_role("link", name=says["drafts"]).click()
    watched.look(desk, "edition-draft")
    desk.locator("#id").fill("day-1")
    desk.locator("#title-ja").fill("一日目の版")
    desk.locator("#title-en").fill("Edition of the first day")
    desk.get_by_role("button", name=says["keep"]).click()
    expect(desk.locator("#result")).to_contain_text(says["kept"])
    desk.get_by_role("button", name=says["publish"]).click()
    expect(desk.locator("#sure-wrong")).to_be_visible()
    watched.look(desk, "edition-unsure")
    desk.locator("#sure").check()
    desk.get_by_role("button", name=says["publish"]).click()
    desk.wait_for_url("**/-/editions/day-1*")


def _report(desk: Page, says: dict[str, str], watched: Watched) -> None:
    desk.get_by_role("link", name=re.compile(says["since"])).click()
    expect(desk.locator("main")).to_contain_text(says["counts"])
    watched.look(desk, "report")


def _print(desk: Page) -> None:
    paper = desk.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")


def _restore(desk: Page, root: str, says: dict[str, str], watched: Watched) -> None:
    desk.goto(f"{root}/hallucination?revision=1")
    desk.get_by_role("link", name=says["restore"], exact=True).click()
    watched.look(desk, "restore")
    desk.locator("#note-ja").fill("誤って採用したため。")
    desk.get_by_role("button", name=says["restored"], exact=True).click()
    desk.wait_for_url("**/hallucination?revision=*")
    expect(desk.locator("section[lang=ja] .definition")).to_contain_text("誤った情報")
    expect(desk.locator("main table .badge").first).to_have_text(says["restoration"], ignore_case=True)


def _grade(desk: Page, root: str, says: dict[str, str], watched: Watched) -> None:
    desk.goto(f"{root}/hallucination")
    desk.get_by_role("link", name=says["editors"], exact=True).click()
    watched.look(desk, "concept")
    desk.locator("#r2").get_by_role("link", name=says["grade"]).click()
    desk.locator("input[value=scope]").check()
    desk.get_by_role("button", name=says["graded"]).click()
    expect(desk.locator("#reason")).to_be_focused()  # the browser asks for what is required
    desk.locator("#reason").fill("対象の範囲だけが変わったため。")
    watched.look(desk, "grade")
    desk.get_by_role("button", name=says["graded"]).click()
    expect(desk.locator("#result")).to_be_focused()
    expect(desk.locator("main")).to_contain_text("対象の範囲だけが変わったため。")


def _end(desk: Page, root: str, says: dict[str, str], watched: Watched) -> None:
    desk.goto(f"{root}/-/desk/concept?concept=rag")
    desk.get_by_role("link", name=says["end"]).click()
    desk.locator("#into").fill("無い用語")
    desk.locator("#note-ja").fill("使われなくなったため。")
    desk.get_by_role("button", name=says["end"]).click()
    expect(desk.locator("#into-wrong")).to_be_visible()
    expect(desk.locator("#note-ja")).to_have_value("使われなくなったため。")
    watched.look(desk, "end")
    desk.locator("#into").fill("llm")
    desk.get_by_role("button", name=says["end"]).click()
    expect(desk.locator("#result")).to_be_focused()
    desk.goto(f"{root}/rag")
    expect(desk.get_by_role("heading", level=1)).to_have_text(says["retired"])


def _retire(page: Page, desk: Page, root: str, says: dict[str, str]) -> None:
    page.goto(f"{root}/-/propose?concept=slm")
    page.get_by_role("link", name=says["retire"]).click()
    page.locator("#rationale").fill("LLMに統合")
    page.locator("#into").fill("大規模言語モデル")
    page.get_by_role("button", name=says["send"]).click()
    page.get_by_role("link", name=says["go"]).click()
    _accept(desk, page.url, says)
    desk.goto(f"{root}/slm")
    expect(desk.get_by_role("heading", level=1)).to_have_text(says["retired"])
    expect(desk.locator("main a[href$='/ai-finance/llm']")).to_be_visible()


def _sign_out(desk: Page, address: str, language: str, says: dict[str, str]) -> None:
    desk.goto(f"{address}/{language}/-/account")
    desk.get_by_role("button", name=says["sign_out"], exact=True).click()
    desk.goto(f"{address}/{language}/ai-finance/-/desk")
    assert "/-/sign-in" in desk.url


def test_an_administrator_says_what_the_glossary_is_and_removes_a_text(
    browser: Browser, address: str, staff: list[Account], gallery: Path, language: str
) -> None:
    context, watched = browser.new_context(reduced_motion="reduce"), Watched(gallery, language, "day-")
    page = context.new_page()
    sign_in(page, f"{address}/{language}/ai-finance/-/desk/settings", "sato@example.jp")
    watched.look(page, "settings")
    page.locator("#title-en").fill("AI in finance, renamed")
    page.locator("form.fields button.main").click()
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#title-en")).to_have_value("AI in finance, renamed")
    page.goto(f"{address}/en/ai-finance/")
    expect(page.get_by_role("heading", level=1)).to_have_text("AI in finance, renamed")
    _redact(page, f"{address}/{language}/ai-finance", WORDS[language], watched)
    context.close()
    assert watched.found == {}


def _redact(page: Page, root: str, says: dict[str, str], watched: Watched) -> None:
    page.goto(f"{root}/-/desk/concept?concept=slm")
    page.get_by_role("link", name=says["remove"]).click()
    page.locator("input[value=content]").check()
    page.locator("#reason").fill("権利者の求め")
    page.get_by_role("button", name=says["removed"]).click()
    expect(page.locator("#sure-wrong")).to_be_visible()
    watched.look(page, "redact")
    page.locator("#sure").check()
    page.get_by_role("button", name=says["removed"]).click()
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#r1 .badge.bad")).to_be_visible()


def test_a_new_term_is_proposed_with_its_relations_by_name(
    browser: Browser, address: str, staff: list[Account], language: str
) -> None:
    context: BrowserContext = browser.new_context()
    page, says = context.new_page(), WORDS[language]
    page.goto(f"{address}/{language}/ai-finance/-/propose")
    page.locator("#ja-terms-0-text").fill("モデルカード")
    page.locator("#ja-terms-0-reading").fill("もでるかーど")
    page.locator("#ja-definition").fill("機械学習モデルの用途、性能、限界等を記載した文書。")
    page.locator("#relations-related").fill("生成AI、no-such-term")
    page.locator("#source").fill("Mitchell et al., 2019")
    page.locator("#rationale").fill("頻出するため")
    page.get_by_role("button", name=says["send"]).click()
    expect(page.locator("#relations-related-wrong")).to_be_visible()
    page.locator("#relations-related").fill("生成AI")
    page.get_by_role("button", name=says["send"]).click()
    page.get_by_role("link", name=says["go"]).click()
    expect(page.locator("main")).to_contain_text(re.compile("生成AI|generative AI"))
    context.close()
