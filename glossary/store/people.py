"""Persons and the keys they hold. A key is shown once and kept only as its SHA-256."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, exists, func, insert, select, update

from glossary import tables as t
from glossary.people import Key, Role, digest_of_key, new_key_id, new_person_id
from glossary.store.mails import forget_letters
from glossary.times import instant


def add_person(connection: Connection, name: str, contact: str | None = None) -> str:
    """Add a person; returns the opaque id by which the history will know them."""
    person = new_person_id()
    connection.execute(insert(t.people).values(id=person, name=name, contact=contact))
    return person


def add_proposer(connection: Connection, name: str | None, contact: str | None, credit: str | None) -> str:
    """Add a person without an account, whom the history names as they wish, or not at all."""
    person = new_person_id()
    connection.execute(insert(t.people).values(id=person, name=name, contact=contact, credit=credit or ""))
    return person


def describe_proposer(
    connection: Connection, person: str, name: str | None, contact: str | None, credit: str | None
) -> None:
    """Keep what somebody without a key now says of themselves, in the place of what they said before."""
    holds_a_key = exists().where(t.keys.c.person == person)
    account = exists().where(t.accounts.c.person == person)
    told = update(t.people).where(t.people.c.id == person, ~holds_a_key, ~account)
    connection.execute(told.values(name=name, contact=contact, credit=credit or ""))


def said_of(connection: Connection, persons: set[str]) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Name, contact and credit of persons: for reviewers, not for readers."""
    p = t.people.c
    query = select(p.id, p.name, p.contact, p.credit).where(p.id.in_(persons))
    return {row.id: (row.name, row.contact, row.credit) for row in connection.execute(query)}


def forget_proposer(connection: Connection, person: str) -> None:
    """Blank what somebody without a key said of themselves."""
    holds_a_key = exists().where(t.keys.c.person == person)
    blank = update(t.people).where(t.people.c.id == person, ~holds_a_key)
    if connection.execute(blank.values(name=None, contact=None, credit="")).rowcount:
        forget_letters(connection, person)


def person_named(connection: Connection, name: str) -> str:
    """The person of this name, added if there is none: for the house's own actors only, who never sign in."""
    account = exists().where(t.accounts.c.person == t.people.c.id)
    query = select(t.people.c.id).where(t.people.c.name == name, ~account).order_by(t.people.c.id).limit(1)
    return connection.execute(query).scalar() or add_person(connection, name)


def is_known(connection: Connection, person: str) -> bool:
    """Whether there is such a person, not erased."""
    query = select(t.people.c.id).where(t.people.c.id == person, t.people.c.erased_at.is_(None))
    return connection.execute(query).scalar() is not None


def names(connection: Connection, persons: set[str]) -> dict[str, str | None]:
    """The names of persons as the history shows them: their credit, where they wished one; None once erased."""
    p = t.people.c
    query = select(p.id, func.coalesce(p.credit, p.name).label("shown")).where(p.id.in_(persons))
    return {row.id: row.shown or None for row in connection.execute(query)}


def add_key(
    connection: Connection,
    person: str,
    name: str,
    role: Role,
    glossary: str | None,
    now: int,
    expires_at: int | None,
) -> tuple[str, str]:
    """Make a key; returns its id and the secret text, which is not kept."""
    key_id = new_key_id()
    key = f"tyk_{key_id}_{secrets.token_urlsafe(32)}"
    connection.execute(
        insert(t.keys).values(
            id=key_id,
            person=person,
            sha256=digest_of_key(key.encode()),
            name=name,
            role=role,
            glossary=glossary,
            made_at=now,
            expires_at=expires_at,
        )
    )
    return key_id, key


def revoke_key(connection: Connection, key_id: str, now: int) -> bool:
    """Make a key useless from now on; whether there was such a key."""
    query = update(t.keys).where(t.keys.c.id == key_id, t.keys.c.revoked_at.is_(None)).values(revoked_at=now)
    known = connection.execute(select(t.keys.c.id).where(t.keys.c.id == key_id)).scalar() is not None
    connection.execute(query)
    return known


def revoke_keys(connection: Connection, person: str, now: int) -> None:
    """Make every key of a person useless from now on."""
    working = (t.keys.c.person == person, t.keys.c.revoked_at.is_(None))
    connection.execute(update(t.keys).where(*working).values(revoked_at=now))


def note_use(connection: Connection, key_id: str, day: str) -> None:
    """Note that a key was used on a day (YYYY-MM-DD, UTC), unless it was used later."""
    k = t.keys.c
    unused = (k.used_on.is_(None)) | (k.used_on < day)
    connection.execute(update(t.keys).where(k.id == key_id, unused).values(used_on=day))


def all_keys(connection: Connection, person: str | None = None) -> list[Key]:
    """Every key ever made, or all of a person, oldest first, without its secret."""
    query = select(t.keys).order_by(t.keys.c.made_at, t.keys.c.id)
    query = query if person is None else query.where(t.keys.c.person == person)
    return [_key(row) for row in connection.execute(query)]


def holder(connection: Connection, key_id: str) -> tuple[bytes, Key] | None:
    """The stored SHA-256 and the facts of a key."""
    row = connection.execute(select(t.keys).where(t.keys.c.id == key_id)).one_or_none()
    return (row.sha256, _key(row)) if row else None


def _key(row: Row[Any]) -> Key:
    return msgspec.convert(
        {
            "id": row.id,
            "person": row.person,
            "name": row.name,
            "role": row.role,
            "glossary": row.glossary,
            "made_at": instant(row.made_at),
            "expires_at": None if row.expires_at is None else instant(row.expires_at),
            "revoked_at": None if row.revoked_at is None else instant(row.revoked_at),
            "used_on": row.used_on,
        },
        type=Key,
    )
