"""The question that followers ask: the newest revisions first, by their place in the log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from glossary import tables as t
from glossary.store.rows import ROWS


def followed(glossary: str, before: int | None, limit: int, concept: str | None, subject: str | None) -> Select[Any]:
    """So many revisions below an entry of the log, newest first: of all concepts, of one, or of a subject field."""
    r = t.revisions.c
    query = ROWS.where(r.glossary == glossary).order_by(r.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(r.seq < before)
    if concept is not None:
        query = query.where(r.concept == concept)
    if subject is not None:
        query = query.where(r.subjects.contains(f"|{subject}|", autoescape=True))
    return query
