"""The link in each letter leads to a page that stops letters, and only when it is asked to."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import store
from tests.web.support import glossaries, is_japanese


@pytest.fixture
def person(app: Flask) -> str:
    house = glossaries(app)
    found = house.house()
    house.wishes.reach(found, "a@example.jp", "ja", found)
    return found


@pytest.fixture
def link(app: Flask, person: str) -> str:
    return f"/letters/stop/{_reached(app, person).token}"


def _reached(app: Flask, person: str) -> store.Reached:
    with glossaries(app)._database.writing() as connection:
        found = store.reached(connection, person)
    assert found
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_opening_the_link_stops_nothing_and_sending_the_form_does(
    app: Flask, web: FlaskClient, person: str, link: str, language: str
) -> None:
    asked = web.get(link, headers={"Accept-Language": language})
    assert (asked.status_code, asked.mimetype) == (200, "text/html")
    assert asked.headers["Cache-Control"] == "no-store"
    assert asked.headers["Content-Language"] == language
    assert is_japanese(asked.get_data(as_text=True).split("<h1>")[1].split("</h1>")[0]) is (language == "ja")
    assert not _reached(app, person).stopped
    assert '<form method="post">' in asked.get_data(as_text=True)
    done = web.post(link, data={"List-Unsubscribe": "One-Click"}, headers={"Accept-Language": language})
    assert (done.status_code, _reached(app, person).stopped) == (200, True)
    assert web.post(link).status_code == 200


def test_a_link_that_was_never_sent_leads_nowhere(web: FlaskClient) -> None:
    assert web.get("/letters/stop/0").status_code == 404
    assert web.post(f"/letters/stop/{'a' * 40}").status_code == 404


def test_a_stranger_is_written_to_in_the_language_in_which_they_proposed(app: Flask, web: FlaskClient) -> None:
    body = {"concept": "hallucination", "kind": "retirement", "base_revision": 1, "rationale": "Not used."}
    for language in ("en", "ja"):
        made = web.post("/api/v1/glossaries/ai-finance/proposals", json=body, headers={"Accept-Language": language})
        assert made.status_code == 201, made.get_json()
        assert _reached(app, made.get_json()["proposer"]["person"]).language == language


def test_a_stranger_is_written_to_in_the_language_of_the_page_on_which_they_proposed(
    app: Flask, web: FlaskClient
) -> None:
    said = {"concept": "prompt", "base": "1", "kind": "retirement", "rationale": "Not used."}
    for number, language in enumerate(("en", "ja"), start=1):
        made = web.post(f"/{language}/ai-finance/-/propose", data=said, headers={"Accept-Language": "de"})
        assert made.status_code == 200, made.text
        [event] = glossaries(app)["ai-finance"].desk.events(after=number - 1)
        assert event.person
        assert _reached(app, event.person).language == language
