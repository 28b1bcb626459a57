"""Following a glossary: the entries of its log, newest first, each with what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from glossary.calling import named_in, terms_of
from glossary.comparison import Comparison, Followed, Grading, NewSettings, Removal, compared
from glossary.errors import ConceptNotFound, InvalidQuery
from glossary.faults import Fault
from glossary.model import Grade, Revision, RevisionKind, SyncState, choices
from glossary.store import Entered, Reader, Turn
from glossary.times import instant

_MOST_BATCHES = 20
_NEWEST = Turn()
_KINDS = choices(RevisionKind)


class FollowRequest(msgspec.Struct, frozen=True):
    """Which changes somebody follows: all, those of a concept, of a subject field, of what one language says.

    With `sync` only those by which a language (that one, where one is named) came into that state: the changes of the
    source wording that put it behind.
    """

    concept: str | None = None
    subject: str | None = None
    language: str | None = None
    sync: SyncState | None = None


class FollowedPage(msgspec.Struct, frozen=True):
    """Some entries, newest first, and where older and newer ones are (None where there are none)."""

    items: list[Followed]
    older: Turn | None
    newer: Turn | None


def follow(reader: Reader, request: FollowRequest, turn: Turn | None, limit: int, now: int) -> FollowedPage:
    """The entries from a place in the log on. What was not asked for is passed over, but not without end.

    Raises `ConceptNotFound` and `InvalidQuery` for what the glossary doesn't have.
    """
    _check(reader, request)
    begin = turn or _NEWEST
    found, last = _found(reader, request, begin, limit, now)
    found = _with_names(reader, found)
    if begin.newer:
        onward = Turn(last, newer=True) if last is not None else None
        return FollowedPage(found[::-1], Turn(begin.seq + 1) if begin.seq else None, onward)
    back = Turn(turn.seq - 1, newer=True) if turn else None
    return FollowedPage(found, Turn(last) if last is not None else None, back)


def _with_names(reader: Reader, found: Sequence[Followed]) -> list[Followed]:
    """Some entries with what the concepts are called that they tell of by their ids."""
    named = [_named(each) for each in found]
    called = terms_of(reader, set().union(*named))
    return [
        msgspec.structs.replace(each, told=msgspec.structs.replace(each.told, called=called)) if concepts else each
        for each, concepts in zip(found, named, strict=True)
    ]


def _named(entry: Followed) -> set[str]:
    match entry.told:
        case Comparison():
            return named_in(entry.told)
        case Removal() | Grading():
            return {entry.told.concept}
    return set()


def _found(
    reader: Reader, request: FollowRequest, turn: Turn, limit: int, now: int
) -> tuple[list[Followed], int | None]:
    """The entries one way from a place on, and the last that was looked at (None at the end of the log)."""
    found: list[Followed] = []
    for _ in range(_MOST_BATCHES):
        batch = reader.entered(turn, limit + 1, request.concept, request.subject)
        found += _Telling(reader, request, now, batch).entries()
        if len(found) > limit:
            return found[:limit], found[limit - 1].seq
        if len(batch) <= limit:
            return found, None
        turn = Turn(batch[-1].seq, turn.newer)
    return found, turn.seq


class _Graded(msgspec.Struct):
    grade: Grade


class _Telling:
    """Some entries of the log with all that is needed to tell them, read at once."""

    def __init__(self, reader: Reader, request: FollowRequest, now: int, batch: Sequence[Entered]) -> None:
        self._reader, self._request, self._now, self._batch = reader, request, now, batch
        revised = [each.seq for each in batch if each.kind in _KINDS]
        self._revisions = {each.seq: each for each in reader.recorded(revised)}
        numbers = [(each.concept.id, each.number - 1) for each in self._revisions.values() if each.number > 1]
        self._earlier = {(each.concept.id, each.number): each for each in reader.numbered(numbers)}

    def entries(self) -> Iterator[Followed]:
        """Those that the request asks for."""
        for entry in self._batch:
            if entry.seq in self._revisions:
                yield from self._revised(entry, self._revisions[entry.seq])
            elif self._request.sync is None and entry.kind in _TELLERS:
                yield from self._told(entry, _TELLERS[entry.kind](self._reader, entry))

    def _revised(self, entry: Entered, revision: Revision) -> Iterator[Followed]:
        before = self._earlier.get((revision.concept.id, revision.number - 1))
        sync, language = self._request.sync, self._request.language
        comparison = compared(before, revision, None if sync else language)
        if _came_into(sync, before, revision, language) if sync else _concerns(comparison, language):
            begun = revision.valid_at if revision.valid_at <= self._now else 0
            yield from self._told(entry, comparison, revision.valid_at > self._now, begun)

    def _told(self, entry: Entered, told: Any, upcoming: bool = False, begun: int = 0) -> Iterator[Followed]:
        facts: dict[str, Any] = {"kind": entry.kind, "recorded_at": entry.recorded_at, "upcoming": upcoming}
        updated = max(entry.recorded_at, instant(begun))
        yield Followed(**facts, seq=entry.seq, digest=entry.digest, updated=updated, told=told)


def _published(reader: Reader, entry: Entered) -> Any:
    return next(each for each in reader.editions() if each.entry == entry.seq)


def _set(reader: Reader, entry: Entered) -> Any:
    before, after = reader.settings_at(entry.seq)
    return NewSettings(before=before, after=after)


def _removed(reader: Reader, entry: Entered) -> Any:
    concept, number = entry.concept or "", entry.number or 0
    redaction = reader.redactions_of([concept])[entry.seq]
    return Removal(concept=concept, revision=number, redaction=redaction)


def _graded(reader: Reader, entry: Entered) -> Any:
    grade, reason = msgspec.json.decode(entry.entry, type=_Graded).grade, reader.reason_at(entry.seq)
    return Grading(concept=entry.concept or "", revision=entry.number or 0, grade=grade, reason=reason)


_TELLERS = {"grading": _graded, "edition": _published, "settings": _set, "redaction": _removed}


def _concerns(comparison: Comparison, language: str | None) -> bool:
    """Whether a change says anything to those who follow what one language says."""
    ends = comparison.newest.kind in ("retirement", "restoration")
    return language is None or ends or comparison.says_something


def _came_into(state: SyncState, before: Revision | None, revision: Revision, language: str | None) -> bool:
    """Whether a language came into a state of translation by a revision, or its source moved on once more."""
    earlier = before.sync if before else {}
    return any(
        sync.state == state and (revision.number in sync.behind or tag not in earlier or earlier[tag].state != state)
        for tag, sync in revision.sync.items()
        if language in (None, tag)
    )


def _check(reader: Reader, request: FollowRequest) -> None:
    settings = reader.settings()
    if request.language not in (None, *settings.languages):
        raise InvalidQuery([Fault("/language", "unknown-language", {"language": request.language})])
    if request.subject not in (None, *(subject.id for subject in settings.subjects)):
        raise InvalidQuery([Fault("/subject", "unknown-subject", {"subject": request.subject})])
    if request.concept is not None and not reader.known([request.concept]):
        raise ConceptNotFound(reader.glossary, request.concept)
