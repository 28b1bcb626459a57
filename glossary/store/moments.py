"""Since when each wording of a concept holds, without the wordings themselves."""

from __future__ import annotations

from sqlalchemy import Connection, select

from glossary import tables as t


def moments(connection: Connection, glossary: str, concept: str, at: int) -> list[tuple[int, int]]:
    """The number of each revision that has begun at an instant, and when, in the order in which they hold."""
    r = t.revisions.c
    query = select(r.number, r.valid_at).where(r.glossary == glossary, r.concept == concept, r.valid_at <= at)
    return [(row.number, row.valid_at) for row in connection.execute(query.order_by(r.valid_at, r.number))]
