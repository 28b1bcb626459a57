"""Rows as values, and the questions that every request asks, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Row,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from glossary import tables as t
from glossary.model import Concept, Part, Redaction, Revision, Sync, choices
from glossary.proof import redacts, shown
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


def _again() -> Exists:
    """Whether the concept of an entry has a later one up to the same end."""
    later = t.revisions.alias("later").c
    follows = (later.glossary == _l.glossary, later.concept == _l.concept, later.number == _l.number + 1)
    return exists().where(*follows, later.seq > _l.seq, later.seq <= bindparam("until"))


def _between() -> Exists:
    """Whether the concept of a revision has an entry after one `seq` and not after another."""
    entered = t.revisions.alias("entered").c
    same = (entered.glossary == _r.glossary, entered.concept == _r.concept)
    seq = entered.seq + 0  # so that SQLite goes by the concept, not through all entries between
    return exists().where(*same, seq > bindparam("after"), seq <= bindparam("until"))


_r, _h, _l = t.revisions.c, t.heads.c, t.log.c
_IS_REDACTION: ColumnElement[bool] = literal_column("log.kind = 'redaction'")  # as above
_SCHEDULED: ColumnElement[bool] = literal_column("revisions.scheduled")  # as the index has it, else SQLite scans
_OF_CONCEPT = (_r.glossary == bindparam("in_glossary"), _r.concept == bindparam("of_concept"))

ROWS = _rows()
NEWEST = ROWS.where(*_OF_CONCEPT).order_by(_r.number.desc()).limit(1)
FIRST = ROWS.where(*_OF_CONCEPT, _r.seq <= bindparam("until")).order_by(_r.valid_at, _r.number).limit(1)
NUMBERED = ROWS.where(*_OF_CONCEPT, _r.number == bindparam("wanted"))
HOLDING = (
    ROWS.where(*_OF_CONCEPT, _r.valid_at <= bindparam("at"), _r.seq <= bindparam("until"))
    .order_by(_r.valid_at.desc(), _r.number.desc())
    .limit(1)
)
_NAMED: BindParameter[Any] = bindparam("named", expanding=True)
ALL_REVISIONS = ROWS.where(_r.glossary == bindparam("in_glossary"), _r.concept.in_(_NAMED)).order_by(
    _r.concept, _r.number
)
RECORDED = ROWS.where(_r.glossary == bindparam("in_glossary"), _r.seq.in_(_NAMED))
SEQS_OF = select(_r.concept, _r.number, _r.seq).where(
    _r.glossary == bindparam("in_glossary"),
    _r.concept.in_(_NAMED),
    _r.number.in_(bindparam("numbers", expanding=True)),
)
_OF_HEAD = (
    _h.glossary == bindparam("in_glossary"),
    _h.concept.in_(_NAMED),
    _r.glossary == _h.glossary,
    _r.concept == _h.concept,
    _r.number == _h.head_number,
)
NEWEST_OF = ROWS.where(*_OF_HEAD)
NEWEST_NUMBERS = select(_r.concept, _r.number, _r.status).where(*_OF_HEAD)
KNOWN = select(_h.concept).where(_h.glossary == bindparam("in_glossary"), _h.concept.in_(_NAMED))
COUNT = select(func.count()).where(_h.glossary == bindparam("in_glossary"), _h.status == "current")
_BEGAN = select(_h.concept).where(_h.glossary == bindparam("in_glossary"), _h.next_at <= bindparam("at"))
_TOO_EARLY = (
    select(_h.concept)
    .select_from(t.revisions.join(t.heads, (_h.glossary == _r.glossary) & (_h.concept == _r.concept)))
    .where(_r.glossary == bindparam("in_glossary"), _SCHEDULED, _r.valid_at > bindparam("at"), _h.number == _r.number)
)
DUE = _BEGAN.union(_TOO_EARLY)
BEGUN = (
    select(_r.concept)
    .where(_r.glossary == bindparam("in_glossary"), _SCHEDULED, ~_between())
    .where(_r.valid_at > bindparam("since"), _r.valid_at <= bindparam("at"))
    .distinct()
)
_IS_HELD = (_r.seq <= bindparam("held_seq")) & (_r.valid_at <= bindparam("held_at"))
_DIFFERS = (_r.seq > bindparam("after")) | ((_r.valid_at > bindparam("since")) & (_r.valid_at <= bindparam("at")))
DIFFERING = (
    select(_r.concept, func.max(case((_IS_HELD, 1), else_=0)).label("is_held"))
    .where(_r.glossary == bindparam("in_glossary"))
    .group_by(_r.concept)
    .having(func.max(case((_DIFFERS, 1), else_=0)) == 1)
)
CHANGED = (
    select(_l.seq, _l.concept)
    .where(_l.glossary == bindparam("in_glossary"), _l.seq > bindparam("after"), _l.seq <= bindparam("until"))
    .where(_l.concept.is_not(None), ~_again())
    .order_by(_l.seq)
    .limit(bindparam("most"))
)
_NOTE = t.parts.alias("note")
_NOTED = t.revisions.join(
    _NOTE, (_NOTE.c.glossary == _r.glossary) & (_NOTE.c.seq == _r.seq) & (_NOTE.c.name == "change_note")
)
STEPS = (
    select(_r.concept, _r.number, _r.kind, _NOTE.c.body.label("note"))
    .select_from(_NOTED)
    .where(_r.glossary == bindparam("in_glossary"), _r.valid_at <= bindparam("at"))
    .where(or_(_r.seq > bindparam("after"), _r.valid_at > bindparam("since")), _r.seq <= bindparam("until"))
    .order_by(_r.seq)
)
CORRECTED = (
    select(_r.concept)
    .where(_r.glossary == bindparam("in_glossary"), _r.seq > bindparam("after"), _r.kind == "correction")
    .distinct()
)
CORRECTED_OF = (
    select(_r.concept)
    .where(*_OF_CONCEPT, _r.seq + 0 > bindparam("after"), _r.kind == "correction")  # else SQLite goes by `seq`
    .limit(1)
)
GLOSSARY = select(t.glossaries).where(t.glossaries.c.id == bindparam("in_glossary"))
NEXT_BEGIN = select(func.min(_r.valid_at)).where(_SCHEDULED, _r.valid_at > bindparam("at"))
LAST_BEGUN = select(func.max(_r.valid_at)).where(
    _r.glossary == bindparam("in_glossary"), _SCHEDULED, _r.valid_at <= bindparam("at")
)
HEADS = select(t.glossaries.c.id, t.glossaries.c.head_seq, t.glossaries.c.head_digest, t.glossaries.c.head_recorded_at)


class _Entry(msgspec.Struct):
    valid_from: str


REDACTIONS = (
    select(_l.seq, _l.concept, _l.recorded_at, _l.entry, t.parts.c.body.label("reason"))
    .select_from(
        t.log.outerjoin(
            t.parts,
            (t.parts.c.glossary == _l.glossary) & (t.parts.c.seq == _l.seq) & (t.parts.c.name == "reason"),
        )
    )
    .where(_l.glossary == bindparam("in_glossary"), _IS_REDACTION, _l.concept.in_(_NAMED))
    .order_by(_l.seq)
)

Removed = Mapping[tuple[int, str], Redaction]
"""The redactions by the entry and the part that they removed."""


def is_blank(row: Row[Any]) -> bool:
    """Whether a part of a revision was redacted."""
    return row.body is None or row.note is None


def removed(rows: Sequence[Any]) -> Removed:
    """What rows of redactions say was removed."""
    return {(each.seq, each.part): _redaction(row, each.part) for row in rows for each in redacts(row.entry)}


def revision_of(row: Row[Any], gone: Removed) -> Revision:
    """A revision from its row, its entry and its texts, as far as these were not redacted."""
    return Revision(
        glossary=row.glossary,
        concept=_concept(row),
        number=row.number,
        seq=row.seq,
        kind=row.kind,
        status=row.status,
        valid_from=msgspec.json.decode(row.entry, type=_Entry).valid_from,
        valid_at=row.valid_at,
        recorded_at=instant(row.recorded_at),
        author=row.author,
        change_note=msgspec.json.decode(row.note or "null", type=dict[str, str] | None),
        digest=shown(row.digest),
        sync=msgspec.json.decode(row.sync, type=dict[str, Sync]) if row.body is not None else {},
        grade=row.grade,
        redacted=tuple(gone[row.seq, part] for part in choices(Part) if (row.seq, part) in gone),
    )


def _concept(row: Row[Any]) -> Concept:
    return (
        msgspec.json.decode(row.body, type=Concept) if row.body is not None else Concept(id=row.concept, languages={})
    )


def _redaction(row: Row[Any], part: Any) -> Redaction:
    reason = msgspec.json.decode(row.reason, type=str) if row.reason is not None else None
    return Redaction(part=part, seq=row.seq, recorded_at=instant(row.recorded_at), reason=reason)
