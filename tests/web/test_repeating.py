"""A request that is sent twice under one Idempotency-Key is carried out once, whatever it stores."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary import Role, Whereabouts
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, bearer, faults, glossaries, problem
from tests.web.test_matrix import CHANGES_NOTHING, WRITING

HOOKS = f"{G}/webhooks"
ONCE = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
NEW = {"id": "r8-12", "title": {"ja": "十二月版", "en": "December"}, "date": "2026-12-01"}


@pytest.fixture
def hook(administration: Desk) -> str:
    """The address of a webhook that is there already."""
    made: str = administration.post(HOOKS, {"url": "https://example.com/"}).get_json()["uri"]
    return made.removeprefix("http://localhost")


@pytest.fixture
def stores(hook: str, administration: Desk) -> dict[str, tuple[str, Any]]:
    """Every POST outside proposals that stores something: where it is sent, and what."""
    administration.change(HALLUCINATION, "改めた定義。")
    administration.post(f"{G}/editions", {**NEW, "id": "r8-11"})
    return {
        "concepts.retire": (f"{CONCEPTS}/rag/retire", {"reason": "重複"}),
        "concepts.merge": (f"{CONCEPTS}/llm/merge", {"into": "prompt", "reason": "重複"}),
        "concepts.confirm": (f"{CONCEPTS}/hallucination/confirm", {"languages": ["en"]}),
        "concepts.restore": (f"{HALLUCINATION}/restore", {"revision": 1}),
        "concepts.grade": (f"{HALLUCINATION}/revisions/2/grade", {"grade": "editorial"}),
        "glossaries.draft_edition": (f"{G}/editions", NEW),
        "editions.publish": (f"{G}/editions/r8-11/publish", None),
        "webhooks.make_webhook": (HOOKS, {"url": "https://example.com/two"}),
        "webhooks.new_secret": (f"{hook}/secret", None),
        "webhooks.test": (f"{hook}/test", None),
        "webhooks.replay": (f"{hook}/replay", {"since_seq": 0}),
    }


def test_every_post_that_stores_takes_the_key(app: Flask, stores: dict[str, Any], web: FlaskClient) -> None:
    paths = web.get("/api/v1/openapi.json").get_json()["paths"]
    taking = {
        path
        for path, there in paths.items()
        for method, operation in there.items()
        if method == "post" and any(each.get("name") == "Idempotency-Key" for each in operation.get("parameters", ()))
    }
    posting = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if (rule.endpoint, "POST") in WRITING
        and (rule.endpoint, "POST") not in CHANGES_NOTHING
        and rule.rule.startswith("/api/")
        and "POST" in (rule.methods or ())
    }
    assert len(taking) == len(posting)
    assert {each for each in WRITING if each[0] in stores} == {(name, "POST") for name in stores}


def test_what_is_sent_twice_is_stored_once_and_answered_twice(
    stores: dict[str, tuple[str, Any]], administration: Desk, place: Whereabouts
) -> None:
    for name, (address, sent) in stores.items():
        key = {"Idempotency-Key": name}
        first, before = _sent(administration, address, sent, key), _state(place)
        again = _sent(administration, address, sent, key)
        assert (first.status_code, again.status_code) in {(200, 200), (201, 201), (202, 202)}, (name, first.text)
        assert _state(place) == before, name
        known, told = first.get_json(), again.get_json()
        assert [known.pop("secret", None) is None, told.pop("secret", None)] == [name not in _TELLS, None], name
        assert told == known, name


_TELLS = ("webhooks.make_webhook", "webhooks.new_secret")


def test_the_key_of_another_request_and_what_is_no_key_are_refused(
    stores: dict[str, tuple[str, Any]], administration: Desk, place: Whereabouts
) -> None:
    assert _sent(administration, HOOKS, {"url": "https://example.com/"}, ONCE).status_code == 201
    before = _state(place)
    for address, sent in stores.values():
        problem(_sent(administration, address, sent, ONCE), 422, "idempotency-key-reused")
        for wrong in ("", "a b", "鍵".encode().decode("latin-1"), "x" * 201, 'a"b'):
            refused = faults(_sent(administration, address, sent, {"Idempotency-Key": wrong}), 400)
            assert refused == {("#/Idempotency-Key", "bad-idempotency-key")}
    assert _state(place) == before


def test_a_key_is_the_one_of_whoever_sent_it(
    app: Flask, administration: Desk, keys: dict[Role, str], web: FlaskClient
) -> None:
    sent = {"url": "https://example.com/"}
    other = bearer(glossaries(app).make_key("another", "administrator")[1])
    mine = administration.post(HOOKS, sent, **ONCE).get_json()
    theirs = web.post(HOOKS, json=sent, headers={**other, **ONCE}).get_json()
    assert mine["id"] != theirs["id"]
    assert theirs["secret"]
    problem(web.post(HOOKS, json=sent, headers={**bearer(keys["editor"]), **ONCE}), 403, "role-too-low")


def test_of_many_at_once_one_is_carried_out(app: Flask, keys: dict[Role, str]) -> None:
    def send(_: int) -> TestResponse:
        return Desk(app.test_client(), keys["administrator"]).post(HOOKS, {"url": "https://example.com/"}, **ONCE)

    with ThreadPoolExecutor(8) as many:
        answered = list(many.map(send, range(16)))
    assert {each.status_code for each in answered} == {201}
    assert len({each.get_json()["id"] for each in answered}) == 1
    assert sum("secret" in each.get_json() for each in answered) == 1


def test_what_was_refused_may_be_sent_again_under_its_key(administration: Desk) -> None:
    problem(administration.post(f"{G}/editions/r8-12/publish", None, **ONCE), 404)
    administration.post(f"{G}/editions", NEW)
    assert administration.post(f"{G}/editions/r8-12/publish", None, **ONCE).status_code == 200


def test_no_secret_is_kept_with_what_was_answered(administration: Desk, place: Whereabouts) -> None:
    secret = administration.post(HOOKS, {"url": "https://example.com/"}, **ONCE).get_json()["secret"]
    with sqlite3.connect(place.database) as looking:
        kept = repr(looking.execute("SELECT * FROM answered").fetchall())
    assert "wh-" in kept
    assert secret not in kept


def _sent(desk: Desk, address: str, sent: Any, headers: dict[str, str]) -> TestResponse:
    body = {} if sent is None else {"json": sent}
    return desk.web.post(address, headers={**desk.headers, **headers}, **body)


def _state(place: Whereabouts) -> tuple[int, ...]:
    """How much there is of what can be stored."""
    with sqlite3.connect(place.database) as looking:
        return tuple(
            looking.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("audit", "log", "editions", "webhooks", "deliveries")
        )
