"""Editors judge over HTTP: one call confirms translations, one says how far a change goes; and exports."""

from __future__ import annotations

import json

from flask.testing import FlaskClient

from tests.web.support import HALLUCINATION, Desk, G, problem


def changed(desk: Desk, web: FlaskClient, text: str, **members: object) -> int:
    body = web.get(HALLUCINATION).get_json()
    body["languages"]["ja"]["definition"]["text"] = text
    body["valid_from"] = None
    sent = web.put(HALLUCINATION, json=body | members, headers=desk.headers | {"If-Match": f'"{body["revision"]}"'})
    assert sent.status_code == 200, sent.get_json()
    return int(sent.get_json()["revision"])


def test_one_call_confirms_what_is_behind(desk: Desk, web: FlaskClient) -> None:
    changed(desk, web, "全く別の説明を与える。")
    assert web.get(HALLUCINATION).get_json()["languages"]["en"]["sync"] == {"state": "behind", "behind": [2]}
    for headers in ({"If-Match": '"1"'}, {"If-Match": '"2"'}):
        answer = web.post(f"{HALLUCINATION}/confirm", json={}, headers=desk.headers | headers)
    assert (answer.status_code, answer.get_json()["kind"], answer.headers["ETag"]) == (200, "confirmation", '"3"')
    assert web.get(HALLUCINATION).get_json()["languages"]["en"]["sync"] == {"state": "in_sync", "behind": []}
    assert web.get(f"{G}/concepts?sync=behind").get_json()["items"] == []


def test_confirming_is_refused_where_it_makes_no_sense(desk: Desk, web: FlaskClient) -> None:
    address = f"{HALLUCINATION}/confirm"
    problem(web.post(address, json={}), 401)
    problem(web.post(address, json={}, headers=desk.headers | {"If-Match": '"9"'}), 412)
    problem(web.post(address, json={"languages": ["fr"]}, headers=desk.headers), 422)
    problem(web.post(address, json={"language": "en"}, headers=desk.headers), 422)
    problem(web.post(f"{G}/concepts/nobody/confirm", json={}, headers=desk.headers), 404)


def test_an_editor_grades_a_change_with_it_or_after_it(desk: Desk, web: FlaskClient) -> None:
    changed(desk, web, "全く別の説明を与える。", grade="editorial")
    assert web.get(HALLUCINATION).get_json()["languages"]["en"]["sync"]["state"] == "unreviewed"
    told = web.get(f"{HALLUCINATION}/diff").get_json()
    assert (told["grade"], told["changes"][0]["reason"]) == ("editorial", "editor")
    body = {"grade": "scope", "reason": "範囲のみ"}
    answer = web.post(f"{HALLUCINATION}/revisions/2/grade", json=body, headers=desk.headers)
    assert (answer.status_code, answer.get_json()["revision"]) == (200, 2)
    assert web.get(f"{HALLUCINATION}/diff").get_json()["grade"] == "scope"
    assert "範囲のみ" in web.get(f"{G}/changes.json?language=ja").get_json()["items"][0]["content_html"]
    assert [each["grade"] for each in web.get(f"{HALLUCINATION}/revisions").get_json()["items"]] == ["scope", None]
    problem(web.post(f"{HALLUCINATION}/revisions/1/grade", json={"grade": "scope"}, headers=desk.headers), 422)
    problem(web.post(f"{HALLUCINATION}/revisions/2/grade", json={"grade": "huge"}, headers=desk.headers), 422)
    problem(web.post(f"{HALLUCINATION}/revisions/2/grade", json={"grade": "scope"}), 401)


def test_a_wording_that_was_corrected_later_leads_to_its_correction(desk: Desk, web: FlaskClient) -> None:
    before = web.get(HALLUCINATION).get_json()["recorded_at"]
    number = changed(desk, web, "訂正した説明を与える。", correction=True)
    corrected = web.get(f"{HALLUCINATION}?as_of=2025-07-01")
    assert (corrected.get_json()["kind"], "successor-version" in corrected.headers.get("Link", "")) == (
        "correction",
        False,
    )
    for asked in (f"as_of=2025-07-01&known_at={before}", "revision=1"):
        stood = web.get(f"{HALLUCINATION}?{asked}")
        assert stood.get_json()["revision"] == 1
        assert f'/revisions/{number}>; rel="successor-version"' in stood.headers["Link"]


def test_a_glossary_is_taken_away_whole_in_any_state_and_language(desk: Desk, web: FlaskClient) -> None:
    changed(desk, web, "全く別の説明を与える。")
    listed = {each["id"]: each for each in web.get(f"{G}/export").get_json()}
    lines = [json.loads(line) for line in web.get(f"{G}/export?format=jsonl").data.splitlines()]
    assert [each["id"] for each in lines] == list(listed)
    assert listed["hallucination"]["languages"]["ja"]["definition"]["text"] == "全く別の説明を与える。"
    then = web.get(f"{G}/export?edition=ai-forum-2025-06-18&format=jsonl&language=ja")
    [old] = [each for each in map(json.loads, then.data.splitlines()) if each["id"] == "hallucination"]
    assert old["languages"]["ja"]["definition"]["text"].startswith("生成AIが")
    assert list(old["languages"]) == ["ja"]
    assert "attachment" in then.headers["Content-Disposition"]
    assert web.get(f"{G}/export?as_of=2025-01-01").get_json() == []
    tag = web.get(f"{G}/export").headers["ETag"]
    assert web.get(f"{G}/export", headers={"If-None-Match": tag}).status_code == 304


def test_an_export_that_cannot_be_is_a_problem_and_never_half_a_file(web: FlaskClient) -> None:
    problem(web.get(f"{G}/export?format=xlsx"), 400)
    problem(web.get(f"{G}/export?as_of=soon"), 400)
    problem(web.get(f"{G}/export?edition=none"), 404)
    problem(web.get(f"{G}/export?edition=ai-forum-2025-06-18&as_of=2025-07-01"), 400)
    problem(web.get("/api/v1/glossaries/nowhere/export"), 404)
