"""The rows that lists read: which revision of each concept is in force, and where it stands in each order."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, func, insert, select, true

from glossary import tables as t

_r, _h, _k = t.revisions.c, t.heads.c, t.sort_keys.c
_OF_CONCEPT = (_r.glossary == bindparam("in_glossary"), _r.concept == bindparam("of_concept"))

_FORGET = [
    delete(table).where(table.c.glossary == bindparam("in_glossary"), table.c.concept == bindparam("of_concept"))
    for table in (t.head_keys, t.heads)
]
_newest = (
    select(_r.glossary, _r.concept, _r.number, _r.seq)
    .where(*_OF_CONCEPT)
    .order_by(_r.number.desc())
    .limit(1)
    .subquery("newest")
    .c
)
_holding = (
    select(_r.number, _r.seq, _r.valid_at, _r.status)
    .where(*_OF_CONCEPT, _r.valid_at <= bindparam("at"))
    .order_by(_r.valid_at.desc(), _r.number.desc())
    .limit(1)
    .subquery("holding")
    .c
)
_next_at = select(func.min(_r.valid_at)).where(*_OF_CONCEPT, _r.valid_at > bindparam("at")).scalar_subquery()
_HEAD = insert(t.heads).from_select(
    ["glossary", "concept", "head_number", "head_seq", "number", "seq", "valid_at", "next_at", "status"],
    select(
        _newest.glossary,
        _newest.concept,
        _newest.number,
        _newest.seq,
        _holding.number,
        _holding.seq,
        _holding.valid_at,
        _next_at,
        _holding.status,
    ).select_from(_newest.number.table.outerjoin(_holding.number.table, true())),
)
_KEYS = insert(t.head_keys).from_select(
    ["glossary", "language", "key", "concept", "sync"],
    select(_k.glossary, _k.language, _k.key, _h.concept, _k.sync)
    .select_from(t.heads.join(t.sort_keys, (_k.glossary == _h.glossary) & (_k.seq == _h.seq)))
    .where(_h.glossary == bindparam("in_glossary"), _h.concept == bindparam("of_concept")),
)


def place_heads(connection: Connection, glossary: str, concepts: Collection[str], now: int) -> None:
    """Work out anew which revision of each of some concepts is in force at `now`, and list it there."""
    named = [{"in_glossary": glossary, "of_concept": concept, "at": now} for concept in concepts]
    for statement in (*_FORGET, _HEAD, _KEYS) if named else ():
        connection.execute(statement, named)
