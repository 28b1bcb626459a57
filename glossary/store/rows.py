"""Rows as values, and the questions that every request asks, built once."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row, Select, bindparam, func, select

from glossary import tables as t
from glossary.model import Concept, Edition, Revision, Sync
from glossary.proof import shown
from glossary.times import instant


def _rows() -> Select[Any]:
    """Revisions joined with their entry and texts."""
    r, entries = t.revisions, t.log
    content, note = t.parts.alias("content"), t.parts.alias("change_note")
    joined = r.join(entries, (entries.c.glossary == r.c.glossary) & (entries.c.seq == r.c.seq))
    for part, name in ((content, "content"), (note, "change_note")):
        joined = joined.join(part, (part.c.glossary == r.c.glossary) & (part.c.seq == r.c.seq) & (part.c.name == name))
    columns = (entries.c.entry, entries.c.digest, content.c.body, note.c.body.label("note"))
    return select(r, *columns).select_from(joined)


_r = t.revisions.c
_OF_CONCEPT = (_r.glossary == bindparam("in_glossary"), _r.concept == bindparam("of_concept"))

ROWS = _rows()
NEWEST = ROWS.where(*_OF_CONCEPT).order_by(_r.number.desc()).limit(1)
FIRST = ROWS.where(*_OF_CONCEPT).order_by(_r.valid_at, _r.number).limit(1)
NUMBERED = ROWS.where(*_OF_CONCEPT, _r.number == bindparam("wanted"))
HOLDING = (
    ROWS.where(*_OF_CONCEPT, _r.valid_at <= bindparam("at"), _r.seq <= bindparam("until"))
    .order_by(_r.valid_at.desc(), _r.number.desc())
    .limit(1)
)
GLOSSARY = select(t.glossaries).where(t.glossaries.c.id == bindparam("in_glossary"))
NEXT_BEGIN = select(func.min(_r.valid_at)).where(_r.scheduled.is_(True), _r.valid_at > bindparam("at"))
LAST_BEGUN = select(func.max(_r.valid_at)).where(
    _r.glossary == bindparam("in_glossary"), _r.scheduled.is_(True), _r.valid_at <= bindparam("at")
)


class _Entry(msgspec.Struct):
    valid_from: str


def revision_of(row: Row[Any]) -> Revision:
    """A revision from its row, its entry and its texts."""
    return Revision(
        glossary=row.glossary,
        concept=msgspec.json.decode(row.body, type=Concept),
        number=row.number,
        seq=row.seq,
        kind=row.kind,
        status=row.status,
        valid_from=msgspec.json.decode(row.entry, type=_Entry).valid_from,
        valid_at=row.valid_at,
        recorded_at=instant(row.recorded_at),
        author=row.author,
        change_note=msgspec.json.decode(row.note, type=dict[str, str] | None),
        digest=shown(row.digest),
        sync=msgspec.json.decode(row.sync, type=dict[str, Sync]),
    )


def edition_of(row: Row[Any]) -> Edition:
    """A published edition from its row and its entry."""
    edition = msgspec.json.decode(row.body, type=Edition)
    return msgspec.structs.replace(
        edition, seq=row.pin_seq, published_at=instant(row.recorded_at), digest=shown(row.digest)
    )
