"""The values of proposing and reviewing: a proposal is a concept that wants to be the next revision.

Everything that happens to a proposal is an event of a stream of its own, which is not public and numbered densely per
glossary; what a proposal is now stands in one value, `Proposal`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from glossary.model import Concept, Draft, Value

ProposalKind = Literal["new", "change", "retirement", "merge"]
ProposalState = Literal["open", "changes_requested", "accepted", "rejected", "withdrawn"]
RejectReason = Literal[
    "duplicate", "out_of_scope", "no_source", "incorrect", "unclear", "already_changed", "not_in_use", "spam", "other"
]
EventKind = Literal[
    "proposed", "edited", "commented", "changes_requested", "step_taken",
    "accepted", "rejected", "withdrawn", "rebased", "purged",
]  # fmt: skip

PENDING: tuple[ProposalState, ...] = ("open", "changes_requested")


class Limits(Value, frozen=True, kw_only=True):
    """How much one proposal and one proposer may ask of the reviewers."""

    rationale: int = 4_000
    source: int = 2_000
    comment: int = 4_000
    name: int = 200
    comments: int = 200
    open_per_origin: int = 20
    open_per_person: int = 200


class Content(Value, frozen=True, kw_only=True):
    """What is proposed, and why.

    `concept` is None for a retirement and a merge; `into` is what replaces the concept then.
    """

    concept: Concept | None = None
    valid_from: str | None = None
    change_note: dict[str, str] | None = None
    correction: bool = False
    into: str | None = None
    rationale: str
    source: str | None = None


class Wish(Value, frozen=True, kw_only=True):
    """What somebody asks for.

    Without `kind` it is a new concept or a change, whichever the id says; without `concept` the id of a new one is made
    of its terms. `draft` is its wording; a retirement and a merge have none, but may have `into`.
    """

    kind: ProposalKind | None = None
    concept: str | None = None
    base: int = 0
    draft: Draft | None = None
    into: str | None = None
    rationale: str
    source: str | None = None


class Proposer(Value, frozen=True, kw_only=True):
    """What proposers without an account say of themselves; `credit` is how the history shall name them."""

    name: str | None = None
    contact: str | None = None
    credit: str | None = None


class Amendment(Value, frozen=True, kw_only=True):
    """What a proposer changes of a proposal; what is None stays. `proposer` takes the place of what was said before."""

    base: int | None = None
    draft: Draft | None = None
    into: str | None = None
    rationale: str | None = None
    source: str | None = None
    proposer: Proposer | None = None


class Approval(Value, frozen=True, kw_only=True):
    """What a reviewer says with a step: a remark, whom they stand in for, their edits; with the last also the dates.

    `draft` is the whole wording as the reviewer would have it, `concept` another id for a new concept. `deputy_for` is
    the office stood in for (代理). `published` is the day of publication (公表日).
    """

    remark: str | None = None
    deputy_for: str | None = None
    draft: Draft | None = None
    concept: str | None = None
    valid_from: str | None = None
    published: str | None = None


class Choice(Value, frozen=True, kw_only=True):
    """The value that shall stand at a path in conflict, in its JSON form; `{"absent": true}` for none."""

    path: str
    value: Any


class Proposal(Value, frozen=True, kw_only=True):
    """A proposal as it stands.

    `version` counts its wordings, `step` the steps of the review that are taken; `begun` says that a reviewer has
    turned to it, so that its proposer edits it no more. `base` is the revision it wants to follow, 0 for none.
    """

    glossary: str
    number: int
    kind: ProposalKind
    state: ProposalState
    concept: str
    base: int
    content: Content
    languages: tuple[str, ...]
    person: str
    version: int = 1
    step: int = 0
    begun: bool = False
    opened_at: datetime
    changed_at: datetime

    @property
    def pending(self) -> bool:
        """Whether it still waits for somebody."""
        return self.state in PENDING


class Origin(Value, frozen=True, kw_only=True):
    """Where a revision comes from: the proposal, its reasons, who accepted it and who edited it then.

    Persons are opaque ids; `published` is the day of publication (公表日).
    """

    proposal: int
    text: str | None = None
    source: str | None = None
    accepted_by: str | None = None
    edited_by: str | None = None
    published: str | None = None


class Event(Value, frozen=True, kw_only=True):
    """Something that happened to a proposal: its number in the stream of the glossary, who, when (UTC) and what.

    `person` is None where nobody is known any more. The members of `body` depend on the kind; a person's name or
    address is never among them.
    """

    glossary: str
    number: int
    kind: EventKind
    proposal: int
    person: str | None
    recorded_at: datetime
    body: dict[str, Any]


class Collision(Value, frozen=True, kw_only=True):
    """Another open proposal that wants to change the same concept, or to use the same forms of terms."""

    proposal: int
    concept: str
    on: Literal["concept", "term"]
    forms: tuple[str, ...] = ()
