"""Several processes and sudden death: nothing acknowledged is lost, and the chain stays whole.

`TAIYAKU_RACES=1000` lets two processes write as many revisions each as the promise names; without it fewer.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from glossary import Glossaries, Glossary, Journal, Whereabouts, errors
from tests.support import draft

ROOT = Path(__file__).parents[2]
Where = tuple[Whereabouts, Journal]
EACH = int(os.environ.get("TAIYAKU_RACES", "250"))


def writer(where: Where, concept: str, count: int) -> subprocess.Popen[str]:
    place, journal = where
    command = [sys.executable, "-m", "tests.writer", str(place.home), str(place.database), journal, concept, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_processes_writing_many_revisions_lose_nothing(whereabouts: Where, trial: Glossary) -> None:
    running = [writer(whereabouts, concept, EACH) for concept in ("one", "two")]
    said = [line.split() for each in running for line in each.communicate()[0].splitlines()]
    assert [each.returncode for each in running] == [0, 0]
    assert len(said) == 2 * EACH
    verdict = trial.verify()
    assert (verdict.whole, verdict.entries) == (True, 2 * EACH + 1)
    kept = {
        (each.concept.id, each.number): each.digest for c in ("one", "two") for each in trial.revisions(c, limit=EACH)
    }
    assert kept == {(concept, int(number)): digest for concept, number, digest in said}


def test_a_writer_killed_in_the_middle_loses_nothing_it_acknowledged(whereabouts: Where, trial: Glossary) -> None:
    chance = random.Random(42)
    acknowledged = 0
    for attempt in range(5):
        process = writer(whereabouts, f"c{attempt}", 10_000)
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(chance.randrange(1, 40))]
        process.send_signal(signal.SIGKILL)
        said += process.communicate()[0].splitlines(keepends=True)
        whole_lines = [line.split() for line in said if line.endswith("\n")]
        acknowledged += len(whole_lines)
        for concept, number, digest in whole_lines:
            assert trial.revision(concept, int(number)).digest == digest
    verdict = trial.verify()
    assert verdict.whole
    assert verdict.entries >= acknowledged + 1


def test_of_many_who_change_the_same_revision_exactly_one_wins(trial: Glossary) -> None:
    trial.put(draft(), "p-editor", None)
    start, outcome = threading.Barrier(8), []

    def change(number: int) -> None:
        start.wait()
        try:
            outcome.append(trial.put(draft(ja=f"案{number}"), "p-editor", 1).number)
        except errors.HeadMoved as lost:
            outcome.append(-lost.head)

    threads = [threading.Thread(target=change, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == [-2] * 7 + [2]
    assert trial.verify().whole


def test_readers_never_fail_while_others_write(whereabouts: Where, trial: Glossary) -> None:
    trial.put(draft("rag"), "p-editor", None)
    reads = 0
    with writer(whereabouts, "llm", 200) as process:
        assert process.stdout is not None
        for _line in process.stdout:
            assert trial.concept("rag").revision.number == 1
            assert trial.concepts().items[-1].number >= 1
            reads += 1
    assert reads == 200


def test_first_start_is_seeded_once_however_many_start_at_once(whereabouts: Where) -> None:
    place, journal = whereabouts
    program = (
        "import sys; from tests.writer import where; from glossary import Glossaries\n"
        f"house = Glossaries.open(where({str(place.home)!r}, {str(place.database)!r}), journal={journal!r})\n"
        "print(house.seed())"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert sorted(each.communicate()[0].strip() for each in running) == ["False", "False", "True"]
    with Glossaries.open(place, journal=journal) as house:
        assert house["ai-finance"].verify().entries == 61


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_writer_waits_for_the_lock_and_then_says_that_it_is_busy(
    place: Whereabouts, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.store.engine.LOCK_TIMEOUT", 0.2)
    with Glossaries.open(place, journal=journal) as house, Glossaries.open(place, journal=journal) as other:
        with house._database.writing(), pytest.raises(errors.Busy):
            other.seed()
        assert other.seed()
