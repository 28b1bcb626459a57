"""Why concepts are answers: each with what leads to it, the best first, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from glossary.search.entries import Entry, Form, Table, Told
from glossary.search.filters import Filter
from glossary.search.grammar import Asked, Phrase
from glossary.search.ranking import Lead
from glossary.search.tokens import spelled
from glossary.search.wordings import Text

Counts = Counter[tuple[str, str]]

WHOLE, PART, TEXT, PAST = 2.0, 1.0, 1.0, 0.5


class Reason(NamedTuple):
    """A concept found, and enough to show why: by which of its names, or in which earlier wording."""

    entry: Entry
    told: Callable[[], Sequence[Told]]
    score: float
    lead: Lead | None = None
    past: Told | None = None

    def now(self) -> Sequence[Text]:
        """What the wording in force says."""
        return next((each.texts for each in self.told() if each.number == self.entry.number), ())


class Rest(NamedTuple):
    """Concepts found: how many, why, the best first, how many of each kind, and those found by an earlier wording.

    How the latter were found is not among the counts.
    """

    total: int
    reasons: Iterator[Reason]
    counts: Callable[[], Counts]
    past: Sequence[Reason] = ()


class Source(Protocol):
    """What is known of the concepts of a glossary, or of some of them."""

    glossary: str

    @property
    def is_whole(self) -> bool:
        """Whether the texts can be searched."""

    def whole(self, table: Table, key: str, most: int | None = None) -> Iterator[Form]:
        """The names under exactly this key, or so many of the best of them."""

    def near(self, table: Table, key: str) -> Iterator[str]:
        """Keys that may be a slip away."""

    def under(self, table: Table, prefix: str, wanted: Callable[[str], bool], most: int) -> Iterator[Form]:
        """So many of the best names under those of the first keys with a beginning that are wanted."""

    def keys(self, table: Table, prefix: str, most: int) -> Sequence[str]:
        """So many keys that begin so."""

    def suggested(self, prefixes: Sequence[tuple[Table, str]], within: Filter) -> Iterator[Form]:
        """The names that begin so, the best first."""

    def told(self, concept: str) -> Sequence[Told]:
        """All that was ever said of a concept."""

    def beside(self, asked: Asked, within: Filter, without: set[str]) -> Rest:
        """What has the form as a part of its name, and what has the words in its texts."""

    def most(self, asked: Asked, within: Filter) -> Rest:
        """What has most of the words in its texts."""


def part_of(form: str) -> Phrase:
    """A form as it stands inside of names: in Latin script from the beginning of a word, perhaps not to its end."""
    return Phrase(form, is_begun=True)


def has_part(name: str, part: Phrase) -> bool:
    """Whether a name has a part."""
    return part.is_in(spelled(name))


def said_then(told: Told, now: Sequence[Text], asked: Asked, within: Filter) -> bool:
    """Whether an earlier wording has all phrases, one of them at least in a text that no longer stands."""
    said = [text for text in told.texts if within.languages is None or text.language in within.languages]
    stands = {*now}
    has_all = all(any(phrase.stands_in(text.text) for text in said) for phrase in asked.phrases)
    return has_all and any(
        phrase.stands_in(text.text) for text in said if text not in stands for phrase in asked.phrases
    )


def text_score(base: float, score: float) -> float:
    """A score of words as a share of what a kind of match is worth."""
    return base * score / (1 + score)
