"""Terms and texts as they were: `as_of`, `known_at` and `edition` over HTTP."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.support import faults

FIRST = "ai-forum-2025-06-18"


@pytest.fixture
def reader(lasting: Flask) -> FlaskClient:
    """Somebody who only reads."""
    return lasting.test_client()


def concepts(reader: FlaskClient, path: str, **query: str) -> list[str]:
    answer = reader.get(f"/api/v1/{path}", query_string=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["hits" if path == "search" else "matches"]  # type: ignore[index]
    return [each["concept"]["id"] for each in found]


def test_nothing_is_found_before_the_paper_appeared(reader: FlaskClient) -> None:
    assert concepts(reader, "search", q="ハルシネーション", as_of="2025-06-17") == []
    assert concepts(reader, "terms", form="ハルシネーション", as_of="2025-06-17") == []
    assert concepts(reader, "search", q="ハルシネーション", as_of="2025-06-18")[0] == "hallucination"
    assert concepts(reader, "terms", form="げんかく", as_of="2025-06-18T00:00:00+09:00") == ["hallucination"]


def test_an_edition_is_searched(reader: FlaskClient) -> None:
    asked = {"edition": FIRST, "glossary": "ai-finance"}
    assert concepts(reader, "search", q="ハルシネーション", **asked)[0] == "hallucination"
    assert {*concepts(reader, "terms", form="LLM", **asked)} == {"llm"}


@pytest.mark.parametrize("path", ["search?q=LLM", "terms?form=LLM"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"&edition={FIRST}", 400),
        ("&edition=none&glossary=ai-finance", 404),
        (f"&edition={FIRST}&glossary=ai-finance&as_of=2025-06-18", 400),
        ("&as_of=yesterday", 400),
        ("&as_of=2025-02-30", 400),
    ],
)
def test_a_state_that_cannot_be_meant_is_refused(reader: FlaskClient, path: str, query: str, status: int) -> None:
    assert reader.get(f"/api/v1/{path}{query}").status_code == status


def test_suggestions_and_many_forms_are_asked_in_another_state(reader: FlaskClient) -> None:
    for state, expected in (
        ({"as_of": "2025-06-17"}, []),
        ({"as_of": "2025-06-18"}, ["hallucination"]),
        ({"as_of": "2025-06-18", "known_at": "2025-06-18"}, []),
        ({"edition": FIRST}, ["hallucination"]),
    ):
        query = {**state, "prefix": "harushi", "glossary": "ai-finance"}
        suggested = reader.get("/api/v1/suggest", query_string=query).get_json()["suggestions"]
        assert [each["concept"]["id"] for each in suggested] == expected, state
        body = {**state, "forms": ["げんかく", "ない"], "glossary": "ai-finance"}
        told = reader.post("/api/v1/terms/lookup", json=body).get_json()["results"]
        assert [[each["concept"]["id"] for each in found["matches"]] for found in told] == [expected, []], state


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"as_of": "yesterday"}, ("#/as_of", "bad-date")),
        ({"as_of": "2025-06-18T00:00:00 09:00"}, ("#/as_of", "plus-lost")),
        ({"edition": FIRST}, ("#/edition", "edition-of-one")),
        ({"edition": FIRST, "as_of": "2025-06-18", "glossary": "ai-finance"}, ("#/edition", "exclusive")),
    ],
)
def test_what_is_wrong_with_the_state_of_many_forms_is_told(
    reader: FlaskClient, body: dict[str, str], fault: tuple[str, str]
) -> None:
    assert faults(reader.post("/api/v1/terms/lookup", json={"forms": ["LLM"], **body}), 422) == {fault}


def test_the_page_of_a_search_shows_a_state_and_leads_on_in_it(reader: FlaskClient) -> None:
    def shown(**query: str) -> str:
        answer = reader.get("/ja/ai-finance/-/search", query_string={"q": "ハルシネーション", **query})
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    assert "2025年6月17日時点の内容です。" in shown(as_of="2025-06-17")
    assert "hallucination?" not in shown(as_of="2025-06-17")
    then = shown(as_of="2025-06-18")
    assert "/ja/ai-finance/hallucination?as_of=2025-06-18" in then
    assert '<input type="hidden" name="as_of" value="2025-06-18">' in then
    assert "/suggest?glossary=ai-finance&amp;as_of=2025-06-18" in then
    assert f"/ja/ai-finance/hallucination?edition={FIRST}" in shown(edition=FIRST)
    assert reader.get("/ja/ai-finance/-/search?q=LLM&as_of=yesterday").status_code == 400
    assert reader.get("/ja/ai-finance/-/search?q=LLM&edition=none").status_code == 404


def test_a_plus_that_became_a_blank_in_an_address_is_told(reader: FlaskClient) -> None:
    for path in (
        "search?q=LLM",
        "terms?form=LLM",
        "glossaries/ai-finance/concepts/llm?",
        "glossaries/ai-finance/export?",
    ):
        answer = reader.get(f"/api/v1/{path}&as_of=2025-06-18T00:00:00+09:00")
        assert faults(answer, 400) == {("#/as_of", "plus-lost")}
        assert reader.get(f"/api/v1/{path}&as_of=2025-06-18T00:00:00%2B09:00").status_code == 200


def test_an_embed_shows_what_held_at_a_date_and_is_not_kept_for_ever(reader: FlaskClient) -> None:
    where = "/embed/ai-finance/hallucination"
    then = reader.get(f"{where}?as_of=2025-06-18")
    assert "もっともらしい文章等を生成すること。" in then.get_data(as_text=True)
    assert "immutable" not in then.headers["Cache-Control"]
    assert reader.get(f"{where}?as_of=2025-06-17").status_code == 404
    for query in ("as_of=yesterday", "as_of=2025-06-18&revision=1", "as_of=2025-06-18&mode=latest"):
        assert reader.get(f"{where}?{query}").status_code == 400, query
