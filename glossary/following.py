"""Following a glossary: its changes, newest first, each with what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from glossary.comparison import compared
from glossary.diff import Difference
from glossary.errors import ConceptNotFound, InvalidQuery
from glossary.faults import Fault
from glossary.model import Revision
from glossary.retelling import Followed
from glossary.store import Reader
from glossary.times import instant

_MOST_BATCHES = 20


class FollowRequest(msgspec.Struct, frozen=True):
    """Which changes somebody follows: all, those of a concept, of a subject field, of what one language says."""

    concept: str | None = None
    subject: str | None = None
    language: str | None = None


class FollowedPage(msgspec.Struct, frozen=True):
    """Some changes, newest first, and the entry of the log below which it goes on (None at the end)."""

    items: list[Followed]
    next: int | None


def follow(reader: Reader, request: FollowRequest, before: int | None, limit: int, now: int) -> FollowedPage:
    """The changes below an entry of the log. What a language doesn't touch is passed over, but not without end.

    Raises `ConceptNotFound` and `InvalidQuery` for what the glossary doesn't have.
    """
    _check(reader, request)
    found: list[Followed] = []
    for _ in range(_MOST_BATCHES):
        batch = reader.followed(before, limit + 1, request.concept, request.subject)
        found += _followed(reader, batch, request.language, now)
        if len(found) > limit:
            return FollowedPage(found[:limit], found[limit - 1].revision.seq)
        if len(batch) <= limit:
            return FollowedPage(found, None)
        before = batch[-1].seq
    return FollowedPage(found, before)


def _followed(reader: Reader, batch: Sequence[Revision], language: str | None, now: int) -> Iterator[Followed]:
    earlier = reader.numbered([(each.concept.id, each.number - 1) for each in batch if each.number > 1])
    known = {(each.concept.id, each.number): each for each in earlier}
    for revision in batch:
        before = known.get((revision.concept.id, revision.number - 1))
        difference = compared(before, revision, language).difference if before else None
        if _concerns(revision, difference, language):
            begun = revision.valid_at if revision.valid_at <= now else 0
            updated = max(revision.recorded_at, instant(begun))
            upcoming = revision.valid_at > now
            yield Followed(revision=revision, difference=difference, upcoming=upcoming, updated=updated)


def _concerns(revision: Revision, difference: Difference | None, language: str | None) -> bool:
    """Whether a change says anything to those who follow what one language says."""
    if language is None or revision.kind in ("retirement", "restoration"):
        return True
    return bool(difference.changes) if difference else language in revision.concept.languages


def _check(reader: Reader, request: FollowRequest) -> None:
    settings = reader.settings()
    if request.language not in (None, *settings.languages):
        raise InvalidQuery([Fault("/language", "unknown-language", {"language": request.language})])
    if request.subject not in (None, *(subject.id for subject in settings.subjects)):
        raise InvalidQuery([Fault("/subject", "unknown-subject", {"subject": request.subject})])
    if request.concept is not None and not reader.known([request.concept]):
        raise ConceptNotFound(reader.glossary, request.concept)
