"""Accounts by which people sign in: made by administrators, given a first password by a one-time link."""

from __future__ import annotations

from datetime import timedelta

from glossary import roles, store
from glossary.errors import PersonNotFound
from glossary.identity_errors import AccountNotFound, LinkRefused, LoginTaken, PasswordRefused
from glossary.keyring import HOUSE
from glossary.passwords import hashed, matches
from glossary.people import Account, Role, digest_of_key, folded_login, new_token, role_faults
from glossary.store import Connection, Database
from glossary.store import accounts as kept
from glossary.surveying import refuse
from glossary.texts import text_faults
from glossary.times import Clock, instant, micros

LINK_HOURS = 72


class Accounts:
    """The accounts of one database. Who acts (`by`) is the house itself unless named; every change is audited."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.reading() as connection:
            return kept.all_accounts(connection)

    def account(self, person: str) -> Account:
        """The account of a person. Raises `AccountNotFound`."""
        with self._database.reading() as connection:
            return kept.expected(connection, person)[0]

    def make(
        self,
        name: str,
        login: str,
        role: Role,
        glossary: str | None = None,
        *,
        contact: str | None = None,
        person: str | None = None,
        by: str | None = None,
    ) -> Account:
        """Let a person (a new one unless named by id) sign in by a login, of whatever width and case.

        Raises `LoginTaken`, `PersonNotFound`, `GlossaryNotFound` and `InvalidContent`.
        """
        refuse(text_faults({"name": name, "login": login, "contact": contact or "-"}))
        refuse(role_faults(role))
        now = micros(self._clock())
        with self._database.writing() as connection:
            if glossary is not None:
                store.Reader(connection, glossary).settings()
            if person is not None and not store.is_known(connection, person):
                raise PersonNotFound(person)
            if kept.account_named(connection, folded_login(login)) or (person and kept.account(connection, person)):
                raise LoginTaken(login)
            person = person or store.add_person(connection, name, contact)
            made = Account(
                person=person, name=name, login=folded_login(login), role=role, glossary=glossary, made_at=instant(now)
            )
            kept.add_account(connection, made, now)
            store.audit(connection, now, by or store.person_named(connection, HOUSE), "account-made", glossary, person)
            return made

    def give_role(self, person: str, role: Role, glossary: str | None = None, *, by: str | None = None) -> None:
        """Say what a person may do from now on, also one whose account was closed; keys that allow more stop working.

        Raises `AccountNotFound`, `GlossaryNotFound` and `InvalidContent`.
        """
        refuse(role_faults(role))
        now = micros(self._clock())
        with self._database.writing() as connection:
            if glossary is not None:
                store.Reader(connection, glossary).settings()
            kept.expected(connection, person)
            roles.give(connection, person, role, glossary, by or store.person_named(connection, HOUSE), now)

    def close(self, person: str, *, by: str | None = None) -> None:
        """Let a person no longer sign in; their sessions end, their keys no longer work. Raises `AccountNotFound`."""
        now = micros(self._clock())
        with self._database.writing() as connection:
            kept.expected(connection, person)
            kept.close_account(connection, person, now)
            store.revoke_keys(connection, person, now)
            by = by or store.person_named(connection, HOUSE)
            store.audit(connection, now, by, "account-closed", None, person)

    def link(self, person: str, hours: int = LINK_HOURS, *, by: str | None = None) -> str:
        """A code by which a person may set a password once, within some hours; an earlier code no longer works.

        Raises `AccountNotFound`.
        """
        code, now = new_token(), self._clock()
        with self._database.writing() as connection:
            if kept.expected(connection, person)[0].closed_at is not None:
                raise AccountNotFound(person)
            kept.add_link(connection, person, digest_of_key(code.encode()), micros(now + timedelta(hours=hours)))
            by = by or store.person_named(connection, HOUSE)
            store.audit(connection, micros(now), by, "password-link-made", None, person)
        return code

    def set_password_by_link(self, code: str, password: str) -> Account:
        """Set a password by a one-time code, and end every session. Raises `LinkRefused` and `InvalidContent`."""
        digest, now = digest_of_key(code.encode("utf-8", "replace")), micros(self._clock())
        with self._database.reading() as connection:
            if not kept.is_link(connection, digest, now):
                raise LinkRefused
        made = hashed(password)
        with self._database.writing() as connection:
            person = kept.use_link(connection, digest, now)
            if person is None:
                raise LinkRefused
            self._keep(connection, person, made, now)
            return kept.expected(connection, person)[0]

    def change_password(self, person: str, old: str, new: str) -> None:
        """Set another password, and end every session. Raises `PasswordRefused` where the old one is wrong."""
        with self._database.reading() as connection:
            before = kept.expected(connection, person)[1]
        if not matches(before, old):
            raise PasswordRefused
        made, now = hashed(new), micros(self._clock())
        with self._database.writing() as connection:
            self._keep(connection, person, made, now)

    @staticmethod
    def _keep(connection: Connection, person: str, made: str, now: int) -> None:
        kept.set_password(connection, person, made)
        kept.end_sessions(connection, person)
        store.audit(connection, now, person, "password-set", None, person)
