"""Looking things up: every written form of a term, many at once, beginnings, and full text in both languages."""

from __future__ import annotations

import shutil
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import Whereabouts
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, concept_body, problem

FORMS = {
    "hallucination": [
        ("ハルシネーション", "exact"), ("ﾊﾙｼﾈｰｼｮﾝ", "width"), ("はるしねーしょん", "kana"), ("ハルシネイション", None),
        ("ハルシネ－ション", None), ("ハルシネーシヨン", None), ("幻覚", "exact"), ("げんかく", "reading"),
        ("ゲンカク", "reading"),
        ("harushineshon", "romaji"), ("harushinēshon", "romaji"), ("hallucination", "exact"), ("Hallucination", "case"),
        ("ＨＡＬＬＵＣＩＮＡＴＩＯＮ", None), ("hallucinations", "inflection"),
    ],
    "llm": [
        ("LLM", "exact"), ("llm", "case"), ("ＬＬＭ", "width"), ("ｌｌｍ", None), ("えるえるえむ", "reading"),
        ("エルエルエム", "reading"), ("large language model", "exact"), ("Large Language Models", None),
        ("大規模言語モデル", None), ("LLMs", "inflection"),
    ],
    "fine-tuning": [
        ("ファインチューニング", "exact"), ("ﾌｧｲﾝﾁｭｰﾆﾝｸﾞ", "width"), ("ふぁいんちゅーにんぐ", "kana"),
        ("ファイン・チューニング", "separator"), ("ファイン チューニング", "separator"), ("fine-tuning", "exact"),
        ("fine tuning", "separator"), ("finetuning", "separator"), ("Fine‐Tuning", None), ("fainchuuningu", "romaji"),
        ("ファインチュ‐ニング", None), ("ファインチューニング\u3000", None),
    ],
    "generative-ai": [
        ("生成AI", "exact"), ("生成ＡＩ", "width"), ("生成ai", "case"), ("せいせいえーあい", "reading"),
        ("せいせいAI", "reading"),
        ("seiseiAI", "romaji"), ("seisei ai", "romaji"), ("generative AI", "exact"), ("Generative A.I.", None),
        ("generative-ai", "separator"), ("生成 AI", "separator"), ("セイセイエーアイ", "reading"),
    ],
}  # fmt: skip


@pytest.fixture
def reader(lasting: Flask) -> FlaskClient:
    """Somebody who only reads."""
    return lasting.test_client()


@pytest.mark.parametrize(
    ("concept", "form", "matched_on"),
    [(concept, form, reason) for concept, forms in FORMS.items() for form, reason in forms],
)
def test_every_written_form_leads_to_the_concept(
    reader: FlaskClient, concept: str, form: str, matched_on: str | None
) -> None:
    found = reader.get("/api/v1/terms", query_string={"form": form}).get_json()
    assert found["form"] == form
    assert concept in [match["concept"]["id"] for match in found["matches"]]
    best = found["matches"][0]
    assert best["concept"]["id"] == concept
    assert best["concept"]["uri"] == f"http://localhost/id/ai-finance/{concept}"
    assert set(best["concept"]) == {"id", "glossary", "uri", "revision", "status", "terms"}
    assert matched_on in (None, best["matched_on"])


@pytest.mark.parametrize("form", ["ー", "・", "。", "-", "!?", "存在しない用語", "zzz"])
def test_what_is_no_form_of_a_term_matches_nothing(reader: FlaskClient, form: str) -> None:
    response = reader.get("/api/v1/terms", query_string={"form": form})
    assert (response.status_code, response.get_json()["matches"]) == (200, [])


def test_many_forms_are_looked_up_at_once_in_the_order_asked(reader: FlaskClient) -> None:
    forms = [form for listed in FORMS.values() for form, _ in listed] + ["無い", "ー"]
    results = reader.post("/api/v1/terms/lookup", json={"forms": forms}).get_json()["results"]
    assert [result["form"] for result in results] == forms
    for result in results:
        assert result == reader.get("/api/v1/terms", query_string={"form": result["form"]}).get_json()


def test_five_hundred_forms_are_taken_and_not_one_more(reader: FlaskClient) -> None:
    assert reader.post("/api/v1/terms/lookup", json={"forms": ["LLM"] * 500}).status_code == 200
    problem(reader.post("/api/v1/terms/lookup", json={"forms": ["LLM"] * 501}), 422, "invalid-content")
    problem(reader.post("/api/v1/terms/lookup", json={"forms": []}), 422, "invalid-content")


