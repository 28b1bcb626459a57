"""What is answered about differences between editions, and about their errata."""

from __future__ import annotations

import msgspec

from api.answers import Answer, EditionAnswer, SummaryAnswer
from glossary import BasedOn, Change, model


class BehindAnswer(Answer, frozen=True, kw_only=True):
    """A language of a concept that is behind or unreviewed, and what changed in the source wording since.

    From the revision that it was checked against to the one in force; null and empty where it was checked against none.
    """

    concept: SummaryAnswer
    language: str
    sync: model.Sync
    based_on: BasedOn | None
    from_: int | None = msgspec.field(name="from")
    to: int
    grade: model.Grade | None
    changes: tuple[Change, ...]


class BehindListAnswer(Answer, frozen=True, kw_only=True):
    """What is behind or unreviewed; `next` is the address of the page after this one."""

    glossary: str
    items: list[BehindAnswer]
    next: str | None


class StepAnswer(Answer, frozen=True, kw_only=True):
    """A revision between two editions, and what was said about it."""

    revision: int
    kind: model.RevisionKind
    change_note: dict[str, str] | None


class ChangedConceptAnswer(Answer, frozen=True, kw_only=True):
    """What became of a concept between two editions, how far that goes, and why."""

    concept: SummaryAnswer
    from_: int | None = msgspec.field(name="from")
    to: int | None
    grade: model.Grade | None
    replaced_by: str | None
    changes: tuple[Change, ...]
    steps: list[StepAnswer]


class ChangesAnswer(Answer, frozen=True, kw_only=True):
    """All that differs between two editions."""

    glossary: str
    since: EditionAnswer
    edition: EditionAnswer
    added: list[ChangedConceptAnswer]
    changed: list[ChangedConceptAnswer]
    retired: list[ChangedConceptAnswer]
    corrected: list[ChangedConceptAnswer]


class ErratumAnswer(Answer, frozen=True, kw_only=True):
    """A correction: the revision that was wrong (`from`), the one that is right (`to`), when and why."""

    concept: SummaryAnswer
    from_: int = msgspec.field(name="from")
    to: int
    recorded_at: str
    change_note: dict[str, str] | None
    grade: model.Grade | None
    changes: tuple[Change, ...]


class ErrataAnswer(Answer, frozen=True, kw_only=True):
    """What an edition has wrong, in the order in which it was found."""

    glossary: str
    edition: EditionAnswer
    items: list[ErratumAnswer]
