"""Forms that people looked up in vain: how often on which day, and nothing about the people."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, or_, select

from glossary import tables as t
from glossary.noted import MissedForm
from glossary.store.counting import add_counts

EVERY_GLOSSARY = ""


def add_missed(connection: Connection, counts: Mapping[tuple[str, ...], int]) -> None:
    """Add to the counts, each under (glossary or `EVERY_GLOSSARY`, form, day)."""
    add_counts(connection, t.missed_forms, ("glossary", "form", "day"), counts)


def forget_missed(connection: Connection, before: str, least: int) -> None:
    """Drop the forms of days before a day that were missed fewer than `least` times on theirs."""
    m = t.missed_forms.c
    connection.execute(delete(t.missed_forms).where(m.day < before, m.count < least))


def missed(connection: Connection, glossary: str, since: str, least: int, limit: int) -> list[MissedForm]:
    """What was looked up in vain at least so often since a day, the most missed first."""
    m = t.missed_forms.c
    total = func.sum(m.count).label("times")
    query = (
        select(m.form, total, func.max(m.day).label("last"))
        .where(or_(m.glossary == glossary, m.glossary == EVERY_GLOSSARY), m.day >= since)
        .group_by(m.form)
        .having(total >= least)
        .order_by(total.desc(), m.form)
        .limit(limit)
    )
    return [MissedForm(form=row.form, count=row.times, last=row.last) for row in connection.execute(query)]
