"""Annotating texts and pages and checking translations over HTTP: what is answered, to whom, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.support import Watch, faults, is_japanese, problem

ANNOTATIONS, CHECKS = "/api/v1/annotations", "/api/v1/checks"
PAIR = {"source": {"language": "ja", "text": "LLMと幻覚"}, "target": {"language": "en", "text": "An LLM"}}


def annotate(web: FlaskClient, **body: Any) -> dict[str, Any]:
    response = web.post(ANNOTATIONS, json=body)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.headers["Cache-Control"] == "no-store"
    told: dict[str, Any] = response.get_json()
    return told


def test_a_text_is_answered_with_marks_in_code_points_and_utf_16(web: FlaskClient) -> None:
    told = annotate(web, text="𠮷野家のＬＬＭs")
    [mark] = told["marks"]
    assert (mark["start"], mark["end"], mark["start_utf16"], mark["end_utf16"]) == (4, 8, 5, 9)
    assert (mark["text"], mark["matched_on"]) == ("ＬＬＭs", "inflection")
    assert mark["term"] == {"text": "LLM", "language": "ja", "status": "preferred"}
    assert set(mark["concept"]) == {"id", "glossary", "uri", "revision", "status", "terms"}
    assert told["html"] is None


def test_html_is_answered_with_links_and_otherwise_to_the_letter(web: FlaskClient) -> None:
    told = annotate(web, html="<P>LLM<br/>&amp; <a href=x>LLM")
    link = '<a href="http://localhost/id/ai-finance/llm" rel="glossary">LLM</a>'
    marked = f'<glossary-term concept="llm" glossary="ai-finance">{link}</glossary-term>'
    assert told["html"] == f"<P>{marked}<br/>&amp; <a href=x>LLM"
    assert [(mark["start"], mark["end"]) for mark in told["marks"]] == [(3, 6)]


def test_the_language_the_glossary_and_first_only_narrow_what_is_marked(web: FlaskClient) -> None:
    text = "LLM、hallucination、LLM"
    assert len(annotate(web, text=text)["marks"]) == 3
    assert len(annotate(web, text=text, language="ja", glossary="ai-finance")["marks"]) == 2
    assert len(annotate(web, text=text, first_only=True)["marks"]) == 2
    assert annotate(web, text=text, as_of="2020-01-01")["marks"] == []
    assert len(annotate(web, text=text, edition="ai-forum-2025-06-18", glossary="ai-finance")["marks"]) == 3


def test_members_that_are_null_are_as_good_as_absent(web: FlaskClient) -> None:
    nothing = dict.fromkeys(("html", "language", "glossary", "as_of", "edition"))
    assert annotate(web, text="LLM", **nothing) == annotate(web, text="LLM")


def test_any_page_on_the_web_may_ask_for_annotations(web: FlaskClient) -> None:
    asked = web.options(ANNOTATIONS, headers={"Origin": "https://example.jp", "Access-Control-Request-Method": "POST"})
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in asked.headers["Access-Control-Allow-Headers"]
    assert web.post(ANNOTATIONS, json={"text": ""}).headers["Access-Control-Allow-Origin"] == "*"


def test_a_translation_is_answered_with_findings_in_both_languages(web: FlaskClient) -> None:
    findings = web.post(CHECKS, json=PAIR).get_json()["findings"]
    found = [(each["code"], each["severity"], each["side"], each["mark"]["text"]) for each in findings]
    assert found == [
        ("preferred-term-missing", "information", "source", "LLM"),
        ("term-missing", "warning", "source", "幻覚"),
    ]
    assert findings[1]["expected"] == {"text": "hallucination", "language": "en", "status": "preferred"}
    assert is_japanese(findings[1]["messages"]["ja"])
    assert findings[1]["messages"]["en"].startswith("The translation has no term for “幻覚”")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {("#/text", "one-of")}),
        ({"text": None}, {("#/text", "one-of")}),
        ({"text": "a", "html": "b"}, {("#/text", "exclusive")}),
        ({"text": 1}, {("#/text", "wrong-type")}),
        ({"text": ["a"]}, {("#/text", "wrong-type")}),
        ({"text": "a", "extra": 1}, {("#/extra", "unknown-member")}),
        ({"text": "a", "first_only": "true"}, {("#/first_only", "wrong-type")}),
        ({"text": "a", "language": "日本語"}, {("#/language", "bad-language")}),
        ({"text": "a", "glossary": "A B"}, {("#/glossary", "bad-id")}),
        ({"text": "a", "as_of": "yesterday"}, {("#/as_of", "bad-date")}),
        ({"text": "a", "as_of": "9999-12-31T23:59:59-14:00"}, {("#/as_of", "bad-date")}),
        ({"text": "a", "edition": "e"}, {("#/edition", "edition-of-one")}),
        ({"text": "a", "edition": "e", "as_of": "2026-01-01"}, {("#/edition", "exclusive")}),
        ({"text": "\ud800"}, {("#/text", "invalid-text")}),
        ({"html": "\udc00\ud800"}, {("#/html", "invalid-text")}),
        ({"text": "LLM " * 10_001}, {("#/text", "too-many-terms")}),
        ({"html": "LLM " * 10_001}, {("#/html", "too-many-terms")}),
    ],
)
def test_a_wrong_body_is_told_where_it_is_wrong(
    web: FlaskClient, watch: Watch, body: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    assert faults(web.post(ANNOTATIONS, json=body), 422) == expected
    watch.nothing_is_lost()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"source": None}, {("#/source", "null")}),
        ({"source": "x"}, {("#/source", "wrong-type")}),
        ({"source": {"text": "x"}}, {("#/source/language", "missing")}),
        ({"target": {"language": "en", "text": "x", "title": "y"}}, {("#/target/title", "unknown-member")}),
        ({"target": {"language": "en", "text": "\ud800"}}, {("#/target/text", "invalid-text")}),
        ({"texts": []}, {("#/texts", "unknown-member")}),
    ],
)
def test_a_wrong_pair_is_told_where_it_is_wrong(
    web: FlaskClient, changed: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    assert faults(web.post(CHECKS, json={**PAIR, **changed}), 422) == expected


@pytest.mark.parametrize("address", [ANNOTATIONS, CHECKS])
def test_what_is_no_question_is_refused(web: FlaskClient, address: str) -> None:
    body = {"text": "a"} if address == ANNOTATIONS else PAIR
    problem(web.post(address, json={**body, "glossary": "nobody"}), 404, "glossary-not-found")
    problem(web.post(address, data="text=LLM"), 415)
    problem(web.post(address, data="[" * 100_000, content_type="application/json"), 400)
    problem(web.post(address, json=[]), 422)
    problem(web.post(f"{address}?first_only=true", json=body), 400)
    problem(web.post(address, data=b" " * 1_100_000, content_type="application/json"), 413)
    problem(web.get(address), 405)


def test_an_edition_that_is_not_there_is_told(web: FlaskClient) -> None:
    body = {"text": "a", "edition": "nope", "glossary": "ai-finance"}
    problem(web.post(ANNOTATIONS, json=body), 404, "edition-not-found")


@pytest.mark.parametrize(
    "text", ["\x00\x1b[31m\ufffe", "", " ", "‮LLM‬", "👩‍💻" * 1000, "ﷺ" * 10_000, "a\u0301" * 100_000]
)
def test_every_text_that_can_be_written_is_read(web: FlaskClient, text: str) -> None:
    annotate(web, text=text)
    told = annotate(web, html=text)
    assert told["html"].replace("</a></glossary-term>", "").endswith(text[-1:])


@pytest.mark.parametrize(
    "text", ["LLMの" * 9_000, "生成" * 60_000, "a@" * 200_000, "<p " * 200_000, "&#" * 250_000, "://" * 150_000]
)
@pytest.mark.timeout(60)  # benchmarks/hostile.py measures it; this only ends what never would
def test_a_text_made_to_cost_much_is_answered(web: FlaskClient, text: str) -> None:
    annotate(web, text="LLM")
    for name in ("text", "html"):
        annotate(web, **{name: text})
