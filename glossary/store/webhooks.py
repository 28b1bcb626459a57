"""Webhooks, and what is on its way to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, and_, delete, exists, func, insert, or_, select, update

from glossary import tables as t
from glossary import telling_tables as tt

_w, _d, _l, _e, _g = tt.webhooks.c, tt.deliveries.c, t.log.c, t.editions.c, t.glossaries.c
_MOST_LOG = 200


class Told(msgspec.Struct, frozen=True):
    """An entry of the log as followers are told of it; `kind` is that of the revision where it is one."""

    seq: int
    kind: str
    concept: str | None
    number: int | None
    recorded_at: int
    edition: str | None


def add_webhook(connection: Connection, **members: Any) -> None:
    """Keep a new webhook."""
    connection.execute(insert(tt.webhooks).values(rests_until=0, active=True, **members))


def webhook_rows(connection: Connection, glossary: str, webhook: str | None = None) -> Sequence[Row[Any]]:
    """The webhooks of a glossary, oldest first, or the one of an id."""
    query = select(tt.webhooks).where(_w.glossary == glossary).order_by(_w.made_at, _w.id)
    return connection.execute(query if webhook is None else query.where(_w.id == webhook)).all()


def change_webhook(connection: Connection, webhook: str, **members: Any) -> None:
    """Change members of a webhook."""
    connection.execute(update(tt.webhooks).where(_w.id == webhook).values(**members))


def drop_webhook(connection: Connection, webhook: str) -> None:
    """Forget a webhook and all that was on its way to it."""
    connection.execute(delete(tt.deliveries).where(_d.webhook == webhook))
    connection.execute(delete(tt.webhooks).where(_w.id == webhook))


def lagging(connection: Connection) -> list[tuple[str, str]]:
    """The active webhooks, with their glossaries, that have not been told of everything there is."""
    behind = or_(_w.seq < _g.head_seq, _w.event < _g.event_number)
    query = select(_w.glossary, _w.id).join(t.glossaries, _g.id == _w.glossary).where(_w.active, behind)
    return [(row.glossary, row.id) for row in connection.execute(query)]


def log_after(connection: Connection, glossary: str, seq: int, limit: int = _MOST_LOG) -> list[Told]:
    """So many entries of a log after one, oldest first."""
    edition = and_(_e.glossary == _l.glossary, _e.seq == _l.seq)
    query = (
        select(_l.seq, _l.kind, _l.concept, _l.number, _l.recorded_at, _e.id)
        .select_from(t.log.outerjoin(t.editions, edition))
        .where(_l.glossary == glossary, _l.seq > seq)
    )
    return [Told(*row) for row in connection.execute(query.order_by(_l.seq).limit(limit))]


def add_deliveries(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Put messages on their way."""
    if rows:
        connection.execute(insert(tt.deliveries), list(rows))


def due_webhooks(connection: Connection, now: int) -> list[str]:
    """The active webhooks that do not rest and for which something is due."""
    due = exists().where(_d.webhook == _w.id, _d.state == "pending", _d.next_at <= now)
    query = select(_w.id).where(_w.active, _w.rests_until <= now, due)
    return list(connection.execute(query.order_by(_w.id)).scalars())


def active_webhook(connection: Connection, webhook: str) -> Row[Any] | None:
    """The row of a webhook that is told of things."""
    return connection.execute(select(tt.webhooks).where(_w.id == webhook, _w.active)).one_or_none()


def due_deliveries(connection: Connection, webhook: str, now: int, limit: int) -> Sequence[Row[Any]]:
    """What is due at a webhook, in the order in which it happened."""
    mine = (_d.webhook == webhook, _d.state == "pending", _d.next_at <= now)
    query = select(tt.deliveries).where(*mine).order_by(_d.made_at, _d.stream.desc(), _d.number).limit(limit)
    return connection.execute(query).all()


def change_delivery(connection: Connection, webhook: str, stream: str, number: int, **members: Any) -> bool:
    """Change members of a delivery; whether there is such a one."""
    mine = (_d.webhook == webhook, _d.stream == stream, _d.number == number)
    return bool(connection.execute(update(tt.deliveries).where(*mine).values(**members)).rowcount)


def delivery_row(connection: Connection, webhook: str, stream: str, number: int) -> Row[Any] | None:
    """One delivery."""
    mine = (_d.webhook == webhook, _d.stream == stream, _d.number == number)
    return connection.execute(select(tt.deliveries).where(*mine)).one_or_none()


def delivery_rows(
    connection: Connection, webhook: str, state: str | None, before: tuple[int, str, int] | None, limit: int
) -> Sequence[Row[Any]]:
    """What is or was on its way to a webhook, newest first, below a place where one is given."""
    query: Select[Any] = select(tt.deliveries).where(_d.webhook == webhook)
    if state is not None:
        query = query.where(_d.state == state)
    if before is not None:
        made_at, stream, number = before
        older = or_(_d.stream < stream, and_(_d.stream == stream, _d.number < number))
        query = query.where(or_(_d.made_at < made_at, and_(_d.made_at == made_at, older)))
    order = (_d.made_at.desc(), _d.stream.desc(), _d.number.desc())
    return connection.execute(query.order_by(*order).limit(limit)).all()


def forget_deliveries_after(connection: Connection, webhook: str, stream: str, number: int) -> None:
    """Forget what was told after a number of a stream, so that it can be told again."""
    mine = (_d.webhook == webhook, _d.stream == stream, _d.number > number)
    connection.execute(delete(tt.deliveries).where(*mine))


def forget_delivered(connection: Connection, before: int) -> None:
    """Forget what arrived before a moment."""
    connection.execute(delete(tt.deliveries).where(_d.state == "delivered", _d.tried_at < before))


def last_test(connection: Connection, webhook: str) -> int:
    """The number of the newest test of a webhook, 0 where there is none."""
    query = select(func.max(_d.number)).where(_d.webhook == webhook, _d.stream == "test")
    return connection.execute(query).scalar() or 0


def has_delivered(connection: Connection, before: int) -> bool:
    """Whether something that arrived before a moment is still kept."""
    return bool(connection.execute(select(exists().where(_d.state == "delivered", _d.tried_at < before))).scalar())
