"""Noting which keys and sessions are in use: in memory, written down at most once a minute by a thread of its own."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock, Timer

from glossary import store
from glossary.errors import Busy, StorageFailed
from glossary.store import Database
from glossary.store import accounts as kept
from glossary.times import Clock, micros

_PAUSE = 60.0


class Uses:
    """The keys and sessions that this process saw in use since it last wrote them down."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock, self._lock = database, clock, Lock()
        self._keys: dict[str, str] = {}
        self._sessions: dict[str, int] = {}
        self._timer: Timer | None = None

    def note_key(self, key_id: str) -> None:
        """A key is used now."""
        with self._lock:
            self._keys[key_id] = self._clock().date().isoformat()
            self._soon()

    def note_session(self, session_id: str) -> None:
        """A session is used now."""
        with self._lock:
            self._sessions[session_id] = micros(self._clock())
            self._soon()

    def write(self) -> None:
        """Write down what was noted; when the database is busy that is left out, for it is not worth waiting."""
        with self._lock:
            keys, sessions, timer = self._keys, self._sessions, self._timer
            self._keys, self._sessions, self._timer = {}, {}, None
        if timer:
            timer.cancel()
        if keys or sessions:
            with suppress(Busy, StorageFailed), self._database.writing() as connection:
                for key_id, day in sorted(keys.items()):
                    store.note_use(connection, key_id, day)
                for session_id, at in sorted(sessions.items()):
                    kept.note_seen(connection, session_id, at)

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = Timer(_PAUSE, self.write)
            self._timer.daemon = True
            self._timer.start()
