"""The worked examples of the research, as they are told, over HTTP: as_of, known_at, editions, Memento and the clock.

Times are Tokyo's; the days are of 2025.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.config import Config
from glossary import Whereabouts
from tests.conftest import Clock
from tests.support import SETTINGS, concept
from tests.web.conftest import UNLIMITED
from tests.web.support import Desk, glossaries, problem

TRIAL = "/api/v1/glossaries/trial"
PROMPT = f"{TRIAL}/concepts/prompt"
Record = Callable[..., TestResponse]


@pytest.fixture
def desk(place: Whereabouts, clock: Clock) -> Iterator[Desk]:
    clock.set("2025-06-01T00:00:00Z")
    app = create_app(Config(where=place, secret_key="test", quotas=UNLIMITED), clock)
    house = glossaries(app)
    house.make(SETTINGS, "p-editor")
    yield Desk(app.test_client(), house.make_key("E", "editor")[1])
    house.close()


@pytest.fixture
def record(desk: Desk, clock: Clock) -> Record:
    """Write the next revision at noon of a day: the text is its number."""
    made: list[TestResponse] = []

    def at(recorded: str, valid_from: str | None = None, **more: Any) -> TestResponse:
        clock.set(recorded if "T" in recorded else f"{recorded}T12:00:00+09:00")
        body = {**msgspec.to_builtins(concept("prompt", f"r{len(made) + 1}")), "valid_from": valid_from, **more}
        answer = desk.put(PROMPT, {name: body[name] for name in body if name != "id"}, len(made) or None)
        assert answer.status_code == (200 if made else 201), answer.text
        made.append(answer)
        return answer

    return at


def told(web: FlaskClient, **asked: str) -> int | str:
    """The number of the revision that answers, or the problem that says why none does."""
    answer = web.get(PROMPT, query_string=asked)
    if answer.status_code == 200:
        return int(answer.get_json()["revision"])
    assert answer.status_code in (404, 410)
    return str(answer.get_json()["type"].rpartition("/")[2])


def test_1_2_3_a_wording_is_there_from_its_day_on_for_those_who_know_it(desk: Desk, record: Record) -> None:
    record("2025-07-01", "2025-06-18")
    assert told(desk.web, as_of="2025-06-18") == 1
    assert told(desk.web, as_of="2025-06-17T14:59:59Z") == "before-first-wording"
    assert told(desk.web, as_of="2025-06-17T15:00:00Z") == 1
    assert told(desk.web, as_of="2025-06-18", known_at="2025-06-30") == "not-yet-known"
    early = desk.web.get(f"{PROMPT}?as_of=2025-06-17", headers={"Accept-Language": "en"})
    assert "the first holds from 2025-06-18" in problem(early, 404)["detail"]


def test_4_of_several_wordings_of_a_day_its_last_answers_for_the_day(desk: Desk, record: Record) -> None:
    for valid_from in ("2025-06-18", "2025-06-18T03:00:00Z", "2025-06-18T06:00:00Z"):
        record("2025-07-01", valid_from)
    assert told(desk.web, as_of="2025-06-18") == 3
    assert told(desk.web, as_of="2025-06-18T05:00:00Z") == 2


def test_5_a_correction_answers_for_the_past_and_both_texts_say_so(desk: Desk, record: Record) -> None:
    record("2025-07-01", "2025-06-18")
    record("2025-08-01", correction=True)
    right = desk.get(f"{PROMPT}?as_of=2025-07-01")
    assert (right["revision"], right["kind"], right["valid_from"]) == (2, "correction", "2025-06-18")
    wrong = desk.web.get(f"{PROMPT}?as_of=2025-07-01&known_at=2025-07-15")
    assert wrong.get_json()["revision"] == 1
    assert '/revisions/2>; rel="successor-version"' in wrong.headers["Link"]


def test_6_what_lies_ahead_is_the_working_copy_and_what_the_next_change_builds_on(
    desk: Desk, record: Record, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    clock.set("2025-08-01T00:00:00Z")
    answer = desk.web.get(PROMPT)
    assert (answer.get_json()["revision"], answer.headers["ETag"]) == (1, '"1"')
    assert '/revisions/2>; rel="working-copy"' in answer.headers["Link"]
    assert [each["upcoming"] for each in desk.get(f"{PROMPT}/revisions")["items"]] == [True, False]
    assert "immutable" not in desk.web.get(f"{PROMPT}/revisions/2").headers["Cache-Control"]
    body = {**answer.get_json(), "valid_from": None}
    assert problem(desk.put(PROMPT, body, 1), 412)["head"] == 2
    assert desk.put(PROMPT, body, 2).get_json()["revision"] == 3


def test_pages_show_what_lies_ahead_as_upcoming_and_no_longer_when_it_has_come(
    desk: Desk, record: Record, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    pages = ("prompt", "prompt?revision=2", "-/timeline", "-/timeline?concept=prompt", "-/changes")
    for moment, is_upcoming in (("2025-08-31T23:59:59+09:00", True), ("2025-09-01T00:00:00+09:00", False)):
        clock.set(moment)
        for page in pages:
            text = desk.web.get(f"/en/trial/{page}").get_data(as_text=True)
            assert (">upcoming<" in text) is is_upcoming, (page, moment)
        ahead = "comes into force on 1 September 2025"
        assert (ahead in desk.web.get("/en/trial/prompt?revision=2").get_data(as_text=True)) is is_upcoming
        framed = desk.web.get("/embed/trial/prompt?revision=2&language=en", headers={"Accept-Language": "en"})
        assert (ahead in framed.get_data(as_text=True)) is is_upcoming
        feed = desk.get(f"{TRIAL}/changes.json")["items"]
        assert any("upcoming" in each["tags"] for each in feed) is is_upcoming


def test_7_it_comes_into_force_at_its_hour_and_caches_let_go_in_time(desk: Desk, record: Record, clock: Clock) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    kept = {
        "2025-08-31T14:00:00Z": "public, max-age=60, stale-while-revalidate=600",
        "2025-08-31T14:50:00Z": "public, max-age=60",
        "2025-08-31T14:59:30Z": "public, max-age=30",
        "2025-08-31T14:59:59.5Z": "public, max-age=0",
    }
    for moment, cache in kept.items():
        clock.set(moment)
        for address in (PROMPT, f"{PROMPT}/timemap", f"{TRIAL}/concepts", "/ja/trial/prompt", "/embed/trial/prompt"):
            assert desk.web.get(address).headers["Cache-Control"] == cache, (moment, address)
        dated = desk.web.get(PROMPT, headers={"Accept-Datetime": "Fri, 01 Aug 2025 00:00:00 GMT"})
        assert (dated.status_code, dated.headers["Cache-Control"]) == (302, cache)
        assert told(desk.web) == 1
    clock.set("2025-08-31T15:00:00Z")
    answer = desk.web.get(PROMPT, headers={"If-None-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert "working-copy" not in answer.headers["Link"]


def test_an_answer_given_while_a_wording_came_into_force_is_not_kept(desk: Desk, record: Record, clock: Clock) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    hour = iter(["2025-08-31T14:59:59.999Z"])

    def ticking() -> Any:
        clock.set(next(hour, "2025-08-31T15:00:00Z"))
        return clock.moment

    house = glossaries(desk.web.application)
    house._clock = ticking  # the clock goes on between two looks at it
    assert desk.web.get(PROMPT).headers["Cache-Control"] == "public, max-age=0"


def test_8_a_correction_of_an_earlier_wording_leaves_the_later_one_in_force(
    desk: Desk, record: Record, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    record("2025-10-01", "2025-06-18", correction=True)
    clock.set("2025-10-02T00:00:00Z")
    assert (told(desk.web), told(desk.web, as_of="2025-07-01")) == (2, 3)
    assert '/revisions/3>; rel="working-copy"' in desk.web.get(PROMPT).headers["Link"]


def test_9_a_retired_concept_is_410_between_its_retirement_and_its_restoration(
    desk: Desk, record: Record, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    successor = {name: each for name, each in msgspec.to_builtins(concept("rag")).items() if name != "id"}
    assert desk.put(f"{TRIAL}/concepts/rag", {**successor, "valid_from": "2025-06-18"}).status_code == 201
    clock.set("2025-08-01T00:00:00Z")
    ends = {"reason": "統合", "replaced_by": "rag", "valid_from": "2025-09-01"}
    assert desk.post(f"{PROMPT}/retire", ends).get_json()["valid_from"] == "2025-09-01"
    assert told(desk.web) == 1
    assert desk.post(f"{PROMPT}/restore", {"revision": 1, "valid_from": "2025-11-01"}).status_code == 200
    days = ("2025-08-31", "2025-09-01", "2025-10-31", "2025-11-01")
    assert [told(desk.web, as_of=day) for day in days] == [1, "concept-retired", "concept-retired", 3]
    gone = desk.web.get(f"{PROMPT}?as_of=2025-09-01")
    assert problem(gone, 410, "concept-retired")["tombstone"] == {
        "glossary": "trial", "concept": "prompt", "revision": 2, "valid_from": "2025-09-01", "replaced_by": "rag",
    }  # fmt: skip
    clock.set("2025-10-01T00:00:00Z")
    assert told(desk.web) == "concept-retired"
    clock.set("2025-10-31T15:00:00Z")
    assert told(desk.web) == 3


def test_10_an_edition_keeps_its_text_and_its_errata_tell_of_the_correction(
    desk: Desk, record: Record, clock: Clock
) -> None:
    record("2025-07-01", "2025-06-18")
    draft = {"id": "e", "title": {"ja": "版", "en": "Edition"}, "date": "2025-07-31"}
    assert desk.post(f"{TRIAL}/editions", draft).status_code == 201
    assert desk.post(f"{TRIAL}/editions/e/publish", {}).status_code in (200, 201)
    record("2025-08-15", correction=True)
    clock.set("2026-08-15T00:00:00Z")
    assert (told(desk.web, edition="e"), told(desk.web)) == (1, 2)
    answer = desk.web.get(f"{PROMPT}?edition=e")
    assert "errata" in answer.headers["Link"]
    listed = desk.get(f"{TRIAL}/editions/e/errata")["items"]
    assert [(each["concept"]["id"], each["recorded_at"][:10]) for each in listed] == [("prompt", "2025-08-15")]
    changed = [change for change in listed[0]["changes"] if change["path"].endswith("definition/text")]
    assert [(each["before"], each["after"]) for each in changed] == [("r1", "r2")]


def test_11_the_date_of_an_edition_decides_and_not_the_day_of_publishing(
    desk: Desk, record: Record, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    clock.set("2025-07-15T00:00:00Z")
    draft = {"id": "e", "title": {"ja": "版", "en": "Edition"}, "date": "2025-10-01"}
    assert desk.post(f"{TRIAL}/editions", draft).status_code == 201
    assert desk.post(f"{TRIAL}/editions/e/publish", {}).status_code in (200, 201)
    assert (told(desk.web, edition="e"), told(desk.web)) == (2, 1)


def test_12_a_clock_set_back_changes_neither_the_order_nor_the_present(
    desk: Desk, record: Record, clock: Clock
) -> None:
    first = record("2025-07-01", "2025-06-18")
    second = record("2025-06-20", correction=True)
    assert second.get_json()["recorded_at"] == first.get_json()["recorded_at"] == "2025-07-01T03:00:00.000000Z"
    assert told(desk.web, known_at="2025-07-01T12:00:00+09:00") == 2
    assert told(desk.web, known_at="2025-07-01T11:59:59+09:00") == "not-yet-known"
    third = record("2025-06-25")
    assert third.get_json()["valid_from"] == "2025-07-01T03:00:00.000000Z"
    assert told(desk.web) == 3
    assert desk.web.get(f"{PROMPT}/revisions/3").headers["Memento-Datetime"] == "Tue, 01 Jul 2025 03:00:00 GMT"
    assert {hit["concept"]["revision"] for hit in desk.get("/api/v1/search?q=r3&glossary=trial")["hits"]} == {3}
    assert [each["revision"] for each in desk.get(f"{TRIAL}/concepts")["items"]] == [3]
    clock.set("2025-07-02T00:00:00Z")
    assert glossaries(desk.web.application)["trial"].verify().whole


def test_a_clock_that_ran_ahead_and_was_set_back_shows_nothing_before_its_hour(
    desk: Desk, record: Record, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")

    def everywhere() -> set[int]:
        listed = [each["revision"] for each in desk.get(f"{TRIAL}/concepts")["items"]]
        exported = desk.get(f"{TRIAL}/export?format=json")[0]["languages"]["ja"]["definition"]["text"]
        found = [each["concept"]["revision"] for each in desk.get("/api/v1/terms?form=用語prompt")["matches"]]
        marks = desk.post("/api/v1/annotations", {"text": "用語prompt"}).get_json()["marks"]
        named = [each["concept"]["revision"] for each in marks]
        return {*listed, int(exported[1:]), *found, *named, int(told(desk.web))}

    for moment, number in (("2025-08-01", 1), ("2026-08-01", 2), ("2025-08-01", 1), ("2025-09-01", 2)):
        clock.set(f"{moment}T00:00:00+09:00")
        assert everywhere() == {number}, moment


def test_13_a_wording_learned_late_takes_its_place_between_the_others(desk: Desk, record: Record) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-09-01", "2025-09-01")
    record("2025-10-01", "2025-06-30")
    assert (told(desk.web, as_of="2025-07-01"), told(desk.web, as_of="2025-09-01")) == (3, 2)


def test_14_of_two_wordings_of_a_day_that_come_in_the_wrong_order_each_answers_for_its_hour(
    desk: Desk, record: Record
) -> None:
    record("2025-07-01", "2023-06-17T19:01:27Z")
    record("2025-07-01", "2023-06-17T15:39:17Z")
    asked = {f"2023-06-17T{hour}:00Z": f"r{n}" for hour, n in (("16:00", 2), ("20:00", 1))}
    for as_of, text in asked.items():
        found = desk.get(f"{PROMPT}?as_of={as_of}")
        assert found["languages"]["ja"]["definition"]["text"] == text
