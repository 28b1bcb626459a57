"""What a glossary says of itself, changed on a page: languages, subject fields, the review; nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import Glossary
from tests.web.page_support import HTML, Form, seen, signed_in
from tests.web.support import Desk, G, faults, problem

SETTINGS = "/en/ai-finance/-/desk/settings"


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """Somebody who may change the settings."""
    return signed_in(app, "administrator", role="administrator")


def sent(web: FlaskClient, status: int = 303, address: str = SETTINGS, gone: str = "", **said: Any) -> str:
    """The form as it stands, with some fields filled in otherwise, and one tick taken away."""
    form = Form(seen(web.get(address, headers=HTML)), address).said
    form.pop(gone, None)
    answer = web.post(address, data={**form, **said}, headers=HTML)
    assert answer.status_code == status, answer.text
    return answer.text


def test_sent_as_it_stands_it_changes_nothing(administrator: FlaskClient, opened: Glossary) -> None:
    before = opened.overview()[:2]
    assert "Name of step 1 (English)" in seen(administrator.get(SETTINGS, headers=HTML))
    sent(administrator)
    assert opened.overview()[:2] == before


def test_a_review_gets_steps_and_loses_them(administrator: FlaskClient, opened: Glossary) -> None:
    first = {"id": "check", "ja": "一次審査", "en": "First check", "place": "1", "role": "editor"}
    typed: dict[str, Any] = {f"step-1-{name}": value for name, value in first.items()}
    sent(administrator, **typed | {"step-1-deputy": "administrator", "step-0-place": "2"})
    [check, review] = opened.settings().review_steps
    assert (check.id, check.title, check.role) == ("check", {"ja": "一次審査", "en": "First check"}, "editor")
    assert (check.deputy, review.id, review.deputy) == ("administrator", "review", None)
    sent(administrator, 303, SETTINGS, "", **{"step-0-gone": "1"})
    assert [each.id for each in opened.settings().review_steps] == ["review"]


def test_what_is_wrong_with_a_step_stands_at_its_field_and_what_was_typed_stays(administrator: FlaskClient) -> None:
    typed = {"step-1-id": "No Id", "step-1-en": "Second look", "title-en": "Kept"}
    page = sent(administrator, 422, SETTINGS, "", **typed)
    assert typed.items() <= Form(page, SETTINGS).said.items()
    assert 'id="step-1-id-wrong"' in page
    assert 'href="#step-1-id"' in page
    none = sent(administrator, 422, **{"step-0-gone": "1"})
    assert 'id="steps-wrong"' in none
    assert Form(none, SETTINGS).said["step-0-gone"] == "1"
    assert 'id="step-0-role"' in sent(administrator, 422, **{"step-0-role": "king"})


def test_a_language_is_added_and_taken_away(administrator: FlaskClient, opened: Glossary) -> None:
    sent(administrator, language="fr")
    assert opened.settings().languages == ("ja", "en", "fr")
    sent(administrator, gone="language-fr")
    assert opened.settings().languages == ("ja", "en")
    wrong = sent(administrator, 422, language="not a tag")
    assert ('id="language-wrong"' in wrong, Form(wrong, SETTINGS).said["language"]) == (True, "not a tag")
    assert 'id="source_language-wrong"' in sent(administrator, 422, gone="language-ja", **{"title-en": "x"})


def test_what_is_in_use_stays_and_the_page_says_where(administrator: FlaskClient, opened: Glossary) -> None:
    before = opened.overview()[:2]
    page = sent(administrator, 422, **{"subject-0-gone": "1"})
    assert 'id="subjects-wrong"' in page
    assert "cannot be removed. Concepts that have it:" in page
    assert "59" in sent(administrator, 422, gone="language-en")
    japanese = sent(administrator, 422, SETTINGS.replace("/en/", "/ja/"), gone="language-en")
    assert "英語" in japanese
    assert opened.overview()[:2] == before


def test_the_interface_says_the_same_in_both_languages(administration: Desk, web: FlaskClient) -> None:
    told = web.get(G)
    body = told.get_json()
    less = {**body, "subjects": body["subjects"][1:], "languages": ["ja"]}
    expected = {("#/subjects", "subject-in-use"), ("#/languages", "language-in-use")}
    for language in ("ja", "en"):
        answer = administration.put(G, less, told.headers["ETag"], **{"Accept-Language": language})
        assert faults(answer, 422) == expected
        details = [each["detail"] for each in problem(answer, 422, "invalid-content")["errors"]]
        assert any("59" in each for each in details)
        assert all(("、" in each) is (language == "ja") for each in details)
