"""Loading many drafts: all are read and looked through before the first is recorded, a batch in each transaction.

What fits into one batch is recorded whole or not at all. Of more than that, batches that were recorded stay whatever
becomes of the later ones; loading the same drafts again goes on where it ended, since what is there already says
nothing new. Others read and write between the batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

import msgspec

from glossary.errors import Busy, StorageFailed
from glossary.model import Draft
from glossary.recording import LoadReport, Outcome, record_all, report
from glossary.store import Reader, Writer
from glossary.surveying import Survey, refuse, within
from glossary.validity import concept_faults

BATCH = 500
_PATIENCE = 12
_LENGTH_BYTES = 8

Reading = Callable[[], AbstractContextManager[Reader]]
Writing = Callable[[], AbstractContextManager[Writer]]
Progress = Callable[[int, int], None]


def load(
    reading: Reading, writing: Writing, drafts: Iterable[Draft], author: str, progress: Progress | None = None
) -> LoadReport:
    """Record every draft that says something new. Raises `InvalidContent`, with nothing recorded, when any cannot be.

    `progress` is told after each transaction how many drafts of how many are recorded.
    """
    with reading() as reader:
        survey = Survey(reader.settings())
    with TemporaryFile() as file:
        kept = Kept(file)
        for batch in batches(drafts):
            look_through(reading, survey, batch)
            kept.add(batch)
        survey.refuse()
        return report(_recorded(writing, survey, kept, author, progress))


class Kept:
    """Drafts put aside in a file until they are recorded: so that memory stays small, and nobody changes them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.count = 0

    def add(self, batch: Sequence[Draft]) -> None:
        """Keep some more drafts."""
        self.put(batch)
        self.count += len(batch)

    def put(self, value: Any) -> int:
        """Keep anything at the end of the file; returns where it is."""
        place, body = self._file.tell(), msgspec.msgpack.encode(value)
        try:
            self._file.write(len(body).to_bytes(_LENGTH_BYTES) + body)
        except OSError as error:
            raise StorageFailed from error
        return place

    def at(self, place: int) -> Draft:
        """The draft that was put there."""
        self._file.seek(place)
        return msgspec.msgpack.decode(self._file.read(int.from_bytes(self._file.read(_LENGTH_BYTES))), type=Draft)

    def __iter__(self) -> Iterator[list[Draft]]:
        self._file.seek(0)
        while length := self._file.read(_LENGTH_BYTES):
            yield msgspec.msgpack.decode(self._file.read(int.from_bytes(length)), type=list[Draft])


def batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """The drafts, so many as fit into one transaction at a time."""
    source = iter(drafts)
    while batch := list(islice(source, BATCH)):
        yield batch


def look_through(reading: Reading, survey: Survey, batch: Sequence[Draft]) -> None:
    """See what is wrong with some more drafts. Raises `InvalidContent` where that is hopeless."""
    with reading() as reader:
        survey.take(reader, batch)
    if survey.hopeless:
        survey.refuse()


def _recorded(
    writing: Writing, survey: Survey, kept: Kept, author: str, progress: Progress | None
) -> Iterator[Outcome]:
    done = 0
    for batch in kept:
        yield from patiently(lambda batch=batch: _record(writing, survey, batch, author))  # type: ignore[misc]
        done += len(batch)
        if progress:
            progress(done, kept.count)


def patiently(record: Callable[[], list[Outcome]]) -> list[Outcome]:
    """Wait longer than others for the lock: a minute, since who loads much would rather wait than begin again."""
    for _attempt in range(_PATIENCE - 1):
        try:
            return record()
        except Busy:
            continue
    return record()


def _record(writing: Writing, survey: Survey, batch: Sequence[Draft], author: str) -> list[Outcome]:
    with writing() as writer:
        settings = writer.settings()
        if settings != survey.settings:
            refuse(fault for draft in batch for fault in within(draft, concept_faults(draft, settings)))
        return record_all(writer, batch, author)
