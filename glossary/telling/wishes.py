"""What people wish of letters: whether they want any, where to, in which language; and which never arrived."""

from __future__ import annotations

from glossary import store
from glossary.errors import InvalidContent, PersonNotFound
from glossary.faults import Fault
from glossary.store import Database
from glossary.telling.letters import is_address
from glossary.telling.reading_rows import unsent
from glossary.telling.values import Unsent
from glossary.times import Clock, micros


class Wishes:
    """The wishes of all persons of a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def reads(self, person: str, language: str, unless_said: bool = False) -> None:
        """Note in which language somebody reads; `unless_said` only where that was not said before."""
        with self._database.reading() as connection:
            said = store.language_of(connection, person) if unless_said else None
        if said is None:
            with self._database.writing() as connection:
                store.keep_wish(connection, person, language=language)

    def reach(self, person: str, address: str | None, language: str | None, by: str) -> None:
        """Send letters to an address from now on, or none any more. Raises `PersonNotFound` and `InvalidContent`."""
        if address is not None and not is_address(address):
            raise InvalidContent([Fault("/address", "bad-mail-address")])
        now = micros(self._clock())
        with self._database.writing() as connection:
            if not store.set_contact(connection, person, address):
                raise PersonNotFound(person)
            spoken = {"language": language} if language else {}
            store.keep_wish(connection, person, stopped_at=None if address else now, **spoken)
            store.audit(connection, now, by, "mail-set", None, person)

    def is_known(self, token: str) -> bool:
        """Whether a token is one that stops letters."""
        with self._database.reading() as connection:
            return store.wish_by_token(connection, token) is not None

    def stop(self, token: str) -> bool:
        """Send no more letters to whom a token was sent; whether there is such a token."""
        with self._database.writing() as connection:
            found = store.wish_by_token(connection, token)
            if found is not None:
                now = micros(self._clock())
                store.keep_wish(connection, found.person, stopped_at=now)
                store.audit(connection, now, found.person, "mail-set", None, found.person)
        return found is not None

    def unsent(self) -> list[Unsent]:
        """The letters that have not been handed in, those that were given up (`dead`) too."""
        with self._database.reading() as connection:
            return [unsent(row) for row in store.unsent_mails(connection)]

    def send_again(self, by: str) -> int:
        """Have the letters that were given up tried again; how many there are."""
        now = micros(self._clock())
        with self._database.writing() as connection:
            count = store.revive_mails(connection, now)
            if count:
                store.audit(connection, now, by, "mail-replayed", None, str(count))
        return count
