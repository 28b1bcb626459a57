"""Accounts by which persons sign in, their sessions, and one-time links; of secrets only digests."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from glossary import tables as t
from glossary.identity_errors import AccountNotFound
from glossary.people import Account, Role, Session
from glossary.times import instant

_a, _s, _l = t.accounts.c, t.sessions.c, t.password_links.c
_WITH_NAME = select(t.accounts, t.people.c.name).join(t.people, t.people.c.id == _a.person)


def add_account(connection: Connection, account: Account, now: int, subject: str | None = None) -> None:
    """Let a person sign in: by a login, or as an issuer of identities knows them (its `subject`)."""
    known = {"login": account.login, "issuer": account.issuer, "issuers_subject": subject}
    may = {"role": account.role, "glossary": account.glossary}
    connection.execute(insert(t.accounts).values(person=account.person, made_at=now, **known, **may))


def account(connection: Connection, person: str) -> tuple[Account, str | None] | None:
    """The account of a person with the hash of their password."""
    return _account(connection, _a.person == person)


def expected(connection: Connection, person: str) -> tuple[Account, str | None]:
    """The account of a person with the hash of their password. Raises `AccountNotFound`."""
    found = account(connection, person)
    if found is None:
        raise AccountNotFound(person)
    return found


def account_named(connection: Connection, login: str) -> tuple[Account, str | None] | None:
    """The account of a login with the hash of its password."""
    return _account(connection, _a.login == login)


def account_from(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account of somebody whom an issuer of identities vouches for."""
    found = _account(connection, _a.issuer == issuer, _a.issuers_subject == subject)
    return found and found[0]


def all_accounts(connection: Connection) -> list[Account]:
    """Every account, by name."""
    return [_told(row) for row in connection.execute(_WITH_NAME.order_by(t.people.c.name, _a.person))]


def set_password(connection: Connection, person: str, hashed: str) -> None:
    """Keep the hash of a new password; one-time links that were not used are useless from now on."""
    connection.execute(update(t.accounts).where(_a.person == person).values(password=hashed))
    connection.execute(delete(t.password_links).where(_l.person == person))


def give_role(connection: Connection, person: str, role: Role, glossary: str | None) -> None:
    """Say what a person may do; a closed account is open again."""
    may = {"role": role, "glossary": glossary, "closed_at": None}
    connection.execute(update(t.accounts).where(_a.person == person).values(may))


def close_account(connection: Connection, person: str, now: int) -> None:
    """Let a person no longer sign in, and end what they have open."""
    connection.execute(update(t.accounts).where(_a.person == person).values(closed_at=now, password=None))
    connection.execute(delete(t.sessions).where(_s.person == person))
    connection.execute(delete(t.password_links).where(_l.person == person))


def forget_account(connection: Connection, person: str) -> None:
    """Forget how a person signed in."""
    for table in (t.sessions, t.password_links, t.accounts):
        connection.execute(delete(table).where(table.c.person == person))


def add_link(connection: Connection, person: str, digest: bytes, expires_at: int) -> None:
    """Keep the digest of a one-time link, in the place of any that was made before."""
    connection.execute(delete(t.password_links).where(_l.person == person))
    connection.execute(insert(t.password_links).values(sha256=digest, person=person, expires_at=expires_at))


def is_link(connection: Connection, digest: bytes, now: int) -> bool:
    """Whether a one-time link works."""
    query = select(_l.person).where(_l.sha256 == digest, _l.expires_at > now)
    return connection.execute(query).one_or_none() is not None


def use_link(connection: Connection, digest: bytes, now: int) -> str | None:
    """Whose one-time link this is; it works no second time."""
    found = connection.execute(select(t.password_links).where(_l.sha256 == digest)).one_or_none()
    used = connection.execute(delete(t.password_links).where(_l.sha256 == digest)).rowcount
    return found.person if found and used and now < found.expires_at else None


def add_session(connection: Connection, session: Session, digest: bytes, now: int) -> None:
    """Keep a new session."""
    kept = {"id": session.id, "person": session.person, "browser": session.browser}
    connection.execute(insert(t.sessions).values(sha256=digest, made_at=now, seen_at=now, **kept))


def session(connection: Connection, digest: bytes) -> tuple[Session, Account] | None:
    """The session of a secret, and the account it belongs to."""
    row = connection.execute(select(t.sessions).where(_s.sha256 == digest)).one_or_none()
    found = row and account(connection, row.person)
    return (_session(row), found[0]) if row and found else None


def sessions_of(connection: Connection, person: str) -> list[Session]:
    """The sessions of a person, the latest first."""
    query = select(t.sessions).where(_s.person == person).order_by(_s.made_at.desc(), _s.id)
    return [_session(row) for row in connection.execute(query)]


def note_seen(connection: Connection, session_id: str, at: int) -> None:
    """Note that a session was in use at a moment, unless it was so later."""
    connection.execute(update(t.sessions).where(_s.id == session_id, _s.seen_at < at).values(seen_at=at))


def end_sessions(connection: Connection, person: str, only: str | None = None, all_but: str | None = None) -> int:
    """End the sessions of a person: one, all but one, or all; how many there were."""
    query = delete(t.sessions).where(_s.person == person)
    query = query if only is None else query.where(_s.id == only)
    return connection.execute(query if all_but is None else query.where(_s.id != all_but)).rowcount


def forget_sessions(connection: Connection, made_before: int, seen_before: int) -> None:
    """Drop the sessions whose time is over."""
    connection.execute(delete(t.sessions).where((_s.made_at <= made_before) | (_s.seen_at <= seen_before)))


def _account(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Account, str | None] | None:
    row = connection.execute(_WITH_NAME.where(*conditions)).one_or_none()
    return (_told(row), row.password) if row else None


def _told(row: Row[Any]) -> Account:
    return msgspec.convert(
        {
            "person": row.person,
            "name": row.name,
            "login": row.login,
            "role": row.role,
            "glossary": row.glossary,
            "made_at": instant(row.made_at),
            "closed_at": None if row.closed_at is None else instant(row.closed_at),
            "has_password": row.password is not None,
            "issuer": row.issuer,
        },
        type=Account,
    )


def _session(row: Row[Any]) -> Session:
    about = {"id": row.id, "person": row.person, "browser": row.browser}
    return Session(**about, made_at=instant(row.made_at), seen_at=instant(row.seen_at))
