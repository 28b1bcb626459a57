"""An editor changes, makes, retires and restores concepts; two at once never lose each other's work."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import FORMATS, InvalidContent, Role
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, Watch, bearer, concept_body, faults, glossaries, problem

NEW = f"{CONCEPTS}/new-concept"
BAD_TEXTS = {
    "NUL": "a\x00b",
    "a surrogate": "\ud800",
    "an escape sequence": "\x1b[31m",
    "a blank": " ",
    "ten thousand and one": "長" * 10_001,
    "thirty marks": "e" + "\u0301" * 30,
}


def test_what_get_gives_can_be_edited_and_put_back(desk: Desk) -> None:
    read = desk.web.get(HALLUCINATION)
    body = read.get_json()
    body["languages"]["ja"]["definition"]["text"] = "事実に基づかない内容の生成。"
    body["change_note"] = {"ja": "簡潔にした", "en": "made concise"}
    changed = desk.put(HALLUCINATION, body, read.headers["ETag"])
    assert changed.status_code == 200
    made = changed.get_json()
    assert (made["revision"], made["kind"], made["change_note"]) == (2, "change", body["change_note"])
    assert made["languages"]["en"]["based_on"] == {"language": "ja", "revision": 1}
    assert made["languages"]["en"]["sync"] == {"state": "behind", "behind": [2]}
    assert changed.headers["ETag"] == '"2"'
    assert changed.headers["Cache-Control"] == "no-store"
    assert changed.headers["Content-Location"] == f"http://localhost{HALLUCINATION}/revisions/2"
    assert desk.get(HALLUCINATION) == made
    assert [line["revision"] for line in desk.get(f"{HALLUCINATION}/revisions")["items"]] == [2, 1]


def test_every_concept_of_the_seed_goes_back_and_forth_without_a_trace(desk: Desk, watch: Watch) -> None:
    for item in desk.get(f"{CONCEPTS}?limit=200")["items"]:
        address = f"{CONCEPTS}/{item['id']}"
        again = desk.put(address, item, item["revision"])
        assert (again.status_code, again.get_json()) == (200, item), address
    watch.nothing_is_lost()


def test_a_new_concept_is_created_and_read_back_as_it_was_sent(desk: Desk) -> None:
    made = desk.put(NEW, concept_body("新概念", "新しい概念。", "new concept", subjects=["tech"]))
    assert made.status_code == 201
    assert made.headers["Location"] == f"http://localhost{NEW}"
    assert made.headers["ETag"] == '"1"'
    found = desk.get(NEW)
    assert found == made.get_json()
    assert (found["revision"], found["kind"], found["subjects"]) == (1, "new", ["tech"])
    assert found["languages"]["ja"]["terms"][0]["romaji"] == "yōgo"
    assert found["languages"]["en"]["based_on"] == {"language": "ja", "revision": 1}
    assert desk.get(G)["concepts"] == 60


def test_the_author_is_an_opaque_person_and_named_only_in_the_history(desk: Desk) -> None:
    made = desk.put(NEW, concept_body()).get_json()
    assert made["author"].startswith("p-")
    assert "editor" not in made["author"]
    [line] = desk.get(f"{NEW}/revisions")["items"]
    assert (line["author"], line["author_name"]) == (made["author"], "editor")


@pytest.mark.parametrize(
    "condition", [{}, {"If-None-Match": '"1"'}, {"If-Modified-Since": "Sat, 01 Aug 2026 00:00:00 GMT"}]
)
def test_without_a_precondition_nothing_is_written(desk: Desk, watch: Watch, condition: dict[str, str]) -> None:
    refused = desk.web.put(HALLUCINATION, json=desk.get(HALLUCINATION), headers={**desk.headers, **condition})
    problem(refused, 428, "precondition-needed")
    watch.nothing_is_lost()


@pytest.mark.parametrize(
    "tag", ['"2"', '"0"', '"01"', 'W/"1"', "*", "1", '"1", "2"', '"1-txt-ja"', '"１"', "", '"9"' * 5000]
)
def test_a_precondition_that_fails_says_the_head(desk: Desk, watch: Watch, tag: str) -> None:
    body = desk.get(HALLUCINATION)
    body["languages"]["ja"]["definition"]["text"] = "書かれてはならない。"
    told = problem(desk.put(HALLUCINATION, body, tag.encode().decode("latin-1")), 412, "precondition-failed")
    assert told["head"] == 1
    watch.nothing_is_lost()


def test_something_new_under_an_id_that_is_taken_fails_the_precondition(desk: Desk, watch: Watch) -> None:
    told = problem(desk.put(HALLUCINATION, concept_body()), 412, "already-exists")
    assert told["head"] == 1
    watch.nothing_is_lost()


def test_a_change_of_what_never_was_fails_the_precondition(desk: Desk, watch: Watch) -> None:
    problem(desk.put(NEW, concept_body(), 1), 412)
    problem(desk.web.get(NEW), 404, "concept-not-found")
    watch.nothing_is_lost()


def test_a_retired_concept_leaves_a_tombstone_and_its_history(desk: Desk) -> None:
    gone = desk.post(f"{HALLUCINATION}/retire", {"replaced_by": "rag", "reason": "統合のため"})
    assert gone.status_code == 200
    assert (gone.get_json()["kind"], gone.get_json()["status"]) == ("retirement", "retired")
    told = problem(desk.web.get(HALLUCINATION), 410, "concept-retired")
    assert told["tombstone"]["replaced_by"] == "rag"
    assert told["tombstone"]["revision"] == 2
    history = desk.get(f"{HALLUCINATION}/revisions")["items"]
    assert [(line["revision"], line["kind"]) for line in history] == [(2, "retirement"), (1, "new")]
    assert history[0]["change_note"] == {"ja": "統合のため"}
    assert desk.get(f"{HALLUCINATION}/revisions/1")["status"] == "current"
    assert desk.get(f"{HALLUCINATION}?as_of=2025-07-01")["revision"] == 1
    assert "hallucination" not in {item["id"] for item in desk.get(f"{CONCEPTS}?limit=200")["items"]}
    assert [item["id"] for item in desk.get(f"{CONCEPTS}?status=retired")["items"]] == ["hallucination"]
    problem(desk.web.get("/id/ai-finance/hallucination"), 410, "concept-retired")


def test_a_retired_concept_takes_no_change_and_retires_only_once(desk: Desk) -> None:
    body = desk.get(HALLUCINATION)
    desk.post(f"{HALLUCINATION}/retire", {"reason": "不要"})
    problem(desk.put(HALLUCINATION, body, 2), 409, "retired-concept")
    problem(desk.put(HALLUCINATION, body, 1), 412, "precondition-failed")
    problem(desk.put(HALLUCINATION, concept_body()), 412, "already-exists")
    problem(desk.post(f"{HALLUCINATION}/retire", {"reason": "もう一度"}), 409, "already-retired")


def test_restoring_makes_an_earlier_wording_the_newest(desk: Desk) -> None:
    first = desk.get(HALLUCINATION)
    desk.change(HALLUCINATION, "悪くなった定義。")
    desk.post(f"{HALLUCINATION}/retire", {"reason": "誤って"})
    back = desk.post(f"{HALLUCINATION}/restore", {"revision": 1, "change_note": {"ja": "元に戻す"}})
    assert back.status_code == 200
    made = back.get_json()
    assert (made["revision"], made["kind"], made["status"]) == (4, "restoration", "current")
    texts = [desk.get(HALLUCINATION)["languages"][tag]["definition"] for tag in ("ja", "en")]
    assert texts == [first["languages"][tag]["definition"] for tag in ("ja", "en")]
    assert desk.get(f"{HALLUCINATION}/revisions")["items"][0]["kind"] == "restoration"


@pytest.mark.parametrize("deed", ["retire", "restore"])
def test_retiring_and_restoring_keep_to_if_match_where_it_is_sent(desk: Desk, watch: Watch, deed: str) -> None:
    body = {"reason": "古い"} if deed == "retire" else {"revision": 1}
    told = problem(desk.post(f"{HALLUCINATION}/{deed}", body, **{"If-Match": '"7"'}), 412, "precondition-failed")
    assert told["head"] == 1
    problem(desk.post(f"{CONCEPTS}/nobody/{deed}", body), 404, "concept-not-found")
    watch.nothing_is_lost()
    assert desk.post(f"{HALLUCINATION}/{deed}", body, **{"If-Match": '"1"'}).status_code == 200


def test_a_revision_that_never_was_cannot_be_restored(desk: Desk, watch: Watch) -> None:
    problem(desk.post(f"{HALLUCINATION}/restore", {"revision": 9}), 404, "revision-not-found")
    watch.nothing_is_lost()


@pytest.mark.parametrize("deed", ["retire", "restore"])
@pytest.mark.parametrize("named", BAD_TEXTS)
def test_a_bad_reason_or_note_is_refused_where_it_stands(desk: Desk, watch: Watch, deed: str, named: str) -> None:
    text = BAD_TEXTS[named]
    body: dict[str, Any] = {"reason": text} if deed == "retire" else {"revision": 1, "change_note": {"ja": text}}
    [(pointer, _)] = faults(desk.post(f"{HALLUCINATION}/{deed}", body), 422)
    assert pointer == ("#/reason" if deed == "retire" else "#/change_note/ja")
    watch.nothing_is_lost()


@pytest.mark.parametrize("tag", ["xx-not-a-language!", "\ud800", "a\x00", "", "日本語"])
def test_a_change_note_is_filed_under_real_language_tags(desk: Desk, watch: Watch, tag: str) -> None:
    body = {**desk.get(HALLUCINATION), "change_note": {tag: "注"}, "correction": True}
    assert {code for _, code in faults(desk.put(HALLUCINATION, body, 1), 422)} <= {"bad-language", "unknown-language"}
    restored = desk.post(f"{HALLUCINATION}/restore", {"revision": 1, "change_note": {tag: "注"}})
    assert {code for _, code in faults(restored, 422)} <= {"bad-language", "unknown-language"}
    watch.nothing_is_lost()


def test_checking_a_translation_again_is_one_call(desk: Desk) -> None:
    desk.change(HALLUCINATION, "意味の変わった定義。")
    body = desk.get(HALLUCINATION)
    body["languages"]["en"]["based_on"] = {"language": "ja"}
    made = desk.put(HALLUCINATION, body, 2).get_json()
    assert made["kind"] == "confirmation"
    assert made["languages"]["en"]["based_on"] == {"language": "ja", "revision": 3}
    assert made["languages"]["en"]["sync"]["state"] == "in_sync"


def test_of_many_who_change_the_same_revision_one_wins_and_the_others_are_told(
    app: Flask, keys: dict[Role, str]
) -> None:
    start, answers = threading.Barrier(8), []

    def write(number: int) -> None:
        body = app.test_client().get(HALLUCINATION).get_json()
        body["languages"]["ja"]["definition"]["text"] = f"第{number}の筆者の定義。"
        start.wait()
        headers = {**bearer(keys["editor"]), "If-Match": '"1"'}
        answers.append(app.test_client().put(HALLUCINATION, json=body, headers=headers))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    assert {problem(answer, 412)["head"] for answer in answers if answer.status_code == 412} == {2}
    [won] = [answer.get_json() for answer in answers if answer.status_code == 200]
    assert app.test_client().get(HALLUCINATION).get_json() == won
    assert glossaries(app)["ai-finance"].verify().whole


def test_an_administrator_makes_and_changes_a_glossary(administration: Desk, web: FlaskClient) -> None:
    address = "/api/v1/glossaries/law"
    made = administration.put(address, {"title": {"ja": "法律用語", "en": "Law"}, "subjects": []})
    assert made.status_code == 201
    assert made.headers["Location"] == f"http://localhost{address}"
    again = {**web.get(address).get_json(), "title": {"ja": "法令用語", "en": "Law"}}
    problem(administration.put(address, again, 9), 412)
    problem(administration.put(address, again), 412, "already-exists")
    changed = administration.put(address, again, web.get(address).headers["ETag"])
    assert (changed.status_code, changed.get_json()["title"]["ja"]) == (200, "法令用語")
    assert [each["id"] for each in web.get("/api/v1/glossaries").get_json()["items"]] == ["ai-finance", "law"]


def test_a_language_added_later_hides_no_concept(administration: Desk, web: FlaskClient) -> None:
    told = web.get(G)
    settings = {**told.get_json(), "languages": ["ja", "en", "fr"]}
    assert administration.put(G, settings, told.headers["ETag"]).status_code == 200
    for language in ("ja", "en", "fr"):
        assert len(web.get(f"{CONCEPTS}?limit=200&language={language}").get_json()["items"]) == 59, language


def test_what_is_read_can_be_loaded_from_a_file_again(web: FlaskClient) -> None:
    told = web.get(f"{HALLUCINATION}/revisions/1")
    drafts = FORMATS["json"].read(told.data)
    read = glossaries(web.application)["ai-finance"].revision("hallucination", 1)
    assert [each.concept for each in drafts] == [read.concept]
    assert drafts[0].valid_from == read.valid_from


def test_what_no_file_may_have_is_named(web: FlaskClient) -> None:
    told = web.get(f"{HALLUCINATION}/revisions/1").get_json()
    for wrong, pointer in (({"colour": 1}, "/colour"), ({"languages": None}, "/languages")):
        with pytest.raises(InvalidContent) as refused:
            FORMATS["json"].read(json.dumps({**told, **wrong}).encode())
        assert [each.pointer for each in refused.value.faults] == [pointer]
    with pytest.raises(InvalidContent) as refused:
        FORMATS["json"].read(b"{}")
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/id", "missing")]
