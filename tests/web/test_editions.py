"""A published edition never changes, whatever happens to the glossary afterwards."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from glossary import Edition
from tests.web.support import CONCEPTS, EDITION, HALLUCINATION, Desk, G, concept_body, glossaries, problem

IMMUTABLE = "public, max-age=604800, immutable"


def _concepts(web: FlaskClient, limit: int = 25) -> list[Any]:
    following, items = f"{EDITION}/concepts?limit={limit}", []
    while following:
        page = web.get(following).get_json()
        items += page["items"]
        following = page["next"]
    return items


def test_the_seed_comes_with_the_edition_of_the_first_forum(web: FlaskClient) -> None:
    [listed] = web.get(f"{G}/editions").get_json()["items"]
    assert listed == web.get(EDITION).get_json()
    assert (listed["id"], listed["date"], listed["glossary"]) == ("ai-forum-2025-06-18", "2025-06-18", "ai-finance")
    assert listed["title"] == {"ja": "第1回 AI官民フォーラム", "en": "First AI Public-Private Forum"}
    assert listed["cites"]["ja"].startswith("「金融庁 AI官民フォーラム」")
    assert listed["seq"] > 0
    assert listed["digest"].startswith("sha256:")
    assert listed["uri"] == f"http://localhost{EDITION}"


def test_an_edition_stays_as_it_was_through_changes_corrections_and_retirement(desk: Desk) -> None:
    edition, concepts = desk.get(EDITION), _concepts(desk.web)
    assert len(concepts) == 59
    assert desk.change(HALLUCINATION, "後の定義。").status_code == 200
    assert desk.change(f"{CONCEPTS}/rag", "訂正した定義。", correction=True).status_code == 200
    assert desk.post(f"{CONCEPTS}/bias/retire", {"reason": "廃止"}).status_code == 200
    assert desk.put(f"{CONCEPTS}/late", concept_body("後発", valid_from="2025-01-01")).status_code == 201
    assert desk.get(EDITION) == edition
    assert _concepts(desk.web, 10) == concepts
    for concept in ("hallucination", "rag", "bias"):
        read = desk.web.get(f"{EDITION}/concepts/{concept}")
        assert read.get_json() in concepts
        assert read.headers["Cache-Control"] == IMMUTABLE
        assert read.headers["Content-Location"] == f"http://localhost{CONCEPTS}/{concept}/revisions/1"
        assert desk.get(f"{CONCEPTS}/{concept}?edition=ai-forum-2025-06-18") == read.get_json()
    problem(desk.web.get(f"{EDITION}/concepts/late"), 404)
    assert "late" not in {item["id"] for item in desk.get(f"{CONCEPTS}?edition=ai-forum-2025-06-18&limit=200")["items"]}


def test_an_edition_and_its_concepts_may_be_kept_by_caches(web: FlaskClient) -> None:
    for address in (EDITION, f"{EDITION}/concepts", f"{EDITION}/concepts/hallucination"):
        response = web.get(address)
        assert response.headers["Cache-Control"] == IMMUTABLE, address
        again = web.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert "immutable" not in web.get(f"{G}/editions").headers["Cache-Control"]


def test_a_later_edition_is_listed_first_and_has_the_later_wording(app: Flask, desk: Desk) -> None:
    made = desk.change(HALLUCINATION, "第2版の定義。", valid_from="2026-06-01").get_json()
    second = Edition(id="second", title={"ja": "第2版"}, date="2026-06-30")
    glossaries(app)["ai-finance"].publish(second, made["author"])
    assert [each["id"] for each in desk.get(f"{G}/editions")["items"]] == ["second", "ai-forum-2025-06-18"]
    later = desk.get(f"{G}/editions/second/concepts/hallucination")
    assert later["languages"]["ja"]["definition"]["text"] == "第2版の定義。"
    assert desk.get(f"{EDITION}/concepts/hallucination")["revision"] == 1


def test_what_is_not_there_is_told_apart(web: FlaskClient) -> None:
    problem(web.get(f"{G}/editions/second"), 404, "edition-not-found")
    problem(web.get(f"{G}/editions/second/concepts"), 404, "edition-not-found")
    problem(web.get(f"{G}/editions/second/concepts/rag"), 404, "edition-not-found")
    problem(web.get(f"{EDITION}/concepts/nobody"), 404, "concept-not-found")
    problem(web.get("/api/v1/glossaries/nowhere/editions"), 404, "glossary-not-found")
    problem(web.get("/api/v1/glossaries/nowhere/editions/ai-forum-2025-06-18"), 404, "glossary-not-found")
