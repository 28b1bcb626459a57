"""A `Glossary` has one method for each thing a person can do with it; it opens the only transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

import msgspec

from glossary import errors, exporting, loading, publishing, recording, replaying, store
from glossary.asking import NOW, Asked, Standing, state_of
from glossary.diff import Difference, compare
from glossary.listing import ListRequest, Page, Pin, wanted_of
from glossary.model import Draft, Edition, Head, Part, Revision, Settings
from glossary.recording import LoadReport, Note, refuse
from glossary.store import Database, Reader, State, Writer
from glossary.times import Clock, micros
from glossary.validity import concept_faults, edition_faults, settings_faults
from glossary.verifying import Verdict, verify

Progress = Callable[[int, int], None]
EVERYTHING_LISTED = ListRequest()


class Glossary:
    """One glossary of a database: its concepts, their history, its editions and its proof."""

    def __init__(self, database: Database, glossary: str, clock: Clock) -> None:
        self._database, self.id, self._clock = database, glossary, clock

    def settings(self) -> Settings:
        """What the glossary says of itself. Raises `GlossaryNotFound`."""
        with self._reading() as reader:
            return reader.settings()

    def overview(self) -> tuple[Settings, Head, int]:
        """The settings, the end of the log and the number of current concepts, all of one moment."""
        self._settle()
        with self._reading() as reader:
            return reader.settings(), reader.head(), reader.count()

    def change_settings(self, settings: Settings, author: str, expected: int) -> None:
        """Record new settings where the newest entry of the log still is `expected`."""
        refuse(settings_faults(settings))
        with self._writing() as writer:
            if writer.seq != expected:
                raise errors.LogMoved(self.id, writer.seq)
            before = writer.settings()
            if settings != before:
                writer.set_settings(settings, author)
                recording.list_in(writer, set(settings.languages) - set(before.languages))

    def concept(self, concept: str, asked: Asked = NOW) -> Standing:
        """The wording of a concept in force now, at a date, or in an edition.

        Raises `ConceptNotFound`, `NotYetWorded` before its first wording and `Retired` after its retirement.
        """
        with self._reading() as reader:
            state = state_of(reader, asked, self._clock())
            found = reader.holding(concept, state)
            if found is None:
                raise _absence(reader, concept)
            if found.status == "retired":
                successor = found.concept.replaced_by
                raise errors.Retired(self.id, concept, found.number, found.valid_from, successor)
            recording.legible(found)
            newest = reader.newest(concept) or found
            return Standing(found, newest.number)

    def standing(self, concept: str) -> Revision | None:
        """The wording in force now, be it a retirement; None where there is none. Raises `Redacted`."""
        with self._reading() as reader:
            found = reader.holding(concept, state_of(reader, NOW, self._clock()))
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

    def diff(self, concept: str, earlier: int, later: int, language: str | None = None) -> Difference:
        """What changed between two revisions of a concept, field by field."""
        with self._reading() as reader:
            found = [recording.kept(reader, concept, number) for number in (earlier, later)]
        before, after = map(recording.legible, found)
        return compare(before.concept, after.concept, language)

    def put(self, draft: Draft, author: str, expected: int | None) -> Revision:
        """Make a draft the next revision where the newest one still is `expected` (None: there is none yet).

        What changes nothing records nothing. Raises `InvalidContent`, `HeadMoved`, `AlreadyExists`.
        """
        refuse(concept_faults(draft, self.settings()))
        with self._writing() as writer:
            head = recording.base(writer, draft.concept.id, expected)
            recorded = recording.record(writer, draft, author, head)
            return recorded or recording.newest(writer, draft.concept.id, expected)

    def retire(
        self, concept: str, author: str, replaced_by: str | None, reason: Note, expected: int | None = None
    ) -> Revision:
        """Retire a concept as of now, naming what replaces it; its history stays."""
        with self._writing() as writer:
            head = recording.newest(writer, concept, expected)
            return recording.retire(writer, head, author, replaced_by, reason)

    def restore(
        self, concept: str, number: int, author: str, note: Note = None, expected: int | None = None
    ) -> Revision:
        """Make an earlier revision's content the newest again, as of now."""
        with self._writing() as writer:
            head = recording.newest(writer, concept, expected)
            return recording.restore(writer, head, author, number, note)

    def redact(self, concept: str, number: int, part: Part, reason: str, author: str) -> Revision:
        """Remove the text or the change note of a revision from the record, and record that it was removed.

        `Glossaries.redact` also sees to the files. Raises `NothingToRedact`.
        """
        with self._writing() as writer:
            return recording.redact(writer, concept, number, part, reason, author)

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

    def editions(self) -> list[Edition]:
        """The published editions, newest first."""
        with self._reading() as reader:
            reader.head()
            return reader.editions()

    def edition(self, edition: str) -> Edition:
        """One published edition. Raises `EditionNotFound`."""
        with self._reading() as reader:
            found = reader.edition(edition)
            if found is None:
                reader.head()
                raise errors.EditionNotFound(self.id, edition)
            return found

    def edition_drafts(self) -> list[Edition]:
        """The editions that editors are drafting, by id."""
        with self._reading() as reader:
            reader.head()
            return reader.edition_drafts()

    def edition_draft(self, edition: str) -> Edition:
        """One draft of an edition. Raises `EditionNotFound`."""
        with self._reading() as reader:
            return publishing.drafted(reader, edition)

    def draft_edition(self, edition: Edition, author: str) -> Edition:
        """Begin a draft of an edition. Raises `EditionTaken` and `InvalidContent`."""
        with self._writing() as writer:
            return publishing.begin_draft(writer, edition, author)

    def put_edition(self, edition: Edition, author: str, expected: int | None) -> Edition:
        """Change the draft of an edition where its wording still is `expected` (None: begin a new one).

        Raises `EditionExists` once it is published, `HeadMoved`, `AlreadyExists` and `InvalidContent`.
        """
        with self._writing() as writer:
            return publishing.put_draft(writer, edition, author, expected)

    def publish_draft(self, edition: str, author: str, expected: int | None = None) -> Edition:
        """Publish a draft: from now on the edition never changes, whatever happens to the glossary."""
        with self._writing() as writer:
            publishing.publish_draft(writer, edition, author, expected)
        return self.edition(edition)

    def publish(self, edition: Edition, author: str) -> Edition:
        """Publish an edition that was never drafted: the glossary as known now, as it holds on the edition's date."""
        refuse(edition_faults(edition))
        with self._writing() as writer:
            publishing.publish(writer, edition, author)
        return self.edition(edition.id)

    def verify(self, progress: Progress | None = None) -> Verdict:
        """Check the whole history against its digests, and the lists against the history."""
        with self._reading() as reader:
            now = State(store.EVERYTHING, reader.now(micros(self._clock())))
        ending = store.ending(self._database, self.id)
        rows = store.log_rows(self._database, self.id, ending.seq)
        verdict = verify(self.id, rows, ending, lambda: store.redactions(self._database, self.id), progress)
        wrong = store.misplaced(self._database, self.id, now)
        if verdict.whole and wrong:
            return msgspec.structs.replace(verdict, bad_seq=verdict.entries, reason=f"lists-differ:{wrong[0]}")
        return verdict

    def log(self, after: int = 0, until: int | None = None) -> Iterator[bytes]:
        """The log after one entry up to another, a line of JSON each, for those who check it themselves."""
        with self._reading() as reader:
            last = reader.head().seq
        rows = store.log_rows(self._database, self.id, last if until is None else min(until, last), after)
        return exporting.lines(rows)

    def names(self, persons: Iterable[str]) -> dict[str, str | None]:
        """The names of persons, where they have not been erased."""
        with self._database.reading() as connection:
            return store.names(connection, set(persons))

    @contextmanager
    def _reading(self) -> Iterator[Reader]:
        with self._database.reading() as connection:
            yield Reader(connection, self.id)

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        with self._database.writing() as connection:
            writer = Writer(connection, self.id, micros(self._clock()))
            writer.settle()
            yield writer

    def _settle(self) -> None:
        """Let scheduled wordings whose hour has come into today's lists; where that must wait, lists are slower."""
        with self._reading() as reader:
            due = reader.due(reader.now(micros(self._clock())))
        if due:
            with suppress(errors.Busy, errors.StorageFailed), self._writing():
                pass

    def _listed(self, reader: Reader, asked: Asked, after: Pin | None) -> tuple[State, bool]:
        """The state of a list, and whether it is the one that the rows kept for today's lists show."""
        now, latest = reader.now(micros(self._clock())), reader.head().seq
        present = State(latest, reader.settled_at(now))
        chosen = present if asked.is_now else state_of(reader, asked, self._clock())
        state = after.state if after else chosen
        return state, asked.is_now and state == present and not reader.due(now)


def _absence(reader: Reader, concept: str) -> errors.GlossaryError:
    reader.head()
    first = reader.first(concept)
    if first is None:
        return errors.ConceptNotFound(reader.glossary, concept)
    return errors.NotYetWorded(reader.glossary, concept, first.valid_from)
