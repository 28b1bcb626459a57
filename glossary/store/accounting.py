"""What the log does not account for: rows that belong to no entry, and lists that show otherwise than the record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select

from glossary import tables as t
from glossary.store.engine import Database

_h, _r, _k, _hk = t.heads.c, t.revisions.c, t.sort_keys.c, t.head_keys.c
_HEAD = select(t.glossaries.c.head_recorded_at, t.glossaries.c.settings_seq).where(
    t.glossaries.c.id == bindparam("in_glossary")
)


class Account(NamedTuple):
    """A log to be held against what stands beside it: its last entry, and the languages it ever had and has now."""

    glossary: str
    last: int
    languages: Collection[str]
    spoken: Collection[str]


def unaccounted(database: Database, account: Account, clock: Callable[[], int]) -> tuple[int, str] | None:
    """The first entry that something beside the log is at odds with, and what; None where all is accounted for."""
    with database.reading() as connection:
        recorded_at, settings_seq = connection.execute(_HEAD, {"in_glossary": account.glossary}).one()
        now = max(clock(), recorded_at)  # read after the view began: others may have set the lists until then
        questions = [*_questions(account, now), *([] if settings_seq > account.last else _languages(account))]
        found = [
            (_within(entry, account.last), reason)
            for reason, query in questions
            for entry in connection.execute(query).scalars()
        ]
    return min(found, default=None)


def _within(entry: Any, last: int) -> int:
    """The number of an entry; of what belongs to none, that after the last one."""
    return entry if isinstance(entry, int) and 0 < entry <= last else last + 1


def _questions(account: Account, now: int) -> Iterator[tuple[str, Select[Any]]]:
    """Each with the entries concerned, the first one first."""
    for table in (t.parts, t.revisions, t.sort_keys, t.pointers):
        yield f"{table.name}-without-entry", _strays(account, table)
    yield "editions-without-entry", _strays(account, t.editions).where(t.editions.c.state != "draft")
    yield "lists-differ:heads", _first(_heads(account, now))
    yield "lists-differ:heads", _first(_unlisted(account))
    yield "lists-differ:head_keys", _first(_unkeyed_heads(account))
    yield "lists-differ:head_keys", _first(_keyed_otherwise(account))


def _languages(account: Account) -> Iterator[tuple[str, Select[Any]]]:
    yield "lists-differ:sort_keys", _first(_in_no_language(account))
    for language in account.spoken:
        yield "lists-differ:sort_keys", _first(_unkeyed(account, language))


def _first(query: Select[Any]) -> Select[Any]:
    return query.order_by(query.selected_columns[0]).limit(1)


def _strays(account: Account, table: Any) -> Select[Any]:
    c, log = table.c, t.log.c
    entered = exists().where(log.glossary == c.glossary, log.seq == c.seq)
    return select(c.seq).where(c.glossary == account.glossary, ~entered).limit(1)


def _heads(account: Account, now: int) -> Select[Any]:
    """Heads that do not say which revision is newest, which is in force and when the next one begins.

    A wording that has begun since the row was written is left out of the account: readers do not trust the row then.
    """
    begun = and_(_h.next_at.is_not(None), _h.next_at <= now)
    at = case((begun, _h.next_at - 1), else_=now)
    own = (_r.glossary == _h.glossary, _r.concept == _h.concept)
    newest = select(_r.number, _r.seq).where(*own).order_by(_r.number.desc()).limit(1).correlate(t.heads)
    newest_seq = newest.with_only_columns(_r.seq).scalar_subquery()
    held = select(_r.number).where(*own, _r.valid_at <= at).correlate(t.heads)
    held = held.order_by(_r.valid_at.desc(), _r.number.desc()).limit(1)
    following = select(func.min(_r.valid_at)).where(*own, _r.valid_at > at).correlate(t.heads).scalar_subquery()
    row = t.revisions.alias("row")
    placed = and_(row.c.glossary == _h.glossary, row.c.concept == _h.concept, row.c.number == _h.number)
    said = {
        _h.head_number: newest.with_only_columns(_r.number).scalar_subquery(),
        _h.head_seq: newest_seq,
        _h.number: held.scalar_subquery(),
        _h.next_at: following,
        **{_h[name]: row.c[name] for name in ("seq", "valid_at", "status")},
    }
    wrong = or_(*(column.is_distinct_from(truth) for column, truth in said.items()))
    joined = t.heads.outerjoin(row, placed)
    entry = func.coalesce(newest_seq, _h.head_seq).label("entry")
    return select(entry).select_from(joined).where(_h.glossary == account.glossary, wrong)


def _unlisted(account: Account) -> Select[Any]:
    listed = exists().where(_h.glossary == _r.glossary, _h.concept == _r.concept)
    newest = t.revisions.alias("newest").c
    own = (newest.glossary == _r.glossary, newest.concept == _r.concept)
    entry = select(func.max(newest.seq)).where(*own).correlate(t.revisions).scalar_subquery().label("entry")
    return select(entry).where(_r.glossary == account.glossary, _r.number == 1, ~listed)


def _unkeyed_heads(account: Account) -> Select[Any]:
    """Heads with a place in the order of a language that today's lists do not show."""
    shown = exists().where(*_same_place(_h.glossary, _h.concept))
    joined = t.heads.join(t.sort_keys, and_(_k.glossary == _h.glossary, _k.seq == _h.seq))
    return select(_h.head_seq).select_from(joined).where(_h.glossary == account.glossary, ~shown)


def _keyed_otherwise(account: Account) -> Select[Any]:
    """Rows of today's lists that no head has."""
    own = t.heads.alias("own").c
    of_concept = and_(own.glossary == _hk.glossary, own.concept == _hk.concept)
    placed = exists().where(_k.seq == own.seq, *_same_place(own.glossary, own.concept))
    joined = t.head_keys.outerjoin(own.seq.table, of_concept)
    entry = func.coalesce(own.head_seq, account.last + 1).label("entry")
    return select(entry).select_from(joined).where(_hk.glossary == account.glossary, or_(own.seq.is_(None), ~placed))


def _same_place(glossary: ColumnElement[str], concept: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    """Whether a row of today's lists says of a concept what a sort key says."""
    same = [getattr(_hk, name) == getattr(_k, name) for name in ("glossary", "language", "key")]
    return (*same, _hk.glossary == glossary, _hk.concept == concept, ~_hk.sync.is_distinct_from(_k.sync))


def _in_no_language(account: Account) -> Select[Any]:
    return select(_k.seq).where(_k.glossary == account.glossary, _k.language.not_in(account.languages))


def _unkeyed(account: Account, language: str) -> Select[Any]:
    own = exists().where(_k.glossary == _r.glossary, _k.seq == _r.seq, _k.language == language)
    return select(_r.seq).where(_r.glossary == account.glossary, _r.seq <= account.last, ~own)
