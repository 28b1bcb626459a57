"""Pages of concepts in a stable order: today's from the rows kept for lists, any other state from the revisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Join, Select, and_, exists, literal, or_, select

from glossary import tables as t
from glossary.model import ConceptStatus, Sort, SyncState
from glossary.store.state import State


class Wanted(msgspec.Struct, frozen=True):
    """Which concepts a list asks for, and in which language's order.

    `sync` is the state of any language, or of the one named by `sync_of`.
    """

    language: str
    sort: Sort = "term"
    status: ConceptStatus = "current"
    subject: str | None = None
    sync: SyncState | None = None
    sync_of: str | None = None
    updated_since: int | None = None
    ids: tuple[str, ...] | None = None

    @property
    def is_kept_in_order(self) -> bool:
        """Whether an index has what is behind or unreviewed in the order asked for."""
        own_order = self.sync_of == self.language and self.sort == "term"
        return own_order and self.sync in ("behind", "unreviewed") and self.status == "current"


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


def unchanged(state: State) -> ColumnElement[bool]:
    """Of the rows kept for today's lists, those that show their concept as it was at a state as well."""
    h = t.heads.c
    return and_(h.head_seq <= state.seq, h.valid_at <= state.at, or_(h.next_at.is_(None), h.next_at > state.at))


def ordered(query: Select[Any], wanted: Wanted, after: Place | None) -> Select[Any]:
    """The rows in the order asked for, from behind a place."""
    key, concept, seq = (query.selected_columns[name] for name in ("key", "concept", "seq"))
    if wanted.sort == "id":
        return _after(query, concept > after.concept if after else None).order_by(concept)
    if wanted.sort == "updated":
        return _after(query, seq < after.seq if after else None).order_by(seq.desc())
    beyond = and_(key >= after.key, or_(key > after.key, concept > after.concept)) if after else None
    return _after(query, beyond).order_by(key, concept)


def in_order(wanted: Wanted) -> Callable[[Place], Any]:
    """The key by which places stand in the order asked for, as `ordered` puts them."""
    if wanted.sort == "id":
        return lambda place: place.concept
    if wanted.sort == "updated":
        return lambda place: -place.seq
    return lambda place: (place.key, place.concept)


def _listed_now(glossary: str, wanted: Wanted) -> Select[Any]:
    """Today's rows, from the table that has them in the order asked for, or where ids or the status say which."""
    k, h, r = t.head_keys, t.heads, t.revisions
    in_force = and_(r.c.glossary == h.c.glossary, r.c.concept == h.c.concept, r.c.number == h.c.number)
    if wanted.status == "retired":
        return _keyed(h.join(r, in_force), wanted).where(h.c.glossary == glossary, h.c.status == "retired")
    if wanted.sort != "term":
        concept, joined = (h if wanted.sort == "id" else r).c, h.join(r, in_force)
        seq = r.c.seq if wanted.ids is None else (r.c.seq + 0).label("seq")  # else SQLite goes by `seq`, not by the ids
        columns = select(literal("").label("key"), concept.concept.label("concept"), seq, r.c.number)
        return columns.select_from(joined).where(concept.glossary == glossary)
    if wanted.ids is not None:
        return _keyed(h.join(r, in_force), wanted).where(h.c.glossary == glossary)
    of_key = and_(h.c.glossary == k.c.glossary, h.c.concept == k.c.concept)
    columns = select(k.c.key.label("key"), k.c.concept.label("concept"), r.c.seq, r.c.number)
    joined = k.join(h, of_key).join(r, in_force)
    query = columns.select_from(joined).where(k.c.glossary == glossary, k.c.language == wanted.language)
    return query.where(k.c.sync == wanted.sync) if wanted.is_kept_in_order else query


def _keyed(in_force: Join, wanted: Wanted) -> Select[Any]:
    """The revisions in force of concepts, each with its own key in a language."""
    h, k, r = t.heads.c, t.sort_keys, t.revisions.c
    seq = r.seq + 0  # so that SQLite goes from the concepts to their keys, not through the keys of all revisions
    own = and_(k.c.glossary == r.glossary, k.c.seq == seq, k.c.language == wanted.language)
    columns = select(k.c.key.label("key"), h.concept.label("concept"), r.seq, r.number)
    return columns.select_from(in_force.join(k, own))


def _listed_at(glossary: str, state: State, wanted: Wanted) -> Select[Any]:
    c, r, n = t.heads, t.revisions, t.revisions.alias("n")
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
    concept = c.c.concept.concat("")  # so that SQLite goes by the concepts, not through all revisions
    in_force = c.join(r, and_(r.c.glossary == c.c.glossary, r.c.concept == concept, r.c.number == number))
    return _keyed(in_force, wanted).where(c.c.glossary == glossary)


def _filters(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    r = t.revisions.c
    found: list[ColumnElement[bool]] = [r.status == wanted.status]
    if wanted.subject is not None:
        found.append(r.subjects.contains(f"|{wanted.subject}|", autoescape=True))
    if wanted.sync is not None:
        found.append(_in_state(wanted.sync, wanted.sync_of))
    if wanted.updated_since is not None:
        found.append(r.recorded_at >= wanted.updated_since)
    if wanted.ids is not None:
        found.append(t.heads.c.concept.in_(wanted.ids))
    return found


def lagging(glossary: str, sync: SyncState, language: str | None) -> Select[Any]:
    """The concepts in force that say something in a language, or in any, that is behind or unreviewed."""
    k = t.head_keys.c
    query = select(k.concept).where(k.glossary == glossary, k.sync == sync)
    return query if language is None else query.where(k.language == language)


def _in_state(sync: SyncState, language: str | None) -> ColumnElement[bool]:
    """Whether a revision has a language in a state of translation; `in_sync` is what is neither of the others."""
    r, k = t.revisions.c, t.sort_keys.alias("state").c
    own = (k.glossary == r.glossary, k.seq == r.seq)
    of_language = own if language is None else (*own, k.language == language)
    if sync != "in_sync":
        return exists().where(*of_language, k.sync == sync)
    told = '"state":"in_sync"' if language is None else f'"{language}":{{"behind":[],"state":"in_sync"}}'
    return r.sync.contains(told, autoescape=True)


def _after(query: Select[Any], condition: ColumnElement[bool] | None) -> Select[Any]:
    return query if condition is None else query.where(condition)
