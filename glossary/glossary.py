"""A `Glossary` has one method for each thing a person can do with it; it opens the only transactions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from glossary import comparing, errors, exporting, loading, recording, replaying, store
from glossary.amending import WithAmendments
from glossary.asking import NOW, Asked, Standing, state_of
from glossary.behind import BehindPage, BehindRequest, laid_beside
from glossary.calling import with_names
from glossary.checking import WithChecks
from glossary.comparing import Moment
from glossary.comparison import Comparison, compared
from glossary.desk import Desk
from glossary.editions import WithEditions
from glossary.faults import Fault
from glossary.following import FollowedPage, FollowRequest, follow
from glossary.history_errors import NotYetKnown
from glossary.in_use import in_use_faults
from glossary.listing import ListRequest, Page, Pin, wanted_of
from glossary.mementos import Timeline, timeline
from glossary.model import Draft, Head, Revision, Settings
from glossary.proposals import Origin
from glossary.proving import Progress, WithProof
from glossary.recording import LoadReport, refuse
from glossary.store import Reader, State, Turn
from glossary.telling import Webhooks
from glossary.times import micros, written
from glossary.validity import concept_faults, settings_faults
from glossary.walking import WithRoll
from glossary.word_lists import MOST_CONCEPTS, WordList, word_list

_EXPORTED_AT_ONCE = 200
_PAGE = 500
EVERYTHING_LISTED, EVERYTHING_FOLLOWED, EVERYTHING_BEHIND = ListRequest(), FollowRequest(), BehindRequest()


class Glossary(WithAmendments, WithChecks, WithEditions, WithProof, WithRoll):
    """One glossary of a database: its concepts, their history, its editions and its proof."""

    @property
    def desk(self) -> Desk:
        """Where proposals are made and reviewed."""
        return Desk(self._database, self.id, self._clock, self._caught_up_search)

    @property
    def webhooks(self) -> Webhooks:
        """Who is told of what happens here."""
        return Webhooks(self._database, self.id, self._clock, self._caught_up_search)

    def settings(self) -> Settings:
        """What the glossary says of itself. Raises `GlossaryNotFound`."""
        with self._reading() as reader:
            return reader.settings()

    def present(self) -> int:
        """The present (microseconds): what the clock says, but never before the newest entry of the log."""
        with self._reading() as reader:
            return reader.now(micros(self._clock()))

    def overview(self) -> tuple[Settings, Head, int]:
        """The settings, the end of the log and the number of current concepts, all of one moment."""
        self._settle()
        with self._reading() as reader:
            return reader.settings(), reader.head(), reader.count()

    def change_settings(self, settings: Settings, author: str, expected: int) -> None:
        """Record new settings where the newest entry of the log still is `expected`.

        Raises `InvalidContent`, also where they take away a subject field or a language that concepts have.
        """
        refuse(settings_faults(settings))
        with self._writing() as writer:
            if writer.seq != expected:
                raise errors.LogMoved(self.id, writer.seq)
            before = writer.settings()
            if settings != before:
                refuse(in_use_faults(writer, before, settings))
                writer.set_settings(settings, author)
                recording.list_in(writer, set(settings.languages) - set(before.languages))

    def concept(self, concept: str, asked: Asked = NOW) -> Standing:
        """The wording of a concept in force now, at a date, or in an edition.

        Raises `ConceptNotFound`, `NotYetWorded` before its first wording, `NotYetKnown` before that was recorded and
        `Retired` after its retirement.
        """
        with self._reading() as reader:
            state = state_of(reader, asked, self._clock())
            found = reader.holding(concept, state)
            if found is None:
                raise _absence(reader, concept, state)
            if found.status == "retired":
                successor = found.concept.replaced_by
                raise errors.Retired(self.id, concept, found.number, found.valid_from, successor)
            recording.legible(found)
            newest = reader.newest(concept) or found
            return Standing(found, newest.number)

    def standing(self, concept: str, asked: Asked = NOW) -> Revision | None:
        """The wording in force, be it a retirement, now or then; None where there is none. Raises `Redacted`."""
        with self._reading() as reader:
            found = reader.holding(concept, state_of(reader, asked, self._clock()))
        return recording.legible(found) if found else None

    def concepts(self, request: ListRequest = EVERYTHING_LISTED, after: Pin | None = None, limit: int = 50) -> Page:
        """A page of concepts in a stable order; `after` goes on with a list at the state its first page saw."""
        self._settle()
        with self._reading() as reader:
            wanted = wanted_of(request, reader.settings())
            state, listed_now = self._listed(reader, request.asked, after)
            places = reader.page(state, wanted, after.place if after else None, limit + 1, listed_now)
            items = reader.recorded([place.seq for place in places[:limit]])
        return Page(items, wanted.language, Pin(state, places[limit - 1]) if len(places) > limit else None)

    def words(self, language: str | None = None, subjects: Sequence[str] = (), asked: Asked = NOW) -> WordList:
        """Every form of a term in one language, of all subjects or of some, for scripts that look for them in a text.

        Raises `InvalidQuery` for an unknown language or subject, and where there are too many concepts for a list.
        """
        found: list[Revision] = []
        for subject in subjects or (None,):
            after, language = self._gathered(found, ListRequest(language=language, subject=subject, asked=asked))
            if after:
                raise errors.InvalidQuery([Fault("/subjects", "too-many", {"most": MOST_CONCEPTS})])
        return word_list(found, language or "")

    def _gathered(self, found: list[Revision], request: ListRequest) -> tuple[Pin | None, str]:
        page = self.concepts(request, limit=_PAGE)
        found += page.items
        while page.next and len(found) < MOST_CONCEPTS:
            page = self.concepts(request, page.next, _PAGE)
            found += page.items
        return page.next, page.language

    def revision(self, concept: str, number: int) -> Revision:
        """One revision, the same for ever. Raises `ConceptNotFound`, `RevisionNotFound` or `Redacted`."""
        with self._reading() as reader:
            return recording.legible(recording.kept(reader, concept, number))

    def revisions(self, concept: str, before: int | None = None, limit: int = 50) -> list[Revision]:
        """The history of a concept below number `before`, newest first. Raises `ConceptNotFound`."""
        with self._reading() as reader:
            found = reader.revisions(concept, before, limit)
            if not found and not reader.known([concept]):
                raise _absence(reader, concept)
            return found

    def timeline(self, concept: str) -> Timeline:
        """Every wording of a concept that has begun. Raises `ConceptNotFound` or `NotYetWorded`."""
        with self._database.reading() as connection:
            reader = Reader(connection, self.id)
            found = store.moments(connection, self.id, concept, reader.now(micros(self._clock())))
            if not found:
                raise _absence(reader, concept)
        return timeline(found)

    def followed(
        self, request: FollowRequest = EVERYTHING_FOLLOWED, turn: Turn | None = None, limit: int = 50
    ) -> FollowedPage:
        """What was recorded, newest first, each with what it changed; `turn` goes on from a page, either way."""
        with self._reading() as reader:
            return follow(reader, request, turn, limit, reader.now(micros(self._clock())))

    def behind(
        self, request: BehindRequest = EVERYTHING_BEHIND, after: Pin | None = None, limit: int = 50
    ) -> BehindPage:
        """What is behind or unreviewed, each with what its source wording said when it was checked and says now."""
        page = self.concepts(request.listing(), after, limit)
        with self._reading() as reader:
            return BehindPage(laid_beside(reader, page.items, request), page.next)

    def comparison(
        self, concept: str, earlier: Moment | None = None, later: Moment = NOW, language: str | None = None
    ) -> Comparison:
        """Two wordings of a concept, by number or by moment, and what differs; the last change unless told.

        Raises `ConceptNotFound`, `RevisionNotFound`, and `NotYetWorded` where it had no wording at either moment.
        """
        with self._reading() as reader:
            after = comparing.wording(reader, concept, later, self._clock(), "to")
            before = reader.revision(concept, after.number - 1) if earlier is None and after else None
            if earlier is not None:
                before = comparing.wording(reader, concept, earlier, self._clock(), "from")
            if before is None and after is None:
                raise _absence(reader, concept)
            return with_names(reader, [compared(before, after, language)])[0]

    def put(self, draft: Draft, author: str, expected: int | None) -> Revision:
        """Make a draft the next revision where the newest one still is `expected` (None: there is none yet).

        What changes nothing records nothing. Raises `InvalidContent`, `HeadMoved`, `AlreadyExists`.
        """
        refuse(concept_faults(draft, self.settings()))
        with self._writing() as writer:
            head = recording.base(writer, draft.concept.id, expected)
            recorded = recording.record(writer, draft, author, head)
            return recorded or recording.newest(writer, draft.concept.id, expected)

    def corrected_by(self, revision: Revision) -> int | None:
        """The number of the newest correction of a wording; None where it stands as it was."""
        with self._reading() as reader:
            return reader.corrected_by(revision)

    def load(self, drafts: Iterable[Draft], author: str, progress: Progress | None = None) -> LoadReport:
        """Record every draft that says something new, or none when anything is wrong with any of them.

        All are read before the first is recorded. More than 500 are recorded in several transactions: what a
        failure leaves undone is done by loading the same drafts again.
        """
        return loading.load(self._reading, self._writing, drafts, author, progress)

    def load_history(self, drafts: Iterable[Draft], author: str, progress: Progress | None = None) -> LoadReport:
        """Record dated series: each draft is all of a concept as it stood from its `valid_from` on, in any order.

        They are recorded now, in the order of their dates, and `as_of` answers what they said then. Raises
        `InvalidContent`, with nothing recorded, when any of them cannot be.
        """
        return replaying.load_history(self._reading, self._writing, drafts, author, progress)

    def origins(self, revisions: Iterable[Revision]) -> dict[int, Origin]:
        """Of which proposals some revisions come, by `seq`; those that were not proposed are left out."""
        with self._database.reading() as connection:
            return store.origins(connection, self.id, [each.seq for each in revisions])

    def export(self, asked: Asked = NOW, language: str | None = None) -> Iterator[Draft]:
        """Every current concept by id, as it can be loaded again, in one state: the one of the first that is read."""
        request = ListRequest(sort="id", asked=asked)
        languages, after, is_more = None if language is None else (language,), None, True
        while is_more:
            page = self.concepts(request, after, _EXPORTED_AT_ONCE)
            yield from exporting.drafts(page.items, languages)
            after, is_more = page.next, page.next is not None

    def names(self, persons: Iterable[str]) -> dict[str, str | None]:
        """The names of persons, where they have not been erased."""
        with self._database.reading() as connection:
            return store.names(connection, set(persons))

    def _listed(self, reader: Reader, asked: Asked, after: Pin | None) -> tuple[State, bool]:
        """The state of a list, and whether it is the one that the rows kept for today's lists show."""
        now, latest = reader.now(micros(self._clock())), reader.head().seq
        present = State(latest, reader.settled_at(now))
        chosen = present if asked.is_now else state_of(reader, asked, self._clock())
        state = after.state if after else chosen
        return state, asked.is_now and state == present and not reader.due(now)


def _absence(reader: Reader, concept: str, state: State | None = None) -> errors.GlossaryError:
    reader.head()
    oldest = reader.revision(concept, 1)
    if oldest is None:
        return errors.ConceptNotFound(reader.glossary, concept)
    first = reader.first(concept, state.seq if state else store.EVERYTHING)
    if first is None:
        known_at = written(oldest.recorded_at)
        return NotYetKnown(reader.glossary, concept, oldest.valid_from, first_recorded_at=known_at)
    return errors.NotYetWorded(reader.glossary, concept, first.valid_from)
