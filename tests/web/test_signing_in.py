"""Signing in on the pages, and what a session may and must not do."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.config import Config, Quotas
from api.identity import signed_in
from glossary import Account, Whereabouts, store
from tests.web.support import HALLUCINATION, Watch, bearer, glossaries, is_japanese, problem

SIGN_IN, SIGN_OUT, ACCOUNT = "/ja/-/sign-in", "/ja/-/sign-out", "/ja/-/account"
LOGIN, PASSWORD = "yamada@example.jp", "correct horse battery staple"
SAME = {"Sec-Fetch-Site": "same-origin"}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-origin, cross-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "https://localhost"},
    {"Origin": ""},
]


@pytest.fixture
def yamada(app: Flask) -> Account:
    """An editor with a password."""
    accounts = glossaries(app).accounts
    made = accounts.make("山田", LOGIN, "editor")
    return accounts.set_password_by_link(accounts.link(made.person), PASSWORD)


@pytest.fixture
def browser(web: FlaskClient, yamada: Account) -> FlaskClient:
    """A browser in which the editor has signed in."""
    assert sign_in(web).status_code == 303
    return web


def sign_in(web: FlaskClient, password: str = PASSWORD, **more: str) -> TestResponse:
    return web.post(SIGN_IN, data={"login": LOGIN, "password": password, **more}, headers=SAME)


def token(web: FlaskClient) -> str:
    """The token in the forms of the account's page."""
    found = re.search('name="csrf_token" value="([0-9a-f]{64})"', web.get(ACCOUNT).text)
    assert found
    return found[1]


def secret(web: FlaskClient, name: str = "taiyaku-session") -> str:
    cookie = web.get_cookie(name)
    assert cookie
    return cookie.value


def test_a_link_from_an_administrator_leads_to_a_password_and_in(app: Flask, web: FlaskClient) -> None:
    accounts = glossaries(app).accounts
    link = f"/en/-/password?code={accounts.link(accounts.make('Y', LOGIN, 'editor').person)}"
    code = link.partition("=")[2]
    assert f'value="{code}"' in web.get(link).text
    short = web.post("/en/-/password", data={"code": code, "password": "short"})
    assert (short.status_code, "This is too short: at least 15 characters are needed." in short.text) == (422, True)
    done = web.post("/en/-/password", data={"code": code, "password": PASSWORD})
    assert "The password is set." in web.get(done.headers["Location"]).text
    again = web.post("/en/-/password", data={"code": code, "password": PASSWORD})
    assert (again.status_code, "The link has been used or has expired." in again.text) == (403, True)
    inside = web.post("/en/-/sign-in", data={"login": LOGIN, "password": PASSWORD}, follow_redirects=True)
    assert (inside.status_code, inside.request.path) == (200, "/en/-/account")


def test_who_is_refused_is_not_told_what_was_wrong(web: FlaskClient, yamada: Account) -> None:
    for login in (LOGIN, "nobody@example.jp", "", "x" * 10_000, "\x00", "'; DROP TABLE accounts --"):
        refused = web.post(SIGN_IN, data={"login": login, "password": "wrong wrong wrong wrong"})
        assert refused.status_code == 403
        assert "ログイン名またはパスワードが正しくありません。" in refused.text
        assert "Set-Cookie" not in refused.headers
        assert "wrong wrong" not in refused.text


def test_the_cookie_is_for_this_site_and_for_no_script(web: FlaskClient, yamada: Account) -> None:
    cookies = sign_in(web).headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(app: Flask, yamada: Account) -> None:
    web = app.test_client()
    answer = web.post(SIGN_IN, data={"login": LOGIN, "password": PASSWORD}, base_url="https://localhost")
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-taiyaku-")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert web.get(ACCOUNT, base_url="https://localhost").status_code == 200
    plain = app.test_client()
    plain.set_cookie("taiyaku-session", secret(web, "__Host-taiyaku-session"))
    assert plain.get(ACCOUNT, base_url="https://localhost").status_code == 303, "no other name is believed there"


