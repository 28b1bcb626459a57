"""What a list of concepts asks for, and where it goes on."""

from __future__ import annotations

import msgspec

from glossary.asking import NOW, Asked, instant_of
from glossary.errors import InvalidQuery
from glossary.faults import Fault
from glossary.model import ConceptStatus, Revision, Settings, Sort, SyncState
from glossary.store import Place, State, Wanted


class ListRequest(msgspec.Struct, frozen=True):
    """Which concepts, in which language's order, at which moment.

    `sync` asks for a state of translation: of that language, or of any where none is named.
    """

    language: str | None = None
    sort: Sort = "term"
    status: ConceptStatus = "current"
    subject: str | None = None
    sync: SyncState | None = None
    updated_since: str | None = None
    ids: tuple[str, ...] | None = None
    asked: Asked = NOW


class Pin(msgspec.Struct, frozen=True):
    """Where the next page begins, and the state that the first page saw."""

    state: State
    place: Place


class Page(msgspec.Struct, frozen=True):
    """Some concepts of a list, the language in whose order they are, and where it goes on (None at its end)."""

    items: list[Revision]
    language: str
    next: Pin | None


def wanted_of(request: ListRequest, settings: Settings) -> Wanted:
    """The request in the terms of the record. Raises `InvalidQuery` for an unknown language or subject."""
    language = request.language or settings.source_language
    if language not in settings.languages:
        raise InvalidQuery([Fault("/language", "unknown-language", {"language": language})])
    if request.subject is not None and request.subject not in {subject.id for subject in settings.subjects}:
        raise InvalidQuery([Fault("/subject", "unknown-subject", {"subject": request.subject})])
    since = request.updated_since
    return Wanted(
        language=language,
        sort=request.sort,
        status=request.status,
        subject=request.subject,
        sync=request.sync,
        sync_of=request.language,
        updated_since=None if since is None else instant_of("updated_since", since, settings.time_zone),
        ids=request.ids,
    )
