"""Reading concepts: lists, one at any moment, its history, and what changed between two revisions."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, Watch, faults, glossaries, problem

MEMBERS = [
    "id", "glossary", "uri", "revision", "seq", "kind", "status", "subjects", "languages", "relations", "matches",
    "replaced_by", "valid_from", "recorded_at", "author", "change_note", "digest",
]  # fmt: skip
SECTION = [
    "text_status", "terms", "search_forms", "definition", "notes", "examples", "based_on", "sync",
]  # fmt: skip
DIFF = f"{HALLUCINATION}/diff"
TERM = [
    "text", "status", "type", "part_of_speech", "readings", "romaji", "autolink", "usage", "source", "contexts",
]  # fmt: skip


def test_the_service_lists_its_glossaries_with_what_they_say_of_themselves(web: FlaskClient) -> None:
    [found] = web.get("/api/v1/glossaries").get_json()["items"]
    assert found == web.get(G).get_json()
    assert (found["id"], found["languages"], found["source_language"]) == ("ai-finance", ["ja", "en"], "ja")
    assert (found["concepts"], found["time_zone"]) == (59, "Asia/Tokyo")
    assert found["attribution"]["ja"].startswith("金融庁の公式の用語集ではありません。")
    assert found["attribution"]["en"].startswith("Not an official FSA glossary.")
    assert found["publisher"].keys() == {"ja", "en"}
    assert found["licence"]["uri"].startswith("https://")
    assert {subject["id"] for subject in found["subjects"]} >= {"tech", "risk"}


def test_the_checkpoint_is_the_end_of_the_log(web: FlaskClient) -> None:
    glossary, checkpoint = web.get(G).get_json(), web.get(f"{G}/checkpoint").get_json()
    assert checkpoint["glossary"] == "ai-finance"
    assert {name: glossary[name] for name in ("seq", "digest", "recorded_at")} == {
        name: checkpoint[name] for name in ("seq", "digest", "recorded_at")
    }
    assert checkpoint["digest"].startswith("sha256:")


def test_a_concept_has_every_member_of_the_contract_and_no_other(web: FlaskClient) -> None:
    found = web.get(HALLUCINATION).get_json()
    assert list(found) == MEMBERS
    assert list(found["languages"]) == ["ja", "en"]
    for section in found["languages"].values():
        assert list(section) == SECTION
        assert list(section["sync"]) == ["state", "behind"]
        assert all(list(term) == TERM for term in section["terms"])
    assert found["uri"] == "http://localhost/id/ai-finance/hallucination"
    assert (found["revision"], found["kind"], found["status"]) == (1, "new", "current")
    assert found["valid_from"] == "2025-06-18"
    assert found["author"].startswith("p-")
    assert (found["matches"], found["replaced_by"]) == ([], None)


def test_the_definition_comes_whole_with_its_source_in_both_languages(web: FlaskClient) -> None:
    languages = web.get(HALLUCINATION).get_json()["languages"]
    ja, en = languages["ja"], languages["en"]
    assert ja["definition"]["text"] == "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。"
    assert ja["definition"]["source"]["locator"] == "Appendix I. 用語集等―その他"
    assert [(term["text"], term["status"]) for term in ja["terms"]] == [
        ("ハルシネーション", "preferred"),
        ("幻覚", "admitted"),
    ]
    assert (ja["terms"][0]["readings"], ja["terms"][0]["romaji"]) == (["はるしねーしょん"], "harushinēshon")
    assert (ja["text_status"], en["text_status"]) == ("original", "provisional_translation")
    assert en["based_on"] == {"language": "ja", "revision": 1}
    assert en["sync"] == {"state": "in_sync", "behind": []}
    assert en["terms"][0]["romaji"] is None


def _all_pages(web: FlaskClient, address: str) -> list[Any]:
    items: list[Any] = []
    following: str | None = address
    while following:
        response = web.get(following)
        assert response.status_code == 200
        page = response.get_json()
        link = response.headers.get("Link")
        assert link == (f'<{page["next"]}>; rel="next"' if page["next"] else None)
        items += page["items"]
        following = page["next"]
    return items


@pytest.mark.parametrize("limit", [1, 7, 50, 200])
def test_a_list_in_pages_of_any_size_gives_each_concept_once(web: FlaskClient, limit: int) -> None:
    items = _all_pages(web, f"{CONCEPTS}?limit={limit}")
    assert len({item["id"] for item in items}) == len(items) == 59
    assert [item["id"] for item in items] == [
        item["id"] for item in web.get(f"{CONCEPTS}?limit=200").get_json()["items"]
    ]


def test_a_list_is_by_reading_in_japanese_and_by_alphabet_in_english(web: FlaskClient) -> None:
    ja = [item["languages"]["ja"]["terms"][0]["text"] for item in _all_pages(web, CONCEPTS)]
    some = [
        "外部委託先管理",
        "機械学習",
        "生成AI",
        "説明可能性",
        "ハルシネーション",
        "与信審査",
        "AIエージェント",
        "LLM",
        "tsuzumi",
    ]
    assert [text for text in ja if text in some] == some
    en = [item["languages"]["en"]["terms"][0]["text"] for item in _all_pages(web, f"{CONCEPTS}?language=en")]
    letters = ["".join(filter(str.isalnum, text.removeprefix("The ").casefold())) for text in en]
    assert [each[0] for each in letters] == sorted(each[0] for each in letters)
    assert en.index("hallucination") < en.index("large language model") < en.index("use case")


def test_a_list_can_be_limited_to_a_subject_to_ids_and_to_what_needs_checking(desk: Desk) -> None:
    web = desk.web
    risks = _all_pages(web, f"{CONCEPTS}?subject=risk&limit=5")
    assert risks
    assert all("risk" in item["subjects"] for item in risks)
    named = web.get(f"{CONCEPTS}?ids=rag,hallucination,no-such-one").get_json()["items"]
    assert {item["id"] for item in named} == {"rag", "hallucination"}
    assert web.get(f"{CONCEPTS}?sync=behind").get_json()["items"] == []
    assert desk.change(HALLUCINATION, "まったく別の定義。").status_code == 200
    assert [item["id"] for item in web.get(f"{CONCEPTS}?sync=behind").get_json()["items"]] == ["hallucination"]


def test_a_list_shows_what_was_changed_since_a_moment(desk: Desk) -> None:
    before = desk.get(G)["recorded_at"]
    made = desk.change(HALLUCINATION, "変更した定義。").get_json()
    assert made["recorded_at"] > before
    found = desk.get(f"{CONCEPTS}?updated_since={made['recorded_at']}&sort=updated")["items"]
    assert [item["id"] for item in found] == ["hallucination"]


def test_the_next_pages_of_a_list_show_the_state_of_its_first_page(desk: Desk) -> None:
    first = desk.get(f"{CONCEPTS}?limit=3")
    shown = {item["id"] for item in first["items"]}
    later = [item["id"] for item in _all_pages(desk.web, first["next"])]
    assert desk.change(HALLUCINATION, "あとから変わった定義。").status_code == 200
    pinned = _all_pages(desk.web, first["next"])
    assert {item["id"] for item in pinned} == set(later)
    assert shown.isdisjoint(later)
    assert next(item for item in pinned if item["id"] == "hallucination")["revision"] == 1


def test_a_concept_is_read_at_a_revision_at_a_date_and_in_an_edition(desk: Desk) -> None:
    old = desk.get(HALLUCINATION)["languages"]["ja"]["definition"]["text"]
    desk.change(HALLUCINATION, "新しい定義。")
    assert desk.get(HALLUCINATION)["languages"]["ja"]["definition"]["text"] == "新しい定義。"
    for query in ("revision=1", "as_of=2025-07-01", "edition=ai-forum-2025-06-18", "as_of=2025-07-01T00:00:00Z"):
        response = desk.web.get(f"{HALLUCINATION}?{query}")
        assert response.get_json()["languages"]["ja"]["definition"]["text"] == old, query
        assert response.headers["Content-Location"] == f"http://localhost{HALLUCINATION}/revisions/1"


def test_before_its_first_wording_a_concept_is_not_there(web: FlaskClient) -> None:
    problem(web.get(f"{HALLUCINATION}?as_of=2025-06-17"), 404, "before-first-wording")
    assert web.get(f"{HALLUCINATION}?as_of=2025-06-18").status_code == 200


def test_a_wording_of_the_future_waits_and_the_answer_links_to_it(desk: Desk) -> None:
    now = desk.get(HALLUCINATION)
    made = desk.change(HALLUCINATION, "来たるべき定義。", valid_from="2999-04-01")
    assert (made.status_code, made.get_json()["revision"]) == (200, 2)
    today = desk.web.get(HALLUCINATION)
    assert today.get_json() == now
    assert today.headers["ETag"] == '"1"'
    assert f'<http://localhost{HALLUCINATION}/revisions/2>; rel="working-copy"' in today.headers["Link"]
    then = desk.get(f"{HALLUCINATION}?as_of=2999-04-01")
    assert then["languages"]["ja"]["definition"]["text"] == "来たるべき定義。"


def test_a_correction_changes_the_past_but_not_what_was_known_then(desk: Desk) -> None:
    known = desk.get(HALLUCINATION)["recorded_at"]
    made = desk.change(HALLUCINATION, "正しい定義。", correction=True).get_json()
    assert (made["kind"], made["valid_from"]) == ("correction", "2025-06-18")
    assert desk.get(f"{HALLUCINATION}?as_of=2025-06-30")["revision"] == 2
    assert desk.get(f"{HALLUCINATION}?as_of=2025-06-30&known_at={known}")["revision"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "as_of=2025-07-01&revision=1",
        "revision=1&edition=a",
        "as_of=2025-07-01&edition=a",
        "known_at=2025-07-01&revision=1",
    ],
)
def test_only_one_parameter_chooses_a_wording(web: FlaskClient, query: str) -> None:
    assert {code for _, code in faults(web.get(f"{HALLUCINATION}?{query}"), 400)} == {"exclusive"}


def test_the_history_is_newest_first_with_names_and_in_pages(app: Flask, desk: Desk) -> None:
    for number in range(2, 6):
        assert desk.change(HALLUCINATION, f"定義その{number}。", change_note={"ja": f"第{number}稿"}).status_code == 200
    history = _all_pages(desk.web, f"{HALLUCINATION}/revisions?limit=2")
    assert [line["revision"] for line in history] == [5, 4, 3, 2, 1]
    assert [line["kind"] for line in history] == ["change"] * 4 + ["new"]
    assert (history[0]["author_name"], history[0]["change_note"]) == ("editor", {"ja": "第5稿"})
    assert history[0]["uri"] == f"http://localhost{HALLUCINATION}/revisions/5"
    digests = [revision.digest for revision in glossaries(app)["ai-finance"].revisions("hallucination")]
    assert [line["digest"] for line in history] == digests


def test_a_diff_tells_field_by_field_and_word_by_word_what_changed(desk: Desk) -> None:
    before = desk.get(HALLUCINATION)["languages"]["ja"]["definition"]["text"]
    after = before.replace("生成AI", "生成ＡＩモデル")
    desk.change(HALLUCINATION, after)
    found = desk.get(f"{HALLUCINATION}/diff?from=1&to=2")
    assert (found["concept"], found["glossary"], found["from"], found["to"]) == ("hallucination", "ai-finance", 1, 2)
    assert found["grade"] in ("editorial", "scope", "meaning")
    [change] = found["changes"]
    assert (change["path"], change["op"]) == ("/languages/ja/definition/text", "replace")
    assert (change["before"], change["after"]) == (before, after)
    segments = change["segments"]
    assert {segment["op"] for segment in segments} <= {"equal", "insert", "delete"}
    assert "".join(part["text"] for part in segments if part["op"] != "insert") == before
    assert "".join(part["text"] for part in segments if part["op"] != "delete") == after
    assert desk.get(f"{HALLUCINATION}/diff?from=1&to=2&language=en")["changes"] == []
    assert desk.get(f"{HALLUCINATION}/diff?from=1&to=1")["changes"] == []


def test_revisions_of_others_cannot_be_compared(administration: Desk, watch: Watch) -> None:
    problem(administration.web.get(f"{DIFF}?from=1&to=1000000000"), (400, 404))
    problem(administration.web.get(f"{DIFF}?from=2&to=1"), 404, "revision-not-found")
    problem(administration.web.get(f"{DIFF}?from=1&from_date=2025-06-18"), 400, "invalid-query")
    problem(administration.web.get(f"{DIFF}?from_date=yesterday"), 400, "invalid-query")
    watch.nothing_is_lost()
    administration.put("/api/v1/glossaries/law", {"title": {"ja": "法律"}})
    problem(administration.web.get("/api/v1/glossaries/law/concepts/hallucination/diff?from=1&to=1"), 404)


@pytest.mark.parametrize(
    ("before", "after"),
    [("a" * 10_000, "a" * 9_999 + "b"), ("ああ" * 5000, "あい" * 5000), ("ab " * 3333, "ba " * 3333)],
)
@pytest.mark.timeout(60)
def test_long_texts_of_few_characters_are_compared(desk: Desk, before: str, after: str) -> None:
    assert desk.change(HALLUCINATION, before).status_code == 200
    assert desk.change(HALLUCINATION, after).status_code == 200
    segments = desk.get(f"{DIFF}?from=2&to=3")["changes"][0]["segments"]
    assert "".join(part["text"] for part in segments if part["op"] != "insert") == before
    assert "".join(part["text"] for part in segments if part["op"] != "delete") == after


def test_every_item_of_a_list_has_the_heading_under_which_an_index_shows_it(web: FlaskClient) -> None:
    in_japanese = web.get(f"{CONCEPTS}?limit=200").get_json()
    headed = dict(zip([item["id"] for item in in_japanese["items"]], in_japanese["headings"], strict=True))
    assert (headed["hallucination"], headed["generative-ai"], headed["ai-agent"]) == ("は", "さ", "A")
    in_english = web.get(f"{CONCEPTS}?limit=200&language=en").get_json()
    headed = dict(zip([item["id"] for item in in_english["items"]], in_english["headings"], strict=True))
    assert (headed["hallucination"], headed["fisc"]) == ("H", "C")
