"""What is answered about proposals."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from api.answers import Answer
from glossary import Change, EmbedCount, EventKind, ProposalKind, ProposalState, model


class ProposerAnswer(Answer, frozen=True, kw_only=True):
    """Who proposed it: the name that is shown to all; name and contact as given only to reviewers and themselves."""

    person: str
    name: str | None
    given_name: str | None
    contact: str | None


class DifferenceAnswer(Answer, frozen=True, kw_only=True):
    """What differs from the base, and how far that goes."""

    grade: model.Grade | None
    changes: tuple[Change, ...]


class CollisionAnswer(Answer, frozen=True, kw_only=True):
    """Another pending proposal on the same concept, or with the same forms of terms."""

    proposal: int
    uri: str
    concept: str
    on: Literal["concept", "term"]
    forms: tuple[str, ...]


class FindingAnswer(Answer, frozen=True, kw_only=True):
    """Something an editor should look at; it forbids nothing."""

    code: str
    severity: str
    pointer: str
    message: str


class StepTakenAnswer(Answer, frozen=True, kw_only=True):
    """A step of the review, with its title in the reader's language, and whether it is taken."""

    id: str
    title: str
    role: model.ReviewRole
    deputy: model.ReviewRole | None
    taken: bool


class ThreadAnswer(Answer, frozen=True, kw_only=True):
    """Something that happened to a proposal, with what was said; what does not apply is null."""

    number: int
    kind: EventKind
    person: str | None
    name: str | None
    recorded_at: str
    step: str | None
    text: str | None
    reason: str | None
    reason_title: str | None
    remark: str | None
    deputy_for: str | None
    edits: list[dict[str, Any]]
    revision: int | None
    valid_from: str | None
    published: str | None


class ContentAnswer(Answer, frozen=True, kw_only=True):
    """The wording that is proposed, as it can be edited and sent back."""

    subjects: tuple[str, ...]
    languages: dict[str, model.LanguageSection]
    relations: tuple[model.Relation, ...]
    matches: tuple[model.Match, ...]
    replaced_by: str | None
    valid_from: str | None
    change_note: dict[str, str] | None
    correction: bool


class ProposalSummaryAnswer(Answer, frozen=True, kw_only=True):
    """A proposal as a list shows it."""

    number: int
    glossary: str
    uri: str
    kind: ProposalKind
    state: ProposalState
    concept: str
    base_revision: int
    version: int
    languages: tuple[str, ...]
    rationale: str
    proposer: ProposerAnswer
    opened_at: str
    changed_at: str


class QueueAnswer(Answer, frozen=True, kw_only=True):
    """A page of proposals, newest first."""

    items: list[ProposalSummaryAnswer]
    next: str | None


class ProposalAnswer(Answer, frozen=True, kw_only=True):
    """A proposal, what would come of it, and its thread.

    `number` and `uri` are null for a dry run; `token` and `status_url` are told once, to a proposer without a key.
    """

    number: int | None
    glossary: str
    uri: str | None
    kind: ProposalKind
    state: ProposalState
    concept: str
    base_revision: int
    head_revision: int
    stale: bool
    version: int
    content: ContentAnswer | None
    into: str | None
    rationale: str
    source: str | None
    languages: tuple[str, ...]
    proposer: ProposerAnswer
    diff: DifferenceAnswer
    checks: list[FindingAnswer]
    collisions: list[CollisionAnswer]
    behind: tuple[str, ...]
    steps: list[StepTakenAnswer]
    thread: list[ThreadAnswer]
    revision: int | None
    opened_at: str
    changed_at: str
    token: str | None
    status_url: str | None


class RelatedAnswer(Answer, frozen=True, kw_only=True):
    """Another concept and what relation it has to this one: broader, narrower, related, contrast or replaced_by."""

    concept: str
    relation: str


class UseAnswer(Answer, frozen=True, kw_only=True):
    """A concept whose definition in a language uses some of the terms."""

    concept: str
    language: str
    terms: tuple[str, ...]


class ImpactAnswer(Answer, frozen=True, kw_only=True):
    """What hangs on a concept: relations to it, definitions that use its terms, editions, proposals, and sites."""

    concept: str
    glossary: str
    related: list[RelatedAnswer]
    uses: list[UseAnswer]
    editions: tuple[str, ...]
    proposals: tuple[int, ...]
    embeds: tuple[EmbedCount, ...]


class ConflictAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field that both sides changed: its three values, and where there is one a value that keeps both changes."""

    path: str
    base: Any
    current: Any
    proposed: Any
    suggestion: Any = msgspec.UNSET
