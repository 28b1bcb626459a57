"""Editions as rows: drafts, which may change and are nobody's business but the editors', and what was published."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, delete, insert, select

from glossary import tables as t
from glossary.model import Edition, canonical
from glossary.proof import shown
from glossary.store.state import State
from glossary.times import instant

_e = t.editions.c


class EditionReader:
    """The editions of one glossary, in one consistent view."""

    _connection: Connection
    glossary: str

    def editions(self) -> list[Edition]:
        """The published editions, newest first."""
        return [_published(row) for row in self._connection.execute(_rows(self.glossary).order_by(_e.seq.desc()))]

    def edition(self, edition: str) -> Edition | None:
        """One published edition."""
        row = self._connection.execute(_rows(self.glossary).where(_e.id == edition)).one_or_none()
        return _published(row) if row else None

    def edition_state(self, edition: str) -> State | None:
        """The state that a published edition froze."""
        query = select(_e.pin_seq, _e.pin_at).where(_e.glossary == self.glossary, _e.id == edition)
        row = self._connection.execute(query.where(_e.state == "published")).one_or_none()
        return State(row.pin_seq, row.pin_at) if row else None

    def edition_drafts(self) -> list[Edition]:
        """The editions that are being drafted, by id."""
        return [_draft(row) for row in self._connection.execute(_draft_rows(self.glossary).order_by(_e.id))]

    def edition_draft(self, edition: str) -> Edition | None:
        """One edition that is being drafted."""
        row = self._connection.execute(_draft_rows(self.glossary).where(_e.id == edition)).one_or_none()
        return _draft(row) if row else None


def keep_draft(connection: Connection, glossary: str, edition: Edition) -> None:
    """Keep a draft in the place of any draft of its id."""
    drop_draft(connection, glossary, edition.id)
    row = {"glossary": glossary, "id": edition.id, "state": "draft", "draft": edition.draft}
    connection.execute(insert(t.editions).values(**row, body=canonical(told(edition)).decode()))


def keep_published(connection: Connection, glossary: str, edition: Edition, pin: State, seq: int) -> None:
    """Keep what was published with entry `seq`, in the place of any draft of its id."""
    drop_draft(connection, glossary, edition.id)
    row = {"glossary": glossary, "id": edition.id, "state": "published", "pin_seq": pin.seq, "pin_at": pin.at}
    connection.execute(insert(t.editions).values(**row, seq=seq, body=canonical(told(edition)).decode()))


def drop_draft(connection: Connection, glossary: str, edition: str) -> None:
    """Forget a draft."""
    mine = (_e.glossary == glossary, _e.id == edition, _e.state == "draft")
    connection.execute(delete(t.editions).where(*mine))


def told(edition: Edition) -> dict[str, Any]:
    """What its editors say of an edition; the rest is the record's."""
    return {"id": edition.id, "title": edition.title, "date": edition.date, "cites": edition.cites}


def _rows(glossary: str) -> Select[Any]:
    joined = t.editions.join(t.log, (t.log.c.glossary == _e.glossary) & (t.log.c.seq == _e.seq))
    columns = select(_e.body, _e.pin_seq, _e.seq, t.log.c.recorded_at, t.log.c.digest).select_from(joined)
    return columns.where(_e.glossary == glossary, _e.state == "published")


def _draft_rows(glossary: str) -> Select[Any]:
    return select(_e.body, _e.draft).where(_e.glossary == glossary, _e.state == "draft")


def _published(row: Row[Any]) -> Edition:
    made = msgspec.json.decode(row.body, type=Edition)
    when, digest = instant(row.recorded_at), shown(row.digest)
    return msgspec.structs.replace(made, seq=row.pin_seq, entry=row.seq, published_at=when, digest=digest)


def _draft(row: Row[Any]) -> Edition:
    return msgspec.structs.replace(msgspec.json.decode(row.body, type=Edition), draft=row.draft)
