"""The index on disk, shared by processes: opened, kept up by whoever gets the lock, made anew when it is no good."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock, RLock
from typing import NamedTuple

from filelock import FileLock, Timeout

from glossary.search import stamp as stamps
from glossary.search.building import Progress, build, can_be_updated, is_current, is_prepared, lag, update
from glossary.search.following import Follower
from glossary.search.fulltext import Answer, Opened, Scope
from glossary.search.grammar import Phrase
from glossary.search.stamp import FORMAT, Identity, Stamp
from glossary.search.values import Feed, Mark
from glossary.search.whoosh_compat import IndexTrouble, Shelved, guarded
from glossary.times import Clock

_PATIENCE = 3.0
_POLL = 0.005
_SMALL_LAG = 500
_LOOKS = 5
_PAUSE = timedelta(seconds=30)
_REBUILDING = f"{FORMAT}.rebuilding"


class _State(NamedTuple):
    """The stamp last read, which file it was, and what is open for questions; replaced as one."""

    identity: Identity | None
    stamp: Stamp | None
    opened: Opened | None


_NOTHING = _State(None, None, None)


class Index:
    """Full text on disk. Where it cannot be had it says so, and is repaired at the next `follow`."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._building, self._opening = RLock(), Lock()
        self._lock = FileLock(folder / "writer.lock", mode=0o600, thread_local=False, poll_interval=_POLL)
        self._state = _NOTHING
        self._failed_at: datetime | None = None
        self.is_current = False

    @property
    def stamp(self) -> Stamp | None:
        """Up to where the index is good; None if it is missing or damaged."""
        return self._state.stamp if stamps.identity(self._folder) == self._state.identity else None

    def follow(self, feed: Feed, marks: dict[str, Mark], timing: Follower) -> None:
        """Bring the index up to the logs, unless another process is at work on it for long."""
        self._look()
        if self._has(marks, timing):
            self.is_current = True
        elif self._is_pausing():
            self.is_current = False
        else:
            self.is_current = self._bring_up(feed, marks, timing)

    def rebuild(self, feed: Feed, progress: Progress | None = None) -> None:
        """Make the index from nothing, waiting for whoever writes now. Raises `OSError` when that fails."""
        with self._turn(None) as is_mine:
            if not is_mine:
                raise OSError(f"The index folder {self._folder} cannot be used.")
            try:
                self._build(feed, feed.marks(), progress)
            except IndexTrouble as trouble:
                raise OSError(f"The index could not be written: {trouble}") from trouble
        self._look()

    def find(self, phrases: Sequence[Phrase], excluded: Sequence[Phrase], scope: Scope, every: bool) -> Answer | None:
        """The best revisions with these words; None where the index cannot be asked."""
        opened = self._state.opened
        if opened is None:
            return None
        try:
            return opened.find(phrases, excluded, scope, every)
        except IndexTrouble:
            self.close()
            return None

    def close(self) -> None:
        """Let go of the files; the next `follow` checks and opens them again."""
        self._state = _NOTHING
        self.is_current = False

    def _has(self, marks: dict[str, Mark], timing: Follower) -> bool:
        stamp = self._state.stamp
        return stamp is not None and is_current(stamp, marks, timing)

    def _is_pausing(self) -> bool:
        return self._failed_at is not None and abs(self._clock() - self._failed_at) < _PAUSE

    def _patience(self, marks: dict[str, Mark]) -> float:
        is_rebuilding = (self._folder / _REBUILDING).exists()
        missing = lag(None if is_rebuilding else self._state.stamp, marks)
        return 0 if missing > _SMALL_LAG else _PATIENCE

    def _look(self) -> None:
        """Open what the stamp names if that is not what is open; a few times, since a writer may be in between."""
        for _ in range(_LOOKS):
            seen = stamps.identity(self._folder)
            if seen is not None and seen == self._state.identity:
                return
            with self._opening:
                self._state = self._seen(seen, self._state)
            if seen == self._state.identity:
                return
            time.sleep(_POLL)

    def _seen(self, seen: Identity | None, before: _State) -> _State:
        """What is open after looking: while nothing good is on disk, what was open goes on answering."""
        if seen == before.identity and before.stamp:
            return before
        if seen is None or not is_prepared(self._folder):
            return _State(None, None, before.opened)
        stamp = stamps.read(self._folder)
        try:
            return _State(seen, stamp, Opened(self._folder, stamp, before.opened) if stamp else before.opened)
        except IndexTrouble:
            return _State(None, None, before.opened)

    @contextmanager
    def _turn(self, patience: float | None) -> Iterator[bool]:
        """Be the only one who writes, in this process and all others; False where others are not done in time."""
        until = None if patience is None else time.monotonic() + patience
        if not self._building.acquire(timeout=-1 if patience is None else patience):
            yield False
            return
        try:
            with self._locked(until) as is_mine:
                yield is_mine
        finally:
            self._building.release()

    @contextmanager
    def _locked(self, until: float | None) -> Iterator[bool]:
        if not is_prepared(self._folder):
            yield False
            return
        try:
            self._lock.acquire(timeout=-1 if until is None else max(0.0, until - time.monotonic()))
        except (Timeout, OSError):
            yield False
            return
        try:
            yield True
        finally:
            self._lock.release()

    def _bring_up(self, feed: Feed, marks: dict[str, Mark], timing: Follower) -> bool:
        with self._turn(self._patience(marks)) as is_mine:
            if is_mine:
                marks = feed.marks()
            self._look()
            if is_mine and not self._has(marks, timing):
                self._write(feed, marks, timing)
                self._look()
            return self._has(marks, timing)

    def _write(self, feed: Feed, marks: dict[str, Mark], timing: Follower) -> None:
        try:
            if not self._update(feed, marks, timing):
                self._build(feed, marks, None)
            self._failed_at = None
        except IndexTrouble:
            self._failed_at = self._clock()

    def _update(self, feed: Feed, marks: dict[str, Mark], timing: Follower) -> bool:
        _, stamp, opened = self._state
        if stamp is None or opened is None or not can_be_updated(feed, stamp, marks):
            return False
        storage = Shelved(self._folder / stamp.folder, stamp.files, for_writing=True).known_from(opened.storage)
        try:
            update(self._folder, storage, stamp, feed, marks, timing)
        except IndexTrouble:
            return False
        return True

    def _build(self, feed: Feed, marks: dict[str, Mark], progress: Progress | None) -> None:
        sign = self._folder / _REBUILDING
        try:
            with guarded():
                sign.touch(mode=0o600)
            build(self._folder, feed, marks, progress)
        finally:
            with suppress(OSError):
                sign.unlink(missing_ok=True)
