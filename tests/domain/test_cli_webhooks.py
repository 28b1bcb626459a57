"""Webhooks and letters on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glossary.cli import cli
from tests.receivers import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def run(tmp_path: Path, receiver: Receiver) -> Any:
    environment = {
        "GLOSSARY_HOME": str(tmp_path / "home"),
        "COLUMNS": "200",
        "GLOSSARY_WEBHOOK_HTTP": "true",
        "GLOSSARY_WEBHOOK_PORTS": str(receiver.server_port),
        "GLOSSARY_WEBHOOK_NETWORKS": "127.0.0.1/32",
    }

    def taiyaku(*words: str) -> Result:
        return CliRunner().invoke(cli, words, env=environment)

    return taiyaku


def test_a_webhook_is_made_listed_told_replayed_and_removed(run: Any, receiver: Receiver) -> None:
    made = json.loads(run("webhook", "make", receiver.url, "--kind", "edition.*", "--json").stdout)
    assert made["secret"].startswith("whsec_")
    listed = run("webhook", "list")
    assert made["id"] in listed.output
    assert made["secret"] not in listed.output + run("webhook", "list", "--json").output
    assert run("tell", "--once").output == "Messages sent or tried: 0.\n"
    assert run("webhook", "replay", made["id"], "--since-seq", "0").exit_code == 0
    assert run("tell", "--once").output == "Messages sent or tried: 1.\n"
    assert receiver.kinds == ["edition.published"]
    assert run("webhook", "replay", made["id"]).exit_code == 2
    assert run("webhook", "replay", made["id"], "--message", "msg_x").exit_code == 1
    assert run("webhook", "remove", made["id"]).exit_code == 0
    assert run("webhook", "remove", made["id"]).exit_code == 1


def test_what_may_not_be_called_is_refused_with_a_sentence(run: Any) -> None:
    refused = run("webhook", "make", "https://169.254.169.254/")
    assert refused.exit_code == 3
    assert "/url: This address is not on the public internet" in refused.output


def test_where_letters_go_is_set_and_stopped(run: Any) -> None:
    made = json.loads(run("key", "make", "--name", "R", "--role", "reviewer", "--json").stdout)
    [key] = [each for each in json.loads(run("key", "list", "--json").stdout) if each["id"] == made["id"]]
    assert "a@example.jp" in run("mail", "set", key["person"], "--address", "a@example.jp", "--language", "ja").output
    assert run("mail", "set", key["person"]).exit_code == 0
    assert run("mail", "set", key["person"], "--address", "nowhere").exit_code == 3
    assert json.loads(run("mail", "list", "--json").stdout) == []
    assert run("mail", "again").output == "Letters that will be tried again: 0.\n"
    assert run("mail", "set", "p-nobody", "--address", "a@example.jp").exit_code == 1
