"""What became of requests that may be sent twice under one key (Idempotency-Key), kept for a day."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from glossary import tables as t
from glossary.model import Value, canonical

_a = t.answered.c
_DAY = 24 * 60 * 60 * 1_000_000


class Once(Value, frozen=True):
    """A request that shall be carried out once: whose it is, the key they gave it, and the SHA-256 of what it says."""

    owner: str
    key: str
    request_sha256: bytes


def answered(connection: Connection, once: Once) -> tuple[bytes, Any] | None:
    """What an earlier request under the key said (its SHA-256), and what became of it."""
    row = connection.execute(select(t.answered).where(_a.owner == once.owner, _a.key == once.key)).one_or_none()
    return (row.request_sha256, msgspec.json.decode(row.result)) if row else None


def keep_answered(connection: Connection, once: Once, result: Any, now: int) -> None:
    """Remember what became of a request, and forget those of yesterday."""
    connection.execute(delete(t.answered).where(_a.at < now - _DAY))
    values = {"owner": once.owner, "key": once.key, "request_sha256": once.request_sha256}
    connection.execute(insert(t.answered).values(**values, result=canonical(result).decode(), at=now))
