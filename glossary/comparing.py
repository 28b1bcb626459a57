"""What differs between two moments: two wordings of a concept, two editions, an edition and its corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from msgspec.structs import replace

from glossary.asking import Asked, state_of
from glossary.calling import with_names
from glossary.comparison import Comparison, Entry, Errata, Fate, Report, Step, compared
from glossary.errors import EditionNotFound, InvalidQuery
from glossary.faults import Fault
from glossary.model import Edition, Revision
from glossary.recording import kept, legible
from glossary.store import EVERYTHING, Place, Reader, State, Wanted

Moment = int | Asked
"""Which wording is meant: the number of a revision, or the moment at which it is in force."""

_BATCH = 500


def wording(reader: Reader, concept: str, moment: Moment, now: datetime, side: str) -> Revision | None:
    """The wording that one side of a comparison means; None where there was none yet.

    Raises `RevisionNotFound`, and `Redacted` where its text was removed for good.
    """
    if isinstance(moment, int):
        return legible(kept(reader, concept, moment))
    try:
        found = reader.holding(concept, state_of(reader, moment, now))
        return legible(found) if found else None
    except InvalidQuery as error:
        raise InvalidQuery([replace(fault, pointer=f"/{side}_date") for fault in error.faults]) from error


def report(reader: Reader, since: str, until: str) -> Report:
    """All that differs between two editions. Raises `InvalidQuery` where `since` was published after `until`."""
    editions = [_edition(reader, each) for each in (since, until)]
    states = [_state(reader, each) for each in (since, until)]
    if states[0].seq > states[1].seq:
        raise InvalidQuery([Fault("/since", "edition-not-earlier", {"edition": until})])
    entries = tuple(_entries(reader, *states))
    return Report(settings=reader.settings(), since=editions[0], until=editions[1], entries=entries)


def errata(reader: Reader, edition: str, concept: str | None = None) -> Errata:
    """What was corrected, of the wordings that an edition has, after it was published: of all concepts or of one."""
    found, state = _edition(reader, edition), _state(reader, edition)
    concepts = sorted(reader.corrected(state.seq, concept))
    corrections = [
        correction
        for start in range(0, len(concepts), _BATCH)
        for correction in _corrections(reader.all_revisions(concepts[start : start + _BATCH]), state)
    ]
    in_order = sorted(corrections, key=lambda each: each.newest.seq)
    return Errata(settings=reader.settings(), edition=found, corrections=tuple(with_names(reader, in_order)))


def _entries(reader: Reader, since: State, until: State) -> Iterator[Entry]:
    was, now = _places(reader, since), _places(reader, until)
    differing = [each for each in {**was, **now} if _seq(was, each) != _seq(now, each)]
    keys = {**was, **now}
    steps = _steps(reader, since, until)
    for concepts in _batches(sorted(differing, key=lambda each: (keys[each].key, each))):
        revisions = _revisions(reader, [place.seq for of in (was, now) for each in concepts if (place := of.get(each))])
        found = [
            entry
            for each in concepts
            for entry in _entry(revisions.get(_seq(was, each)), revisions.get(_seq(now, each)), steps[each])
        ]
        successors = [each.successor for each in found if each.successor]
        named = with_names(reader, [each.comparison for each in found], successors)
        yield from (replace(entry, comparison=each) for entry, each in zip(found, named, strict=True))


def _entry(before: Revision | None, after: Revision | None, steps: Sequence[Step]) -> Iterator[Entry]:
    """What became of a concept, unless it was in neither edition or says the same in both."""
    fate, comparison = _fate(_current(before), _current(after)), compared(_current(before), _current(after))
    if fate and comparison.says_something:
        yield Entry(
            fate=fate, comparison=comparison, tombstone=after if fate == "retired" else None, steps=tuple(steps)
        )


def _fate(before: Revision | None, after: Revision | None) -> Fate | None:
    if before is None:
        return "added" if after else None
    if after is None:
        return "retired"
    corrects = after.kind == "correction" and after.valid_at == before.valid_at
    return "corrected" if corrects else "changed"


def _corrections(revisions: Iterable[Revision], state: State) -> Iterator[Comparison]:
    """Of all revisions of some concepts: the corrections of what they said at a state, step by step."""
    by_concept: defaultdict[str, list[Revision]] = defaultdict(list)
    for revision in revisions:
        by_concept[revision.concept.id].append(revision)
    for history in by_concept.values():
        stood = _stood(history, state)
        yield from _corrected(stood, history) if stood else ()


def _corrected(stood: Revision, history: Iterable[Revision]) -> Iterator[Comparison]:
    """Each correction of a wording that stood, against the one before it with the same date."""
    later = [each for each in history if each.valid_at == stood.valid_at and each.number >= stood.number]
    for wrong, right in pairwise(later):
        if right.kind == "correction":
            yield compared(wrong, right)


def _stood(history: Iterable[Revision], state: State) -> Revision | None:
    known = [each for each in history if each.seq <= state.seq and each.valid_at <= state.at]
    return max(known, key=lambda each: (each.valid_at, each.number), default=None)


def _places(reader: Reader, state: State) -> dict[str, Place]:
    """Where each concept, also a retired one, stands at a state."""
    language = reader.settings().source_language
    wanted = (Wanted(language), Wanted(language, status="retired"))
    return {place.concept: place for each in wanted for place in reader.page(state, each, None, EVERYTHING, False)}


def _steps(reader: Reader, since: State, until: State) -> Mapping[str, list[Step]]:
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    for concept, number, kind, note in reader.steps(since, until):
        steps[concept].append(Step(concept=concept, revision=number, kind=kind, note=note))
    return steps


def _revisions(reader: Reader, seqs: Sequence[int]) -> dict[int, Revision]:
    return {revision.seq: revision for revision in reader.recorded(seqs)}


def _batches(concepts: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (concepts[start : start + _BATCH] for start in range(0, len(concepts), _BATCH))


def _seq(places: Mapping[str, Place], concept: str) -> int:
    place = places.get(concept)
    return place.seq if place else 0


def _current(revision: Revision | None) -> Revision | None:
    return revision if revision and revision.status == "current" else None


def _edition(reader: Reader, edition: str) -> Edition:
    reader.head()
    found = reader.edition(edition)
    if found is None:
        raise EditionNotFound(reader.glossary, edition)
    return found


def _state(reader: Reader, edition: str) -> State:
    state = reader.edition_state(edition)
    if state is None:
        raise EditionNotFound(reader.glossary, edition)
    return state
