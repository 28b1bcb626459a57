"""The rows that lists read: which revision of each concept is in force, and where it stands in each order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, literal, select

from glossary import tables as t


def place_head(connection: Connection, glossary: str, concept: str, now: int) -> None:
    """Work out anew which revision of a concept is in force at `now`, and list it there."""
    _forget(connection, glossary, concept)
    newest = _newest(connection, glossary, concept)
    holding = _holding(connection, glossary, concept, now)
    connection.execute(
        insert(t.heads).values(
            glossary=glossary,
            concept=concept,
            head_number=newest.number,
            head_seq=newest.seq,
            number=holding.number if holding else None,
            seq=holding.seq if holding else None,
            valid_at=holding.valid_at if holding else None,
            status=holding.status if holding else None,
            next_at=_next(connection, glossary, concept, now),
        )
    )
    if holding:
        _list(connection, glossary, concept, holding.seq)


def _forget(connection: Connection, glossary: str, concept: str) -> None:
    for table in (t.head_keys, t.heads):
        connection.execute(delete(table).where(table.c.glossary == glossary, table.c.concept == concept))


def _of(glossary: str, concept: str) -> Any:
    return select(t.revisions).where(t.revisions.c.glossary == glossary, t.revisions.c.concept == concept)


def _newest(connection: Connection, glossary: str, concept: str) -> Row[Any]:
    return connection.execute(_of(glossary, concept).order_by(t.revisions.c.number.desc()).limit(1)).one()


def _holding(connection: Connection, glossary: str, concept: str, now: int) -> Row[Any] | None:
    """The revision with the greatest (valid_at, number) not after `now`."""
    rows = _of(glossary, concept).where(t.revisions.c.valid_at <= now)
    latest = rows.order_by(t.revisions.c.valid_at.desc(), t.revisions.c.number.desc()).limit(1)
    return connection.execute(latest).one_or_none()


def _next(connection: Connection, glossary: str, concept: str, now: int) -> int | None:
    r = t.revisions.c
    later = select(func.min(r.valid_at)).where(r.glossary == glossary, r.concept == concept, r.valid_at > now)
    return connection.execute(later).scalar()


def _list(connection: Connection, glossary: str, concept: str, seq: int) -> None:
    k = t.sort_keys.c
    keys = select(k.glossary, k.language, k.key, literal(concept)).where(k.glossary == glossary, k.seq == seq)
    connection.execute(insert(t.head_keys).from_select(["glossary", "language", "key", "concept"], keys))
