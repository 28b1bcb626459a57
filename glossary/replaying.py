"""Loading a history: dated series are put into the order of their dates, concept by concept, and recorded one by one.

Each draft is all of a concept as it stood from its `valid_from` on. When it was recorded is the moment of loading:
nobody knew here before. Loading the same again records nothing; after a failure it goes on where it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile

from glossary.faults import Fault
from glossary.loading import Kept, Progress, Reading, Writing, batches, look_through, patiently
from glossary.model import Draft, Settings
from glossary.recording import LoadReport, Outcome, kept, replay, report
from glossary.revising import says
from glossary.store import Reader
from glossary.surveying import Survey, refuse, within
from glossary.times import begin

BATCH = 200
Place = tuple[int, int]
"""Since when a draft holds, and where it is put aside: within one instant they stay as they came."""


def load_history(
    reading: Reading, writing: Writing, drafts: Iterable[Draft], author: str, progress: Progress | None = None
) -> LoadReport:
    """Record dated series. Raises `InvalidContent`, with nothing recorded, when any of it cannot be."""
    with reading() as reader:
        survey = Survey(reader.settings(), dated=True)
    with TemporaryFile() as file:
        aside, order = Kept(file), list[Place]()
        for batch in batches(drafts):
            refuse(fault for draft in batch for fault in within(draft, _undated(draft)))
            look_through(reading, survey, batch)
            order += [(_when(draft, survey.settings), aside.put(draft)) for draft in batch]
        survey.refuse()
        return report(_recorded(reading, writing, aside, sorted(order), author, progress))


def _undated(draft: Draft) -> Iterator[Fault]:
    if draft.valid_from is None:
        yield Fault("/valid_from", "missing")


def _when(draft: Draft, settings: Settings) -> int:
    """Since when a draft holds; what is no date is told by the survey."""
    try:
        return begin(draft.valid_from or "", settings.time_zone)
    except (ValueError, OverflowError):
        return 0


def _recorded(
    reading: Reading, writing: Writing, aside: Kept, order: Sequence[Place], author: str, progress: Progress | None
) -> Iterator[Outcome]:
    seen, places, done = _Seen(reading), iter(order), 0
    while batch := list(islice(places, BATCH)):
        new = [(aside.at(place), at) for at, place in batch]
        told = [(draft, seen.knows(draft, at)) for draft, at in new]
        fresh = [draft for draft, known in told if not known]
        outcomes = iter(patiently(lambda fresh=fresh: _record(writing, fresh, author)) if fresh else ())  # type: ignore[misc]
        for draft, known in told:
            yield (draft.concept.id, "unchanged") if known else next(outcomes)
        done += len(batch)
        if progress:
            progress(done, len(order))


def _record(writing: Writing, drafts: Sequence[Draft], author: str) -> list[Outcome]:
    with writing() as writer:
        return list(replay(writer, drafts, author))


class _Seen:
    """What was there before: which drafts of a series it has already, in their order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._waiting: dict[str, list[tuple[int, int]]] = {}

    def knows(self, draft: Draft, at: int) -> bool:
        """Whether a draft that holds from `at` is recorded; each revision answers for one draft."""
        concept = draft.concept.id
        with self._reading() as reader:
            if concept not in self._waiting:
                self._waiting[concept] = reader.begins(concept)
            waiting = self._waiting[concept]
            found = (each for each in waiting if each[1] == at and _is_that(reader, draft, each[0]))
            if known := next(found, None):
                waiting.remove(known)
        return known is not None


def _is_that(reader: Reader, draft: Draft, number: int) -> bool:
    before = kept(reader, draft.concept.id, number - 1).concept if number > 1 else None
    return says(kept(reader, draft.concept.id, number), draft, before)
