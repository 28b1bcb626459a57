"""Taking to one webhook what is due there, and noting what came of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from glossary import store
from glossary.store import Database
from glossary.telling.messages import message_id
from glossary.telling.patience import GONE, LONGEST_REST, next_wait, state_after
from glossary.telling.posting import Courier
from glossary.telling.reading_rows import webhook
from glossary.telling.signing import signed
from glossary.telling.values import Outcome, Webhook
from glossary.times import Clock, micros

_AT_ONCE = 100
_SECOND = 1_000_000


class Rounds:
    """The way to receivers: one webhook after the other, each message of one after the other."""

    def __init__(self, database: Database, clock: Clock, courier: Courier) -> None:
        self._database, self._clock, self._courier = database, clock, courier

    def due(self) -> list[str]:
        """The webhooks where something is due."""
        with self._database.reading() as connection:
            return store.due_webhooks(connection, micros(self._clock()))

    def deliver(self, webhook_id: str) -> int:
        """Take to a webhook what is due, until one message doesn't arrive; how many were tried."""
        with self._database.reading() as connection:
            row = store.active_webhook(connection, webhook_id)
            due = store.due_deliveries(connection, webhook_id, micros(self._clock()), _AT_ONCE)
        for count, each in enumerate(due if row else (), start=1):
            if not self._delivered(webhook(row), each):  # type: ignore[arg-type]  # without a row nothing is due
                return count
        return len(due) if row else 0

    def _delivered(self, hook: Webhook, due: Row[Any]) -> bool:
        """Whether a message arrived. Sent first and noted then: a crash between the two sends it twice, never not."""
        now, body = micros(self._clock()), due.body.encode()
        name = message_id(hook.glossary, due.stream, due.number)
        headers = signed(name, now // _SECOND, body, hook.secrets(now))
        outcome = self._courier.post(hook.url, body, headers)
        self._note(hook, due, outcome)
        return outcome.is_done

    def _note(self, hook: Webhook, due: Row[Any], outcome: Outcome) -> None:
        now, attempts = micros(self._clock()), due.attempts + 1
        wait = 0.0 if outcome.is_done else next_wait(attempts, outcome)
        noted = {
            "state": state_after(attempts, outcome),
            "attempts": attempts,
            "next_at": now + int(wait * _SECOND),
            "tried_at": now,
            "status": outcome.status,
            "problem": outcome.problem,
        }
        rest = max(min(wait, LONGEST_REST), outcome.retry_after or 0.0)
        with self._database.writing() as connection:
            store.change_delivery(connection, hook.id, due.stream, due.number, **noted)
            if not outcome.is_done:
                off = {"active": False} if outcome.status == GONE else {}
                store.change_webhook(connection, hook.id, rests_until=now + int(rest * _SECOND), **off)
