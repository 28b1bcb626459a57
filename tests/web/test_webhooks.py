"""Administrators make, watch, replay and remove webhooks over HTTP, and nobody else does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from glossary import Role
from tests.receivers import Receiver, receiving
from tests.web.support import ROLES, Desk, G, bearer, faults, glossaries, problem

HOOKS = f"{G}/webhooks"
PUBLIC = "https://8.8.8.8/hooks"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def _made(administration: Desk, url: str = PUBLIC, **more: object) -> str:
    answer = administration.web.post(HOOKS, json={"url": url, **more}, headers=administration.headers)
    assert answer.status_code == 201, answer.get_json()
    assert answer.headers["Location"] == answer.get_json()["uri"]
    made: str = answer.get_json()["id"]
    return made


def test_a_webhook_is_made_read_and_removed_and_its_secret_is_told_once(administration: Desk) -> None:
    web, headers = administration.web, administration.headers
    answer = web.post(HOOKS, json={"url": PUBLIC, "kinds": ["proposal.*"]}, headers=headers)
    made = answer.get_json()
    assert made["secret"].startswith("whsec_")
    assert answer.headers["Cache-Control"] == "no-store"
    read = web.get(f"{HOOKS}/{made['id']}", headers=headers).get_json()
    assert read == {name: value for name, value in made.items() if name != "secret"}
    assert web.get(HOOKS, headers=headers).get_json() == {"items": [read]}
    renewed = web.post(f"{HOOKS}/{made['id']}/secret", headers=headers).get_json()
    assert renewed["secret"] not in (made["secret"], None)
    assert web.delete(f"{HOOKS}/{made['id']}", headers=headers).status_code == 204
    problem(web.get(f"{HOOKS}/{made['id']}", headers=headers), 404, "webhook-not-found")


def test_only_an_administrator_of_the_glossary_sees_or_changes_webhooks(
    app: Flask, administration: Desk, keys: dict[Role, str]
) -> None:
    web, hook = administration.web, _made(administration)
    requests = [("GET", ""), ("POST", ""), ("GET", f"/{hook}"), ("DELETE", f"/{hook}"), ("GET", f"/{hook}/deliveries")]
    requests += [("POST", f"/{hook}/{what}") for what in ("replay", "test", "secret")]
    for method, path in requests:
        problem(web.open(HOOKS + path, method=method), 401, "key-needed")
        for role in ROLES[:-1]:
            problem(web.open(HOOKS + path, method=method, headers=bearer(keys[role])), 403, "role-too-low")
    assert len(glossaries(app)["ai-finance"].webhooks.all()) == 1


def test_what_happened_is_told_listed_and_told_again(app: Flask, administration: Desk, receiver: Receiver) -> None:
    web, headers = administration.web, administration.headers
    config = app.extensions["glossary-config"]
    app.extensions["glossary-config"] = config.__class__(
        where=config.where, secret_key=config.secret_key, telling=receiver.settings()
    )
    teller = glossaries(app).teller(receiver.settings())
    hook = _made(administration, receiver.url)
    assert web.post(f"{HOOKS}/{hook}/test", headers=headers).status_code == 202
    [waiting] = web.get(f"{HOOKS}/{hook}/deliveries?state=pending", headers=headers).get_json()["items"]
    assert (waiting["type"], waiting["attempts"], waiting["status"]) == ("webhook.test", 0, None)
    receiver.statuses = [503]
    teller.once()
    [tried] = web.get(f"{HOOKS}/{hook}/deliveries", headers=headers).get_json()["items"]
    assert (tried["state"], tried["attempts"], tried["status"]) == ("pending", 1, 503)
    again = web.post(f"{HOOKS}/{hook}/replay", json={"message": waiting["id"]}, headers=headers)
    assert again.status_code == 200
    assert web.post(f"{HOOKS}/{hook}/replay", json={"since_seq": 0}, headers=headers).get_json()["seq"] == 0
    while teller.once():
        pass
    first = web.get(f"{HOOKS}/{hook}/deliveries?limit=4", headers=headers).get_json()
    second = web.get(first["next"], headers=headers).get_json()
    ids = [each["id"] for each in first["items"] + second["items"]]
    assert len(set(ids)) == len(ids) > 5
    assert {each["state"] for each in first["items"]} == {"delivered"}
    assert first["items"][0]["next_at"] is None


def test_a_wrong_webhook_is_refused_with_the_place(administration: Desk) -> None:
    web, headers = administration.web, administration.headers
    wrong = {
        "https://127.0.0.1/": "private-address",
        "https://169.254.169.254/latest/meta-data": "private-address",
        "http://8.8.8.8/": "webhook-needs-https",
        "https://8.8.8.8:22/": "webhook-port",
        "https://user@8.8.8.8/": "bad-webhook-address",
        "https://exam ple.com": "bad-webhook-address",
        "": "webhook-needs-https",
    }
    for url, code in wrong.items():
        said = faults(web.post(HOOKS, json={"url": url}, headers=headers), 422)
        assert said in ({("#/url", code)}, {("#/url", "bad-webhook-address")}), url
    assert faults(web.post(HOOKS, json={"url": PUBLIC, "kinds": ["x"]}, headers=headers), 422) == {
        ("#/kinds/0", "not-in-list")
    }
    hook = _made(administration)
    for body in ({}, {"message": "msg_ai-finance_log_1", "since_seq": 1}):
        assert faults(web.post(f"{HOOKS}/{hook}/replay", json=body, headers=headers), 422) == {("#", "exclusive")}
    unknown = web.post(f"{HOOKS}/{hook}/replay", json={"message": "msg_ai-finance_log_1"}, headers=headers)
    problem(unknown, 404, "message-not-found")
