"""Which sites showed which concepts on which day: the name of the host and a count, and nothing about readers."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, delete, func, select

from glossary import tables as t
from glossary.store.counting import add_counts

_e = t.embed_counts.c


class EmbedCount(msgspec.Struct, frozen=True):
    """A site that shows a concept: its host, how often it asked, and on which day last (YYYY-MM-DD, UTC)."""

    host: str
    count: int
    last: str


def add_embeds(connection: Connection, counts: Mapping[tuple[str, ...], int]) -> None:
    """Add to the counts, each under (glossary, concept, host, day)."""
    add_counts(connection, t.embed_counts, ("glossary", "concept", "host", "day"), counts)


def forget_embeds(connection: Connection, before: str) -> None:
    """Drop the counts of days before a day."""
    connection.execute(delete(t.embed_counts).where(_e.day < before))


def embeds(connection: Connection, glossary: str, concept: str, since: str, limit: int) -> list[EmbedCount]:
    """The sites that showed a concept since a day, those with the most readers first."""
    total = func.sum(_e.count).label("times")
    query = (
        select(_e.host, total, func.max(_e.day).label("last"))
        .where(_e.glossary == glossary, _e.concept == concept, _e.day >= since)
        .group_by(_e.host)
        .order_by(total.desc(), _e.host)
        .limit(limit)
    )
    return [EmbedCount(row.host, row.times, row.last) for row in connection.execute(query)]
