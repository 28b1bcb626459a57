"""class Search: what the owner of the logs speaks to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from glossary.search import headwords
from glossary.search.asking import Question
from glossary.search.building import Progress, lag
from glossary.search.following import Follower, Shelf
from glossary.search.headwords import Limits
from glossary.search.index import Index
from glossary.search.values import Feed, Query, Results, TermMatch
from glossary.times import Clock


class Search:
    """Terms found by any of their spellings, and texts by their words.

    Headwords are in memory and always as new as the feed. Full text is on disk in `folder`, shared by all processes;
    losing it loses nothing. Every question takes what the last `catch_up` brought.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._shelf = Shelf()
        self._follower = Follower(self._shelf)
        self._index = Index(folder, clock)

    def catch_up(self, feed: Feed) -> None:
        """Read what is new in the logs. Raises `PermissionError` if others can write the folder."""
        marks = feed.marks()
        self._follower.follow(feed, marks)
        self._index.follow(feed, marks, self._follower)

    def rebuild(self, feed: Feed, progress: Progress | None = None) -> None:
        """Make the index on disk from nothing. Raises `OSError` when that fails."""
        self._follower.follow(feed, feed.marks())
        self._index.rebuild(feed, progress)

    def terms(self, form: str, language: str | None = None, glossaries: Sequence[str] | None = None) -> list[TermMatch]:
        """What is a form of a term, the best first; nothing for a form whose key is empty."""
        return headwords.terms(self._shelf, form, _limits(language, glossaries).allow)

    def suggest(
        self,
        prefix: str,
        language: str | None = None,
        glossaries: Sequence[str] | None = None,
        limit: int = 10,
    ) -> list[TermMatch]:
        """What begins like this, in any spelling, each concept once."""
        return headwords.suggest(self._shelf, prefix, _limits(language, glossaries).allow, limit)

    def search(self, query: Query) -> Results:
        """What has these words. No text fails; where full text cannot be had the answer is marked degraded."""
        return Question(query, self._shelf, self._index).answer()

    def close(self) -> None:
        """Let go of the files of the index; the next `catch_up` opens them again."""
        self._index.close()

    def healthy(self) -> bool:
        """Whether full text was there and up to the logs at the last `catch_up`, and still is."""
        return self._index.is_current and self._index.stamp is not None

    def lag(self, feed: Feed) -> int:
        """How many entries of the logs the index on disk does not have yet."""
        return lag(self._index.stamp, feed.marks())


def _limits(language: str | None, glossaries: Sequence[str] | None) -> Limits:
    return Limits(None if language is None else (language,), glossaries)
