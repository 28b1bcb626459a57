"""How often somebody may ask over HTTP, and how they are told (draft-ietf-httpapi-ratelimit-headers-11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api import create_app
from api.config import Config, Quotas, from_env
from glossary import Whereabouts
from tests.web.support import HALLUCINATION, bearer, glossaries, problem
from tests.web.test_proposals import PROPOSALS, body

LOOKUP = "/api/v1/terms/lookup"
Serve = Callable[..., Flask]


@pytest.fixture
def serve(app: Flask, place: Whereabouts) -> Iterator[Serve]:
    """The service again with other settings."""
    made: list[Flask] = []

    def served(quotas: Quotas | None = None, **settings: Any) -> Flask:
        made.append(create_app(Config(place, "test", quotas=quotas or Quotas(), **settings)))
        return made[-1]

    yield served
    for each in made:
        glossaries(each).close()


def write(app: Flask, address: str = "192.0.2.1", **headers: str) -> TestResponse:
    """A stranger's attempt to write."""
    return app.test_client().put(HALLUCINATION, json={}, headers=headers, environ_overrides={"REMOTE_ADDR": address})


def test_a_stranger_writes_sixty_times_an_hour(serve: Serve) -> None:
    app = serve()
    answers = [write(app) for _ in range(62)]
    assert [each.status_code for each in answers] == [401] * 60 + [429] * 2
    first, last = answers[0], answers[-1]
    assert first.headers["RateLimit-Policy"] == '"stranger";q=60;w=3600'
    assert first.headers["RateLimit"] == '"stranger";r=59;t=3600'
    told = problem(last, 429, "too-many-requests")
    assert "60回まで" in told["detail"]
    assert 0 < int(last.headers["Retry-After"]) <= 3600
    assert last.headers["RateLimit"] == f'"stranger";r=0;t={last.headers["Retry-After"]}'
    assert write(app, "192.0.2.2").status_code == 401


def test_asking_what_would_come_of_a_proposal_is_no_writing(serve: Serve) -> None:
    app = serve(Quotas(stranger=2))
    web = app.test_client()
    asked = [web.post(f"{PROPOSALS}?dry_run=true", json=body(web)).status_code for _ in range(4)]
    assert asked == [200] * 4
    for otherwise in ("?dry_run=false", "?dry_run=true&dry_run=false"):
        web.post(f"{PROPOSALS}{otherwise}", json=body(web))
    counted = web.post("/ja/ai-finance/-/propose?dry_run=true", data={})
    assert counted.status_code == 422
    problem(web.post(PROPOSALS, json=body(web)), 429, "too-many-requests")


def test_a_key_asks_six_hundred_times_a_minute_for_whatever(serve: Serve) -> None:
    app = serve(Quotas(key=5))
    (first_id, first), (_, second) = (glossaries(app).make_key(name, "reader") for name in "AB")
    web = app.test_client()
    asked = [web.get(HALLUCINATION, headers=bearer(first)) for _ in range(6)]
    assert [each.status_code for each in asked] == [200] * 5 + [429]
    assert asked[0].headers["RateLimit-Policy"] == '"key";q=5;w=60'
    assert first_id not in str(asked[0].headers)
    assert web.get(HALLUCINATION, headers=bearer(second)).status_code == 200
    assert Quotas().key == 600


def test_public_reads_are_not_counted_unless_that_is_set(serve: Serve) -> None:
    web = serve(Quotas(stranger=1)).test_client()
    for _ in range(5):
        answer = web.post(LOOKUP, json={"forms": ["LLM"]})
        assert (answer.status_code, "RateLimit" in answer.headers) == (200, False)
    web = serve(Quotas(reads=2)).test_client()
    assert [web.get(HALLUCINATION).status_code for _ in range(3)] == [200, 200, 429]


def test_scripts_of_other_sites_may_read_what_is_left(serve: Serve) -> None:
    answer = serve(Quotas(reads=2)).test_client().get(HALLUCINATION)
    exposed = answer.headers["Access-Control-Expose-Headers"]
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(exposed.split(", "))


def test_an_ipv6_network_counts_as_one_and_ipv4_within_ipv6_as_ipv4(serve: Serve) -> None:
    app = serve(Quotas(stranger=2))
    addresses = ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:0:3::", "2001:db8:0:1::1")
    assert [write(app, each).status_code for each in addresses] == [401, 401, 429, 401]
    assert [write(app, each).status_code for each in ("192.0.2.9", "::ffff:192.0.2.9", "192.0.2.9")] == [401, 401, 429]


def test_what_a_client_says_of_its_address_is_believed_only_of_a_proxy(serve: Serve) -> None:
    direct = serve(Quotas(stranger=1))
    assert [claim(direct, each) for each in ("203.0.113.1", "203.0.113.2")] == [401, 429]
    behind = serve(Quotas(stranger=1), proxies=1)
    claims = ("203.0.113.1", "203.0.113.3", "198.51.100.7, 203.0.113.3")
    assert [claim(behind, each) for each in claims] == [401, 401, 429]


def claim(app: Flask, address: str) -> int:
    """What happens to who says that they ask from an address."""
    return write(app, "192.0.2.5", **{"X-Forwarded-For": address}).status_code


def test_no_address_is_kept_as_it_is(serve: Serve, place: Whereabouts) -> None:
    write(serve(), "192.0.2.77")
    kept = b"".join(each.read_bytes() for each in place.home.glob("glossary.db*"))
    assert b"stranger" in kept
    assert b"192.0.2.77" not in kept


def test_every_quota_and_lifetime_is_a_setting(place: Whereabouts) -> None:
    names = ("KEY", "STRANGER", "READS", "PROPOSALS", "SIGN_INS")
    limits = {f"GLOSSARY_LIMIT_{name}": str(number) for number, name in enumerate(names)}
    more = {"GLOSSARY_SESSION_IDLE": "5", "GLOSSARY_SESSION_LONGEST": "60", "GLOSSARY_PROXIES": "2"}
    found = from_env({"GLOSSARY_HOME": str(place.home), **limits, **more})
    assert found.quotas == Quotas(0, 1, 2, 3, 4)
    assert (found.lifetimes.idle.seconds, found.lifetimes.longest.seconds, found.proxies) == (300, 3600, 2)


def test_an_issuer_is_read_from_the_settings(place: Whereabouts) -> None:
    told = {"ISSUER": "https://id.example", "CLIENT_ID": "a", "ROLE_CLAIM": "groups"}
    settings = {"GLOSSARY_HOME": str(place.home), **{f"GLOSSARY_OIDC_{name}": each for name, each in told.items()}}
    with pytest.raises(ValueError, match="king"):
        from_env({**settings, "GLOSSARY_OIDC_ROLES": "cn=x=king,y=editor"})
    found = from_env({**settings, "GLOSSARY_OIDC_ROLES": "y=editor, cn=z=reader"})
    assert found.oidc
    assert found.oidc.roles == {"y": "editor", "cn=z": "reader"}


def test_trying_a_proposal_is_no_writing(serve: Serve) -> None:
    web = serve(Quotas(stranger=1)).test_client()
    for status in (422, 422, 422):
        problem(web.post("/api/v1/glossaries/ai-finance/proposals?dry_run=true", json={}), status)
    problem(web.post("/api/v1/glossaries/ai-finance/proposals", json={}), 422)
    problem(web.post("/api/v1/glossaries/ai-finance/proposals", json={}), 429, "too-many-requests")
    problem(web.post("/api/v1/glossaries/ai-finance/proposals/1/comments?dry_run=true", json={}), 429)
