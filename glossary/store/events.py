"""The second stream of a glossary: what happens to proposals, numbered densely and not public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, insert, select, update

from glossary import tables as t
from glossary.model import canonical
from glossary.proposals import Event, EventKind
from glossary.times import instant

_e, _g = t.events.c, t.glossaries.c


def add_event(
    connection: Connection,
    glossary: str,
    kind: EventKind,
    proposal: int,
    person: str | None,
    now: int,
    body: Mapping[str, Any],
) -> Event:
    """Add the next event; only inside a `Writer`'s transaction, whose lock makes the numbers dense."""
    connection.execute(update(t.glossaries).where(_g.id == glossary).values(event_number=_g.event_number + 1))
    number = last_event(connection, glossary)
    connection.execute(
        insert(t.events).values(
            glossary=glossary,
            number=number,
            kind=kind,
            proposal=proposal,
            person=person,
            recorded_at=now,
            body=canonical(body).decode(),
        )
    )
    return Event(
        glossary=glossary,
        number=number,
        kind=kind,
        proposal=proposal,
        person=person,
        recorded_at=instant(now),
        body=dict(body),
    )


def last_event(connection: Connection, glossary: str) -> int:
    """The number of the newest event, 0 where there is none."""
    return connection.execute(select(_g.event_number).where(_g.id == glossary)).scalar() or 0


def events_after(connection: Connection, glossary: str, number: int, limit: int) -> list[Event]:
    """So many events after number `number`, oldest first: what a follower that has seen that one asks for."""
    query = select(t.events).where(_e.glossary == glossary, _e.number > number).order_by(_e.number).limit(limit)
    return [_event(row) for row in connection.execute(query)]


def events_of(connection: Connection, glossary: str, proposal: int) -> list[Event]:
    """Everything that happened to a proposal, oldest first."""
    query = select(t.events).where(_e.glossary == glossary, _e.proposal == proposal).order_by(_e.number)
    return [_event(row) for row in connection.execute(query)]


def count_events(connection: Connection, glossary: str, proposal: int, kind: EventKind) -> int:
    """How many events of a kind a proposal has."""
    query = select(func.count()).where(_e.glossary == glossary, _e.proposal == proposal, _e.kind == kind)
    return int(connection.execute(query).scalar_one())


def last_proposal(connection: Connection, glossary: str) -> int:
    """The greatest number that a proposal ever had, also one that is purged."""
    query = select(func.max(_e.proposal)).where(_e.glossary == glossary)
    return connection.execute(query).scalar() or 0


def blank_events(connection: Connection, glossary: str, proposal: int) -> None:
    """Drop what the events of a proposal say; that they were stays."""
    of_proposal = (_e.glossary == glossary, _e.proposal == proposal)
    connection.execute(update(t.events).where(*of_proposal).values(body="{}"))


def _event(row: Row[Any]) -> Event:
    return Event(
        glossary=row.glossary,
        number=row.number,
        kind=row.kind,
        proposal=row.proposal,
        person=row.person,
        recorded_at=instant(row.recorded_at),
        body=msgspec.json.decode(row.body, type=dict[str, Any]),
    )
