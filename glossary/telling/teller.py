"""The one worker that tells people: it pulls what is new, takes it where it should go, and comes again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Event, Lock

from glossary import store
from glossary.errors import GlossaryError
from glossary.store import Database
from glossary.telling import pulling
from glossary.telling.addresses import Resolve, from_the_system
from glossary.telling.delivering import Rounds
from glossary.telling.mailing import Mailing
from glossary.telling.posting import SECONDS, Courier
from glossary.telling.values import Telling
from glossary.times import Clock, micros

PAUSE = 1.0
_LANES = 16
_MAIL = "letters"
_KEPT = 30 * 86_400_000_000


class Teller:
    """Tells what happens in all glossaries of a database; of all processes one at a time does."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Telling,
        resolve: Resolve = from_the_system,
        seconds: float = SECONDS,
    ) -> None:
        self._database, self._clock, self._settings = database, clock, settings
        self._rounds = Rounds(database, clock, Courier(settings, resolve, seconds))
        self._mailing = Mailing(database, clock, settings)
        self._busy: set[str] = set()
        self._lock = Lock()

    def once(self) -> int:
        """Tell everything that is due, and wait for what comes of it; how much was tried.

        Where another process does it, nothing is done here. Raises `Busy` and `StorageFailed`.
        """
        with store.elected(self._database) as is_elected:
            if not is_elected:
                return 0
            self._pull()
            with ThreadPoolExecutor(_LANES, "tell") as lanes:
                return sum(lanes.map(self._rounds.deliver, self._rounds.due())) + self._mailing.once()

    def run(self, stop: Event) -> None:
        """Tell until `stop` is set. A receiver that is slow keeps nobody waiting but itself."""
        with ThreadPoolExecutor(_LANES, "tell") as lanes:
            while not stop.is_set():
                with suppress(GlossaryError), store.elected(self._database) as is_elected:
                    while is_elected and not stop.wait(PAUSE):
                        self._round(lanes)
                stop.wait(PAUSE * 5)

    def _round(self, lanes: ThreadPoolExecutor) -> None:
        self._pull()
        self._begin(lanes, _MAIL, self._mailing.once)
        for webhook in self._rounds.due():
            self._begin(lanes, webhook, partial(self._rounds.deliver, webhook))

    def _begin(self, lanes: ThreadPoolExecutor, name: str, task: Callable[[], int]) -> None:
        """Begin a task unless it is still under way."""
        with self._lock:
            begun = name not in self._busy
            self._busy.add(name)
        if begun:
            lanes.submit(self._lane, name, task)

    def _lane(self, name: str, task: Callable[[], int]) -> None:
        try:
            with suppress(GlossaryError):  # a database that is busy now is asked again in the next round
                task()
        finally:
            with self._lock:
                self._busy.discard(name)

    def _pull(self) -> None:
        now = micros(self._clock())
        pulling.catch_up(self._database, now, self._settings.base_url)
        with self._database.reading() as connection:
            is_full = store.has_delivered(connection, now - _KEPT)
        if is_full:
            with self._database.writing() as connection:
                store.forget_delivered(connection, now - _KEPT)
