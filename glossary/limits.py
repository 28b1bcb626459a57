"""How often somebody may ask: counted over all processes, by digests that say nothing about who it is."""

from __future__ import annotations

import msgspec

from glossary.errors import Busy, StorageFailed
from glossary.store import Counters, Database
from glossary.times import Clock, micros

_SECOND = 1_000_000
_DAY = 24 * 60 * 60 * _SECOND
_OFTEN = 60 * 60 * _SECOND


class Policy(msgspec.Struct, frozen=True):
    """At most `quota` requests in so many seconds; a quota of 0 means: as many as one likes."""

    name: str
    quota: int
    seconds: int


class Allowance(msgspec.Struct, frozen=True):
    """What is left of a policy, and after how many seconds it is whole again."""

    policy: Policy
    left: int
    seconds: int
    exceeded: bool


class Limits:
    """The counts of all who ask; each is forgotten after a day."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._counters, self._clock, self._swept = Counters(database), clock, 0

    def take(self, policy: Policy, who: str) -> Allowance | None:
        """Count a request; None where nothing is limited, or cannot be counted just now: nobody suffers for that."""
        if not policy.quota:
            return None
        self._sweep()
        return self._count(policy, who, 1)

    def give_back(self, policy: Policy, who: str) -> None:
        """Undo one `take`: what succeeded shall not count."""
        if policy.quota:
            self._count(policy, who, -1)

    def close(self) -> None:
        """Give back every connection."""
        self._counters.close()

    def _count(self, policy: Policy, who: str, by: int) -> Allowance | None:
        now, lasts = micros(self._clock()), policy.seconds * _SECOND
        try:
            began, count = self._counters.add(policy.name, who, now, lasts, by)
        except (Busy, StorageFailed):
            return None
        seconds = max(1, -(-(began + lasts - now) // _SECOND))
        return Allowance(policy, max(0, policy.quota - count), seconds, count > policy.quota)

    def _sweep(self) -> None:
        now = micros(self._clock())
        if abs(now - self._swept) >= _OFTEN:
            self._swept = now
            self._counters.forget(now - _DAY)
