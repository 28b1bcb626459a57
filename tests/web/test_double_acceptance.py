"""Two servers on one database, and two reviewers who accept at the same moment, while others read and a writer dies.

`TAIYAKU_RACES=1000` runs as many rounds as the promise names; without it a few.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.error import HTTPError

import msgspec
import pytest

from glossary import Glossaries, Journal, Whereabouts
from tests.support import ROOT, SETTINGS, draft, served

ROUNDS = int(os.environ.get("TAIYAKU_RACES", "6"))
G = "/api/v1/glossaries/trial"
Where = tuple[Whereabouts, Journal]


def ask(address: str, path: str, key: str | None = None, body: Any = None) -> tuple[int, Any]:
    """A status and a body."""
    request = urllib.request.Request(address + path, None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def wording(number: int) -> dict[str, Any]:
    """What is proposed in a round."""
    concept = msgspec.to_builtins(draft(ja=f"承認済み{number}").concept)
    content = {"subjects": [], "languages": concept["languages"], "relations": []}
    return {
        "concept": "prompt",
        "base_revision": number,
        "content": content,
        "rationale": "競争",
        "source": "出典",
    }


@contextmanager
def polled(addresses: list[str], between: list[int]) -> Iterator[list[Any]]:
    """Read the approved text of each server all the while; whatever was neither the old nor the new one."""
    stop, strange = threading.Event(), list[Any]()

    def poll(address: str) -> None:
        while not stop.is_set():
            least = between[0]
            status, read = ask(address, f"{G}/concepts/prompt")
            text = read["languages"]["ja"]["definition"]["text"] if status == 200 else ""
            if text not in {f"承認済み{number}" for number in range(least, between[1] + 1)}:
                strange.append((status, text, between))

    threads = [threading.Thread(target=poll, args=(address,)) for address in addresses]
    for thread in threads:
        thread.start()
    try:
        yield strange
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextmanager
def dying_writer(where: Where) -> Iterator[None]:
    """Another process that writes meanwhile, and is killed in the middle."""
    place, journal = where
    command = [sys.executable, "-m", "tests.writer", str(place.home), str(place.database), journal, "w", "100000"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield
        process.kill()


@pytest.mark.parametrize("whereabouts", ["sqlite-delete", "postgresql"], indirect=True)
def test_of_two_who_accept_at_two_servers_one_wins_and_readers_see_the_old_or_the_new_text(whereabouts: Where) -> None:
    place, journal = whereabouts
    url = place.database if isinstance(place.database, str) else ""
    with Glossaries.open(place, journal=journal) as house, ExitStack() as stack:
        trial = house.make(SETTINGS, "p-editor")
        trial.put(draft(ja="承認済み0"), "p-editor", None)
        proposer = house.make_key("甲", "contributor")[1]
        reviewers = [house.make_key(name, "reviewer")[1] for name in "乙丙"]
        about = {"GLOSSARY_LIMIT_KEY": "0", "GLOSSARY_DATABASE_URL": url}
        servers = [stack.enter_context(served(place.home, sys.executable, ROOT, **about)) for _ in range(2)]
        between = [0, 0]
        with polled(servers, between) as strange, dying_writer(whereabouts):
            for number in range(1, ROUNDS + 1):
                status, made = ask(servers[0], f"{G}/proposals", proposer, wording(number))
                assert status == 201, made
                between[1] = number
                assert sorted(both_accept(servers, reviewers, made["number"])) == [200, 409]
                between[0] = number
        assert strange == []
        assert [each.number for each in trial.revisions("prompt", limit=ROUNDS + 2)] == [*range(ROUNDS + 1, 0, -1)]
        assert trial.verify().whole


def both_accept(servers: list[str], reviewers: list[str], number: int) -> list[int]:
    """The statuses of two acceptances that begin together."""
    start, statuses = threading.Barrier(2), list[int]()

    def accept(address: str, key: str) -> None:
        start.wait()
        statuses.append(ask(address, f"{G}/proposals/{number}/accept", key, {})[0])

    threads = [threading.Thread(target=accept, args=each) for each in zip(servers, reviewers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses
