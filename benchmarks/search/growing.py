"""What happens while things change: lookups during the building of the index, and how soon a change is seen."""

from __future__ import annotations

import math
import multiprocessing
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from benchmarks.search import ours
from benchmarks.search.queries import Asked
from benchmarks.search.workers import Timing, Worker
from glossary import Concept, Definition, Draft, Glossaries, Query

CHANGES = 40
_PAUSE, _PATIENCE = 0.02, 5.0
_LETTERS = "bdfgkmprtz"


class Building(NamedTuple):
    """How long the names took, which `taiyaku load` writes as its last step, and then the texts (seconds).

    And the lookups that another process made while the texts were written (wall milliseconds).
    """

    names: float
    seconds: float
    lookups: Timing


class Seen(NamedTuple):
    """How long after its recording a change was found elsewhere, and how long the recording took (milliseconds)."""

    visible: Timing
    recording: Timing


def build(folder: Path, exact: Sequence[Asked]) -> Building:
    """Build the index from nothing: the names as `load` does, then all while a second process asks for whole forms."""
    shutil.rmtree(folder / "index", ignore_errors=True)
    begun = time.perf_counter()
    with ours.opened(folder) as glossaries:
        glossaries.index_names()
    names = time.perf_counter() - begun
    with _process(_look_up, str(folder), [*exact]) as pipe:
        builder = Worker("ours", folder)
        builder.close()
        pipe.send("enough")
        return Building(names, builder.opening, pipe.recv())


def _look_up(pipe: Connection, folder: str, exact: Sequence[Asked]) -> None:
    times: list[float] = []
    found = 0
    with ours.opened(Path(folder)) as glossaries:
        while not pipe.poll(_PAUSE):
            asked = exact[len(times) % len(exact)]
            before = time.perf_counter()
            found += any(match.concept == asked.concept for match in glossaries.terms(asked.text, glossaries=ours.ONLY))
            times.append(1000 * (time.perf_counter() - before))
    pipe.send(Timing(tuple(times), found))


def changes(folder: Path, concepts: Sequence[Concept]) -> Seen:
    """Give concepts a word that nobody has, one after the other, while another process looks for it."""
    visible, recording = [], []
    with _process(_look_for, str(folder)) as pipe, ours.opened(folder) as glossaries:
        glossary, author = glossaries[ours.ONLY[0]], glossaries.house()
        pipe.recv()
        for number, concept in enumerate(concepts[:CHANGES]):
            word = _word(time.time_ns() + number)
            pipe.send(word)
            before = time.monotonic()
            glossary.load([Draft(concept=_with(concept, word))], author)
            recorded = time.monotonic()
            seen = pipe.recv()
            recording.append(1000 * (recorded - before))
            visible.append(1000 * max(0.0, seen - recorded) if seen else math.inf)
    return Seen(_timing(visible), _timing(recording))


def _timing(milliseconds: Sequence[float]) -> Timing:
    return Timing(tuple(milliseconds), sum(map(math.isfinite, milliseconds)))


def _look_for(pipe: Connection, folder: str) -> None:
    with ours.opened(Path(folder)) as glossaries:
        ours.wait_until_fresh(glossaries)
        glossaries.search(Query(text="used", glossaries=ours.ONLY))
        pipe.send("ready")
        with suppress(EOFError):
            while word := pipe.recv():
                pipe.send(_seen(glossaries, word))


def _seen(glossaries: Glossaries, word: str) -> float | None:
    """When the word was first found; None if that took too long."""
    begun = time.monotonic()
    while time.monotonic() - begun < _PATIENCE:
        if glossaries.search(Query(text=word, glossaries=ours.ONLY)).hits:
            return time.monotonic()
        time.sleep(0.001)
    return None


def _with(concept: Concept, word: str) -> Concept:
    english = concept.languages["en"]
    text = f"{english.definition.text if english.definition else ''} {word}"
    section = msgspec.structs.replace(english, definition=Definition(text=text))
    return msgspec.structs.replace(concept, languages={**concept.languages, "en": section})


def _word(number: int) -> str:
    return "qx" + "".join(_LETTERS[int(digit)] for digit in str(number)[-12:])


@contextmanager
def _process(work: Any, *given: Any) -> Iterator[Any]:
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *given), daemon=True)
    process.start()
    theirs.close()
    try:
        yield pipe
    finally:
        pipe.close()
        process.join(1)
        process.kill()
