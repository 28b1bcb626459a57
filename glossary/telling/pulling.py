"""Catching up: what the log and the proposals' stream say after the numbers that a webhook remembers."""

from __future__ import annotations

from collections.abc import Iterator

from glossary import store
from glossary.store import Database, Writer
from glossary.telling.messages import of_event, of_log
from glossary.telling.reading_rows import webhook
from glossary.telling.subscribing import on_its_way
from glossary.telling.values import Message, Webhook

_BATCH = 200


def catch_up(database: Database, now: int, base: str) -> int:
    """Put on their way all messages that are new, in batches; how many. What is kept is kept with the number."""
    count = 0
    while found := _behind(database):
        for glossary, webhook_id in found:
            with database.writing() as connection:
                count += _told(Writer(connection, glossary, now), webhook_id, now, base)
    return count


def _behind(database: Database) -> list[tuple[str, str]]:
    with database.reading() as connection:
        return store.lagging(connection)


def _told(writer: Writer, webhook_id: str, now: int, base: str) -> int:
    rows = store.webhook_rows(writer.connection, writer.glossary, webhook_id)
    if not rows:
        return 0
    hook = webhook(rows[0])
    log = store.log_after(writer.connection, writer.glossary, hook.seq, _BATCH)
    events = store.events_after(writer.connection, writer.glossary, hook.event, _BATCH)
    messages = [of_log(each, writer.glossary, base) for each in log] + [of_event(each, base) for each in events]
    made = [on_its_way(hook.id, each, now) for each in _wanted(hook, messages)]
    store.add_deliveries(writer.connection, made)
    seen = {"seq": log[-1].seq if log else hook.seq, "event": events[-1].number if events else hook.event}
    store.change_webhook(writer.connection, hook.id, **seen)
    return len(made)


def _wanted(hook: Webhook, messages: list[Message]) -> Iterator[Message]:
    return (each for each in messages if hook.wants(each.kind))
