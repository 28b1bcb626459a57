"""What followers ask: the entries of the log by their place in it, in either direction, and what settings were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Row, Select, bindparam, literal_column, select, union

from glossary import tables as t
from glossary.model import Settings
from glossary.proof import shown
from glossary.store.editions import EditionReader
from glossary.store.state import EVERYTHING
from glossary.times import instant

_l, _r, _p = t.log.c, t.revisions.c, t.parts.c
_IS_REDACTION: ColumnElement[bool] = literal_column("log.kind = 'redaction'")  # as the index has it, else SQLite scans
_IS_GRADING: ColumnElement[bool] = literal_column("log.kind = 'grading'")  # as above
_IS_SETTINGS: ColumnElement[bool] = literal_column("log.kind = 'settings'")  # as above
_COLUMNS = (_l.seq, _l.kind, _l.concept, _l.number, _l.recorded_at, _l.digest, _l.entry)
_SETTINGS = (
    select(_l.seq, _p.body)
    .select_from(t.log.join(t.parts, (_p.glossary == _l.glossary) & (_p.seq == _l.seq) & (_p.name == "content")))
    .where(_l.glossary == bindparam("in_glossary"), _IS_SETTINGS, _l.seq <= bindparam("until"))
    .order_by(_l.seq.desc())
    .limit(2)
)


class Turn(msgspec.Struct, frozen=True):
    """Which way one goes along the log: from below an entry to older ones, or from above it to newer ones."""

    seq: int = EVERYTHING
    newer: bool = False


class Entered(NamedTuple):
    """An entry of the log as all kinds have it."""

    seq: int
    kind: str
    concept: str | None
    number: int | None
    recorded_at: datetime
    digest: str
    entry: str


class LogReader(EditionReader):
    """The log of one glossary as its followers see it."""

    def entered(self, turn: Turn, limit: int, concept: str | None = None, subject: str | None = None) -> list[Entered]:
        """So many entries from a place of the log on: all, those about a concept, or revisions of a subject field."""
        place = _place(concept, subject)
        query = _about(self.glossary, concept, subject).where(place > turn.seq if turn.newer else place < turn.seq)
        rows = self._connection.execute(query.order_by(place if turn.newer else place.desc()).limit(limit))
        return [_entered(row) for row in rows]

    def settings_at(self, seq: int) -> tuple[Settings | None, Settings]:
        """What the glossary said of itself before the last change of its settings up to an entry, and after it."""
        named = {"in_glossary": self.glossary, "until": seq}
        bodies: Sequence[Any] = self._connection.execute(_SETTINGS, named).all()
        after, *before = (msgspec.json.decode(row.body, type=Settings) for row in bodies)
        return (before[0] if before else None), after

    def reason_at(self, seq: int) -> str | None:
        """The reason that an entry gives, where it gives one and it was not removed."""
        query = select(_p.body).where(_p.glossary == self.glossary, _p.seq == seq, _p.name == "reason")
        found = self._connection.execute(query).scalar()
        return msgspec.json.decode(found, type=str) if found is not None else None

    def seq_known_at(self, at: int) -> int:
        """The last entry recorded not after an instant; 0 when there was none."""
        query = select(_l.seq).where(_l.glossary == self.glossary, _l.recorded_at <= at)
        return self._connection.execute(query.order_by(_l.recorded_at.desc(), _l.seq.desc()).limit(1)).scalar() or 0

    def digest_at(self, seq: int) -> str | None:
        """The digest of one entry of the log."""
        query = select(_l.digest).where(_l.glossary == self.glossary, _l.seq == seq)
        found = self._connection.execute(query).scalar()
        return shown(found) if found is not None else None


def _place(concept: str | None, subject: str | None) -> ColumnElement[int]:
    if concept is not None:
        return _l.seq + 0  # so that SQLite goes by the concept, not through all entries
    return _l.seq if subject is None else _r.seq


def _about(glossary: str, concept: str | None, subject: str | None) -> Select[Any]:
    query = select(*_COLUMNS).where(_l.glossary == glossary)
    if concept is not None:
        query = query.where(_l.seq.in_(_of_concept(glossary, concept)))
    if subject is not None:
        revised = t.log.join(t.revisions, (_r.glossary == _l.glossary) & (_r.seq == _l.seq))
        has_subject = _r.subjects.contains(f"|{subject}|", autoescape=True)
        query = query.select_from(revised).where(_r.glossary == glossary, has_subject)
    return query


def _of_concept(glossary: str, concept: str) -> Any:
    """The numbers of a concept's revisions, and of what was removed from them and judged of them."""
    revised = select(_r.seq).where(_r.glossary == glossary, _r.concept == concept).correlate(None)
    about = (_l.glossary == glossary, _l.concept == concept)
    beside = (select(_l.seq).where(*about, kind).correlate(None) for kind in (_IS_REDACTION, _IS_GRADING))
    return union(revised, *beside)


def _entered(row: Row[Any]) -> Entered:
    return Entered(row.seq, row.kind, row.concept, row.number, instant(row.recorded_at), shown(row.digest), row.entry)
