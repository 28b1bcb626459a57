"""No key, secret, session, token or password is in a log, a database, an export, a feed or an error."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.config import Config, from_env
from api.logs import without_secrets
from glossary import Role, Whereabouts, store
from tests.web.conftest import UNLIMITED
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, bearer, glossaries, problem
from tests.web.test_proposals import PROPOSALS, proposed

PASSWORD = "correct horse battery staple"
SAME = {"Sec-Fetch-Site": "same-origin"}


def secrets_of_a_day(app: Flask, web: FlaskClient, keys: dict[Role, str]) -> Iterator[tuple[str, str]]:
    """Let people do what people do, and tell every secret that this made."""
    yield from ((f"key of a {role}", key) for role, key in keys.items())
    house, admin = glossaries(app), Desk(web, keys["administrator"])
    account = house.accounts.make("山田", "yamada@example.jp", "editor")
    yield "one-time code", (code := house.accounts.link(account.person))
    yield "password", PASSWORD
    browser = app.test_client()
    browser.post("/ja/-/password", data={"code": code, "password": PASSWORD}, headers=SAME)
    browser.post("/ja/-/sign-in", data={"login": "yamada@example.jp", "password": "wrong horse battery staple"})
    browser.post("/ja/-/sign-in", data={"login": "yamada@example.jp", "password": PASSWORD}, headers=SAME)
    for name in ("taiyaku-session", "taiyaku-known"):
        cookie = browser.get_cookie(name)
        assert cookie
        yield name, cookie.value
    [csrf] = set(re.findall('name="csrf_token" value="([0-9a-f]{64})"', browser.get("/ja/-/account").text))
    yield "CSRF token", csrf
    made = browser.post("/ja/-/account/keys", data={"csrf_token": csrf, "name": "鍵", "role": "editor"})
    yield "key made on the page", re.findall(r"tyk_[a-z0-9]{8}_[\w-]{43}", made.text)[0]
    proposal = proposed(web, proposer={"name": "匿名", "contact": "anonymous@example.jp"})
    yield "token of a proposal", proposal["token"]
    holder = {"Proposal-Token": proposal["token"], "Idempotency-Key": "k"}
    assert web.post(f"{PROPOSALS}/1/comments", json={"text": "一言。"}, headers=holder).status_code == 201
    assert admin.post(f"{PROPOSALS}/1/accept", {}).status_code == 200
    yield "secret of a webhook", admin.post(f"{G}/webhooks", {"url": "https://example.com/"}).get_json()["secret"]


def stray_secrets(web: FlaskClient, secrets: dict[str, str], stop: str) -> Iterator[str]:
    """Put secrets where they do not belong, as people do; what is answered."""
    for address in (HALLUCINATION, f"{PROPOSALS}/1", "/api/v1/audit"):
        for secret in secrets.values():
            for header in ("Authorization", "Proposal-Token", "Cookie", "X-CSRF-Token", "If-Match", "Accept"):
                with suppress(ValueError):
                    told = web.get(address, headers={header: f"{secret}x"})
                    yield told.get_data(as_text=True) if told.status_code >= 400 else ""
    web.get(f"/letters/stop/{stop}")
    for secret in secrets.values():
        if secret.startswith(("tyk_", "typ_", "whsec_")):  # others look like anything else
            web.get(f"{CONCEPTS}/{secret}")


def test_secrets_are_nowhere_but_where_they_were_told(app: Flask, keys: dict[Role, str], place: Whereabouts) -> None:
    with redirect_stderr(StringIO()) as logs:
        app = create_app(Config(where=place, secret_key="test", quotas=UNLIMITED))
    web = app.test_client()
    secrets = dict(secrets_of_a_day(app, web, keys))
    person = web.get(f"{HALLUCINATION}/revisions").get_json()["items"][0]["author"]
    with glossaries(app)._database.writing() as connection:
        reached = store.reached(connection, person)
    assert reached
    wrong = "".join(stray_secrets(web, secrets, reached.token))
    told = {
        "logs": logs.getvalue(),
        "errors": wrong,
        "database": _dump(place, secrets["secret of a webhook"]),
        "export": web.get(f"{G}/export?format=json").text,
        **{
            address: web.get(address, headers=bearer(keys["administrator"])).text
            for address in (
                "/api/v1/audit?limit=200", f"{G}/log", f"{G}/changes.atom", f"{G}/changes.json",
                f"{G}/proposals.atom", f"{G}/proposals.json", PROPOSALS, f"{PROPOSALS}/1", f"{G}/webhooks",
            )
        },
    }  # fmt: skip
    assert all(told.values())
    found = [(name, where) for name, secret in secrets.items() for where, text in told.items() if secret in text]
    assert found == []
    assert reached.token not in told["logs"]
    glossaries(app).close()


def _dump(place: Whereabouts, known: str) -> str:
    """All that the database holds, but for what it must know as it is: the secret of a webhook."""
    with sqlite3.connect(place.database) as looking:
        text = "\n".join(looking.iterdump())
    assert known in text
    return (text + Path(place.database).read_bytes().decode("latin-1")).replace(known, "")


def test_what_looks_like_a_secret_is_not_logged() -> None:
    assert without_secrets("/api/v1/tyk_abcdefgh_" + "A-_9" * 11) == "/api/v1/…"
    assert without_secrets("/x/typ_" + "A" * 43 + "/y") == "/x/…/y"
    assert without_secrets("/letters/stop/0123abcd") == "/letters/stop/…"
    assert without_secrets("/ja/ai-finance/typical") == "/ja/ai-finance/typical"


def test_the_files_of_a_database_are_their_owner_s_alone(app: Flask, place: Whereabouts, tmp_path: Path) -> None:
    fresh = Whereabouts(tmp_path / "new", tmp_path / "new" / "glossary.db", tmp_path / "new" / "index")
    made = create_app(Config(where=fresh, secret_key="test"))
    made.test_client().put(HALLUCINATION, json={})
    glossaries(made).close()
    for file in fresh.home.glob("glossary.db*"):
        assert file.stat().st_mode & 0o077 == 0 or file.stat().st_size == 0, file
    assert from_env({"GLOSSARY_HOME": str(fresh.home)}).secret_key
    assert (fresh.home / "secret").stat().st_mode & 0o077 == 0


def test_who_start_together_have_one_secret_and_nobody_an_empty_one(tmp_path: Path) -> None:
    for number in range(20):
        found: set[str] = set()
        home = tmp_path / str(number)
        together = threading.Barrier(8)

        def start(home: Path = home, found: set[str] = found, together: threading.Barrier = together) -> None:
            together.wait()
            found.add(from_env({"GLOSSARY_HOME": str(home)}).secret_key)

        many = [threading.Thread(target=start) for _ in range(8)]
        for each in many:
            each.start()
        for each in many:
            each.join()
        assert [len(each) for each in found] == [64]
        assert [each.name for each in home.iterdir()] == ["secret"]


@pytest.mark.parametrize("secret", ["x", "short secret", ""])
def test_a_secret_that_can_be_guessed_is_refused(tmp_path: Path, secret: str) -> None:
    (tmp_path / "secret").write_text(secret)
    with pytest.raises(ValueError, match="16 characters"):
        from_env({"GLOSSARY_HOME": str(tmp_path)})
    if secret:
        with pytest.raises(ValueError, match="GLOSSARY_SECRET_KEY"):
            from_env({"GLOSSARY_HOME": str(tmp_path), "GLOSSARY_SECRET_KEY": secret})


def test_what_is_private_is_for_no_script_of_another_site(app: Flask, web: FlaskClient, keys: dict[Role, str]) -> None:
    for address in ("/api/v1/audit", PROPOSALS, f"{G}/proposals.json", f"{G}/webhooks", f"{G}/missed-forms"):
        told = web.get(address, headers=bearer(keys["administrator"]))
        assert (told.status_code, told.headers.get("Access-Control-Allow-Origin")) == (200, None), address
    assert "Access-Control-Allow-Origin" not in web.get("/ja/-/sign-in").headers
    assert web.get(HALLUCINATION).headers["Access-Control-Allow-Origin"] == "*"
    problem(web.get(f"{CONCEPTS}/nothing"), 404)


@pytest.mark.parametrize("host", ["a b", "evil.example:80@x", "evil/../x", "[::1", "evil.example\\@x", ""])
def test_what_names_no_host_is_refused(web: FlaskClient, host: str) -> None:
    told = problem(web.get(HALLUCINATION, headers={"Host": host}), 400, "bad-request")
    assert told["type"] == "/problems/bad-request"


def test_over_https_browsers_are_told_never_to_come_otherwise(app: Flask, place: Whereabouts) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get(HALLUCINATION).headers
    secure = create_app(Config(where=place, secret_key="test", base_url="https://terms.example.jp"))
    assert "max-age=31536000" in secure.test_client().get(HALLUCINATION).headers["Strict-Transport-Security"]
    glossaries(secure).close()