def test_pages_of_an_account_are_kept_by_nobody(browser: FlaskClient) -> None:
    for address in (ACCOUNT, "/en/-/account", "/ja/-/password"):
        page = browser.get(address, headers={"Accept": "text/html"})
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_the_account_is_told_in_both_languages(browser: FlaskClient) -> None:
    assert "ログイン中の端末" in browser.get(ACCOUNT).text
    assert "Where you are signed in" in browser.get("/en/-/account").text
    assert is_japanese(browser.get(SIGN_OUT, headers={"Accept": "text/html"}).text)


def test_a_session_given_beforehand_becomes_nobodys(app: Flask, web: FlaskClient, yamada: Account) -> None:
    web.set_cookie("taiyaku-session", "A" * 43)
    sign_in(web)
    first = secret(web)
    assert first != "A" * 43
    sign_in(web, csrf_token=token(web))
    assert secret(web) != first
    old = app.test_client()
    old.set_cookie("taiyaku-session", first)
    assert old.get(ACCOUNT).status_code == 303, "the one before has ended"


def test_after_signing_out_the_cookie_is_worth_nothing(app: Flask, browser: FlaskClient) -> None:
    kept = secret(browser)
    gone = browser.post(SIGN_OUT, data={"csrf_token": token(browser)}, headers=SAME)
    assert (gone.status_code, browser.get_cookie("taiyaku-session")) == (303, None)
    replayed = app.test_client()
    replayed.set_cookie("taiyaku-session", kept)
    assert replayed.get(ACCOUNT).headers["Location"].startswith(SIGN_IN)


def test_a_made_up_cookie_is_nobodys(web: FlaskClient) -> None:
    for cookie in ("", "x", "A" * 43, "A" * 3_000, "\"';--", "%00", "Bearer x"):
        web.set_cookie("taiyaku-session", cookie)
        assert web.get(ACCOUNT).status_code == 303
        assert web.get(HALLUCINATION).status_code == 200
        problem(web.put(HALLUCINATION, json={}), 401, "key-needed")


def test_a_session_writes_with_its_token_and_not_without(browser: FlaskClient, watch: Watch) -> None:
    read = browser.get(HALLUCINATION)
    body, match = read.get_json(), {"If-Match": read.headers["ETag"]}
    right = token(browser)
    for wrong in (
        {},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": right[:-1]},
        {"X-CSRF-Token": "é"},
        {"X-CSRF-Token": right.upper()},
    ):
        problem(browser.put(HALLUCINATION, json=body, headers={**match, **wrong, **SAME}), 403, "forged-request")
    problem(browser.put(f"{HALLUCINATION}?csrf_token={right}", json=body, headers=match), 403, "forged-request")
    watch.nothing_is_lost()
    assert browser.put(HALLUCINATION, json=body, headers={**match, **SAME, "X-CSRF-Token": right}).status_code == 200


def test_other_sites_change_nothing_even_with_the_token(browser: FlaskClient, watch: Watch) -> None:
    right = token(browser)
    for headers in FOREIGN:
        sent = {"If-Match": '"1"', "X-CSRF-Token": right, **headers}
        problem(browser.put(HALLUCINATION, json={}, headers=sent), 403, "forged-request")
        for address in (SIGN_OUT, f"{ACCOUNT}/sessions", f"{ACCOUNT}/password", f"{ACCOUNT}/keys", SIGN_IN):
            assert browser.post(address, data={"csrf_token": right}, headers=headers).status_code == 403
        assert browser.get(ACCOUNT, headers=headers).status_code == 200
    watch.nothing_is_lost()


def test_nobody_is_signed_in_by_another_site(web: FlaskClient, yamada: Account) -> None:
    for headers in FOREIGN:
        refused = web.post(SIGN_IN, data={"login": LOGIN, "password": PASSWORD}, headers=headers)
        assert (refused.status_code, "Set-Cookie" in refused.headers) == (403, False)


def test_a_form_of_another_site_never_writes_json(browser: FlaskClient, watch: Watch) -> None:
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "")
    for address, kind in itertools.product((f"{HALLUCINATION}/retire", f"{HALLUCINATION}/restore"), kinds):
        problem(browser.post(address, data=b'{"reason": "x"}', content_type=kind), 403, "forged-request")
    watch.nothing_is_lost()


def test_a_key_needs_no_token_and_goes_before_the_session(app: Flask, browser: FlaskClient) -> None:
    key = glossaries(app).make_key("R", "reader")[1]
    problem(browser.put(HALLUCINATION, json={}, headers=bearer(key)), 403, "role-too-low")


