"""A published edition never changes, whatever happens to the glossary afterwards."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from glossary import Edition, Role
from tests.web.support import (
    CONCEPTS,
    EDITION,
    HALLUCINATION,
    Desk,
    G,
    bearer,
    concept_body,
    faults,
    glossaries,
    problem,
)

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


DRAFT = {
    "id": "second",
    "title": {"ja": "第2版", "en": "Second edition"},
    "date": "2099-04-01",
    "cites": {"ja": "第2回資料"},
}
SECOND = f"{G}/editions/second"


def test_a_draft_is_for_editors_alone_and_may_change_until_it_is_published(
    app: Flask, desk: Desk, keys: dict[Role, str], web: FlaskClient
) -> None:
    begun = desk.post(f"{G}/editions", DRAFT)
    assert (begun.status_code, begun.headers["Location"]) == (201, f"http://localhost{SECOND}")
    assert (begun.headers["ETag"], begun.headers["Cache-Control"]) == ('"1"', "no-store")
    told = begun.get_json()
    assert (told["state"], told["seq"], told["published_at"], told["checkpoint"]) == ("draft", None, None, None)
    for reader in ({}, bearer(keys["reader"]), bearer(keys["reviewer"])):
        problem(web.get(SECOND, headers=reader), 404, "edition-not-found")
        assert web.get(f"{G}/editions?state=draft", headers=reader).get_json()["items"] == []
        problem(web.get(f"{CONCEPTS}?edition=second", headers=reader), 404, "edition-not-found")
    assert [each["id"] for each in web.get(f"{G}/editions", headers=desk.headers).get_json()["items"]] == [
        "ai-forum-2025-06-18"
    ]
    read = web.get(SECOND, headers=desk.headers)
    assert (read.get_json(), read.headers["ETag"], read.headers["Cache-Control"]) == (told, '"1"', "no-store")
    assert web.get(f"{G}/editions?state=draft", headers=desk.headers).get_json()["items"] == [told]
    changed = desk.put(SECOND, {**told, "title": {"ja": "第二版", "en": "Second"}}, 1)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    problem(desk.put(SECOND, told, 1), 412, "precondition-failed")
    problem(desk.put(SECOND, told), 412, "already-exists")
    problem(desk.post(f"{G}/editions", DRAFT), 409, "edition-taken")
    problem(desk.post(f"{G}/editions", {**DRAFT, "id": "ai-forum-2025-06-18"}), 409, "edition-taken")


def test_publishing_pins_entry_and_date_and_nothing_changes_it_afterwards(desk: Desk, web: FlaskClient) -> None:
    assert desk.put(SECOND, {**DRAFT, "cites": None}).status_code == 201
    assert desk.change(HALLUCINATION, "2099年からの定義。", valid_from="2099-01-01").status_code == 200
    head = desk.get(f"{G}/checkpoint")
    problem(desk.post(f"{SECOND}/publish", None, **{"If-Match": '"2"'}), 412, "precondition-failed")
    published = desk.web.post(f"{SECOND}/publish", headers=desk.headers)
    assert published.status_code == 200
    told = published.get_json()
    assert (told["state"], told["seq"], told["title"]) == ("published", head["seq"], DRAFT["title"])
    checkpoint = desk.get(f"{G}/checkpoint")
    assert told["checkpoint"] == checkpoint
    assert (checkpoint["seq"], told["digest"]) == (head["seq"] + 1, checkpoint["digest"])
    assert web.get(SECOND).get_json() == told
    pinned = desk.get(f"{SECOND}/concepts/hallucination")
    assert pinned["languages"]["ja"]["definition"]["text"] == "2099年からの定義。"
    assert desk.get(HALLUCINATION)["revision"] == 1
    assert desk.put(HALLUCINATION, {**pinned, "valid_from": "2099-02-01"}, 2).status_code == 200
    assert desk.get(f"{SECOND}/concepts/hallucination") == pinned
    problem(desk.put(SECOND, DRAFT, 1), 409, "edition-exists")
    problem(desk.put(SECOND, DRAFT), 409, "edition-exists")
    problem(desk.web.post(f"{SECOND}/publish", headers=desk.headers), 409, "edition-exists")
    assert web.get(f"{G}/editions?state=draft", headers=desk.headers).get_json()["items"] == []
    assert [each["id"] for each in desk.get(f"{G}/editions")["items"]] == ["second", "ai-forum-2025-06-18"]


def test_a_draft_needs_a_title_in_each_language_and_a_date(desk: Desk) -> None:
    for members, pointer, code in (
        ({"title": {"ja": "第2版"}}, "#/title/en", "missing"),
        ({"date": "いつか"}, "#/date", "bad-date"),
        ({"title": {"ja": "第2版", "en": " "}}, "#/title/en", "blank"),
        ({"cites": {"ja": "\u0000"}}, "#/cites/ja", "invalid-text"),
        ({"seqs": 1}, "#/seqs", "unknown-member"),
    ):
        assert faults(desk.post(f"{G}/editions", {**DRAFT, **members}), 422) == {(pointer, code)}
    problem(desk.web.post(f"{SECOND}/publish", headers=desk.headers), 404, "edition-not-found")