def test_a_language_limits_what_is_found(reader: FlaskClient) -> None:
    def languages(form: str, language: str) -> set[str]:
        answer = reader.get("/api/v1/terms", query_string={"form": form, "language": language}).get_json()
        return {match["term"]["language"] for match in answer["matches"]}

    assert languages("LLM", "ja") == {"ja"}
    assert languages("hallucination", "en") == {"en"}
    assert languages("hallucination", "ja") == set()
    body = {"forms": ["hallucination"], "language": "ja"}
    assert reader.post("/api/v1/terms/lookup", json=body).get_json()["results"][0]["matches"] == []


def test_a_homograph_is_found_in_every_glossary_unless_one_is_named(desk: Desk, administration: Desk) -> None:
    administration.put("/api/v1/glossaries/medicine", {"title": {"ja": "医学用語"}})
    address = "/api/v1/glossaries/medicine/concepts/hallucination"
    assert desk.put(address, concept_body("幻覚", "対象なき知覚。", "hallucination")).status_code == 201

    def found(**query: str) -> set[tuple[str, str]]:
        answer = desk.web.get("/api/v1/terms", query_string={"form": "幻覚", **query}).get_json()
        return {(match["concept"]["glossary"], match["concept"]["id"]) for match in answer["matches"]}

    assert found() == {("ai-finance", "hallucination"), ("medicine", "hallucination")}
    assert found(glossary="medicine") == {("medicine", "hallucination")}
    assert found(glossary="ai-finance") == {("ai-finance", "hallucination")}
    problem(desk.web.get("/api/v1/terms?form=LLM&glossary=nowhere"), 404, "glossary-not-found")


@pytest.mark.parametrize(
    ("prefix", "concept"),
    [("ハルシ", "hallucination"), ("はるし", "hallucination"), ("harus", "hallucination"), ("hallu", "hallucination"),
     ("幻", "hallucination"), ("LL", "llm"), ("ふぁいん", "fine-tuning"), ("fine-t", "fine-tuning"),
     ("生成", "generative-ai"),
     ("せいせ", "generative-ai"), ("generat", "generative-ai"), ("ﾌｧｲﾝ", "fine-tuning")],
)  # fmt: skip
def test_what_is_being_typed_is_completed(reader: FlaskClient, prefix: str, concept: str) -> None:
    found = reader.get("/api/v1/suggest", query_string={"prefix": prefix, "limit": 50}).get_json()
    assert found["prefix"] == prefix
    ids = [each["concept"]["id"] for each in found["suggestions"]]
    assert concept in ids
    assert len(ids) == len(set(ids))
    assert (
        len(reader.get("/api/v1/suggest", query_string={"prefix": prefix, "limit": 1}).get_json()["suggestions"]) == 1
    )


def test_search_marks_where_the_words_are(reader: FlaskClient) -> None:
    found = reader.get("/api/v1/search?q=もっともらしい").get_json()
    [hit] = found["hits"]
    assert (found["query"], found["total"], found["next"]) == ("もっともらしい", 1, None)
    assert (hit["concept"]["id"], hit["field"], hit["matched_on"]) == ("hallucination", "definition", "text")
    shown = hit["highlight"]
    assert [shown["text"][each["start"] : each["end"]] for each in shown["ranges"]] == ["もっともらしい"]
    assert "<mark>もっともらしい</mark>" in shown["html"]


def test_search_finds_whole_terms_first_then_texts_in_either_language(reader: FlaskClient) -> None:
    hits = reader.get("/api/v1/search?q=生成AI").get_json()["hits"]
    assert hits[0]["concept"]["id"] == "generative-ai"
    assert "hallucination" in [hit["concept"]["id"] for hit in hits]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    english = reader.get("/api/v1/search?q=retraining").get_json()["hits"]
    assert [hit["concept"]["id"] for hit in english] == ["fine-tuning"]
    assert reader.get("/api/v1/search?q=retraining&language=ja").get_json()["total"] == 0


def test_a_slip_of_the_pen_finds_the_term_and_is_asked_about(reader: FlaskClient) -> None:
    found = reader.get("/api/v1/search?q=ハルシメーション").get_json()
    assert ([hit["matched_on"] for hit in found["hits"]], found["did_you_mean"]) == (["fuzzy"], "ハルシネーション")
    assert reader.get("/api/v1/terms?form=ハルシメーション").get_json()["matches"] == []


