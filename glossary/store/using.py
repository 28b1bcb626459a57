"""Which concepts use what a glossary's settings name: a subject field, a language."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, or_, select

from glossary import tables as t

_h, _r = t.heads.c, t.revisions.c
_SCHEDULED: ColumnElement[bool] = literal_column("revisions.scheduled")  # as the index has it, else SQLite scans
_STANDS = or_(_r.seq == _h.seq, _r.seq == _h.head_seq, _SCHEDULED & (_r.valid_at > bindparam("at")))
_USING = (
    select(_r.concept)
    .distinct()
    .select_from(t.revisions.join(t.heads, (_h.glossary == _r.glossary) & (_h.concept == _r.concept)))
    .where(_r.glossary == bindparam("in_glossary"), _r.status == "current", _STANDS)
    .order_by(_r.concept)
)


def using_subject(connection: Connection, glossary: str, subject: str, at: int) -> list[str]:
    """The concepts that have a subject field in the wording in force at a moment, in the newest, or in one ahead."""
    return _found(connection, glossary, at, _r.subjects.contains(f"|{subject}|", autoescape=True))


def using_language(connection: Connection, glossary: str, language: str, at: int) -> list[str]:
    """The same for those that say something in a language."""
    return _found(connection, glossary, at, _r.sync.contains(f'"{language}":{{', autoescape=True))


def _found(connection: Connection, glossary: str, at: int, uses: ColumnElement[bool]) -> list[str]:
    return list(connection.execute(_USING.where(uses), {"in_glossary": glossary, "at": at}).scalars())
