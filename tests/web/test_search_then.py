"""Terms and texts as they were: `as_of`, `known_at` and `edition` over HTTP."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
