"""What people do with editions of a glossary: draft them, publish them, compare them, read what they have wrong."""

from __future__ import annotations

from glossary import comparing, errors, publishing
from glossary.comparison import Errata, Report
from glossary.model import Edition
from glossary.opened import Opened
from glossary.recording import refuse
from glossary.store import Writer
from glossary.validity import edition_faults


class WithEditions(Opened):
    """A glossary with its editions, drafts and published ones."""

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
        return self._carried_out(
            self.once, lambda writer: publishing.begin_draft(writer, edition, author), _id, publishing.edition_or_draft
        )

    def put_edition(self, edition: Edition, author: str, expected: int | None) -> Edition:
        """Change the draft of an edition where its wording still is `expected` (None: begin a new one).

        Raises `EditionExists` once it is published, `HeadMoved`, `AlreadyExists` and `InvalidContent`.
        """
        with self._writing() as writer:
            return publishing.put_draft(writer, edition, author, expected)

    def publish_draft(self, edition: str, author: str, expected: int | None = None) -> Edition:
        """Publish a draft: from now on the edition never changes, whatever happens to the glossary."""

        def act(writer: Writer) -> Edition:
            publishing.publish_draft(writer, edition, author, expected)
            return publishing.edition_or_draft(writer, edition)

        return self._carried_out(self.once, act, _id, publishing.edition_or_draft)

    def publish(self, edition: Edition, author: str) -> Edition:
        """Publish an edition that was never drafted: the glossary as known now, as it holds on the edition's date."""
        refuse(edition_faults(edition))
        with self._writing() as writer:
            publishing.publish(writer, edition, author)
        return self.edition(edition.id)

    def changes(self, since: str, until: str) -> Report:
        """All that differs between two editions, and why. Raises `EditionNotFound` and `InvalidQuery`."""
        with self._reading() as reader:
            return comparing.report(reader, since, until)

    def errata(self, edition: str, concept: str | None = None) -> Errata:
        """The corrections since of what an edition says, of all its concepts or of one. Raises `EditionNotFound`."""
        with self._reading() as reader:
            return comparing.errata(reader, edition, concept)


def _id(edition: Edition) -> str:
    return edition.id
