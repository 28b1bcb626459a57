"""What the web tests share: addresses, problem documents, an editor at work, and the watch that nothing is lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary import Glossaries, Role, Whereabouts, choices

G = "/api/v1/glossaries/ai-finance"
CONCEPTS = f"{G}/concepts"
HALLUCINATION = f"{CONCEPTS}/hallucination"
EDITION = f"{G}/editions/ai-forum-2025-06-18"
ROLES: tuple[Role, ...] = choices(Role)  # type: ignore[assignment]  # they are the words of the list

_LEAKS = re.compile(
    r"Traceback|File \"|\.py\b|line \d+, in |SELECT |INSERT |UPDATE |sqlite|sqlalchemy|psycopg|whoosh|marshmallow"
    r"|werkzeug|flask|site-packages|object at 0x|Error\b|Exception\b|glossary\.db",
    re.IGNORECASE,
)
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def bearer(key: str) -> dict[str, str]:
    """The header that a key goes into."""
    return {"Authorization": f"Bearer {key}"}


def glossaries(app: Flask) -> Glossaries:
    """The glossaries behind an application."""
    found: Glossaries = app.extensions["glossaries"]
    return found


def is_japanese(text: str) -> bool:
    """Whether a text has kana or kanji."""
    return _JAPANESE.search(text) is not None


def problem(response: TestResponse, status: int | tuple[int, ...], code: str | None = None) -> dict[str, Any]:
    """The problem document of an answer, which must be complete and say nothing of what the house is built of."""
    expected = (status,) if isinstance(status, int) else status
    assert response.status_code in expected, (response.status_code, response.get_data(as_text=True)[:500])
    assert response.mimetype == "application/problem+json"
    assert response.headers["Content-Language"] in ("ja", "en")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Accept-Language" in response.headers["Vary"]
    told: dict[str, Any] = response.get_json(force=True)
    assert told["status"] == response.status_code
    assert all(isinstance(told[member], str) and told[member] for member in ("type", "title", "detail"))
    assert is_japanese(told["title"] + told["detail"]) is (response.headers["Content-Language"] == "ja")
    if code is not None:
        assert told["type"].rpartition("/")[2] == code
    for fault in told.get("errors", []):
        assert set(fault) == {"pointer", "code", "detail"}
        assert fault["detail"]
        assert fault["pointer"].startswith("#")
    assert len(told.get("errors", [])) <= 50
    said = " ".join([told["title"], told["detail"], *(fault["detail"] for fault in told.get("errors", []))])
    assert not _LEAKS.search(said), said
    assert len(response.data) < 64_000
    return told


def faults(response: TestResponse, status: int) -> set[tuple[str, str]]:
    """Where and by which code a request was found wrong."""
    return {(fault["pointer"], fault["code"]) for fault in problem(response, status)["errors"]}


class Desk:
    """A client with a key, and short ways to write."""

    def __init__(self, web: FlaskClient, key: str) -> None:
        self.web, self.headers = web, bearer(key)

    def get(self, address: str) -> Any:
        """What is at an address, as a value that may be edited."""
        response = self.web.get(address)
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.get_json()

    def put(self, address: str, body: Any, match: str | int | None = None, **more: str) -> TestResponse:
        """Send a body where the newest revision is `match`; None for something new."""
        tag = f'"{match}"' if isinstance(match, int) else match
        condition = {"If-None-Match": "*"} if tag is None else {"If-Match": tag}
        return self.web.put(address, json=body, headers={**self.headers, **condition, **more})

    def put_again(self, address: str, body: Any) -> TestResponse:
        """Send a body where the newest revision is the one that is there now."""
        return self.put(address, body, self.web.get(address).headers["ETag"])

    def post(self, address: str, body: Any, **more: str) -> TestResponse:
        """Send a body."""
        return self.web.post(address, json=body, headers={**self.headers, **more})

    def change(self, address: str, definition: str, language: str = "ja", **members: Any) -> TestResponse:
        """Read a concept, write another definition into it, and send it back."""
        read = self.web.get(address)
        body: Any = read.get_json()
        body["languages"][language]["definition"]["text"] = definition
        return self.put(address, {**body, **members}, read.headers["ETag"])


class Watch:
    """What must not change where a request was refused: the head of the log, the chain, and a canary."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._web = app.test_client()
        self._kept = self._state()

    def nothing_is_lost(self) -> None:
        """Raise when anything has changed since it was last looked at, or the history is no longer whole."""
        before, self._kept = self._kept, self._state()
        assert self._kept == before
        for glossary in glossaries(self._app):
            verdict = glossary.verify()
            assert verdict.whole, verdict

    def _state(self) -> dict[str, Any]:
        heads = {each["id"]: (each["seq"], each["digest"]) for each in self._read("/api/v1/glossaries")["items"]}
        return {"heads": heads, "canary": self._read(HALLUCINATION)}

    def _read(self, address: str) -> Any:
        response = self._web.get(address)
        assert response.status_code == 200
        return response.get_json()


