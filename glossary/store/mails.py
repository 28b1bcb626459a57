"""Letters that shall be sent by e-mail, and what people wish of them. Addresses stay in `people` alone."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, insert, or_, select, update

from glossary import tables as t
from glossary import telling_tables as tt

_m, _w, _p, _k, _g, _n = tt.mails.c, tt.mail_wishes.c, t.people.c, t.keys.c, t.glossaries.c, tt.mailed.c


class Reached(msgspec.Struct, frozen=True):
    """A person as letters reach them: name, address and language, and the token that stops letters."""

    person: str
    name: str | None
    contact: str | None
    language: str | None
    token: str
    stopped: bool


def unmailed(connection: Connection) -> list[tuple[str, int | None]]:
    """The glossaries with events that no letter has been made of, and the last one that was looked at."""
    seen = t.glossaries.outerjoin(tt.mailed, _n.glossary == _g.id)
    query = select(_g.id, _n.event).select_from(seen).where(or_(_n.event.is_(None), _n.event < _g.event_number))
    return [(row.id, row.event) for row in connection.execute(query)]


def keep_mailed(connection: Connection, glossary: str, event: int) -> None:
    """Note the last event that was looked at."""
    if not connection.execute(update(tt.mailed).where(_n.glossary == glossary).values(event=event)).rowcount:
        connection.execute(insert(tt.mailed).values(glossary=glossary, event=event))


def add_mail(connection: Connection, glossary: str, person: str, kind: str, event: int, due: int) -> None:
    """Put a letter on its way."""
    made = {"glossary": glossary, "person": person, "kind": kind, "first": event, "last": event}
    connection.execute(insert(tt.mails).values(**made, state="pending", attempts=0, next_at=due))


def add_to_digest(connection: Connection, glossary: str, person: str, event: int, due: int) -> None:
    """Tell of an event in the letter that waits already, or in one that is sent later."""
    waiting = and_(_m.glossary == glossary, _m.person == person, _m.kind == "digest", _m.attempts == 0)
    if not connection.execute(update(tt.mails).where(waiting, _m.state == "pending").values(last=event)).rowcount:
        add_mail(connection, glossary, person, "digest", event, due)


def due_mails(connection: Connection, now: int, limit: int) -> Sequence[Row[Any]]:
    """The letters that are due, the oldest first."""
    query = select(tt.mails).where(_m.state == "pending", _m.next_at <= now)
    return connection.execute(query.order_by(_m.next_at, _m.person).limit(limit)).all()


def change_mail(connection: Connection, mail: Row[Any], **members: Any) -> None:
    """Change members of a letter."""
    connection.execute(update(tt.mails).where(*_is(mail)).values(**members))


def drop_mail(connection: Connection, mail: Row[Any]) -> None:
    """Forget a letter that was sent, or has nothing to say any more."""
    connection.execute(delete(tt.mails).where(*_is(mail)))


def unsent_mails(connection: Connection) -> Sequence[Row[Any]]:
    """The letters that have not been handed in, those that were given up too; the oldest first."""
    return connection.execute(select(tt.mails).order_by(_m.next_at, _m.person)).all()


def revive_mails(connection: Connection, now: int) -> int:
    """Let the letters that were given up be tried again; how many there are."""
    again = {"state": "pending", "attempts": 0, "next_at": now}
    return connection.execute(update(tt.mails).where(_m.state == "dead").values(again)).rowcount


def reviewers(connection: Connection, glossary: str, now: int) -> list[str]:
    """Persons whose keys or accounts let them review in a glossary, and who can be reached."""
    a = t.accounts.c
    by_key = and_(_k.revoked_at.is_(None), or_(_k.expires_at.is_(None), _k.expires_at > now))
    persons = [_reviewing(_k, glossary, by_key), _reviewing(a, glossary, a.closed_at.is_(None))]
    reachable = select(_p.id).where(_p.contact.is_not(None), or_(*(_p.id.in_(each) for each in persons)))
    return sorted(connection.execute(reachable).scalars())


def _reviewing(holder: Any, glossary: str, works: ColumnElement[bool]) -> Select[Any]:
    """The persons to whom keys or accounts that work give a role with which one reviews."""
    inside = or_(holder.glossary.is_(None), holder.glossary == glossary)
    return select(holder.person).where(inside, works, holder.role.in_(("reviewer", "editor", "administrator")))


def reached(connection: Connection, person: str) -> Reached | None:
    """How letters reach a person, None where nobody is known any more; gives them the token that stops letters."""
    row = connection.execute(select(_p.name, _p.contact, _p.erased_at).where(_p.id == person)).one_or_none()
    if row is None or row.erased_at is not None:
        return None
    wish = connection.execute(select(tt.mail_wishes).where(_w.person == person)).one_or_none()
    if wish is None:
        keep_wish(connection, person)
        wish = connection.execute(select(tt.mail_wishes).where(_w.person == person)).one()
    return Reached(person, row.name, row.contact, wish.language, wish.token, wish.stopped_at is not None)


def language_of(connection: Connection, person: str) -> str | None:
    """In which language somebody reads, where that is known."""
    return connection.execute(select(_w.language).where(_w.person == person)).scalar()


def keep_wish(connection: Connection, person: str, **members: Any) -> None:
    """Note in which language somebody reads, or that they want no letters."""
    known = connection.execute(select(_w.person).where(_w.person == person)).scalar() is not None
    if not known:
        connection.execute(insert(tt.mail_wishes).values(person=person, token=secrets.token_hex(20), **members))
    elif members:
        connection.execute(update(tt.mail_wishes).where(_w.person == person).values(**members))


def wish_by_token(connection: Connection, token: str) -> Row[Any] | None:
    """The wish that a token stands for."""
    return connection.execute(select(tt.mail_wishes).where(_w.token == token)).one_or_none()


def set_contact(connection: Connection, person: str, contact: str | None) -> bool:
    """Keep the address of a person; whether there is such a one."""
    mine = (_p.id == person, _p.erased_at.is_(None))
    return bool(connection.execute(update(t.people).where(*mine).values(contact=contact)).rowcount)


def forget_letters(connection: Connection, person: str) -> None:
    """Forget what a person wished, and what should have been sent to them."""
    connection.execute(delete(tt.mails).where(_m.person == person))
    connection.execute(delete(tt.mail_wishes).where(_w.person == person))


def _is(mail: Row[Any]) -> tuple[Any, ...]:
    return _m.glossary == mail.glossary, _m.person == mail.person, _m.first == mail.first
