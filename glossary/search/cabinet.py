"""The files of one glossary on disk, shared by processes: opened, written by whoever gets the lock, made anew."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from filelock import FileLock, Timeout

from glossary.search import stamp as stamps
from glossary.search.base import Base
from glossary.search.building import TEXTS, Progress, publish, write_names, write_texts
from glossary.search.files import are_whole, is_prepared
from glossary.search.stamp import Identity, Stamp
from glossary.search.texts import Texts
from glossary.search.values import Feed, Mark
from glossary.search.whoosh_compat import IndexTrouble, guarded
from glossary.times import Clock

SMALL = 500
"""Files of so many entries are written while somebody waits."""

_POLL = 0.005
_PAUSE = timedelta(seconds=30)
_JUST_NOW = 60_000_000
"""Microseconds. Of what has begun in a minute there is little to be written."""


class Opened(NamedTuple):
    """Files that are open, and the stamp that names them."""

    stamp: Stamp
    base: Base
    texts: Texts | None


class Cabinet:
    """Where the files of a glossary are. What cannot be used is written anew."""

    def __init__(self, folder: Path, glossary: str, clock: Clock) -> None:
        self._folder, self.glossary, self._clock = folder, glossary, clock
        self._seen: Identity | None = None
        self._useless: Identity | None = None
        self._opened: Opened | None = None
        self._writing = RLock()
        self._failed_at: datetime | None = None

    @property
    def is_there(self) -> bool:
        """Whether the files that are open are still the good ones."""
        seen = stamps.identity(self._folder, self.glossary)
        return seen is not None and seen == self._seen and self._opened is not None

    def look(self) -> Opened | None:
        """The files that the stamp names, opened if they are not; what was open, while there is no other."""
        seen = stamps.identity(self._folder, self.glossary)
        if seen not in (self._seen, self._useless):
            if opened := self._open(seen):
                self._seen, self._opened = seen, opened
            else:
                self._useless = seen
        return self._opened

    def close(self) -> None:
        """Let go of the files."""
        self._seen = self._useless = self._opened = None

    def write(self, feed: Feed, mark: Mark, patience: float | None, progress: Progress, texts: bool = True) -> bool:
        """Write all files up to a mark, if the turn comes in time; whether they could be written.

        Raises what the feed raises.
        """
        if self._is_pausing():
            return False
        with self._turn(patience) as is_mine:
            return is_mine and (self._is_written(mark) or self._write(feed, mark, progress, texts))

    def forget(self) -> None:
        """Remove the files: there is no such glossary any more."""
        self.close()
        with suppress(OSError):
            for each in self._folder.iterdir():
                if stamps.is_of(each.name, self.glossary):
                    shutil.rmtree(each) if each.is_dir() else each.unlink()

    def _open(self, seen: Identity | None) -> Opened | None:
        stamp = stamps.read(self._folder, self.glossary) if seen and is_prepared(self._folder) else None
        if stamp is None or not are_whole(self._folder / stamp.folder, stamp.files):
            return None
        with suppress(IndexTrouble), guarded():
            before = self._opened
            base = before.base if before and before.stamp.folder == stamp.folder else Base(self._folder / stamp.folder)
            return Opened(stamp, base, Texts(self._folder / stamp.folder / TEXTS) if stamp.has_texts else None)
        return None

    def _is_written(self, mark: Mark) -> bool:
        """Whether another process has written just that while this one waited."""
        stamp = self._stamp_of(mark)
        return stamp is not None and stamp.has_texts and mark.at - stamp.mark.at < _JUST_NOW

    def _write(self, feed: Feed, mark: Mark, progress: Progress, texts: bool) -> bool:
        try:
            stamp = self._names_written(mark) or write_names(self._folder, self.glossary, feed, mark, progress)
            if not texts or self._is_worth_much(stamp):
                publish(self._folder, self.glossary, stamp)
            if texts:
                publish(self._folder, self.glossary, write_texts(self._folder, stamp, progress))
            self._failed_at = None
        except IndexTrouble:
            self._failed_at = self._clock()
            return False
        return True

    def _names_written(self, mark: Mark) -> Stamp | None:
        """The names that lack but their texts."""
        stamp = self._stamp_of(mark)
        return stamp if stamp and not stamp.has_texts else None

    def _stamp_of(self, mark: Mark) -> Stamp | None:
        """The stamp of good files that are written up to this very entry."""
        opened = self.look()
        if opened is None or not self.is_there:
            return None
        written = opened.stamp.mark
        return opened.stamp if (written.seq, written.digest) == (mark.seq, mark.digest) else None

    def _is_worth_much(self, stamp: Stamp) -> bool:
        """Whether many names alone are better than what is there: nothing, or files of far fewer entries."""
        before = self.look()
        if stamp.mark.seq <= SMALL:
            return False
        return not self.is_there or before is None or 2 * before.stamp.mark.seq < stamp.mark.seq

    def _is_pausing(self) -> bool:
        return self._failed_at is not None and abs(self._clock() - self._failed_at) < _PAUSE

    @contextmanager
    def _turn(self, patience: float | None) -> Iterator[bool]:
        """Be the only one who writes, in this process and all others; False where others are not done in time."""
        until = None if patience is None else time.monotonic() + patience
        if not self._writing.acquire(timeout=-1 if patience is None else patience):
            yield False
            return
        try:
            with self._locked(until) as is_mine:
                yield is_mine
        finally:
            self._writing.release()

    @contextmanager
    def _locked(self, until: float | None) -> Iterator[bool]:
        if not is_prepared(self._folder):
            yield False
            return
        lock = FileLock(self._folder / f"{self.glossary}.lock", mode=0o600, thread_local=False, poll_interval=_POLL)
        try:
            lock.acquire(timeout=-1 if until is None else max(0.0, until - time.monotonic()))
        except (Timeout, OSError):
            yield False
            return
        try:
            yield True
        finally:
            lock.release()
