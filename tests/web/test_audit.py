"""The audit over HTTP, and that nothing is written without a row in it."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from glossary import Role
from tests.web.support import HALLUCINATION, Desk, bearer, concept_body, glossaries, problem

AUDIT = "/api/v1/audit"


def test_who_changed_what_is_read_by_administrators_alone(web: FlaskClient, keys: dict[Role, str]) -> None:
    problem(web.get(AUDIT), 401, "key-needed")
    for role, key in keys.items():
        answer = web.get(AUDIT, headers=bearer(key))
        assert answer.status_code == (200 if role == "administrator" else 403)
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_change_is_told_with_its_person(app: Flask, desk: Desk, administration: Desk) -> None:
    before = administration.web.get(AUDIT, headers=administration.headers).get_json()["items"][0]["number"]
    desk.change(HALLUCINATION, "新しい定義。")
    desk.put(f"{HALLUCINATION}-2", concept_body("新語"))
    found = administration.web.get(AUDIT, headers=administration.headers).get_json()["items"]
    told = [(each["name"], each["action"], each["subject"]) for each in found if each["number"] > before]
    assert told == [("editor", "new", "hallucination-2/revisions/1"), ("editor", "change", "hallucination/revisions/2")]
    assert {each["glossary"] for each in found[:2]} == {"ai-finance"}


def test_pages_go_on_where_the_last_one_ended(web: FlaskClient, keys: dict[Role, str]) -> None:
    headers, seen, address = bearer(keys["administrator"]), [], f"{AUDIT}?limit=7"
    whole = [each["number"] for each in web.get(f"{AUDIT}?limit=200", headers=headers).get_json()["items"]]
    while address:
        page = web.get(address, headers=headers).get_json()
        seen += [each["number"] for each in page["items"]]
        address = page["next"]
    assert seen == whole


def test_administrators_of_a_glossary_see_what_was_done_there(
    app: Flask, web: FlaskClient, administration: Desk
) -> None:
    administration.put("/api/v1/glossaries/law", {"title": {"ja": "法律"}})
    owner = bearer(glossaries(app).make_key("L", "administrator", "law")[1])
    problem(web.get(AUDIT, headers=owner), 403, "role-too-low")
    problem(web.get(f"{AUDIT}?glossary=ai-finance", headers=owner), 403, "role-too-low")
    problem(web.get(f"{AUDIT}?glossary=ai-finance&glossary=law", headers=owner), (400, 403))
    problem(web.get(f"{AUDIT}?glossary=law&glossary=ai-finance", headers=owner), 400)
    found = web.get(f"{AUDIT}?glossary=law", headers=owner).get_json()["items"]
    assert [(each["action"], each["glossary"]) for each in found] == [("key-made", "law"), ("settings", "law")]


def test_a_person_s_changes_are_found(web: FlaskClient, desk: Desk, keys: dict[Role, str]) -> None:
    desk.change(HALLUCINATION, "新しい定義。")
    headers = bearer(keys["administrator"])
    person = web.get(AUDIT, headers=headers).get_json()["items"][0]["person"]
    found = web.get(f"{AUDIT}?person={person}", headers=headers).get_json()["items"]
    assert {each["person"] for each in found} == {person}
    assert web.get(f"{AUDIT}?person=p-nobody", headers=headers).get_json() == {"items": [], "next": None}
