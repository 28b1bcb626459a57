"""The keys of machines: made and shown once, recognised, counted by day, revoked."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta

from glossary import store
from glossary.errors import InvalidContent, KeyNotFound, KeyRefused, PersonNotFound
from glossary.faults import Fault
from glossary.people import Identity, Key, Role, digest_of_key, key_id_of, role_faults
from glossary.store import Database
from glossary.surveying import refuse
from glossary.texts import text_faults
from glossary.times import Clock, end, instant, micros
from glossary.uses import Uses

HOUSE = "taiyaku"
_TIME_ZONE = "Asia/Tokyo"


class Keyring:
    """What `Glossaries` does with keys."""

    _database: Database
    _clock: Clock
    _uses: Uses

    def house(self) -> str:
        """The person in whose name the house itself acts: seeding, and the command line."""
        with self._database.writing() as connection:
            return store.person_named(connection, HOUSE)

    def make_key(
        self,
        name: str,
        role: Role,
        glossary: str | None = None,
        days: int | None = None,
        person: str | None = None,
        *,
        expires: str | None = None,
        by: str | None = None,
    ) -> tuple[str, str]:
        """Make a key for a person (a new one unless named by id); returns its id and the key, shown only now.

        It works for some `days`, or until what `expires` says is over: a date (in Japan, or where the glossary is) or
        an RFC 3339 instant. Raises `GlossaryNotFound`, `PersonNotFound` and `InvalidContent`.
        """
        refuse(text_faults({"name": name}))
        refuse(role_faults(role))
        now = micros(self._clock())
        with self._database.writing() as connection:
            if person is not None and not store.is_known(connection, person):
                raise PersonNotFound(person)
            zone = _TIME_ZONE if glossary is None else store.Reader(connection, glossary).settings().time_zone
            until = _until(now, days, expires, zone)
            holder = person or store.add_person(connection, name)
            made = store.add_key(connection, holder, name, role, glossary, now, until)
            by = by or store.person_named(connection, HOUSE)
            store.audit(connection, now, by, "key-made", glossary, made[0])
            return made

    def keys(self, person: str | None = None) -> Sequence[Key]:
        """Every key ever made, or all of a person, oldest first, without its secret."""
        self._uses.write()
        with self._database.reading() as connection:
            return store.all_keys(connection, person)

    def revoke_key(self, key: str, *, by: str | None = None, person: str | None = None) -> None:
        """Make a key (of a person, where one is given) useless from now on. Raises `KeyNotFound`."""
        now = micros(self._clock())
        with self._database.writing() as connection:
            found = store.holder(connection, key)
            if found is None or person not in (None, found[1].person):
                raise KeyNotFound(key)
            if found[1].revoked_at is None:
                store.revoke_key(connection, key, now)
                by = by or store.person_named(connection, HOUSE)
                store.audit(connection, now, by, "key-revoked", found[1].glossary, key)

    def identify(self, key: bytes) -> Identity:
        """Who a key speaks for. Raises `KeyRefused`."""
        key_id = key_id_of(key)
        with self._database.reading() as connection:
            found = store.holder(connection, key_id) if key_id else None
        if found is None or not hmac.compare_digest(found[0], digest_of_key(key)):
            raise KeyRefused
        if not found[1].works(self._clock()):
            raise KeyRefused
        told = found[1]
        self._uses.note_key(told.id)
        return Identity(person=told.person, role=told.role, glossary=told.glossary, by=f"key:{told.id}")


def _until(now: int, days: int | None, expires: str | None, time_zone: str) -> int | None:
    if expires is not None:
        try:
            return end(expires, time_zone)
        except ValueError as error:
            raise InvalidContent([Fault("/expires", "bad-date")]) from error
    return None if days is None else micros(instant(now) + timedelta(days=days))
