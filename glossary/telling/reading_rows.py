"""Rows of webhooks and deliveries as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from glossary.telling.messages import message_id
from glossary.telling.values import Delivery, Unsent, Webhook
from glossary.times import instant


def webhook(row: Row[Any]) -> Webhook:
    """A webhook."""
    return Webhook(
        id=row.id,
        glossary=row.glossary,
        url=row.url,
        kinds=tuple(filter(None, row.kinds.split("|"))),
        secret=row.secret,
        earlier_secret=row.earlier_secret,
        earlier_until=row.earlier_until,
        active=row.active,
        made_at=instant(row.made_at),
        made_by=row.made_by,
        seq=row.seq,
        event=row.event,
    )


def delivery(row: Mapping[str, Any], glossary: str) -> Delivery:
    """A message on its way, named as its receiver knows it."""
    tried = row["tried_at"]
    kept = {name: row[name] for name in ("webhook", "stream", "number", "kind", "body", "state", "attempts")}
    return Delivery(
        id=message_id(glossary, row["stream"], row["number"]),
        **kept,
        next_at=instant(row["next_at"]),
        made_at=instant(row["made_at"]),
        tried_at=instant(tried) if tried is not None else None,
        status=row["status"],
        problem=row["problem"],
    )


def unsent(row: Row[Any]) -> Unsent:
    """A letter that has not been handed in."""
    kept = {name: getattr(row, name) for name in ("glossary", "person", "kind", "state", "attempts")}
    return Unsent(**kept, next_at=instant(row.next_at))
