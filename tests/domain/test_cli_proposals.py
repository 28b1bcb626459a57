"""Proposals on the command line, and the story that shows a newcomer all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glossary import Glossaries, Whereabouts
from glossary.cli import cli
from tests.support import ROOT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Any:
    def taiyaku(*words: str, key: str = "") -> Result:
        environment = {"GLOSSARY_HOME": str(home), "COLUMNS": "200", "GLOSSARY_KEY": key}
        return CliRunner().invoke(cli, words, env=environment)

    return taiyaku


@pytest.fixture
def reviewer(run: Any) -> str:
    """The key of a reviewer."""
    key: str = json.loads(run("key", "make", "--name", "R", "--role", "reviewer", "--json").stdout)["key"]
    return key


@pytest.fixture
def wording(home: Path, run: Any, reviewer: str) -> Path:
    """A file with another definition of hallucination."""
    assert reviewer
    file = home / "wording.json"
    found = json.loads((ROOT / "data/ai-finance/concepts/hallucination.json").read_text(encoding="utf-8"))
    found["languages"]["ja"]["definition"]["text"] = "事実に基づかない内容を生成すること。"
    file.write_text(json.dumps(found), encoding="utf-8")
    return file


def make(run: Any, wording: Path, *more: str) -> Result:
    about = ("--base", "1", "--rationale", "簡潔に", "--source", "https://example.jp/")
    result: Result = run("proposal", "make", str(wording), *about, *more)
    return result


def test_a_proposal_is_made_shown_and_accepted(run: Any, wording: Path, reviewer: str) -> None:
    tried = make(run, wording, "--dry-run")
    assert (tried.exit_code, "(not stored)" in tried.output) == (0, True)
    assert "事実に基づかない" in make(run, wording).output
    listed = run("proposal", "list")
    assert "hallucination" in listed.output
    assert "under review" in listed.output
    own = run("proposal", "accept", "1")
    assert (own.exit_code, own.stderr) == (3, "You made proposal 1 yourself. Another person must review it.\n")
    assert run("proposal", "accept", "1", "--remark", "よい", key=reviewer).output == "Proposal 1: accepted.\n"
    assert "よい" in run("proposal", "show", "1").output
    assert json.loads(run("proposal", "show", "1", "--json").stdout)["proposal"]["state"] == "accepted"


def test_what_is_not_there_ends_with_one(run: Any) -> None:
    assert run("proposal", "show", "9").exit_code == 1
    assert run("proposal", "list").exit_code == 1


def test_a_proposal_is_sent_back_rejected_withdrawn_and_removed(run: Any, wording: Path, reviewer: str) -> None:
    for _ in range(3):
        make(run, wording)
    assert run("proposal", "comment", "1", "--text", "なるほど", key=reviewer).exit_code == 0
    sent_back = run("proposal", "request-changes", "1", "--text", "直して", key=reviewer)
    assert sent_back.output == "Proposal 1: changes requested.\n"
    rejected = run("proposal", "reject", "2", "--reason", "duplicate", "--text", "1と同じ", key=reviewer)
    assert rejected.output == "Proposal 2: rejected.\n"
    assert run("proposal", "withdraw", "1").output == "Proposal 1: withdrawn.\n"
    assert run("proposal", "purge", "3").exit_code == 0
    assert run("proposal", "show", "3").exit_code == 1


def test_conflicts_are_shown_and_one_side_can_be_taken(run: Any, wording: Path, reviewer: str, home: Path) -> None:
    make(run, wording)
    rival = json.loads(wording.read_text(encoding="utf-8"))
    rival["languages"]["ja"]["definition"]["text"] = "先に変わった定義。"
    wording.write_text(json.dumps(rival), encoding="utf-8")
    make(run, wording)
    assert run("proposal", "accept", "2", key=reviewer).exit_code == 0
    refused = run("proposal", "rebase", "1")
    assert refused.exit_code == 3
    assert "先に変わった定義。" in refused.output
    assert json.loads(run("proposal", "rebase", "1", "--json").stdout)[0]["path"] == "/languages/ja/definition"
    assert run("proposal", "rebase", "1", "--take", "proposed").output == "Proposal 1 is now based on revision 2.\n"
    assert run("proposal", "accept", "1", key=reviewer).exit_code == 0
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as house:
        assert house["ai-finance"].concept("hallucination").revision.number == 3


@pytest.mark.parametrize(
    ("locale", "told"), [("ja_JP.UTF-8", "双方の変更が反映されています。"), ("C.UTF-8", "both changes stand")]
)
def test_the_story_plays_in_the_language_of_the_terminal_and_leaves_nothing(
    tmp_path: Path, locale: str, told: str
) -> None:
    environment = {**os.environ, "LC_ALL": locale, "GLOSSARY_HOME": str(tmp_path / "untouched")}
    ran = subprocess.run(
        [sys.executable, "-m", "glossary", "demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert told in ran.stdout
    assert ran.stderr == ""
    assert not (tmp_path / "untouched").exists()


def test_the_database_of_the_story_can_be_kept(run: Any, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert run("demo", "--keep", str(kept)).exit_code == 0
    assert run("demo", "--keep", str(kept)).exit_code == 2
    with Glossaries.open(Whereabouts(kept, kept / "glossary.db", kept / "index")) as house:
        story = house["ai-finance"]
        assert [each.number for each in story.revisions("ai-agent")] == [3, 2, 1]
        assert next(edition.id for edition in story.editions()) == "demo"
        assert story.verify().whole


def test_all_that_would_come_of_a_proposal_is_told(run: Any, wording: Path, reviewer: str) -> None:
    make(run, wording)
    shown = make(run, wording, "--dry-run").output
    assert "Source: https://example.jp/" in shown
    assert "Proposal 1 is about the same: hallucination." in shown
    assert "The source text would change under this language: English." in shown
    found = json.loads(wording.read_text(encoding="utf-8"))
    found["languages"]["ja"]["definition"] |= {"text": "デ一タに基づかない内容。", "source": None}
    wording.write_text(json.dumps(found), encoding="utf-8")
    shown = make(run, wording).output
    assert "W401 /languages/ja/definition" in shown
    assert "W203 /languages/ja/definition/text" in shown
    assert "Next step: Review (reviewer)" in shown
    told = json.loads(run("proposal", "show", "2", "--json").stdout)
    assert [each["code"] for each in told["findings"]] == ["W203", "W401"]


def test_what_the_api_answers_of_a_concept_can_be_edited_and_proposed(run: Any, wording: Path, reviewer: str) -> None:
    found = json.loads(wording.read_text(encoding="utf-8"))
    found |= {
        "glossary": "ai-finance",
        "revision": 1,
        "seq": 5,
        "status": "current",
        "author": "p-x",
        "digest": "sha256:",
    }
    found["languages"]["ja"] |= {"sync": {"state": "in_sync", "behind": []}}
    found["languages"]["ja"]["terms"][0]["romaji"] = "harushinēshon"
    wording.write_text(json.dumps(found), encoding="utf-8")
    assert make(run, wording).exit_code == 0


def test_one_s_own_proposal_is_edited_until_review_begins(run: Any, wording: Path, reviewer: str) -> None:
    make(run, wording)
    edited = run("proposal", "edit", "1", "--rationale", "別の理由")
    assert (edited.exit_code, "Why: 別の理由" in edited.output) == (0, True)
    refused = run("proposal", "accept", "1", "--version", "1", key=reviewer)
    assert (refused.exit_code, refused.stderr) == (
        3,
        "Proposal 1 is now at its wording 2. Read it again before you decide.\n",
    )
    assert run("proposal", "edit", "1", "--rationale", "私のではない", key=reviewer).exit_code == 3
    run("proposal", "comment", "1", "--text", "読んでいます", key=reviewer)
    assert run("proposal", "edit", "1", "--rationale", "もう一度").exit_code == 3


def test_the_queue_is_filtered(run: Any, wording: Path, reviewer: str) -> None:
    make(run, wording)
    run(
        "proposal",
        "make",
        "--kind",
        "retirement",
        "--concept",
        "llm",
        "--base",
        "1",
        "--rationale",
        "古い",
        key=reviewer,
    )
    for filters, number in (
        (("--kind", "retirement"), 2),
        (("--proposer", "me"), 1),
        (("--language", "ja", "--kind", "change"), 1),
        (("--concept", "llm"), 2),
    ):
        assert [each["number"] for each in json.loads(run("proposal", "list", *filters, "--json").stdout)] == [number]
    assert run("proposal", "list", "--older-than", "2026-01-01").exit_code == 1
    assert run("proposal", "list", "--older-than", "gestern").exit_code == 3


def test_edits_and_a_deputy_s_office_are_shown_and_a_broken_file_is_told(
    run: Any, wording: Path, reviewer: str
) -> None:
    make(run, wording)
    broken = wording.with_name("broken.json")
    broken.write_text("{", encoding="utf-8")
    told = run("proposal", "accept", "1", "--edits", str(broken), key=reviewer)
    assert (told.exit_code, "The file is not JSON." in told.stderr) == (2, True)
    found = json.loads(wording.read_text(encoding="utf-8"))
    found["languages"]["ja"]["definition"]["text"] = "直した定義。"
    wording.write_text(json.dumps(found), encoding="utf-8")
    assert run("proposal", "accept", "1", "--edits", str(wording), key=reviewer).exit_code == 0
    assert "accepted Review with edits" in run("proposal", "show", "1").output


def test_nothing_that_strangers_write_can_pass_for_a_line_of_ours(run: Any, wording: Path, reviewer: str) -> None:
    forged = "理由\n2026-01-01T00:00:00Z  R  accepted\u2028Proposal 1: accepted."
    made = run("proposal", "make", str(wording), "--base", "1", "--rationale", forged, "--source", "[red]\u202etxt.exe")
    assert "Why: 理由\n    2026-01-01T00:00:00Z  R  accepted\n    Proposal 1: accepted.\n" in made.output
    assert "Source: [red]<U+202E>txt.exe" in made.output
    run("proposal", "comment", "1", "--text", "一\n二", key=reviewer)
    assert "comment 一\n    二" in run("proposal", "show", "1").output
    for text in ("\x1b[2J", "\x9b31m", "\x07"):
        assert run("proposal", "comment", "1", "--text", text, key=reviewer).exit_code == 3


def test_what_hangs_on_a_concept_is_told(run: Any) -> None:
    told = run("impact", "llm").output
    assert "Relation: slm (contrast)" in told
    assert "Definition: rag (ja) uses LLM" in told
    assert json.loads(run("impact", "llm", "--json").stdout)["editions"] == ["ai-forum-2025-06-18"]
    assert run("impact", "nothing").exit_code == 1
