"""`Glossaries` opens the database: every glossary in it, the keys to them, and the search over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import msgspec

from glossary import recording, store
from glossary.accounts import Accounts
from glossary.annotator import Annotator
from glossary.asking import NOW, Asked, then_of
from glossary.audited import AuditEntry
from glossary.embeds import Embeds
from glossary.errors import AlreadyExists, PersonNotFound, UnsafeIndex
from glossary.feeding import DatabaseFeed
from glossary.glossary import Glossary
from glossary.keyring import HOUSE, Keyring
from glossary.limits import Limits
from glossary.missing import MissedForms
from glossary.model import Part, Revision, Settings
from glossary.noted import MissedForm
from glossary.numbered import revisions_by_number
from glossary.proving import Progress
from glossary.recording import refuse
from glossary.search import Hit, Query, Results, Search, TermMatch, Then
from glossary.seed import shipped_seed
from glossary.sessions import Sessions
from glossary.store import Database, Journal
from glossary.telling import Teller, Telling, Wishes
from glossary.telling import from_env as telling_from_env
from glossary.times import Clock, end, micros, now
from glossary.uses import Uses
from glossary.validity import settings_faults
from glossary.whereabouts import Whereabouts, from_env


class Condition(msgspec.Struct, frozen=True):
    """Whether the search index follows the record, and facts about the database for operators."""

    search: bool
    details: dict[str, str]


class Glossaries(Keyring):
    """The glossaries of one database. Use it as a context manager, or `close()` it.

    `accounts` are those by which people sign in, `sessions` where they have, `limits` what is counted of requests.
    """

    def __init__(self, where: Whereabouts, clock: Clock = now, journal: Journal = "auto") -> None:
        self._database = Database(where.database, journal)
        self._clock = clock
        self._feed = DatabaseFeed(self._database, clock)
        self._search = Search(where.index, clock)
        self.annotator = Annotator(self._database, self._feed, clock)
        self._missed = MissedForms(self._database, clock)
        self._embeds = Embeds(self._database, clock)
        self._uses = Uses(self._database, clock)
        self.accounts = Accounts(self._database, clock)
        self.sessions = Sessions(self._database, clock, self._uses)
        self.limits = Limits(self._database, clock)

    @classmethod
    def open(cls, where: Whereabouts | None = None, clock: Clock = now, journal: Journal = "auto") -> Self:
        """Open a database, making or upgrading its tables where needed; without `where`, as `GLOSSARY_*` say."""
        opened = cls(where or from_env(), clock, journal)
        store.prepare(opened._database)
        return opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def __getitem__(self, glossary: str) -> Glossary:
        return Glossary(self._database, glossary, self._clock, self._caught_up)

    def __iter__(self) -> Iterator[Glossary]:
        return (self[glossary] for glossary in self.ids())

    def ids(self) -> list[str]:
        """The ids of the glossaries, in order."""
        with self._database.reading() as connection:
            return list(store.glossary_ids(connection))

    def recorded(self) -> list[Glossary]:
        """The glossaries to be verified: each that has a log, even if nothing else is left of it."""
        return [self[glossary] for glossary in store.recorded_ids(self._database)]

    def close(self) -> None:
        """Write down what is still to be kept, and give back every connection."""
        self._missed.write()
        self._embeds.write()
        self._uses.write()
        self.limits.close()
        self._search.close()
        self._database.close()

    def make(self, settings: Settings, author: str) -> Glossary:
        """Add a glossary. Raises `AlreadyExists` and `InvalidContent`."""
        refuse(settings_faults(settings))
        with self._database.writing(alone=True) as connection:
            if settings.id in store.glossary_ids(connection):
                raise AlreadyExists(settings.id, 1)
            store.make_glossary(connection, settings, author, micros(self._clock()))
        return self[settings.id]

    def seed(self) -> bool:
        """Fill a database that has no glossary with the shipped one; whether it was this process that did it."""
        if self.ids():
            return False
        seed = shipped_seed()
        with self._database.writing(alone=True) as connection:
            if list(store.glossary_ids(connection)):
                return False
            author = store.person_named(connection, HOUSE)
            writer = store.make_glossary(connection, seed.settings, author, micros(self._clock()))
            recording.load(writer, seed.drafts, author)
            for edition in seed.editions:
                writer.publish(edition, end(edition.date, seed.settings.time_zone), author)
        return True

    def erase_person(self, person: str, by: str) -> None:
        """Forget the name and contacts of a person for good, and revoke their keys; what they wrote stays.

        Raises `PersonNotFound`.
        """
        moment = micros(self._clock())
        with self._database.writing() as connection:
            if not store.erase_person(connection, person, moment):
                raise PersonNotFound(person)
            store.audit(connection, moment, by, "person-erased", None, person)
        self._database.scrub()

    def redact(
        self, glossary: str, concept: str, numbers: Sequence[int], part: Part, reason: str, by: str
    ) -> list[Revision]:
        """Remove a part of some revisions for good: from the record, from the files of the database and the index.

        Where the files are busy, do it again. Raises `NothingToRedact`, `RevisionNotFound` and `Busy`.
        """
        redacted = [self[glossary].redact(concept, number, part, reason, by) for number in numbers]
        self._database.scrub()
        self.reindex()
        return redacted

    def audit(
        self, before: int | None = None, limit: int = 50, glossary: str | None = None, person: str | None = None
    ) -> list[AuditEntry]:
        """Who changed what, newest first: in the service and in every glossary, or in one, or one person alone."""
        with self._database.reading() as connection:
            return store.audited(connection, before, limit, glossary, person)

    def names(self, persons: Iterable[str]) -> dict[str, str | None]:
        """The names of persons, where they have not been erased."""
        with self._database.reading() as connection:
            return store.names(connection, set(persons))

    def catch_up(self) -> None:
        """Let the search learn what is new in the logs; every question does so first. Raises `UnsafeIndex`."""
        try:
            self._search.catch_up(self._feed)
        except PermissionError as error:
            raise UnsafeIndex from error

    def _caught_up(self) -> Search:
        self.catch_up()
        return self._search

    def terms(
        self,
        form: str,
        language: str | None = None,
        glossaries: Sequence[str] | None = None,
        asked: Asked = NOW,
    ) -> list[TermMatch]:
        """The terms that a written form is a form of, best first, now or in another state."""
        self.catch_up()
        found = self._search.terms(form, language, glossaries, self._then(asked, glossaries))
        if not found and asked.is_now:
            self._missed.note(form, _only(glossaries))
        return found

    def suggest(
        self,
        prefix: str,
        language: str | None = None,
        glossaries: Sequence[str] | None = None,
        limit: int = 10,
        asked: Asked = NOW,
    ) -> list[TermMatch]:
        """The terms that begin like this, best first, now or in another state."""
        self.catch_up()
        return self._search.suggest(prefix, language, glossaries, limit, self._then(asked, glossaries))

    def search(self, query: Query, asked: Asked = NOW) -> Results:
        """What a reader may mean by some words: terms first, then texts, now or in another state.

        An edition needs the one glossary of which it is. Raises `EditionNotFound` and `InvalidQuery`.
        """
        self.catch_up()
        found = self._search.search(query, self._then(asked, query.glossaries))
        if asked.is_now and not found.hits and not found.degraded and query.offset == 0:
            self._missed.note(query.text, _only(query.glossaries))
        return found

    def _then(self, asked: Asked, glossaries: Sequence[str] | None) -> Then | None:
        return then_of(self._database, self._feed, asked, glossaries, self._clock())

    def missed(self, glossary: str, limit: int = 50) -> list[MissedForm]:
        """What people looked up in vain over the last month, the most missed first; rare forms are left out."""
        self[glossary].settings()
        return self._missed.shown(glossary, limit)

    def note_embed(self, glossary: str, concept: str, host: str) -> None:
        """Count that a site, named by its host, shows a concept; `Glossary.embeds` tells of it within a minute."""
        self._embeds.note(glossary, concept, host)

    def revisions_of(self, found: Sequence[TermMatch | Hit]) -> list[Revision]:
        """The revisions in force of the concepts that matches or hits lead to, in their order."""
        wanted = [(each.glossary, each.concept, _in_force(each)) for each in found]
        kept = revisions_by_number(self._database, wanted)
        return [kept[each] for each in wanted]

    def named(self, concept: str, glossaries: Sequence[str] | None = None, asked: Asked = NOW) -> list[Revision]:
        """The concepts that have this id, one a glossary, where a wording is in force, now or in another state."""
        found = (self[each].standing(concept, asked) for each in glossaries or self.ids())
        return [revision for revision in found if revision]

    def next_begin(self, after: datetime | None = None) -> int:
        """When the next scheduled wording of any glossary begins (microseconds), after a moment or after now."""
        with self._database.reading() as connection:
            return store.next_begin(connection, micros(after or self._clock()))

    def latest(self) -> tuple[Any, ...]:
        """What was recorded last, and when the next scheduled wording begins.

        As long as it is the same, all that the public reads is the same.
        """
        with self._database.reading() as connection:
            return (*store.latest(connection), store.next_begin(connection, micros(self._clock())))

    def reindex(self, progress: Progress | None = None) -> None:
        """Build the search index anew from the record."""
        self._search.rebuild(self._feed, progress)

    def index_names(self, progress: Progress | None = None) -> None:
        """Let the search find the terms of what has been loaded, if that is much; texts are indexed by who serves."""
        self._search.prepare(self._feed, progress)

    def condition(self) -> Condition:
        """How the database and the index are. Raises `StorageFailed` or `Busy` when the database doesn't answer."""
        self.catch_up()
        return Condition(self._search.healthy(), self._database.facts())

    def teller(self, settings: Telling | None = None) -> Teller:
        """Who tells people what happens here; without `settings`, as `GLOSSARY_*` say."""
        return Teller(self._database, self._clock, settings or telling_from_env())

    @property
    def wishes(self) -> Wishes:
        """What people wish of letters by e-mail."""
        return Wishes(self._database, self._clock)

    def now(self) -> datetime:
        """The moment by this house's clock, in UTC."""
        return self._clock()


def _only(glossaries: Sequence[str] | None) -> str | None:
    return glossaries[0] if glossaries and len(glossaries) == 1 else None


def _in_force(found: TermMatch | Hit) -> int:
    return found.in_force if isinstance(found, Hit) else found.number
