"""What the search is asked, what it answers, and what it needs from the owner of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from glossary.model import ConceptStatus, Revision, SyncState, TermStatus, Value

Within = Literal["current", "past", "all"]


class Mark(Value, frozen=True):
    """The head of a glossary's log, and the moment of asking in microseconds since 1970 UTC."""

    seq: int
    digest: str
    at: int


class Moment(NamedTuple):
    """A state of a glossary: what was known up to an entry, as it held at a moment (microseconds since 1970 UTC)."""

    seq: int
    at: int


class Feed(Protocol):
    """All that the search ever learns: the logs of the glossaries, pulled."""

    def marks(self) -> dict[str, Mark]:
        """The heads of every glossary, in one consistent read that sees what is committed now."""

    def digest_at(self, glossary: str, seq: int) -> str | None:
        """The digest of an entry, None where the log has no such entry."""

    def changed(self, glossary: str, since: Mark | None, until: Mark) -> Iterator[Sequence[str]]:
        """Concepts with entries in (since, until] or wordings that begin in between; all of them without `since`.

        `until` may be at an earlier moment than `since`, where a clock was set back.
        """

    def differing(self, glossary: str, since: Moment, until: Mark, state: Moment) -> dict[str, bool]:
        """Concepts with an entry after a moment's, or a wording that begins between the two moments.

        And whether each had a wording in a state, so that those that had none need not be read.
        """

    def revisions(self, glossary: str, concepts: Sequence[str], until: Mark) -> list[Revision]:
        """All revisions of some concepts known up to `until.seq`, by concept and number."""

    def carried(self) -> Feed | None:
        """The same feed for another process, None if it cannot be read there."""


class TermMatch(Value, frozen=True):
    """A form found to be a term of a concept, or to lead to one.

    `number` is the concept's revision in force; `term_index` the place in its section, None for a search form and
    for a term of an earlier wording (`past`); `status` is the term's, None for a search form.
    """

    glossary: str
    concept: str
    number: int
    language: str
    term_index: int | None
    text: str
    status: TermStatus | None
    matched_on: str
    past: bool = False
    retired: bool = False


class Query(Value, frozen=True):
    """A question in a person's words, and what limits the answer. None means all.

    `within` says whether the wording in force is asked, earlier wordings that no longer stand, or both.
    """

    text: str
    languages: tuple[str, ...] | None = None
    glossaries: tuple[str, ...] | None = None
    statuses: tuple[ConceptStatus, ...] = ("current",)
    subjects: tuple[str, ...] | None = None
    syncs: tuple[SyncState, ...] | None = None
    within: Within = "current"
    facets: bool = False
    offset: int = 0
    limit: int = 50


class Highlight(Value, frozen=True):
    """A text as stored, where the words asked for are in it (code points), and the same as escaped HTML."""

    text: str
    language: str
    ranges: tuple[tuple[int, int], ...]
    html: str


class Hit(Value, frozen=True):
    """One concept found, by the best of its reasons.

    `number` is the revision in which the text stands, `in_force` that of the concept as it is. Where the text is of
    an earlier one, asked for with `within`, then `valid_from` says from when it held; None otherwise.
    """

    glossary: str
    concept: str
    number: int
    in_force: int
    matched_on: str
    field: str
    language: str
    score: float
    highlight: Highlight
    valid_from: str | None = None


class Results(Value, frozen=True):
    """A page of hits in falling order of score, and how many there are.

    `degraded` says that full text was not searched, or not up to the head of the log. `facets`, where asked for,
    counts all hits, not only the page, by `language`, `status`, `subject`, `sync` and `matched_on`; a concept in two
    languages counts in both.
    """

    hits: tuple[Hit, ...]
    total: int
    did_you_mean: str | None = None
    degraded: bool = False
    facets: dict[str, dict[str, int]] | None = None


def chosen(value: str, choice: Iterable[str] | None) -> bool:
    """Whether a choice takes a value; no choice takes all."""
    return choice is None or value in choice
