"""Fields of forms with what no text may have: refused on the page, never an error of ours, in both databases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app, sessions
from api.config import Config
from glossary import Whereabouts
from tests.web.conftest import UNLIMITED
from tests.web.support import glossaries

ROOT = "/ja/ai-finance/-"
FORMS = {
    "/ja/-/sign-in": ("login", "password", "next"),
    "/ja/-/password": ("code", "password"),
    "/ja/-/account/sessions": ("session",),
    "/ja/-/account/keys": ("name", "role", "glossary", "expires"),
    "/ja/-/account/keys/revoke": ("key",),
    "/ja/-/account/password": ("old", "password"),
    f"{ROOT}/propose": ("concept", "rationale", "source", "name", "contact", "credit", "into", "ja-terms-0-text"),
    f"{ROOT}/propose/preview": ("concept", "into", "ja-definition"),
    f"{ROOT}/proposals/1": ("act", "text", "why", "reason", "remark", "deputy_for", "valid_from", "new_id"),
    f"{ROOT}/proposals/1/open": ("code",),
    f"{ROOT}/proposals/1/edit": ("rationale", "source", "into", "ja-definition"),
    f"{ROOT}/desk/confirm": ("concept", "tongue", "revision"),
    f"{ROOT}/desk/end": ("concept", "into"),
    f"{ROOT}/desk/grade": ("concept",),
    f"{ROOT}/desk/redact": ("concept",),
}
STRANGE = (
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\uffff",
    "\x1b[2J",
    "x" * 70_000,
)
QUERIES = ("?login=%00", "?code=%00&next=%00", "?concept=%00", "?done=%00", "?before=%00", "?kind=%00", "?person=%00")


@pytest.fixture(params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The service over each kind of database, with somebody who has signed in."""
    url = request.getfixturevalue("postgresql_database") if request.param == "postgresql" else tmp_path / "glossary.db"
    made = create_app(Config(Whereabouts(tmp_path, url, tmp_path / "index"), "test", quotas=UNLIMITED))
    yield made
    glossaries(made).close()


def test_what_no_text_may_have_is_no_error_of_ours(served: Flask) -> None:
    secret = glossaries(served).sessions.sign_in_from("https://id.example", "a", "A", "administrator", "Lynx\x00\n2")
    statuses = [*_posted(served, secret, _token(served, secret)), *_posted(served, "", ""), *_asked(served, secret)]
    assert len(statuses) > 400
    assert [each for each in statuses if int(each[-1]) >= 500] == []


def _posted(served: Flask, secret: str, token: str) -> Iterator[tuple[str, str, str, int]]:
    """How each field of each form is answered, with each strange text in it."""
    fields = [(address, field) for address, fields in FORMS.items() for field in fields]
    for (address, field), strange in product(fields, STRANGE):
        sent = _browser(served, secret).post(address, data={"csrf_token": token, field: strange})
        yield address, field, strange[:9], sent.status_code


def _asked(served: Flask, secret: str) -> Iterator[tuple[str, str, int]]:
    for address, query in product((*FORMS, f"{ROOT}/desk", "/ja/-/account", "/api/v1/audit"), QUERIES):
        yield address, query, _browser(served, secret).get(f"{address}{query}").status_code


def _browser(served: Flask, secret: str) -> FlaskClient:
    web = served.test_client()
    if secret:
        web.set_cookie("taiyaku-session", secret)
    return web


def _token(served: Flask, secret: str) -> str:
    with served.test_request_context(headers={"Cookie": f"taiyaku-session={secret}"}):
        return sessions.token()
