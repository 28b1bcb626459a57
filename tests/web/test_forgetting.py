"""On the wire a redacted text is gone with its reason, and the log is there for those who check it themselves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import Approval, Draft, Identity, Who, Wish
from glossary.model import Part
from tests.support import ROOT, with_definition
from tests.web.support import CONCEPTS, EDITION, HALLUCINATION, Desk, G, glossaries, problem

SAID = "生成AIが事実に基づかない"


def test_a_redacted_text_is_answered_with_410_and_the_reason(app: Flask, desk: Desk) -> None:
    assert desk.change(HALLUCINATION, "後の定義。").status_code == 200
    glossaries(app).redact("ai-finance", "hallucination", [1], "content", "権利者の求め", "p-admin")
    told = {"glossary": "ai-finance", "concept": "hallucination", "revision": 1, "reason": "権利者の求め"}
    for address in (
        f"{HALLUCINATION}/revisions/1",
        f"{HALLUCINATION}?revision=1",
        f"{HALLUCINATION}?edition=ai-forum-2025-06-18",
        f"{EDITION}/concepts/hallucination",
        f"{HALLUCINATION}/diff?from=1&to=2",
    ):
        assert problem(desk.web.get(address, headers={"If-None-Match": '"1"'}), 410, "redacted")["tombstone"] == told
    problem(desk.post(f"{HALLUCINATION}/restore", {"revision": 1}), 410, "redacted")
    assert "redacted" not in desk.get(HALLUCINATION)
    line = desk.get(f"{HALLUCINATION}/revisions")["items"][1]
    assert (line["revision"], line["kind"]) == (1, "new")
    assert [(each["part"], each["reason"]) for each in line["redacted"]] == [("content", "権利者の求め")]
    listed = {each["id"]: each for each in desk.get(f"{EDITION}/concepts?limit=200")["items"]}["hallucination"]
    assert (listed["languages"], listed["redacted"]) == ({}, line["redacted"])
    assert SAID not in desk.web.get(f"{EDITION}/concepts?limit=200").get_data(as_text=True)


def test_a_redacted_text_in_force_is_gone_by_every_name(app: Flask, web: FlaskClient) -> None:
    glossaries(app).redact("ai-finance", "hallucination", [1], "content", "権利者の求め", "p-admin")
    problem(web.get(HALLUCINATION), 410, "redacted")
    problem(web.get("/id/ai-finance/hallucination"), 410, "redacted")
    problem(web.get("/id/ai-finance/hallucination.txt"), 410, "redacted")
    assert web.get("/api/v1/terms?form=ハルシネーション").get_json()["matches"] == []
    assert SAID not in web.get(f"{CONCEPTS}?ids=hallucination").get_data(as_text=True)
    assert web.get(f"{CONCEPTS}?limit=200").status_code == 200
    assert web.get("/api/v1/search?q=幻覚&in=all").get_json()["total"] == 0


def test_a_redacted_change_note_reaches_those_who_have_the_answer_already(app: Flask, desk: Desk) -> None:
    assert desk.change(HALLUCINATION, "後の定義。", change_note={"ja": "山田さんの指摘"}).headers["ETag"] == '"2"'
    glossaries(app).redact("ai-finance", "hallucination", [2], "change_note", "個人情報", "p-admin")
    read = desk.web.get(HALLUCINATION, headers={"If-None-Match": '"2"'})
    assert (read.status_code, read.headers["ETag"], read.get_json()["change_note"]) == (200, '"2-redacted-1"', None)
    again = desk.put(HALLUCINATION, {**read.get_json(), "subjects": []}, read.headers["ETag"])
    assert (again.status_code, again.headers["ETag"]) == (200, '"3"')


def test_the_log_is_what_the_checkpoints_say(desk: Desk, web: FlaskClient, tmp_path: Path) -> None:
    assert desk.change(HALLUCINATION, "後の定義。").status_code == 200
    response = web.get(f"{G}/log")
    assert response.mimetype == "application/x-ndjson"
    assert "Link" not in response.headers
    lines = response.get_data(as_text=True).splitlines()
    head = web.get(f"{G}/checkpoint").get_json()
    assert (len(lines), json.loads(lines[-1])["digest"]) == (head["seq"], head["digest"])
    assert web.get(f"{G}/log?after=10&until=12").get_data(as_text=True).splitlines() == lines[10:12]
    assert web.get(f"{G}/log?after=9999").data == b""
    again = web.get(f"{G}/log", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    (tmp_path / "log").write_bytes(response.data)
    (tmp_path / "edition").write_text(json.dumps(desk.get(EDITION)["checkpoint"]))
    (tmp_path / "head").write_text(json.dumps(head))
    script = [sys.executable, "-I", str(ROOT / "docs" / "verify_history.py"), "log"]
    ran = subprocess.run([*script, "--checkpoint", "edition", "--checkpoint", "head"], cwd=tmp_path, check=False)
    assert ran.returncode == 0


def test_a_long_log_names_the_next_page(web: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.glossaries.LOG_PAGE", 25)
    pages, following = [], f"{G}/log?until=60"
    while following:
        page = web.get(following)
        pages.append(page.get_data(as_text=True).splitlines())
        following = page.headers.get("Link", "")[1:].partition(">")[0]
    assert [len(page) for page in pages] == [25, 25, 10]


def test_wherever_something_was_removed_in_all_its_parts_nothing_fails_and_nothing_is_left(
    app: Flask, desk: Desk, web: FlaskClient
) -> None:
    glossary = glossaries(app)["ai-finance"]
    newest = glossary.concept("rag").revision
    told = Draft(concept=with_definition(newest.concept, "ja", "田中秘密男の定義。"), change_note={"ja": "田中秘密男"})
    wish = Wish(concept="rag", base=1, draft=told, rationale="田中秘密男の理由", source="田中秘密男")
    glossary.desk.propose(wish, Who(identity=Identity(person="p-1", role="contributor")))
    glossary.desk.accept(1, Who(identity=Identity(person="p-2", role="reviewer")), Approval())
    parts: tuple[Part, ...] = ("content", "change_note", "rationale")
    for part in parts:
        glossaries(app).redact("ai-finance", "rag", [2], part, "個人情報", "p-admin")
    concept, pages = f"{CONCEPTS}/rag", "/ja/ai-finance"
    for address in (
        *(concept, f"{concept}/revisions", f"{concept}/revisions/2", f"{concept}/diff", f"{concept}/timemap"),
        *(f"{G}/changes.atom", f"{G}/changes.json", f"{G}/log", f"{G}/export", f"{G}/forms?language=ja", f"{G}/behind"),
        *(f"{G}/proposals", f"{G}/proposals/1", f"{pages}/rag", f"{pages}/-/changes", f"{pages}/-/proposals/1"),
        *(f"{pages}/rag/-/history", "/embed/ai-finance/rag", "/id/ai-finance/rag.md", "/api/v1/search?q=RAG&in=all"),
    ):
        answer = web.get(address, headers={**desk.headers, "Accept-Language": "ja"})
        assert answer.status_code < 500, address
        assert "田中秘密男" not in answer.get_data(as_text=True), address
