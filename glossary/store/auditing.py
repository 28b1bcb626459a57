"""The log as it is stored, for those who check it: bytes and columns, nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from glossary import tables as t
from glossary.proof import redacts
from glossary.store.engine import Database
from glossary.store.state import State

Parts = dict[str, tuple[bytes | None, str | None]]

_BATCH = 500
_l, _r, _p, _e = t.log.c, t.revisions.c, t.parts.c, t.editions.c
_OF_REVISION = (_r.concept, _r.number, _r.kind, _r.status, _r.valid_at, _r.scheduled, _r.recorded_at, _r.author)
_WITH_REVISION = select(
    _l.seq, _l.kind, _l.concept, _l.number, _l.recorded_at, _l.entry, _l.digest, *_OF_REVISION, _r.subjects
).select_from(t.log.outerjoin(t.revisions, and_(_r.glossary == _l.glossary, _r.seq == _l.seq)))
_OF_LOG = 7


class LogRow(msgspec.Struct, frozen=True):
    """One row of the log with its parts (salt and body, both None when redacted).

    `revision` is the row of its revision: concept, number, kind, status, valid_at, scheduled, recorded_at, author and
    subjects; `edition` that of its edition: body, pin_seq and pin_at.
    """

    seq: int
    kind: str
    concept: str | None
    number: int | None
    recorded_at: int
    entry: str
    digest: bytes
    parts: Parts
    revision: tuple[Any, ...] | None
    edition: tuple[Any, ...] | None


class Ending(msgspec.Struct, frozen=True):
    """What the glossary's row says of the end of its log and of its settings, and the last entry there is.

    `grades` are those that editors gave, by concept and number.
    """

    seq: int
    digest: bytes
    settings: str
    settings_seq: int
    last: int
    grades: dict[tuple[str, int], str]


def log_rows(database: Database, glossary: str, until: int, after: int = 0) -> Iterator[LogRow]:
    """The log in order up to entry `until`, in batches: no transaction stays open while somebody checks it."""
    while batch := _batch(database, glossary, after, until):
        yield from batch
        after = batch[-1].seq


def redactions(database: Database, glossary: str) -> frozenset[tuple[int, str]]:
    """The parts that later entries say were removed, as (seq, name)."""
    query = select(_l.entry).where(_l.glossary == glossary, _l.kind == "redaction")
    with database.reading() as connection:
        entries = list(connection.execute(query).scalars())
    return frozenset((each.seq, each.part) for entry in entries for each in redacts(entry))


def ending(database: Database, glossary: str) -> Ending:
    """The end of a log, as its glossary's row has it and as it is."""
    g = t.glossaries.c
    last = select(func.coalesce(func.max(_l.seq), 0)).where(_l.glossary == glossary).scalar_subquery()
    query = select(g.head_seq, g.head_digest, g.settings, g.settings_seq, last).where(g.id == glossary)
    graded = select(_r.concept, _r.number, _r.grade).where(_r.glossary == glossary, _r.grade.is_not(None))
    with database.reading() as connection:
        grades = {(row.concept, row.number): row.grade for row in connection.execute(graded)}
        return Ending(*connection.execute(query).one(), grades)


def misplaced(database: Database, glossary: str, now: State) -> list[str]:
    """Some concepts that today's lists show otherwise than the record says, or not at all."""
    with database.reading() as connection:
        wrong = connection.execute(_wrongly_listed(glossary, now).limit(1)).scalars()
        return [*wrong, *connection.execute(_unlisted(glossary).limit(1)).scalars()]


def _wrongly_listed(glossary: str, now: State) -> Select[Any]:
    h, n = t.heads, t.revisions
    number = _of_head(n.c.number, n.c.valid_at <= now.at).order_by(n.c.valid_at.desc(), n.c.number.desc()).limit(1)
    newest = _of_head(func.max(n.c.number))
    joined = h.outerjoin(
        _row := t.revisions.alias("row"),
        and_(_row.c.glossary == h.c.glossary, _row.c.concept == h.c.concept, _row.c.number == h.c.number),
    )
    settled = and_(h.c.glossary == glossary, h.c.next_at.is_(None) | (h.c.next_at > now.at))
    differs = [h.c[each].is_distinct_from(_row.c[each]) for each in ("seq", "valid_at", "status")]
    wrong = or_(
        h.c.number.is_distinct_from(number.scalar_subquery()), h.c.head_number != newest.scalar_subquery(), *differs
    )
    return select(h.c.concept).select_from(joined).where(settled, wrong)


def _of_head(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    h = t.heads
    return select(column).where(_r.glossary == h.c.glossary, _r.concept == h.c.concept, *conditions).correlate(h)


def _unlisted(glossary: str) -> Select[Any]:
    h = t.heads.c
    listed = exists().where(h.glossary == _r.glossary, h.concept == _r.concept)
    return select(_r.concept).where(_r.glossary == glossary, _r.number == 1, ~listed)


def _batch(database: Database, glossary: str, after: int, until: int) -> list[LogRow]:
    query = _WITH_REVISION.where(_l.glossary == glossary, _l.seq > after, _l.seq <= until)
    with database.reading() as connection:
        found = connection.execute(query.order_by(_l.seq).limit(_BATCH)).all()
        between = (after, found[-1].seq if found else after)
        texts = select(_p.seq, _p.name, _p.salt, _p.body).where(_p.glossary == glossary, _p.seq.between(*between))
        parts = _by_seq(connection.execute(texts).all())
        pins = select(_e.seq, _e.body, _e.pin_seq, _e.pin_at).where(_e.glossary == glossary, _e.seq.between(*between))
        editions = {each.seq: tuple(each)[1:] for each in connection.execute(pins)}
    return [_log_row(tuple(row), parts, editions) for row in found]


def _by_seq(texts: Sequence[Any]) -> dict[int, Parts]:
    parts: dict[int, Parts] = {}
    for seq, name, salt, body in texts:
        parts.setdefault(seq, {})[name] = (salt, body)
    return parts


def _log_row(row: tuple[Any, ...], parts: dict[int, Parts], editions: dict[int, tuple[Any, ...]]) -> LogRow:
    revision = row[_OF_LOG:]
    placed = revision if revision[0] is not None else None
    seq, kind, concept, number, recorded_at, entry, digest = row[:_OF_LOG]
    told = (parts.get(seq, {}), placed, editions.get(seq))
    return LogRow(seq, kind, concept, number, recorded_at, entry, digest, *told)
