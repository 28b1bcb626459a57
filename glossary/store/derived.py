"""The rows that lists read: which revision of each concept is in force, and where it stands in each order."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from glossary import tables as t

_r, _k = t.revisions.c, t.sort_keys.c
_OF_CONCEPT = (_r.glossary == bindparam("in_glossary"), _r.concept == bindparam("of_concept"))

_FORGET = [
    delete(table).where(table.c.glossary == bindparam("in_glossary"), table.c.concept == bindparam("of_concept"))
    for table in (t.head_keys, t.heads)
]
_NEWEST = select(_r.number, _r.seq).where(*_OF_CONCEPT).order_by(_r.number.desc()).limit(1)
_HOLDING = (
    select(_r.number, _r.seq, _r.valid_at, _r.status)
    .where(*_OF_CONCEPT, _r.valid_at <= bindparam("at"))
    .order_by(_r.valid_at.desc(), _r.number.desc())
    .limit(1)
)
_NEXT = select(func.min(_r.valid_at)).where(*_OF_CONCEPT, _r.valid_at > bindparam("at"))
_HEAD = insert(t.heads)
_KEYS = insert(t.head_keys).from_select(
    ["glossary", "language", "key", "concept"],
    select(_k.glossary, _k.language, _k.key, bindparam("of_concept", type_=_r.concept.type)).where(
        _k.glossary == bindparam("in_glossary"), _k.seq == bindparam("of_seq")
    ),
)


def place_head(connection: Connection, glossary: str, concept: str, now: int) -> None:
    """Work out anew which revision of a concept is in force at `now`, and list it there."""
    named = {"in_glossary": glossary, "of_concept": concept}
    for forget in _FORGET:
        connection.execute(forget, named)
    newest = connection.execute(_NEWEST, named).one()
    holding = connection.execute(_HOLDING, {**named, "at": now}).one_or_none()
    head = {"glossary": glossary, "concept": concept, "head_number": newest.number, "head_seq": newest.seq}
    next_at = connection.execute(_NEXT, {**named, "at": now}).scalar()
    in_force = holding._asdict() if holding else dict.fromkeys(("number", "seq", "valid_at", "status"))
    connection.execute(_HEAD, {**head, **in_force, "next_at": next_at})
    if holding:
        connection.execute(_KEYS, {**named, "of_seq": holding.seq})
