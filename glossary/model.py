"""The values: a concept, a revision of it, an edition, and the glossary they belong to.

A concept is a value; a revision is a concept at a moment. Nothing here knows a database or a network.
Language maps are keyed by BCP 47 tags. All text is Unicode as it was submitted.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

import msgspec

TextStatus = Literal["original", "official_translation", "provisional_translation", "machine_translation"]
TermStatus = Literal["preferred", "admitted", "deprecated", "superseded"]
TermType = Literal["fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"]
PartOfSpeech = Literal["noun", "properNoun", "verb", "adjective", "adverb", "other"]
Autolink = Literal["always", "first", "never"]
DefinitionType = Literal["intensional", "extensional", "expansion", "other"]
SourceStatus = Literal["identical", "modified", "adapted", "translated", "editorial"]
NoteKind = Literal[
    "note",
    "characteristic",
    "use_case",
    "instance",
    "maker",
    "country",
    "timeline",
    "usage",
    "scope",
    "editorial",
]
RelationType = Literal["broader", "related", "contrast"]
BroaderKind = Literal["generic", "partitive", "instance"]
MatchType = Literal["exact", "close", "broad", "narrow"]
RevisionKind = Literal["new", "change", "correction", "confirmation", "restoration", "retirement"]
ConceptStatus = Literal["current", "retired"]
SyncState = Literal["in_sync", "behind", "unreviewed"]
Sort = Literal["term", "id", "updated"]
Grade = Literal["editorial", "scope", "meaning"]
ReviewRole = Literal["reviewer", "editor", "administrator"]
Visibility = Literal["reviewers", "everybody"]
Part = Literal["content", "change_note", "rationale"]


def choices(closed_list: Any) -> tuple[str, ...]:
    """The words of one of the closed lists above, in the order of the design."""
    return get_args(closed_list)


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that never changes once made; equal when all its members are."""


class Source(Value, frozen=True, kw_only=True):
    """Where a text comes from, and how faithful it is to it (ISO 10241-1, 6.2.5)."""

    citation: str
    locator: str | None = None
    uri: str | None = None
    status: SourceStatus


class Context(Value, frozen=True, kw_only=True):
    """A sentence in which the term is used (用例)."""

    text: str
    source: Source | None = None


class Term(Value, frozen=True, kw_only=True):
    """A designation of a concept in one language, with how it is read and whether hosts may link it."""

    text: str
    status: TermStatus
    type: TermType = "fullForm"
    part_of_speech: PartOfSpeech = "noun"
    readings: tuple[str, ...] = ()
    autolink: Autolink = "always"
    usage: str | None = None
    source: Source | None = None
    contexts: tuple[Context, ...] = ()


class Definition(Value, frozen=True, kw_only=True):
    """What the concept is; an `expansion` gives a full form and defines nothing."""

    text: str
    type: DefinitionType = "intensional"
    source: Source | None = None


class Note(Value, frozen=True, kw_only=True):
    """A remark of a named kind; `date` is the year and month of a timeline (YYYY-MM)."""

    kind: NoteKind
    text: str
    source: Source | None = None
    date: str | None = None


class Example(Value, frozen=True, kw_only=True):
    """An instance of the concept (例)."""

    text: str
    source: Source | None = None


class BasedOn(Value, frozen=True, kw_only=True):
    """The revision of another language's wording that this section was checked against."""

    language: str
    revision: int | None = None


class LanguageSection(Value, frozen=True, kw_only=True):
    """All that a concept says in one language."""

    text_status: TextStatus
    terms: tuple[Term, ...]
    search_forms: tuple[str, ...] = ()
    definition: Definition | None = None
    notes: tuple[Note, ...] = ()
    examples: tuple[Example, ...] = ()
    based_on: BasedOn | None = None

    @property
    def preferred(self) -> Term:
        """The one term that the glossary prefers in this language."""
        return next((term for term in self.terms if term.status == "preferred"), self.terms[0])


class Relation(Value, frozen=True, kw_only=True):
    """A relation to another concept of the same glossary; `kind` only for `broader`."""

    type: RelationType
    target: str
    kind: BroaderKind | None = None


class Match(Value, frozen=True, kw_only=True):
    """A concept of another glossary that corresponds to this one."""

    type: MatchType
    uri: str


