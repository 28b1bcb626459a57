"""Proposals on the wire: from a stranger's wish to the revision, as a stranger with curl would walk it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary import Role, choices
from glossary.labels import REJECT_REASONS
from glossary.proposals import RejectReason
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, Watch, bearer, concept_body, faults, glossaries, problem

PROPOSALS = f"{G}/proposals"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "javascript:alert(1) [x](data:text/html,<b>)",
    "</textarea><math><mtext><style><img title='--><img src onerror=alert(1)>'>",
    "{{7*7}} {% include 'x' %} %(x)s {0.__class__} ${jndi:ldap://x}",
)


@pytest.fixture
def reviewer(web: FlaskClient, keys: dict[Role, str]) -> Desk:
    return Desk(web, keys["reviewer"])


def body(web: FlaskClient, text: str = "事実に基づかない内容を生成すること。", **members: Any) -> dict[str, Any]:
    """A proposal of another Japanese definition, on what GET gives."""
    content: Any = web.get(HALLUCINATION).get_json()
    content["languages"]["ja"]["definition"]["text"] = text
    about = {"rationale": "簡潔にするため。", "source": "https://example.jp/paper"}
    return {"concept": "hallucination", "base_revision": content["revision"], "content": content, **about, **members}


def proposed(web: FlaskClient, **members: Any) -> dict[str, Any]:
    response = web.post(PROPOSALS, json=body(web, **members))
    assert response.status_code == 201, response.get_data(as_text=True)
    found: dict[str, Any] = response.get_json()
    return found


def as_holder(made: dict[str, Any]) -> dict[str, str]:
    return {"Proposal-Token": made["token"]}


def test_a_stranger_proposes_and_a_reviewer_accepts(web: FlaskClient, reviewer: Desk) -> None:
    before = web.get(HALLUCINATION).get_json()
    sent = web.post(PROPOSALS, json=body(web, proposer={"name": "山田", "contact": "y@example.jp", "credit": "山"}))
    made = sent.get_json()
    assert (sent.status_code, sent.headers["Location"]) == (201, f"http://localhost{PROPOSALS}/1")
    assert (made["number"], made["state"], made["stale"], made["collisions"]) == (1, "open", False, [])
    assert made["diff"]["grade"]
    assert made["behind"] == ["en"]
    assert sent.headers["Cache-Control"] == "no-store"
    assert made["status_url"] == f"http://localhost/ja/ai-finance/-/proposals/1#{made['token']}"
    assert web.get(HALLUCINATION).get_json() == before
    accepted = reviewer.post(f"{PROPOSALS}/1/accept", {"remark": "よい。", "published": "2026-12-01"})
    assert (accepted.status_code, accepted.get_json()["state"], accepted.get_json()["revision"]) == (200, "accepted", 2)
    after = web.get(HALLUCINATION).get_json()
    assert (after["revision"], after["author"]) == (2, made["proposer"]["person"])
    newest = web.get(f"{HALLUCINATION}/revisions").get_json()["items"][0]
    assert newest["author_name"] == "山"
    assert (newest["origin"]["proposal"], newest["origin"]["accepted_by_name"]) == (1, "reviewer")
    assert (newest["origin"]["rationale"], newest["origin"]["published"]) == ("簡潔にするため。", "2026-12-01")


def test_a_dry_run_answers_all_and_stores_nothing(web: FlaskClient, reviewer: Desk, watch: Watch) -> None:
    said = web.post(f"{PROPOSALS}?dry_run=true", json=body(web))
    found = said.get_json()
    assert (said.status_code, found["number"], found["uri"], found["token"]) == (200, None, None, None)
    assert found["diff"]["changes"][0]["path"] == "/languages/ja/definition/text"
    assert reviewer.web.get(PROPOSALS, headers=reviewer.headers).get_json()["items"] == []
    watch.nothing_is_lost()


def test_checks_are_told_in_the_readers_language(web: FlaskClient) -> None:
    circular = body(web, text="ハルシネーションとは、ハルシネーションのこと。")
    circular["content"]["languages"]["ja"]["definition"]["source"]["status"] = "editorial"
    told = {
        language: web.post(f"{PROPOSALS}?dry_run=true", json=circular, headers={"Accept-Language": language}).get_json()
        for language in ("ja", "en")
    }
    codes = {language: [each["code"] for each in found["checks"]] for language, found in told.items()}
    assert codes["ja"] == codes["en"] != []
    assert told["ja"]["checks"][0]["message"] != told["en"]["checks"][0]["message"]


def test_only_its_proposer_and_reviewers_read_a_proposal(web: FlaskClient, keys: dict[Role, str]) -> None:
    made = proposed(web, proposer={"name": "山田"})
    where = f"{PROPOSALS}/1"
    problem(web.get(where), 401, "key-needed")
    problem(web.get(where, headers={"Proposal-Token": "typ_other"}), 403, "not-your-proposal")
    problem(web.get(where, headers=bearer(keys["contributor"])), 403, "role-too-low")
    for headers in (as_holder(made), bearer(keys["reviewer"])):
        found = web.get(where, headers=headers)
        assert (found.status_code, found.headers["Cache-Control"]) == (200, "no-store")
        assert found.get_json()["proposer"]["given_name"] == "山田"
        assert found.get_json()["token"] is None
    problem(web.get(f"{PROPOSALS}/2", headers=bearer(keys["reviewer"])), 404, "proposal-not-found")


def test_a_token_in_an_address_is_refused(web: FlaskClient) -> None:
    made = proposed(web)
    problem(web.get(f"{PROPOSALS}/1?token={made['token']}"), (400, 401))


def test_the_proposer_edits_comments_and_withdraws_with_the_token(web: FlaskClient, reviewer: Desk) -> None:
    made = proposed(web)
    where, holder = f"{PROPOSALS}/1", as_holder(made)
    tag = web.get(where, headers=holder).headers["ETag"]
    edited = web.patch(where, json={"rationale": "出典に合わせるため。"}, headers={**holder, "If-Match": tag})
    assert (edited.status_code, edited.get_json()["version"]) == (200, 2)
    problem(web.patch(where, json={"rationale": "三度目"}, headers={**holder, "If-Match": tag}), 412, "proposal-moved")
    problem(web.patch(where, json={"rationale": "他人"}), 401, "key-needed")
    problem(web.patch(where, json={"rationale": "他人"}, headers=reviewer.headers), 403, "not-your-proposal")
    assert reviewer.post(f"{where}/comments", {"text": "出典の頁は？"}).status_code == 201
    problem(web.patch(where, json={"rationale": "四度目"}, headers=holder), 409, "review-begun")
    assert reviewer.post(f"{where}/request-changes", {"text": "頁を書いてください。"}).status_code == 200
    assert web.patch(where, json={"source": "p. 12"}, headers=holder).get_json()["state"] == "open"
    gone = web.post(f"{where}/withdraw", json={}, headers=holder)
    assert (gone.status_code, gone.get_json()["state"]) == (200, "withdrawn")
    assert [each["kind"] for each in gone.get_json()["thread"]] == [
        "proposed",
        "edited",
        "commented",
        "changes_requested",
        "edited",
        "withdrawn",
    ]
    problem(reviewer.post(f"{where}/accept", {}), 409, "proposal-decided")


def test_a_rejection_gives_its_reason_in_the_readers_language(web: FlaskClient, reviewer: Desk) -> None:
    made = proposed(web)
    where = f"{PROPOSALS}/1"
    assert set(REJECT_REASONS) == set(choices(RejectReason))
    assert faults(reviewer.post(f"{where}/reject", {"reason": "bad", "text": "x"}), 422) == {
        ("#/reason", "not-in-list")
    }
    reviewer.post(f"{where}/reject", {"reason": "no_source", "text": "確認できませんでした。"})
    for language, told in (("ja", "確認できる出典がありません"), ("en", "there is no source that can be checked")):
        found = web.get(where, headers={**as_holder(made), "Accept-Language": language}).get_json()
        assert (found["state"], found["thread"][-1]["reason_title"]) == ("rejected", told)
        assert found["thread"][-1]["text"] == "確認できませんでした。"


def test_nobody_accepts_their_own(app: Flask, web: FlaskClient) -> None:
    house = glossaries(app)
    first = house.make_key("一人", "reviewer")
    person = next(key.person for key in list(house.keys()) if key.id == first[0])
    second = house.make_key("一人", "administrator", person=person)
    web.post(PROPOSALS, json=body(web), headers=bearer(first[1]))
    for key in (first[1], second[1]):
        problem(web.post(f"{PROPOSALS}/1/accept", json={}, headers=bearer(key)), 403, "own-proposal")


def test_a_stale_proposal_is_rebased_with_the_chosen_values(web: FlaskClient, reviewer: Desk, desk: Desk) -> None:
    made = proposed(web, text="提案された定義。")
    assert desk.change(HALLUCINATION, "先に変わった定義。").status_code == 200
    moved = problem(reviewer.post(f"{PROPOSALS}/1/accept", {}), 409, "base-moved")
    assert moved["head"] == 2
    where = f"{PROPOSALS}/1/rebase"
    told = problem(web.post(where, json={}, headers=as_holder(made)), 409, "conflict")
    [conflict] = told["conflicts"]
    assert conflict["path"] == "/languages/ja/definition"
    assert conflict["current"]["text"] == "先に変わった定義。"
    assert conflict["proposed"]["text"] == "提案された定義。"
    stranger = {"path": "/languages/ja/terms", "value": []}
    assert faults(web.post(where, json={"choices": [stranger]}, headers=as_holder(made)), 422) == {
        ("#/choices/0/path", "not-in-conflict")
    }
    chosen = {"path": conflict["path"], "value": {**conflict["proposed"], "text": "合わせた定義。"}}
    rebased = web.post(where, json={"head": 2, "choices": [chosen]}, headers=as_holder(made))
    assert (rebased.status_code, rebased.get_json()["base_revision"], rebased.get_json()["stale"]) == (200, 2, False)
    assert reviewer.post(f"{PROPOSALS}/1/accept", {}).status_code == 200
    assert web.get(HALLUCINATION).get_json()["languages"]["ja"]["definition"]["text"] == "合わせた定義。"


def test_what_a_proposal_says_is_checked_like_a_put(web: FlaskClient, watch: Watch) -> None:
    wrong = body(web)
    wrong["content"]["languages"]["ja"]["definition"]["text"] = "a\x00b"
    wrong["content"]["relations"] = [{"type": "related", "target": "nowhere"}]
    assert ("#/content/languages/ja/definition/text", "invalid-text") in faults(web.post(PROPOSALS, json=wrong), 422)
    assert faults(web.post(PROPOSALS, json={**body(web), "base_revision": 9}), 422) == {
        ("#/base_revision", "no-such-revision")
    }
    assert faults(web.post(PROPOSALS, json={"rationale": "理由"}), 422) == {("#/concept", "concept-needed")}
    assert faults(web.post(PROPOSALS, json={**body(web), "odd": 1}), 422) == {("#/odd", "unknown-member")}
    unchanged = body(web, text=web.get(HALLUCINATION).get_json()["languages"]["ja"]["definition"]["text"])
    assert faults(web.post(PROPOSALS, json=unchanged), 422) == {("#/content", "changes-nothing")}
    watch.nothing_is_lost()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_strangers_markup_is_kept_as_text_to_the_letter(web: FlaskClient, reviewer: Desk, hostile: str) -> None:
    about = {"rationale": hostile, "source": hostile, "proposer": dict.fromkeys(("name", "contact", "credit"), hostile)}
    made = proposed(web, text=hostile, **about)
    web.post(f"{PROPOSALS}/1/comments", json={"text": hostile}, headers=as_holder(made))
    found = web.get(f"{PROPOSALS}/1", headers=reviewer.headers)
    assert found.mimetype == "application/json"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    told = found.get_json()
    assert {told["rationale"], told["source"], told["thread"][-1]["text"]} == {hostile}
    assert told["content"]["languages"]["ja"]["definition"]["text"] == hostile
    assert reviewer.post(f"{PROPOSALS}/1/accept", {"remark": hostile}).status_code == 200
    assert web.get(f"{HALLUCINATION}/revisions").get_json()["items"][0]["author_name"] == hostile


def test_a_new_concept_a_retirement_and_a_merge_are_proposed(web: FlaskClient, reviewer: Desk) -> None:
    about = {"rationale": "必要", "source": "出典"}
    new = web.post(PROPOSALS, json={"content": concept_body("新語", en="brand new"), **about}).get_json()
    assert (new["kind"], new["concept"]) == ("new", "brand-new")
    assert reviewer.post(f"{PROPOSALS}/1/accept", {}).get_json()["revision"] == 1
    retirement = {"kind": "retirement", "concept": "brand-new", "base_revision": 1, "replaced_by": "rag", **about}
    assert web.post(PROPOSALS, json=retirement).status_code == 201
    assert reviewer.post(f"{PROPOSALS}/2/accept", {}).status_code == 200
    assert problem(web.get(f"{CONCEPTS}/brand-new"), 410)["tombstone"]["replaced_by"] == "rag"
    merge = {"kind": "merge", "concept": "slm", "base_revision": 1, "into": "llm", **about}
    assert web.post(PROPOSALS, json=merge).status_code == 201
    assert reviewer.post(f"{PROPOSALS}/3/accept", {}).status_code == 200
    assert problem(web.get(f"{CONCEPTS}/slm"), 410)["tombstone"]["replaced_by"] == "llm"
    names = [term["text"] for term in web.get(f"{CONCEPTS}/llm").get_json()["languages"]["ja"]["terms"]]
    assert len(names) > 1


def test_an_editor_merges_two_concepts_at_once(web: FlaskClient, desk: Desk) -> None:
    merged = desk.post(f"{CONCEPTS}/slm/merge", {"into": "llm", "reason": "同じもの"})
    assert (merged.status_code, merged.get_json()["replaced_by"]) == (200, "llm")
    problem(web.get(f"{CONCEPTS}/slm"), 410)
    assert faults(desk.post(f"{CONCEPTS}/rag/merge", {"into": "rag", "reason": "x"}), 422) == {
        ("#/into", "self-relation")
    }


def test_the_queue_is_paged_and_filtered(web: FlaskClient, reviewer: Desk) -> None:
    for number in range(3):
        proposed(web, text=f"案{number}。")
    reviewer.post(f"{PROPOSALS}/1/reject", {"reason": "spam", "text": "迷惑"})

    def listed(query: str) -> list[int]:
        answer: TestResponse = web.get(f"{PROPOSALS}?{query}", headers=reviewer.headers)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return [each["number"] for each in answer.get_json()["items"]]

    assert listed("") == [3, 2, 1]
    assert listed("state=pending") == [3, 2]
    assert listed("state=rejected") == [1]
    assert listed("concept=rag") == []
    assert listed("language=ja&kind=change&older_than=2100-01-01") == [3, 2, 1]
    assert listed("older_than=2020-01-01") == []
    page = web.get(f"{PROPOSALS}?limit=2", headers=reviewer.headers).get_json()
    rest = web.get(page["next"].removeprefix("http://localhost"), headers=reviewer.headers).get_json()
    assert ([each["number"] for each in rest["items"]], rest["next"]) == ([1], None)
    problem(web.get(f"{PROPOSALS}?older_than=never", headers=reviewer.headers), 400)
    problem(web.get(PROPOSALS), 401, "key-needed")


def test_a_request_sent_twice_is_carried_out_once_and_tells_no_secret_again(web: FlaskClient, reviewer: Desk) -> None:
    sent, headers = body(web), {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
    first, again = (web.post(PROPOSALS, json=sent, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json()["token"]
    assert (again.get_json()["number"], again.get_json()["token"]) == (1, None)
    problem(web.post(PROPOSALS, json=body(web, text="別の案。"), headers=headers), 422, "idempotency-key-reused")
    accepted = [reviewer.post(f"{PROPOSALS}/1/accept", {}, **headers).status_code for _ in range(2)]
    assert accepted == [200, 200]
    assert web.get(HALLUCINATION).get_json()["revision"] == 2


def test_spam_is_removed_by_an_administrator(web: FlaskClient, administration: Desk, reviewer: Desk) -> None:
    proposed(web)
    problem(web.delete(f"{PROPOSALS}/1", headers=reviewer.headers), 403)
    gone = web.delete(f"{PROPOSALS}/1", headers=administration.headers)
    assert (gone.status_code, gone.get_data()) == (204, b"")
    problem(web.get(f"{PROPOSALS}/1", headers=reviewer.headers), 404, "proposal-not-found")


def test_a_stranger_has_only_so_many_waiting(web: FlaskClient) -> None:
    for number in range(20):
        proposed(web, text=f"案{number}。")
    problem(web.post(PROPOSALS, json=body(web)), 429, "too-many-pending")


def test_a_reviewer_sees_what_hangs_on_a_concept(web: FlaskClient, reviewer: Desk) -> None:
    proposed(web)
    found = web.get(f"{CONCEPTS}/llm/impact", headers=reviewer.headers).get_json()
    assert "ai-forum-2025-06-18" in found["editions"]
    assert found["related"] or found["uses"]
    assert found["embeds"] == []
    pending = web.get(f"{HALLUCINATION}/impact", headers=reviewer.headers).get_json()
    assert pending["proposals"] == [1]
    problem(web.get(f"{CONCEPTS}/llm/impact"), 401, "key-needed")


def test_the_steps_of_an_office_are_settings_of_its_glossary(
    web: FlaskClient, administration: Desk, keys: dict[Role, str], reviewer: Desk
) -> None:
    settings = web.get(G).get_json()
    assert [step["title"]["ja"] for step in settings["review_steps"]] == ["審査"]
    settings["review_steps"] = [
        {"id": "review", "title": {"ja": "審査", "en": "Review"}, "role": "reviewer"},
        {"id": "decision", "title": {"ja": "決裁", "en": "Decision"}, "role": "editor", "deputy": "reviewer"},
    ]
    assert administration.put_again(G, settings).status_code == 200
    proposed(web)
    stepped = reviewer.post(f"{PROPOSALS}/1/accept", {"remark": "確認した。"}).get_json()
    assert (stepped["state"], [step["taken"] for step in stepped["steps"]]) == ("open", [True, False])
    problem(reviewer.post(f"{PROPOSALS}/1/accept", {}), 403, "role-too-low")
    decided = web.post(f"{PROPOSALS}/1/accept", json={}, headers=bearer(keys["editor"])).get_json()
    assert (decided["state"], decided["revision"]) == ("accepted", 2)
