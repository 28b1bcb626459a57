"""All that is known of one glossary: its files, and what has changed since they were written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from glossary.model import Revision
from glossary.search.building import Progress
from glossary.search.cabinet import SMALL, Cabinet, Opened
from glossary.search.changes import by_concept, changes, continues
from glossary.search.entries import taken
from glossary.search.fresh import Fresh
from glossary.search.hours import Hours
from glossary.search.reasons import Source
from glossary.search.shelf import Shelf
from glossary.search.then import States, Then
from glossary.search.values import Feed, Mark
from glossary.search.wordings import wordings
from glossary.times import Clock

MOST_FRESH = 5_000
"""So many changes are kept in memory; where there are more, they are known when they are in files."""

_LEAST_FRESH, _MANY_FRESH, _SHARE = 64, 500, 20


class Volume:
    """A glossary, followed entry by entry. Whoever reads or writes holds `lock`."""

    def __init__(self, folder: Path, glossary: str, clock: Clock) -> None:
        self.lock = RLock()
        self.glossary = glossary
        self._cabinet = Cabinet(folder, glossary, clock)
        self._opened: Opened | None = None
        self._shelf: Shelf | None = None
        self._mark: Mark | None = None
        self._fresh = Fresh(glossary)
        self._hours = Hours()
        self.is_behind = self._has_all_fresh = self._has_redacted = False
        self._states = States(glossary)

    @property
    def sources(self) -> Sequence[Source]:
        """What is asked."""
        return [self._fresh, *([self._shelf] if self._shelf else [])]

    def sources_then(self, then: Then | None) -> Sequence[Source]:
        """What is asked about another state than the one last followed."""
        if then is None or self._mark is None or self.glossary not in then.states:
            return self.sources
        return self._states.sources(then.feed, then.states[self.glossary], self._mark, self._opened)

    @property
    def is_whole(self) -> bool:
        """Whether every text is known up to the mark last followed."""
        has_texts = self._shelf is not None and self._shelf.texts is not None
        return not self.is_behind and (has_texts or self._has_all_fresh) and self._fresh.is_whole

    @property
    def is_stored(self) -> bool:
        """Whether the files that are in use are still the good ones."""
        return self._cabinet.is_there and self._opened is not None

    def follow(self, feed: Feed, mark: Mark) -> None:
        """Take what is new in the log, from the files where another process has written them."""
        with self.lock:
            mark = self._not_older(feed, mark)
            self._look(feed, mark)
            if self._mark and not continues(feed, self.glossary, self._mark, mark):
                self._forget()
            if self._mark is None or self._mark.seq != mark.seq or self._hours.is_due(mark.at):
                self._read(feed, mark)

    def needs_writing(self) -> bool:
        """Whether the files are missing, have no texts or ones that were redacted, or are behind by much."""
        if self._has_redacted:
            return True
        if not self._cabinet.is_there or self.is_behind or self._shelf is None or self._shelf.texts is None:
            return True
        return len(self._fresh) > max(_LEAST_FRESH, min(_MANY_FRESH, len(self._shelf.base) // _SHARE))

    def is_small(self, mark: Mark) -> bool:
        """Whether the files are written while somebody waits."""
        return mark.seq <= SMALL

    def write(self, feed: Feed, mark: Mark, patience: float | None, progress: Progress, texts: bool = True) -> bool:
        """Write the files anew, if the turn comes in time, and read them; whether they are there."""
        done = self._cabinet.write(feed, mark, patience, progress, texts)
        self.follow(feed, mark)
        return done and self._cabinet.is_there

    def distrust(self) -> None:
        """Do without the files, which are damaged: the next who looks checks them and writes them anew."""
        with self.lock:
            self._cabinet.close()
            self._shelf = self._opened = self._mark = None
            self._states.forget()
            self.is_behind = True

    def close(self) -> None:
        """Let go of the files."""
        with self.lock:
            self._cabinet.close()
            self._forget()

    def vanish(self) -> None:
        """Remove the files of a glossary that is no more."""
        self._cabinet.forget()

    def _not_older(self, feed: Feed, mark: Mark) -> Mark:
        """The end of the log, asked again where another thread has seen a later one: only then is the log shorter."""
        is_older = self._mark is not None and mark.seq < self._mark.seq
        return feed.marks().get(self.glossary, mark) if is_older else mark

    def _forget(self) -> None:
        self._opened = self._shelf = self._mark = None
        self._fresh, self._hours = Fresh(self.glossary), Hours()
        self._states.forget()
        self.is_behind = self._has_all_fresh = self._has_redacted = False

    def _look(self, feed: Feed, mark: Mark) -> None:
        """Take what is in the files, if they are new to us and of this very log."""
        opened = self._cabinet.look()
        if opened is None or opened is self._opened or not continues(feed, self.glossary, opened.stamp.mark, mark):
            return
        is_enough = self._has_all_fresh and self._mark is not None and mark.seq - self._mark.seq <= MOST_FRESH
        if is_enough and not opened.stamp.has_texts:
            return
        self._forget()
        self._opened, self._mark = opened, opened.stamp.mark
        self._shelf = Shelf(self.glossary, opened.base, opened.texts)
        self._hours = Hours(opened.base.summary.ahead, opened.stamp.mark.at)

    def _read(self, feed: Feed, mark: Mark) -> None:
        since = self._mark
        self.is_behind = mark.seq - (since.seq if since else 0) > MOST_FRESH
        if self.is_behind:
            return
        if since is None:
            self._fresh, self._hours = Fresh(self.glossary), Hours()
        for batch in changes(feed, self.glossary, since, mark, self._hours.due(mark.at)):
            self._take(feed, batch, mark)
        self._hours.pass_to(mark.at)
        self._has_all_fresh = self._shelf is None
        self._mark = mark

    def _take(self, feed: Feed, concepts: Sequence[str], mark: Mark) -> None:
        known = by_concept(feed.revisions(self.glossary, concepts, mark))
        if self._shelf:
            self._shelf.hide(concepts)
        for concept in concepts:
            self._fresh.drop(concept)
            revisions = known.get(concept, ())
            if found := taken(wordings(revisions, mark.at)):
                self._fresh.put(found)
            self._has_redacted |= self._still_holds(revisions)
            for revision in revisions:
                self._hours.note(revision, mark.at)

    def _still_holds(self, revisions: Sequence[Revision]) -> bool:
        """Whether the files have a text that was redacted after they were written."""
        until = self._opened.stamp.mark.seq if self._opened else None
        return until is not None and any(gone.seq > until for each in revisions for gone in each.redacted)
