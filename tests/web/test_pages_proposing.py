"""Proposing, following and deciding on pages: nothing written is lost, nothing not shown is changed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace
from werkzeug.test import TestResponse

from glossary import Glossary, Identity, ReviewStep, Who
from tests.web.page_support import HTML, Form, seen, signed_in
from tests.web.support import glossaries

ROOT = "/en/ai-finance/-"
PROPOSE = f"{ROOT}/propose"
EVIL = "\"'><img src=x onerror=alert(1)></textarea></script></title>{{ 7*7 }}<!--"
REASONS = {"source": "https://example.jp/", "rationale": "for a test"}


@pytest.fixture
def reviewer(app: Flask) -> FlaskClient:
    """The browser of a reviewer who is an editor too."""
    return signed_in(app, "editor")


def form(web: FlaskClient, concept: str | None = None) -> dict[str, str]:
    where = f"{PROPOSE}?concept={concept}" if concept else PROPOSE
    return Form(seen(web.get(where, headers=HTML)), PROPOSE).said


def sent(web: FlaskClient, said: dict[str, str], where: str = PROPOSE, status: int = 200) -> str:
    answer = web.post(where, data=said, headers=HTML)
    assert answer.status_code == status, answer.text
    return seen(answer)


def proposed(web: FlaskClient, concept: str = "llm", **members: str) -> str:
    """The page of a proposal that a stranger made."""
    sent(web, {**form(web, concept), **REASONS, **members})
    return f"{ROOT}/proposals/1"


def acted(web: FlaskClient, where: str, act: str, **members: str) -> TestResponse:
    """Do something on the page of a proposal, as its form does."""
    said = dict(Form(web.get(where, headers=HTML).text, where).said.items())
    return web.post(where, data={**said, "act": act, **members}, headers=HTML)


def test_a_form_sent_as_it_came_changes_nothing(web: FlaskClient, opened: Glossary) -> None:
    for concept in (each.concept.id for each in opened.concepts(limit=200).items):
        page = sent(web, {**form(web, concept), **REASONS}, f"{PROPOSE}/preview", 422)
        assert "This changes nothing" in page, concept


def test_what_the_form_does_not_show_stays_as_it_was(web: FlaskClient, opened: Glossary) -> None:
    before = opened.concept("hallucination").revision.concept
    proposed(web, "hallucination", **{"ja-definition": "新しい定義。"})
    filed = opened.desk.proposal(1, _administrator(opened)).proposal.content.concept
    assert filed is not None
    section = filed.languages["ja"]
    assert section.definition is not None
    assert section.definition.text == "新しい定義。"
    old = before.languages["ja"]
    assert old.definition is not None
    as_before = replace(filed, languages={**filed.languages, "ja": replace(section, definition=old.definition)})
    assert as_before == before


def test_a_new_concept_takes_the_source_that_was_asked_for_first(web: FlaskClient, opened: Glossary) -> None:
    said = {**form(web), **REASONS, "ja-terms-0-text": "模型札", "ja-terms-0-reading": "もけいふだ"}
    said |= {"ja-definition": "模型を説明する文書。", "en-terms-0-text": "model card", "en-definition": "a document"}
    sent(web, {**said, "en-terms-1-text": "card", "en-terms-1-status": "deprecated"})
    proposal = opened.desk.proposal(1, _administrator(opened)).proposal
    assert (proposal.concept, proposal.kind) == ("model-card", "new")
    assert proposal.content.concept is not None
    english = proposal.content.concept.languages["en"]
    assert english.definition is not None
    assert english.definition.source is not None
    assert (english.definition.source.uri, english.definition.source.status) == ("https://example.jp/", "translated")
    assert [(term.text, term.status) for term in english.terms] == [("model card", "preferred"), ("card", "deprecated")]
    assert english.based_on is not None


def test_what_is_wrong_is_told_beside_each_field_and_nothing_is_lost(web: FlaskClient) -> None:
    said = {**form(web), "en-definition": EVIL, "name": EVIL, "ja-notes-0-text": EVIL, "en-terms-1-text": EVIL}
    page = sent(web, said, status=422)
    assert 'href="#source"' in page
    assert 'id="source-wrong"' in page
    assert "<img" not in page.partition("<main")[2]
    assert said.items() <= Form(page, PROPOSE).said.items() | {("csrf_token", "")}
    gap = {**said, **REASONS, "en-terms-1-text": "", "en-terms-4-text": "twice", "en-terms-7-text": "twice"}
    page = sent(web, gap, status=422)
    assert 'href="#ja-terms-0-text"' in page
    assert Form(page, PROPOSE).said["en-terms-2-text"] == "twice"


def test_markup_in_every_field_is_only_shown(web: FlaskClient, reviewer: FlaskClient) -> None:
    names = [name for name in form(web, "llm") if name.endswith(("-text", "-definition", "-source"))]
    filled = {name: f"{EVIL}{number}" for number, name in enumerate(names)}
    where = proposed(web, **filled, rationale=EVIL, source=EVIL, name=EVIL, contact=EVIL, credit=EVIL)
    assert acted(reviewer, where, "comment", text=EVIL).status_code == 303
    for page in (where, f"{where}/edit", f"{ROOT}/desk"):
        html = reviewer.get(page, headers=HTML).text
        assert "<img" not in html.partition("<main")[2]
        assert EVIL in unescape(html) or page.endswith("desk")


def test_a_stranger_follows_with_the_secret_and_others_do_not(app: Flask, web: FlaskClient) -> None:
    page = sent(web, {**form(web, "llm"), **REASONS, "ja-definition": "別の定義。"})
    [secret] = set(re.findall(r"typ_[\w-]+", page))
    where = f"{ROOT}/proposals/1"
    assert "別の定義" in seen(web.get(where, headers=HTML))
    other = app.test_client()
    assert "別の定義" not in seen(other.get(where, headers=HTML))
    assert other.post(f"{where}/open", data={"code": "typ_" + "a" * 43}, headers=HTML).status_code == 403
    assert other.post(f"{where}/open", data={"code": f"http://x{where}#{secret}"}, headers=HTML).status_code == 303
    assert "別の定義" in seen(other.get(where, headers=HTML))
    assert secret not in other.get(where, headers=HTML).text


def test_sent_back_edited_and_accepted_with_edits(web: FlaskClient, reviewer: FlaskClient, opened: Glossary) -> None:
    where = proposed(web, **{"ja-definition": "一つ目。"})
    assert acted(reviewer, where, "request-changes", back="出典を").status_code == 303
    edit = Form(seen(web.get(f"{where}/edit", headers=HTML)), f"{where}/edit").said
    answer = web.post(f"{where}/edit", data={**edit, "ja-definition": "二つ目。", "act": "edit"}, headers=HTML)
    assert answer.headers["Location"].endswith("done=edit")
    edit = Form(seen(reviewer.get(f"{where}/edit", headers=HTML)), f"{where}/edit").said
    accepted = {**edit, "ja-definition": "三つ目。", "act": "accept", "remark": "整えた", "valid_from": "2026-01-01"}
    assert reviewer.post(f"{where}/edit", data=accepted, headers=HTML).status_code == 303
    revision = opened.revisions("llm", limit=1)[0]
    definition = revision.concept.languages["ja"].definition
    assert definition is not None
    assert (definition.text, revision.valid_from) == ("三つ目。", "2026-01-01")
    page = seen(web.get(where, headers=HTML))
    assert "整えた" in page
    assert "accepted with edits of the reviewer" in page


def test_nobody_accepts_their_own_and_is_told_so(app: Flask) -> None:
    mine = signed_in(app, "editor")
    said = {**form(mine, "llm"), **REASONS, "ja-definition": "自分の定義。"}
    answer = mine.post(PROPOSE, data=said, headers=HTML)
    assert answer.headers["Location"] == f"{ROOT}/proposals/1?done=propose"
    where = f"{ROOT}/proposals/1"
    assert "another person must decide" in seen(mine.get(where, headers=HTML))
    answer = acted(mine, where, "accept")
    assert answer.status_code == 403
    assert "Another person must review it." in seen(answer)


def test_a_conflict_is_shown_with_its_values_and_settled_by_choosing(
    web: FlaskClient, reviewer: FlaskClient, app: Flask, opened: Glossary
) -> None:
    where = proposed(web, **{"ja-definition": "提案の定義。"})
    other = app.test_client()
    sent(other, {**form(other, "llm"), **REASONS, "ja-definition": "競う定義。"})
    assert acted(reviewer, f"{ROOT}/proposals/2", "accept").status_code == 303
    assert "Bring it up to date" in seen(web.get(where, headers=HTML))
    answer = acted(web, where, "rebase")
    page = seen(answer)
    assert answer.status_code == 409
    assert "競う定義。" in page
    [name] = set(re.findall(r'name="(choice-[^"]+)"', page))
    [head] = re.findall(r'name="head" value="(\d+)"', page)
    assert acted(web, where, "rebase", head=head, **{name: "proposed"}).status_code == 303
    assert acted(reviewer, where, "accept").status_code == 303
    definition = opened.concept("llm").revision.concept.languages["ja"].definition
    assert definition is not None
    assert definition.text == "提案の定義。"


def test_a_retirement_and_a_rejection_with_its_reason(web: FlaskClient, reviewer: FlaskClient) -> None:
    said = Form(web.get(f"{PROPOSE}?concept=chatbot&kind=retirement", headers=HTML).text, PROPOSE).said
    sent(web, {**said, "rationale": "unused", "into": "llm"})
    where = f"{ROOT}/proposals/1"
    assert 'href="#impact"' in reviewer.get(where, headers=HTML).text
    answer = acted(reviewer, where, "reject", why="広く使われている")
    assert (answer.status_code, 'id="reason-wrong"' in seen(answer)) == (422, True)
    assert "広く使われている" in answer.text
    assert acted(reviewer, where, "reject", reason="incorrect", why="広く使われている").status_code == 303
    japanese = seen(web.get(where.replace("/en/", "/ja/"), headers=HTML))
    assert "広く使われている" in japanese
    assert "不採用" in japanese


def test_a_merge_shows_what_the_checks_say_of_the_concept_that_takes_the_terms_in(web: FlaskClient) -> None:
    said = Form(web.get(f"{PROPOSE}?concept=llm&kind=merge", headers=HTML).text, PROPOSE).said
    page = sent(web, {**said, "rationale": "the same", "into": "slm"}, f"{PROPOSE}/preview")
    assert "What the checks found in the concept that takes the terms in" in page
    assert "The definition uses the term that it defines: “LLM”" in page


def test_steps_are_taken_by_different_people(web: FlaskClient, app: Flask, opened: Glossary) -> None:
    steps = tuple(ReviewStep(id=name, title={"ja": name, "en": name}, deputy="editor") for name in ("first", "last"))
    house = glossaries(app)
    opened.change_settings(replace(opened.settings(), review_steps=steps), house.house(), opened.overview()[1].seq)
    where, one = proposed(web, **{"ja-definition": "段階。"}), signed_in(app, "one")
    assert acted(one, where, "accept", remark="よい").status_code == 303
    again = acted(one, where, "accept")
    assert (again.status_code, "Another person must take this one" in seen(again)) == (403, True)
    assert acted(one, where, "accept", deputy_for="課長").status_code == 303
    assert "deputy for 課長" in seen(web.get(where, headers=HTML))


def test_too_many_waiting_come_back_with_the_form(web: FlaskClient) -> None:
    settings = web.application.extensions["glossary-config"]
    few = replace(settings, quotas=replace(settings.quotas, open_proposals=1))
    web.application.extensions["glossary-config"] = few
    proposed(web, **{"ja-definition": "一つ。"})
    page = sent(web, {**form(web, "slm"), **REASONS, "ja-definition": "二つ。"}, status=429)
    assert Form(page, PROPOSE).said["ja-definition"] == "二つ。"


def test_another_site_proposes_nothing(web: FlaskClient, opened: Glossary) -> None:
    said = {**form(web, "llm"), **REASONS, "ja-definition": "よそから。"}
    foreign = web.post(PROPOSE, data=said, headers={**HTML, "Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert opened.desk.events() == []


def test_who_was_signed_out_meanwhile_keeps_what_they_wrote(app: Flask) -> None:
    mine = signed_in(app, "editor")
    said = {**form(mine, "llm"), **REASONS, "ja-definition": "途中。"}
    page = sent(app.test_client(), said, status=403)
    assert "no longer signed in" in page
    assert Form(page, PROPOSE).said["ja-definition"] == "途中。"


def test_an_editor_confirms_a_translation_at_the_desk(web: FlaskClient, reviewer: FlaskClient) -> None:
    where = proposed(web, **{"ja-definition": "原文の変更。"})
    assert acted(reviewer, where, "accept").status_code == 303
    page = seen(reviewer.get(f"{ROOT}/desk", headers=HTML))
    said = Form(page, f"{ROOT}/desk/confirm").said
    assert (said["concept"], said["tongue"]) == ("llm", "en")
    assert reviewer.post(f"{ROOT}/desk/confirm", data=said, headers=HTML).status_code == 303
    assert "Every translation matches" in seen(reviewer.get(f"{ROOT}/desk", headers=HTML))


def _administrator(opened: Glossary) -> Who:
    return Who(identity=Identity(person="p-test", role="administrator", glossary=None, by="test"))