class Concept(Value, frozen=True, kw_only=True):
    """A concept with its terms and texts in every language: what a proposal or a PUT may change."""

    id: str
    subjects: tuple[str, ...] = ()
    languages: dict[str, LanguageSection]
    relations: tuple[Relation, ...] = ()
    matches: tuple[Match, ...] = ()
    replaced_by: str | None = None


class Draft(Value, frozen=True, kw_only=True):
    """A concept as somebody would have it, and what they say about the change.

    `valid_from` is a date or an RFC 3339 instant, kept as given; absent means the moment of recording.
    `unsaid` names the languages whose `based_on` was left out, so that their base's is carried over. `grade` is how far
    the change goes, where an editor says so. `status` is for histories: a draft may say that a concept was retired.
    """

    concept: Concept
    valid_from: str | None = None
    change_note: dict[str, str] | None = None
    correction: bool = False
    grade: Grade | None = None
    unsaid: frozenset[str] = frozenset()
    status: ConceptStatus = "current"


class Sync(Value, frozen=True, kw_only=True):
    """Whether a language section still matches the wording it was checked against."""

    state: SyncState
    behind: tuple[int, ...] = ()


class Redaction(Value, frozen=True, kw_only=True):
    """A text that was removed for good by entry `seq` of the log: which part of its revision, and why."""

    part: Part
    seq: int
    recorded_at: datetime
    reason: str | None


class Revision(Value, frozen=True, kw_only=True):
    """A concept at a moment.

    `recorded_at` is UTC; `valid_from` is as it was given, `valid_at` the same in microseconds since 1970 UTC.
    What was redacted is gone: then the concept says nothing in any language, or the change note is missing. `grade` is
    how far the change to it goes, where an editor said so.
    """

    glossary: str
    concept: Concept
    number: int
    seq: int
    kind: RevisionKind
    status: ConceptStatus
    valid_from: str
    valid_at: int
    recorded_at: datetime
    author: str
    change_note: dict[str, str] | None
    digest: str
    sync: dict[str, Sync]
    redacted: tuple[Redaction, ...] = ()
    grade: Grade | None = None

    def redaction(self, part: Part) -> Redaction | None:
        """How a part of this revision was removed; None where it was not."""
        return next((each for each in self.redacted if each.part == part), None)


class Subject(Value, frozen=True, kw_only=True):
    """A subject field of a glossary, with its title in each language."""

    id: str
    title: dict[str, str]


class Licence(Value, frozen=True, kw_only=True):
    """Under which terms a glossary's content may be used."""

    name: str
    uri: str | None = None


class ReviewStep(Value, frozen=True, kw_only=True):
    """A step of the review of a proposal, and which roles take it: by right, or as a deputy."""

    id: str
    title: dict[str, str]
    role: ReviewRole = "reviewer"
    deputy: ReviewRole | None = None


REVIEW = ReviewStep(id="review", title={"ja": "審査", "en": "Review"})


class Settings(Value, frozen=True, kw_only=True):
    """What a glossary says of itself.

    `review_steps` are the steps that a proposal passes, in their order; `proposals_seen_by` says who may read proposals
    that are not their own.
    """

    id: str
    title: dict[str, str]
    publisher: dict[str, str] = {}
    attribution: dict[str, str] = {}
    licence: Licence | None = None
    languages: tuple[str, ...] = ("ja", "en")
    source_language: str = "ja"
    time_zone: str = "Asia/Tokyo"
    subjects: tuple[Subject, ...] = ()
    review_steps: tuple[ReviewStep, ...] = (REVIEW,)
    proposals_seen_by: Visibility = "reviewers"


class Head(Value, frozen=True, kw_only=True):
    """The end of a glossary's log: what a witness keeps to notice truncation or rewriting."""

    seq: int
    digest: str
    recorded_at: datetime | None


class Edition(Value, frozen=True, kw_only=True):
    """A named state of a glossary, frozen at (`seq`, `date`) when it was published.

    `entry` is the entry of the log that published it, with its digest. Until then it is a draft, of which `draft`
    counts the wordings.
    """

    id: str
    title: dict[str, str]
    date: str
    cites: dict[str, str] | None = None
    seq: int | None = None
    entry: int | None = None
    published_at: datetime | None = None
    digest: str | None = None
    draft: int | None = None


def canonical(value: Any) -> bytes:
    """The RFC 8785 (JCS) bytes of a value: no floats, keys within the Basic Multilingual Plane."""
    return msgspec.json.encode(value, order="sorted")
