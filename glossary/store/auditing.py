"""The log as it is stored, for those who check it: bytes and columns, nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, and_, select

from glossary import tables as t
from glossary.store.engine import Database
from glossary.store.state import State

Parts = dict[str, tuple[bytes | None, str | None]]

_BATCH = 500


class LogRow(msgspec.Struct, frozen=True):
    """One row of the log with its parts (salt and body, both None when redacted) and its revision's author."""

    seq: int
    kind: str
    concept: str | None
    number: int | None
    recorded_at: int
    entry: str
    digest: bytes
    parts: Parts
    author: str | None


def log_rows(database: Database, glossary: str, until: int) -> Iterator[LogRow]:
    """The log in order up to entry `until`, in batches: no transaction stays open while somebody checks it."""
    after = 0
    while batch := _batch(database, glossary, after, until):
        yield from batch
        after = batch[-1].seq


def redactions(database: Database, glossary: str) -> frozenset[tuple[int, str]]:
    """The parts that later entries say were removed, as (seq, name)."""
    query = select(t.log.c.entry).where(t.log.c.glossary == glossary, t.log.c.kind == "redaction")
    with database.reading() as connection:
        entries = [msgspec.json.decode(entry) for entry in connection.execute(query).scalars()]
    return frozenset((each["seq"], each["part"]) for entry in entries for each in entry.get("redacts", ()))


def stored_head(database: Database, glossary: str) -> tuple[int, bytes]:
    """What the glossary's row says is the end of its log."""
    g = t.glossaries.c
    with database.reading() as connection:
        row = connection.execute(select(g.head_seq, g.head_digest).where(g.id == glossary)).one()
    return row.head_seq, row.head_digest


def misplaced(database: Database, glossary: str, now: State) -> list[str]:
    """The concepts that today's lists show at another revision than the record says."""
    h, n = t.heads, t.revisions
    number = (
        select(n.c.number)
        .where(n.c.glossary == h.c.glossary, n.c.concept == h.c.concept, n.c.valid_at <= now.at)
        .order_by(n.c.valid_at.desc(), n.c.number.desc())
        .limit(1)
        .correlate(h)
        .scalar_subquery()
    )
    settled = and_(h.c.glossary == glossary, h.c.next_at.is_(None) | (h.c.next_at > now.at))
    query = select(h.c.concept).where(settled, h.c.number.is_distinct_from(number))
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def _batch(database: Database, glossary: str, after: int, until: int) -> list[LogRow]:
    entries, r, p = t.log, t.revisions, t.parts
    joined = entries.outerjoin(r, and_(r.c.glossary == entries.c.glossary, r.c.seq == entries.c.seq))
    rows = (
        select(entries, r.c.author)
        .select_from(joined)
        .where(entries.c.glossary == glossary, entries.c.seq > after, entries.c.seq <= until)
        .order_by(entries.c.seq)
        .limit(_BATCH)
    )
    with database.reading() as connection:
        found = connection.execute(rows).all()
        last = found[-1].seq if found else after
        texts = select(p).where(p.c.glossary == glossary, p.c.seq > after, p.c.seq <= last)
        parts = _by_seq(connection.execute(texts).all())
    return [_log_row(row, parts.get(row.seq, {})) for row in found]


def _by_seq(texts: Sequence[Row[Any]]) -> dict[int, Parts]:
    parts: dict[int, Parts] = {}
    for each in texts:
        parts.setdefault(each.seq, {})[each.name] = (each.salt, each.body)
    return parts


def _log_row(row: Row[Any], parts: Parts) -> LogRow:
    return LogRow(row.seq, row.kind, row.concept, row.number, row.recorded_at, row.entry, row.digest, parts, row.author)
