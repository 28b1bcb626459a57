"""Who may do what: the matrix of roles over every route there is, and the forms of a key."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import Role
from tests.web.support import (
    HALLUCINATION,
    NEEDED,
    ROLES,
    Desk,
    Watch,
    addresses,
    bearer,
    concept_body,
    glossaries,
    problem,
)


def test_only_editors_see_what_people_miss(app: Flask, keys: dict[Role, str]) -> None:
    web, address = app.test_client(), "/api/v1/glossaries/ai-finance/missed-forms"
    for _ in range(3):
        web.get("/api/v1/terms?form=GenAI")
    problem(web.get(address), 401, "key-needed")
    for role in ROLES:
        response = web.get(address, headers=bearer(keys[role]))
        if ROLES.index(role) < ROLES.index("editor"):
            problem(response, 403, "role-too-low")
        else:
            assert response.get_json()["items"][0]["form"] == "genai"
            assert response.headers["Cache-Control"] == "no-store"


def test_everybody_may_read_everything_public_with_or_without_a_key(app: Flask, keys: dict[Role, str]) -> None:
    web = app.test_client()
    for endpoint, address in addresses(app, "GET"):
        for headers in ({}, *(bearer(key) for key in keys.values())):
            response = web.get(address, query_string=NEEDED.get(endpoint, {}), headers=headers, buffered=True)
            assert response.status_code in (200, 302, 303), endpoint


def test_a_key_for_one_glossary_does_nothing_in_another(app: Flask, administration: Desk, watch: Watch) -> None:
    administration.put("/api/v1/glossaries/law", {"title": {"ja": "法律"}})
    editor = Desk(app.test_client(), glossaries(app).make_key("L", "editor", "law")[1])
    assert editor.put("/api/v1/glossaries/law/concepts/contract", concept_body("契約")).status_code == 201
    problem(editor.put(HALLUCINATION, concept_body(), 1), 403, "role-too-low")
    problem(editor.post(f"{HALLUCINATION}/retire", {"reason": "越権"}), 403, "role-too-low")
    owner = Desk(app.test_client(), glossaries(app).make_key("A", "administrator", "law")[1])
    problem(owner.put("/api/v1/glossaries/new-one", {"title": {"ja": "新"}}), 403, "role-too-low")


@pytest.mark.parametrize(
    "header",
    [
        "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Token {key}", "{key}", "Bearer {key}x", "Bearer x{key}",
        "Bearer {key} {key}", "Bearer tyk_00000000_" + "a" * 43, "Bearer é", "Bearer \xff\xfe",
        "Bearer " + "a" * 60_000,
        "Bearer ' OR 1=1--", "Bearer null", "bearer\t{key}", "Bearer {upper}", "Bearer {id}",
    ],
)  # fmt: skip
def test_what_is_not_exactly_a_key_is_refused(desk: Desk, app: Flask, watch: Watch, header: str) -> None:
    key_id, key = glossaries(app).make_key("X", "editor")
    sent = header.format(key=key, upper=key.upper(), id=key_id)
    refused = desk.web.put(HALLUCINATION, json={}, headers={"Authorization": sent, "If-Match": '"1"'})
    problem(refused, 401)
    assert key not in refused.get_data(as_text=True)
    watch.nothing_is_lost()


def test_the_scheme_is_read_in_any_case(desk: Desk) -> None:
    for scheme in ("bearer", "BEARER", "Bearer"):
        headers = {"Authorization": desk.headers["Authorization"].replace("Bearer", scheme), "If-Match": '"1"'}
        assert desk.web.put(HALLUCINATION, json=desk.get(HALLUCINATION), headers=headers).status_code == 200


def test_two_keys_at_once_are_refused(web: FlaskClient, keys: dict[Role, str]) -> None:
    both = [("Authorization", f"Bearer {keys['editor']}"), ("Authorization", f"Bearer {keys['administrator']}")]
    problem(web.put(HALLUCINATION, headers=both), 401, "key-refused")


def test_a_key_works_at_once_and_not_after_it_is_revoked(app: Flask, web: FlaskClient) -> None:
    key_id, key = glossaries(app).make_key("E", "editor")
    assert web.put(HALLUCINATION, headers=bearer(key)).status_code == 428
    glossaries(app).revoke_key(key_id)
    problem(web.put(HALLUCINATION, headers=bearer(key)), 401, "key-refused")
    problem(web.get(HALLUCINATION, headers=bearer(key)), 401, "key-refused")


def test_an_expired_key_is_refused(app: Flask, web: FlaskClient) -> None:
    _, key = glossaries(app).make_key("E", "editor", days=-1)
    problem(web.put(HALLUCINATION, headers=bearer(key)), 401, "key-refused")


def test_a_key_in_the_address_is_no_key(web: FlaskClient, keys: dict[Role, str]) -> None:
    problem(web.put(f"{HALLUCINATION}?key={keys['editor']}&access_token={keys['editor']}"), 401, "key-needed")
