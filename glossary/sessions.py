"""Signing in: by a password, or vouched for by an issuer of identities; and the sessions that follow."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from glossary import roles, store
from glossary.identity_errors import SignInRefused
from glossary.passwords import matches
from glossary.people import (
    Account,
    Identity,
    Role,
    Session,
    digest_of_key,
    folded_login,
    new_session_id,
    new_token,
)
from glossary.store import Connection, Database
from glossary.store import accounts as kept
from glossary.texts import one_line
from glossary.times import Clock, instant, micros
from glossary.uses import Uses

_BROWSER = 200
_NAME = 200


class Lifetimes(msgspec.Struct, frozen=True):
    """How long a session lasts: without being used, and at all."""

    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)


class SignedIn(msgspec.Struct, frozen=True):
    """A session that is going on: whose it is, and what they may do."""

    session: Session
    account: Account
    identity: Identity


class Sessions:
    """The sessions of one database; of their secrets only digests are kept."""

    def __init__(self, database: Database, clock: Clock, uses: Uses) -> None:
        self._database, self._clock, self._uses = database, clock, uses

    def sign_in(self, login: str, password: str, browser: str = "") -> str:
        """Begin a session; returns its secret. Raises `SignInRefused`, as slowly for who is unknown as for anybody."""
        with self._database.reading() as connection:
            account, hashed = kept.account_named(connection, folded_login(login)) or (None, None)
        if not matches(hashed, password) or account is None or account.closed_at is not None:
            raise SignInRefused
        return self._begin(account.person, browser)

    def sign_in_from(self, issuer: str, subject: str, name: str, role: Role | None, browser: str = "") -> str:
        """Begin a session for whom an issuer vouches, with an account made now where there is none.

        The role is the one that the issuer's claims give; None leaves it as it is, and is at first a contributor's.
        """
        now = micros(self._clock())
        with self._database.writing() as connection:
            account = kept.account_from(connection, issuer, subject)
            if account is not None and account.closed_at is not None:
                raise SignInRefused
            if account is None:
                account = self._admit(connection, issuer, subject, name[:_NAME], role or "contributor", now)
            elif role is not None and (account.role, account.glossary) != (role, None):
                roles.give(connection, account.person, role, None, account.person, now)
        return self._begin(account.person, browser)

    def found(self, secret: str, lifetimes: Lifetimes) -> SignedIn | None:
        """The session of a secret, and that it is in use now; None where there is none, or none any more."""
        with self._database.reading() as connection:
            known = kept.session(connection, digest_of_key(secret.encode("utf-8", "replace")))
        if known is None or not self._lasts(known[0], lifetimes) or known[1].closed_at is not None:
            return None
        session, account = known
        self._uses.note_session(session.id)
        may = Identity(person=account.person, role=account.role, glossary=account.glossary, by=f"session:{session.id}")
        return SignedIn(session, account, may)

    def of(self, person: str, lifetimes: Lifetimes) -> list[Session]:
        """The sessions of a person that are going on, the latest first."""
        self._uses.write()
        with self._database.reading() as connection:
            return [each for each in kept.sessions_of(connection, person) if self._lasts(each, lifetimes)]

    def end(self, person: str, only: str | None = None, all_but: str | None = None) -> None:
        """End the sessions of a person: one, all but one, or all of them."""
        with self._database.writing() as connection:
            if kept.end_sessions(connection, person, only, all_but):
                store.audit(connection, micros(self._clock()), person, "sessions-ended", None, only or person)

    def forget_ended(self, lifetimes: Lifetimes) -> None:
        """Drop the sessions whose time is over."""
        now = self._clock()
        with self._database.writing() as connection:
            kept.forget_sessions(connection, micros(now - lifetimes.longest), micros(now - lifetimes.idle))

    def _begin(self, person: str, browser: str) -> str:
        secret, now = new_token(), micros(self._clock())
        began = instant(now)
        session = Session(
            id=new_session_id(), person=person, browser=one_line(browser)[:_BROWSER], made_at=began, seen_at=began
        )
        with self._database.writing() as connection:
            kept.add_session(connection, session, digest_of_key(secret.encode()), now)
            store.audit(connection, now, person, "signed-in", None, session.id)
        return secret

    def _lasts(self, session: Session, lifetimes: Lifetimes) -> bool:
        now = self._clock()
        return session.made_at <= now < session.made_at + lifetimes.longest and now < session.seen_at + lifetimes.idle

    @staticmethod
    def _admit(connection: Connection, issuer: str, subject: str, name: str, role: Role, now: int) -> Account:
        person = store.add_person(connection, name)
        made = Account(person=person, name=name, role=role, made_at=instant(now), issuer=issuer)
        kept.add_account(connection, made, now, subject)
        store.audit(connection, now, person, "account-made", None, person)
        return made
