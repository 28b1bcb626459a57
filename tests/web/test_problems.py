"""Every error is a problem document: of a stable type with a page of its own, in Japanese or English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.config import Config
from api.problems import kinds
from glossary import SENTENCES, Whereabouts, translate
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, bearer, concept_body, glossaries, is_japanese, problem

BAD = f"{CONCEPTS}?limit=x"


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (None, "ja"), ("", "ja"), ("*", "ja"), ("en", "en"), ("EN-gb", "en"), ("JA-jp", "ja"),
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("ja,en;q=0.9", "ja"), ("fr, en;q=0.5", "en"), ("en;q=0", "ja"), ("en;q=0.2, ja;q=0.3", "ja"),
        ("ja-JP", "ja"), ("en;q=abc", None), ("../../etc/passwd", None), ("\xff", None), ("en," * 20_000, None),
    ],
)  # fmt: skip
def test_the_reader_is_told_in_their_language(lasting: Flask, wanted: str | None, language: str | None) -> None:
    headers = {"Accept-Language": wanted} if wanted is not None else {}
    response = lasting.test_client().get(BAD, headers=headers)
    told = problem(response, 400, "invalid-query")
    assert language in (None, response.headers["Content-Language"])
    if language:
        assert is_japanese(told["errors"][0]["detail"]) is (language == "ja")


def _requests(desk: Desk) -> Iterator[tuple[int, str, Any]]:
    web, editor = desk.web, {**desk.headers, "If-Match": '"1"'}
    json = {**editor, "Content-Type": "application/json"}
    yield 404, "glossary-not-found", web.get("/api/v1/glossaries/nowhere/concepts/rag")
    yield 404, "glossary-not-found", web.get("/api/v1/glossaries/nowhere/concepts")
    yield 404, "glossary-not-found", web.get("/api/v1/glossaries/nowhere/checkpoint")
    yield 404, "glossary-not-found", web.get("/api/v1/glossaries/nowhere")
    yield 404, "concept-not-found", web.get(f"{CONCEPTS}/nobody")
    yield 404, "concept-not-found", web.get(f"{CONCEPTS}/nobody/revisions")
    yield 404, "concept-not-found", web.get(f"{CONCEPTS}/nobody/revisions/1")
    yield 404, "concept-not-found", web.get(f"{CONCEPTS}/nobody/diff?from=1&to=2")
    yield 404, "revision-not-found", web.get(f"{HALLUCINATION}/revisions/2")
    yield 404, "revision-not-found", web.get(f"{HALLUCINATION}?revision=2147483647")
    yield 404, "revision-not-found", web.get(f"{HALLUCINATION}/diff?from=1&to=999999999")
    yield 404, "edition-not-found", web.get(f"{HALLUCINATION}?edition=nope")
    yield 404, "before-first-wording", web.get(f"{HALLUCINATION}?as_of=2020-01-01")
    yield 404, "not-found", web.get("/api/v1/nothing")
    yield 404, "not-found", web.get(f"{CONCEPTS}/Not_An_Id")
    yield 404, "not-found", web.get(f"{HALLUCINATION}/revisions/0")
    yield 404, "not-found", web.get("/problems/no-such-problem")
    yield 405, "method-not-allowed", web.delete(HALLUCINATION)
    yield 405, "method-not-allowed", web.post("/api/v1/terms")
    yield 405, "method-not-allowed", web.get("/api/v1/terms/lookup")
    yield 406, "not-acceptable", web.get("/id/ai-finance/rag", headers={"Accept": "image/png"})
    yield 400, "invalid-query", web.get("/api/v1/search?q=a&colour=red")
    yield 401, "key-needed", web.put(HALLUCINATION)
    yield 401, "key-refused", web.put(HALLUCINATION, headers=bearer("x"))
    yield 403, "role-too-low", web.put(G, headers=desk.headers)
    yield 428, "precondition-needed", web.put(HALLUCINATION, headers=desk.headers)
    yield 415, "unsupported-media-type", web.put(HALLUCINATION, headers=editor)
    yield 400, "bad-request", web.put(HALLUCINATION, headers=json, data="{")
    yield 422, "invalid-content", web.put(HALLUCINATION, headers=json, data="{}")
    yield 413, "too-large", web.put(HALLUCINATION, headers=json, data=b" " * (2**20 + 1))
    yield 414, "too-long", web.get(f"/api/v1/search?q={'a' * 9000}")
    yield 412, "precondition-failed", desk.put(HALLUCINATION, concept_body(), 3)
    yield 412, "already-exists", desk.put(HALLUCINATION, concept_body())
    assert desk.post(f"{CONCEPTS}/rag/retire", {"reason": "試験"}).status_code == 200
    yield 410, "concept-retired", web.get(f"{CONCEPTS}/rag")
    yield 409, "already-retired", desk.post(f"{CONCEPTS}/rag/retire", {"reason": "試験"})
    yield 409, "retired-concept", desk.put(f"{CONCEPTS}/rag", concept_body(), 2)


def test_every_kind_of_error_is_told_in_japanese_with_a_page_that_explains_it(desk: Desk) -> None:
    for status, code, response in _requests(desk):
        told = problem(response, status, code)
        page = desk.web.get(told["type"])
        assert page.status_code == 200, told["type"]
        assert told["title"] in page.get_data(as_text=True)
        assert code in page.get_data(as_text=True)


def test_every_kind_of_problem_has_a_page_in_both_languages(lasting: Flask) -> None:
    web = lasting.test_client()
    listed = web.get("/problems").get_data(as_text=True)
    for code, (status, title) in kinds().items():
        assert f"/problems/{code}" in listed
        for language in ("ja", "en"):
            page = web.get(f"/problems/{code}", headers={"Accept-Language": language})
            assert page.headers["Content-Language"] == language
            assert "Accept-Language" in page.headers["Vary"]
            text = page.get_data(as_text=True)
            assert translate(language, title) in text.replace("&#39;", "'")
            assert str(status) in text
            assert is_japanese(translate(language, title)) is (language == "ja")


def test_everything_that_can_be_wrong_is_said_in_japanese_too() -> None:
    for code, sentence in SENTENCES.items():
        assert is_japanese(translate("ja", sentence)), code


def test_a_refusal_says_which_methods_and_which_key_are_needed(web: FlaskClient) -> None:
    assert set(web.delete(HALLUCINATION).headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "PUT"}
    assert web.put(HALLUCINATION).headers["WWW-Authenticate"].startswith("Bearer")


def test_wrong_members_are_each_pointed_at(desk: Desk) -> None:
    body = {**desk.get(HALLUCINATION), "colour": "red", "matches": [{"type": "same", "uri": 3}]}
    body["languages"]["ja"]["terms"][0]["statuz"] = "preferred"
    told = problem(desk.put(HALLUCINATION, body, 1), 422, "invalid-content")
    assert {(fault["pointer"], fault["code"]) for fault in told["errors"]} == {
        ("#/colour", "unknown-member"),
        ("#/matches/0/type", "not-in-list"),
        ("#/matches/0/uri", "wrong-type"),
        ("#/languages/ja/terms/0/statuz", "unknown-member"),
    }


@pytest.mark.parametrize(("language", "type_"), [("ja", "正しい型：文字列。"), ("en", "expected: a text.")])
def test_the_type_that_was_expected_is_named_in_the_readers_words(desk: Desk, language: str, type_: str) -> None:
    body = {**desk.get(HALLUCINATION), "matches": [{"type": "exact", "uri": 3}]}
    headers = {**desk.headers, "If-Match": '"1"', "Accept-Language": language}
    told = problem(desk.web.put(HALLUCINATION, json=body, headers=headers), 422, "invalid-content")
    assert [fault["detail"].endswith(type_) for fault in told["errors"]] == [True]


def test_the_order_of_refusals_is_key_role_condition_body_revision(desk: Desk, app: Flask) -> None:
    web, reader = desk.web, bearer(glossaries(app).make_key("R", "reader")[1])
    broken: dict[str, Any] = {"data": b"\xff{", "content_type": "text/plain", "query_string": {"colour": "red"}}
    problem(web.put(HALLUCINATION, **broken), 401, "key-needed")
    problem(web.put(HALLUCINATION, headers=bearer("tyk_x"), **broken), 401, "key-refused")
    problem(web.put(HALLUCINATION, headers=reader, **broken), 403, "role-too-low")
    problem(web.put(HALLUCINATION, headers=desk.headers, **broken), 428, "precondition-needed")
    stale = {**desk.headers, "If-Match": '"9"'}
    problem(web.put(HALLUCINATION, headers=stale, **broken), (400, 415))
    problem(web.put(HALLUCINATION, headers=stale, data=b"\xff{", content_type="application/json"), 400, "bad-request")
    problem(web.put(HALLUCINATION, headers=stale, json={"languages": 1}), 422, "invalid-content")
    problem(desk.put(HALLUCINATION, concept_body(relations=[{"type": "related", "target": "nobody"}]), 9), (412, 422))
    problem(desk.put(HALLUCINATION, concept_body(), 9), 412, "precondition-failed")


def test_the_public_address_is_used_in_every_answer(app: Flask, place: Whereabouts, keys: dict[str, str]) -> None:
    public = create_app(Config(where=place, secret_key="test", base_url="https://taiyaku.example"))
    editor = Desk(public.test_client(), keys["editor"])
    address = f"{CONCEPTS}/made"
    answers = [
        editor.web.get(f"{CONCEPTS}?limit=1"),
        editor.web.get("/id/ai-finance/rag"),
        editor.web.get("/id/ai-finance/rag.txt"),
        editor.web.get("/api/v1/terms?form=LLM"),
        editor.web.get(f"{CONCEPTS}/nobody"),
        editor.web.get("/"),
        editor.web.get("/api/docs"),
        editor.put(address, concept_body()),
    ]
    for response in answers:
        told = response.get_data(as_text=True) + str(response.headers)
        assert "localhost" not in told, response.request.path
        assert response.request.path == "/api/docs" or "https://taiyaku.example" in told
    glossaries(public).close()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80@x", "a b", "<script>", "", "localhost:99999", "[::1"]
)
def test_a_strange_host_is_never_an_error_of_ours(app: Flask, place: Whereabouts, host: str) -> None:
    for trusted in ((), ("taiyaku.example",)):
        made = create_app(Config(where=place, secret_key="test", trusted_hosts=trusted))
        for address in (HALLUCINATION, f"{CONCEPTS}/nobody", f"{CONCEPTS}?limit=1", "/id/ai-finance/rag", "/"):
            response = made.test_client().get(address, headers={"Host": host})
            assert response.status_code < 500, (trusted, address)
            assert "<script>" not in response.get_data(as_text=True)
            if trusted:
                problem(response, 400)
                assert "evil" not in response.get_data(as_text=True)
        glossaries(made).close()
