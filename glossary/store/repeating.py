"""Where texts stand as they were written: in the record, in proposals and in what was said of these."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select, update

from glossary import tables as t
from glossary.proposals import Proposal
from glossary.store.proposals import proposal

_p, _q, _e = t.parts.c, t.proposals.c, t.events.c
_BATCH = 500


def bodies(connection: Connection, glossary: str) -> Iterator[tuple[int, str]]:
    """Every text of the log that was not removed, with the number of its entry."""
    query = select(_p.seq, _p.body).where(_p.glossary == glossary, _p.body.is_not(None))
    with connection.execute(query.execution_options(yield_per=_BATCH)) as rows:
        for row in rows:
            yield row.seq, row.body


def proposals_saying(
    connection: Connection, glossary: str, concept: str, own: Collection[str], anywhere: Collection[str]
) -> list[Proposal]:
    """The proposals on a concept that say one of some things, and those on any other that say one of some others."""
    query = select(_q.number, _q.concept, _q.body).where(_q.glossary == glossary)
    rows = connection.execute(query).all()
    numbers = [row.number for row in rows if says(row.body, own if row.concept == concept else anywhere)]
    return [found for number in numbers if (found := proposal(connection, glossary, number))]


def blank_events_saying(connection: Connection, glossary: str, phrases: Collection[str]) -> None:
    """Drop what those events say that say one of some things."""
    rows = connection.execute(select(_e.number, _e.body).where(_e.glossary == glossary)).all()
    numbers = [row.number for row in rows if says(row.body, phrases)]
    blank = update(t.events).where(_e.glossary == glossary)
    for number in numbers:
        connection.execute(blank.where(_e.number == number).values(body="{}"))


def says(body: str, phrases: Collection[str]) -> bool:
    """Whether a JSON text has one of some pieces."""
    return any(phrase in body for phrase in phrases)
