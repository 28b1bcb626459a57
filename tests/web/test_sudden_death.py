"""A server killed while people write: after the next start all that was acknowledged is there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from glossary import Glossaries, Whereabouts
from tests.support import ROOT

CONCEPTS = "/api/v1/glossaries/ai-finance/concepts"
Acknowledged = list[tuple[str, int, str]]


def start(home: Path) -> tuple[subprocess.Popen[str], str]:
    environment = {**os.environ, "GLOSSARY_HOME": str(home), "PORT": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "glossary", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    return process, next(line.strip().rstrip("/") for line in process.stdout if line.startswith("  http"))


def write(address: str, key: str, concept: str, acknowledged: Acknowledged) -> None:
    with urllib.request.urlopen(f"{address}{CONCEPTS}/{concept}") as answer:
        body = json.load(answer)
    while True:
        body["languages"]["ja"]["definition"]["text"] += "。"
        request = urllib.request.Request(f"{address}{CONCEPTS}/{concept}", json.dumps(body).encode(), method="PUT")
        for name, value in (
            ("Authorization", f"Bearer {key}"),
            ("If-Match", f'"{body["revision"]}"'),
            ("Content-Type", "application/json"),
        ):
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request) as answer:
                body = json.load(answer)
        except (URLError, OSError, ValueError):
            return
        acknowledged.append((concept, body["revision"], body["digest"]))


@pytest.mark.parametrize("patience", [12, 25, 40])
def test_what_a_killed_server_acknowledged_is_there_after_the_next_start(tmp_path: Path, patience: int) -> None:
    process, address = start(tmp_path)
    place = Whereabouts(tmp_path, tmp_path / "glossary.db", tmp_path / "index")
    with Glossaries.open(place) as house:
        key = house.make_key("E", "editor")[1]
    acknowledged: Acknowledged = []
    writers = [
        threading.Thread(target=write, args=(address, key, concept, acknowledged)) for concept in ("prompt", "rag")
    ]
    for writer in writers:
        writer.start()
    while len(acknowledged) < patience:
        with urllib.request.urlopen(f"{address}/api/v1/search?q=AI") as answer:
            assert json.load(answer)["total"] > 0
    process.send_signal(signal.SIGKILL)
    process.communicate()
    for writer in writers:
        writer.join()
    again, address = start(tmp_path)
    with Glossaries.open(place) as house:
        assert house["ai-finance"].verify().whole
        for concept, number, digest in acknowledged:
            assert house["ai-finance"].revision(concept, number).digest == digest
    with urllib.request.urlopen(f"{address}/api/v1/terms?form=RAG") as answer:
        assert json.load(answer)["matches"][0]["concept"]["id"] == "rag"
    again.send_signal(signal.SIGINT)
    again.communicate()
    assert again.returncode == 0
