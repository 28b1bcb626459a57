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
