"""`/id/…` names a concept for ever and leads each asker to a form they can read."""

from __future__ import annotations

import re
import subprocess

import pytest
from flask.testing import FlaskClient

from tests.web.support import HALLUCINATION, Desk, problem

ID = "/id/ai-finance/hallucination"
JA = "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。"
EN = "generation by generative AI of factually unfounded and erroneous information"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "where"),
    [
        (None, f"{ID}.txt"),
        ("*/*", f"{ID}.txt"),
        ("text/plain", f"{ID}.txt"),
        ("text/*", f"{ID}.txt"),
        ("text/markdown", f"{ID}.md"),
        ("application/json", HALLUCINATION),
        ("application/*", HALLUCINATION),
        ("text/plain;q=0.1, text/markdown;q=0.9", f"{ID}.md"),
        ("application/json, */*;q=0.1", HALLUCINATION),
        ("text/plain;q=0, */*", None),
        (BROWSER, "/ja/ai-finance/hallucination"),
    ],
)
def test_the_form_is_chosen_by_accept(web: FlaskClient, accept: str | None, where: str | None) -> None:
    response = web.get(ID, headers={"Accept": accept} if accept else {})
    assert response.status_code == 303
    assert "Accept" in [each.strip() for each in response.headers["Vary"].split(",")]
    assert response.headers["Location"] == (f"http://localhost{where}" if where else response.headers["Location"])
    if accept == "text/plain;q=0, */*":
        assert not response.headers["Location"].endswith(".txt")
    assert web.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "accept", ["application/x-evil", "image/png", "text/plain;q=0, application/x-evil", "text/turtle"]
)
def test_a_form_that_is_not_to_be_had_is_not_acceptable(web: FlaskClient, accept: str) -> None:
    problem(web.get(ID, headers={"Accept": accept}), 406, "not-acceptable")


@pytest.mark.parametrize("accept", ["", ";", "text/plain;q=abc", "q=", "a/b;" * 3000, "\xff\xfe", "*/*;q=9", "text"])
def test_an_accept_that_makes_no_sense_never_breaks_anything(web: FlaskClient, accept: str) -> None:
    assert web.get(ID, headers={"Accept": accept}).status_code in (303, 400, 406)


def test_plain_text_tells_both_languages_unless_one_is_chosen(web: FlaskClient) -> None:
    both = web.get(f"{ID}.txt")
    assert both.content_type == "text/plain; charset=utf-8"
    told = both.get_data(as_text=True)
    assert told.index("ハルシネーション") < told.index(JA) < told.index(EN)
    assert "仮訳" in told
    assert "金融庁の公式の用語集ではありません。" in told
    assert "Not an official FSA glossary." in told
    assert f"http://localhost{ID}" in told
    ja, en = (web.get(f"{ID}.txt?language={tag}").get_data(as_text=True) for tag in ("ja", "en"))
    assert (JA in ja, EN in ja) == (True, False)
    assert (JA in en, EN in en) == (False, True)


def test_markdown_has_a_heading_a_language_and_escapes_what_would_be_markup(desk: Desk) -> None:
    plain = desk.web.get(f"{ID}.md")
    assert plain.content_type == "text/markdown; charset=utf-8"
    assert len(re.findall("^## ", plain.get_data(as_text=True), re.MULTILINE)) == 2
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) *強調* `c`"
    assert desk.change(HALLUCINATION, evil).status_code == 200
    told = desk.web.get(f"{ID}.md").get_data(as_text=True)
    assert "\\<img" in told
    assert "\\[x\\]" in told
    assert "\\*強調\\*" in told


def test_the_chosen_language_survives_the_redirect(web: FlaskClient) -> None:
    assert (
        web.get(f"{ID}?language=en", headers={"Accept": "text/plain"}).headers["Location"].endswith(".txt?language=en")
    )
    read = web.get(f"{ID}?language=en", follow_redirects=True)
    assert EN in read.get_data(as_text=True)
    assert (
        web.get(f"{ID}?language=en", headers={"Accept": "application/json"}, follow_redirects=True).status_code == 200
    )


def test_each_form_of_a_revision_has_its_own_tag(desk: Desk) -> None:
    addresses = (HALLUCINATION, f"{ID}.txt", f"{ID}.md", f"{ID}.txt?language=ja", f"{ID}.txt?language=en")
    tags = [desk.web.get(address).headers["ETag"] for address in addresses]
    assert len(set(tags)) == len(tags)
    assert tags[0] == '"1"'
    assert all(re.fullmatch(r'"1-[a-z]+-[a-z]+"', tag) for tag in tags[1:])
    desk.change(HALLUCINATION, "変わった定義。")
    assert set(tags).isdisjoint(desk.web.get(address).headers["ETag"] for address in addresses)


@pytest.mark.parametrize("form", ["", ".txt", ".md"])
def test_who_is_not_there_is_told_so(web: FlaskClient, form: str) -> None:
    problem(web.get(f"/id/ai-finance/nobody{form}"), 404, "concept-not-found")
    problem(web.get(f"/id/nowhere/hallucination{form}"), 404, "glossary-not-found")
    problem(web.get(f"{ID}{form}?language=../../etc/passwd"), 400, "invalid-query")
    problem(web.get(f"{ID}{form}?colour=red"), 400, "invalid-query")


def test_curl_prints_a_definition_that_a_person_can_read(served: tuple[str, int]) -> None:
    host, port = served
    command = ["curl", "-sL", "--fail", "--max-time", "20", f"http://{host}:{port}{ID}"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert told.splitlines()[0].startswith("ハルシネーション")
    assert JA in told
    assert EN in told
    assert "<" not in told


def test_dates_are_shown_in_the_calendar_asked_for(web: FlaskClient) -> None:
    told = web.get(f"{ID}.txt")
    assert "2025年6月18日" in told.get_data(as_text=True)
    assert "Revision 1, valid from 18 June 2025" in told.get_data(as_text=True)
    era = web.get(f"{ID}.txt?calendar=japanese")
    assert "令和7年6月18日" in era.get_data(as_text=True)
    assert era.headers["ETag"] != told.headers["ETag"]
    led = web.get(f"{ID}?calendar=japanese", headers={"Accept": "text/markdown"}).headers["Location"]
    assert "令和7年6月18日" in web.get(led).get_data(as_text=True)
