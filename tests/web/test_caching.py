"""What caches may keep: entity tags, 304, Vary, Cache-Control, CORS, and HEAD as GET without its body."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.support import CONCEPTS, EDITION, HALLUCINATION, NEEDED, Desk, G, addresses, bearer, problem

CURRENT = "public, max-age=60, stale-while-revalidate=600"
IMMUTABLE = "public, max-age=604800, immutable"
READ = [
    "/api/v1/glossaries", G, f"{G}/checkpoint", f"{G}/editions", EDITION, f"{EDITION}/concepts",
    f"{EDITION}/concepts/hallucination", CONCEPTS, f"{CONCEPTS}?language=en&limit=3", HALLUCINATION,
    f"{HALLUCINATION}?as_of=2025-07-01", f"{HALLUCINATION}?revision=1", f"{HALLUCINATION}/revisions",
    f"{HALLUCINATION}/revisions/1", f"{HALLUCINATION}/diff?from=1&to=1", "/api/v1/terms?form=LLM",
    "/api/v1/suggest?prefix=は", "/api/v1/search?q=AI", "/id/ai-finance/hallucination.txt",
    "/id/ai-finance/hallucination.md", f"{HALLUCINATION}/timemap", f"{HALLUCINATION}/timemap?format=json",
    f"{HALLUCINATION}/cite", f"{HALLUCINATION}/cite?style=csl-json", f"{G}/changes.atom", f"{G}/changes.json?limit=3",
]  # fmt: skip


def _vary(response: object) -> set[str]:
    return {each.strip() for each in response.headers["Vary"].split(",")}  # type: ignore[attr-defined]  # a response


@pytest.mark.parametrize("address", READ)
def test_who_has_it_already_is_told_so_in_a_304(lasting: Flask, address: str) -> None:
    web = lasting.test_client()
    first = web.get(address)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    for kept in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = web.get(address, headers={"If-None-Match": kept})
        assert (again.status_code, again.data) == (304, b""), kept
        for name in ("ETag", "Cache-Control", "Vary"):
            assert again.headers[name] == first.headers[name]
    assert web.get(address, headers={"If-None-Match": '"other"'}).data == first.data


@pytest.mark.parametrize("address", READ)
def test_a_condition_for_writing_asked_of_a_reading_gets_no_half_answer(lasting: Flask, address: str) -> None:
    web = lasting.test_client()
    tag = web.get(address).headers["ETag"]
    assert web.get(address, headers={"If-Match": tag}).status_code == 200
    response = web.get(address, headers={"If-Match": '"never"'})
    assert response.status_code == 200 or problem(response, 412)


@pytest.mark.parametrize("address", READ)
def test_public_answers_are_open_to_every_page_and_vary_by_what_chooses_them(lasting: Flask, address: str) -> None:
    response = lasting.test_client().get(address, headers={"Origin": "https://host.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert {"Accept", "Accept-Datetime", "Accept-Encoding"} <= _vary(response)
    assert "Cookie" not in _vary(response)
    assert "Set-Cookie" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "cache"),
    [
        (HALLUCINATION, CURRENT),
        (CONCEPTS, CURRENT),
        (G, CURRENT),
        (f"{HALLUCINATION}?as_of=2025-07-01", CURRENT),
        (f"{HALLUCINATION}/revisions", CURRENT),
        ("/api/v1/terms?form=LLM", CURRENT),
        ("/api/v1/search?q=AI", CURRENT),
        (f"{HALLUCINATION}/revisions/1", IMMUTABLE),
        (EDITION, IMMUTABLE),
        (f"{EDITION}/concepts/hallucination", IMMUTABLE),
        ("/healthz", "no-store"),
        ("/readyz", "no-store"),
        (f"{CONCEPTS}/nobody", "no-store"),
    ],
)
def test_each_kind_of_answer_may_be_kept_as_long_as_it_holds(lasting: Flask, address: str, cache: str) -> None:
    assert lasting.test_client().get(address).headers["Cache-Control"] == cache


@pytest.mark.parametrize(
    "address",
    [HALLUCINATION, "/id/ai-finance/hallucination.txt", CONCEPTS, "/api/v1/terms?form=LLM", "/api/v1/search?q=LLM"],
)
def test_no_answer_is_kept_past_the_hour_of_the_next_wording(desk: Desk, address: str) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert desk.change(HALLUCINATION, "すぐに始まる定義。", valid_from=soon).status_code == 200
    told = desk.web.get(address).headers["Cache-Control"]
    assert int(told.partition("max-age=")[2].partition(",")[0]) <= 30
    assert "stale-while-revalidate" not in told


def test_the_tag_of_a_concept_is_its_revision_and_changes_with_it(desk: Desk) -> None:
    assert desk.web.get(HALLUCINATION).headers["ETag"] == '"1"'
    desk.change(HALLUCINATION, "変わった定義。")
    assert desk.web.get(HALLUCINATION, headers={"If-None-Match": '"1"'}).status_code == 200
    assert desk.web.get(HALLUCINATION).headers["ETag"] == '"2"'
    assert desk.web.get(HALLUCINATION, headers={"If-None-Match": '"2"'}).status_code == 304
    assert desk.web.get(f"{HALLUCINATION}/revisions/1").headers["ETag"] == '"1"'


def test_a_key_never_changes_the_body_of_a_public_answer(app: Flask, desk: Desk) -> None:
    for address in READ:
        assert desk.web.get(address, headers=desk.headers).data == app.test_client().get(address).data, address


def test_what_a_key_brought_about_is_kept_by_nobody(desk: Desk) -> None:
    made = desk.change(HALLUCINATION, "新しい定義。")
    assert made.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in made.headers
    looked_up = desk.web.post("/api/v1/terms/lookup", json={"forms": ["LLM"]})
    assert looked_up.headers["Access-Control-Allow-Origin"] == "*"


def test_head_answers_as_get_without_the_body(lasting: Flask) -> None:
    web = lasting.test_client()
    for endpoint, address in addresses(lasting, "HEAD"):
        query = NEEDED.get(endpoint, {})
        read, head = (web.open(address, method=each, query_string=query, buffered=True) for each in ("GET", "HEAD"))
        assert head.status_code == read.status_code, endpoint
        assert head.data == b""
        kept = {name: value for name, value in read.headers.items() if name != "Date"}
        assert {name: value for name, value in head.headers.items() if name != "Date"} == kept, endpoint


@pytest.mark.parametrize(
    ("address", "method", "allowed"),
    [("/api/v1/terms/lookup", "POST", True), (HALLUCINATION, "PUT", False), (f"{HALLUCINATION}/retire", "POST", False)],
)
def test_another_page_may_look_up_but_not_write(web: FlaskClient, address: str, method: str, allowed: bool) -> None:
    asked = {"Origin": "https://host.example", "Access-Control-Request-Method": method}
    answer = web.options(address, headers={**asked, "Access-Control-Request-Headers": "content-type"})
    methods = answer.headers.get("Access-Control-Allow-Methods", "")
    assert (method in methods) is allowed
    assert ("content-type" in answer.headers.get("Access-Control-Allow-Headers", "").lower()) is allowed
    assert "authorization" not in answer.headers.get("Access-Control-Allow-Headers", "").lower()


@pytest.mark.parametrize("key", ["", "nonsense"])
def test_a_refused_key_is_not_kept_either(web: FlaskClient, key: str) -> None:
    refused = web.get(HALLUCINATION, headers=bearer(key))
    assert (refused.status_code, refused.headers["Cache-Control"]) == (401, "no-store")
