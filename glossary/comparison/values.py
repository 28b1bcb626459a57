"""What is laid side by side: two wordings of a concept, two editions, an edition and its corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from glossary.diff import Difference
from glossary.model import BasedOn, Edition, Grade, Redaction, Revision, RevisionKind, Settings, Sync, Value

Fate = Literal["added", "changed", "corrected", "retired"]
Order = Literal["new-first", "old-first"]
EntryKind = Literal[RevisionKind, "edition", "redaction", "grading", "settings"]
FATES: tuple[Fate, ...] = ("added", "changed", "retired", "corrected")


class Comparison(Value, frozen=True, kw_only=True):
    """Two wordings of a concept and what differs; None where it had no wording yet, or has none any more.

    `proposed` says that the later one only wants to become a revision. `called` has the terms of the concepts to which
    it leads, by id and language.
    """

    before: Revision | None
    after: Revision | None
    difference: Difference
    proposed: bool = False
    called: dict[str, dict[str, str]] = {}

    @property
    def concept(self) -> str:
        """The id of the concept."""
        return self.newest.concept.id

    @property
    def is_redacted(self) -> bool:
        """Whether a text was removed for good, so that nobody can say any more what differs."""
        return any(each.redaction("content") for each in (self.before, self.after) if each)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell: a difference, or that it was removed for good."""
        return bool(self.difference.changes) or self.is_redacted

    @property
    def newest(self) -> Revision:
        """The later of the wordings there are."""
        found = self.after or self.before
        if found is None:
            raise ValueError("neither wording is there")
        return found


class Step(Value, frozen=True, kw_only=True):
    """A revision on the way from one edition to another, and what was said about it."""

    concept: str
    revision: int
    kind: RevisionKind
    note: dict[str, str] | None


class Entry(Value, frozen=True, kw_only=True):
    """What became of one concept between two editions, and why; of a retired one also its retirement."""

    fate: Fate
    comparison: Comparison
    tombstone: Revision | None = None
    steps: tuple[Step, ...] = ()

    @property
    def grade(self) -> Grade | None:
        """How far its change goes."""
        return self.comparison.difference.grade

    @property
    def successor(self) -> str | None:
        """The concept that replaces a retired one."""
        return self.tombstone.concept.replaced_by if self.tombstone else None


class Report(Value, frozen=True, kw_only=True):
    """All that differs between two editions of a glossary, in the order of its source language."""

    settings: Settings
    since: Edition
    until: Edition
    entries: tuple[Entry, ...]

    def of(self, fate: Fate) -> list[Entry]:
        """The concepts that met with one fate."""
        return [entry for entry in self.entries if entry.fate == fate]


class Errata(Value, frozen=True, kw_only=True):
    """The corrections of wordings that an edition has, each against the wording that it corrects."""

    settings: Settings
    edition: Edition
    corrections: tuple[Comparison, ...]


class Behind(Value, frozen=True, kw_only=True):
    """What a concept in force says in a language of which the source wording has changed, or that nobody checked.

    `comparison` lays the source wording that it was checked against beside the one in force; None where it was checked
    against nothing.
    """

    revision: Revision
    language: str
    sync: Sync
    comparison: Comparison | None

    @property
    def based_on(self) -> BasedOn | None:
        """The wording that it was checked against."""
        return self.revision.concept.languages[self.language].based_on


class NewSettings(Value, frozen=True, kw_only=True):
    """What a glossary says of itself from an entry on, and what it said before (None at its beginning)."""

    before: Settings | None
    after: Settings


class Removal(Value, frozen=True, kw_only=True):
    """That a text of a revision was removed for good."""

    concept: str
    revision: int
    redaction: Redaction
    called: dict[str, dict[str, str]] = {}


class Grading(Value, frozen=True, kw_only=True):
    """How far an editor says that the change to a revision goes, and why where they said so."""

    concept: str
    revision: int
    grade: Grade
    reason: str | None = None
    called: dict[str, dict[str, str]] = {}


class Followed(Value, frozen=True, kw_only=True):
    """An entry of the log as its followers are told of it, with its checkpoint (`seq`, `digest`).

    `updated` is when it was recorded, or when its wording came into force where that was later; `upcoming` says that
    its wording lies ahead.
    """

    kind: EntryKind
    seq: int
    digest: str
    recorded_at: datetime
    updated: datetime
    upcoming: bool = False
    told: Comparison | Edition | Grading | NewSettings | Removal