def test_earlier_wording_finds_the_present_concept_with_its_date(desk: Desk) -> None:
    body = desk.web.get(HALLUCINATION).get_json()
    body["languages"]["ja"]["definition"]["text"] = "生成AIが誤った情報を生成すること。"
    assert desk.put(HALLUCINATION, body, 1).status_code == 200
    now = desk.web.get("/api/v1/search?q=もっともらしい&glossary=ai-finance").get_json()
    assert "hallucination" not in [hit["concept"]["id"] for hit in now["hits"]]
    [hit] = desk.web.get("/api/v1/search?q=もっともらしい&in=past").get_json()["hits"]
    assert (hit["concept"]["id"], hit["concept"]["revision"]) == ("hallucination", 2)
    assert (hit["revision"], hit["valid_from"], hit["matched_on"]) == (1, "2025-06-18", "past_text")
    assert "<mark>もっともらしい</mark>" in hit["highlight"]["html"]


def test_facets_are_counted_only_when_asked_for(reader: FlaskClient) -> None:
    assert reader.get("/api/v1/search?q=AI").get_json()["facets"] is None
    told = reader.get("/api/v1/search?q=AI&facets=true").get_json()
    assert told["facets"]["status"] == {"current": told["total"]}
    assert sum(told["facets"]["matched_on"].values()) == told["total"]


def test_search_goes_on_page_by_page(reader: FlaskClient) -> None:
    whole = reader.get("/api/v1/search?q=AI&limit=200").get_json()
    following, ids = "/api/v1/search?q=AI&limit=3", []
    while following:
        response = reader.get(following)
        page = response.get_json()
        assert page["total"] == whole["total"]
        ids += [hit["concept"]["id"] for hit in page["hits"]]
        following = page["next"]
    assert ids == [hit["concept"]["id"] for hit in whole["hits"]]


def test_what_is_written_is_found_at_once_and_what_is_retired_is_not(desk: Desk) -> None:
    desk.put(f"{CONCEPTS}/quantum", concept_body("量子金融", "量子計算<script>alert(1)</script>の応用。"))
    assert desk.get("/api/v1/terms?form=量子金融")["matches"][0]["concept"]["id"] == "quantum"
    [hit] = desk.get("/api/v1/search?q=量子計算")["hits"]
    assert "<script>" not in hit["highlight"]["html"]
    desk.change(HALLUCINATION, "量子計算とは関係がない。")
    assert {hit["concept"]["id"] for hit in desk.get("/api/v1/search?q=量子計算")["hits"]} == {
        "quantum",
        "hallucination",
    }
    desk.post(f"{CONCEPTS}/quantum/retire", {"reason": "試験"})
    assert {hit["concept"]["id"] for hit in desk.get("/api/v1/search?q=量子計算")["hits"]} == {"hallucination"}


@pytest.mark.parametrize(
    "asked", ["/api/v1/terms?form=LLM", "/api/v1/suggest?prefix=はる", "/api/v1/search?q=もっともらしい"]
)
def test_search_outlives_its_index_folder(web: FlaskClient, place: Whereabouts, asked: str) -> None:
    def answer() -> Any:
        response = web.get(asked)
        assert response.status_code == 200
        return response.get_json()

    before = answer()
    shutil.rmtree(place.index)
    assert answer() == before
    place.index.mkdir(exist_ok=True)
    for path in place.index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x80rubbish")
    assert answer() == before


def test_terms_and_suggestions_need_no_more_than_a_form(reader: FlaskClient) -> None:
    assert reader.get(f"/api/v1/terms?form={quote('生成AI')}").status_code == 200
    problem(reader.get("/api/v1/terms"), 400, "invalid-query")


VARIANTS = [
    ("神社", "\ufa19社"), ("\ufa19社", "神社"), ("パソコン", "ﾊﾟｿｺﾝ"), ("パソコン", "ハ\u309aソコン"),
    ("株式会社", "㍿"), ("条項①", "条項1"), ("\u00c5単位", "\u212b単位"), ("\u212b単位", "A\u030a単位"),
    ("葛\U000e0100城", "葛城"), ("葛城", "葛\U000e0100城"), ("がん", "か\u3099ん"),
    ("東京〜大阪", "東京～大阪"),
    ("サーバー", "サ－バ－"), ("サーバー", "サ‐バ‐"), ("サーバー", "サーバ"), ("データベース", "データ・ベース"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "asked"), VARIANTS, ids=ascii)
def test_a_spelling_leads_to_the_term_which_stays_as_it_was_written(desk: Desk, stored: str, asked: str) -> None:
    body: Any = concept_body(stored)
    assert desk.put(f"{CONCEPTS}/variant", body).status_code == 201
    found = desk.get(f"/api/v1/terms?form={quote(asked)}")
    assert found["form"] == asked
    assert [(match["concept"]["id"], match["term"]["text"]) for match in found["matches"]] == [("variant", stored)]
    assert desk.get(f"{CONCEPTS}/variant")["languages"]["ja"]["terms"][0]["text"] == stored
