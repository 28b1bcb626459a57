"""The revisions of a glossary as followers read them: the newest first, by their place in the log."""

from __future__ import annotations

from sqlalchemy import Connection

from glossary import tables as t
from glossary.model import Revision
from glossary.store.rows import ROWS, revision_of


def followed(
    connection: Connection,
    glossary: str,
    before: int | None,
    limit: int,
    concept: str | None = None,
    subject: str | None = None,
) -> list[Revision]:
    """So many revisions below an entry of the log, newest first: of all concepts, of one, or of a subject field."""
    r = t.revisions.c
    query = ROWS.where(r.glossary == glossary).order_by(r.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(r.seq < before)
    if concept is not None:
        query = query.where(r.concept == concept)
    if subject is not None:
        query = query.where(r.subjects.contains(f"|{subject}|", autoescape=True))
    return [revision_of(row) for row in connection.execute(query)]
