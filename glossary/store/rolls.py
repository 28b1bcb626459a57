"""All concepts in force, by id: what those who copy or index a glossary walk through."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from glossary import tables as t

_h, _r = t.heads.c, t.revisions.c
_IN_FORCE = t.heads.join(
    t.revisions, and_(_r.glossary == _h.glossary, _r.concept == _h.concept, _r.number == _h.number)
)


class Listed(NamedTuple):
    """A concept, and since when (microseconds) it says what it says: when that was recorded, or came into force."""

    concept: str
    since: int


def roll(connection: Connection, glossary: str, after: str, limit: int) -> list[Listed]:
    """The concepts in force whose ids come after one, in the order of their ids."""
    query = (
        select(_h.concept, _r.recorded_at, _r.valid_at)
        .select_from(_IN_FORCE)
        .where(_h.glossary == glossary, _h.status == "current", _h.concept > after)
        .order_by(_h.concept)
        .limit(limit)
    )
    return [Listed(row.concept, max(row.recorded_at, row.valid_at)) for row in connection.execute(query)]


def roll_ends(connection: Connection, glossary: str, step: int) -> list[str]:
    """The last id of each so many concepts, but for the last of all."""
    numbered = (
        select(
            _h.concept,
            func.row_number().over(order_by=_h.concept).label("place"),
            func.count().over().label("total"),
        )
        .where(_h.glossary == glossary, _h.status == "current")
        .subquery()
        .c
    )
    query = (
        select(numbered.concept)
        .where(numbered.place % step == 0, numbered.place < numbered.total)
        .order_by(numbered.concept)
    )
    return list(connection.scalars(query))
