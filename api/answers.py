"""What is answered, as values: their members are those on the wire, always all present, in this order."""

from __future__ import annotations

from typing import Literal

import msgspec

from glossary import (
    Change,
    Context,
    Definition,
    Example,
    Match,
    Note,
    Relation,
    Source,
    Sync,
    model,
)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Something on the wire."""


class TermAnswer(Answer, frozen=True, kw_only=True):
    """A term, with the romaji that its first reading gives."""

    text: str
    status: model.TermStatus
    type: model.TermType
    part_of_speech: model.PartOfSpeech
    readings: tuple[str, ...]
    romaji: str | None
    autolink: model.Autolink
    usage: str | None
    source: Source | None
    contexts: tuple[Context, ...]


class SectionAnswer(Answer, frozen=True, kw_only=True):
    """What a concept says in one language, and whether that matches the wording it was checked against."""

    text_status: model.TextStatus
    terms: list[TermAnswer]
    search_forms: tuple[str, ...]
    definition: Definition | None
    notes: tuple[Note, ...]
    examples: tuple[Example, ...]
    based_on: model.BasedOn | None
    sync: Sync


class RedactionAnswer(Answer, frozen=True, kw_only=True):
    """A text of a revision that was removed for good, by which entry of the log, and why."""

    part: model.Part
    seq: int
    recorded_at: str
    reason: str | None


class ConceptAnswer(Answer, frozen=True, kw_only=True):
    """A concept at one of its revisions; `redacted` is there only where a text of it was removed for good."""

    id: str
    glossary: str
    uri: str
    revision: int
    seq: int
    kind: model.RevisionKind
    status: model.ConceptStatus
    subjects: tuple[str, ...]
    languages: dict[str, SectionAnswer]
    relations: tuple[Relation, ...]
    matches: tuple[Match, ...]
    replaced_by: str | None
    valid_from: str
    recorded_at: str
    author: str
    change_note: dict[str, str] | None
    digest: str
    redacted: list[RedactionAnswer] | msgspec.UnsetType = msgspec.UNSET


class NameAnswer(Answer, frozen=True, kw_only=True):
    """A term as a summary shows it."""

    text: str
    status: model.TermStatus


class SummaryAnswer(Answer, frozen=True, kw_only=True):
    """A concept inside another answer."""

    id: str
    glossary: str
    uri: str
    revision: int
    status: model.ConceptStatus
    terms: dict[str, list[NameAnswer]]


class ConceptListAnswer(Answer, frozen=True, kw_only=True):
    """A page of concepts; `headings` names the index heading of each, `next` is the address of the page after it."""

    items: list[ConceptAnswer]
    headings: list[str]
    next: str | None


class OriginAnswer(Answer, frozen=True, kw_only=True):
    """The proposal that a revision comes from, why, and who accepted it."""

    proposal: int
    uri: str
    rationale: str | None
    source: str | None
    accepted_by: str | None
    accepted_by_name: str | None
    edited_by: str | None
    edited_by_name: str | None
    published: str | None


class RevisionAnswer(Answer, frozen=True, kw_only=True):
    """One line of a concept's history; `grade` only where an editor said how far the change goes.

    `upcoming` says that the wording lies ahead of the present.
    """

    revision: int
    uri: str
    seq: int
    kind: model.RevisionKind
    status: model.ConceptStatus
    upcoming: bool
    valid_from: str
    recorded_at: str
    author: str
    author_name: str | None
    change_note: dict[str, str] | None
    digest: str
    grade: model.Grade | None
    redacted: list[RedactionAnswer]
    origin: OriginAnswer | None


class HistoryAnswer(Answer, frozen=True, kw_only=True):
    """A concept's history, newest first."""

    items: list[RevisionAnswer]
    next: str | None


class DiffAnswer(Answer, frozen=True, kw_only=True):
    """What changed between two wordings, field by field; null where there was no wording yet."""

    concept: str
    glossary: str
    from_: int | None = msgspec.field(name="from")
    to: int | None
    grade: model.Grade | None
    changes: tuple[Change, ...]


class MementoAnswer(Answer, frozen=True, kw_only=True):
    """A wording, and since when it holds, to the second."""

    datetime: str
    uri: str


class MementoListAnswer(Answer, frozen=True, kw_only=True):
    """Every wording that has begun, in the order in which they hold."""

    first: MementoAnswer
    last: MementoAnswer
    items: list[MementoAnswer] = msgspec.field(name="list")


class TimemapAddresses(Answer, frozen=True, kw_only=True):
    """Where the TimeMap is in each of its forms."""

    link_format: str
    json_format: str


class TimemapAnswer(Answer, frozen=True, kw_only=True):
    """The TimeMap of a concept (RFC 7089)."""

    original_uri: str
    timegate_uri: str
    timemap_uri: TimemapAddresses
    mementos: MementoListAnswer


class GlossaryAnswer(Answer, frozen=True, kw_only=True):
    """What a glossary says of itself, and where its log stands."""

    id: str
    uri: str
    title: dict[str, str]
    publisher: dict[str, str]
    attribution: dict[str, str]
    licence: model.Licence | None
    languages: tuple[str, ...]
    source_language: str
    time_zone: str
    subjects: tuple[model.Subject, ...]
    review_steps: tuple[model.ReviewStep, ...]
    proposals_seen_by: model.Visibility
    concepts: int
    seq: int
    digest: str
    recorded_at: str | None


class GlossaryListAnswer(Answer, frozen=True, kw_only=True):
    """The glossaries of this service."""

    items: list[GlossaryAnswer]


class CheckpointAnswer(Answer, frozen=True, kw_only=True):
    """The end of a glossary's log, to be kept by a witness."""

    glossary: str
    seq: int
    digest: str
    recorded_at: str | None


class EditionAnswer(Answer, frozen=True, kw_only=True):
    """An edition. What it froze, when, under which digest, and its errata are null while it is a draft."""

    id: str
    glossary: str
    uri: str
    state: Literal["published", "draft"]
    title: dict[str, str]
    date: str
    cites: dict[str, str] | None
    seq: int | None
    published_at: str | None
    digest: str | None
    checkpoint: CheckpointAnswer | None
    errata: str | None


class EditionListAnswer(Answer, frozen=True, kw_only=True):
    """Editions of a glossary: the published ones, newest first, or drafts."""

    items: list[EditionAnswer]


class HealthAnswer(Answer, frozen=True, kw_only=True):
    """Whether the process lives."""

    status: str


class ReadinessAnswer(Answer, frozen=True, kw_only=True):
    """Whether each part can work; the service is ready when the database is."""

    ready: bool
    database: bool
    search: bool
    details: dict[str, str]


class ScriptAnswer(Answer, frozen=True, kw_only=True):
    """A release of the script, its address, and the hash by which a page can insist on it (SRI)."""

    version: str
    uri: str
    integrity: str


class ScriptListAnswer(Answer, frozen=True, kw_only=True):
    """Every release of the script, the newest first; `newest` always leads to the newest of this major version."""

    newest: str
    items: list[ScriptAnswer]
