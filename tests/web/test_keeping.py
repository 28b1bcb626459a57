"""Pages are kept as they were made, and nobody ever notices but by the speed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import Draft, Glossaries, Glossary
from tests.conftest import Clock
from tests.support import draft, with_definition
from tests.web.page_support import HTML, pages, read
from tests.web.support import glossaries

ENTRY = "/ja/ai-finance/hallucination"


def put(app: Flask, text: str) -> None:
    """Record another Japanese definition of hallucination."""
    opened = glossaries(app)["ai-finance"]
    newest = opened.revisions("hallucination", limit=1)[0]
    changed = Draft(concept=with_definition(newest.concept, "ja", text))
    opened.put(changed, glossaries(app).house(), newest.number)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_kept_page_is_the_page_that_was_made(web: FlaskClient, language: str) -> None:
    for address in pages(language):
        made, again = (web.get(address, headers=HTML) for _ in range(2))
        assert again.get_data() == made.get_data(), address
        assert dict(again.headers) == dict(made.headers), address


def test_who_has_a_kept_page_is_told_so(web: FlaskClient) -> None:
    tags = [web.get(ENTRY, headers=HTML).headers["ETag"] for _ in range(2)]
    assert tags[0] == tags[1]
    assert web.get(ENTRY, headers={**HTML, "If-None-Match": tags[0]}).status_code == 304
    assert web.get(ENTRY, headers=HTML).status_code == 200


def test_what_is_recorded_shows_at_once(app: Flask, web: FlaskClient) -> None:
    assert "改めた定義" not in read(web, ENTRY)
    put(app, "改めた定義。")
    assert "改めた定義" in read(web, ENTRY)


def test_what_is_kept_is_let_go_when_a_scheduled_wording_begins(
    house: Glossaries, trial: Glossary, clock: Clock
) -> None:
    trial.put(draft("prompt", "先の定義。", valid_from="2026-07-03"), "p-editor", None)
    before = house.latest()
    clock.set("2026-07-02T14:59:59Z")
    assert house.latest() == before
    clock.set("2026-07-02T15:00:01Z")
    assert house.latest() != before


def test_the_name_of_who_was_forgotten_is_not_kept(app: Flask, web: FlaskClient) -> None:
    house = glossaries(app)
    account = house.accounts.make("忘れられる人", "forgotten@example.jp", "editor")
    opened = house["ai-finance"]
    newest = opened.revisions("hallucination", limit=1)[0]
    opened.put(Draft(concept=with_definition(newest.concept, "ja", "別の定義。")), account.person, newest.number)
    assert "忘れられる人" in read(web, ENTRY)
    house.erase_person(account.person, house.house())
    assert "忘れられる人" not in read(web, ENTRY)
