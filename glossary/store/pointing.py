"""Which concepts name which in a relation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from glossary import tables as t
from glossary.model import Revision

_POINTERS = insert(t.pointers)


def point(connection: Connection, revisions: Iterable[Revision]) -> None:
    """Keep what some new revisions name."""
    rows = [row for revision in revisions for row in _rows(revision)]
    if rows:
        connection.execute(_POINTERS, rows)


def forget_pointers(connection: Connection, glossary: str, seq: int) -> None:
    """Drop what a revision named."""
    p = t.pointers.c
    connection.execute(delete(t.pointers).where(p.glossary == glossary, p.seq == seq))


def pointing(
    connection: Connection,
    glossary: str,
    target: str | None,
    types: Sequence[str],
    limit: int,
) -> list[int]:
    """The entries in force today that name a concept, or any, in the order of their concepts."""
    p, h = t.pointers, t.heads.c
    in_force = and_(h.glossary == p.c.glossary, h.concept == p.c.concept, h.seq == p.c.seq)
    named: list[ColumnElement[bool]] = [] if target is None else [p.c.target == target]
    query = (
        select(p.c.seq, p.c.concept)
        .select_from(p.join(t.heads, in_force))
        .where(p.c.glossary == glossary, p.c.type.in_(types), *named)
        .where(h.status != "retired")  # were it `==`, SQLite would go through all that are current
        .distinct()
        .order_by(p.c.concept)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def _rows(revision: Revision) -> list[dict[str, Any]]:
    place = {"glossary": revision.glossary, "concept": revision.concept.id, "seq": revision.seq}
    named = dict.fromkeys((each.type, each.target) for each in revision.concept.relations)
    return [{**place, "type": kind, "target": target} for kind, target in named]
