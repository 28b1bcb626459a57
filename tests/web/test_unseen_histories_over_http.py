"""Histories that nobody has seen are written and read over HTTP, and compared at each of their moments."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from flask.testing import FlaskClient

from api import create_app
from api.config import Config
from glossary import Whereabouts
from glossary.times import instant
from tests.conftest import Clock
from tests.oracle import WORDS, ZONES, History, Told, answers, played, written
from tests.support import SETTINGS, concept
from tests.web.conftest import UNLIMITED
from tests.web.support import Desk, glossaries

TRIAL = "/api/v1/glossaries/trial"
_STEPS = 40


class Hand:
    """Who writes a history over HTTP."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    def put(self, concept_id: str, text: str, head: int, valid_from: str | None, *, correction: bool) -> None:
        body = {**msgspec.to_builtins(concept(concept_id, text)), "valid_from": valid_from, "correction": correction}
        body.pop("id")
        answer = self._desk.put(f"{TRIAL}/concepts/{concept_id}", body, head or None)
        assert answer.status_code == (200 if head else 201), answer.text

    def retire(self, concept_id: str, valid_from: str | None) -> None:
        said = {"reason": "終わり", "valid_from": valid_from}
        assert self._desk.post(f"{TRIAL}/concepts/{concept_id}/retire", said).status_code == 200

    def restore(self, concept_id: str, number: int, valid_from: str | None) -> None:
        said = {"revision": number, "valid_from": valid_from}
        assert self._desk.post(f"{TRIAL}/concepts/{concept_id}/restore", said).status_code == 200

    def set_clock(self, moment: datetime) -> None:
        self._clock.moment = moment


class Played(NamedTuple):
    """A history that was written, and two servers that know it, each with an index of its own."""

    web: FlaskClient
    other: FlaskClient
    history: History


@pytest.fixture(params=list(enumerate(ZONES)), ids=[zone.split("/")[1] for zone in ZONES])
def made(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Played]:
    """A history of each zone, in one kind of database after the other."""
    seed, zone = request.param
    database = request.getfixturevalue("postgresql_database") if seed % 2 else tmp_path / "glossary.db"
    apps = [
        create_app(
            Config(where=Whereabouts(tmp_path, database, tmp_path / name), secret_key="test", quotas=UNLIMITED), clock
        )
        for name in ("index", "beside")
    ]
    house = glossaries(apps[0])
    house.make(msgspec.structs.replace(SETTINGS, time_zone=zone), "p-editor")
    desk = Desk(apps[0].test_client(), house.make_key("E", "editor")[1])
    yield Played(desk.web, apps[1].test_client(), played(random.Random(seed + 10), zone, Hand(desk, clock), _STEPS))
    for app in apps:
        glossaries(app).close()


def told(web: FlaskClient, concept_id: str, **query: str) -> int | str:
    """The number of the revision that answers, or why none does; the same for HEAD."""
    address = f"{TRIAL}/concepts/{concept_id}"
    answer, head = (web.open(address, method=method, query_string=query) for method in ("GET", "HEAD"))
    assert (head.status_code, head.headers.get("ETag"), head.data) == (
        answer.status_code,
        answer.headers.get("ETag"),
        b"",
    )
    said: dict[str, Any] = answer.get_json()
    if answer.status_code == 200:
        if query:
            assert answer.headers["Content-Location"].endswith(f"/revisions/{said['revision']}")
        assert answer.headers["ETag"] == f'"{said["revision"]}"'
        return int(said["revision"])
    return {410: "retired", 404: "absent"}[answer.status_code]


def current(state: dict[str, Told], word: str = "") -> dict[str, int]:
    return {each.concept: each.number for each in state.values() if each.status == "current" and word in each.text}


def agrees(web: FlaskClient, state: dict[str, Told], **query: str) -> None:
    """A list in pages, a search, an export and the list of forms give one state."""
    found: list[dict[str, Any]] = []
    where: str | None = f"{TRIAL}/concepts"
    asked: dict[str, Any] | None = {**query, "limit": 2}
    while where:
        page = web.get(where, query_string=asked).get_json()
        found, where, asked = found + page["items"], page["next"], None
    assert {each["id"]: each["revision"] for each in found} == current(state), query
    lines = web.get(f"{TRIAL}/export", query_string={**query, "format": "jsonl"}).get_data(as_text=True).splitlines()
    assert {msgspec.json.decode(line)["id"] for line in lines} == current(state).keys()
    forms = web.get(f"{TRIAL}/forms", query_string={**query, "language": "ja"}).get_json()
    assert len(forms["concepts"]) == len(current(state))
    if "known_at" not in query:
        for word in WORDS:
            asked = {**query, "q": word, "glossary": "trial", "limit": 200}
            hits = web.get("/api/v1/search", query_string=asked).get_json()["hits"]
            assert {hit["concept"]["id"]: hit["concept"]["revision"] for hit in hits} == current(state, word), query


def test_every_address_answers_at_every_moment_as_the_history_says(made: Played) -> None:
    web, other, history = made
    chance = random.Random(3)
    for at in history.moments():
        for concept_id, expected in answers(history.state(at)):
            assert told(web, concept_id, as_of=written(at)) == expected, (concept_id, written(at))
    for at in chance.sample(history.moments(), 8):
        agrees(chance.choice((web, other)), history.state(at), as_of=written(at))
        known_at = chance.choice(history.knowing())
        agrees(web, history.state(at, known_at), as_of=written(at), known_at=written(known_at))


def test_what_lies_ahead_comes_into_force_at_its_hour_behind_every_server(made: Played, clock: Clock) -> None:
    web, other, history = made
    ahead = sorted({each.at for each in history.told if each.at > history.present})
    assert ahead
    for hour in ahead:
        for moment in (hour - 1_500_000, hour):
            clock.moment = instant(moment)
            state = history.state(max(moment, history.recorded))
            for server in (other, web):
                agrees(server, state)
                for concept_id, expected in answers(state):
                    assert told(server, concept_id) == expected
        clock.moment = instant(hour - 1_500_000)
        assert web.get(f"{TRIAL}/concepts").headers["Cache-Control"] == "public, max-age=1"


def test_mementos_lead_to_what_held_at_each_second(made: Played, clock: Clock) -> None:
    web, _, history = made
    clock.moment = instant(history.recorded)
    for concept_id in {each.concept for each in history.told}:
        begun = [each for each in history.of(concept_id) if each.at <= history.present]
        for each in begun:
            second = instant(each.at - each.at % 1_000_000)
            last = max(
                (one for one in begun if one.at // 1_000_000 <= each.at // 1_000_000),
                key=lambda one: one[3:4] + one[1:2],
            )
            answer = web.get(
                f"{TRIAL}/concepts/{concept_id}", headers={"Accept-Datetime": format_datetime(second, usegmt=True)}
            )
            assert answer.status_code == 302
            assert answer.headers["Location"].endswith(f"/concepts/{concept_id}/revisions/{last.number}")
            memento = web.get(answer.headers["Location"])
            assert memento.headers["Memento-Datetime"] == format_datetime(
                instant(last.at - last.at % 1_000_000), usegmt=True
            )
