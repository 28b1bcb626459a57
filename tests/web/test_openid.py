"""Signing in through a real issuer of identities: a server of its own with discovery, PKCE and signed tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, Response, jsonify, redirect, request
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from api import create_app
from api.config import Config, Issuer
from glossary import Role, Whereabouts
from glossary.errors import KeyRefused
from tests.web.support import glossaries, problem

ID, SECRET = "taiyaku", "client secret"
ROLES: dict[str, Role] = {"glossary-editors": "editor", "glossary-reviewers": "reviewer"}


class Provider:
    """An issuer of identities as OpenID Connect Core describes it, strict about what it is sent."""

    def __init__(self) -> None:
        self.app, self.key = Flask("provider"), RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
        self.granted: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Any] = {"sub": "42", "name": "佐藤 花子"}
        self.otherwise: dict[str, Any] = {}
        self.signs_with = self.key
        self.signed: Callable[[dict[str, Any]], str] = self.sign
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        for rule, view in (
            ("/.well-known/openid-configuration", self.discovery),
            ("/jwks", self.jwks),
            ("/authorize", self.authorize),
        ):
            self.app.get(rule, endpoint=rule)(view)
        self.app.post("/token")(self.token)

    def discovery(self) -> Response:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        told = {name: f"{self.issuer}/{place}" for name, place in places.items()}
        return jsonify(issuer=self.issuer, id_token_signing_alg_values_supported=["RS256"], **told)

    def jwks(self) -> Response:
        return jsonify(keys=[self.key.as_dict(private=False)])

    def authorize(self) -> Any:
        asked = request.args
        assert asked["response_type"] == "code"
        assert asked["client_id"] == ID
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe()
        self.granted[code] = dict(asked)
        return redirect(f"{asked['redirect_uri']}?code={code}&state={asked['state']}")

    def token(self) -> Any:
        sent = request.form
        asked = self.granted.pop(sent["code"], None)
        verifier = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        known = request.authorization and (request.authorization.username, request.authorization.password)
        if asked is None or asked["code_challenge"] != challenge or known != (ID, SECRET):
            return jsonify(error="invalid_grant"), 400
        assert sent["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": ID, "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        told = {**claims, **self.claims, **self.otherwise}
        return jsonify(access_token="a", token_type="Bearer", expires_in=60, id_token=self.signed(told))

    def sign(self, told: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "1"}, told, self.signs_with)


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def service(app: Flask, place: Whereabouts, provider: Provider) -> Iterator[Flask]:
    """The service with an issuer that gives roles."""
    issuer = Issuer(provider.issuer, ID, SECRET, "社内ID", role_claim="groups", roles=ROLES)
    made = create_app(Config(place, "test", base_url="http://localhost", oidc=issuer))
    yield made
    glossaries(made).close()


@pytest.fixture
def browser(service: Flask) -> FlaskClient:
    return service.test_client()


def begin(browser: FlaskClient, next_: str = "/ja/ai-finance/llm") -> str:
    """Where a browser comes back to from the issuer, with what the issuer adds."""
    sent = browser.get("/ja/-/sign-in/openid", query_string={"next": next_})
    assert sent.status_code == 302
    back = _fetch(sent.headers["Location"])
    assert back.startswith("http://localhost/-/openid?")
    return back.removeprefix("http://localhost")


def _fetch(address: str) -> str:
    """Where a page of the issuer redirects to."""
    import requests

    answer = requests.get(address, allow_redirects=False, timeout=10)
    return answer.headers["Location"]


def role(service: Flask) -> str:
    [account] = [each for each in glossaries(service).accounts.all() if each.issuer]
    return account.role


def test_the_page_offers_the_issuer_and_leads_back_in(service: Flask, browser: FlaskClient) -> None:
    assert "社内IDでログイン" in browser.get("/ja/-/sign-in").text
    inside = browser.get(begin(browser))
    assert (inside.status_code, inside.headers["Location"]) == (303, "/ja/ai-finance/llm")
    assert browser.get_cookie("taiyaku-openid") is None
    assert "佐藤 花子" in browser.get("/ja/-/account").text
    assert role(service) == "contributor"


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ({"groups": ["glossary-reviewers", "glossary-editors", "staff"]}, "editor"),
        ({"groups": "glossary-reviewers"}, "reviewer"),
        ({"groups": ["administrator", "editor"]}, "contributor"),
        ({"groups": {"glossary-editors": True}}, "contributor"),
        ({"groups": None}, "contributor"),
        ({"groups": [["glossary-editors"], 7]}, "contributor"),
        ({"role": "administrator"}, "contributor"),
    ],
)
def test_a_claim_gives_the_role(
    service: Flask, browser: FlaskClient, provider: Provider, said: dict[str, Any], given: str
) -> None:
    provider.claims |= said
    browser.get(begin(browser))
    assert role(service) == given


def test_who_loses_a_group_loses_the_role_at_the_next_sign_in(
    service: Flask, browser: FlaskClient, provider: Provider
) -> None:
    provider.claims["groups"] = ["glossary-editors"]
    browser.get(begin(browser))
    provider.claims["groups"] = []
    service.test_client().get(begin(other := service.test_client()))
    assert role(service) == "editor", "another browser cannot finish what this one began"
    [account] = glossaries(service).accounts.all()
    key = glossaries(service).make_key("script", "editor", person=account.person)[1]
    other.get(begin(other))
    assert role(service) == "contributor"
    with pytest.raises(KeyRefused):
        glossaries(service).identify(key.encode())


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"exp": 1_000_000_000},
        {"nonce": "another"},
        {"sub": ""},
        {"sub": None},
        {"sub": "4" * 256},
        {"sub": "4\x002"},
        {"sub": ["42"]},
    ],
)
def test_a_token_that_is_not_for_us_lets_nobody_in(
    service: Flask, browser: FlaskClient, provider: Provider, wrong: dict[str, Any]
) -> None:
    provider.otherwise = wrong
    refused(browser, begin(browser))
    assert glossaries(service).accounts.all() == []


def refused(browser: FlaskClient, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 403, answer.headers
    assert browser.get_cookie("taiyaku-session") is None
    assert "evil" not in answer.text


def test_a_token_signed_by_another_key_lets_nobody_in(browser: FlaskClient, provider: Provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "1"})
    refused(browser, begin(browser))


def _part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def test_a_token_without_a_signature_of_the_issuer_lets_nobody_in(browser: FlaskClient, provider: Provider) -> None:
    def hashed(told: dict[str, Any], secret: bytes) -> str:
        said = f"{_part({'alg': 'HS256', 'kid': '1'})}.{_part(told)}"
        made = base64.urlsafe_b64encode(hmac.digest(secret, said.encode(), "sha256")).rstrip(b"=").decode()
        return f"{said}.{made}"

    forged: list[Callable[[dict[str, Any]], str]] = [
        lambda told: f"{_part({'alg': 'none'})}.{_part(told)}.",
        lambda told: f"{_part({'alg': 'None', 'kid': '1'})}.{_part(told)}.",
        lambda told: f"{provider.sign(told).rpartition('.')[0]}.",
        lambda told: hashed(told, SECRET.encode()),
        lambda told: hashed(told, provider.key.as_pem(private=False)),
        lambda told: "not a token",
    ]
    for signed in forged:
        provider.signed = signed
        refused(browser, begin(browser))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"name": "佐藤\x00 \u202e花子\r\nBcc: x"}, "佐藤 花子 Bcc: x"),
        ({"name": "あ" * 500}, "あ" * 200),
        ({"name": {"first": "花子"}, "email": "sato@example.jp"}, "sato@example.jp"),
        ({"name": "\u200b", "preferred_username": "sato"}, "sato"),
    ],
)
def test_a_name_is_kept_as_one_line_of_text(
    service: Flask, browser: FlaskClient, provider: Provider, said: dict[str, Any], kept: str
) -> None:
    provider.claims |= said
    assert browser.get(begin(browser)).status_code == 303
    [account] = glossaries(service).accounts.all()
    assert account.name == kept


def test_what_the_issuer_answers_is_used_once_and_by_the_browser_that_asked(
    service: Flask, browser: FlaskClient
) -> None:
    back = begin(browser)
    refused(service.test_client(), back)
    state = parse_qs(urlsplit(back).query)["state"][0]
    for forged in (
        f"/-/openid?code=x&state={state[:-1]}",
        "/-/openid",
        "/-/openid?error=access_denied&error_description=evil",
    ):
        refused(browser, forged)
    fresh = begin(browser)
    assert browser.get(fresh).status_code == 303
    browser.delete_cookie("taiyaku-session")
    refused(browser, fresh)


def test_one_is_led_back_to_no_other_site(browser: FlaskClient) -> None:
    assert browser.get(begin(browser, "//evil.example")).headers["Location"] == "/ja/-/account"


def test_an_issuer_that_does_not_answer_is_told(service: Flask, provider: Provider) -> None:
    provider.server.shutdown()
    provider.server.server_close()
    answer = service.test_client().get("/ja/-/sign-in/openid")
    assert answer.status_code == 403


def test_without_an_issuer_there_is_nothing_to_begin(web: FlaskClient) -> None:
    problem(web.get("/ja/-/sign-in/openid"), 404)
    problem(web.get("/-/openid?code=x&state=y"), 404)
    assert "openid" not in web.get("/ja/-/sign-in").text
