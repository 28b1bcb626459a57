"""What is to be checked against its source wording, over the web: in every form, in pages, with the difference."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, faults, is_japanese, problem

BEHIND = f"{G}/behind"
CHANGED = "生成AIが事実に基づかない誤った情報等を生成すること。"


@pytest.fixture
def lagging(desk: Desk) -> Desk:
    """Two concepts whose Japanese has changed since the English was checked, and one that was corrected."""
    assert desk.change(HALLUCINATION, CHANGED).status_code == 200
    assert desk.change(f"{CONCEPTS}/rag", "検索と生成の組合せ。").status_code == 200
    assert desk.change(f"{CONCEPTS}/prompt", "指示又は質問。", correction=True).status_code == 200
    return desk


def test_each_language_that_is_behind_comes_with_what_changed_in_its_source(lagging: Desk) -> None:
    told = lagging.get(f"{BEHIND}?language=en")
    assert (told["glossary"], told["next"]) == ("ai-finance", None)
    item = told["items"][0]
    assert [each["concept"]["id"] for each in told["items"]] == ["hallucination", "rag"]
    assert item["sync"] == {"state": "behind", "behind": [2]}
    assert (item["language"], item["based_on"], item["from"], item["to"]) == (
        "en",
        {"language": "ja", "revision": 1},
        1,
        2,
    )
    assert item["grade"] == "scope"
    [change] = item["changes"]
    assert {"op": "delete", "text": "や、もっともらしい文章"} in change["segments"]
    assert lagging.get(f"{HALLUCINATION}/diff?from=1&to=2&language=ja")["changes"] == item["changes"]
    assert lagging.get(f"{BEHIND}?language=ja")["items"] == []


def test_what_was_corrected_only_asks_to_be_confirmed(lagging: Desk) -> None:
    [item] = lagging.get(f"{BEHIND}?sync=unreviewed")["items"]
    assert (item["concept"]["id"], item["sync"]["state"], item["changes"] != []) == ("prompt", "unreviewed", True)


def test_it_is_a_page_a_table_and_markdown_too(lagging: Desk) -> None:
    for form, mark in (("html", "<del>"), ("table", "</u>"), ("markdown", "<del>や、もっともらしい文章</del>")):
        answer = lagging.web.get(f"{BEHIND}?format={form}", headers={"Accept-Language": "ja"})
        assert mark in answer.get_data(as_text=True)
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, "ja")
        assert "原文に変更あり" in answer.get_data(as_text=True)
    for language in ("ja", "en"):
        page = lagging.web.get(BEHIND, headers={"Accept": "text/html", "Accept-Language": language})
        assert is_japanese(page.get_data(as_text=True).split("<title>")[1].split("「")[0].split("“")[0]) is (
            language == "ja"
        )


def test_it_comes_in_pages_of_one_state(lagging: Desk) -> None:
    first = lagging.get(f"{BEHIND}?limit=1")
    assert lagging.change(HALLUCINATION, "さらに別の定義。").status_code == 200
    second = lagging.get(first["next"])
    assert [each["concept"]["id"] for each in (*first["items"], *second["items"])] == ["hallucination", "rag"]
    assert second["next"] is None


def test_lists_and_search_ask_for_it_too(lagging: Desk) -> None:
    listed = lagging.get(f"{CONCEPTS}?sync=behind&language=en")["items"]
    assert [each["id"] for each in listed] == ["hallucination", "rag"]
    found = lagging.get("/api/v1/search?q=生成&sync=behind&facets=true")
    assert {hit["concept"]["id"] for hit in found["hits"]} == {"hallucination", "rag"}
    assert found["facets"]["sync"]["behind"] == 2
    assert lagging.get(f"{BEHIND}?subject=risk")["items"][0]["concept"]["id"] == "hallucination"


def test_what_is_wrong_with_a_question_is_said(web: FlaskClient) -> None:
    assert web.get(BEHIND).get_json()["items"] == []
    problem(web.get("/api/v1/glossaries/none/behind"), 404, "glossary-not-found")
    assert faults(web.get(f"{BEHIND}?language=fr"), 400) == {("#/language", "unknown-language")}
    assert faults(web.get(f"{BEHIND}?subject=weather"), 400) == {("#/subject", "unknown-subject")}
    assert faults(web.get(f"{BEHIND}?sync=in_sync"), 400) == {("#/sync", "not-in-list")}
    assert faults(web.get(f"{BEHIND}?cursor=1"), 400) == {("#/cursor", "bad-cursor")}