def watch_the_audit(app: Flask, place: Whereabouts) -> list[str]:
    """The views, as they are called, that change the database and leave no row in the audit."""
    looking = sqlite3.connect(place.database, check_same_thread=False)
    found: list[str] = []

    def state() -> tuple[int, int]:
        try:
            [version] = looking.execute("PRAGMA data_version").fetchone()
            [number] = looking.execute("SELECT max(number) FROM audit").fetchone()
        except sqlite3.Error:
            return 0, 0  # some tests take the database away
        return version, number

    @app.before_request
    def before() -> None:
        g.seen_before = state()

    @app.after_request
    def after(response: Response) -> Response:
        then, now = g.get("seen_before"), state()
        done = request.method in ("POST", "PUT", "PATCH", "DELETE") and response.status_code < 400
        if done and then and now[0] != then[0] and now[1] == then[1] and not _only_remembered():
            found.append(request.endpoint or request.path)
        return response

    return found


def _only_remembered() -> bool:
    """Whether a request may have changed nothing but that its key is known from now on."""
    return "Idempotency-Key" in request.headers and request.endpoint in ("concepts.confirm", "concepts.grade")


PRIVATE = {"audit.audit", "glossaries.missed_forms", "account.account", "openid.back", "openid.start"}
PRIVATE |= {"signing_in.set_password", "signing_in.sign_in"}
PRIVATE |= {"desk.back", "desk.desk", "desk.edit", "desk.propose", "desk.proposal"}
PRIVATE |= {"desk.draft_editions", "desk.restore", "desk.settings"}
PRIVATE |= {"desk.concept", "desk.end", "desk.grade", "desk.redact"}
PRIVATE |= {"impact.impact", "proposals.queue", "proposals.proposal", "stopping.ask"}
PRIVATE |= {"proposal_feeds.proposals_atom", "proposal_feeds.proposals_json"}
PRIVATE |= {"webhooks.webhooks", "webhooks.webhook", "webhooks.deliveries"}


def addresses(app: Flask, method: str) -> list[tuple[str, str]]:
    """Every public address that takes a method, by the name of its view, with ids that exist."""
    ids: Mapping[str, Any] = {
        "glossary": "ai-finance",
        "concept": "hallucination",
        "edition": "ai-forum-2025-06-18",
        "revision": 1,
        "number": 1,
        "code": "not-found",
        "asset": "style.css",
        "version": "1.0.0",
        "language": "ja",
        "webhook": "wh-0",
        "token": "0",
    }
    with app.test_request_context():
        return [
            (rule.endpoint, app.url_for(rule.endpoint, **{name: ids[name] for name in rule.arguments}))
            for rule in app.url_map.iter_rules()
            if method in (rule.methods or ()) and rule.endpoint not in PRIVATE
        ]


NEEDED: Mapping[str, dict[str, str]] = {
    "editions.changes": {"since": "ai-forum-2025-06-18"},
    "oembed.oembed": {"url": "http://localhost/id/ai-finance/hallucination"},
    "search.terms": {"form": "LLM"},
    "search.suggest": {"prefix": "は"},
    "search.search": {"q": "生成AI"},
}
"""The parameters without which some views cannot answer."""


def concept_body(ja: str = "用語", text: str = "定義。", en: str | None = None, **members: Any) -> dict[str, Any]:
    """A small concept as an editor sends it."""
    languages: dict[str, Any] = {
        "ja": {
            "text_status": "original",
            "terms": [{"text": ja, "status": "preferred", "readings": ["ようご"]}],
            "definition": {"text": text},
        }
    }
    if en is not None:
        languages["en"] = {
            "text_status": "provisional_translation",
            "terms": [{"text": en, "status": "preferred"}],
            "definition": {"text": "a definition"},
            "based_on": {"language": "ja"},
        }
    return {"languages": languages, **members}