def test_what_is_embedded_elsewhere_never_looks_at_the_cookie(app: Flask, browser: FlaskClient) -> None:
    with app.test_request_context("/embed/x", headers={"Cookie": f"taiyaku-session={secret(browser)}"}):
        app.preprocess_request()
        assert signed_in() is None


NOT_HERE = [
    "//evil.example", "https://evil.example", "https:evil.example", "/\\evil.example", "\\/evil.example", "", "evil",
    "/\t/evil.example", "/\r\nSet-Cookie: a=b", "javascript:alert(1)", " /ja/", "///evil.example", "/\x00", "/ /evil",
]  # fmt: skip


def test_one_is_led_to_no_other_site(browser: FlaskClient) -> None:
    for next_ in NOT_HERE:
        answer = browser.get(SIGN_IN, query_string={"next": next_})
        assert answer.headers["Location"] == ACCOUNT
        assert "Set-Cookie" not in answer.headers


def test_one_comes_back_where_one_wanted_to_be(web: FlaskClient, yamada: Account) -> None:
    asked = web.get(f"{ACCOUNT}?done=sessions")
    assert asked.headers["Location"] == "/ja/-/sign-in?next=/ja/-/account?done%3Dsessions"
    assert 'name="next" value="/ja/-/account?done=sessions"' in web.get(asked.headers["Location"]).text
    assert sign_in(web, next="/ja/ai-finance/llm").headers["Location"] == "/ja/ai-finance/llm"


def test_letters_are_written_in_the_language_in_which_one_signed_in_unless_one_said_another(
    app: Flask, web: FlaskClient, yamada: Account
) -> None:
    def language() -> str | None:
        with glossaries(app)._database.reading() as connection:
            return store.language_of(connection, yamada.person)

    web.post("/en/-/sign-in", data={"login": LOGIN, "password": PASSWORD}, headers=SAME)
    assert language() == "en"
    sign_in(web)
    assert language() == "en"
    glossaries(app).wishes.reach(yamada.person, "yamada@example.jp", "ja", "p-admin")
    web.post("/en/-/sign-in", data={"login": LOGIN, "password": PASSWORD}, headers=SAME)
    assert language() == "ja"


def test_sessions_are_seen_and_ended_on_the_page(app: Flask, browser: FlaskClient, yamada: Account) -> None:
    other, third = app.test_client(), app.test_client()
    for each in (other, third):
        each.post(SIGN_IN, data={"login": LOGIN, "password": PASSWORD}, headers={"User-Agent": "<b>Netscape</b>"})
    page = browser.get(ACCOUNT).text
    assert page.count("&lt;b&gt;Netscape&lt;/b&gt;") == 4, "shown, and told again on the button"
    assert "<b>Netscape" not in page
    [first, _] = re.findall('name="session" value="([a-z0-9]{8})"', page)
    assert browser.post(f"{ACCOUNT}/sessions", data={"csrf_token": token(browser), "session": first}).status_code == 303
    assert sorted(each.get(ACCOUNT).status_code for each in (other, third)) == [200, 303]
    browser.post(f"{ACCOUNT}/sessions", data={"csrf_token": token(browser)})
    assert [each.get(ACCOUNT).status_code for each in (browser, other, third)] == [200, 303, 303]


def test_a_password_is_changed_by_who_knows_the_present_one(app: Flask, browser: FlaskClient) -> None:
    change = {"csrf_token": token(browser), "old": "not this one at all", "password": PASSWORD + "!"}
    refused = browser.post(f"{ACCOUNT}/password", data=change)
    assert (refused.status_code, "現在のパスワードが正しくありません" in refused.text) == (403, True)
    assert browser.post(f"{ACCOUNT}/password", data={**change, "old": PASSWORD}).status_code == 303
    assert browser.get(ACCOUNT).status_code == 303
    assert sign_in(browser).status_code == 403
    assert sign_in(browser, PASSWORD + "!").status_code == 303


