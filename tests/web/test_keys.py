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

WRITING: dict[tuple[str, str], Role] = {
    ("glossaries.put_glossary", "PUT"): "administrator",
    ("concepts.put_concept", "PUT"): "editor",
    ("concepts.retire", "POST"): "editor",
    ("concepts.restore", "POST"): "editor",
    ("concepts.merge", "POST"): "editor",
    ("concepts.confirm", "POST"): "editor",
    ("concepts.grade", "POST"): "editor",
    ("proposals.accept", "POST"): "reviewer",
    ("proposals.reject", "POST"): "reviewer",
    ("proposals.request_changes", "POST"): "reviewer",
    ("proposals.purge", "DELETE"): "administrator",
    ("glossaries.draft_edition", "POST"): "editor",
    ("editions.put_edition", "PUT"): "editor",
    ("editions.publish", "POST"): "editor",
}
PUBLIC_POSTS = {
    ("search.lookup", "POST"),
    ("proposals.propose", "POST"),
    ("annotations.annotate", "POST"),
    ("annotations.check", "POST"),
}
BY_THE_PROPOSER_TOO = {
    ("proposals.edit", "PATCH"),
    ("proposals.withdraw", "POST"),
    ("proposals.comment", "POST"),
    ("proposals.rebase", "POST"),
}


def test_every_route_that_writes_is_in_the_matrix(app: Flask) -> None:
    found = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    assert found == set(WRITING) | PUBLIC_POSTS | BY_THE_PROPOSER_TOO


def test_each_role_may_do_what_it_may_on_every_route_and_no_more(
    app: Flask, keys: dict[Role, str], watch: Watch
) -> None:
    web = app.test_client()
    for endpoint, method in WRITING:
        [address] = [where for name, where in addresses(app, method) if name == endpoint]
        problem(web.open(address, method=method), 401, "key-needed")
        for role in ROLES:
            enough = ROLES.index(role) >= ROLES.index(WRITING[endpoint, method])
            response = web.open(address, method=method, headers=bearer(keys[role]))
            problem(response, (404, 409, 415, 428) if enough else 403)
    watch.nothing_is_lost()


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
            assert response.status_code in (200, 303), endpoint


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
