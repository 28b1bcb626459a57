"""Signing in in a real browser: cookies, what it says of where a form comes from, what a screen reader finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from glossary import Account, Glossaries, Whereabouts
from tests.support import served

PASSWORD = "正しい馬の電池の留め金でございます"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("account")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home) as found:
        yield found


@pytest.fixture(scope="module")
def house(home: Path, address: str) -> Iterator[Glossaries]:
    """The database of the service, beside it."""
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as opened:
        yield opened


@pytest.fixture(scope="module")
def account(house: Glossaries) -> Account:
    made = house.accounts.make("山田", "yamada@example.jp", "editor")
    return house.accounts.set_password_by_link(house.accounts.link(made.person), PASSWORD)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="ja")
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/ja/-/account")
    page.get_by_label("ログイン名").fill("yamada@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/ja/-/account")


def test_somebody_signs_in_makes_a_key_and_signs_out(page: Page, address: str, account: Account) -> None:
    sign_in(page, address)
    assert page.evaluate("document.cookie") == ""
    page.get_by_label("用途").fill("夜間バッチ")
    page.get_by_label("有効期限（この日まで使用可）").fill("2099-03-31")
    page.get_by_role("button", name="キーを発行する").click()
    assert re.search(r"tyk_[a-z0-9]{8}_[\w-]{43}", page.locator("main").inner_text())
    page.get_by_role("button", name="失効させる").click()
    assert "キーを失効させました。" in page.locator("main").inner_text()
    page.get_by_role("button", name="ログアウト", exact=True).click()
    page.wait_for_url(f"{address}/ja/-/sign-in")
    page.goto(f"{address}/ja/-/account")
    assert "/-/sign-in" in page.url


def test_a_page_of_another_site_cannot_write_for_who_signed_in(page: Page, address: str, account: Account) -> None:
    sign_in(page, address)
    form = f"<form method=post action='{address}/ja/-/sign-out'><button>x</button></form>"
    elsewhere = address.replace("127.0.0.1", "localhost")
    page.route(f"{elsewhere}/evil", lambda route: route.fulfill(content_type="text/html", body=form))
    page.goto(f"{elsewhere}/evil")
    page.get_by_role("button").click()
    page.wait_for_url(f"{address}/ja/-/sign-out")
    assert "このサイト以外からの要求" in page.locator("main").inner_text()
    page.goto(f"{address}/ja/-/account")
    assert page.url == f"{address}/ja/-/account", "still signed in"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_screen_reader_finds_its_way(
    browser: Browser, address: str, account: Account, language: str, scheme: str
) -> None:
    context = browser.new_context(locale=language, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    sign_in(page, address)
    page.set_viewport_size({"width": 320, "height": 640})
    wrong = []
    for path in ("account", "password?code=x", "sign-in"):
        if path == "sign-in":
            context.clear_cookies()
        page.goto(f"{address}/{language}/-/{path}")
        wrong += [(path, each["id"], each["nodes"][0]["html"][:200]) for each in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert wrong == []
    context.close()
