"""Pages of concepts in a stable order: today's from the rows kept for lists, any other state from the revisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, or_, select

from glossary import tables as t
from glossary.model import ConceptStatus, Sort, SyncState
from glossary.store.state import State


class Wanted(msgspec.Struct, frozen=True):
    """Which concepts a list asks for, and in which language's order."""

    language: str
    sort: Sort = "term"
    status: ConceptStatus = "current"
    subject: str | None = None
    sync: SyncState | None = None
    updated_since: int | None = None
    ids: tuple[str, ...] | None = None


class Place(msgspec.Struct, frozen=True):
    """Where a concept stands in a list: what the next page starts after."""

    key: str
    concept: str
    seq: int
    number: int


def listed(glossary: str, state: State, wanted: Wanted, now: bool) -> Select[Any]:
    """The rows of a list. `now` says that the rows kept for today's lists show that state."""
    query = _listed_now(glossary, wanted) if now else _listed_at(glossary, state, wanted)
    return query.where(*_filters(wanted))


def ordered(query: Select[Any], wanted: Wanted, after: Place | None) -> Select[Any]:
    """The rows in the order asked for, from behind a place."""
    r = t.revisions.c
    key = query.selected_columns["key"]
    if wanted.sort == "id":
        return _after(query, r.concept > after.concept if after else None).order_by(r.concept)
    if wanted.sort == "updated":
        return _after(query, r.seq < after.seq if after else None).order_by(r.seq.desc())
    beyond = or_(key > after.key, and_(key == after.key, r.concept > after.concept)) if after else None
    return _after(query, beyond).order_by(key, r.concept)


def _listed_now(glossary: str, wanted: Wanted) -> Select[Any]:
    k, h, r = t.head_keys, t.heads, t.revisions
    joined = k.join(h, and_(h.c.glossary == k.c.glossary, h.c.concept == k.c.concept)).join(
        r, and_(r.c.glossary == h.c.glossary, r.c.concept == h.c.concept, r.c.number == h.c.number)
    )
    columns = select(k.c.key.label("key"), k.c.concept.label("concept"), r.c.seq, r.c.number)
    return columns.select_from(joined).where(k.c.glossary == glossary, k.c.language == wanted.language)


def _listed_at(glossary: str, state: State, wanted: Wanted) -> Select[Any]:
    c, r, k, n = t.heads, t.revisions, t.sort_keys, t.revisions.alias("n")
    number = (
        select(n.c.number)
        .where(
            n.c.glossary == c.c.glossary,
            n.c.concept == c.c.concept,
            n.c.valid_at <= state.at,
            n.c.seq <= state.seq,
        )
        .order_by(n.c.valid_at.desc(), n.c.number.desc())
        .limit(1)
        .correlate(c)
        .scalar_subquery()
    )
    joined = c.join(r, and_(r.c.glossary == c.c.glossary, r.c.concept == c.c.concept, r.c.number == number)).join(
        k, and_(k.c.glossary == r.c.glossary, k.c.seq == r.c.seq)
    )
    columns = select(k.c.key.label("key"), c.c.concept.label("concept"), r.c.seq, r.c.number)
    return columns.select_from(joined).where(c.c.glossary == glossary, k.c.language == wanted.language)


def _filters(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    r = t.revisions.c
    found: list[ColumnElement[bool]] = [r.status == wanted.status]
    if wanted.subject is not None:
        found.append(r.subjects.contains(f"|{wanted.subject}|", autoescape=True))
    if wanted.sync is not None:
        found.append(r.sync.contains(f'"state":"{wanted.sync}"', autoescape=True))
    if wanted.updated_since is not None:
        found.append(r.recorded_at >= wanted.updated_since)
    if wanted.ids is not None:
        found.append(r.concept.in_(wanted.ids))
    return found


def _after(query: Select[Any], condition: ColumnElement[bool] | None) -> Select[Any]:
    return query if condition is None else query.where(condition)
