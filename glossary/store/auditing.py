"""The log as it is stored, for those who check it: bytes and columns, nothing interpreted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, and_, func, select

from glossary import tables as t
from glossary.errors import StorageFailed
from glossary.proof import redacts
from glossary.store.engine import Database

Parts = Mapping[str, tuple[bytes | None, str | None]]
Row = tuple[Any, ...]

_BATCH = 1000
_l, _r, _p, _e, _k, _n, _g = (
    table.c for table in (t.log, t.revisions, t.parts, t.editions, t.sort_keys, t.pointers, t.glossaries)
)


_OF_REVISION = (_r.concept, _r.number, _r.kind, _r.status, _r.valid_at, _r.scheduled, _r.recorded_at, _r.author)
_WITH_REVISION = select(
    _l.seq,
    _l.kind,
    _l.concept,
    _l.number,
    _l.recorded_at,
    _l.entry,
    _l.digest,
    *_OF_REVISION,
    _r.subjects,
    _r.sync,
    _r.grade,
).select_from(t.log.outerjoin(t.revisions, and_(_r.glossary == _l.glossary, _r.seq == _l.seq)))
_OF_LOG = 7
_BESIDE = {
    "parts": (_p.glossary, select(_p.seq, _p.name, _p.salt, _p.body)),
    "editions": (_e.glossary, select(_e.seq, _e.id, _e.state, _e.body, _e.pin_seq, _e.pin_at, _e.draft)),
    "lags": (_k.glossary, select(_k.seq, _k.language, _k.sync).where(_k.sync.is_not(None))),
    "pointers": (_n.glossary, select(_n.seq, _n.type, _n.target, _n.concept)),
}


class LogRow(msgspec.Struct, frozen=True):
    """One row of the log with its parts (salt and body, both None when redacted), and what is kept beside it.

    `revision` is the row of its revision: concept, number, kind, status, valid_at, scheduled, recorded_at, author,
    subjects, sync and grade. After the number of the entry, `editions` have id, state, body, pin_seq, pin_at and draft;
    `lags` language and sync of sort keys that have one; `pointers` type, target and concept.
    """

    seq: int
    kind: str
    concept: str | None
    number: int | None
    recorded_at: int
    entry: str
    digest: bytes
    parts: Parts
    revision: Row | None
    editions: Sequence[Row]
    lags: Sequence[Row]
    pointers: Sequence[Row]


class Ending(msgspec.Struct, frozen=True):
    """The last entry there is, and what the glossary's row says of the end of its log and of its settings."""

    last: int
    seq: int = 0
    digest: bytes = b""
    recorded_at: int = 0
    settings: str = ""
    settings_seq: int = 0


class Later(NamedTuple):
    """What was said of earlier entries: parts that were removed (seq, name), revisions that were graded."""

    redacted: frozenset[tuple[int, str]] = frozenset()
    graded: frozenset[tuple[str, int]] = frozenset()


def latest(connection: Connection) -> tuple[Any, ...]:
    """The end of each glossary's log, and that of the audit: as long as they stay, nothing was recorded."""
    g = t.glossaries.c
    heads = [(row.id, row.head_seq) for row in connection.execute(select(g.id, g.head_seq).order_by(g.id))]
    return (*heads, connection.execute(select(func.max(t.audit.c.number))).scalar())


def log_rows(database: Database, glossary: str, until: int, after: int = 0) -> Iterator[LogRow]:
    """The log in order up to entry `until`, in batches: no transaction stays open while somebody checks it.

    Raises `StorageFailed` at the very row that cannot be read.
    """
    size = _BATCH
    while True:
        try:
            batch = _batch(database, glossary, after, until, size)
        except StorageFailed:
            if size == 1:
                raise
            size = 1
            continue
        if not batch:
            return
        yield from batch
        after = batch[-1].seq


def redactions(database: Database, glossary: str) -> frozenset[tuple[int, str]]:
    """The parts that entries say were removed, as (seq, name)."""
    return later(database, glossary, 0).redacted


def later(database: Database, glossary: str, after: int) -> Later:
    """What the entries after one say of those before it."""
    query = select(_l.kind, _l.concept, _l.number, _l.entry).where(_l.glossary == glossary, _l.seq > after)
    with database.reading() as connection:
        rows = connection.execute(query.where(_l.kind.in_(("redaction", "grading")))).all()
    redacted = frozenset((each.seq, each.part) for row in rows for each in redacts(row.entry))
    return Later(redacted, frozenset((row.concept, row.number) for row in rows if row.kind == "grading"))


def ending(database: Database, glossary: str) -> Ending:
    """The end of a log as it is, and as its glossary's row has it, where there is one."""
    last = select(func.coalesce(func.max(_l.seq), 0)).where(_l.glossary == glossary)
    kept = select(_g.head_seq, _g.head_digest, _g.head_recorded_at, _g.settings, _g.settings_seq)
    with database.reading() as connection:
        row = next(iter(_rows(connection, kept.where(_g.id == glossary))), ())
        return Ending(connection.execute(last).scalar_one(), *row)


def recorded_ids(database: Database) -> list[str]:
    """The ids of all glossaries that have a row or a log, in order."""
    with database.reading() as connection:
        return sorted({*connection.execute(select(_g.id)).scalars(), *_of_log(connection)})


def _of_log(connection: Connection) -> Iterator[str]:
    """The glossaries that the log names, each found after the one before it."""
    found = connection.execute(select(func.min(_l.glossary))).scalar()
    while found is not None:
        yield found
        found = connection.execute(select(func.min(_l.glossary)).where(_l.glossary > found)).scalar()


def _batch(database: Database, glossary: str, after: int, until: int, size: int) -> list[LogRow]:
    query = _WITH_REVISION.where(_l.glossary == glossary, _l.seq > after, _l.seq <= until)
    with database.reading() as connection:
        found = _rows(connection, query.order_by(_l.seq).limit(size))
        last = found[-1][0] if found else after
        beside = {name: _beside(connection, name, glossary, after, last) for name in _BESIDE}
    return [_log_row(row, beside) for row in found]


def _beside(connection: Connection, name: str, glossary: str, after: int, last: int) -> dict[int, list[Row]]:
    """The rows of another table that go with some entries, by these."""
    own, query = _BESIDE[name]
    seq = query.selected_columns[0]
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(connection, query.where(own == glossary, seq > after, seq <= last)):
        rows[row[0]].append(row)
    return rows


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    """Rows as the driver gives them: whatever somebody put there, nothing tries to make sense of it."""
    with connection.execute(query) as result:
        try:
            return list(result.cursor.fetchall()) if result.cursor else []
        except connection.dialect.loaded_dbapi.Error as error:
            raise StorageFailed from error


def _log_row(row: Row, beside: Mapping[str, Mapping[int, Sequence[Row]]]) -> LogRow:
    revision, seq = row[_OF_LOG:], row[0]
    placed = revision if revision[0] is not None else None
    parts = {name: (salt, body) for _, name, salt, body in beside["parts"].get(seq, ())}
    editions, lags, pointers = (beside[name].get(seq, ()) for name in ("editions", "lags", "pointers"))
    kind, concept, number, recorded_at, entry, digest = row[1:_OF_LOG]
    return LogRow(seq, kind, concept, number, recorded_at, entry, digest, parts, placed, editions, lags, pointers)