def test_a_key_made_on_the_page_is_shown_once_and_can_do_no_more_than_who_made_it(
    app: Flask, browser: FlaskClient
) -> None:
    form = {
        "csrf_token": token(browser),
        "name": "夜間バッチ",
        "role": "editor",
        "glossary": "",
        "expires": "2099-03-31",
    }
    made = browser.post(f"{ACCOUNT}/keys", data=form)
    [key] = re.findall(r"tyk_[a-z0-9]{8}_[\w-]{43}", made.text)
    assert key not in browser.get(ACCOUNT).text
    assert browser.put(HALLUCINATION, headers=bearer(key)).status_code == 428
    for wrong, status in (({"role": "administrator"}, 403), ({"role": "king"}, 422), ({"expires": "soon"}, 422)):
        assert browser.post(f"{ACCOUNT}/keys", data={**form, **wrong}).status_code == status
    assert browser.post(f"{ACCOUNT}/keys", data={**form, "glossary": "nowhere"}).status_code == 404
    [key_id] = re.findall('name="key" value="([a-z0-9]{8})"', browser.get(ACCOUNT).text)
    foreign = glossaries(app).make_key("other", "reader")[0]
    assert (
        browser.post(f"{ACCOUNT}/keys/revoke", data={"csrf_token": token(browser), "key": foreign}).status_code == 404
    )
    browser.post(f"{ACCOUNT}/keys/revoke", data={"csrf_token": token(browser), "key": key_id})
    problem(browser.put(HALLUCINATION, headers=bearer(key)), 401, "key-refused")


@pytest.fixture
def strict(app: Flask, place: Whereabouts) -> Iterator[Flask]:
    """The same service, where few failures are allowed."""
    made = create_app(Config(where=place, secret_key="test", quotas=Quotas(sign_ins=3)))
    yield made
    glossaries(made).close()


def _try(web: FlaskClient, address: str, password: str = "wrong", login: str = LOGIN) -> TestResponse:
    form = {"login": login, "password": password}
    return web.post(SIGN_IN, data=form, environ_overrides={"REMOTE_ADDR": address})


def test_who_guesses_is_slowed_down_and_who_knows_is_not(strict: Flask, yamada: Account) -> None:
    thief = strict.test_client()
    assert [_try(thief, "192.0.2.1").status_code for _ in range(5)] == [403, 403, 403, 429, 429]
    slowed = _try(thief, "192.0.2.1", PASSWORD)
    assert slowed.status_code == 429
    assert 0 < int(slowed.headers["Retry-After"]) <= 900
    assert "Set-Cookie" not in slowed.headers
    assert [_try(strict.test_client(), "192.0.2.2", PASSWORD).status_code for _ in range(6)] == [303] * 6


def test_who_signed_in_in_a_browser_is_not_locked_out_of_it_by_others(strict: Flask, yamada: Account) -> None:
    own = strict.test_client()
    assert _try(own, "192.0.2.9", PASSWORD).status_code == 303
    own.delete_cookie("taiyaku-session")
    assert [_try(strict.test_client(), "192.0.2.9").status_code for _ in range(4)] == [403, 403, 403, 429]
    assert _try(own, "192.0.2.9", PASSWORD).status_code == 303
    own.delete_cookie("taiyaku-session")
    stolen = strict.test_client()
    stolen.set_cookie("taiyaku-known", secret(own, "taiyaku-known") + "x")
    assert _try(stolen, "192.0.2.9", PASSWORD).status_code == 429
    assert _try(own, "192.0.2.9", login="another@example.jp").status_code == 429, "known for its own login alone"


def test_who_finds_a_browser_open_cannot_guess_the_password_for_ever(strict: Flask, yamada: Account) -> None:
    web = strict.test_client()
    _try(web, "192.0.2.3", PASSWORD)
    own, new = token(web), "another long enough password"

    def changed(old: str, password: str = new) -> int:
        return web.post(
            f"{ACCOUNT}/password", data={"csrf_token": own, "old": old, "password": password}, headers=SAME
        ).status_code

    assert [changed(PASSWORD, "too short") for _ in range(12)] == [422] * 12, "that is no guess"
    assert [changed(f"guess {number}") for number in range(12)] == [403] * 10 + [429] * 2
    assert changed(PASSWORD) == 429


def test_one_time_links_cannot_be_guessed_for_ever(strict: Flask) -> None:
    web = strict.test_client()
    form = {"code": "A" * 43, "password": PASSWORD}
    assert [web.post("/ja/-/password", data=form).status_code for _ in range(4)] == [403, 403, 403, 429]
