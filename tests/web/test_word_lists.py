"""Lists of words for scripts: every form, the same for all pages, small enough to be kept by caches."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.listed_words import list_answer
from glossary import Glossaries, InvalidQuery, Whereabouts, word_lists
from tests.support import SETTINGS, draft
from tests.web.support import HALLUCINATION, Desk, G, problem

FORMS = f"{G}/forms"


def _forms(told: Any) -> dict[str, tuple[str, int]]:
    return {form[0]: (told["concepts"][form[1]][0], form[2] if len(form) > 2 else 0) for form in told["forms"]}


def test_every_form_of_a_language_is_there_with_its_concept(web: FlaskClient) -> None:
    told: Any = web.get(f"{FORMS}?language=ja").get_json()
    forms = _forms(told)
    assert (told["v"], told["glossary"], told["language"]) == (1, "ai-finance", "ja")
    assert forms["大規模言語モデル"] == ("llm", 0)
    assert forms["幻覚"] == forms["ハルシネーション"] == ("hallucination", 0)
    assert forms["LLM"] == ("llm", 1)
    assert forms["Claude"] == ("claude", 4)
    assert [form[0] for form in told["forms"]] == sorted(form[0] for form in told["forms"])
    assert told["attribution"].startswith("金融庁の公式の用語集ではありません。")


def test_a_concept_is_told_whole_with_whose_words_these_are(web: FlaskClient) -> None:
    japanese, english = (_concepts(web.get(f"{FORMS}?language={each}").get_json()) for each in ("ja", "en"))
    assert japanese["hallucination"][1:] == [
        "ハルシネーション",
        "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。",
        "出典：「金融庁 AI官民フォーラム」（第1回、2025年6月18日）資料 Appendix I. 用語集等―その他",
        None,
    ]
    assert english["hallucination"][1] == "hallucination"
    assert english["hallucination"][4] == "unofficial translation (matches the source text)"


def _concepts(told: Any) -> dict[str, list[str | None]]:
    return {row[0]: row for row in told["concepts"]}


def test_a_concept_alone_is_told_as_in_the_list(web: FlaskClient) -> None:
    for language in ("ja", "en"):
        whole = _concepts(web.get(f"{FORMS}?language={language}").get_json())
        alone: Any = web.get(f"{FORMS}/hallucination?language={language}").get_json()
        assert alone["concept"] == whole["hallucination"]


def test_the_source_language_is_told_where_none_is_asked_for(web: FlaskClient) -> None:
    assert web.get(FORMS).data == web.get(f"{FORMS}?language=ja").data


def test_some_subjects_may_be_chosen(web: FlaskClient) -> None:
    every, risk, both = (
        set(_concepts(web.get(FORMS, query_string=query).get_json()))
        for query in ({}, {"subjects": "risk"}, {"subjects": "risk,tech"})
    )
    assert risk < both < every
    assert "hallucination" in risk


def test_a_list_as_of_a_date_or_in_an_edition_tells_that_state(desk: Desk) -> None:
    desk.change(HALLUCINATION, "新しい定義。")
    for state in ("as_of=2025-07-01", "edition=ai-forum-2025-06-18"):
        told = _concepts(desk.get(f"{FORMS}?{state}"))
        assert told["hallucination"][2] != "新しい定義。"
        assert desk.get(f"{FORMS}/hallucination?{state}")["concept"] == told["hallucination"]


def test_a_change_is_told_at_once(desk: Desk) -> None:
    assert "新しい定義。" not in desk.web.get(FORMS).get_data(as_text=True)
    desk.change(HALLUCINATION, "新しい定義。")
    assert _concepts(desk.get(FORMS))["hallucination"][2] == "新しい定義。"
    assert desk.post(f"{HALLUCINATION}/retire", {"reason": "試験"}).status_code == 200
    assert "hallucination" not in _concepts(desk.get(FORMS))
    problem(desk.web.get(f"{FORMS}/hallucination"), 410)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("language=%3C", "#/language"), ("subjects=nothing", "#/subject"), ("limit=3", "#/limit"), ("as_of=x", "#/as_of")],
)
def test_a_strange_question_is_refused(web: FlaskClient, query: str, pointer: str) -> None:
    assert problem(web.get(f"{FORMS}?{query}"), 400)["errors"][0]["pointer"] == pointer


def test_a_page_in_a_language_that_the_glossary_has_not_gets_an_empty_list(web: FlaskClient) -> None:
    for language in ("fr", "jp", "zh-Hant"):
        told: Any = web.get(f"{FORMS}?language={language}").get_json()
        assert (told["language"], told["concepts"], told["forms"]) == (language, [], [])


def test_what_is_not_there_is_said_to_be_missing(web: FlaskClient) -> None:
    problem(web.get("/api/v1/glossaries/nothing/forms"), 404)
    problem(web.get(f"{FORMS}/nobody"), 404)
    assert problem(web.get(f"{FORMS}/hallucination?language=fr"), 400)["errors"][0]["code"] == "no-source-section"


@pytest.mark.parametrize("address", [FORMS, f"{FORMS}/hallucination"])
def test_one_copy_serves_every_page(lasting: Flask, address: str) -> None:
    web = lasting.test_client()
    answers = [
        web.get(address, headers={"Origin": origin, "Accept-Language": language, "Referer": origin})
        for origin, language in (("https://a.example", "ja"), ("null", "en"))
    ]
    for answer in answers:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Cache-Control"].startswith("public, max-age=60")
        assert "Set-Cookie" not in answer.headers
    assert answers[0].data == answers[1].data
    tag = answers[0].headers["ETag"]
    assert web.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_list_travels_compressed(lasting: Flask) -> None:
    web = lasting.test_client()
    plain, compressed = web.get(FORMS), web.get(FORMS, headers={"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(compressed.data) == plain.data
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert compressed.headers["ETag"] != plain.headers["ETag"]
    assert "Content-Encoding" not in plain.headers
    assert len(compressed.data) < 4000


def test_the_golden_list(web: FlaskClient) -> None:
    told: Any = web.get(f"{FORMS}?language=en&subjects=policy").get_json()
    golden = Path(__file__).parents[1] / "golden/forms.json"
    assert told == json.loads(golden.read_text(encoding="utf-8"))


def test_a_long_list_leaves_the_definitions_for_later(
    tmp_path: Path, place: Whereabouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_lists, "MOST_DEFINED", 2)
    with Glossaries.open(place) as house:
        glossary = house.make(SETTINGS, "p-editor")
        glossary.load([draft(f"c{number}") for number in range(3)], "p-editor")
        told = list_answer(glossary.words("ja"), glossary.settings())
        assert told.concepts == [[f"c{number}", f"用語c{number}"] for number in range(3)]


def test_too_many_concepts_for_a_list_ask_for_subjects(place: Whereabouts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.glossary.MOST_CONCEPTS", 2)
    monkeypatch.setattr("glossary.glossary._PAGE", 1)
    with Glossaries.open(place) as house:
        glossary = house.make(SETTINGS, "p-editor")
        some = [draft(f"c{number}", subjects=("tech",) if number < 2 else ()) for number in range(3)]
        glossary.load(some, "p-editor")
        with pytest.raises(InvalidQuery) as refused:
            glossary.words("ja")
        assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/subjects", "too-many")]
        assert len(glossary.words("ja", ["tech"]).concepts) == 2


def test_search_forms_are_looked_for_as_in_the_annotation_of_texts(web: FlaskClient) -> None:
    forms = _forms(web.get(FORMS).get_json())
    assert forms["学習済みモデル"] == forms["学習済モデル"] == ("pre-trained-model", 0)
