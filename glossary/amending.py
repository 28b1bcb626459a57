"""What people do to a concept beside writing its next wording: end it, bring an earlier one back, confirm, grade."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glossary import judging, recording, retiring
from glossary.model import Grade, Revision
from glossary.opened import Opened
from glossary.recording import Note
from glossary.store import Writer


class WithAmendments(Opened):
    """A glossary whose concepts can be amended; `valid_from` says as of when, absent now."""

    def retire(
        self,
        concept: str,
        author: str,
        replaced_by: str | None,
        reason: Note,
        expected: int | None = None,
        valid_from: str | None = None,
    ) -> Revision:
        """Retire a concept, naming what replaces it; its history stays."""
        return self._after(
            concept, expected, lambda at, head: retiring.retire(at, head, author, replaced_by, reason, valid_from)
        )

    def merge(
        self,
        concept: str,
        author: str,
        into: str,
        reason: Note,
        expected: int | None = None,
        valid_from: str | None = None,
    ) -> Revision:
        """Merge a concept into another: that one takes in its terms, and replaces it."""
        return self._after(
            concept, expected, lambda at, head: retiring.merge(at, head, author, into, reason, valid_from)
        )

    def restore(
        self,
        concept: str,
        number: int,
        author: str,
        note: Note = None,
        expected: int | None = None,
        valid_from: str | None = None,
    ) -> Revision:
        """Make an earlier revision's content the newest again."""
        return self._after(
            concept, expected, lambda at, head: retiring.restore(at, head, author, number, note, valid_from)
        )

    def grade(self, concept: str, number: int, grade: Grade, author: str, reason: str | None = None) -> Revision:
        """Say how far the change to a revision goes, where the rules judged otherwise. The revision stays as it is.

        The reason is public and stays.
        """
        return self._revised(lambda writer: judging.grade(writer, concept, number, grade, author, reason))

    def confirm(
        self,
        concept: str,
        author: str,
        languages: Sequence[str] | None = None,
        number: int | None = None,
        note: Note = None,
        expected: int | None = None,
    ) -> Revision:
        """Record that translations were checked and stand: of the wording in force, or of revision `number`.

        Without `languages`, of all that are not in sync. The wording keeps its date. Raises `InvalidContent`.
        """
        return self._after(
            concept, expected, lambda at, head: judging.confirm(at, head, author, languages, number, note)
        )

    def _after(self, concept: str, expected: int | None, act: Callable[[Writer, Revision], Revision]) -> Revision:
        """What comes of acting on the newest revision, which must be `expected` where that is given."""
        return self._revised(lambda writer: act(writer, recording.newest(writer, concept, expected)))

    def _revised(self, act: Callable[[Writer], Revision]) -> Revision:
        """A revision that somebody makes, once under the key of their request."""
        return self._carried_out(
            self.once, act, lambda made: (made.concept.id, made.number), lambda at, said: recording.kept(at, *said)
        )
